"""A draft on paper (导出): .docx in the official layout, on demand with the annex 数据来源表."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mofan.cases.models import Case
from mofan.drafting.chips import Chip, chips_of, shown_in
from mofan.drafting.document import Body, Laid, lay_out
from mofan.drafting.models import Draft, DraftState
from mofan.figures.actions import kept_rows
from mofan.figures.definitions import formula
from mofan.measure import date_text
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.paper import Paper, Paragraph, safe_file_name, write_docx
from mofan.paper.paragraph import Grid, GridCell, GridRow
from mofan.records.models import Record
from mofan.text.outline import Heading, outline

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANNEX = "数据来源表"
COLUMNS = ("序号", "文中写法", "数", "口径", "范围", "期间", "记录数", "登记人（来源）")
WIDTHS = (700, 1500, 1900, 4400, 1800, 1700, 900, 1900)
"""Twips of the columns, on a lying sheet."""
MOST_KEEPERS = 3
AT_ONCE = 500
"""Rows asked for in one query."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand out (导出的文件), and what the reader of it should know: Chinese sentences."""

    name: str
    data: bytes
    warnings: tuple[str, ...]


def export(draft: Draft, person: Person, today: date, *, sources: bool = False, unfinished: bool = False) -> Exported:
    """The draft as .docx, with the table of sources where that is asked for (`sources`).

    A draft with open slots or gaps goes out only where `unfinished` says so: then its name and a warning say it.
    Raises RuleBroken for a draft that this person may not see, and for one that is not finished.
    """
    if not Draft.objects.visible_to(person).filter(pk=draft.pk).exists():
        raise RuleBroken("没有这份草稿，或者您不能查看它。")
    chips = chips_of(draft, today)
    wanting = unfilled_of(draft.text, chips)
    if wanting and not unfinished:
        raise RuleBroken(
            f"还有 {len(wanting)} 处没有填好（{named_once(wanting)}），不能导出成稿。要看样子，请选“导出未完成稿”。"
        )
    paper = paper_of_draft(draft, chips, sources=sources)
    out = io.BytesIO()
    report = write_docx(paper, out)
    title = f"{draft.title}（未完成）" if wanting else draft.title
    warned = (f"有 {len(wanting)} 处没有填好：{named_once(wanting)}。",) if wanting else ()
    return Exported(safe_file_name(title, "docx"), out.getvalue(), (*warned, *report.warnings))


def unfilled_of(body: Body, chips: Mapping[str, Chip]) -> list[str]:
    """What is still to be filled in, in reading order: gaps, and slots that may not go out."""
    gaps = [f"〔{gap.what}〕" for _, gap in body.gaps]
    slots = [chips[key] for key in body.slots if key in chips and not chips[key].is_settled]
    return [*gaps, *(f"{one.slot.what or one.shown}（{one.state_label}）" for one in slots)]


def named_once(wanting: Sequence[str], most: int = 5) -> str:
    """What is wanting, in words, each once with how often: 〔写本单位的做法〕9 处、〔人名〕."""
    counted = Counter(wanting)
    said = "、".join(f"{one}{f'{count} 处' if count > 1 else ''}" for one, count in list(counted.items())[:most])
    return f"{said}等" if len(counted) > most else said


def paper_of_draft(draft: Draft, chips: Mapping[str, Chip], *, sources: bool = False) -> Paper:
    """What goes on paper: title, paragraphs with their levels, signature and date, the annex."""
    body, laid = draft.text, lay_out(draft.text, shown_in(chips))
    leads = [one for one in outline(laid.text) if one.form == "lead"]
    titles = [laid.of_block(one.id) for one in body.blocks if one.kind == "title"]
    signed = [laid.of_block(one.id) for one in body.blocks if one.kind == "signature" and laid.of_block(one.id)]
    dated = next((laid.of_block(one.id) for one in body.blocks if one.kind == "date" and laid.of_block(one.id)), None)
    if draft.state in (DraftState.SIGNED, DraftState.PUBLISHED) and draft.dated is not None:
        signed, dated = signed or [draft.unit.name], date_text(draft.dated)
    return Paper(
        title="\n".join(one for one in titles if one.strip()) or draft.title,
        subtitle=None,
        paragraphs=tuple(_paragraphs(body, laid, leads)),
        author="\n".join(signed) or None,
        date=dated,
        annex=_annex(draft, chips) if sources else (),
    )


