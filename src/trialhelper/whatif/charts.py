"""The chart of one answer over its range, as SVG: a bar for every product and for the conversation, cut where it changes.

Black on white, told apart by pattern and by a letter or a word, never by colour. It names no font of its own and no outside
file, and holds no text but what it is given; the same stands in a table beside it.
"""

import itertools
import math
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from trialhelper.whatif.stretches import Stretch

__all__ = ["Bar", "Part", "Pattern", "StretchMark", "at", "chart", "edges"]

Pattern = Literal["plain", "full", "lines", "dots", "gap"]
StretchMark = tuple[float, str]
"""A place from 0 to 1, and the word that stands there."""

_WIDTH: Final = 440.0
_LEFT, _RIGHT = 8.0, 432.0
_UNKNOWN: Final = 0.2
"""The part of the width that is left for "nothing known" beside numbers."""
_LETTER: Final = 8.2
"""How wide a letter of 15 px is at most, on average."""
_DEFINED: Final = (
    '<defs><pattern id="lines" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#fff"/><path d="M0 0V7" stroke="#000" stroke-width="2"/></pattern>'
    '<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" fill="#fff"/><circle cx="4" cy="4" r="1.3"/></pattern></defs>'
)
_FILLED: Final = {"plain": "#fff", "full": "#000", "lines": "url(#lines)", "dots": "url(#dots)"}


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


def chart(bars: tuple[Bar, ...], cuts: tuple[float, ...], marks: tuple[StretchMark, ...], here: StretchMark) -> str:
    """The bars one below the other, with `marks` below them and a line at the present answer; `cuts` are those of `edges`."""
    ends = [_LEFT + (_RIGHT - _LEFT) * cut for cut in cuts]
    line = _LEFT + (_RIGHT - _LEFT) * here[0]
    drawn, top = [_text(line, 16, here[1], bold=True, middle=True)], 26.0
    for bar in bars:
        drawn.append(_text(_LEFT, top + 15, bar.label))
        place = 0
        for part in bar.parts:
            drawn.append(_part(ends[place], ends[place + part.many], top + 21, part, line))
            place += part.many
        drawn.append(f'<path d="M{line:.1f} {top + 18:.1f}v34" stroke="#fff" stroke-width="7"/>')
        drawn.append(f'<path d="M{line:.1f} {top + 18:.1f}v34" stroke="#000" stroke-width="3"/>')
        top += 58
    labels, below = _marks(marks, top + 14)
    drawn.append(labels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {below:g}" font-family="sans-serif" '
        f'font-size="15">{_DEFINED}<rect width="{_WIDTH:g}" height="{below:g}" fill="#fff"/>{"".join(drawn)}</svg>'
    )


def _part(left: float, right: float, top: float, part: Part, line: float) -> str:
    """A piece of a bar, with its word or its number where there is room for it beside the line; nothing for a gap."""
    if part.pattern == "gap":
        return ""
    box = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(right - left, 1.5):.1f}" height="28" fill="{_FILLED[part.pattern]}" '
        'stroke="#000" stroke-width="1.5"/>'
    )
    spans = [(left, right)] if not left < line < right else sorted([(left, line), (line, right)], key=lambda one: one[0] - one[1])
    for word, (from_, to) in itertools.product((part.word, part.number), spans):
        room = _LETTER * len(word) + 6
        if room <= to - from_ - 4:
            middle = (from_ + to) / 2
            ink = "#fff" if part.pattern == "full" else "#000"
            card = f'<rect x="{middle - room / 2:.1f}" y="{top + 5:.1f}" width="{room:.1f}" height="18" fill="#fff"/>'
            hidden = card if part.pattern in ("lines", "dots") else ""
            return box + hidden + _text(middle, top + 19, word, middle=True, ink=ink)
    return box


def _marks(marks: tuple[StretchMark, ...], top: float) -> tuple[str, float]:
    """The words under the bars, on as many lines as it takes for none to stand over another; and where they end."""
    lines: list[float] = []
    drawn = []
    for cut, mark in marks:
        place = _LEFT + (_RIGHT - _LEFT) * cut
        half = _LETTER * len(mark) / 2
        middle = min(max(place, _LEFT + half), _RIGHT - half)
        line = next((number for number, until in enumerate(lines) if until < middle - half - 4), len(lines))
        if line == len(lines):
            lines.append(0.0)
        lines[line] = middle + half
        y = top + 18 * line
        drawn.append(f'<path d="M{place:.1f} {top - 18:.1f}V{y - 11:.1f}" stroke="#000" stroke-width="1"/>')
        drawn.append(_text(middle, y, mark, middle=True))
    return "".join(drawn), top + 18 * max(len(lines), 1) - 6


def _text(x: float, y: float, text: str, *, bold: bool = False, middle: bool = False, ink: str = "#000") -> str:
    style = ' font-weight="700"' if bold else ""
    if _LETTER * len(text) > _RIGHT - _LEFT:
        style += f' font-size="{15 * (_RIGHT - _LEFT) / (_LETTER * len(text)):.1f}"'
    if middle:
        half = _LETTER * len(text) / 2
        x = min(max(x, _LEFT + half), _RIGHT - half)
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{ink}"{style}{anchor}>{escape(text)}</text>'
