"""What goes out of the ledgers (导出): minutes, a year's volume, a list as a sheet."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from mofan.measure import date_text, year_of
from mofan.org.actions import log_access
from mofan.org.sheets import Cell, Sheet, write_workbook
from mofan.records.binding import MOST_BOUND, on_paper, volume
from mofan.records.boards import units_of
from mofan.records.catalogue import Kind
from mofan.records.catalogue.kinds import Field
from mofan.records.entry import shown
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Record, RecordState
from mofan.records.models.parts import ROLL
from mofan.records.occasions import STATES
from mofan.records.queries import record_list
from mofan.records.telling import tell
from mofan.web.asked import number_asked
from mofan.web.sending import DOCX, XLSX, sent
from mofan.web.spans import span_asked
from mofan.web.unit_choices import unit_asked
from mofan.web.views.records import MOST_EXPORTED, asked_of, loaded
from mofan.web.views.records_board import board_asked
from mofan.web.views.records_enter import kind_or_404
from mofan.web.views.records_tasks import rows_asked
from mofan.web.visitor import address_of, person_of


def export_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The minutes of a meeting, or the sheet of another record, as .docx (导出纪要、记录单)."""
    row = loaded(request, pk)
    kind = kind_or_404(row.kind)
    told = tell(row, kind, known_kinds())
    name = f"{date_text(row.held_on)}{kind.name}{'纪要' if kind.has_agenda else ''}.docx"
    _log(request, "导出记录", name)
    return sent(on_paper(told), name, DOCX)


