"""A draft of 5,000 characters with 60 live figures over the full demonstration: opened, counted anew, saved, exported.

Of the figures 8 are rates of duties and 16 are of cases.

`python -m benchmarks drafts HOME`: HOME is one that `benchmarks records` filled. Everything happens in a transaction
that is taken back. Milliseconds are processor time of this process, so that a busy machine says nearly the same as a
quiet one.
"""

from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.downloads import start_library
from benchmarks.measuring import percentile, table
from benchmarks.record_figures import timed

OPEN_GOAL_MS, COUNT_GOAL_MS = 200, 300
CHIPS, CHARACTERS = 60, 5_000
DUTY_CHIPS, CASE_CHIPS = 8, 16
"""How many of them are rates of duties, and figures of cases; what is left is of records, counted and derived."""
PERIODS = ("今年以来", "去年", "上半年", "本季度")


def main(home: str = "") -> None:
    if not home:
        print("needs a HOME that `./dev bench records HOME` has filled")
        return
    start_library(Path(home).resolve())
    from django.db import transaction

    with transaction.atomic():
        report()
        transaction.set_rollback(True)


def report() -> None:
    """A row for each thing that a writer waits for."""
    from django.test import Client
    from django.utils import timezone

    from mofan.drafting.actions import save
    from mofan.drafting.chips import chips_of, shown_in
    from mofan.drafting.document import lay_out
    from mofan.drafting.exporting import export
    from mofan.drafting.finding import proposals_for
    from mofan.drafting.models import Draft
    from mofan.org.kinds import UnitKind
    from mofan.org.models import Unit

    today, at = timezone.localdate(), timezone.now()
    agency = Unit.objects.filter(kind=UnitKind.AGENCY).order_by("pk")[1]
    draft, writer = _draft(agency, at)

    visitor = Client(HTTP_HOST="127.0.0.1")
    visitor.force_login(writer)

    def page() -> None:
        assert visitor.get(f"/drafts/{draft.pk}/").status_code == 200

    def opened() -> None:
        row = Draft.objects.visible_to(writer).get(pk=draft.pk)
        lay_out(row.text, shown_in(chips_of(row, today)))

    def saved() -> None:
        draft.refresh_from_db()
        save(draft, draft.text.as_json(), revision=draft.revision, by=writer, at=at, note_as="测")

    lines = []
    for name, goal, what in (
        ("opened, with every figure", OPEN_GOAL_MS, opened),
        ("the whole page of it", OPEN_GOAL_MS, page),
        ("every figure counted anew", COUNT_GOAL_MS, lambda: chips_of(draft, today)),
        ("proposals for every slot", 1_000, lambda: proposals_for(draft, only_open=False)),
        ("saved", 100, saved),
        (".docx with the table of sources", 3_000, lambda: export(draft, writer, today, sources=True, unfinished=True)),
    ):
        took = timed(what)
        most = percentile(took, 0.95)
        lines.append((name, f"{percentile(took, 0.5):.0f}", f"{most:.0f}", goal, "yes" if most <= goal else "no"))
    print(f"{CHIPS} figures over {agency} and all below it, {CHARACTERS:,} characters\n")
    print(table(("what", "p50 ms", "p95 ms", "goal ms", "met"), lines))


def _draft(agency: Any, at: Any) -> tuple[Any, Any]:
    """A draft of an agency, each figure in a sentence of its own."""
    from mofan.drafting.actions import Choice, NewDraft, accept_figure, add_slot, save, start
    from mofan.drafting.document import Body, Slot, block
    from mofan.figures.definitions import definitions
    from mofan.org.models import Person, RoleGrant
    from mofan.org.roles import UnitRole

    writer = Person.objects.create(name="起草人", unit=agency, created_at=at)
    RoleGrant.objects.create(person=writer, unit=agency, role=UnitRole.RECORDER, since=date(2020, 1, 1))
    draft = start(NewDraft(agency, "创建模范机关经验材料"), by=writer, at=at)
    codes = _codes(list(definitions()))
    blocks = list(draft.text.blocks[:1])
    padding = "，认真落实各项要求" * (CHARACTERS // CHIPS // 9)
    for number in range(CHIPS):
        slot = add_slot(draft, by=writer, at=at, what="次数")
        accept_figure(slot, Choice(codes[number], period_words=PERIODS[number % 4]), by=writer, at=at)
        blocks.append(block(f"p{number}", "paragraph", f"扎实开展各项工作{padding}，共", Slot(slot.key), "。"))
    save(draft, Body(tuple(blocks)), revision=1, by=writer, at=at)
    return draft, writer


def _codes(every: list[str]) -> list[str]:
    """As many of each sort as a draft has, from all over the catalogue; duties and others take turns."""
    duties = [one for one in every if one.endswith(".duty_rate")]
    cases = [one for one in every if one.startswith("cases.")]
    others = [one for one in every if ".duty_" not in one and not one.startswith("cases.")]
    rest = CHIPS - DUTY_CHIPS - CASE_CHIPS
    chosen = [*_spread(others, rest), *_spread(cases, CASE_CHIPS), *_spread(duties, DUTY_CHIPS)]
    return [chosen[number * 7 % CHIPS] for number in range(CHIPS)]


def _spread(codes: list[str], count: int) -> list[str]:
    return [codes[number * len(codes) // count] for number in range(count)]
