"""Finding advertisements (查找广告): suspicious lines, brackets and sentences in them, then their exact borders."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mofan.text.clean.borders import begin_of, end_of
from mofan.text.clean.evidence import EVIDENCE
from mofan.text.clean.paid_marks import find_paid_marks
from mofan.text.clean.skeleton import STREWN, Skeleton, skeleton_of, strip_disguise
from mofan.text.clean.weigh import Find, Weight, weigh
from mofan.text.span import Span

ANCHOR = re.compile(
    r"[微薇vV]信|[微薇威维徽v]❤|v[芯心]|(?<![a-z])[vw]x|weixin|wechat|qq|扣[扣群]|抠抠|q群|[+]v|加[vwq薇威微扣]|加(?:卫星|企鹅)|企鹅[号群]|"
    r"威信号|公[众重中]号|公号|[宫工]众号|gzh|小程序|抖音|小红书|星球|[网云度]盘|百度云|提取码|夸克|淘宝|店铺|二维码|扫[码描]|"
    r"素材|(?<!示)范文|公文|文稿|文库|笔杆|代[写笔]|润色|写作|vip|paid|付费|会员[群价制]|[终身年费通入]会员|纯数字|"
    r"全文|完整[版稿]|原文|电子[版档]|word|ppt|www|http|点com|\.com|com(?![a-z])|@|本[文资素]|来源|转自|整理自|仅供|侵删|"
    r"一次付|每[天日]更新|更[多全新][^。]{0,6}[材资]料|[材资]料网|下载|领取|1[3-9][0-9]{9}|#[a-z]|员可见|群号|船长|威信|卫星:|加好友|私信|回复"
)
_ENDERS = re.compile(r"[。!?;\t]+")
_CLAUSE_ENDS = ",、"
_PAIRS = {"【": "】", "〖": "〗", "[": "]", "〔": "〕", "{": "}", "(": ")", "《": "》", "「": "」", "『": "』"}
_FRAMES = frozenset("【〖[〔{")
_LONGEST_BRACKET = 240
_WHOLE_LINE, _FRAMED, _BESIDE = 0.5, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A find in raw offsets of the line: what to take, by what family, how sure."""

    span: Span
    family: str
    certain: bool


def hits_in_line(line: str) -> list[Hit]:
    """Every advertisement, paid mark and doubtful find in one line, offsets in that line."""
    return _Line(line).hits()


