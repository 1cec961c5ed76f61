"""What was signed stays as it was: random figures, periods and scopes, and whatever is written afterwards."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import docx
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mofan.drafting.actions import Choice, accept_figure, add_slot, approve, save, send
from mofan.drafting.chips import chips_of
from mofan.drafting.document import Body, Slot, block
from mofan.drafting.exporting import export, sources_of
from mofan.drafting.models import Draft
from mofan.drafting.numerals import NO_DATA, official
from mofan.measure import Period, read_period
from mofan.org.models import Unit
from mofan.records.actions import correct, enter, void
from mofan.records.entry import Entry
from mofan.records.models import Record
from tests.drafting.making import make_draft
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, visit

TODAY = AT.date()
CODES = (
    "field_visit.count",
    "field_visit.sum.households",
    "field_visit.sum.problems",
    "field_visit.sum.solved",
    "field_visit.solved_share",
    "field_visit.average.problems",
    "field_visit.enterprise",
)
PERIODS = ("今年以来", "去年", "上半年", "2026年11月", "2025-06-01..2026-06-30", "今年")
MEASURES = {"field_visit.sum.households": "户", "field_visit.solved_share": "%", "field_visit.count": "次"}


def a_visit(house: House, days: int, problems: int, solved: int, to: str) -> Entry:
    """A visit some days ago."""
    values = {"problems": Decimal(problems), "solved": Decimal(min(problems, solved)), "to": to}
    base = visit(house, HELD - timedelta(days=days))
    return visit(house, HELD - timedelta(days=days), values={**base.values, **values})


def by_hand(code: str, rows: list[tuple[date, Entry, Unit]], period: Period, units: set[int]) -> Decimal | None:
    """The number by going through every entry, without any of the house's own counting."""
    mine = [one for day, one, unit in rows if period.start <= day <= min(period.end, TODAY) and unit.pk in units]
    sums = {
        name: sum((Decimal(str(one.values[name])) for one in mine), Decimal(0))
        for name in ("households", "problems", "solved")
    }
    what = code.rpartition(".")[2]
    if code == "field_visit.count":
        return Decimal(len(mine))
    if code == "field_visit.enterprise":
        return Decimal(sum(one.values["to"] == "enterprise" for one in mine))
    if code == "field_visit.solved_share":
        return sums["solved"] / sums["problems"] if sums["problems"] else None
    if code == "field_visit.average.problems":
        return sums["problems"] / len(mine) if mine else None
    return sums[what]


Numbers = tuple[int, int, int, str, bool]
"""Days ago, problems, problems solved, where to, whether of the branch."""
ENTRIES = st.tuples(
    st.integers(0, 700), st.integers(0, 9), st.integers(0, 9), st.sampled_from(("village", "enterprise")), st.booleans()
)
QUESTIONS = st.tuples(st.sampled_from(CODES), st.sampled_from(PERIODS), st.booleans(), st.booleans())
LATER = st.lists(st.tuples(st.sampled_from(("void", "correct", "add")), st.integers(0, 30), ENTRIES), max_size=5)


@settings(max_examples=12, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRIES, min_size=1, max_size=6), st.lists(QUESTIONS, min_size=1, max_size=4), LATER)
def test_every_number_is_its_figure_by_hand_and_no_later_write_changes_the_file(
    house: House,
    entries: list[Numbers],
    questions: list[tuple[str, str, bool, bool]],
    later: list[tuple[str, int, Numbers]],
) -> None:
    with transaction.atomic():
        signed_and_written_after(house, entries, questions, later)
        transaction.set_rollback(True)


def signed_and_written_after(
    house: House,
    entries: list[Numbers],
    questions: list[tuple[str, str, bool, bool]],
    later: list[tuple[str, int, Numbers]],
) -> None:
    """One example from the first record to the last."""
    rows: list[tuple[date, Entry, Unit]] = []
    kept: list[Record] = []

    def put(one: Numbers) -> None:
        entry, unit = a_visit(house, *one[:4]), house.branch if one[4] else house.agency
        kept.append(enter(entry, unit, by=house.recorder, at=AT))
        rows.append((entry.held_on, entry, unit))

    for one in entries:
        put(one)
    questions = [one for one in questions if in_words(one, rows, house) != NO_DATA]  # such a draft is not sent
    draft = written(house, questions)
    send(draft, by=house.recorder, at=AT)
    for _ in range(2):
        approve(draft, by=house.leader, at=AT)
    draft.refresh_from_db()
    first = exported(draft, house)
    expected = [in_words(one, rows, house) for one in questions]
    assert numbers_in(first) == expected
    assert [one.shown for one in sources_of(draft, chips_of(draft, TODAY))] == expected
    for verb, which, one in later:
        act(verb, kept, which, put, one, house)
    assert exported(draft, house) == first


def act(
    verb: str,
    kept: list[Record],
    which: int,
    put: Callable[[Numbers], None],
    one: Numbers,
    house: House,
) -> None:
    """Something that is written after the signature: voided, corrected, added, entered late."""
    record = kept[which % len(kept)]
    record.refresh_from_db()
    standing = record.voided_at is None and not Record.objects.filter(corrects=record).exists()
    if verb == "void" and standing:
        void(record, by=house.leader, at=AT, why="重复")
    elif verb == "correct" and standing:
        correct(record, a_visit(house, *one[:4]), by=house.recorder, at=AT, why="数写错了")
    else:
        put(one)


def in_words(asked: tuple[str, str, bool, bool], rows: list[tuple[date, Entry, Unit]], house: House) -> str:
    code, period, below, of_branch = asked
    units = {house.branch.pk} if of_branch else {house.agency.pk, house.branch.pk} if below else {house.agency.pk}
    value = by_hand(code, rows, read_period(period, TODAY), units)
    return official(value, MEASURES.get(code, "次" if code.endswith("enterprise") else "个"), "exact")


def written(house: House, questions: list[tuple[str, str, bool, bool]]) -> Draft:
    """A draft with a sentence for each question."""
    draft = make_draft(house)
    blocks = list(draft.text.blocks[:1])
    for number, (code, period, below, of_branch) in enumerate(questions):
        slot = add_slot(draft, by=house.recorder, at=AT, what="数")
        units = (house.branch.pk,) if of_branch else ()
        accept_figure(slot, Choice(code, units, below=below, period_words=period), by=house.recorder, at=AT)
        blocks.append(block(f"p{number}", "paragraph", "走访一线，共计〈", Slot(slot.key), "〉。"))
    save(draft, Body(tuple(blocks)), revision=draft.revision, by=house.recorder, at=AT)
    return draft


def exported(draft: Draft, house: House) -> bytes:
    return export(Draft.objects.get(pk=draft.pk), house.reader, TODAY, sources=True, unfinished=True).data


def numbers_in(data: bytes) -> list[str]:
    """What stands between the marks of each sentence of the file."""
    text = "".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)
    return [one.partition("〉")[0] for one in text.split("〈")[1:]]
