"""Reading what was entered on a page: answers, or for each field what is wrong with it, as a sentence of the catalogue.

No text that a person typed ever stands in a problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trialhelper.answers import NOT_SURE, Answer, AnswerProblem, read_answer
from trialhelper.interview.page import Entered, Field, Page
from trialhelper.rulebase.base import RuleBase
from trialhelper.words import Words

__all__ = ["Reading", "problem_beside", "read_field", "read_page", "what_is_wrong"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page said: answers by question (None takes back what was told before), or codes of what is wrong, by field."""

    told: dict[str, Answer | None]
    faults: dict[str, str]


def read_page(page: Page, entered: Entered, rules: RuleBase, *, rest_no: bool = False) -> Reading:
    """Everything that was entered on a page; `rest_no` is whether its box was ticked. Raises nothing."""
    told: dict[str, Answer | None] = {}
    faults: dict[str, str] = {}
    for field in page.fields:
        said = [one for one in entered.get(field.id, ()) if one]
        if not said and field.boxed and page.box and rest_no:
            said = ["no"]
        if not said and page.kind == "paper":
            said = [NOT_SURE]
        if not said and page.kind == "team":
            told[field.id] = None
            continue
        try:
            told |= read_field(field, said, rules)
        except AnswerProblem as fault:
            faults[field.id] = fault.code
    return Reading(told, faults)


def read_field(field: Field, said: Sequence[str], rules: RuleBase) -> dict[str, Answer | None]:
    """What was entered in one field. Raises AnswerProblem when it is empty, says two things, or cannot be read."""
    if not said:
        if field.entry == "tick":
            return dict.fromkeys(name for name, _ in field.offers[0].means)
        raise AnswerProblem(field.missing, field.id)
    if len(said) > 1:
        raise AnswerProblem("answer.both", field.id)
    chosen = next((offer for offer in field.offers if offer.key == said[0]), None)
    if chosen:
        return {name: None if raw is None else read_answer(rules.questions[name], raw, rules) for name, raw in chosen.means}
    if field.entry != "type":
        raise AnswerProblem("answer.not_an_option", field.id)
    return {field.id: read_answer(rules.questions[field.id], said[0], rules)}


def what_is_wrong(page: Page | None, field: str, code: str, words: Words) -> str:
    """What is wrong with a field, in one sentence that stands apart from it: it names the field where a page has several."""
    says = words(f"error.{code}")
    short = next((one.short for one in page.fields if one.id == field), None) if page and len(page.fields) > 1 else None
    return words("error.of", question=short, says=says) if short else says


def problem_beside(code: str, words: Words) -> str:
    """What is wrong with a field, to stand beside it."""
    return words("error.here", says=words(f"error.{code}"))
