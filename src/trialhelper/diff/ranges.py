"""A range of numbers or ages as people say it, and one of its numbers as people type it.

Ranges are half open, ages in months. A label says "12 years or older" and "fewer than 4"; so does a range, in whole years
or months where its bounds are such.
"""

import math

from trialhelper.diff.model import Told
from trialhelper.engine.plan import Bound
from trialhelper.words import Words

__all__ = ["range_in_words", "typed"]


def range_in_words(told: Told, kind: str, words: Words) -> str:
    """`kind` is the type of the question: an age or a number."""
    unit = "age" if kind == "age" else "number"
    if unit == "age" and (between := _whole_ages(told, words)):
        return between
    parts = []
    if told.least > -math.inf:
        operator = "more_than" if told.least.past else "at_least"
        parts.append(words(f"criterion.{unit}.{operator}", value=_bound(told.least.operand, unit, words)))
    if told.below < math.inf:
        operator = "at_most" if told.below.past else "less_than"
        parts.append(words(f"criterion.{unit}.{operator}", value=_bound(told.below.operand, unit, words)))
    return words("criterion.and").join(parts) or words("diff.any_number")


def _whole_ages(told: Told, words: Words) -> str | None:
    """From 24 up to 144 months is "from 2 years to 11 years", because an age is told in completed years or months."""
    if math.inf in (-told.least, told.below):
        return None
    step = 12 if told.least % 12 == 0 and told.below % 12 == 0 else 1
    last = told.below - step
    if last == told.least:
        return _bound(last, "age", words)
    whole = float(told.least).is_integer() and float(last).is_integer() and last > told.least
    if not whole:
        return None
    return words("criterion.age.between", value=_bound(told.least, "age", words), last=_bound(last, "age", words))


def _bound(value: float, unit: str, words: Words) -> str:
    if unit == "number":
        return words.number(value)
    years = value % 12 == 0 and value >= 24
    number = value / 12 if years else round(value, 2)
    return words("age.years" if years else "age.months", n=int(number) if float(number).is_integer() else number)


def typed(told: Told, kind: str) -> str | float:
    """An answer of the set as it stands in a saved-answers file."""
    if isinstance(told.example, str):
        return told.example
    number = told.example
    if isinstance(number, Bound) and number.past:
        number = min(number + 1, (number + told.below) / 2)
    number = round(number, 3)
    return f"{number:g} months" if kind == "age" else number
