"""Published materials as Atom (RFC 4287, 材料订阅): what the supervising office reads as it comes out."""

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from django.utils.crypto import salted_hmac
from django.utils.feedgenerator import Atom1Feed

from mofan.drafting.models import Draft, MaterialFeed
from mofan.drafting.queries import published_visible_to

MOST: Final = 50
"""Entries of a feed: a reader asks often enough to miss none."""
LONGEST: Final = 300
"""Characters of a summary."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def published_in(feed: MaterialFeed) -> list[Draft]:
    """What a feed holds: the last `MOST` that its person may see now, what was withdrawn among it, as that is news."""
    rows = [
        *published_visible_to(feed.person, feed.unit)[:MOST],
        *published_visible_to(feed.person, feed.unit, withdrawn=True)[:MOST],
    ]
    return sorted(rows, key=lambda one: (_news_of(one), one.pk), reverse=True)[:MOST]


def _news_of(draft: Draft) -> datetime:
    """When something happened to it that a reader wants to know: published, or withdrawn."""
    found = draft.voided_at if draft.is_withdrawn else draft.published_at
    assert found is not None
    return found


def atom_of(
    feed: MaterialFeed, drafts: Iterable[Draft], *, page: str, address: str, address_of: Callable[[Draft], str]
) -> bytes:
    """The entries as Atom; `address` is the feed's own, `page` what a person opens instead, `address_of` gives the page
    of each. Titles and headings only: who may read the text reads it there, signed in."""
    made = Atom1Feed(
        title=_plain(f"模范：{feed}"),
        link=page,
        description="",
        language="zh-CN",
        author_name="模范",
        feed_url=address,
        feed_guid=_urn("feed", feed.pk),
    )
    for one in drafts:
        made.add_item(
            title=_plain(f"（已撤回）{one.title}" if one.is_withdrawn else one.title),
            link=address_of(one),
            description=_plain(f"已撤回：{one.void_reason}" if one.is_withdrawn else summary_of(one)),
            author_name=_plain(str(one.unit)),
            pubdate=one.published_at,
            updateddate=_news_of(one),
            unique_id=_urn("draft", one.pk),
            categories=(_plain(one.genre),) if one.genre else (),
        )
    return made.writeString("utf-8").encode()


def summary_of(draft: Draft) -> str:
    """Its headings of the first level, numbers left out, at most `LONGEST` characters (提要)."""
    headings = [
        "".join(getattr(run, "text", "…") for run in one.runs).strip()
        for one in draft.text.blocks
        if one.kind == "heading" and one.level == 1
    ]
    said = "；".join(one for one in headings if one)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def _urn(of: str, key: int) -> str:
    """An id of this house's own that stays whatever address the house has."""
    return uuid.UUID(salted_hmac("mofan.drafting.feeds", f"{of} {key}", algorithm="sha256").hexdigest()[:32]).urn


def _plain(text: str) -> str:
    """Without what XML cannot carry."""
    return _NOT_XML.sub("", text)
