"""C7: every fact stands on a claim that may carry it: with a place, of the right kind, not outranked, known by then.

What ranks how is said in `rulebase.entries.AUTHORITY`: a label or a regulator over what is written about it, that over news. A
lower-ranking claim may disagree with a higher one, and both stay visible; but nothing may rest on it.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from trialhelper.cache import cached
from trialhelper.check.cited import citations, cited_by_standing
from trialhelper.check.report import Remark, Severity
from trialhelper.engine.dates import days_of, therapies_of
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import AUTHORITY, Claim, Document, Indication, Therapy
from trialhelper.rulebase.standing import known_from, standing_of, starts, status_on

__all__ = ["check"]

_NO_PLACE: Final = re.compile(
    r"\W*(?:(?:n/?a|none|nowhere|unknown|not (?:found|known|given|stated)|to ?do|tbd|x+|(?:the )?(?:page|text|website))\W*)?",
    re.IGNORECASE,
)
_SAYS: Final = {"available": "approved", "withdrawn": "withdrawn"}


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C701 a claim without its place; C702 something that rests on a claim that a higher-ranking one contradicts; C703 a claim
    that cannot overrule what it contradicts; C704 a document or claim that nothing cites; C705 a criterion whose claim is later
    than its version; C706 a status whose claim says something else; C707 a status and the claims about the product that disagree
    on a date; C708 a standing that no claim carries, or that the products do not bear out, on a date."""
    del as_of  # every date is looked at
    yield from _places(rules)
    yield from _outranked(rules)
    yield from _orphans(rules)
    for therapy in rules.therapies.values():
        yield from _statuses(rules, therapy)
        for indication in therapy.indications:
            yield from _later(rules, therapy, indication)
    for condition in rules.conditions:
        yield from _standings(rules, condition)


def _places(rules: RuleBase) -> Iterator[Remark]:
    for ref, (_, claim) in rules.claims.items():
        if _NO_PLACE.fullmatch(claim.where):
            yield Remark("C701", "error", f'the claim {ref} does not say where it stands ("{claim.where}")')


def _rank(rules: RuleBase, ref: str) -> int:
    return AUTHORITY[rules.claims[ref][0].kind]


@cached
def _against(rules: RuleBase) -> dict[str, tuple[str, ...]]:
    """For every claim the higher-ranking ones that it cannot hold together with, whichever of the two says so."""
    found: dict[str, tuple[str, ...]] = {}
    for ref, (_, claim) in rules.claims.items():
        if claim.contradicts:
            low, high = sorted((ref, claim.contradicts), key=lambda name: _rank(rules, name))
            if _rank(rules, low) < _rank(rules, high):
                found[low] = (*found.get(low, ()), high)
    return found


def _outranked(rules: RuleBase) -> Iterator[Remark]:
    against = _against(rules)
    for cited in citations(rules):
        for ref in cited.refs:
            for higher in against.get(ref, ()):
                others = [one for one in cited.refs if one not in against and _rank(rules, one) >= _rank(rules, higher)]
                grave: tuple[Severity, Severity] = ("error", "warning") if cited.decides else ("warning", "hint")
                severity = grave[bool(others)]
                beside = f"; {others[0]} ranks as high and stands beside it" if others else ""
                says = f"{cited.place} rests on {ref}, which {higher} contradicts and outranks{beside}"
                yield Remark("C702", severity, says, cited.example)
    for ref, (document, claim) in rules.claims.items():
        if claim.contradicts:
            other, older = rules.claims[claim.contradicts]
            if AUTHORITY[document.kind] < AUTHORITY[other.kind]:
                says = f"{ref} contradicts {claim.contradicts}, which outranks it: it cannot overrule it and is shown beside it"
                yield Remark("C703", "hint", says)
            elif known_from(document, claim).latest < known_from(other, older).earliest:
                yield Remark("C703", "hint", f"{ref} contradicts {claim.contradicts}, which is newer: it cannot overrule it")


