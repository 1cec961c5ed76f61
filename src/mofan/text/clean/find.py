"""Finding advertisements (查找广告): suspicious lines, brackets and sentences in them, then their exact borders."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mofan.text.clean.anchors import ANCHOR
from mofan.text.clean.borders import Clause, begin_of, clauses_of, end_of, head_flavour, is_flavoured, tail_flavour
from mofan.text.clean.evidence import EVIDENCE, KNOWN_CONTACT, OFFICES, WARNINGS, Evidence
from mofan.text.clean.paid_marks import find_paid_marks
from mofan.text.clean.skeleton import STREWN, Skeleton, skeleton_of
from mofan.text.clean.weigh import CERTAIN, Find, Weight, weigh
from mofan.text.clean.words import NUMERAL
from mofan.text.span import Span

_PAIRS = {"【": "】", "〖": "〗", "[": "]", "〔": "〕", "{": "}", "(": ")", "《": "》", "「": "」", "『": "』"}
HEAVY_BRACKETS = frozenset("【〖[〔{")
"""What opens a stretch that is an advertiser's from end to end."""
_ID_END = re.compile(
    r"[a-z0-9]$|(?:[微v薇]信|vx|wx|qq|扣扣|[vq微薇扣群])号?(?:同号)?(?:\([^()]{1,6}\))?:?$|同[微v]信$|(?:信|vx|wx|qq|扣):?[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{2,}$|电话$|手机$|联系$"
)
_ID_ALONE = re.compile(rf"(?:[a-z0-9]{{1,14}}|[{NUMERAL}]{{6,11}})[】\])〗}}]?")
_ID_START = re.compile(r"(?=[a-z0-9]{3})[a-z]*[0-9][a-z0-9]*(?![0-9年月日个名次.、,])")
_LONGEST_BRACKET = 240
_LONGEST_LEAD = 30
_LONGEST_STRETCH = 1000
_LONGEST_CLOSE = 14
_NEAR = 30
"""Skeleton characters around a bracket in which words of offices count."""
_WHOLE_LINE, _FRAMED, _BESIDE, _DISGUISED = 0.5, 0.5, 2.0, 1.0
_BEYOND_DOUBT = 7.0
"""From this weight on, what stands around an advertisement says nothing against it."""
_MOST_BONUS = _WHOLE_LINE + _FRAMED + _DISGUISED
_TELLING_KINDS = frozenset({"site", "wish", "pitch", "persona", "claim"})
_GIVEN = frozenset({"contact_id", "disk_link", "id_before_contact"})
"""A contact that is not only spoken of but given."""
TELLING = tuple(evidence for evidence in EVIDENCE if evidence.weight > 0)
REST = tuple(evidence for evidence in EVIDENCE if evidence.weight <= 0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A find in raw offsets of the line: what to take, by what family, how sure."""

    span: Span
    family: str
    certain: bool


def hits_in_line(line: str, known: Collection[str] = (), bonus: float = 0) -> list[Hit]:
    """Every advertisement, paid mark and doubtful find in one line, offsets in that line.

    `known`: contacts that certain advertisements of the same text give.
    `bonus`: weight for a line that comes again and again.
    """
    return [
        Hit(Span(start + hit.span.start, start + hit.span.end), hit.family, hit.certain)
        for start, end in _stretches(line)
        for hit in _Line(line[start:end], known, bonus).hits()
    ]


def _stretches(line: str) -> Iterator[tuple[int, int]]:
    """A very long line in pieces that end with a sentence, so that the time it takes grows with its length only."""
    start = 0
    while len(line) - start > _LONGEST_STRETCH:
        stop = start + _LONGEST_STRETCH
        end = max(line.rfind(mark, start, stop) for mark in "。！？；\t") + 1
        end = end if end > start else stop
        yield start, end
        start = end
    yield start, len(line)


def hits_across(before: str, after: str) -> list[Hit]:
    """Certain advertisements that stand across a line break; offsets in the two lines joined without it."""
    whole = _Line(before + after)
    return [
        hit
        for hit in whole.hits()
        if hit.certain
        and not hit.family.endswith("_mark")
        and hit.span.start < len(before) < hit.span.end
        and whole.needs_both(hit.span, len(before))
    ]


class _Line:
    """One suspicious line while it is looked at."""

    def __init__(self, raw: str, known: Collection[str] = (), bonus: float = 0) -> None:
        self.raw = raw
        self.bonus = bonus
        self.skeleton: Skeleton = skeleton_of(raw)
        self.text = self.skeleton.text
        self.words = {*self.text, *map("".join, pairwise(self.text))}
        self.finds = self._find(TELLING)
        for contact in known:
            for found in re.finditer(re.escape(contact), self.text):
                self.finds.append(Find(KNOWN_CONTACT, found.start(), found.end()))
        self.is_worth_it = weigh(self.finds, bonus + _MOST_BONUS).total >= CERTAIN
        if self.is_worth_it:
            self.finds += self._find(REST)
        self.taken: list[Span] = []  # skeleton spans that are certain

    def hits(self) -> list[Hit]:
        hits: list[Hit] = []
        for raw_span, name in find_paid_marks(self.skeleton, self.raw):
            hits.append(Hit(raw_span, name, True))
            self.taken.append(self._skeleton_span(raw_span))
        if not self.is_worth_it:
            return hits
        hits.extend(self._brackets())
        hits.extend(self._sentences())
        return hits

    def _find(self, evidences: Sequence[Evidence]) -> list[Find]:
        return [
            Find(evidence, found.start(), found.end())
            for evidence in evidences
            if evidence.needs is None or not evidence.needs.isdisjoint(self.words)
            for found in evidence.pattern.finditer(self.text)
            if found.end() > found.start()
        ]

    def needs_both(self, raw: Span, at: int) -> bool:
        """Does the advertisement at `raw` need what stands on both sides of the raw offset `at`?"""
        span = self._skeleton_span(raw)
        middle = next(i for i, origin in enumerate(self.skeleton.origins) if origin >= at)
        if self.text[span.start] in HEAVY_BRACKETS and self.text[span.end - 1] in _PAIRS.values():
            return True
        if _ID_END.search(self.text[span.start : middle]) and _ID_ALONE.fullmatch(self.text[middle:]):
            return True
        goes_on = _ID_START.match(self.text, middle)
        if _ID_END.search(self.text[span.start : middle]) and goes_on and span.end > goes_on.end():
            return True
        if self.text[middle - 1] in "。!?;":
            return False
        left, right = self._finds_in(Span(span.start, middle)), self._finds_in(Span(middle, span.end))
        if weigh(right).certain or any(hit.certain and hit.span.start == 0 for hit in _Line(self.raw[at:]).hits()):
            if weigh(left).total >= 1.5 and not weigh(left).certain:
                return True
            return any(
                middle - find.start == 1 and middle < find.end and self._is_word(find) for find in self._finds_in(span)
            )
        return any(
            find.start < middle < find.end and not self.text[middle].isdigit()
            for find in self._finds_in(span)
            if self._is_word(find)
        )

    @staticmethod
    def _is_word(find: Find) -> bool:
        kind = find.evidence.kind
        return find.evidence.weight >= 1 and kind != "id" and find.evidence.name != "named_account"

    def _skeleton_span(self, raw: Span) -> Span:
        inside = [i for i, origin in enumerate(self.skeleton.origins) if raw.start <= origin < raw.end]
        return Span(inside[0], inside[-1] + 1)

    def _raw_span(self, span: Span) -> Span:
        return Span(self.skeleton.origins[span.start], self.skeleton.origins[span.end - 1] + 1)

    def _finds_in(self, span: Span) -> list[Find]:
        return [find for find in self.finds if span.start <= find.start and find.end <= span.end]

    def _weigh(self, span: Span, bonus: float = 0, context: Span | None = None) -> Weight:
        finds = self._finds_in(span)
        telling = any(find.evidence.kind in _TELLING_KINDS and find.evidence.weight >= 1.5 for find in finds)
        given = any(find.evidence.name in _GIVEN for find in finds)
        sells = telling or any(find.evidence.kind == "material" and find.evidence.weight >= 0.5 for find in finds)
        against = WARNINGS if telling else WARNINGS | OFFICES
        if given:
            against = frozenset() if sells else frozenset({"office_context"})
        around = self._finds_in(context) if context else []
        finds += [find for find in self.finds if find.evidence.name == "office" and 0 <= span.start - find.end <= 3]
        if weigh(finds, bonus).total < _BEYOND_DOUBT:
            finds += [find for find in around if find.evidence.name in against and find not in finds]
        if self._is_disguised(finds):
            bonus += _DISGUISED
        if span.start == 0 and len(self.text) - span.end <= 1:
            bonus += _WHOLE_LINE + self.bonus
        tells = any(find.evidence.kind in _TELLING_KINDS and find.evidence.weight >= 1.5 for find in finds)
        beside = tells and any(taken.end == span.start or taken.start == span.end for taken in self.taken)
        return weigh(finds, bonus + (_BESIDE if beside else 0), beside or self.bonus > 0)

    def _is_disguised(self, finds: Sequence[Find]) -> bool:
        """Do marks that mean nothing stand inside a word or number of the evidence?"""
        return any(
            any(
                char in STREWN or not char.isprintable()
                for char in self._raw_span(Span(find.start, find.end)).of(self.raw)
            )
            for find in finds
            if find.evidence.kind in {"contact", "account", "wish", "persona", "material"}
        )

    def _brackets(self) -> Iterator[Hit]:
        for pair in _bracket_pairs(self.text):
            if any(pair.start < taken.end and taken.start < pair.end for taken in self.taken):
                continue
            context = Span(max(pair.start - _NEAR, 0), pair.end + _NEAR)
            weight = self._weigh(
                Span(pair.start + 1, pair.end - 1), _FRAMED if self.text[pair.start] in HEAVY_BRACKETS else 0, context
            )
            if weight.certain and self._is_all_advertisement(pair):
                self.taken.append(pair)
                yield Hit(self._raw_span(pair), weight.family, True)

    def _is_all_advertisement(self, pair: Span) -> bool:
        """Heavy brackets are the advertiser's; round ones may hold words of the sentence, too."""
        if self.text[pair.start] in HEAVY_BRACKETS:
            return True
        first = clauses_of(self.text[: pair.end - 1], [Span(0, pair.start + 1)])[0]
        return begin_of(first, self.finds, self.text) == first.span.start

    def _sentences(self) -> Iterator[Hit]:
        clauses = clauses_of(self.text, self.taken)
        done = 0
        for first, last in self._groups(clauses):
            if last < done:
                continue
            first, last = max(first, done), last
            begin, end = self._borders(clauses, first, last)
            context = self._sentence_around(clauses, first, last)
            weight = self._weigh(Span(begin, end), context=context)
            if weight.certain:
                first, told = self._widen(clauses, first, last, done)
                last = self._follow(clauses, first, told)
                begin, end = self._borders(clauses, first, told)
                end = clauses[last].span.end if last > told else end
                if first > done and begin == clauses[first].span.start and clauses[first].mark_before.strip("。"):
                    earlier = tail_flavour(clauses[first - 1], self.finds)
                    begin = earlier if earlier < clauses[first - 1].span.end else begin
                if end == clauses[last].span.end and last + 1 < len(clauses) and clauses[last + 1].mark_before == ",":
                    later = head_flavour(clauses[last + 1], self.finds)
                    end = later if later > clauses[last + 1].span.start else end
                if begin == clauses[first].span.start and end == len(self.text):
                    begin = self._sentence_start(clauses, first, done)
                done = last + 1
                self.taken.append(Span(begin, end))
                yield Hit(self._raw_span(Span(begin, end)), weight.family, True)
            elif weight.doubtful:
                yield Hit(self._raw_span(Span(begin, end)), weight.family, False)

    def _sentence_start(self, clauses: Sequence[Clause], first: int, done: int) -> int:
        """Where the sentence begins that ends the line as an advertisement, unless the line is that sentence alone."""
        begin = clauses[first].span.start
        while first > done and not clauses[first].begins_a_sentence:
            first -= 1
        start = clauses[first].span.start
        between = self._finds_in(Span(start, begin))
        is_short = begin - start <= _LONGEST_LEAD and bool(clauses[first].mark_before)
        is_short = is_short and ":" not in self.text[start:begin]
        return start if is_short and not any(find.evidence.kind == "official" for find in between) else begin

    @staticmethod
    def _sentence_around(clauses: Sequence[Clause], first: int, last: int) -> Span:
        while first > 0 and not clauses[first].begins_a_sentence:
            first -= 1
        while last + 1 < len(clauses) and not clauses[last + 1].begins_a_sentence:
            last += 1
        return Span(clauses[first].span.start, clauses[last].span.end)

    def _borders(self, clauses: Sequence[Clause], first: int, last: int) -> tuple[int, int]:
        begin = begin_of(clauses[first], self.finds, self.text)
        end = max(end_of(clauses[last], self.finds, self.text), begin)
        while end > begin and self._closes_what_began_before(begin, end):
            end -= 1
        return self._over_bracket_before(begin), end

    def _over_bracket_before(self, begin: int) -> int:
        """Where the heavy bracket before `begin` opens, if what it holds is wished for: 【更多总结】请加 …"""
        opener = next((opener for opener in HEAVY_BRACKETS if begin and _PAIRS[opener] == self.text[begin - 1]), "")
        start = self.text.rfind(opener, max(begin - _NEAR, 0), begin) if opener else -1
        wished = start >= 0 and any(find.evidence.kind == "wish" for find in self._finds_in(Span(start, begin)))
        return start if wished and not any(start < taken.end for taken in self.taken) else begin

    def _closes_what_began_before(self, begin: int, end: int) -> bool:
        """Is the last character a bracket that the sentence before the advertisement opened?"""
        opener = next((opener for opener, closer in _PAIRS.items() if closer == self.text[end - 1]), "")
        inside = self.text[begin:end]
        open_before = self.text.count(opener, 0, begin) > self.text.count(self.text[end - 1], 0, begin)
        return bool(opener) and open_before and inside.count(opener) < inside.count(inside[-1])

    def _widen(self, clauses: Sequence[Clause], first: int, last: int, done: int) -> tuple[int, int]:
        """Take in the neighbouring clauses that speak as advertisements do."""
        while first > done and begin_of(clauses[first], self.finds, self.text) == clauses[first].span.start:
            mark = clauses[first].mark_before
            least = 3.0 if "。" in mark else 1.0 if clauses[first].begins_a_sentence else 0.5
            if clauses[first].mark_before in ("", "\t") or not is_flavoured(
                clauses[first - 1], self.finds, self.text, least
            ):
                break
            first -= 1
        while last + 1 < len(clauses):
            least = 1.0 if "。" in clauses[last + 1].mark_before else 0.0
            whole = end_of(clauses[last], self.finds, self.text) == clauses[last].span.end
            if not whole or clauses[last + 1].mark_before in ("", "\t"):
                break
            if not is_flavoured(clauses[last + 1], self.finds, self.text, least):
                break
            last += 1
        return first, last

    def _follow(self, clauses: Sequence[Clause], first: int, last: int) -> int:
        """The last clause of the sentence, if the sentence is an advertisement from its first character."""
        begins = (
            clauses[first].begins_a_sentence
            and begin_of(clauses[first], self.finds, self.text) == clauses[first].span.start
        )
        if not begins or end_of(clauses[last], self.finds, self.text) < clauses[last].span.end:
            return last
        ends = last + 2 == len(clauses) or (last + 2 < len(clauses) and clauses[last + 2].begins_a_sentence)
        follows = ends and clauses[last + 1].mark_before == "," and self._may_follow(clauses[last + 1])
        return last + 1 if follows else last

    def _may_follow(self, clause: Clause) -> bool:
        """May a clause that says nothing end a sentence that began as an advertisement?"""
        official = any(find.evidence.kind == "official" for find in self._finds_in(clause.span))
        return len(clause.span) <= _LONGEST_CLOSE and not official and "\t" not in clause.mark_before

    def _groups(self, clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
        """Runs of neighbouring clauses of one sentence that hold evidence, as indices of the first and the last."""
        first, last = -1, -1
        for i, clause in enumerate(clauses):
            if not self._is_marked(clause.span):
                continue
            if first >= 0 and self._are_apart(clauses, last, i):
                yield first, last
                first = -1
            first, last = (i if first < 0 else first), i
        if first >= 0:
            yield first, last

    def _are_apart(self, clauses: Sequence[Clause], last: int, i: int) -> bool:
        between = clauses[last + 1 : i]
        given = any(find.evidence.name in _GIVEN for find in self._finds_in(clauses[last].span))
        if given and end_of(clauses[last], self.finds, self.text) < clauses[last].span.end - 2:
            return True
        if any(clause.begins_a_sentence for clause in clauses[last + 1 : i + 1]):
            return True
        return len(between) > 1 or any(len(clause.span) > 18 for clause in between)

    def _is_marked(self, clause: Span) -> bool:
        finds = [
            find for find in self.finds if clause.start <= find.start < clause.end and find.evidence.kind != "official"
        ]
        if any(find.evidence.weight >= 1 for find in finds):
            return True
        covered = {
            i for find in finds if find.evidence.name != "glue" for i in range(find.start, min(find.end, clause.end))
        }
        return any(find.evidence.weight > 0 for find in finds) and len(covered) >= len(clause) * 0.5


def _bracket_pairs(text: str) -> list[Span]:
    """Matching brackets, outer before inner, brackets included, none longer than an advertisement can be."""
    open_at: list[int] = []
    pairs: list[Span] = []
    for i, char in enumerate(text):
        if char in _PAIRS:
            open_at.append(i)
        elif char in _PAIRS.values():
            while open_at:
                start = open_at.pop()
                if _PAIRS[text[start]] == char or (text[start] in HEAVY_BRACKETS and char in "】〗]〕}"):
                    if i + 1 - start <= _LONGEST_BRACKET:
                        pairs.append(Span(start, i + 1))
                    break
    return sorted(pairs, key=lambda pair: (pair.start, -pair.end))


def is_suspicious(bare_line: str) -> bool:
    """Does the skeleton of a line hold a word or sign of advertisers at all? Cheap, and says yes often enough."""
    return ANCHOR.search(bare_line) is not None


def suspicious_lines(bare: str) -> list[int]:
    """The numbers of the lines of a skeleton that hold such a word; none of these words crosses a line break."""
    found: list[int] = []
    line = at = 0
    while anchor := ANCHOR.search(bare, at):
        line += bare.count("\n", at, anchor.start())
        found.append(line)
        at = bare.find("\n", anchor.end()) + 1
        if not at:
            break
        line += 1
    return found
