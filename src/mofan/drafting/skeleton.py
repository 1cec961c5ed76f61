"""The skeleton of a piece (提纲骨架): its outline and set phrases stay, its numbers become slots, its names go.

Pure: no Django. What was taken and what was removed is told, so that the borrow ledger can say it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from mofan.drafting.document.blocks import Block, Body, Gap, Kind, Run, Slot, Words, joined
from mofan.drafting.foreign import find_bare, find_foreign, is_everybodys, stems_of, without_foreign
from mofan.drafting.period_hints import period_words
from mofan.text.describe import Description, describe
from mofan.text.describe.result import NATIONAL_LEADERS
from mofan.text.describe.surnames import COMMON
from mofan.text.lines import Line, content_lines, is_date, is_unit_name
from mofan.text.outline import Heading, outline
from mofan.text.reuse.set_phrases import share_of_set_phrases

Keep = Literal["outline", "figures", "all"]
"""outline: headings alone · figures: with the sentences that lead a paragraph, hold a number or are set phrases · all:
every sentence."""

OWN_WORK: Final = "写本单位的做法"
"""What stands where sentences were left out."""
_MOSTLY: Final = 0.6
"""From this share of set phrases on a sentence belongs to everybody."""
_SENTENCE: Final = re.compile(r"[^。！？；]*[。！？；]?[”’）】]*")
_MODEL: Final = re.compile(r"(?:范文)?\s*[（(]\s*\d{1,3}\s*[）)]$|范文$")
"""What compilations put behind a title. Matches 经验材料范文（1）; not 工作情况（汇报）."""
_PLACE: Final = re.compile(r"(?:省|市|自治[区州县旗]|地区|州|盟|县|区|旗|街道|苏木|乡|镇|村|社区|嘎查|工业园区|园区)")
_PARTY: Final = re.compile(
    r"(?:直属)?(?:机关)?(?:第[一二三四五六七八九十]{1,3})?(?:党委|党组|党总支|党支部|总支部?|支部)$"
)
_BLANK_BEFORE: Final = re.compile(r"(?:[xXｘＸ×]{1,3}|某{1,2}|[＿_*]{2,})$")
_PLACE_ENDS: Final = "省市州盟县区旗镇乡街"
_SERIES: Final = re.compile(
    r"(?<![^，：；。\n])(?P<lead>[一二三四五六七八九十]是(?:[^，。；：,;:]{2,24}[，。；：,;:]|[^，。；：,;:]{2,24}$)?)"
)
"""What a series within a paragraph begins its parts with. Matches 一是推进以考促学，; not 这是一是一的事."""
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年")
_TITLE: Final = re.compile(r"《[^《》\n]{2,60}》")
_BLANK: Final = re.compile(r"[xXｘＸ×]|某|[＿_]{2}|[〇○]{2}")


@dataclass(frozen=True, slots=True)
class Own:
    """Whose draft it will be: what stands in the place of the other unit's name, and its year."""

    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A slot that the skeleton makes (数位): how the piece wrote it, what it counts, over which period."""

    key: str
    block: str
    written: str
    what: str
    measure: str
    approximate: bool
    period_words: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Words of the piece that a block keeps (借用)."""

    block: str
    heading: bool
    text: str
    characters: int
    share: float
    """Of what now stands in the block, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of the piece, and what stands there now."""

    block: str
    what: str
    """单位名, 上级单位, 地名, 场所, 人名, 提法, 文件名, 行业, 业务, 年份, 日期 or 做法."""
    text: str
    now: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A body with its slots, what it took and what it left (骨架)."""

    body: Body
    slots: tuple[PlannedSlot, ...]
    taken: tuple[Taken, ...]
    removed: tuple[Removed, ...]


class _Cut(NamedTuple):
    """A stretch of the piece with what stands in its place; None: a slot."""

    start: int
    end: int
    what: str
    run: Run | None


@dataclass
class _Making:
    """What is found while the blocks are made."""

    text: str
    own: Own
    description: Description
    cuts: list[_Cut] = field(default_factory=list)
    slots: list[PlannedSlot] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


def skeleton(
    text: str,
    own: Own,
    *,
    keep: Keep = "figures",
    headings: Sequence[int] | None = None,
    is_common: Callable[[str], bool] | None = None,
) -> Skeleton:
    """The skeleton of a piece, whose `text` begins with its title and holds no advertisements.

    `headings`: places in the outline that are wanted, all where None. `is_common` says whether a quoted phrase is in
    use everywhere (by how many texts hold it); without it the packaged set phrases decide.
    """
    description = describe(text)
    making = _Making(text, own, description)
    making.cuts = _cuts(making, is_common or (lambda phrase: share_of_set_phrases(phrase) >= _MOSTLY))
    lines = content_lines(text)
    head = _head_lines(lines, description)
    blocks = [_title(making, lines[:head])] if head else []
    found = outline(text)
    wanted = _wanted(found, headings)
    under = -1
    for number, line in enumerate(lines[head:], head):
        mine = [(place, one) for place, one in enumerate(found) if line.start <= one.start < line.end]
        if mine:
            under = mine[0][0]
        if under not in wanted and headings is not None:
            continue
        made = _block(making, line, [one for _, one in mine], keep, last=number >= len(lines) - 2)
        if made is not None:
            blocks.append(made)
    return Skeleton(Body(tuple(blocks)), tuple(making.slots), tuple(making.taken), tuple(making.removed))


def _wanted(found: Sequence[Heading], headings: Sequence[int] | None) -> set[int]:
    """The chosen headings and those below them; -1 is what stands before the first."""
    if headings is None:
        return {-1, *range(len(found))}
    wanted: set[int] = set()
    for place in headings:
        if 0 <= place < len(found):
            wanted.add(place)
            for below in range(place + 1, len(found)):
                if found[below].level <= found[place].level:
                    break
                wanted.add(below)
    return wanted


def _head_lines(lines: Sequence[Line], description: Description) -> int:
    """How many lines are title and subtitle."""
    head = {part for part in (description.title, description.subtitle) if part}
    count = 0
    for line in lines[:4]:
        if any(line.text in part or part in line.text for part in head):
            count += 1
        elif count:
            break
    return count


def _title(making: _Making, lines: Sequence[Line]) -> Block:
    start, end = lines[0].start, lines[0].end
    model = _MODEL.search(making.text[start:end])
    runs = _runs(making, "b1", start, start + model.start() if model else end)
    _take(making, "b1", True, runs)
    return Block("b1", "title", runs)


def _block(making: _Making, line: Line, headings: Sequence[Heading], keep: Keep, *, last: bool) -> Block | None:
    key = f"b{line.start + 2}"
    if last and (kind := _closing(line.text)):
        making.removed.append(Removed(key, "署名" if kind == "signature" else "日期", line.text, ""))
        return Block(key, kind, (Words(making.own.unit),) if kind == "signature" else ())
    whole = next((one for one in headings if one.form == "line"), None)
    if whole is not None:
        runs = _runs(making, key, line.start, line.end)
        _take(making, key, True, runs)
        return Block(key, "heading", runs, min(whole.level, 4))
    runs = _kept(making, key, line, [one for one in headings if one.form == "lead"], keep)
    return Block(key, "paragraph", runs) if runs else None


def _closing(text: str) -> Kind | None:
    if is_date(text):
        return "date"
    return "signature" if is_unit_name(text) else None


def _kept(making: _Making, key: str, line: Line, leads: Sequence[Heading], keep: Keep) -> tuple[Run, ...]:
    """The runs of a paragraph: the sentences that are kept, of the others what begins a part of a series, and a gap
    for what is left out."""
    runs: list[Run] = []
    for start, end, kept in _stretches(making, line, leads, keep):
        if kept:
            runs += _runs(making, key, start, end)
            continue
        told = f"〔{OWN_WORK}〕" if keep != "outline" else ""
        making.removed.append(Removed(key, "做法", making.text[start:end], told))
        if told and not (runs and runs[-1] == Gap(OWN_WORK)):
            runs.append(Gap(OWN_WORK))
    whole = joined(runs)
    _take(making, key, False, whole)
    return whole


def _stretches(making: _Making, line: Line, leads: Sequence[Heading], keep: Keep) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is kept), from one end of the paragraph to the other."""
    for start, end in _sentences(making.text, line):
        if _is_kept(making, start, end, leads, keep):
            yield start, end, True
            continue
        at = start
        for part in _SERIES.finditer(making.text, start, end) if keep != "outline" else ():
            if at < part.start("lead"):
                yield at, part.start("lead"), False
            yield *part.span("lead"), True
            at = part.end("lead")
        if at < end:
            yield at, end, False


