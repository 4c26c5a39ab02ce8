"""Documents held against each other on a day: which claim holds, which is superseded, which is in conflict, by which, and why.

The rule is that of `rulebase.standing`: a label or a regulator counts more than what is written about it, that more than news;
among equals the newest holds. What is overruled is superseded when it is older than what holds, and in conflict when it is not.
Where a standing decides about a claim, it is taken as it decides; this adds the claims that contradict each other elsewhere.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from trialhelper.cache import cached
from trialhelper.engine.dates import speaks_from, therapies_of
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import AUTHORITY, Claim, Document
from trialhelper.rulebase.standing import WhyHeld, in_force, known_from, standing_of, starts, status_on

__all__ = ["ASPECTS", "Weighed", "aspect_of", "compared", "weigh", "weighed_for"]

State = Literal["later", "holds", "superseded", "in_conflict"]
Why = Literal[WhyHeld, "later", "unopposed", "stronger", "newer", "tie", "status"]

ASPECTS: Final[dict[str, tuple[str, ...]]] = {
    "approval": ("approved", "not_approved", "withdrawn", "restricted"),
    "trials": ("in_trials",),
    "risks": ("risk", "barrier"),
    "good": ("benefit", "promising"),
    "how": ("how_it_works",),
    "ask": ("when_to_ask", "criterion"),
}
"""What documents speak of, by what their claims say; every kind of claim belongs to one."""
_APPROVAL: Final = frozenset(ASPECTS["approval"])


class Weighed(NamedTuple):
    """A claim on a day, and the claim that it is held against: the one that overrules it, or that it overrules."""

    ref: str
    document: Document
    claim: Claim
    state: State
    why: Why
    against: str | None = None


def aspect_of(claim: Claim) -> str:
    """The aspect that a claim belongs to."""
    return next(name for name, says in ASPECTS.items() if claim.says in says)


def weigh(rules: RuleBase, ref: str, day: date) -> Weighed:
    """A claim held against every claim known by a day that contradicts it or that it contradicts."""
    document, claim = rules.claims[ref]
    if speaks_from(document, claim) > day:
        return Weighed(ref, document, claim, "later", "later")
    others = list(_against(rules, ref, day))
    mine = _strength(rules, ref)
    stronger = [other for other in others if _strength(rules, other) > mine]
    newer = [other for other in stronger if _known(rules, other) > mine[1]]
    if newer:
        return Weighed(ref, document, claim, "superseded", "older", _strongest(rules, newer))
    if stronger:
        return Weighed(ref, document, claim, "in_conflict", "weaker", _strongest(rules, stronger))
    if not others:
        return Weighed(ref, document, claim, "holds", "unopposed")
    other = _strongest(rules, others)
    if _strength(rules, other) == mine:
        return Weighed(ref, document, claim, "in_conflict", "tie", other)
    return Weighed(ref, document, claim, "holds", "stronger" if _strength(rules, other)[0] < mine[0] else "newer", other)


def _known(rules: RuleBase, ref: str) -> date:
    return known_from(*rules.claims[ref]).latest


def _strength(rules: RuleBase, ref: str) -> tuple[int, date]:
    return AUTHORITY[rules.claims[ref][0].kind], _known(rules, ref)


def _strongest(rules: RuleBase, refs: list[str]) -> str:
    return max(refs, key=lambda ref: _strength(rules, ref))


def _against(rules: RuleBase, ref: str, day: date) -> Iterator[str]:
    """The claims known by a day that cannot hold together with a claim. That nothing is approved is also contradicted by the
    first product that is on offer."""
    yield from (other for other in _opponents(rules).get(ref, ()) if speaks_from(*rules.claims[other]) <= day)
    claim = rules.claims[ref][1]
    if claim.says == "not_approved" and claim.about.topic:
        offered = [one for one in rules.therapies.values() if status_on(one, day) == "available"]
        first = min(offered, key=lambda one: starts(one.status[0]), default=None)
        if first:
            yield first.status[0].claim


@cached
def _opponents(rules: RuleBase) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for ref, (_, claim) in rules.claims.items():
        if claim.contradicts:
            found.setdefault(ref, []).append(claim.contradicts)
            found.setdefault(claim.contradicts, []).append(ref)
    return {ref: tuple(others) for ref, others in found.items()}


def weighed_for(rules: RuleBase, condition: str, day: date) -> tuple[Weighed, ...]:
    """The claims of a day on where a condition stands, and those about it or its products that others contradict; each once."""
    decided = standing_of(rules, condition, day).because
    found = {one.ref: Weighed(one.ref, *rules.claims[one.ref], one.state, one.why, one.against) for one in decided}
    for ref in _near(rules, condition, day):
        if ref not in found:
            document, claim = rules.claims[ref]
            if one := _of_status(rules, ref, document, claim, day):
                found[ref] = one
            elif any(_against(rules, ref, day)) or claim.says == "restricted":
                found[ref] = weigh(rules, ref, day)
    return tuple(found.values())


def _near(rules: RuleBase, condition: str, day: date) -> Iterator[str]:
    """The claims known by a day about a condition, its products or its group."""
    family = {entry.id for entry in rules.family(condition)} | {rules.top(condition).id}
    products = {therapy.id for therapy in therapies_of(rules, condition)}
    groups = rules.conditions[condition].groups
    for ref, (document, claim) in rules.claims.items():
        told = claim.about
        near = told.condition in family or told.therapy in products or told.group in groups
        if near and speaks_from(document, claim) <= day:
            yield ref


def _of_status(rules: RuleBase, ref: str, document: Document, claim: Claim, day: date) -> Weighed | None:
    """A claim that a product is approved or withdrawn, held against what became of the product."""
    therapy = rules.therapies.get(claim.about.therapy or "")
    if therapy is None or claim.says not in ("approved", "withdrawn"):
        return None
    status = in_force(therapy, day)
    if status is None:
        return None
    if (status.is_ == "withdrawn") is (claim.says == "withdrawn"):
        return Weighed(ref, document, claim, "holds", "carries")
    return Weighed(ref, document, claim, "superseded", "status", status.claim)


def compared(rules: RuleBase, day: date) -> tuple[tuple[Document, tuple[Weighed, ...]], ...]:
    """The documents that the rules want side by side, each with all its claims as they stand on a day."""
    documents = (rules.documents[name] for name in rules.about.compared)
    return tuple((one, tuple(weigh(rules, f"{one.id}.{claim.id}", day) for claim in one.claims)) for one in documents)
