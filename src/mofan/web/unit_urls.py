"""The addresses of units, people, roles, the calendar, import, the access log and retention."""

from django.urls import path

from mofan.web.views import calendar, held, importing, oversight, roster, units

urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/add", units.add_unit, name="add_top_unit"),
    path("units/import", importing.import_units, name="import_units"),
    path("units/import/confirm", importing.confirm_import, name="confirm_import"),
    path("units/import/template", importing.import_template, name="import_template"),
    path("units/roles/", oversight.roles, name="roles"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/add", units.add_unit, name="add_unit"),
    path("units/<int:pk>/change", units.change_unit, name="change_unit"),
    path("units/<int:pk>/move", units.move_unit, name="move_unit"),
    path("units/<int:pk>/close", units.close_unit, name="close_unit"),
    path("units/<int:pk>/reopen", units.reopen_unit, name="reopen_unit"),
    path("units/<int:pk>/void", units.void_unit, name="void_unit"),
    path("units/<int:pk>/people/add", roster.add_roster_person, name="add_roster_person"),
    path("roster/", roster.people_of_units, name="roster"),
    path("roster/export", roster.export_people, name="export_people"),
    path("roster/<int:pk>/", roster.roster_person, name="roster_person"),
    path("roster/<int:pk>/change", roster.change_roster_person, name="change_roster_person"),
    path("roster/<int:pk>/unmask", roster.unmask, name="unmask"),
    path("roster/<int:pk>/move", roster.move_roster_person, name="move_roster_person"),
    path("roster/<int:pk>/void", roster.void_roster_person, name="void_roster_person"),
    path("roster/<int:pk>/account", roster.open_account, name="open_account"),
    path("roster/<int:pk>/appoint", held.appoint, name="appoint"),
    path("roster/<int:pk>/admit", held.admit, name="admit"),
    path("roster/<int:pk>/grant", held.grant, name="grant"),
    path("roster/<int:pk>/post/<int:held>/correct", held.correct_post, name="correct_post"),
    path("roster/<int:pk>/<slug:what>/<int:held>/end", held.end_held, name="end_held"),
    path("roster/<int:pk>/<slug:what>/<int:held>/void", held.void_held, name="void_held"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/provisional/", calendar.provisional, name="provisional"),
    path("calendar/day", calendar.change_day, name="change_day"),
    path("calendar/import", calendar.import_calendar, name="import_calendar"),
    path("accesses/", oversight.accesses, name="accesses"),
    path("retention/", oversight.retention, name="retention"),
    path("retention/<slug:code>/set", oversight.set_retention, name="set_retention"),
    path("retention/offers/<int:pk>/decide", oversight.decide_retention, name="decide_retention"),
]