def _is_kept(making: _Making, start: int, end: int, leads: Sequence[Heading], keep: Keep) -> bool:
    if keep == "all" or any(one.start < end and start < one.end for one in leads):
        return True
    if keep == "outline":
        return False
    if any(cut.run is None and start <= cut.start < end for cut in making.cuts):
        return True
    return share_of_set_phrases(making.text[start:end]) >= _MOSTLY


def _sentences(text: str, line: Line) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(text, line.start, line.end):
        if found[0].strip():
            yield found.span()


def _runs(making: _Making, block: str, start: int, end: int) -> tuple[Run, ...]:
    """The words of a stretch with its cuts as slots, gaps or other words; what was cut is told."""
    runs: list[Run] = []
    at = start
    for cut in making.cuts:
        if cut.start < at or cut.end > end:
            continue
        runs.append(Words(making.text[at : cut.start]))
        if cut.run is None:
            runs.append(Slot(_planned(making, block, cut)))
        else:
            runs.append(cut.run)
            now = cut.run.text if isinstance(cut.run, Words) else f"〔{cut.what}〕"
            making.removed.append(Removed(block, cut.what, making.text[cut.start : cut.end], now))
        at = cut.end
    runs.append(Words(making.text[at:end]))
    return joined(runs)


def _planned(making: _Making, block: str, cut: _Cut) -> str:
    figure = next(one for one in making.description.figures if one.start == cut.start)
    blank = next((one for one in making.description.blanks if figure.start <= one.start < figure.end), None)
    paragraph = making.text.rfind("\n", 0, cut.start) + 1
    key = f"s{len(making.slots) + 1}"
    making.slots.append(
        PlannedSlot(
            key,
            block,
            figure.text,
            without_foreign(blank.what or "", making.own.unit) if blank else "",
            figure.measure or "",
            figure.approximate,
            _moved(period_words(making.text[paragraph : cut.start], making.own.year), making),
        )
    )
    return key


