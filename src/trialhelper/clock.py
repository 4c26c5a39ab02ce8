"""The only place that asks this machine what day it is.

The form and the commands ask here once for each page or command and hand the day on as a value; nothing below them knows of
today (tests/test_clock.py refuses the clock everywhere else). TRIALHELPER_TODAY names another day, such as 2026-11-20: for tests,
and for pictures and demonstrations that must come out alike on any day. It is read at each call, so that a server that runs past
midnight goes on to the next day.
"""

import os
from datetime import date
from typing import Final

__all__ = ["TODAY", "named_day", "today"]

TODAY: Final = "TRIALHELPER_TODAY"
"""The variable of the environment that stands in for the calendar; empty is as good as not set."""
_YEARS: Final = range(1900, 2200)
"""Room on both sides for everything that is worked out from a date: when a child will be old enough, and the day before."""


def today() -> date:
    """The day that it is here, or the one of TRIALHELPER_TODAY. Raises ValueError with a sentence when that is no day."""
    named = os.environ.get(TODAY)
    return named_day(named, TODAY) if named else date.today()


def named_day(text: str, name: str) -> date:
    """The day that a setting names. Raises ValueError with a sentence that begins with the name of the setting."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} takes a date of the calendar, such as 2024-01-01.") from None
    if day.year not in _YEARS:
        raise ValueError(f"{name} takes a date from {_YEARS[0]} to {_YEARS[-1]}.")
    return day