def _paragraphs(body: Body, laid: Laid, leads: Sequence[Heading]) -> list[Paragraph]:
    made: list[Paragraph] = []
    for one, (_, start, end) in zip(body.blocks, laid.starts, strict=True):
        text = laid.text[start:end]
        if one.kind in ("title", "signature", "date") or not text.strip():
            continue
        if one.kind == "heading":
            made.append(Paragraph(text, one.level, "line", len(text)))
            continue
        lead = next((found for found in leads if start <= found.start < end), None)
        if lead is None:
            made.append(Paragraph(text))
        else:
            made.append(Paragraph(text, min(lead.level, 4), "lead", lead.end - start))
    return made


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the table of sources (数据来源)."""

    shown: str
    name: str
    definition: str
    scope: str
    period: str
    rows: int | None
    """Records behind the number; None for one typed by hand."""
    keeper: str
    """Who entered the records, or where a number typed by hand comes from."""


def sources_of(draft: Draft, chips: Mapping[str, Chip]) -> list[SourceLine]:
    """Where every number of the text comes from, in reading order, each once."""
    return [_source(chips[key]) for key in draft.text.slots if key in chips]


def _source(chip: Chip) -> SourceLine:
    slot = chip.slot
    if slot.frozen is not None:
        one = slot.frozen
        behind = sorted(one.behind, key=lambda row: (row.noun, row.pk))
        who = _entered(
            [row.pk for row in behind if row.noun == "record"], [row.pk for row in behind if row.noun == "case"]
        )
        return SourceLine(
            chip.shown, one.name, one.definition, one.scope_label, one.period.label, len(behind), _named(who)
        )
    if chip.question is not None:
        asked = chip.question
        kept = kept_rows(asked)
        who = _entered([row.pk for row in kept if row.noun == "record"], [row.pk for row in kept if row.noun == "case"])
        said = formula(asked.figure)
        definition = f"{asked.figure.definition}{f'算式：{said}。' if said else ''}"
        return SourceLine(
            chip.shown, asked.figure.name, definition, asked.scope.label, asked.period.label, len(kept), _named(who)
        )
    what = slot.what or "—"
    return SourceLine(chip.shown, what, f"{chip.state_label}。", "—", "—", None, slot.evidence or slot.note or "—")


def _named(people: set[int]) -> str:
    """The first few of these people."""
    rows = Person.objects.filter(pk__in=people).order_by("pinyin", "pk")
    names = list(rows.values_list("name", flat=True)[: MOST_KEEPERS + 1])
    more = "等" if len(names) > MOST_KEEPERS else ""
    return "、".join(names[:MOST_KEEPERS]) + more or "—"


def _entered(records: Sequence[int], cases: Sequence[int]) -> set[int]:
    """Who entered these records and took in these cases."""
    found: set[int] = set()
    for rows, keys, who in ((Record.objects, records, "entered_by"), (Case.objects, cases, "taken_in_by")):
        for start in range(0, len(keys), AT_ONCE):
            some = rows.filter(pk__in=keys[start : start + AT_ONCE]).order_by()
            found.update(some.values_list(who, flat=True).distinct())
    return found


def _annex(draft: Draft, chips: Mapping[str, Chip]) -> tuple[Paragraph, ...]:
    lines = sources_of(draft, chips)
    head = GridRow(tuple(_cell(one) for one in COLUMNS), heads=True)
    rows = [
        GridRow(
            tuple(
                map(
                    _cell,
                    (
                        str(number),
                        one.shown,
                        one.name,
                        one.definition,
                        one.scope,
                        one.period,
                        "—" if one.rows is None else str(one.rows),
                        one.keeper,
                    ),
                )
            )
        )
        for number, one in enumerate(lines, 1)
    ]
    grid = Grid((head, *rows), WIDTHS)
    words = "\n".join("\t".join(cell.paragraphs[0].text for cell in row.cells) for row in grid.rows)
    return (Paragraph("附表"), Paragraph(f"《{draft.title}》{ANNEX}"), Paragraph(words, grid=grid))


def _cell(text: str) -> GridCell:
    return GridCell((Paragraph(text),))
