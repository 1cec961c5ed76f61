"""Words that ask or join and tell no text from another (停用词): left out when some of the words are enough."""

from typing import Final

_QUESTION_WORDS: Final = (
    "什么 甚么 怎么 怎么样 怎样 如何 哪 哪里 哪个 哪些 哪儿 哪年 哪位 哪种 哪一 谁 几 多少 多久 多大 多长 几个 几年 "
    "几次 何 何时 何地 何人 何种 为何 为什么 是否 有没有 是不是 请问 吗 呢 吧 呀"
)
_PARTICLES: Final = (
    "的 了 着 过 地 得 在 是 和 与 及 以及 或 或者 有 为 于 以 被 把 将 对 从 由 到 向 之 其 这 那 这个 那个 也 都 "
    "还 而 但 就 并 且 所 则 等 要 会 能 可以"
)
STOP_WORDS: Final = frozenset(f"{_QUESTION_WORDS} {_PARTICLES}".split())
"""What a question asks with, and what joins and marks."""
SURNAMES: Final = frozenset("于何和过从由那都向时要能")
"""Those that are surnames, too: 于乐, 何晏."""
IN_NAMES: Final = frozenset("之其为以可会得于")
"""Those that stand inside of names, too: 张之洞, 陈其美."""


def content_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """`words` without stop words; all of them where nothing would be left."""
    return tuple(word for word in words if word not in STOP_WORDS) or words
