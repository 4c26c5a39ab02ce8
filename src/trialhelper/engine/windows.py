"""The time in which an indication's age limits hold: when one opens that differs today, and when one closes that does not.

An age that was told in whole years or months is an interval, so a day that follows from it is one too: the earliest and the
latest on which the limit can be reached. Nothing here is surer than the age that was told.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from trialhelper.answers import Answers
from trialhelper.engine.compiled import outcomes_of
from trialhelper.engine.evaluate import DIFFERS, Facts, Finding, Verdict
from trialhelper.engine.plan import nodes
from trialhelper.kleene import FALSE, TRUE

__all__ = ["Window", "losable", "window_of"]

_DAYS_IN_MONTH = 365.2425 / 12


class Window(NamedTuple):
    """The next age at which an indication begins to fit, or no longer does, all else being as it was told."""

    opens: bool
    age_months: float
    earliest: date
    latest: date


def window_of(finding: Finding, facts: Facts, answers: Answers, as_of: date) -> Window | None:
    """The next window of an available indication, or None: no age was told, or no age limit lies ahead that changes anything."""
    growing = [leaf for one in finding.judged for leaf in nodes(one.criterion.node) if leaf.grows]
    name = growing[0].question if growing else ""
    now = facts.get(name)
    if not finding.plan.available or not isinstance(now, float) or name not in answers:
        return None
    differs = finding.fit == "differs"
    within = answers[name].within
    for age in sorted({bound for leaf in growing for bound in (leaf.least, leaf.below) if now < bound < float("inf")}):
        then = {**facts, name: age}
        if any(outcomes_of(one.criterion)(then).mark & DIFFERS for one in finding.judged) is not differs:
            earliest = max(as_of, later(as_of, age - now - within))
            return Window(differs, float(age), earliest, later(as_of, age - now))
    return None


def losable(finding: Finding) -> tuple[Verdict, ...]:
    """What speaks for an indication today and can be lost, such as walking: the tests that the rules mark so."""
    found: list[Verdict] = []

    def look(seen: Verdict, wanted: int) -> None:
        if seen.parts:
            for part in seen.parts:
                look(part, 2 - wanted if seen.node.shape == "not" else wanted)
        elif seen.value == wanted and getattr(seen.node.criterion, "may_be_lost", False):
            found.append(seen)

    for one in finding.judged:
        look(one.verdict, FALSE if one.criterion.side == "rules_out" else TRUE)
    return tuple(found)


def later(day: date, months: float) -> date:
    """The day so many months after another; a part of a month in days."""
    whole = day.year * 12 + day.month - 1 + int(months // 1)
    year, month = whole // 12, whole % 12 + 1
    start = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return start + timedelta(days=round(months % 1 * _DAYS_IN_MONTH))
