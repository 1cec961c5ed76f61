"""What may be asked (所问): the kinds of values that come in, and how strictly they are read."""

import re
from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

FIRST_YEAR, LAST_YEAR = 1949, 2999
"""Days outside of these years hold nothing; on the rim of the calendar a day has no start in every time zone."""
_DIGITS = re.compile(r"-?[0-9]{1,19}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_NUL = r"^[^\x00]*$"


def digits(given: Any) -> Any:
    """For a number in an address: plain digits."""
    if isinstance(given, str) and not _DIGITS.fullmatch(given):
        raise PydanticCustomError("int_parsing", "an integer in plain digits")
    return given


def whole(given: Any) -> Any:
    """For a number in a body: 3 and 3.0 are whole numbers there, "3" and true are not."""
    if isinstance(given, float) and given.is_integer():
        return int(given)
    if type(given) is not int:
        raise PydanticCustomError("int_type", "an integer, and nothing that looks like one")
    return given


def _no_nul(given: str) -> str:
    """As `_NO_NUL`, for long texts: a pattern of so many characters is more than a reader of schemas can bear."""
    if "\x00" in given:
        raise PydanticCustomError("string_pattern_mismatch", "no character of code 0")
    return given


def _iso_day(given: Any) -> Any:
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise PydanticCustomError("date_parsing", "a day as YYYY-MM-DD")
    return given


Number = Annotated[int, BeforeValidator(digits)]
"""A whole number in an address: plain digits, nothing that merely looks like one."""
Key = Annotated[int, Field(ge=1, le=2**63 - 1, description="编号"), BeforeValidator(digits)]
BodyKey = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(whole)]
Day = Annotated[date | None, BeforeValidator(_iso_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day that may be left out, but is never null."""
Line = Annotated[str, StringConstraints(max_length=500, pattern=_NO_NUL)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NO_NUL)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200_000), AfterValidator(_no_nul)]


class Body(BaseModel):
    """What comes in a body: nothing that is not named is passed over in silence."""

    model_config = ConfigDict(extra="forbid")


class Paging(Schema):
    """翻页."""

    page: Number = Field(1, ge=1, le=100_000, description="第几页，从 1 起")
    size: Number = Field(20, ge=1, le=100, description="每页几条，最多 100")

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.size


def in_calendar(day: date) -> bool:
    """Whether anything can have happened on that day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
