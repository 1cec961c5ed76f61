"""From the boxes of a recognised page to its lines (版面还原): straightened, in reading order, with sizes of type."""

from collections.abc import Sequence
from math import atan2, cos, degrees, sin
from statistics import median

from mofan.text.read.ocr import Box, Seen, put_right
from mofan.text.read.paged.lines import Line, is_wide

_LONG = 5.0
"""Width to height of a line that tells how the page is turned."""
_MOST_SKEW = 10.0
"""Degrees; more is no crooked scan."""
_SAME_ROW = 0.5
"""Of the height: lines whose middles stand closer are parts of one row."""
_GAP = 0.6
"""Of the size: parts of a row that stand farther apart have a space between them."""
_SURE, _SHORT_SURE = 0.18, 0.45
"""How far the measured size of a line may be off that of the body and still be it; of a line of few characters."""
_FEW = 6
_THIN = "，。、；：！？”’）》】〕,.;:!?)]"
_THIN_BEFORE = "“‘（《【〔(["
_NARROW = "”’“‘"


def lines_of_page(seen: Seen, number: int) -> list[Line]:
    """The lines of a page from top to bottom; `number` of the page, from 0."""
    boxes = [box for box in seen.boxes if box.text.strip()]
    rows = _rows(_straight(boxes, seen.width / 2, seen.height / 2))
    lines = [_line(row, seen.height, number) for row in rows]
    return with_sizes(lines)


def _straight(boxes: Sequence[Box], x: float, y: float) -> list[Box]:
    """The boxes of the page turned so that its lines lie level, as most of them do."""
    angles = [_angle(box) for box in boxes if _width(box) > _LONG * _height(box)]
    angle = median(angles) if angles else 0.0
    if not angle or abs(degrees(angle)) > _MOST_SKEW:
        return list(boxes)
    sine, cosine = sin(-angle), cos(-angle)

    def turned(corner: tuple[float, float]) -> tuple[float, float]:
        across, down = corner[0] - x, corner[1] - y
        return (x + across * cosine - down * sine, y + across * sine + down * cosine)

    return [Box(tuple(map(turned, box.corners)), box.text, box.confidence) for box in boxes]


def _angle(box: Box) -> float:
    (left, top), (right, other) = box.corners[0], box.corners[1]
    return atan2(other - top, right - left)


def _width(box: Box) -> float:
    return max(x for x, _ in box.corners) - min(x for x, _ in box.corners)


def _height(box: Box) -> float:
    return max(0.1, (box.corners[3][1] - box.corners[0][1] + box.corners[2][1] - box.corners[1][1]) / 2)


def _middle(box: Box) -> float:
    return sum(y for _, y in box.corners) / 4


def _left(box: Box) -> float:
    return (box.corners[0][0] + box.corners[3][0]) / 2


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes that stand side by side, rows from top to bottom, each from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=_middle):
        if rows and _is_beside(rows[-1], box):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=_left) for row in rows]


def _is_beside(row: Sequence[Box], box: Box) -> bool:
    near = abs(_middle(row[-1]) - _middle(box)) < _SAME_ROW * min(_height(row[-1]), _height(box))
    return near and all(
        _left(box) >= _left(one) + 0.8 * _width(one) or _left(one) >= _left(box) + 0.8 * _width(box) for one in row
    )


def _line(row: Sequence[Box], height: float, number: int) -> Line:
    """A row as one line; what stands apart in it is parted by a wide space."""
    text, end = "", 0.0
    for box in row:
        if text:
            apart = _left(box) - end > _GAP * _height(box)
            text += "\u3000" if apart else " " if not is_wide(text[-1]) and not is_wide(box.text[0]) else ""
        text += put_right(box.text.strip())
        end = _left(box) + _width(box)
    bottom = max(_middle(box) + _height(box) / 2 for box in row)
    top = min(_middle(box) - _height(box) / 2 for box in row)
    longest = max(row, key=lambda box: len(box.text))  # short ones are spread out: 何　宁
    return Line(
        put_right(text), _left(row[0]), height - bottom, end, height - top, _size(longest), number,
        min(box.confidence for box in row),
    )  # fmt: skip


def _size(box: Box) -> float:
    """The size of type: how wide the line is for its characters; ink ends before the square of a mark does."""
    text = box.text.strip()
    squares = sum(1.0 if is_wide(char) and char not in _NARROW else 0.55 for char in text)
    squares -= 0.5 * (text[-1] in _THIN) + 0.5 * (text[0] in _THIN_BEFORE)
    return _width(box) / max(0.5, squares)


def with_sizes(lines: Sequence[Line]) -> list[Line]:
    """What is measured varies by some hundredths from line to line: sizes near that of the body are made it."""
    if not lines:
        return []
    usual = _usual(lines)
    sized = []
    for line in lines:
        slack = _SHORT_SURE if len(line.text) < _FEW else _SURE
        size = usual if abs(line.size - usual) <= slack * usual else line.size
        sized.append(Line(line.text, line.left, line.bottom, line.right, line.top, size, line.page, line.confidence))
    return sized


def _usual(lines: Sequence[Line]) -> float:
    """The size at which half of the characters are smaller and half larger."""
    return median(size for line in lines for size in [line.size] * len(line.text))
