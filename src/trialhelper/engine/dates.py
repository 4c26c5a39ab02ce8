"""Every date that matters: on which days the rules of a condition change, and the plans that differ between them.

A check that looks at one date says nothing of the others. Between two changes nothing moves, so it is enough, and exact,
to look once at each plan that some date gives. The state before the first change is one of them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from trialhelper.cache import cached
from trialhelper.engine.plan import Plan, make_plan
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Claim, Document, Therapy
from trialhelper.rulebase.standing import known_from, starts

__all__ = ["STANDING", "days_of", "plans_over_time", "speaks_from", "therapies_of", "tops"]

STANDING: Final = frozenset({"approved", "not_approved", "withdrawn", "in_trials"})
"""What claims say that tell where a condition stands."""
_STUDIED = frozenset({"in_trials"})


def tops(rules: RuleBase) -> Iterator[str]:
    """The conditions that a visit is about: those that are no kind of another."""
    return (condition.id for condition in rules.conditions.values() if not condition.kind_of)


def therapies_of(rules: RuleBase, condition: str) -> tuple[Therapy, ...]:
    """The products with an indication for a condition or one of its kinds, whatever became of them."""
    family = {entry.id for entry in rules.family(condition)}
    return tuple(therapy for therapy in rules.therapies.values() if any(one.condition in family for one in therapy.indications))


def speaks_from(document: Document, claim: Claim) -> date:
    """From when a claim counts for a standing; a withdrawal from the earliest day that its date can mean."""
    known = known_from(document, claim)
    return known.earliest if claim.says == "withdrawn" else known.latest


@cached
def days_of(rules: RuleBase, condition: str) -> tuple[date, ...]:
    """Every day on which a standing or a plan of a condition may change, ascending, and the day before the first of them."""
    days = _days_of_products(rules, condition) | _days_of_programmes(rules, condition)
    return _with_the_day_before(days | _days_of_claims(rules, condition, STANDING))


def _with_the_day_before(days: set[date]) -> tuple[date, ...]:
    return (min(days) - timedelta(days=1), *sorted(days)) if days else ()


def _days_of_products(rules: RuleBase, condition: str) -> set[date]:
    family = {entry.id for entry in rules.family(condition)}
    days: set[date] = set()
    for therapy in therapies_of(rules, condition):
        days.update(map(starts, therapy.status))
        for indication in therapy.indications:
            if indication.condition in family:
                days.update(version.from_.latest for version in indication.versions)
    return days


def _days_of_programmes(rules: RuleBase, condition: str) -> set[date]:
    """The days from which the state of a programme is told."""
    return {one.dated.latest for entry in rules.family(condition) for one in entry.programmes}


def _days_of_claims(rules: RuleBase, condition: str, says: frozenset[str]) -> set[date]:
    """The days from which claims speak that say one of these of a condition, or that contradict one that does."""
    family = {entry.id for entry in rules.family(condition)}
    near = family | {rules.top(condition).id}
    groups = {group for name in family for group in rules.conditions[name].groups}
    products = {therapy.id for therapy in therapies_of(rules, condition)}

    def is_near(claim: Claim) -> bool:
        return claim.about.condition in near or claim.about.therapy in products or claim.about.group in groups

    return {
        speaks_from(document, claim)
        for document, claim, moved in _of_standing(rules)
        if any(one.says in says and is_near(one) for one in moved)
    }


@cached
def _of_standing(rules: RuleBase) -> tuple[tuple[Document, Claim, tuple[Claim, ...]], ...]:
    """The claims that can move a standing, each with what it moves: itself, and the claim that it contradicts."""
    moves = (
        (document, claim, (claim, rules.claims[claim.contradicts][1]) if claim.contradicts else (claim,))
        for document, claim in rules.claims.values()
    )
    return tuple(one for one in moves if any(claim.says in STANDING for claim in one[2]))


@cached
def plans_over_time(rules: RuleBase, condition: str) -> tuple[Plan, ...]:
    """The care team's plans of a condition that some date gives, each once, with the first date that gives it.

    Two plans are the same when they hold the same versions of the same products in the same state, and the same is studied.
    """
    found: dict[object, Plan] = {}
    days = _days_of_products(rules, condition) | _days_of_programmes(rules, condition)
    for day in _with_the_day_before(days | _days_of_claims(rules, condition, _STUDIED)):
        plan = make_plan(rules, condition, day, "care_team")
        indications = tuple((one.therapy.id, id(one.version), one.available) for one in plan.indications)
        found.setdefault((indications, tuple(sorted(plan.studied.items()))), plan)
    if not found:
        return (make_plan(rules, condition, rules.about.dated.latest, "care_team"),)
    return tuple(found.values())