def _moved(words: str, making: _Making) -> str:
    """The piece's period carried to the year of the draft: since the year of the piece is since this year."""
    year, own = making.description.year, making.own.year
    if year is not None and not words.startswith(str(own)):
        words = re.sub(r"(?:19|20)\d\d", lambda one: str(int(one[0]) + own - year), words)
    return "今年以来" if words == f"{own}-01-01..今天" else words


def _take(making: _Making, block: str, heading: bool, runs: Sequence[Run]) -> None:
    borrowed = "".join(run.text for run in runs if isinstance(run, Words))
    rest = sum(len(run.what) if isinstance(run, Gap) else 2 for run in runs if not isinstance(run, Words))
    if borrowed.strip():
        count = len("".join(borrowed.split()))
        making.taken.append(Taken(block, heading, borrowed, count, round(count / (count + rest), 4)))


def _cuts(making: _Making, is_common: Callable[[str], bool]) -> list[_Cut]:
    """Everything that is cut out, in order and apart; where two meet the one that was asked first stands."""
    kept: list[_Cut] = []
    for cut in (*_documents(making), *_units(making), *_figures(making), *_names(making), *_slogans(making, is_common),
                *_dates(making), *_foreign(making)):  # fmt: skip
        if all(cut.end <= one.start or one.end <= cut.start for one in kept):
            kept.append(cut)
    return sorted(kept)


