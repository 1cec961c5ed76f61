"""Everything that proofreading looks at, in order."""

from collections.abc import Iterator

from mofan.text.describe.persons import find_persons
from mofan.text.describe.regions import find_regions
from mofan.text.outline import outline
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.lexicon import CONTEXTS, find_entries
from mofan.text.proofread.pattern import find_all
from mofan.text.proofread.register import Own, Register, find_units
from mofan.text.proofread.residue import find_residue
from mofan.text.proofread.rules.characters import find_traditional
from mofan.text.proofread.rules.counts import find_counts
from mofan.text.proofread.rules.doubling import find_doubled
from mofan.text.proofread.rules.gaps import PERSONAL, UNFILLED, find_gaps, find_secrecy
from mofan.text.proofread.rules.numbering import find_numbering
from mofan.text.proofread.rules.numerals import DOCUMENT_NUMBERS, NUMERALS
from mofan.text.proofread.rules.punctuation import PUNCTUATION
from mofan.text.proofread.rules.quotation import STRAIGHT, find_quotations
from mofan.text.proofread.rules.series import SERIES
from mofan.text.proofread.rules.slogans import find_slogans_unlike
from mofan.text.proofread.settling import settle
from mofan.text.proofread.statistics import Evidence, find_slips, shipped

PATTERNS = (*PUNCTUATION, *STRAIGHT, *SERIES, *NUMERALS, *DOCUMENT_NUMBERS, *UNFILLED, *PERSONAL, *CONTEXTS)
"""Every rule that one pattern says."""


def proofread(
    text: str, *, register: Register | None = None, evidence: Evidence | None = None, own: Own | None = None
) -> tuple[Finding, ...]:
    """What is wrong, doubtful or unusual in `text`, which holds no advertisements, in reading order.

    `register` holds the agency's own names, `evidence` what its library writes (without it, the counts that come with
    the package); `own` says whom the text is meant for.
    """
    register, own = register or Register(), own or Own()
    found = _find(text, register, evidence or shipped(), own)
    return settle(text, found, [*register.protected(text), *_names(text)])


def _names(text: str) -> list[tuple[int, int]]:
    """Where persons and divisions of the country are named: nobody's slip of the pen is told from a name."""
    return [(name.start, name.end) for name in (*find_persons(text), *find_regions(text))]


def _find(text: str, register: Register, evidence: Evidence, own: Own) -> Iterator[Finding]:
    headings = outline(text)
    yield from find_all(PATTERNS, text)
    yield from find_quotations(text)
    yield from find_doubled(text, evidence)
    yield from find_slogans_unlike(text)
    yield from find_traditional(text)
    yield from find_numbering(text, headings)
    yield from find_counts(text, headings)
    yield from find_gaps(text)
    yield from find_secrecy(text)
    yield from find_entries(text, own.year)
    yield from find_units(text, register)
    yield from find_residue(text, own, register)
    yield from find_slips(text, evidence)
