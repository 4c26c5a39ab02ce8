"""The timeline of a condition's products as one drawing: a line each, with marks that have words, above an axis of years.

Takes events and words, gives an SVG (timeline.typ) that names no font and no outside file. Shapes differ as well as words, so
no colour is needed; the table beside it tells the same.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from trialhelper.overtime.history import Event, What
from trialhelper.typeset import drawing, template

__all__ = ["timeline"]

_Scale = Callable[[date], float]
_MOST_YEARS: Final = 13


def timeline(events: Sequence[Event], last: date, chosen: tuple[date, str], words: Mapping[What, str], language: str) -> str:
    """The drawing of events up to a day, `words` beside the marks, with the chosen day and its words as a broken line."""
    first = min(2010 if not events else min(one.day.year for one in events) - 1, chosen[0].year)
    begin, end = date(first, 1, 1), date(last.year + 1, 1, 1)

    def at(day: date) -> float:
        return round((day - begin).days / (end - begin).days, 4)

    by_product = [list(lane) for _, lane in groupby(sorted(events, key=lambda one: one.therapy.id), lambda one: one.therapy.id)]
    step = -(-(end.year - first) // _MOST_YEARS)
    content = {
        "language": language,
        "lanes": [_lane(lane, at, last, words) for lane in sorted(by_product, key=lambda lane: lane[0].day)],
        "years": [{"at": at(date(year, 1, 1)), "text": str(year)} for year in range(first, end.year + 1, step)],
        "chosen": {"at": at(chosen[0]), "text": chosen[1]},
    }
    return drawing(template(__package__, "timeline.typ"), content)


def _lane(lane: list[Event], at: _Scale, last: date, words: Mapping[What, str]) -> dict[str, Any]:
    """The line of one product: thick from an approval to the day that it was withdrawn, or to the last."""
    events = sorted(lane, key=lambda one: one.day)
    spans, since = [], None
    for one in events:
        if one.what in ("approved", "returned") and since is None:
            since = at(one.day)
        elif one.what == "withdrawn" and since is not None:
            spans.append((since, at(one.day)))
            since = None
    if since is not None:
        spans.append((since, at(last)))
    return {
        "brand": events[0].therapy.brand,
        "spans": spans,
        "events": [{"at": at(one.day), "what": one.what, "word": words[one.what]} for one in events],
    }
