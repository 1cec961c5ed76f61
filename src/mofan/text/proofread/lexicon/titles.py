"""Titles of acts (文件名称): what stands between 《》 and nearly is one that is known."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from mofan.text.late import late
from mofan.text.proofread.finding import Finding, Severity
from mofan.text.proofread.lexicon.tables import rows
from mofan.text.proofread.nearness import is_one_off

_TITLE = late(r"《(?P<it>[^《》\n]{6,60})》")
_QUOTED = late(
    r"“(?P<it>(?:中国共产党|中华人民共和国)[^“”《》\n]{2,30}?(?:条例|准则|规定|法典?|规则|章程|办法)(?:（(?:试行|暂行|修订)）)?)”"
)
"""An act of the whole country in quotation marks."""
_TRIAL = late(r"（(?:试行|暂行|草案|修订|修正|\d{4}年?修[订正])[^（）]{0,8}）$")
_KIND = late(r"(?:(?:管理|工作|实施|若干)?(?:条例|规定|办法|准则|规则|细则)|法)$")
_OWN = ("中华人民共和国", "中国共产党")
"""How titles begin of which there is only one in the country."""
_LONG = 10
"""Characters before the kind of act from which a name is hardly anybody else's."""
_SURE: tuple[Severity, float] = ("error", 0.85)
_UNSURE: tuple[Severity, float] = ("warning", 0.65)
_LEAST = 8
"""Characters that a title has at least to be compared."""


@cache
def titles() -> frozenset[str]:
    """Titles that are right as they stand, with and without what says that they are on trial."""
    known = {row[0] for row in rows("titles.txt")}
    return frozenset(known | {_TRIAL.sub("", title) for title in known})


def find_titles(text: str) -> Iterator[Finding]:
    """Every quoted title that differs from a known one by a character, or by the kind of act that it says it is."""
    for found in _QUOTED.finditer(text):
        new = f"《{found['it']}》"
        message = f"文件名称用书名号：“{new}”。"
        yield Finding(found.start(), found.end(), found[0], "title", "error", message, new, "title in quotes", 0.9)
    for found in _TITLE.finditer(text):
        title = _TRIAL.sub("", found["it"])
        if title in titles() or len(title) < _LEAST:
            continue
        meant = _nearly(title) or _of_another_kind(title)
        sure = bool(meant)
        meant = meant or _of_a_long_name(title)
        if meant:
            message = f"名称应为《{_full().get(meant, meant)}》，请核对。"
            new = f"《{_full().get(meant, meant)}》"
            severity, confidence = _SURE if sure else _UNSURE
            yield Finding(
                found.start(), found.end(), found[0], "title", severity, message, new, "title unlike", confidence
            )


def _nearly(title: str) -> str | None:
    half = len(title) // 2
    heads, tails = _halves()
    near = {
        known
        for size in (half - 1, half, half + 1)
        for known in (*heads.get(title[:size], ()), *tails.get(title[-size:], ()))
        if is_one_off(title, known)
    }
    return min(near) if len(near) == 1 else None


def _of_another_kind(title: str) -> str | None:
    kind = _KIND.search(title)
    if not kind or not title.startswith(_OWN):
        return None
    near = _stems().get(title[: kind.start()], ())
    return near[0] if len(near) == 1 else None


def _of_a_long_name(title: str) -> str | None:
    """A title of the country that says all but its kind of act; a place may have an act of the same name."""
    kind = _KIND.search(title)
    if not kind or kind.start() < _LONG:
        return None
    near = [known for known in titles() if known.startswith(title[: kind.start()])]
    stems = {known for known in near if (own := _KIND.search(known)) and own.start() == kind.start()}
    return min(stems) if len(stems) == 1 else None


@cache
def _halves() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Known titles by their first half and by their second."""
    heads, tails = defaultdict(list), defaultdict(list)
    for title in sorted(titles()):
        half = len(title) // 2
        if len(title) >= _LEAST:
            heads[title[:half]].append(title)
            tails[title[half:]].append(title)
    return dict(heads), dict(tails)


@cache
def _stems() -> Mapping[str, list[str]]:
    """Known titles by what stands before the kind of act."""
    stems = defaultdict(list)
    for title in sorted(titles()):
        kind = _KIND.search(title)
        if kind and title.startswith(_OWN):
            stems[title[: kind.start()]].append(title)
    return dict(stems)


@cache
def _full() -> Mapping[str, str]:
    """Titles without what says that they are on trial → in full."""
    every = {row[0] for row in rows("titles.txt")}
    return {_TRIAL.sub("", title): title for title in every if _TRIAL.search(title)}
