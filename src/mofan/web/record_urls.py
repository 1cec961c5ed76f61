"""The addresses of the ledgers (台账): kinds, records, drafts, tasks."""

from django.urls import path

from mofan.web.views import (
    records,
    records_board,
    records_enter,
    records_export,
    records_import,
    records_kinds,
    records_tasks,
)

urlpatterns = [
    path("records/", records.kinds, name="records"),
    path("records/people", records_enter.suggest_people, name="suggest_people"),
    path("records/new/<slug:kind>", records_enter.enter, name="enter_record"),
    path("records/drafts/<slug:kind>/keep", records_enter.keep_draft, name="keep_draft"),
    path("records/drafts/<int:pk>/discard", records_enter.discard_draft, name="discard_draft"),
    path("records/kinds/new", records_kinds.add_kind, name="add_kind"),
    path("records/board/", records_board.board, name="board"),
    path("records/duties/new", records_board.set_duty, name="set_duty"),
    path("records/duties/<int:pk>/", records_board.duty, name="duty"),
    path("records/duties/<int:pk>/excuse", records_board.excuse, name="excuse_duty"),
    path("records/duties/<int:pk>/end", records_board.end_duty, name="end_duty"),
    path("records/tasks/", records_tasks.tasks, name="record_tasks"),
    path("records/tasks/<int:pk>/", records_tasks.task, name="record_task"),
    path("records/tasks/<int:pk>/report", records_tasks.report, name="report_task"),
    path("records/tasks/<int:pk>/close", records_tasks.close, name="close_task"),
    path("records/tasks/<int:pk>/send-back", records_tasks.send_back, name="send_task_back"),
    path("records/tasks/<int:pk>/drop", records_tasks.drop, name="drop_task"),
    path("records/of/<slug:kind>/", records.records_of, name="records_of"),
    path("records/of/<slug:kind>/export", records_export.export_list, name="export_records"),
    path("records/of/<slug:kind>/volume", records_export.export_volume, name="export_volume"),
    path("records/of/<slug:kind>/import", records_import.import_ledger, name="import_ledger"),
    path("records/<int:pk>/", records.record, name="record"),
    path("records/<int:pk>/correct", records_enter.correct, name="correct_record"),
    path("records/<int:pk>/void", records.void, name="void_record"),
    path("records/<int:pk>/minutes", records_export.export_minutes, name="export_minutes"),
    path("records/<int:pk>/tasks", records_tasks.assign, name="assign_task"),
    path("records/<int:pk>/files", records.attach, name="attach_file"),
    path("records/<int:pk>/files/<int:attachment>", records.attachment, name="record_file"),
    path("records/<int:pk>/files/<int:attachment>/off", records.take_off, name="take_off_file"),
]
