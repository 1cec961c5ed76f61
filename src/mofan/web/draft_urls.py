"""The addresses of drafting (起草): the list, ways to start, the paper, its slots, its versions."""

from django.urls import path

from mofan.web.views.drafting import beside, editing, listing, paper, reviewing, slots, starting, versions

urlpatterns = [
    path("drafts/", listing.drafts, name="drafts"),
    path("drafts/new", starting.new, name="new_draft"),
    path("drafts/outlines", starting.outlines, name="draft_outlines"),
    path("drafts/wanted", paper.wanted, name="wanted_figures"),
    path("drafts/from/<int:piece>/", starting.from_piece, name="draft_from_piece"),
    path("drafts/<int:pk>/", editing.draft, name="draft"),
    path("drafts/<int:pk>/save", editing.keep, name="save_draft"),
    path("drafts/<int:pk>/now", editing.now, name="draft_now"),
    path("drafts/<int:pk>/chips", slots.chips, name="draft_chips"),
    path("drafts/<int:pk>/slots/new", slots.add, name="add_slot"),
    path("drafts/<int:pk>/slots/<slug:key>/", slots.slot, name="slot"),
    path("drafts/<int:pk>/slots/<slug:key>/settle", slots.settle, name="settle_slot"),
    path("drafts/<int:pk>/versions/", versions.versions, name="draft_versions"),
    path("drafts/<int:pk>/versions/name", versions.name, name="name_version"),
    path("drafts/<int:pk>/versions/<int:revision>/", versions.version, name="draft_version"),
    path("drafts/<int:pk>/versions/<int:revision>/restore", versions.restore, name="restore_version"),
    path("drafts/<int:pk>/aside/<int:version>/", versions.aside, name="draft_aside"),
    path("drafts/<int:pk>/beside/<slug:panel>/", beside.beside, name="draft_beside"),
    path("drafts/<int:pk>/boxes/<slug:box>/put", beside.put_file, name="put_draft_file"),
    path("drafts/<int:pk>/boxes/<slug:box>/<int:file>/", beside.file_text, name="draft_file"),
    path("drafts/<int:pk>/boxes/<slug:box>/<int:file>/out", beside.take_file_out, name="take_draft_file_out"),
    path("drafts/<int:pk>/review/", reviewing.review, name="draft_review"),
    path("drafts/<int:pk>/review/act", reviewing.act, name="act_on_draft"),
    path("drafts/<int:pk>/review/remark", reviewing.remark, name="remark_draft"),
    path("drafts/<int:pk>/files/", paper.files, name="draft_files"),
    path("drafts/<int:pk>/files/export", paper.download, name="export_draft"),
    path("drafts/<int:pk>/files/reread", paper.reread, name="reread_draft"),
    path("drafts/<int:pk>/files/take-in", paper.take_in, name="take_in_draft"),
    path("drafts/<int:pk>/files/next", paper.next_period, name="next_draft"),
]