def export_volume(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A year of a kind in one .docx with a table of contents (导出全年卷)."""
    me, what = person_of(request), kind_or_404(kind)
    year = number_asked(request.GET.get("year", "")) or timezone.localdate().year
    if not 1949 < year < 3000:
        raise Http404
    period = year_of(date(year, 1, 1))
    asked = replace(
        asked_of(request, kind), state=RecordState.KEPT, since=period.start, until=period.end, order="held_on"
    )
    rows = list(record_list(me, asked).select_related("detail")[: MOST_BOUND + 1])
    if not rows:
        messages.error(request, f"{year}年没有可以装订的{what.name}记录。")
        return redirect("records_of", kind)
    if len(rows) > MOST_BOUND:
        messages.error(request, f"{year}年超过 {MOST_BOUND} 条，一卷装不下。先选一个单位，再导出。")
        return redirect("records_of", kind)
    known = known_kinds()
    units = {row.unit_id for row in rows}
    subtitle = f"{rows[0].unit}　共 {len(rows)} 条" if len(units) == 1 else f"{len(units)} 个单位　共 {len(rows)} 条"
    bound = volume([tell(row, what, known) for row in rows], title=f"{year}年{what.name}记录", subtitle=subtitle)
    name = f"{year}年{what.name}记录.docx"
    _log(request, "导出全年卷", name)
    return sent(bound, name, DOCX)


def export_list(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list as it is narrowed, as .xlsx (导出表格)."""
    me, what = person_of(request), kind_or_404(kind)
    rows = record_list(me, asked_of(request, kind)).select_related("detail").prefetch_related("participants")
    table = [_headings(what), *(_row(row, what) for row in rows[:MOST_EXPORTED])]
    name = f"{what.name}{date_text(timezone.localdate())}.xlsx"
    _log(request, "导出表格", name)
    return sent(write_workbook([Sheet(what.name, tuple(table))]), name, XLSX)


def export_all(request: HttpRequest) -> HttpResponseBase:
    """The list of every kind together as it is narrowed, as .xlsx (导出表格)."""
    known = known_kinds()
    table: list[tuple[Cell, ...]] = [("编号", "种类", "单位", "日期", "主题", "状态", "录入人", "录入日期", "补记")]
    for row in record_list(person_of(request), asked_of(request, ""))[:MOST_EXPORTED]:
        kind = known[row.kind].name if row.kind in known else row.kind
        table.append((row.pk, kind, str(row.unit), row.held_on, row.title, *_ending(row)))
    return _given_out(request, "全部记录", table)


def export_tasks(request: HttpRequest) -> HttpResponseBase:
    """The tasks as they are narrowed, as .xlsx (导出交办的事)."""
    rows, _, _ = rows_asked(request)
    table: list[tuple[Cell, ...]] = [
        ("事项", "责任人", "单位", "出自", "时限", "暂定", "状态", "完成情况", "报完成", "销号", "销号核准人")
    ]
    for one in rows[:MOST_EXPORTED]:
        reported, closed = (timezone.localtime(at).date() if at else None for at in (one.reported_at, one.closed_at))
        state = "超期" if one.is_late(timezone.localdate()) else one.get_state_display()
        due: tuple[Cell, ...] = (one.due_on, "暂定" if one.provisional else "", state)
        done: tuple[Cell, ...] = (one.evidence, reported, closed, one.closed_by.name if one.closed_by else "")
        table.append((one.what, one.owner.name, str(one.record.unit), one.record.title, *due, *done))
    return _given_out(request, "交办的事", table)


def export_board(request: HttpRequest) -> HttpResponseBase:
    """The board of a period: a row for every unit, how many of how many for every kind, as .xlsx (导出履责表)."""
    me = person_of(request)
    _, period = span_asked(request, timezone.localdate())
    rows, kinds, by_unit = board_asked(me, period, unit_asked(me, request.GET.get("unit", "")))
    units = units_of(rows)
    table: list[tuple[Cell, ...]] = [("单位", *(kind.name for kind in kinds))]
    for key, cells in by_unit.items():
        said = (cells.get(kind.code) for kind in kinds)
        table.append((str(units[key]), *(f"{one.done}/{one.owed} {STATES[one.state]}" if one else "" for one in said)))
    return _given_out(request, f"{period.label}履责", table)


def _given_out(request: HttpRequest, what: str, table: list[tuple[Cell, ...]]) -> HttpResponseBase:
    name = f"{what}{date_text(timezone.localdate())}.xlsx"
    _log(request, "导出表格", name)
    return sent(write_workbook([Sheet(what[:30], tuple(table))]), name, XLSX)


def _headings(kind: Kind) -> tuple[str, ...]:
    counted = ("应到人数", "实到人数", "参加人员", "请假人员", "缺席人员", "列席人员") if kind.roll else ()
    fields = tuple(f"{one.name}（{one.measure}）" if one.measure else one.name for one in _told_fields(kind))
    return ("编号", "单位", kind.date_name, kind.title_name, *counted, *fields, "状态", "录入人", "录入日期", "补记")


def _told_fields(kind: Kind) -> list[Field]:
    return [one for one in kind.fields if one.type not in ("file", "agenda")]


def _row(row: Record, kind: Kind) -> tuple[Cell, ...]:
    people: dict[str, list[str]] = {}
    for one in row.participants.all():
        people.setdefault(f"{one.field}/{one.state}" if one.field == ROLL else one.field, []).append(one.name)
    names = [f"{ROLL}/{state}" for state in ("present", "leave", "absent", "observer")]
    roll: tuple[Cell, ...] = ()
    if kind.roll:
        roll = (row.due, row.present, *("、".join(people.get(name, ())) for name in names))
    values = tuple(_cell(one, row, people) for one in _told_fields(kind))
    return (row.pk, str(row.unit), row.held_on, row.title, *roll, *values, *_ending(row))


def _ending(row: Record) -> tuple[Cell, ...]:
    entered = timezone.localtime(row.entered_at).date()
    return (row.get_state_display(), row.entered_by.name, entered, "补记" if row.is_late else "")


def _cell(field: Field, row: Record, people: dict[str, list[str]]) -> Cell:
    if field.type == "people":
        return "、".join(people.get(field.code, ()))
    value = row.detail.values.get(field.code)
    if field.counts and value not in (None, ""):
        return float(value)
    return shown(field, value)


def _log(request: HttpRequest, what: str, detail: str) -> None:
    log_access(what, by=person_of(request), at=timezone.now(), detail=detail, address=address_of(request))
