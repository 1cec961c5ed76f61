"""A kind of record that an administrator adds (添加记录种类): what is asked for, why, on what basis, until when."""

import re
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.catalogue import FIELD_TYPES, ROSTERS
from mofan.records.catalogue.kinds import EVERY
from mofan.records.entry import NotAValue, read_day
from mofan.records.known_kinds import known_kinds
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.visitor import person_of

MOST_FIELDS: Final = 40
NAMES: Final = ("code", "name", "english", "group", "verb", "measure", "date_name", "title_name")
LABELS: Final = {
    "name": "名称",
    "code": "代号",
    "english": "英文名称",
    "group": "归在哪一组",
    "verb": "动词",
    "measure": "计量单位",
    "date_name": "日期叫什么",
    "title_name": "主题叫什么",
}
HINTS: Final = {
    "name": "如“防汛值班交接”，只用汉字。",
    "code": "小写英文和下划线，如 flood_watch。",
    "english": "如 flood watch handover。",
    "verb": "数的名称用，如“开展”。",
    "measure": "如“次”“份”。",
}


def add_kind(request: HttpRequest) -> HttpResponseBase:
    """The form; a field a row, more rows on demand."""
    me = person_of(request)
    if not me.may(Right.ADMINISTER):
        raise Http404
    given = request.POST
    count = min(number_asked(given.get("count", "")) or 4, MOST_FIELDS)
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST" and given.get("do") == "more":
        count = min(count + 1, MOST_FIELDS)
    elif request.method == "POST":
        try:
            added = actions.add_kind(
                table_of(given, count),
                purpose=given.get("purpose", ""),
                basis=given.get("basis", ""),
                ends_on=read_day(given.get("ends_on", "")),
                by=me,
                at=timezone.now(),
            )
        except RuleBroken as rule:
            errors = (Wrong(rule.sentence, "name"),)
        except NotAValue as error:
            errors = (Wrong(f"停用日期：{error}", "ends_on"),)
        else:
            messages.success(request, "已添加，现在可以登记。")
            return redirect("records_of", added.code)
    context: dict[str, Any] = {
        "entries": [(name, LABELS[name], HINTS.get(name, ""), given.get(name, "")) for name in LABELS],
        "rows": [_row(given, no) for no in range(1, count + 1)],
        "count": count,
        "types": {code: label for code, label in FIELD_TYPES.items()}.items(),
        "rosters": ROSTERS.items(),
        "cadences": EVERY.items(),
        "groups": dict.fromkeys(kind.group for kind in known_kinds().values()),
        "given": {name: given.get(name, "") for name in ("purpose", "basis", "ends_on", "roster", "every")},
        "errors": errors,
    }
    return render(request, "web/records/add_kind.html", context)


def _row(given: Any, no: int) -> dict[str, Any]:
    parts = ("name", "code", "type", "measure", "choices", "required", "carry")
    return {"no": no} | {part: given.get(f"{part}-{no}", "") for part in parts}


def table_of(given: Any, count: int) -> dict[str, Any]:
    """The kind as the catalogue writes it; figures follow from what is asked for: how often, how many came, and the
    sum of every number."""
    fields = []
    for no in range(1, count + 1):
        row = _row(given, no)
        if not str(row["name"]).strip():
            continue
        field: dict[str, Any] = {
            "code": str(row["code"]).strip() or f"field_{no}",
            "name": str(row["name"]).strip(),
            "type": row["type"],
        }
        if row["measure"]:
            field["measure"] = row["measure"].strip()
        if row["type"] == "choice":
            labels = [one for one in re.split(r"[、，,；;\s]+", row["choices"]) if one]
            field["choices"] = {f"choice_{place}": label for place, label in enumerate(labels, 1)}
        field |= {name: True for name in ("required", "carry") if row[name]}
        fields.append(field)
    table: dict[str, Any] = {name: given.get(name, "").strip() for name in NAMES if given.get(name, "").strip()}
    table |= {"fields": fields, "source": {"row": "自定", "words": given.get("purpose", "").strip()[:100] or "—"}}
    figures: list[Any] = ["count"]
    if given.get("roster") in ROSTERS:
        table["roll"] = {"roster": given["roster"]}
        figures += ["attendance", "people"]
    if given.get("every") in EVERY:
        table["cadence"] = {"every": given["every"], "force": "local"}
    figures += [f"sum.{one['code']}" for one in fields if one["type"] in ("number", "money")]
    return table | {"figures": figures}
