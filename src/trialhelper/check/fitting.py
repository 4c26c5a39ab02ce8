"""C13: what is cited is about what it is cited for: the number, the product, the kind of fact.

A claim may carry a criterion and still tell another number, or a harm and be about another product: a copied line with an old
claim looks right to every other check. Numbers are held against the words of the claims in digits and in words; an age also in
years and months. What a label tells in words ("adults", "babies") has no number to be found and is told as a hint.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from trialhelper.check.cited import Citation, citations
from trialhelper.check.report import Remark, Severity
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Leaf, Test, leaves
from trialhelper.rulebase.entries import Claim, Therapy

__all__ = ["check"]

_IN_WORDS: Final = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_BEYOND: Final = ("less_than", "more_than")
"""A bound that a source may tell by the number next to it ("up to 2" for fewer than 3)."""
_AGE_IN_WORDS: Final = re.compile(r"\b(adults?|grown|child(?:ren)?|bab(?:y|ies)|infants?|newborns?)\b", re.IGNORECASE)
_ABOUT_CONTRAINDICATIONS: Final = re.compile(r"contraindicat|no reason|nobody must not|must not", re.IGNORECASE)
_SUITS: Final = {
    "a benefit": ("benefit", "promising", "approved", "how_it_works", "criterion", "restricted", "when_to_ask"),
    "a harm": ("risk", "barrier", "restricted", "withdrawn", "criterion", "how_it_works", "when_to_ask", "benefit"),
    "boxed_warning": ("risk", "barrier", "restricted", "criterion"),
    "how_given": ("how_it_works", "approved", "criterion", "risk", "barrier", "when_to_ask", "restricted", "benefit"),
}
"""What a claim may say for what it is cited for. A document often tells the two sides of a thing in one sentence."""


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C1301 a number in a criterion that stands in none of its claims; C1302 a benefit, a harm, a warning, how it is given or
    what is not asked that rests on no claim about that product, its platform or its condition; C1303 no contraindications, and
    no claim that says so; C1304 a claim that says another kind of thing than it is cited for."""
    del as_of  # every version is looked at
    for therapy in rules.therapies.values():
        yield from _numbers(rules, therapy)
        yield from _none(rules, therapy)
    for cited in citations(rules):
        yield from _subject(rules, cited)


def _numbers(rules: RuleBase, therapy: Therapy) -> Iterator[Remark]:
    for indication in therapy.indications:
        for version in indication.versions:
            place = f"{therapy.id} for {indication.condition} from {version.from_}"
            for side in ("requires", "rules_out"):
                for criterion in getattr(version, side):
                    yield from _of_criterion(rules, place, side, criterion)


def _of_criterion(rules: RuleBase, place: str, side: str, criterion: Test) -> Iterator[Remark]:
    shared = tuple(ref for leaf in leaves(criterion) for ref in leaf.claim or ())
    for leaf in leaves(criterion):
        refs = leaf.claim or shared
        told = " ".join(rules.claims[ref][1].plain for ref in refs)
        missing = [number for number in _written(leaf) if not _stands_in(number, leaf.operator, told)]
        if rules.questions[leaf.ask].type in ("age", "number") and missing:
            beside = not isinstance(criterion, Leaf)  # an age beside another fact says of whom that is asked, such as pregnancy
            in_words = rules.questions[leaf.ask].type == "age" and (beside or _AGE_IN_WORDS.search(told))
            severity: Severity = "hint" if in_words else "warning"
            numbers, named = " and ".join(missing), ", ".join(refs) or "it has none"
            yield Remark("C1301", severity, f"{side} {leaf.ask} of {place}: {numbers} stands in none of its claims: {named}")


def _written(leaf: Leaf) -> list[str]:
    """The numbers of a test as the rules write them ("2 years", "4")."""
    operand = leaf.operand
    named = operand if isinstance(operand, tuple) else (operand,)
    return [str(one) for one in named if re.match(r"\d", str(one))]


def _stands_in(written: str, operator: str, told: str) -> bool:
    number, _, unit = written.partition(" ")
    value = float(number)
    same = {value}
    if unit.startswith("year"):
        same.add(value * 12)
    elif unit.startswith("month") and value % 12 == 0:
        same.add(value / 12)
    same |= {one - 1 for one in same if operator == "less_than"} | {
        one + 1 for one in same if operator in ("at_most", "more_than")
    }
    same |= {one + 1 for one in same if operator == "between"}
    digits = {float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", told)}
    words = {float(_IN_WORDS.index(word)) for word in re.findall(r"[a-z]+", told.lower()) if word in _IN_WORDS}
    words |= {1.0} if re.search(r"\b(?:first|once)\b", told.lower()) else set()
    words |= {2.0} if re.search(r"\b(?:second|twice)\b", told.lower()) else set()
    return bool(same & (digits | words))


def _none(rules: RuleBase, therapy: Therapy) -> Iterator[Remark]:
    said = any(
        claim.about.therapy == therapy.id and _ABOUT_CONTRAINDICATIONS.search(claim.plain) for _, claim in rules.claims.values()
    )
    for indication in therapy.indications:
        for version in indication.versions:
            if version.contraindications == "none" and not said:
                place = f"{therapy.id} for {indication.condition} from {version.from_}"
                yield Remark("C1303", "hint", f"{place} has contraindications: none, and no claim about {therapy.id} says so")


def _subject(rules: RuleBase, cited: Citation) -> Iterator[Remark]:
    if not cited.entry.startswith("therapy.") or (cited.part not in _SUITS and cited.part != "not_asked") or not cited.refs:
        return
    therapy = rules.therapies[cited.entry.removeprefix("therapy.")]
    claims = [rules.claims[ref][1] for ref in cited.refs]
    if not any(_about(rules, claim, therapy) for claim in claims):
        says = f"{cited.place} rests on no claim about {therapy.id}, its platform or its condition: {', '.join(cited.refs)}"
        yield Remark("C1302", "warning", says)
    suits = _SUITS.get(cited.part, ())
    if suits and not any(claim.says in suits for claim in claims):
        said = ", ".join(f"{ref} ({claim.says})" for ref, claim in zip(cited.refs, claims, strict=True))
        yield Remark("C1304", "hint", f"{cited.place} rests on claims that say something else: {said}")


def _about(rules: RuleBase, claim: Claim, therapy: Therapy) -> bool:
    about = claim.about
    if about.therapy is not None:
        return about.therapy == therapy.id
    if about.platform is not None:
        return about.platform == therapy.platform
    if about.condition is not None:
        family = {one.id for made in therapy.indications for one in rules.family(rules.top(made.condition).id)}
        return about.condition in family
    return False
