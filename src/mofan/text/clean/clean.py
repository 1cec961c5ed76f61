"""From a text to its clean text: the finds of every line, their edges settled, put in order (清洗)."""

from mofan.text.clean.cleaned import Candidate, Cleaned, Kind, Removal, apply_removals
from mofan.text.clean.edges import settle_edges
from mofan.text.clean.find import Hit, hits_in_line, suspicious_lines
from mofan.text.span import Span

_REASON = "这一处像是联系方式广告，但证据不足以确定，已原样保留，请人工核对。"


def clean(text: str) -> Cleaned:
    """`text` without the injected advertisements and paid marks that are certain; doubtful finds stay and are reported."""
    removals, candidates = _look_through(text)
    return apply_removals(text, removals, candidates)


def find_removals(text: str) -> tuple[Removal, ...]:
    """What `clean` would take out of `text`, in order, apart from one another."""
    return tuple(_look_through(text)[0])


def _look_through(text: str) -> tuple[list[Removal], list[Candidate]]:
    removals: list[Removal] = []
    candidates: list[Candidate] = []
    for offset, line in suspicious_lines(text):
        hits = hits_in_line(line)
        for span, family in _settled(line, [hit for hit in hits if hit.certain]):
            start, end = offset + span.start, offset + span.end
            removals.append(Removal(start, end, text[start:end], _kind(family), family))
        for hit in hits:
            if not hit.certain:
                start, end = offset + hit.span.start, offset + hit.span.end
                candidates.append(Candidate(start, end, text[start:end], _REASON))
    return removals, candidates


def _kind(family: str) -> Kind:
    return "paid_mark" if family.endswith("_mark") else "ad"


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
        if not hit.family.endswith("_mark"):
            span = settle_edges(line, span, Span(floor, max(ceiling, span.end)))
        if settled and not hit.family.endswith("_mark") and not settled[-1][1].endswith("_mark"):
            gap = line[settled[-1][0].end : span.start]
            if (gap or line[span.start - 1] in "。！!；;？?") and not gap.strip(" \u3000。，,；;！!？?：:、"):
                span = Span(settled.pop()[0].start, span.end)
        settled.append((span, hit.family))
    return settled
