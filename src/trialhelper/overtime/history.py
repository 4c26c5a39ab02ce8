"""Then and now: what would have been said of a condition on a day, and every stretch of time in which the same was said.

Takes the rules, answers that name a condition, and days; gives what an assessment on each day says, which products there were,
and what changed in between. From one change to the next nothing moves, so the stretches cover the whole time and are exact.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from trialhelper.answers import Answers, read_answer
from trialhelper.cache import cached
from trialhelper.engine import Assessment, assess
from trialhelper.engine.dates import STANDING, days_of, speaks_from, therapies_of
from trialhelper.engine.evaluate import Finding
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.dates import Dated, read_dated
from trialhelper.rulebase.entries import Condition, Document, IndicationVersion, Status, Therapy
from trialhelper.rulebase.standing import Standing, starts, status_on, version_on

__all__ = [
    "SINCE",
    "Event",
    "News",
    "Period",
    "ProductThen",
    "Then",
    "What",
    "about",
    "changes",
    "events",
    "periods",
    "published_on",
    "read_day",
    "texts_of_the_time",
    "then_of",
]  # fmt: skip

SINCE: Final = date(2010, 1, 1)
"""From when the stretches of time are told."""
_AS_A_WHOLE: Final = ("approved", "not_approved")
State = Literal["later", "available", "withdrawn"]
What = Literal["approved", "new_use", "label", "withdrawn", "returned"]


class ProductThen(NamedTuple):
    """A product for one condition on a day: not there yet, on offer, or gone; with the label rules of that day."""

    therapy: Therapy
    condition: Condition
    state: State
    version: IndicationVersion | None
    finding: Finding | None
    """What the answers say of it; None while it is not there yet."""


class Then(NamedTuple):
    """What is said of a condition on a day."""

    day: date
    assessment: Assessment
    kind: Condition
    """The condition, or the kind of it that was told."""
    standing: Standing
    products: tuple[ProductThen, ...]
    """Every product that these rules hold for it, also those that were still to come."""

    @property
    def said(self) -> tuple[object, ...]:
        """Everything but the day: two days on which this is the same say the same."""
        standing, assessment = self.standing, self.assessment
        return (
            (standing.state, standing.holds, standing.studied, standing.superseded, standing.in_conflict),
            (assessment.situation, assessment.conversation, assessment.others),
            tuple((one.state, one.version and one.version.from_, one.finding and one.finding.marks) for one in self.products),
        )


class Period(NamedTuple):
    """A stretch of time, both days within it, in which every day says the same as the first."""

    first: date
    last: date
    then: Then


class News(NamedTuple):
    """What is new on the first day of a stretch: of a product; or texts that speak from then on (`text`), that tell no longer
    where things stand (`fallen`), or that do so again."""

    what: What | Literal["text", "fallen", "again"]
    product: ProductThen | None
    claims: tuple[str, ...]


class Event(NamedTuple):
    """One mark on the line of a product: when, what, for which conditions, and the claims that say so."""

    day: date
    dated: Dated
    what: What
    therapy: Therapy
    conditions: tuple[str, ...]
    claims: tuple[str, ...]


def read_day(typed: str, last: date) -> date:
    """A day as typed: 2014-07-01. Raises ValueError with a code that has a sentence: `empty`, `not_read`, or `later` for a
    day after `last`."""
    if not typed.strip():
        raise ValueError("empty")
    try:
        dated = read_dated(typed)
    except ValueError:
        raise ValueError("not_read") from None
    if dated.precision != "day":
        raise ValueError("not_read")
    if dated.latest > last:
        raise ValueError("later")
    return dated.latest


def about(rules: RuleBase, answers: Answers, condition: str) -> Answers:
    """These answers, told of another condition; what was said of the kind of the first goes. The same answers for the same
    condition."""
    if answers.facts.get("condition") == condition:
        return answers
    asked = rules.top(condition).kinds_ask
    kept = answers.minus(asked) if asked else answers
    return kept.plus("condition", read_answer(rules.questions["condition"], condition, rules))


def then_of(rules: RuleBase, answers: Answers, day: date) -> Then:
    """What is said on a day. Raises ValueError when the answers name no condition of the rules."""
    assessment = assess(rules, answers, day)
    if assessment.kind is None or assessment.standing is None:
        raise ValueError("no condition is named")
    return Then(day, assessment, assessment.kind, assessment.standing, tuple(_products(rules, assessment, assessment.kind, day)))


def _products(rules: RuleBase, assessment: Assessment, kind: Condition, day: date) -> Iterator[ProductThen]:
    family = {entry.id for entry in rules.family(kind.id)}
    found = {(one.plan.therapy.id, one.plan.condition.id): one for one in assessment.findings}
    for therapy in therapies_of(rules, kind.id):
        for indication in therapy.indications:
            if indication.condition in family:
                status, version = status_on(therapy, day), version_on(indication, day)
                state: State = status if status and version else "later"
                finding = found.get((therapy.id, indication.condition))
                yield ProductThen(therapy, rules.conditions[indication.condition], state, version, finding)


def periods(rules: RuleBase, answers: Answers, last: date, first: date = SINCE) -> tuple[Period, ...]:
    """The whole time from `first` to `last` without a gap, the oldest first. Raises ValueError as `then_of` does."""
    begins: list[Then] = []
    named = rules.top(str(answers.facts["condition"])).id if answers.facts.get("condition") in rules.conditions else None
    moved = _days(rules, named) if named else ()
    first = min(first, last)
    for day in (first, *(day for day in moved if first < day <= last)):
        then = then_of(rules, answers, day)
        if not begins or begins[-1].said != then.said:
            begins.append(then)
    ends = [*(then.day - timedelta(days=1) for then in begins[1:]), last]
    return tuple(Period(then.day, end, then) for then, end in zip(begins, ends, strict=True))


@cached
def _days(rules: RuleBase, condition: str) -> tuple[date, ...]:
    """Every day on which anything said of a condition may change.

    What is said of gene therapy as a whole counts for each condition: that nothing is approved holds until a first product is
    on offer, and is a thing of the past from the next approval of anything on.
    """
    spoken = {says: {speaks_from(*pair) for pair in rules.claims.values() if pair[1].says == says} for says in _AS_A_WHOLE}
    offered = sorted({starts(status) for therapy in rules.therapies.values() for status in therapy.status})
    days = {*days_of(rules, condition), *spoken["not_approved"]}
    none_yet = True
    for day in offered:
        if none_yet is any(status_on(therapy, day) == "available" for therapy in rules.therapies.values()):
            days.add(day)
            none_yet = not none_yet
    approvals = sorted(spoken["approved"])
    following = (bisect_right(approvals, day) for day in tuple(days))
    days.update(approvals[place] for place in following if place < len(approvals))
    return tuple(sorted(days))


def changes(before: Then, after: Then) -> tuple[News, ...]:
    """What is new on a day against another: of the products first, then of the texts."""
    found = [change for old, new in zip(before.products, after.products, strict=True) if (change := _of_product(old, new))]
    was, now = (_carrying(then.standing) for then in (before, after))
    for what, refs in (
        ("text", [ref for ref in _texts(after.standing) if ref not in _texts(before.standing)]),
        ("fallen", [ref for ref in was if ref not in now]),
        ("again", [ref for ref in now if ref not in was and ref in _texts(before.standing)]),
    ):
        if refs:
            found.append(News(what, None, tuple(refs)))  # type: ignore[arg-type]
    return tuple(found)


def _carrying(standing: Standing) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*standing.holds, *standing.studied)))


def _texts(standing: Standing) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_carrying(standing), *standing.superseded, *standing.in_conflict)))


def _of_product(old: ProductThen, new: ProductThen) -> News | None:
    if old.state == new.state:
        moved = old.version is not new.version and new.state == "available"
        return News("label", new, new.version.claim) if moved and new.version else None
    if new.state == "withdrawn":
        return News("withdrawn", new, _claims(new.therapy, "withdrawn"))
    if old.state == "withdrawn":
        return News("returned", new, _claims(new.therapy, "available"))
    return News("approved", new, new.version.claim if new.version else ())


def _claims(therapy: Therapy, state: str) -> tuple[str, ...]:
    return tuple(status.claim for status in therapy.status if status.is_ == state)[-1:]


def events(rules: RuleBase, condition: str, last: date) -> tuple[Event, ...]:
    """Approvals, new uses, changes of the label rules and withdrawals of every product for a condition, the oldest first."""
    family = {entry.id for entry in rules.family(condition)}
    found: dict[tuple[date, str, str], Event] = {}

    def mark(day: date, dated: Dated, what: What, therapy: Therapy, of: tuple[str, ...], claims: tuple[str, ...]) -> None:
        key = (day, therapy.id, what)
        old = found.get(key, Event(day, dated, what, therapy, (), ()))
        both = (tuple(dict.fromkeys((*old.conditions, *of))), tuple(dict.fromkeys((*old.claims, *claims))))
        found[key] = Event(day, dated, what, therapy, *both)

    for therapy in therapies_of(rules, condition):
        for place, status in enumerate(therapy.status):
            mark(starts(status), status.from_, _becomes(therapy, place, status), therapy, (), (status.claim,))
        first = starts(therapy.status[0])
        for indication in therapy.indications:
            for place, version in enumerate(indication.versions if indication.condition in family else ()):
                day, of = version.from_.latest, (indication.condition,)
                if place == 0 and day <= first:
                    mark(first, therapy.status[0].from_, "approved", therapy, of, version.claim)
                else:
                    mark(day, version.from_, "label" if place else "new_use", therapy, of, version.claim)
    return tuple(sorted((one for one in found.values() if one.day <= last), key=lambda one: one.day))


def _becomes(therapy: Therapy, place: int, status: Status) -> What:
    if status.is_ == "withdrawn":
        return "withdrawn"
    return "returned" if any(one.is_ == "available" for one in therapy.status[:place]) else "approved"


def published_on(document: Document) -> date:
    """From when a document was there; one that shows no date from the day on which it was read."""
    return document.retrieved.latest if document.dated == "unknown" else document.dated.latest


def texts_of_the_time(rules: RuleBase, condition: str, day: date, most: int = 2) -> tuple[str, ...]:
    """What the newest documents of a day said of where a condition, or gene therapy as a whole, stood: of approval and of
    studies a claim each, what is nearest to the condition; the newest document first."""
    family = {entry.id for entry in rules.family(condition)} | {rules.top(condition).id}
    products = {therapy.id for therapy in therapies_of(rules, condition)}
    groups = rules.conditions[condition].groups
    best: dict[str, dict[bool, tuple[int, str]]] = {}
    for ref, (document, claim) in rules.claims.items():
        told, written = claim.about, published_on(document)
        if written > day or claim.says not in STANDING:
            continue
        near = told.condition in family or told.therapy in products
        far = 1 if told.group in groups else 2 if told.topic == "gene_therapy" else None
        distance = 0 if near else far
        if distance is not None:
            of = best.setdefault(document.id, {})
            studied = claim.says == "in_trials"
            of[studied] = min(of.get(studied, (distance, ref)), (distance, ref), key=lambda one: one[0])
    newest = sorted(best, key=lambda name: published_on(rules.documents[name]), reverse=True)
    return tuple(best[name][studied][1] for name in newest[:most] for studied in sorted(best[name]))