class _Line:
    """One suspicious line while it is looked at."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.skeleton: Skeleton = skeleton_of(raw)
        self.text = self.skeleton.text
        self.finds = [
            Find(evidence, found.start(), found.end())
            for evidence in EVIDENCE
            for found in evidence.pattern.finditer(self.text)
            if found.end() > found.start()
        ]
        self.taken: list[Span] = []  # skeleton spans that are certain

    def hits(self) -> list[Hit]:
        hits: list[Hit] = []
        for raw_span, name in find_paid_marks(self.skeleton, self.raw):
            hits.append(Hit(raw_span, name, True))
            self.taken.append(self._skeleton_span(raw_span))
        hits.extend(self._brackets())
        hits.extend(self._sentences())
        return hits

    def _skeleton_span(self, raw: Span) -> Span:
        inside = [i for i, origin in enumerate(self.skeleton.origins) if raw.start <= origin < raw.end]
        return Span(inside[0], inside[-1] + 1)

    def _raw_span(self, span: Span) -> Span:
        return Span(self.skeleton.origins[span.start], self.skeleton.origins[span.end - 1] + 1)

    def _finds_in(self, span: Span) -> list[Find]:
        return [find for find in self.finds if span.start <= find.start and find.end <= span.end]

    def _weigh(self, span: Span, bonus: float = 0) -> Weight:
        finds = self._finds_in(span)
        if self._is_disguised(finds):
            bonus += 1
        if span.start == 0 and len(self.text) - span.end <= 1:
            bonus += _WHOLE_LINE
        return weigh(finds, bonus)

    def _is_disguised(self, finds: Sequence[Find]) -> bool:
        """Do marks that mean nothing stand inside a word or number of the evidence?"""
        return any(
            any(
                char in STREWN or not char.isprintable()
                for char in self._raw_span(Span(find.start, find.end)).of(self.raw)
            )
            for find in finds
            if find.evidence.kind in {"contact", "account", "wish", "persona", "material"}
        )

    def _brackets(self) -> Iterator[Hit]:
        for pair in _bracket_pairs(self.text):
            if any(pair.start < taken.end and taken.start < pair.end for taken in self.taken):
                continue
            weight = self._weigh(Span(pair.start + 1, pair.end - 1), _FRAMED if self.text[pair.start] in _FRAMES else 0)
            if weight.certain:
                self.taken.append(pair)
                yield Hit(self._raw_span(pair), weight.family, True)

    def _sentences(self) -> Iterator[Hit]:
        for sentence in self._open_stretches():
            yield from self._sentence(sentence)

    def _open_stretches(self) -> list[Span]:
        """The sentences of the line, cut also where something is already taken."""
        cuts = sorted([*self.taken, *(Span(*end.span()) for end in _ENDERS.finditer(self.text))])
        stretches: list[Span] = []
        position = 0
        for cut in cuts:
            if cut.start > position:
                stretches.append(Span(position, cut.start))
            position = max(position, cut.end)
        if position < len(self.text):
            stretches.append(Span(position, len(self.text)))
        return stretches

    def _sentence(self, sentence: Span) -> Iterator[Hit]:
        clauses = _clauses(self.text, sentence)
        for first, last in self._groups(clauses):
            begin = begin_of(clauses[first], self.finds, self.text)
            end = max(end_of(clauses[last], self.finds, self.text), begin)
            if begin >= end:
                continue
            span = Span(begin, min(end, sentence.end))
            beside = _BESIDE if any(taken.end == begin or taken.start == span.end for taken in self.taken) else 0
            weight = self._weigh(span, beside)
            if weight.certain:
                self.taken.append(span)
                yield Hit(self._raw_span(span), weight.family, True)
            elif weight.doubtful:
                yield Hit(self._raw_span(span), weight.family, False)

    def _groups(self, clauses: Sequence[Span]) -> Iterator[tuple[int, int]]:
        """Runs of neighbouring clauses that hold evidence, as indices of the first and the last."""
        marked = [self._is_marked(clause) for clause in clauses]
        first: int | None = None
        last = -1
        for i, is_marked in enumerate(marked):
            if not is_marked:
                continue
            if first is not None and (i - last > 2 or (i - last == 2 and len(clauses[last + 1]) > 18)):
                yield first, last
                first = None
            first, last = (i if first is None else first), i
        if first is not None:
            yield first, last

    def _is_marked(self, clause: Span) -> bool:
        finds = [
            find for find in self.finds if clause.start <= find.start < clause.end and find.evidence.kind != "official"
        ]
        if any(find.evidence.weight >= 1 for find in finds):
            return True
        covered = {i for find in finds for i in range(find.start, min(find.end, clause.end))}
        return any(find.evidence.weight > 0 for find in finds) and len(covered) >= len(clause) * 0.5


def _bracket_pairs(text: str) -> list[Span]:
    """Matching brackets, outer before inner, brackets included; longer ones than an advertisement can be are left out."""
    open_at: list[int] = []
    pairs: list[Span] = []
    for i, char in enumerate(text):
        if char in _PAIRS:
            open_at.append(i)
        elif char in _PAIRS.values():
            while open_at:
                start = open_at.pop()
                if _PAIRS[text[start]] == char or (text[start] in _FRAMES and char in "】〗]〕}"):
                    if i + 1 - start <= _LONGEST_BRACKET:
                        pairs.append(Span(start, i + 1))
                    break
    return sorted(pairs, key=lambda pair: (pair.start, -pair.end))


def _clauses(text: str, sentence: Span) -> list[Span]:
    clauses: list[Span] = []
    start = sentence.start
    for i in range(sentence.start, sentence.end):
        if text[i] == ",":
            if i > start:
                clauses.append(Span(start, i))
            start = i + 1
    if start < sentence.end:
        clauses.append(Span(start, sentence.end))
    return clauses


def suspicious_lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line whose skeleton holds an anchor, with the offset at which it begins."""
    skeleton = strip_disguise(text)
    if not ANCHOR.search(skeleton):
        return
    offset = 0
    for line, bare in zip(text.split("\n"), skeleton.split("\n"), strict=True):
        if bare and ANCHOR.search(bare):
            yield offset, line
        offset += len(line) + 1
