"""What the worker does for long imports (导入任务): takes one, writes it row by row, says how far it is."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils import timezone

from mofan.cases.channels.bringing_in import bring_in
from mofan.cases.channels.reading import How, read_rows
from mofan.cases.known_kinds import kind_named as kind_of_case
from mofan.org.actions import claim_import, end_import, fail_import, tell_progress
from mofan.org.importing import import_file
from mofan.org.models import ImportRun
from mofan.org.rules import RuleBroken
from mofan.org.sheets import NotASheet, read_sheets
from mofan.org.waiting_files import kept
from mofan.records.actions import bring_in_by_portions, remember_columns
from mofan.records.known_kinds import kind_named
from mofan.records.ledger_sheets import ledger_of, rows_of, sheet_of

SHOWN_WRONG = 300
"""Rows with something wrong that a report lists."""


def run_import() -> bool:
    """Carry out the oldest import that waits; whether there was one."""
    run = claim_import(at=timezone.now())
    if run is None:
        return False
    data = kept(run.key)
    if data is None:
        fail_import(run, "文件暂存已过一天，不再保留。请重新导入。", at=timezone.now())
        return True
    try:
        report = _READERS[run.what](run, data)
    except (RuleBroken, NotASheet) as error:
        fail_import(run, str(error), at=timezone.now())
    else:
        end_import(run, report, at=timezone.now())
    return True


def _units(run: ImportRun, data: bytes) -> dict[str, Any]:
    report = import_file(
        data,
        run.name,
        under=run.unit,
        make_units=run.asked["make_units"],
        write=True,
        tell=lambda done: tell_progress(run, done, at=timezone.now()),
        by=run.by,
        at=timezone.now(),
    )
    wrong = [row for row in report.rows if row.outcome == "wrong"]
    return {
        "new": report.count("new"),
        "changed": report.count("changed"),
        "same": report.count("same"),
        "wrong": len(wrong),
        "rows": [[row.sheet, row.no, row.label, "；".join(row.sentences)] for row in wrong[:SHOWN_WRONG]],
    }


def _ledger(run: ImportRun, data: bytes) -> dict[str, Any]:
    kind, at = kind_named(run.asked["kind"]), timezone.now()
    sheet = sheet_of(read_sheets(data, run.name), kind, run.asked.get("sheet", ""))
    ledger = ledger_of(sheet.rows, kind, sheet.name)
    read = rows_of(run.by, kind, run.unit, ledger, run.asked["columns"], timezone.localdate())
    entries = [one.entry for one in read if one.entry is not None]
    wrong = [one for one in read if one.entry is None]
    entered = bring_in_by_portions(
        entries, run.unit, tell=lambda done: tell_progress(run, done, at=timezone.now()), by=run.by, at=at
    )
    remember_columns(kind.code, run.unit, ledger.headings, run.asked["columns"], by=run.by, at=at)
    return {
        "new": entered,
        "same": len(entries) - entered,
        "wrong": len(wrong),
        "rows": [["", one.number, "", "".join(one.sentences)] for one in wrong[:SHOWN_WRONG]],
    }


def _cases(run: ImportRun, data: bytes) -> dict[str, Any]:
    asked = run.asked
    ledger = ledger_of(read_sheets(data, run.name)[0].rows)
    how = How(asked["columns"], asked["words"], asked["platform"])
    read = read_rows(kind_of_case(asked["kind"]), ledger, how)
    wrong = [one for one in read if one.intake is None]
    done = bring_in(
        [one.intake for one in read if one.intake is not None],
        run.unit,
        tell=lambda count: tell_progress(run, count, at=timezone.now()),
        by=run.by,
        at=timezone.now(),
    )
    return {
        "new": done.new,
        "same": done.known,
        "wrong": len(wrong),
        "rows": [["", one.number, "", "".join(one.sentences)] for one in wrong[:SHOWN_WRONG]],
    }


_READERS: Final[Mapping[str, Callable[[ImportRun, bytes], dict[str, Any]]]] = {
    "units": _units,
    "ledger": _ledger,
    "cases": _cases,
}
"""What is brought in → how."""
