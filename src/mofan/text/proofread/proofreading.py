"""Everything that proofreading looks at, in order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mofan.text.describe.figures import find_figures
from mofan.text.describe.persons import find_persons
from mofan.text.describe.regions import find_regions
from mofan.text.describe.surnames import COMPOUND, SURNAMES
from mofan.text.late import late
from mofan.text.outline import outline
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.lexicon import (
    CONTEXTS,
    FRAMES,
    NEIGHBOURS,
    PHRASES,
    find_entries,
    find_orders,
    find_titles,
    right_terms,
)
from mofan.text.proofread.pattern import Patterns
from mofan.text.proofread.register import Own, Register, find_units
from mofan.text.proofread.residue import find_residue
from mofan.text.proofread.rules.characters import find_look_alikes, find_traditional
from mofan.text.proofread.rules.counts import find_counts
from mofan.text.proofread.rules.document_numbers import DOCUMENT_NUMBERS
from mofan.text.proofread.rules.doubling import find_doubled
from mofan.text.proofread.rules.gaps import PERSONAL, UNFILLED, find_gaps, find_secrecy
from mofan.text.proofread.rules.grammar import GRAMMAR
from mofan.text.proofread.rules.idioms import find_idioms
from mofan.text.proofread.rules.numbering import find_numbering
from mofan.text.proofread.rules.numerals import NUMERALS
from mofan.text.proofread.rules.precedence import POSTS, find_precedence
from mofan.text.proofread.rules.promises import find_promises
from mofan.text.proofread.rules.punctuation import PUNCTUATION
from mofan.text.proofread.rules.quotation import STRAIGHT, find_quotations
from mofan.text.proofread.rules.series import SERIES
from mofan.text.proofread.rules.slogans import find_slogans_unlike
from mofan.text.proofread.rules.sums import find_sums
from mofan.text.proofread.settling import settle
from mofan.text.proofread.statistics import Evidence, find_slips_of, shipped

PATTERNS = Patterns(
    (
        *PUNCTUATION,
        *STRAIGHT,
        *SERIES,
        *NUMERALS,
        *DOCUMENT_NUMBERS,
        *UNFILLED,
        *PERSONAL,
        *POSTS,
        *CONTEXTS,
        *NEIGHBOURS,
        *FRAMES,
        *PHRASES,
        *GRAMMAR,
    )
)
"""Every rule that one pattern says."""
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters beyond the first 65,536 (代理项): no text on its own, but programs hand them over."""
_NOTES = late("此件(?:公开|主动公开|依申请公开|不予公开|不公开|删减后公开|发至|可|于)")
_SPEAKS = late(
    rf"(?<![\u4e00-\u9fff])(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SURNAMES))}])[\u4e00-\u9fff]{{1,2}}"
    r"(?=(?:同志)?(?:指出|强调|表示|讲话|主持|宣读|通报了|传达了|介绍了))"
)
"""Who says something (会上，何以宁指出): no title stands beside the name."""
_ADMITTED = late(r"接收(?=[\u4e00-\u9fff×XＸ*]{2,10}为(?:中共)?(?:预备)?党员)")
"""A branch takes in (接收) somebody as a member, whose name stands between."""
_CASES = late(r"[（(〔](?:19|20)\d\d[）)〕][\u4e00-\u9fff]{1,3}\d{0,4}[\u4e00-\u9fff]{1,5}(?=\d+号)")
"""Numbers of cases of the courts（（2024）浙01民终123号）."""
_HEADED = 200
"""Characters from which a text of one line may hold more than one heading: one alone says nothing of the others."""
_TOGETHER, _MOST = 20_000, 1_000
"""Characters, and texts, that are looked at together."""


def proofread(
    text: str, *, register: Register | None = None, evidence: Evidence | None = None, own: Own | None = None
) -> tuple[Finding, ...]:
    """What is wrong, doubtful or unusual in `text`, which holds no advertisements, in reading order.

    `register` holds the agency's own names, `evidence` what its library writes (without it, the counts that come with
    the package); `own` says whom the text is meant for.
    """
    return next(proofread_each([text], register=register, evidence=evidence, own=own))


def proofread_each(
    texts: Iterable[str],
    *,
    register: Register | None = None,
    evidence: Evidence | None = None,
    own: Own | None = None,
) -> Iterator[tuple[Finding, ...]]:
    """What `proofread` says of each of `texts`, in order: the same as one by one, but many short ones cost far less."""
    register, own, evidence = register or Register(), own or Own(), evidence or shipped()
    for given in _batches(texts):
        batch = [_HALVES.sub("\ufffd", text) for text in given]
        for raw, text, slips in zip(given, batch, find_slips_of(batch, evidence), strict=True):
            found = [*_find(text, register, evidence, own), *slips]
            names = (place for named in (register.protected, _names) for place in named(text))
            settled = settle(text, found, names)
            yield settled if raw == text else tuple(_of_raw(raw, finding) for finding in settled)


def _of_raw(raw: str, finding: Finding) -> Finding:
    """The finding with what stands in the text as given, where halves of characters were read as unknown ones."""
    quote = raw[finding.start : finding.end]
    return finding if quote == finding.quote else replace(finding, quote=quote, replacement=None)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch, size = list[str](), 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _TOGETHER or len(batch) >= _MOST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _names(text: str) -> list[tuple[int, int]]:
    """Where persons and divisions of the country are named, and set words of a note (附注) stand: nobody's slip of the
    pen is told from these."""
    notes = [found.span() for pattern in (_NOTES, _SPEAKS, _CASES, _ADMITTED) for found in pattern.finditer(text)]
    persons = [(one.start + _is_given(text, one.start), one.end) for one in find_persons(text)]
    terms = [found.span() for term in right_terms() if term in text for found in re.finditer(term, text)]
    return [*persons, *((region.start, region.end) for region in find_regions(text)), *notes, *terms]


def _is_given(text: str, start: int) -> bool:
    """Whether what seems to be the surname 于 belongs to the word before it (授于张明)."""
    return text[start] == "于" and text[start - 1 : start] in tuple("授给寄赋付")


def _find(text: str, register: Register, evidence: Evidence, own: Own) -> Iterator[Finding]:
    headings = outline(text) if len(text) >= _HEADED or len(text.splitlines()) > 1 else ()
    figures = find_figures(text)
    yield from PATTERNS.find(text)
    yield from find_quotations(text)
    yield from find_doubled(text, evidence)
    yield from find_slogans_unlike(text)
    yield from find_traditional(text)
    yield from find_look_alikes(text)
    yield from find_numbering(text, headings)
    yield from find_counts(text, headings)
    yield from find_promises(text)
    yield from find_sums(text, figures)
    yield from find_gaps(text, figures)
    yield from find_secrecy(text)
    yield from find_entries(text, own.year)
    yield from find_idioms(text)
    yield from find_orders(text)
    yield from find_titles(text)
    yield from find_precedence(text)
    yield from find_units(text, register)
    yield from find_residue(text, own, register)
