"""C10: what is due to be read again against its sources, and what is of low confidence.

Nothing here is wrong today; it is what a maintainer opens the rules for. `as_of` says which day is today.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from trialhelper.check.report import Remark
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.dates import Dated
from trialhelper.rulebase.entries import Condition, Document, Therapy

__all__ = ["SOON", "check", "due_dates", "reviews"]

SOON: Final = timedelta(days=60)


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C1001 an entry past its review date; C1002 one due within 60 days; C1003 an entry, or claims of one, of low confidence;
    C1004 a review date that is later than the rules promise."""
    yield from reviews(rules, as_of)
    for place, entry in _reviewed(rules):
        latest = _months_after(entry.reviewed.on.latest, rules.about.review_months)
        if entry.reviewed.due.earliest > latest:
            says = f"{place} is due on {entry.reviewed.due}, later than {rules.about.review_months} months after its review"
            yield Remark("C1004", "warning", says)
    for group in ("conditions", "therapies", "risk_factors"):
        low = [name for name, entry in getattr(rules, group).items() if entry.confidence == "low"]
        if low:
            yield Remark("C1003", "hint", f"of low confidence: {group} {', '.join(low)}")
    for document in rules.documents.values():
        low = [claim.id for claim in document.claims if claim.confidence == "low"]
        if low:
            yield Remark("C1003", "hint", f"of low confidence in documents/{document.id}: {', '.join(low)}")


def reviews(rules: RuleBase, as_of: date) -> Iterator[Remark]:
    """The entries that are past their review date or soon will be, the longest overdue first."""
    for place, due in due_dates(rules):
        if due.earliest < as_of:
            yield Remark("C1001", "warning", f"{place} was due for review on {due}")
        elif due.earliest - as_of <= SOON:
            yield Remark("C1002", "hint", f"{place} is due for review on {due}")


def due_dates(rules: RuleBase) -> list[tuple[str, Dated]]:
    """Every entry that is to be read again, by its place ("therapies/zolgensma"), with the date; the earliest first."""
    dates = [(place, entry.reviewed.due) for place, entry in _reviewed(rules)]
    return sorted(dates, key=lambda pair: pair[1].earliest)


def _reviewed(rules: RuleBase) -> Iterator[tuple[str, Condition | Document | Therapy]]:
    for document in rules.documents.values():
        yield f"documents/{document.id}", document
    for condition in rules.conditions.values():
        yield f"conditions/{condition.id}", condition
    for therapy in rules.therapies.values():
        yield f"therapies/{therapy.id}", therapy


def _months_after(day: date, months: int) -> date:
    """The last day of grace: the end of the month that is so many months later."""
    whole = day.year * 12 + day.month + months
    return date(whole // 12, whole % 12 + 1, 1) - timedelta(days=1)
