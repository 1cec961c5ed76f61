"""The heads of the special formats (特定格式, GB/T 9704-2012 clause 10): letter, order and minutes."""

from mofan.paper.formats.letter import letter_head
from mofan.paper.formats.minutes import attendance, attendance_lines, minutes_head
from mofan.paper.formats.order import order_head

__all__ = ["attendance", "attendance_lines", "letter_head", "minutes_head", "order_head"]
