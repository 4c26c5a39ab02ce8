"""The chart of one answer over its range, as SVG: a bar for every product and for the conversation, cut where it changes.

Black on white, told apart by pattern and by a letter or a word, never by colour. It is drawn by chart.typ, names no font and no
outside file, and holds no text but what it is given; the same stands in a table beside it.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Any, Final, Literal

from trialhelper.typeset import drawing, template
from trialhelper.whatif.stretches import Stretch

__all__ = ["Bar", "Part", "Pattern", "StretchMark", "at", "chart", "edges"]

Pattern = Literal["plain", "full", "lines", "dots", "gap"]
StretchMark = tuple[float, str]
"""A place from 0 to 1, and the word that stands there."""

_UNKNOWN: Final = 0.2
"""The part of the width that is left for "nothing known" beside numbers."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: over how many stretches it goes, its pattern, and what is written in it: its word, or where there is
    no room for that its number in the table beside."""

    many: int
    pattern: Pattern
    word: str
    number: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is about, and its parts from left to right."""

    label: str
    parts: tuple[Part, ...]


def edges(stretches: tuple[Stretch, ...], most: float) -> tuple[float, ...]:
    """Where stretches begin and end, from 0 to 1, one more than there are stretches.

    Numbers stand at the root of their distance from the least one, so that the first years of a life, which labels cut
    most, are wide enough to be seen; options, and "nothing known", get the same room each.
    """
    numbers = [one for one in stretches if math.isfinite(one.least)]
    if not numbers:
        return tuple(place / len(stretches) for place in range(len(stretches) + 1))
    return (*(at(end, numbers[0].least, most) for end in [*(one.least for one in numbers), most]), 1.0)


def at(number: float, least: float, most: float) -> float:
    """Where a number stands between the least and the most of its chart, with room left for "nothing known"."""
    return (1 - _UNKNOWN) * math.sqrt((min(number, most) - least) / (most - least))


def chart(
    bars: tuple[Bar, ...], cuts: tuple[float, ...], marks: tuple[StretchMark, ...], here: StretchMark, language: str
) -> str:
    """The bars one below the other, with `marks` below them and a line at the present answer; `cuts` are those of `edges`."""
    content = {
        "language": language,
        "bars": [{"label": bar.label, "parts": _parts(bar, cuts)} for bar in bars],
        "marks": [{"at": place, "text": text} for place, text in marks],
        "here": {"at": here[0], "text": here[1]},
    }
    return drawing(template(__package__, "chart.typ"), content)


def _parts(bar: Bar, cuts: tuple[float, ...]) -> list[dict[str, Any]]:
    """The parts of a bar with where each begins and ends; a gap is not drawn."""
    ends = list(itertools.accumulate((part.many for part in bar.parts), initial=0))
    return [
        {"from": cuts[first], "to": cuts[last], "pattern": part.pattern, "word": part.word, "number": part.number}
        for part, (first, last) in zip(bar.parts, itertools.pairwise(ends), strict=True)
        if part.pattern != "gap"
    ]
