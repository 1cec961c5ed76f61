"""`mofan search`: the library's answer on the command line."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from mofan.library.finding import FACETS, Question, find
from mofan.org.actions import console


def answer(query: str, *, limit: int) -> dict[str, Any]:
    """The stable shape of `mofan search --json`."""
    found = find(console(at=timezone.now()), Question(query, limit=limit))
    return {
        "total": found.total,
        "took_ms": round(found.took_ms, 2),
        "relaxed": found.relaxed,
        "corrected": [list(pair) for pair in found.corrected],
        "notice": found.filling.sentence if found.filling else None,
        "hits": [
            {
                "id": hit.piece.pk,
                "external_id": hit.piece.external_id or None,
                "title": hit.piece.title,
                "score": round(hit.score, 4),
                "snippet": hit.quote.text,
            }
            for hit in found.hits
        ],
        "facets": {name: dict(found.facets.get(name, ())) for name in FACETS},
    }


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The answer for people."""
    for asked, used in result["corrected"]:
        yield f"没有找到“{asked}”，按“{used}”检索。"
    if result["notice"]:
        yield result["notice"]
    said = "没有一篇含有全部词，下面是含有部分词的。" if result["relaxed"] else ""
    yield f"共 {result['total']:,} 篇，用时 {result['took_ms']} 毫秒。{said}"
    for no, hit in enumerate(result["hits"], 1):
        yield f"{no}. {hit['title']}　编号 {hit['id']}"
        yield f"   {hit['snippet']}"
