"""The addresses of the ways by which cases come in from outside (渠道): lists of upper platforms, mails; the ledger."""

from django.urls import path

from mofan.web.views.cases import importing, ledgers, mails

urlpatterns = [
    path("cases/import/<slug:kind>", importing.import_list, name="import_cases"),
    path("cases/all/ledger", ledgers.export, name="export_case_ledger"),
    path("cases/mail/", mails.mails, name="mails"),
    path("cases/mail/<int:pk>/", mails.mail, name="mail"),
    path("cases/mail/<int:pk>/take/<slug:kind>", mails.take_in, name="take_in_mail"),
    path("cases/mail/<int:pk>/aside", mails.set_aside, name="set_mail_aside"),
    path("cases/mail/<int:pk>/back", mails.bring_back, name="bring_mail_back"),
    path("cases/mail/<int:pk>/sender", mails.unmask, name="unmask_mail"),
    path("cases/mail/<int:pk>/files/<int:file>", mails.file, name="mail_file"),
]
