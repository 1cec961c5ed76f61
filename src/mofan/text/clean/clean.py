"""From a text to its clean text: the finds of every line, their edges settled, put in order (清洗)."""

import re
from collections import Counter
from collections.abc import Iterator

from mofan.text.clean.cleaned import Candidate, Cleaned, Kind, Removal, apply_removals
from mofan.text.clean.edges import settle_edges
from mofan.text.clean.find import HEAVY_BRACKETS, Hit, hits_across, hits_in_line, is_suspicious, suspicious_lines
from mofan.text.clean.skeleton import strip_disguise
from mofan.text.span import Span

_REASON = "这一处像是联系方式广告，但证据不足以确定，已原样保留，请人工核对。"
_CONTACT = re.compile(r"(?<![a-z0-9])(?:[a-z][a-z0-9]{2,}[0-9][a-z0-9]{2,}|[a-z]{3,}[0-9]{2,}|[0-9]{7,12})(?![a-z0-9])")
_OFTEN, _OFTEN_BONUS = 3, 2.0
_SHORT_GAP = 6
"""Characters between two finds of a line that are more likely of the advertisement, too, than of the document."""
_SENTENCE_ENDS = ("。", "！", "？", "；")
_REACH = 160
"""Characters on either side of a line break that an advertisement across it may cover."""


def clean(text: str) -> Cleaned:
    """`text` without the advertisements and paid marks that are certain; doubtful finds stay and are reported."""
    removals, candidates = _Search(text).run()
    return apply_removals(text, removals, candidates)


def find_removals(text: str) -> tuple[Removal, ...]:
    """What `clean` would take out of `text`, in order, apart from one another."""
    return tuple(_Search(text).run()[0])


class _Search:
    """One text while it is searched."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bare = strip_disguise(text)
        self.removals: list[Removal] = []
        self.candidates: list[Candidate] = []
        self.reached = 0

    def run(self) -> tuple[list[Removal], list[Candidate]]:
        suspicious = suspicious_lines(self.bare)
        if not suspicious:
            return [], []
        self.lines = self.text.split("\n")
        self.bare_lines = self.bare.split("\n")
        self.offsets = [0]
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line) + 1)
        often = Counter(self.bare_lines[i] for i in suspicious)
        for i in suspicious:
            self._look_at(i, bonus=_OFTEN_BONUS if often[self.bare_lines[i]] >= _OFTEN else 0)
        self._look_across(suspicious)
        self._look_for_known_contacts()
        self.removals.sort(key=lambda removal: removal.start)
        self.candidates.sort(key=lambda candidate: candidate.start)
        return self.removals, self.candidates

    def _look_at(self, i: int, known: frozenset[str] = frozenset(), bonus: float = 0) -> None:
        line, offset = self.lines[i], self.offsets[i]
        hits = hits_in_line(line, known, bonus)
        for span, family in _settled(line, [hit for hit in hits if hit.certain]):
            self._take(Span(offset + span.start, offset + span.end), family)
        seen = {candidate.start for candidate in self.candidates}
        for hit in hits:
            start, end = offset + hit.span.start, offset + hit.span.end
            if not hit.certain and start not in seen:
                self.candidates.append(Candidate(start, end, self.text[start:end], _REASON))
                self.reached = max(self.reached, end)

    def _take(self, span: Span, family: str) -> None:
        """Put a removal in the place of those, and of the candidates, that it overlaps."""
        if self.reached > span.start:
            self.removals = [
                removal for removal in self.removals if removal.end <= span.start or span.end <= removal.start
            ]
            self.candidates = [found for found in self.candidates if found.end <= span.start or span.end <= found.start]
        kind: Kind = "paid_mark" if family.endswith("_mark") else "ad"
        self.reached = max(self.reached, span.end)
        self.removals.append(Removal(span.start, span.end, span.of(self.text), kind, family))

    def _look_across(self, suspicious: list[int]) -> None:
        """Advertisements that a line break cuts in two."""
        for i in sorted(
            {above for line in suspicious for above in (line - 1, line) if 0 <= above < len(self.lines) - 1}
        ):
            if self._ends_its_sentence(i):
                continue
            before, after = self.lines[i][-_REACH:], self.lines[i + 1][:_REACH]
            if not before.strip() or not after.strip() or not is_suspicious(strip_disguise(before + after)):
                continue
            offset = self.offsets[i] + len(self.lines[i]) - len(before)
            for hit in hits_across(before, after):
                span = settle_edges(before + after, hit.span, Span(0, len(before) + len(after)))
                self._take(Span(offset + span.start, offset + span.end + 1), hit.family)

    def _ends_its_sentence(self, i: int) -> bool:
        """Does line `i` end with the end of a sentence, outside of heavy brackets? No advertisement runs on from there.

        Most lines do, and are told from their last characters; behind a letter a full stop may be one strewn in.
        """
        bare = self.bare_lines[i]
        closed = self.lines[i].endswith(_SENTENCE_ENDS) and not bare[-2:-1].isascii()
        return closed and HEAVY_BRACKETS.isdisjoint(bare)

    def _look_for_known_contacts(self) -> None:
        known = frozenset(self._contacts())
        if not known:
            return
        pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
        for i, bare in enumerate(self.bare_lines):
            if bare and pattern.search(bare) and not self._is_done(i, pattern):
                self._look_at(i, known)

    def _contacts(self) -> Iterator[str]:
        for removal in self.removals:
            if removal.kind == "ad":
                yield from _CONTACT.findall(strip_disguise(removal.text))

    def _is_done(self, i: int, pattern: re.Pattern[str]) -> bool:
        """Is every known contact in line `i` inside a removal already?"""
        inside = sum(
            len(pattern.findall(strip_disguise(removal.text)))
            for removal in self.removals
            if removal.start < self.offsets[i + 1] and self.offsets[i] < removal.end
        )
        return inside >= len(pattern.findall(self.bare_lines[i]))


def _settled(line: str, hits: list[Hit]) -> list[tuple[Span, str]]:
    """The certain hits in order, edges settled, not overlapping; paid marks keep their exact borders."""
    settled: list[tuple[Span, str]] = []
    in_order = sorted(hits, key=lambda hit: hit.span)
    for i, hit in enumerate(in_order):
        floor = settled[-1][0].end if settled else 0
        ceiling = in_order[i + 1].span.start if i + 1 < len(in_order) else len(line)
        span = Span(max(hit.span.start, floor), hit.span.end)
        if span.start >= span.end:
            continue
        if _is_ad(hit.family):
            span = settle_edges(line, span, Span(floor, max(ceiling, span.end)))
            if settled and _is_ad(settled[-1][1]) and _runs_on(line, settled[-1][0], span):
                span = Span(settled.pop()[0].start, span.end)
        settled.append((span, hit.family))
    return settled


def _is_ad(family: str) -> bool:
    return not family.endswith("_mark")


def _runs_on(line: str, before: Span, after: Span) -> bool:
    """Are two finds sentences of one advertisement, with at most marks and spaces between them?"""
    gap = line[before.end : after.start]
    if 0 < len(gap) <= _SHORT_GAP and not re.search(r"[。！？；【\t]|^[一二三四五六七八九十（(0-9]+[、.）)]", gap):
        return True
    return bool(gap or line[after.start - 1] in "。！!；;？?") and not gap.strip(" \u3000。，,；;！!？?：:、")
