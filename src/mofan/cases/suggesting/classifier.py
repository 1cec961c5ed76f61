"""Learn from messages of known class, and guess the class of another (留言分类). Pure.

Complement naive Bayes (Rennie et al., 2003) over words and characters: every class keeps sums, so learning one more
message is an addition and nothing has to be trained again. What is known beforehand of a class (先验用语) is a sum of
its own, that own cases outweigh as they come, and that goes where they are filed (`beforehand`).
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from mofan.cases.suggesting.beforehand import Beforehand
from mofan.cases.suggesting.words import WORD, features
from mofan.search.stop_words import STOP_WORDS

VERSION: Final = 3
"""Of the kept file: another one is learnt anew."""
SMOOTHING: Final = 1.5
GENERIC: Final = frozenset(
    (
        "问题",
        "电话",
        "领导",
        "部门",
        "单位",
        "政府",
        "情况",
        "处理",
        "办理",
        "中心",
        "人民",
        "投诉",
        "反映",
        "建议",
        "工作",
        "公司",
        "人员",
    )
)
"""Words that stand in messages of every class: beforehand they say nothing. Own cases may teach otherwise."""
_TALK: Final = """
我们 你们 他们 大家 自己 本人 一个 几个 现在 没有 已经 因为 所以 时候
知道 还是 就是 不是 一下 一直 怎么 什么 这样 那样 之后 以后 以前 今年
去年 今天 昨天 上个月 每天 每次 几次 半年 一年 三年 希望 请问 请求
恳请 谢谢 感谢 您好 你好 尊敬 有关 相关 第一 第二 第三 东西 事情 地方
一点 一些 许多 多次 至今 才能 不能 能否 可以 需要 要求 应该 可能 导致 造成 无法
晚上 早上 上午 下午 中午 白天 凌晨 半夜 前年 明年 最近 目前 当时 很大 很多 不少
家里 老人 孩子 附近 旁边 后面 前面 门口 左右 以上 以下 到底 居然 竟然 究竟 结果
"""
UNSAID: Final = GENERIC | STOP_WORDS | frozenset(_TALK.split())
"""Words that give nobody a reason."""
_SO_MANY: Final = re.compile(
    "[一二两三四五六七八九十百千万几半多数0]+[多来余]?"
    "(?:天|年|月|个月|周|次|回|趟|点|小时|分钟|人|户|家|元|块|块钱|万|号|楼|栋|岁|米|里|公里|路|个|名|件)?"
)
"""Nor do words that say how many: 三天, 二十多户."""
SEED: Final = 1.0
"""What a word known beforehand counts; in a message of n different features each counts about 1/√n. At half of it and
at twice as much messages are judged no better, and an agency that files otherwise is learnt more slowly at twice."""
FEW: Final = 3
"""Messages of a class up to which it is taken to be rarer than the others. Beyond that how often a class is does not
count: frequent ones would swallow rare ones."""
UNSEEN: Final = 0.1
"""What a class counts of which nothing was learnt, beside those."""
ENOUGH: Final = 200
"""Messages after which a class of which nothing was learnt is one that this agency does not have."""
SURE: Final = 0.6
"""Probability from which on a guess is not called uncertain."""
SCALES: Final = tuple(2.0**power for power in range(-6, 5))
"""Factors that turn scores into probabilities, of which the one that fits the learnt messages best is taken."""
_DEFAULT_SCALE: Final = 0.5
_TRIED: Final = 400
_LEAST_TRIED: Final = 30
_SHOWN: Final = 3
Numbers: TypeAlias = npt.NDArray[np.float64]


class UnreadableClassifier(ValueError):
    """A kept file that is none of this version."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A class that fits (建议的类别), how probable it is among all, from 0 to 1, and the words that speak for it."""

    label: str
    probability: float
    because: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether it need not be called uncertain."""
        return self.probability >= SURE


class Classifier:
    """Learns messages with their class, guesses the class of others."""

    def __init__(self, seed: Mapping[str, Sequence[str]] | None = None) -> None:
        """`seed`: class → lines of words that stand for it, known before the first message."""
        self.labels: list[str] = []
        self.learnt = 0
        """Messages that were learnt."""
        self._columns: dict[str, int] = {}
        self._sums: Numbers = np.zeros((0, 0))
        self._seen: Numbers = np.zeros(0)
        """In how many texts each feature stands."""
        self._texts = 0
        self._learnt_of: list[int] = []
        """Messages that were learnt of each class."""
        self._scale = _DEFAULT_SCALE
        self._totals: Numbers | None = None
        known = []
        for label, lines in (seed or {}).items():
            for line in lines:
                own = [name for name in features(line) if name.removeprefix(WORD) not in GENERIC]
                known.append((label, dict.fromkeys(own, SEED)))
                self._add(known[-1][1], label)
        self._beforehand = Beforehand(known)
        self._placed = [{label: 1.0} for label, _ in known]
        """Of each line known beforehand: class → how much of it stands in its sum."""

    def learn(self, messages: Iterable[tuple[str, str]]) -> None:
        """Learn messages, each a text and its class, beside what was learnt before."""
        learnt = []
        for text, label in messages:
            if found := features(text):
                self._add(found, label)
                self._beforehand.count(found, label)
                self._learnt_of[self.labels.index(label)] += 1
                self.learnt += 1
                learnt.append((found, label))
        if learnt:
            self._place()
            self._fit(learnt[:: -(-len(learnt) // _TRIED)])

    def guesses(self, text: str) -> list[Guess]:
        """The classes for a text, the most probable first; nothing where there is nothing to judge by."""
        columns, weights, names = self._known(features(text))
        if not len(columns) or not self.labels:
            return []
        table = self._table(columns) * weights
        probabilities = _softmax(table.sum(axis=1) * self._scale + self._often())
        order = np.argsort(-probabilities, kind="stable")
        return [
            Guess(self.labels[row], float(probabilities[row]), self._because(table[row] - table.mean(axis=0), names))
            for row in order
        ]

    def save(self, path: Path) -> None:
        """Keep it in a file (.npz)."""
        names = np.array(["\n".join(self._columns), "\n".join(self.labels)])
        state = np.array([VERSION, self.learnt, self._texts, self._scale])
        wide = len(self._columns)
        sums, seen = self._sums[:, :wide].astype(np.float32), self._seen[:wide]
        with path.open("wb") as file:
            np.savez_compressed(file, names=names, state=state, sums=sums, seen=seen, learnt_of=self._learnt_of)

    @classmethod
    def load(cls, path: Path) -> "Classifier":
        """One that was kept. Raises UnreadableClassifier; OSError for a file that cannot be opened."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                state, names, sums, seen, learnt_of = (
                    kept[one] for one in ("state", "names", "sums", "seen", "learnt_of")
                )
            version, learnt, texts, scale = (float(one) for one in state)
            columns, labels = (str(one).split("\n") if one else [] for one in names)
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise UnreadableClassifier(f"留言分类的数据读不出来（{error}），请运行 mofan learn 重新学习。") from error
        if version != VERSION or sums.shape != (len(labels), len(columns)) or len(learnt_of) != len(labels):
            raise UnreadableClassifier("留言分类的数据是另一个版本的，请运行 mofan learn 重新学习。")
        made = cls()
        made.labels, made._columns = labels, {name: place for place, name in enumerate(columns)}
        made._learnt_of = [int(one) for one in learnt_of]
        made._sums, made._seen = sums.astype(np.float64), seen
        made.learnt, made._texts, made._scale = int(learnt), int(texts), scale
        return made

    def _add(self, found: Mapping[str, float], label: str) -> None:
        if label not in self.labels:
            self.labels.append(label)
            self._learnt_of.append(0)
        for name in found:
            self._columns.setdefault(name, len(self._columns))
        self._make_room()
        columns = [self._columns[name] for name in found]
        self._sums[self.labels.index(label), columns] += np.fromiter(found.values(), float)
        self._seen[columns] += 1
        self._texts += 1
        self._totals = None

    def _place(self) -> None:
        """Put the words that were known beforehand where this agency files them."""
        shares = self._beforehand.shares()
        for (_, found), was, now in zip(self._beforehand.lines, self._placed, shares, strict=True):
            columns, counts = [self._columns[name] for name in found], np.fromiter(found.values(), float)
            for label in {**was, **now}:
                self._sums[self.labels.index(label), columns] += (now.get(label, 0) - was.get(label, 0)) * counts
        self._placed = shares
        self._totals = None

    def _because(self, shares: Numbers, names: Sequence[str]) -> tuple[str, ...]:
        """The words that speak for it most, none inside another that speaks for it too. A pair of characters counts as
        a word where it is one in other messages: in 路灯不亮 no word 路灯 may be cut."""
        order = [names[place] for place in np.argsort(-shares, kind="stable") if shares[place] > 0]
        found = [one for one in order if one.startswith(WORD) or WORD + one in self._columns]
        words = [
            one
            for one in dict.fromkeys(one.removeprefix(WORD) for one in found)
            if one not in UNSAID and not _SO_MANY.fullmatch(one)
        ]
        return tuple([one for one in words if not any(one != other and one in other for other in words)][:_SHOWN])

    def _make_room(self) -> None:
        """Rows and columns for every label and feature; columns double, so that growing stays cheap."""
        rows, wide = self._sums.shape
        if len(self.labels) > rows or len(self._columns) > wide:
            wide = max(wide, 2 * len(self._columns)) if len(self._columns) > wide else wide
            sums, seen = np.zeros((len(self.labels), wide)), np.zeros(wide)
            sums[:rows, : self._sums.shape[1]], seen[: len(self._seen)] = self._sums, self._seen
            self._sums, self._seen = sums, seen

    def _known(self, found: Mapping[str, float]) -> tuple[npt.NDArray[np.intp], Numbers, list[str]]:
        names = [name for name in found if name in self._columns]
        columns = np.array([self._columns[name] for name in names], dtype=np.intp)
        return columns, np.array([found[name] for name in names]) * self._rarity(columns), names

    def _rarity(self, columns: npt.NDArray[np.intp] | slice) -> Numbers:
        """How little a feature stands everywhere (逆文档频率)."""
        return np.asarray(np.log((1 + self._texts) / (1 + self._seen[columns])) + 1)

    def _table(self, columns: npt.NDArray[np.intp], own: tuple[int, Numbers] | None = None) -> Numbers:
        """Class × feature: how much the feature speaks for the class, against all others (complement).
        `own`: a row with what one message gave to it, taken out so that it is judged as if it had not been learnt."""
        rarity = self._rarity(columns)
        if self._totals is None:
            self._totals = (self._sums * self._rarity(slice(None))).sum(axis=1)
        sums, totals = self._sums[:, columns] * rarity, self._totals.copy()
        if own is not None:
            row, given = own
            sums[row] -= given * rarity
            totals[row] -= (given * rarity).sum()
        room = SMOOTHING * max(1, len(self._columns))
        others = (sums.sum(axis=0) - sums + SMOOTHING) / (totals.sum() - totals + room)[:, None]
        return np.asarray(-np.log(others))

    def _often(self) -> Numbers:
        """How much less likely a class is for being hardly ever seen, as a logarithm."""
        seen = np.minimum(self._learnt_of, FEW)
        return np.asarray(np.log((seen + UNSEEN) / (FEW + UNSEEN)) * min(1.0, self.learnt / ENOUGH))

    def _fit(self, learnt: Sequence[tuple[Mapping[str, float], str]]) -> None:
        """Take the scale under which the learnt messages, each judged without itself, are the least surprising."""
        if len(learnt) < _LEAST_TRIED:
            return
        surprise, often = dict.fromkeys(SCALES, 0.0), self._often()
        for found, label in learnt:
            columns, weights, names = self._known(found)
            row = self.labels.index(label)
            given = np.array([found[name] for name in names])
            scores = (self._table(columns, (row, given)) * weights).sum(axis=1)
            for scale in SCALES:
                surprise[scale] -= float(np.log(max(_softmax(scores * scale + often)[row], 1e-9)))
        self._scale = min(SCALES, key=surprise.__getitem__)


def _softmax(scores: Numbers) -> Numbers:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())