def _units(making: _Making) -> Iterator[_Cut]:
    unit = making.description.unit
    if unit is None:
        return
    plain = _PARTY.sub("", unit.name)
    tail = unit.name[len(plain) :]
    names = {unit.name, plain} - {""}
    if bare := re.sub(r"^(?:[xXｘＸ×某]{1,3}|[\u4e00-\u9fff]{2,4})(?=[省市县区旗镇乡])", "", plain):
        names |= {bare, bare + tail} if len(bare) > 3 else set()
    for name in sorted(names, key=lambda one: -len(one)):
        for found in re.finditer(re.escape(name), making.text):
            blank = _BLANK_BEFORE.search(making.text, max(0, found.start() - 4), found.start())
            start = blank.start() if blank and name[0] in _PLACE_ENDS else found.start()
            yield _Cut(start, found.end(), "单位名", Words(making.own.unit))


def _figures(making: _Making) -> Iterator[_Cut]:
    for figure in making.description.figures:
        yield _Cut(figure.start, figure.end, "数", None)


def _documents(making: _Making) -> Iterator[_Cut]:
    """Titles of documents with a taken-out name, a place or the unit in them: nobody else has issued them."""
    places = [one.start for one in making.description.regions]
    unit = making.description.unit.name if making.description.unit else ""
    plain = _PARTY.sub("", unit)
    for found in _TITLE.finditer(making.text):
        own = bool(plain) and plain in found[0]
        own = own or any(one in found[0] for one in _stems(making))
        if own or _BLANK.search(found[0]) or any(found.start() < at < found.end() for at in places):
            yield _Cut(found.start(), found.end(), "文件名", Gap("文件名"))


def _names(making: _Making) -> Iterator[_Cut]:
    for person in making.description.persons:
        if person.text not in NATIONAL_LEADERS:
            yield _Cut(person.start, person.end, "人名", Gap("人名"))
    for region in making.description.regions:
        yield _Cut(region.start, region.end, "地名", Gap("地名"))
    for blank in making.description.blanks:
        if blank.measure is None:
            behind = _PLACE.match(making.text, blank.end) if blank.what == "地名" else None
            what = blank.what or "名称"
            family = what == "人名" and making.text[blank.start - 1 : blank.start] in COMMON
            yield _Cut(blank.start - family, behind.end() if behind else blank.end, what, Gap(what))


def _slogans(making: _Making, is_common: Callable[[str], bool]) -> Iterator[_Cut]:
    for slogan in making.description.slogans:
        if not is_common(slogan.text) and not is_everybodys(slogan.text):
            yield _Cut(slogan.start, slogan.end, "提法", Gap("提法"))


def _foreign(making: _Making) -> Iterator[_Cut]:
    for one in (*find_foreign(making.text, making.own.unit), *find_bare(making.text, _stems(making))):
        yield _Cut(one.start, one.end, one.what, Gap(one.what) if one.instead is None else Words(one.instead))


def _stems(making: _Making) -> frozenset[str]:
    unit = making.description.unit
    return stems_of((unit.name if unit else "", *(one.text for one in making.description.regions)), making.own.unit)


def _dates(making: _Making) -> Iterator[_Cut]:
    """Years move with the draft, days are left to be written."""
    year = making.description.year
    for date in making.description.dates:
        if date.value is None:
            continue
        stated = _YEAR.match(date.text)
        if stated and year is not None and len(date.value) == 4:
            moved = str(int(stated[1]) + making.own.year - year) + date.text[4:]
            if moved != date.text:
                yield _Cut(date.start, date.end, "年份", Words(moved))
        else:
            yield _Cut(date.start, date.end, "日期", Gap("日期"))
