"""The recognising process (识别进程): `python -m mofan.text.read.ocr.child KIND PAGES THREADS MEMORY`.

Reads the file from standard input, answers a line of JSON a page. What a model or a decoder does to it (hang, crash,
memory) happens to no other process; the one that asked sets the time and the memory.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import IO, Any, Final

import numpy as np

from mofan.text.read.ocr.pictures import Array, NoPicture, Picture, TooLarge, is_blank, pictures_of
from mofan.text.read.ocr.request import Box, Failure, Kind, Seen

Engine = Callable[[Array], Sequence[tuple[Sequence[Sequence[float]], str, float]]]
"""A picture → (four corners, text, confidence) of every line."""
_TURNED_BELOW: Final = 0.85
"""A page whose characters are recognised less surely than this, on the average, may lie on its side."""


def answers(data: bytes, kind: Kind, wanted: tuple[int, ...] | None, engine: Engine) -> Iterator[Seen | Failure]:
    """Page after page, the first one at once."""
    try:
        for _, strips in groupby(pictures_of(data, kind, wanted), lambda picture: picture.page):
            yield _seen(strips, engine)
    except TooLarge:  # pragma: no cover - needs the extra
        yield Failure(None, 0, "large")
    except NoPicture:
        yield Failure(None, 0, "broken")


def _seen(strips: Iterator[Picture], engine: Engine) -> Seen:
    """One page of one picture or of several strips, one under another."""
    boxes: list[Box] = []
    width = height = 0.0
    for picture in strips:
        array, found = _upright(picture.array, engine)
        for corners, text, confidence in found:
            placed = tuple((x * picture.points, y * picture.points + height) for x, y in corners)
            boxes.append(Box(placed, text, float(confidence)))
        height += array.shape[0] * picture.points
        width = array.shape[1] * picture.points
    return Seen(picture.page, picture.pages, width, height, tuple(boxes))


def _upright(array: Array, engine: Engine) -> tuple[Array, Sequence[tuple[Sequence[Sequence[float]], str, float]]]:
    """The picture as it is read, and what stands on it: turned where it reads better so."""
    if is_blank(array):
        return array, ()
    found = engine(array)
    best = (array, found)
    if found and (_sureness(found) < _TURNED_BELOW or _is_tall(found)):
        for quarters in (1, 3, 2) if _is_tall(found) else (2, 1, 3):
            turned = np.ascontiguousarray(np.rot90(array, quarters))
            other = engine(turned)
            if _weight(other) > _weight(best[1]):
                best = (turned, other)
            if other and _sureness(other) >= _TURNED_BELOW and not _is_tall(other):
                break
    return best


def _sureness(found: Sequence[tuple[Any, str, float]]) -> float:
    """The mean confidence of a character."""
    return _weight(found) / max(1, sum(len(text) for _, text, _ in found))


def _weight(found: Sequence[tuple[Any, str, float]]) -> float:
    return float(sum(len(text) * confidence for _, text, confidence in found))


def _is_tall(found: Sequence[tuple[Sequence[Sequence[float]], str, float]]) -> bool:
    """Whether most lines are higher than wide."""
    tall = sum(abs(box[2][1] - box[0][1]) > 2 * abs(box[2][0] - box[0][0]) for box, _, _ in found)
    return tall > len(found) / 2


def rapid_engine(threads: int) -> Engine:  # pragma: no cover - needs the extra
    """The engine of the package rapidocr with the models that its wheel holds."""
    from rapidocr import RapidOCR

    model = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,  # tells lines upside down apart; whole pages are turned above
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

    def engine(array: Array) -> Sequence[tuple[Sequence[Sequence[float]], str, float]]:
        result = model(array)
        if result.boxes is None or not result.txts:
            return ()
        return [
            (box.tolist(), text, float(score))
            for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        ]

    return engine


def limit_memory(most: int) -> None:
    """Let this process have no more than `most` bytes, where the system knows such a limit."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def run(arguments: Sequence[str], data: IO[bytes], out: IO[str], make: Callable[[int], Engine] = rapid_engine) -> None:
    """Answer one request."""
    kind, pages, threads, memory = arguments
    limit_memory(int(memory))
    wanted = tuple(map(int, pages.split(","))) if pages else None
    received = data.read()
    for answer in answers(received, "pdf" if kind == "pdf" else "image", wanted, make(int(threads))):
        print(answer.as_line(), file=out, flush=True)


if __name__ == "__main__":  # pragma: no cover - runs in a process of its own
    # What the libraries print goes nowhere: standard output carries the answers alone.
    _out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    run(sys.argv[1:], sys.stdin.buffer, _out)
