"""Questions of the library in an address (检索条件): what it asks, in words, and what of it is worth keeping."""

from urllib.parse import urlencode

from django.http import QueryDict

from mofan.library.actions import LONGEST_NAME
from mofan.library.finding import FACETS, ORDERS, Question
from mofan.search import parse_query
from mofan.web.asked import in_marks, number_asked

AT_ONCE = 20
"""Results on a page."""
FARTHEST_PAGE = 100_000
"""Pages beyond are not looked for; the last one that there is comes instead."""
_SAID = 60
"""Characters of what was asked that are said again; the box has all of them."""
KEPT = ("q", *FACETS, "order")
"""What of an address is kept with a search; pages are not."""


def question_of(given: QueryDict) -> Question:
    """The question that an address asks; what it does not know it passes over."""
    text = given.get("q", "").strip()[:500]
    order = given.get("order", "")
    number = number_asked(given.get("page", "1")) or 1
    return Question(
        text=text,
        filters={name: tuple(given.getlist(name)) for name in FACETS if given.getlist(name)},
        order=order if order in ORDERS else "relevance" if text else "newest",
        offset=(number - 1) * AT_ONCE if number < FARTHEST_PAGE else 0,
        limit=AT_ONCE,
    )


def said(asked: Question) -> str:
    """The question in words: 含“清单 台账”，文种为经验材料."""
    text = asked.text if len(asked.text) <= _SAID else f"{asked.text[: _SAID - 1]}…"
    parts = [f"含{in_marks(text)}"] if text else []
    parts += [
        f"{FACETS[name]}为{'或'.join(label_of(name, one) for one in some)}" for name, some in asked.filters.items()
    ]
    return "，".join(parts)


def name_for(asked: Question) -> str:
    """How a search is called that is kept, unless its keeper says otherwise."""
    words = said(asked)
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"


def without_quotation_marks(text: str) -> str:
    """The same question with its phrases as words; empty when it has no phrase."""
    asked = parse_query(text)
    return " ".join((*asked.words, *asked.phrases)) if asked.phrases else ""


def label_of(name: str, value: str) -> str:
    """A value as it is said: 2025年."""
    return f"{value}年" if name == "year" else value


def address_kept(asked: QueryDict) -> str:
    """The question in an address, without pages and what does not belong to it, always in the same order."""
    return urlencode([(name, value) for name in KEPT for value in asked.getlist(name) if value])