def _orphans(rules: RuleBase) -> Iterator[Remark]:
    used = {ref for cited in citations(rules) for ref in cited.refs} | cited_by_standing(rules)
    for document in rules.documents.values():
        idle = [claim.id for claim in document.claims if f"{document.id}.{claim.id}" not in used]
        if len(idle) == len(document.claims):
            yield Remark("C704", "hint", f"nothing cites the document {document.id}")
        elif idle:
            yield Remark("C704", "hint", f"nothing cites in {document.id}: {', '.join(idle)}")


def _later(rules: RuleBase, therapy: Therapy, indication: Indication) -> Iterator[Remark]:
    """Criteria that no cited claim attests for the time of their version.

    A document may be younger than the version that it describes. But a claim that gives its own date (`since`) speaks only
    from then on, and a document of the time of a later version speaks of that one.
    """
    for index, version in enumerate(indication.versions):
        following = indication.versions[index + 1].from_.latest if index + 1 < len(indication.versions) else date.max
        place = f"{therapy.id} for {indication.condition} from {version.from_}"
        for cited in citations(rules):
            if (
                cited.version is version
                and cited.refs
                and all(_too_late(*rules.claims[ref], version.from_.latest, following) for ref in cited.refs)
            ):
                says = f"what {cited.part} of {place} cites speaks of a later time only: {', '.join(cited.refs)}"
                yield Remark("C705", "hint", says, cited.example)


def _too_late(document: Document, claim: Claim, start: date, following: date) -> bool:
    if claim.since:
        return claim.since.earliest > start
    return document.dated != "unknown" and document.dated.earliest >= following


def _statuses(rules: RuleBase, therapy: Therapy) -> Iterator[Remark]:
    example = (("condition", therapy.indications[0].condition), ("asked_for", therapy.id))
    for index, status in enumerate(therapy.status):
        says = rules.claims[status.claim][1].says
        stays = index > 0 and status.is_ == therapy.status[index - 1].is_ == "available"  # a word on what is offered still
        if says != _SAYS[status.is_] and not (stays and says == "restricted"):
            wrong = f"{therapy.id} is {status.is_} from {status.from_} by {status.claim}, which says {says}"
            yield Remark("C706", "error", wrong, example)
    about = [pair for pair in rules.claims.values() if pair[1].about.therapy == therapy.id and pair[1].says in _SAYS.values()]
    days = sorted({starts(status) for status in therapy.status} | {known_from(*pair).latest for pair in about})
    told: set[str] = set()
    for day in days:
        disagrees = _disagreement(therapy, about, day)
        if disagrees and disagrees not in told:
            told.add(disagrees)
            yield Remark("C707", "warning", f"on {day} {therapy.id} {disagrees}", example)


def _disagreement(therapy: Therapy, about: list[tuple[Document, Claim]], day: date) -> str | None:
    """What a status and the claims about the product say differently on a day, both dates read as kindly as they can be."""
    status = status_on(therapy, day)
    surely = [pair for pair in about if known_from(*pair).latest <= day]
    perhaps = [pair[1].says for pair in about if known_from(*pair).earliest <= day]
    if status is None:
        return "has no status yet, and a claim says that it is approved" if any(c.says == "approved" for _, c in surely) else None
    if _SAYS[status] not in perhaps:
        return f"is {status}, and no claim about it says so by then"
    newest = max(surely, key=lambda pair: (AUTHORITY[pair[0].kind], known_from(*pair).latest), default=None)
    if newest and status == "available" and newest[1].says == "withdrawn":
        return f"is available, and {newest[0].id}.{newest[1].id} says that it was withdrawn"
    return None


def _standings(rules: RuleBase, condition: str) -> Iterator[Remark]:
    """Each kind of disagreement once, on the first day that has it."""
    told: set[str] = set()
    for day in days_of(rules, condition):
        standing = standing_of(rules, condition, day)
        statuses = [status_on(therapy, day) for therapy in therapies_of(rules, condition)]
        wrong = None
        if standing.state != "not_covered" and not standing.holds:
            wrong = f"stands as {standing.state}, and no claim carries that"
        elif standing.state == "approved" and "available" not in statuses:
            wrong = f"stands as approved by {standing.holds[0]}, and no product for it is available in these rules"
        if wrong and wrong not in told:
            told.add(wrong)
            yield Remark("C708", "warning", f"on {day} {condition} {wrong}", (("condition", condition),))
