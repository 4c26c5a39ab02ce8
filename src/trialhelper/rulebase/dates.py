"""Dates as documents give them: a day, a month, a year, or "by" a day when only a latest date is known.

A page that says "February 2025" is not a page of 1 February. A `Dated` keeps what was said and gives the earliest and
the latest day it can mean; who uses it takes the careful side (an approval holds from the latest day it can mean, a
withdrawal from the earliest).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints

__all__ = ["Date", "Dated", "Precision", "read_dated"]

Precision = Literal["day", "month", "year", "by"]

_PATTERN = re.compile(r"(?P<by>by )?(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Dated:
    """What was written, how exact it is, and the earliest and latest day that it can mean."""

    text: str
    precision: Precision
    earliest: date
    latest: date

    def __str__(self) -> str:
        return self.text


def read_dated(text: str) -> Dated:
    """Read `2025-11-14`, `2025-11`, `2025` or `by 2025-11-14`.

    Raises ValueError with a sentence and examples when it is none of these or no day of the calendar.
    """
    wrong = f'"{text}" is not a date; write 2025-11-14, 2025-11, 2025, or "by 2025-11-14" if only a latest day is known'
    found = _PATTERN.fullmatch(text.strip())
    if not found or (found["by"] and not found["day"]):
        raise ValueError(wrong)
    try:
        year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
        first = date(year, month, day)
        if found["day"]:
            return Dated(text, "by" if found["by"] else "day", first, first)
        if found["month"]:
            return Dated(text, "month", first, date(year, month, calendar.monthrange(year, month)[1]))
        return Dated(text, "year", first, date(year, 12, 31))
    except ValueError as problem:
        raise ValueError(wrong) from problem


def _dated(value: object) -> object:
    if isinstance(value, Dated):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError('a date is text; write 2025-11-14, 2025-11, 2025, or "by 2025-11-14" if only a latest day is known')
    return read_dated(str(value))


_Written = (
    Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|by \d{4}-\d{2}-\d{2})$")]
    | Annotated[int, Field(ge=1000, le=9999)]
)
"""What a rule file may hold for a date, for the schemas: a year alone is a number in YAML."""
Date = Annotated[Dated, BeforeValidator(_dated, json_schema_input_type=_Written), PlainSerializer(str, return_type=str)]
