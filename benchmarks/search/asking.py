"""What people ask a library, by kind, drawn from the library itself with a seed: the questions of the benchmarks."""

from collections.abc import Callable
from itertools import zip_longest
from random import Random

from mofan.library.clean_text import text_of
from mofan.library.finding import Question
from mofan.library.models import Piece, PieceDetail

_SET_PHRASES = """
三会一课 主题党日 一网通办 放管服 两个维护 四个意识 五位一体 一岗双责 三重一大 互联网+ 最后一公里 营商环境
乡村振兴 模范机关 六个过硬 中心组学习 党风廉政建设 基层治理 接诉即办 改革创新 高质量发展 以人民为中心
不忘初心 安全生产 民主生活会 共同富裕 数字政府 问题导向 首问负责制 容缺受理
"""
_FREQUENT = """
工作 发展 建设 全面 推进 坚持 加强 服务 管理 群众 企业 干部 社会 改革 机制 制度 落实 领导 组织 学习 党 的 人 以 和
"""
SET_PHRASES = tuple(_SET_PHRASES.split())
FREQUENT = tuple(_FREQUENT.split())
"""Words of one or two characters that stand in a large part of any such library."""

Ask = Callable[[Random], Question]


def in_turns(asked: dict[str, list[Question]]) -> list[tuple[str, Question]]:
    """(kind, question) of all of them, one of each kind after another, as readers would ask."""
    return [(kind, one) for row in zip_longest(*asked.values()) for kind, one in zip(asked, row, strict=True) if one]


def mixture(each: int, seed: int = 3) -> dict[str, list[Question]]:
    """Kind → so many questions, all different as far as the kind has so many."""
    return {kind: _different(ask, Random(f"{seed} {kind}"), each) for kind, ask in KINDS.items()}


def _different(ask: Ask, chance: Random, each: int) -> list[Question]:
    drawn = {repr(one): one for one in (ask(chance) for _ in range(each * 2))}
    return list(drawn.values())[:each]


def _heading(chance: Random) -> str:
    """A heading of a piece, cut at its first mark, without the number before it."""
    while True:
        texts = [str(one["text"]) for one in PieceDetail.objects.get(piece=_piece(chance)).outline]
        said = [part for text in texts for part in _parts(text) if 4 <= len(part) <= 16]
        if said:
            return chance.choice(said)


def _parts(text: str) -> list[str]:
    """The runs of Han characters of a text, without a heading's number (一是、第二，) before or by itself."""
    runs = "".join(char if "\u4e00" <= char <= "\u9fff" else " " for char in text).split()
    return [run for run in runs if len(run) > 2]


def _piece(chance: Random) -> Piece:
    last = Piece.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return Piece.objects.filter(pk__gte=chance.randint(1, last)).select_related("source")[0]


def _body(chance: Random) -> str:
    return text_of(_piece(chance)).text


def _stretch(chance: Random, shortest: int, longest: int) -> str:
    """A stretch of one line of a text, whatever characters it has."""
    length = chance.randint(shortest, longest)
    while True:
        lines = [line.strip() for line in _body(chance).splitlines() if len(line.strip()) >= length]
        if lines:
            line = chance.choice(lines)
            at = chance.randint(0, len(line) - length)
            found = line[at : at + length]
            if found == found.strip() and '"' not in found and "”" not in found and "“" not in found:
                return found


def _word(chance: Random) -> str:
    """A run of two to four characters, most of which few texts hold."""
    runs = [run for run in _parts(_body(chance))]
    run = chance.choice(runs)
    length = min(len(run), chance.randint(2, 4))
    at = chance.randint(0, len(run) - length)
    return run[at : at + length]


def _filters(chance: Random) -> dict[str, tuple[str, ...]]:
    piece = _piece(chance)
    known = {
        "genre": piece.genre,
        "level": piece.unit_level,
        "unit_kind": piece.unit_kind,
        "year": str(piece.year or ""),
        "themes": str((piece.themes or [""])[0]),
    }
    given = [(name, value) for name, value in known.items() if value]
    return {name: (value,) for name, value in chance.sample(given, min(len(given), chance.randint(1, 2)))}


def _slip(chance: Random) -> str:
    """A heading with one character changed for a frequent one."""
    heading = _heading(chance)
    at = chance.randrange(len(heading))
    return heading[:at] + chance.choice("的是在和有人工作民大地") + heading[at + 1 :]


def _any_text(chance: Random) -> str:
    return chance.choice((_heading, _word, lambda one: one.choice(SET_PHRASES), lambda one: one.choice(FREQUENT)))(
        chance
    )


KINDS: dict[str, Ask] = {
    "heading": lambda chance: Question(_heading(chance)),
    "set phrase": lambda chance: Question(chance.choice(SET_PHRASES)),
    "frequent word": lambda chance: Question(chance.choice(FREQUENT)),
    "rare word": lambda chance: Question(_word(chance)),
    "two words": lambda chance: Question(f"{_word(chance)} {chance.choice(FREQUENT)}"),
    "phrase of 4-12": lambda chance: Question(f"“{_stretch(chance, 4, 12)}”"),
    "with filters": lambda chance: Question(_any_text(chance), _filters(chance)),
    "by date": lambda chance: Question(_any_text(chance), order=chance.choice(("newest", "oldest"))),
    "deep page": lambda chance: Question(chance.choice(FREQUENT + SET_PHRASES), offset=20 * chance.randint(5, 100)),
    "browse": lambda chance: Question("", _filters(chance), "newest", 20 * chance.choice((0, 0, 1, 5, 50))),
    "question": lambda chance: Question(f"{_heading(chance)}有哪些做法和成效？"),
    "a slip": lambda chance: Question(_slip(chance)),
}
"""Kind → how one is drawn. A question and a slip stand nowhere as asked: they are relaxed and corrected."""
LONGER = ("question", "a slip")
"""Kinds that the engine is asked more than once for: whole sentences, of which some words are enough, and terms with a
slip in them."""
