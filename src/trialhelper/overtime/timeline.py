"""The timeline of a condition's products as one drawing: a line each, with marks that have words, above an axis of years.

Takes events and words, gives an SVG element that names no outside file. Shapes differ as well as words, so no colour is needed;
the table beside it tells the same.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import Final

from trialhelper.overtime.history import Event, What

__all__ = ["timeline"]

_Scale = Callable[[date], float]
_WIDTH: Final = 760
_LEFT: Final = 130
_RIGHT: Final = 30
_TOP: Final = 34
_LINE: Final = 15
"""From one row of words below a line to the next."""
_LETTER: Final = 6.9
"""About how wide a letter of a word is, to keep words apart."""
_MOST_YEARS: Final = 13
_MARKS: Final[Mapping[What, str]] = {
    "approved": '<circle r="6" fill="#000"/>',
    "new_use": '<path d="M0-7 7 0 0 7-7 0Z" fill="#fff"/>',
    "label": '<path d="M0-8V8"/>',
    "withdrawn": '<path d="M-6-6 6 6M6-6-6 6"/>',
    "returned": '<circle r="6" fill="#fff"/>',
}


def timeline(events: Sequence[Event], last: date, chosen: tuple[date, str], words: Mapping[What, str]) -> str:
    """The drawing of events up to a day, `words` beside the marks, with the chosen day and its words as a broken line."""
    first = min(2010 if not events else min(one.day.year for one in events) - 1, chosen[0].year)
    begin, end = date(first, 1, 1), date(last.year + 1, 1, 1)

    def x(day: date) -> float:
        return round(_LEFT + (day - begin).days / (end - begin).days * (_WIDTH - _LEFT - _RIGHT), 1)

    drawn, top = [], float(_TOP)
    lanes = sorted(events, key=lambda one: one.therapy.id)
    by_product = [list(lane) for _, lane in groupby(lanes, key=lambda one: one.therapy.id)]
    for lane in sorted(by_product, key=lambda lane: lane[0].day):
        lines, height = _lane(sorted(lane, key=lambda one: one.day), x, last, words)
        drawn.append(f'<g transform="translate(0 {top + 12})">{lines}</g>')
        top += height
    axis, at = _axis(first, last.year + 1, x, top), x(chosen[0])
    broken = f'<path d="M{at} {_TOP - 10}V{top}" stroke-dasharray="3 4"/>'
    high = round(top + 30)
    named = _text(at, _TOP - 16, chosen[1], _anchor(at, len(chosen[1]) * _LETTER), bold=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {high}" font-family="sans-serif" '
        f'font-size="13" fill="none" stroke="#000" stroke-width="2">'
        f'<rect width="{_WIDTH}" height="{high}" fill="#fff" stroke="none"/>{axis}{"".join(drawn)}{broken}{named}</svg>'
    )


def _lane(events: list[Event], x: _Scale, last: date, words: Mapping[What, str]) -> tuple[str, float]:
    """The line of one product, and how much height it takes; words that would run into each other go further down."""
    parts = [_text(4, 5, events[0].therapy.brand, "start", bold=True)]
    since: float | None = None
    for one in events:
        if one.what in ("approved", "returned") and since is None:
            since = x(one.day)
        elif one.what == "withdrawn" and since is not None:
            parts.append(f'<path d="M{since} 0H{x(one.day)}" stroke-width="4"/>')
            since = None
    if since is not None:
        parts.append(f'<path d="M{since} 0H{x(last)}" stroke-width="4"/>')
    ends: list[float] = []
    for one in events:
        at, said = x(one.day), words[one.what]
        parts.append(f'<g transform="translate({at} 0)">{_MARKS[one.what]}</g>')
        wide = len(said) * _LETTER
        anchor = _anchor(at, wide)
        left = at - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        row = next((place for place, edge in enumerate(ends) if edge < left), len(ends))
        ends[row : row + 1] = [left + wide + 6]
        parts.append(_text(at, 22 + row * _LINE, said, anchor))
    return "".join(parts), 32.0 + len(ends) * _LINE


def _anchor(at: float, wide: float) -> str:
    """Where a text is held, so that it stays on the drawing."""
    if at - wide / 2 < _LEFT:
        return "start"
    return "end" if at + wide / 2 > _WIDTH else "middle"


def _axis(first: int, last: int, x: _Scale, top: float) -> str:
    step = -(-(last - first) // _MOST_YEARS)
    parts = [f'<path d="M{_LEFT} {top}H{_WIDTH - _RIGHT}" stroke-width="1"/>']
    for year in range(first, last + 1, step):
        at = x(date(year, 1, 1))
        parts.append(
            f'<path d="M{at} {_TOP - 4}V{top + 5}" stroke="#bbb" stroke-width="1"/>{_text(at, top + 20, str(year), "middle")}'
        )
    return "".join(parts)


def _text(at: float, down: float, said: str, anchor: str, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{at}" y="{round(down, 1)}" text-anchor="{anchor}"{weight} fill="#000" stroke="none">{escape(said)}</text>'
