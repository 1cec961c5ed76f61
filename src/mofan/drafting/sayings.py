"""Set phrases that fit what is being written, with the years in which they are said (提法与时限). Pure: no Django."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from mofan.text.proofread.lexicon import set_phrases
from mofan.text.proofread.lexicon.tables import TimePhrase, time_phrases
from mofan.text.wordlists import words as listed

_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2,}")
_SHORTEST: Final = 4
"""Characters from which a line of the table is a phrase and not a mere name."""
_OFFICE: Final = re.compile(r"(?:局|署|厅|(?<!干)部|委|委员会|办公室|扶贫办|银行|总会)$|卫生和计划生育|地方税务局")
"""Names of offices are no sayings."""
_ENOUGH: Final = 2
"""Pairs of characters that a phrase must share with a longer text; of a short one, one pair is enough."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A set phrase and its years (提法)."""

    text: str
    since: int | None
    """The year from which it is said; None where none is known."""
    until: int | None
    """The last year in which it is said; None where it holds."""
    note: str = ""

    def holds_in(self, year: int) -> bool:
        """Whether a text of that year may say it."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    @property
    def quoted(self) -> str:
        """How the library is asked for it as a whole."""
        return f'"{self.text}"'

    @property
    def years(self) -> str:
        """Its years, in Chinese."""
        match self.since, self.until:
            case None, None:
                return "不限年份"
            case since, None:
                return f"{since} 年起"
            case None, until:
                return f"到 {until} 年为止"
            case since, until:
                return f"{since} 年" if since == until else f"{since}—{until} 年"


MOST_OVER: Final = 4
"""Phrases that do not hold are shown too, so that nobody takes them from an older text."""


def sayings_for(words: str, year: int, most: int = 12) -> tuple[Saying, ...]:
    """The phrases that share most with `words` (a heading, a paragraph or a single word), those that hold in `year`
    first and, of them, the one first that shares most; empty where nothing is asked."""
    pairs = _pairs(words)
    if not pairs:
        return ()
    least = 1 if len(pairs) < 6 else _ENOUGH
    weighed = [(len(pairs & _pairs(one.text)), one) for one in known()]
    fitting = [(shared, one) for shared, one in weighed if shared >= least]
    fitting.sort(key=lambda pair: (-pair[0], -pair[0] / len(pair[1].text)))
    held = [one for _, one in fitting if one.holds_in(year)]
    over = [one for _, one in fitting if not one.holds_in(year)][:MOST_OVER]
    return (*held[: most - len(over)], *over)


def known() -> tuple[Saying, ...]:
    """Every set phrase with its years, and those whose time is over."""
    return _known()


@cache
def _known() -> tuple[Saying, ...]:
    over = {one.text: one for one in time_phrases() if not _OFFICE.search(one.text)}
    found = [
        Saying(text, _since(text), _until(text, over))
        for text in dict.fromkeys(set_phrases())
        if len(text) >= _SHORTEST and not _OFFICE.search(text)
    ]
    there = {one.text for one in found}
    found += [Saying(text, _since(text), one.until, one.note) for text, one in over.items() if text not in there]
    return tuple(found)


def _until(text: str, over: Mapping[str, TimePhrase]) -> int | None:
    """The last year of a phrase: its own, or that of a phrase within it (新冠肺炎疫情防控)."""
    return min((one.until for name, one in over.items() if name in text), default=None)


def _since(text: str) -> int | None:
    return max((year for name, year in _beginnings().items() if name in text), default=None)


@cache
def _beginnings() -> dict[str, int]:
    table = resources.files("mofan.drafting").joinpath("sayings.toml").read_text(encoding="utf-8")
    return {str(name): int(year) for name, year in tomllib.loads(table)["since"].items()}


def _pairs(text: str) -> frozenset[str]:
    """Pairs of characters that stand side by side, without those that say nothing."""
    return frozenset(pair for run in _HAN.findall(text) for pair in _of(run) if pair not in _EMPTY)


def _of(run: str) -> Iterable[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


_EMPTY: Final = frozenset(
    listed(
        "工作 开展 加强 推进 坚持 进一 一步 深入 全面 我们 我局 单位 组织 情况 活动 落实 认真 积极 不断 持续 建设 "
        "做好 推动 强化 中国 国家 发展 社会"
    )
)
"""Pairs that stand everywhere."""
