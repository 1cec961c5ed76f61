"""The ledger of a list of cases to take away (事项台账), as the list is narrowed."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from mofan.cases.channels.ledger import case_ledger
from mofan.measure import date_text
from mofan.org.actions import log_access
from mofan.org.sheets import write_workbook
from mofan.web.sending import XLSX, sent
from mofan.web.views.cases.listing import MOST_EXPORTED, asked_of, rows_asked
from mofan.web.visitor import address_of, person_of


def export(request: HttpRequest) -> HttpResponseBase:
    """The ledger as .xlsx, the earliest first."""
    now = timezone.now()
    sheet = case_ledger(rows_asked(request, replace(asked_of(request), order="taken_in_at")), MOST_EXPORTED, now)
    name = f"事项台账{date_text(timezone.localdate())}.xlsx"
    detail = f"{name}（{len(sheet.rows) - 1} 行）"
    log_access("导出表格", by=person_of(request), at=now, detail=detail, address=address_of(request))
    return sent(write_workbook([sheet]), name, XLSX)
