"""Where a condition stands on a date, by the claims known then: approved, withdrawn, in trials, or not covered.

A label or a regulator outranks what is written about it, which outranks news; among equals the newest holds. What is
overruled is kept: *superseded* when it is older than what holds, *in conflict* when it is not. So the same rule base
says what would have been said in 2014, in 2023 and today. The date is an argument; nothing here knows of today.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from trialhelper.cache import cached
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.dates import Dated
from trialhelper.rulebase.entries import AUTHORITY, Claim, Document, Indication, IndicationVersion, Status, Therapy

__all__ = [
    "Deciding",
    "Standing",
    "State",
    "WhyHeld",
    "in_force",
    "known_from",
    "standing_of",
    "starts",
    "status_on",
    "version_on",
]

State = Literal["approved", "withdrawn", "in_trials", "not_covered"]
WhyHeld = Literal["carries", "studied", "older", "weaker", "contrary"]
"""It says the state; it says what is studied; what holds against it is newer, or stronger, or neither and says the contrary."""
_APPROVAL = frozenset({"approved", "not_approved", "withdrawn"})
_GROUP = 2
"""How near a claim about the group of a condition is to it."""


class Deciding(NamedTuple):
    """A claim in a standing, why it holds or is overruled, and for one that is overruled the claim that stands against it."""

    ref: str
    state: Literal["holds", "superseded", "in_conflict"]
    why: WhyHeld
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one condition on one date, with references to the claims that say so."""

    condition: str
    as_of: date
    state: State
    holds: tuple[str, ...]
    """The claims that carry the state, best first."""
    studied: tuple[str, ...]
    """The claims that say that gene therapy for it is being studied in people, nearest to the condition first.

    That its group is studied ("genetic conditions") counts only where there never was a product: a study that led to an
    approval was of that group too, so beside a product the claim says nothing about what is studied now.
    """
    superseded: tuple[str, ...]
    in_conflict: tuple[str, ...]
    because: tuple[Deciding, ...]
    """Each of these claims once, those that hold first, with why."""


def known_from(document: Document, claim: Claim) -> Dated:
    """From when a claim speaks: its own date, else its document's, else the day on which an undated page was read."""
    if claim.since:
        return claim.since
    return document.retrieved if document.dated == "unknown" else document.dated


def version_on(indication: Indication, as_of: date) -> IndicationVersion | None:
    """The criteria in force on a date: the newest version not after it, or None before the first."""
    held = [version for version in indication.versions if version.from_.latest <= as_of]
    return held[-1] if held else None


def starts(status: Status) -> date:
    """From when a status counts: an approval from its latest day, a withdrawal from its earliest."""
    return status.from_.latest if status.is_ == "available" else status.from_.earliest


def in_force(therapy: Therapy, as_of: date) -> Status | None:
    """The newest status of a product that counts on a date, or None before the first."""
    held = [status for status in therapy.status if starts(status) <= as_of]
    return held[-1] if held else None


def status_on(therapy: Therapy, as_of: date) -> Literal["available", "withdrawn"] | None:
    """What became of a product by a date."""
    status = in_force(therapy, as_of)
    return status.is_ if status else None


@cached
def standing_of(rules: RuleBase, condition: str, as_of: date) -> Standing:
    """The standing of a condition or of a kind of one. Raises KeyError for a condition that the rules do not hold."""
    family = {entry.id for entry in rules.family(condition)}
    above = set(_above(rules, condition))
    groups: set[str] = set(rules.conditions[condition].groups)
    products = {therapy.id: status for therapy, status in _products(rules, family, as_of)}

    approval: list[tuple[int, date, str, Claim]] = []
    studied: list[tuple[int, int, date, str]] = []
    contradicted = _contradicted(rules, as_of)
    for ref, document, claim in _spoken(rules):
        known = known_from(document, claim)
        if not _is_known(document, claim, as_of):
            continue
        nearness = _nearness(claim, family, above, groups, products)
        if nearness is None:
            continue
        if claim.says in _APPROVAL:
            approval.append((AUTHORITY[document.kind], known.latest, ref, claim))
        elif claim.says == "in_trials" and ref not in contradicted and not (nearness == _GROUP and products):
            studied.append((nearness, AUTHORITY[document.kind], known.latest, ref))
    studied.sort(key=lambda entry: (-entry[0], entry[1], entry[2]), reverse=True)
    approval.sort(key=lambda entry: entry[:2], reverse=True)

    state = _state(products, approval, family, bool(studied))
    nothing_yet = not any(status_on(therapy, as_of) == "available" for therapy in rules.therapies.values())
    holds = [entry for entry in approval if _carries(entry[3], state, family, products, nothing_yet)]
    against = [entry for entry in approval if _opposes(entry[3], state, family, products, nothing_yet)]
    holds.sort(key=lambda entry: entry[3].about.condition not in family)  # what names the condition itself comes first
    approved = _newest_approval(rules, as_of)
    newest = max((entry[1] for entry in holds), default=_day(rules, approved) if approved else None)
    studies = tuple(entry[3] for entry in studied)
    carrying = tuple(entry[2] for entry in holds) + (studies if state == "in_trials" else ())
    superseded = tuple(entry[2] for entry in against if newest is not None and entry[1] < newest)
    in_conflict = tuple(entry[2] for entry in against if newest is None or entry[1] >= newest)
    because = _because(rules, carrying, studies, superseded, in_conflict, approved)
    return Standing(condition, as_of, state, carrying, studies, superseded, in_conflict, tuple(because))


