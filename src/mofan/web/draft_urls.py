"""The addresses of drafting (起草): the list, ways to start, the paper, its slots, its versions."""

from django.urls import path

from mofan.web.views.drafting import editing, listing, slots, starting, versions

urlpatterns = [
    path("drafts/", listing.drafts, name="drafts"),
    path("drafts/new", starting.new, name="new_draft"),
    path("drafts/outlines", starting.outlines, name="draft_outlines"),
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
]
