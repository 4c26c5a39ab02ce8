"""Where each claim is cited: every place of a rule base that rests on claims, with what rests there."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialhelper.cache import cached
from trialhelper.engine.dates import STANDING
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import leaves
from trialhelper.rulebase.entries import Indication, IndicationVersion, Therapy

__all__ = ["Citation", "citations", "cited_by_standing"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that rests on claims. `decides`: a status or the start of a version, from which everything else follows."""

    place: str
    part: str
    refs: tuple[str, ...]
    example: tuple[tuple[str, str], ...] = ()
    decides: bool = False
    version: IndicationVersion | None = None
    """For a criterion of an indication, the version that it belongs to."""
    entry: str = ""
    """The kind and id of the entry that the place is in ("therapy.zolgensma"), where it has an id."""


@cached
def citations(rules: RuleBase) -> tuple[Citation, ...]:
    """Every place that cites claims."""
    return tuple(_citations(rules))


@cached
def cited_by_standing(rules: RuleBase) -> frozenset[str]:
    """The claims that speak without being cited: of where a condition stands, and those that contradict or are contradicted."""
    found: set[str] = set()
    for ref, (_, claim) in rules.claims.items():
        if claim.says in STANDING:
            found.add(ref)
        if claim.contradicts:
            found |= {ref, claim.contradicts}
    return frozenset(found)


def _citations(rules: RuleBase) -> Iterator[Citation]:
    for therapy in rules.therapies.values():
        yield from _of_therapy(therapy)
        for indication in therapy.indications:
            yield from _of_indication(therapy, indication)
    for condition in rules.conditions.values():
        for name in ("trials_note", "coverage_note"):
            if note := getattr(condition, name):
                yield Citation(
                    f"{name} of {condition.id}",
                    name,
                    note.claim,
                    (("condition", condition.id),),
                    entry=f"condition.{condition.id}",
                )
    for risk in rules.risk_factors.values():
        yield Citation(f"the risk factor {risk.id}", "claim", risk.claim, entry=f"point.{risk.id}")
        for leaf in leaves(risk.when) if risk.when else ():
            yield Citation(f"the risk factor {risk.id}", "when", leaf.claim or (), entry=f"point.{risk.id}")
    for term in rules.glossary.values():
        yield Citation(f"the word {term.id}", "claim", term.claim or (), entry=f"word.{term.id}")
    for product in rules.other_products.values():
        yield Citation(f"the other product {product.id}", "claim", product.claim)
    if rules.how:
        for told in rules.how.lead:
            yield Citation("the lead of how_it_works", "lead", told.claim)
        for name in ("in_vivo", "ex_vivo"):
            for number, told in enumerate(getattr(rules.how, name).steps, start=1):
                yield Citation(f"step {number} of {name} of how_it_works", f"{name} step", told.claim)


def _of_therapy(therapy: Therapy) -> Iterator[Citation]:
    example, entry = (("condition", therapy.indications[0].condition), ("asked_for", therapy.id)), f"therapy.{therapy.id}"
    for status in therapy.status:
        place = f"the status of {therapy.id} from {status.from_}"
        yield Citation(place, "status", (status.claim,), example, decides=True, entry=entry)
    said = [("how_given", therapy.how_given.claim), ("boxed_warning", therapy.boxed_warning.claim or ())]
    said += [("a benefit", one.claim) for one in therapy.benefits] + [("a harm", one.claim) for one in therapy.harms]
    for part, refs in said:
        yield Citation(f"{part} of {therapy.id}", part, refs, example, entry=entry)


def _of_indication(therapy: Therapy, indication: Indication) -> Iterator[Citation]:
    example, entry = (("condition", indication.condition),), f"therapy.{therapy.id}"
    for version in indication.versions:
        place = f"{therapy.id} for {indication.condition} from {version.from_}"
        yield Citation(f"the version {place}", "version", version.claim, example, decides=True, entry=entry)
        for side in ("requires", "rules_out", "discuss"):
            for criterion in getattr(version, side):
                for leaf in leaves(criterion):
                    part = f"{side} {leaf.ask}"
                    yield Citation(f"{part} of {place}", part, leaf.claim or (), example, version=version, entry=entry)
        for note in version.not_asked:
            yield Citation(f"not_asked of {place}", "not_asked", note.claim, example, entry=entry)