def _because(
    rules: RuleBase,
    carrying: tuple[str, ...],
    studies: tuple[str, ...],
    superseded: tuple[str, ...],
    in_conflict: tuple[str, ...],
    approved: str | None,
) -> Iterator[Deciding]:
    """Why each claim has its place. What is older is held against the newest that holds, what is not against the strongest;
    where nothing holds, against the newest approval of anything."""

    def rank(ref: str) -> int:
        return AUTHORITY[rules.claims[ref][0].kind]

    yield from (Deciding(ref, "holds", "carries") for ref in carrying)
    yield from (Deciding(ref, "holds", "studied") for ref in studies if ref not in carrying)
    newest = max(carrying, key=lambda ref: _day(rules, ref), default=approved)
    strongest = max(carrying, key=lambda ref: (rank(ref), _day(rules, ref)), default=approved)
    yield from (Deciding(ref, "superseded", "older", newest) for ref in superseded)
    for ref in in_conflict:
        weaker = strongest is not None and rank(ref) < rank(strongest)
        yield Deciding(ref, "in_conflict", "weaker" if weaker else "contrary", strongest)


def _day(rules: RuleBase, ref: str) -> date:
    """From when a claim is certain to speak."""
    return known_from(*rules.claims[ref]).latest


def _is_known(document: Document, claim: Claim, as_of: date) -> bool:
    """Whether a claim speaks on a date. A withdrawal counts from the earliest day that its date can mean."""
    known = known_from(document, claim)
    return (known.earliest if claim.says == "withdrawn" else known.latest) <= as_of


@cached
def _spoken(rules: RuleBase) -> tuple[tuple[str, Document, Claim], ...]:
    """The claims that can carry a standing: those of approval, withdrawal and trials."""
    wanted = _APPROVAL | {"in_trials"}
    return tuple((ref, document, claim) for ref, (document, claim) in rules.claims.items() if claim.says in wanted)


@cached
def _contradicted(rules: RuleBase, as_of: date) -> frozenset[str]:
    """The claims that another claim, known by then and of the same rank or higher, says cannot hold with it any more."""
    lost = set()
    for document, claim in rules.claims.values():
        if claim.contradicts and _is_known(document, claim, as_of):
            older_document, older = rules.claims[claim.contradicts]
            newer = known_from(document, claim).latest >= known_from(older_document, older).latest
            if newer and AUTHORITY[document.kind] >= AUTHORITY[older_document.kind]:
                lost.add(claim.contradicts)
    return frozenset(lost)


@cached
def _newest_approval(rules: RuleBase, as_of: date) -> str | None:
    """The newest approval of anything, known by then: it makes an older "nothing is approved" a thing of the past."""
    found = (ref for ref, pair in rules.claims.items() if pair[1].says == "approved" and _is_known(*pair, as_of))
    return max(found, key=lambda ref: _day(rules, ref), default=None)


def _above(rules: RuleBase, condition: str) -> Iterator[str]:
    parent = rules.conditions[condition].kind_of
    while parent:
        yield parent
        parent = rules.conditions[parent].kind_of


def _products(rules: RuleBase, family: set[str], as_of: date) -> Iterator[tuple[Therapy, str]]:
    for therapy in rules.therapies.values():
        status = status_on(therapy, as_of)
        if status and any(one.condition in family and version_on(one, as_of) for one in therapy.indications):
            yield therapy, status


def _nearness(claim: Claim, family: set[str], above: set[str], groups: set[str], products: dict[str, str]) -> int | None:
    """How directly a claim speaks of a condition (0 is nearest), or None when it does not."""
    about = claim.about
    if about.condition in family or about.therapy in products:
        return 0
    if about.condition in above:
        return 1
    if about.group in groups:
        return _GROUP
    return 3 if about.topic == "gene_therapy" and claim.says in _APPROVAL else None


def _state(products: dict[str, str], approval: list[tuple[int, date, str, Claim]], family: set[str], studied: bool) -> State:
    if "available" in products.values():
        return "approved"
    if "withdrawn" in products.values():
        return "withdrawn"
    own = [entry for entry in approval if entry[3].about.condition in family or entry[3].says == "not_approved"]
    if own and own[0][3].says == "approved":
        return "approved"
    return "in_trials" if studied else "not_covered"


def _carries(claim: Claim, state: State, family: set[str], products: dict[str, str], nothing_yet: bool) -> bool:
    """Whether a claim says the state: it names the condition or a product in that state, or says that none is approved."""
    if claim.says == "not_approved":
        return nothing_yet and state in ("in_trials", "not_covered")
    wanted = {"approved": "available", "withdrawn": "withdrawn"}.get(state)
    names_it = claim.about.condition in family or products.get(claim.about.therapy or "") == wanted
    return claim.says == state and names_it


def _opposes(claim: Claim, state: State, family: set[str], products: dict[str, str], nothing_yet: bool) -> bool:
    """Whether a claim says the contrary of the state (that one of two products was withdrawn does not)."""
    if claim.says == "not_approved":
        return not nothing_yet
    return (
        claim.says == "approved" and state != "approved" and (claim.about.condition in family or claim.about.therapy in products)
    )
