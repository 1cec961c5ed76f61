"""Everything that is asked about a draft: what is not filled in, numbers without a source, claims without numbers, the
proofreader's findings, residue of other units, the length."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from mofan.drafting.chips import Chip, chips_of, shown_in
from mofan.drafting.claims import find_claims
from mofan.drafting.document import Body, Laid, lay_out, length_of
from mofan.drafting.models import Draft
from mofan.library.proofreading.grounds import Grounds, grounds_for, own_for
from mofan.library.proofreading.looking import findings_in
from mofan.measure import NotAPeriod, read_period
from mofan.org.models import Person
from mofan.text.describe import describe
from mofan.text.proofread import KINDS

Severity = Literal["must", "should", "may"]
SEVERITIES: Final[Mapping[Severity, str]] = {"must": "送审前必须处理", "should": "请核对", "may": "供参考"}
_RANK: Final[Mapping[str, Severity]] = {"error": "should", "warning": "should", "style": "may"}
_OF_SLOTS: Final[Mapping[str, str]] = {
    "open": "这一处的数还没有认定：请采用一个数、手填并写明依据，或列为待登记。",
    "unsourced": "这个数是手填的，没有写依据：请写明出自哪份台账、哪个文件。",
    "task": "这个数还没有记录可数：请登记，或手填并写明依据。",
    "lost": "这一处用的数已不在数的目录里，请另选一个。",
    "changed": "定数以后记录有变化，现在是 {now}：请核对，需要的话更新定数。",
}
_IN_SLOTS: Final = frozenset(("blank",))
"""Kinds of findings that slots and gaps speak of themselves."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at (提示)."""

    kind: str
    """slot, gap, number, claim, length, or a kind of the proofreader (residue, wording …)."""
    severity: Severity
    block: str
    start: int
    end: int
    """Code points within the text of the block, slots as they read."""
    quote: str
    message: str
    replacement: str | None = None
    slot: str | None = None

    @property
    def does(self) -> tuple[tuple[str, str], ...]:
        """What may be done with it at once: (which, in words)."""
        if self.kind == "number":
            return (("slot", "换成数位"),)
        if self.replacement is not None:
            return (("replace", f"改为“{self.replacement}”" if self.replacement else "删去这几个字"),)
        of_others = self.kind == "residue" or self.quote in _OF_OTHERS
        return (("drop", "拿掉这一句"),) if of_others else ()

    @property
    def kind_label(self) -> str:
        return _LABELS.get(self.kind) or KINDS.get(self.kind, self.kind)


_LABELS: Final = {
    "slot": "数",
    "gap": "待写",
    "number": "没有来源的数",
    "claim": "没有数的断语",
    "length": "篇幅",
}


_OF_OTHERS: Final = frozenset(f"〔{what}〕" for what in ("业务", "行业", "提法", "场所", "上级单位"))
"""Gaps in whose sentence another unit may speak of what it alone has."""


def check(draft: Draft, person: Person, today: date) -> tuple[Notice, ...]:
    """What is to be looked at, in reading order; the length last. The draft was loaded through `drafts_visible_to`."""
    chips = chips_of(draft, today)
    body = draft.text
    laid = lay_out(body, shown_in(chips))
    if not laid.text:
        return ()
    grounds = grounds_for(person, own=own_for(draft.unit.name, year=year_of(draft, today)))
    found = [
        *_of_slots(laid, chips),
        *_of_gaps(body, laid),
        *_of_numbers(laid),
        *_of_claims(laid),
        *_of_proofreader(laid, grounds),
    ]
    order = {key: place for place, (key, _, _) in enumerate(laid.starts)}
    found.sort(key=lambda one: (order[one.block], one.start, one.end))
    return (*found, *_of_length(laid))


def unproven_in(body: Body, chips: Mapping[str, Chip]) -> tuple[Notice, ...]:
    """Numbers written as plain words and claims without any number, in reading order: what a paper marks while it is
    written, and what whoever signs is told of."""
    laid = lay_out(body, shown_in(chips))
    if not laid.text:
        return ()
    return (*_of_numbers(laid), *_of_claims(laid))


def year_of(draft: Draft, today: date) -> int:
    """The year that a draft speaks of: in which its period ends."""
    try:
        return read_period(draft.period_words, today).end.year
    except NotAPeriod:
        return today.year


def _of_slots(laid: Laid, chips: Mapping[str, Chip]) -> Iterator[Notice]:
    for spot in laid.spots:
        chip = chips.get(spot.slot) if spot.slot else None
        if chip is None:
            continue
        message = _OF_SLOTS.get(chip.state, "")
        if chip.state in ("live", "frozen") and not chip.is_settled:
            message = "这个数现在没有数据：期间或范围里没有可数的记录，请核对。"
        if message:
            severity: Severity = "should" if chip.state == "changed" else "must"
            said = message.format(now=chip.now)
            yield _notice(laid, "slot", severity, spot.start, spot.end, said, slot=spot.slot)


def _of_gaps(body: Body, laid: Laid) -> Iterator[Notice]:
    for spot in laid.spots:
        if spot.slot is None:
            what = laid.text[spot.start + 1 : spot.end - 1]
            said = f"这里要写{what.removeprefix('写')}。"
            if laid.text[spot.start : spot.end] in _OF_OTHERS:
                said += "这句话只有原来的单位说得出的，整句拿掉。"
            yield _notice(laid, "gap", "must", spot.start, spot.end, said)


def _of_numbers(laid: Laid) -> Iterator[Notice]:
    """Numbers written as plain words: nobody knows where they come from."""
    for one in describe(laid.text).figures:
        if one.measure in _OF_RULES:
            continue
        if laid.is_words(one.start, one.end) and not one.blank and not _is_in_title(laid, one.start):
            message = f"“{one.text}”是直接写的，没有来源：请换成数位，采用一个数或写明依据。"
            yield _notice(laid, "number", "should", one.start, one.end, message)
        elif one.blank and laid.is_words(one.start, one.end):
            yield _notice(laid, "number", "must", one.start, one.end, f"“{one.text}”还没有填数：请换成数位。")


_OF_RULES: Final = frozenset(("岁", "周岁"))
"""Measure words of what a rule says and nobody counted: 60岁以上的老人."""


def _is_in_title(laid: Laid, position: int) -> bool:
    return bool(laid.starts) and position < laid.starts[0][2]


def _of_claims(laid: Laid) -> Iterator[Notice]:
    for start, end, _ in find_claims(laid.text):
        message = f"“{laid.text[start:end]}”没有数支撑：请在这一句里用一个数说明，或改得平实些。"
        yield _notice(laid, "claim", "should", start, end, message)


def _of_proofreader(laid: Laid, grounds: Grounds) -> Iterator[Notice]:
    for one in findings_in(laid.text, grounds):
        if one.kind in _IN_SLOTS or not laid.is_words(one.start, one.end):
            continue
        key, _ = laid.block_at(one.start)
        if laid.block_at(max(one.start, one.end - 1))[0] == key:
            severity = _RANK[one.severity]
            yield _notice(laid, one.kind, severity, one.start, one.end, one.message, replacement=one.replacement)


def _of_length(laid: Laid) -> Iterator[Notice]:
    for said in length_of(laid.text).notices:
        yield _notice(laid, "length", "may", 0, 0, said)


def _notice(
    laid: Laid,
    kind: str,
    severity: Severity,
    start: int,
    end: int,
    message: str,
    *,
    replacement: str | None = None,
    slot: str | None = None,
) -> Notice:
    key, within = laid.block_at(start)
    return Notice(kind, severity, key, within, within + end - start, laid.text[start:end], message, replacement, slot)
