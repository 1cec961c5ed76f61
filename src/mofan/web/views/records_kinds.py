"""Kinds of record (记录种类): what one asks for and why; one that an administrator adds, on what basis, until when."""

import re
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org.queries import history_of
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.spelling import spell
from mofan.records import actions
from mofan.records.catalogue import FIELD_TYPES, ROSTERS
from mofan.records.catalogue.kinds import EVERY
from mofan.records.entry import NotAValue, read_day
from mofan.records.known_kinds import added_kind, known_kinds
from mofan.records.retention import classes_of_records
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.views.records_enter import cited, kind_or_404
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
    "code": "可以不写。给程序用的，小写英文和下划线，如 flood_watch。",
    "english": "可以不写，按拼音。",
    "group": "从已有的组里选，或者写一个新的。",
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
        "keepings": classes_of_records(),
        "given": {name: given.get(name, "") for name in ("purpose", "basis", "ends_on", "roster", "every", "keeping")},
        "errors": errors,
    }
    return render(request, "web/records/add_kind.html", context)


def about(request: HttpRequest, kind: str, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    """What a kind asks for, on what basis, and what follows from it; of one that was added here why, and until when."""
    me, what, added = person_of(request), kind_or_404(kind), added_kind(kind)
    context = {
        "kind": what,
        "added": added,
        "fields": [(one, FIELD_TYPES[one.type]) for one in what.fields],
        "roster": ROSTERS[what.roll.roster] if what.roll else "",
        "kept": next((one for one in classes_of_records() if one.code == what.keeping), None),
        "rules": [(one, cited(one.basis)) for one in what.rules],
        "serves": [known_kinds()[code].name for code in what.may_serve if code in known_kinds()],
        "ended": added is not None and added.ends_on < timezone.localdate(),
        "may_owe": me.may(Right.SUPERVISE) or me.may(Right.MANAGE),
        "may_end": added is not None and me.may(Right.ADMINISTER),
        "history": history_of(added) if added is not None else None,
        "errors": errors,
    }
    return render(request, "web/records/kind.html", context)


@require_POST
def end_kind(request: HttpRequest, kind: str) -> HttpResponseBase:
    """It is used until another day (调整停用日期)."""
    added = added_kind(kind)
    if added is None or not person_of(request).may(Right.ADMINISTER):
        raise Http404
    try:
        ends_on = read_day(request.POST.get("ends_on", ""))
        actions.end_kind(
            added, ends_on=ends_on, why=request.POST.get("why", ""), by=person_of(request), at=timezone.now()
        )
    except RuleBroken as rule:
        return about(request, kind, (Wrong(rule.sentence, "why"),))
    except NotAValue as error:
        return about(request, kind, (Wrong(f"停用日期：{error}", "ends_on"),))
    messages.success(request, "停用日期已改。")
    return redirect("kind", kind)


def _row(given: Any, no: int) -> dict[str, Any]:
    parts = ("name", "code", "type", "measure", "choices", "required", "carry")
    return {"no": no} | {part: given.get(f"{part}-{no}", "") for part in parts}


def table_of(given: Any, count: int) -> dict[str, Any]:
    """The kind as the catalogue writes it; figures follow from what is asked for: how often, how many came, and the
    sum of every number. What only programs read, the code and the English name, is spelt from the name where it is left
    out."""
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
    pinyin = spell(table.get("name", ""))[0]
    table = {"code": f"own_{re.sub('[^a-z0-9]', '', pinyin)}"[:40], "english": pinyin} | table
    table |= {"fields": fields, "source": {"row": "自定", "words": given.get("purpose", "").strip()[:100] or "—"}}
    figures: list[Any] = ["count"]
    if given.get("roster") in ROSTERS:
        table["roll"] = {"roster": given["roster"]}
        figures += ["attendance", "people"]
    if given.get("every") in EVERY:
        table["cadence"] = {"every": given["every"], "force": "local"}
    if given.get("keeping"):
        table["keeping"] = given["keeping"]
    figures += [f"sum.{one['code']}" for one in fields if one["type"] in ("number", "money")]
    return table | {"figures": figures}
