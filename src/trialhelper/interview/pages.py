"""Building the page for some answers: which kind it is, its fields with their options, and what stood in them before."""

from collections.abc import Sequence

from trialhelper.answers import NOT_SURE, NOT_TESTED, PREFER_NOT_TO_SAY, Answers, choices, offers_not_sure
from trialhelper.engine import Step
from trialhelper.interview.finding import condition_page
from trialhelper.interview.page import Field, Offer, Page
from trialhelper.interview.way import VALUES, Place, places
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Question
from trialhelper.summary.phrases import Phrases
from trialhelper.words import Words

__all__ = ["field_of", "page_at", "page_of"]

_TYPED = ("age", "number")


def page_at(rules: RuleBase, words: Words, answers: Answers, steps: Sequence[Step], at: Place, searched: str = "") -> Page | None:
    """The page with fields at a place of the visit; None where the place has none, or the answers no longer lead to it.

    `searched` is what was typed last to find a condition.
    """
    if at == VALUES:
        return _values_page(rules, words, answers)
    step = next((step for step in steps if step.names == at), None)
    return page_of(rules, words, answers, step, places(rules, steps).index(step.names), searched) if step else None


def page_of(rules: RuleBase, words: Words, answers: Answers, step: Step, number: int, searched: str = "") -> Page:
    """The page of a step; `number` counts the pages of the visit."""
    if step.names == ("condition",):
        return condition_page(rules, words, answers, step, number, searched)
    fields = [field_of(rules, words, answers, question) for question in step.ask.questions]
    if step.ask.paper:
        title = words("reports.title")
        return Page("paper", step.names, title, title, tuple(fields), (words("reports.lead"),))
    if not (step.ask.together and len(fields) > 1):
        return Page("one", step.names, words("app.question_title", n=number), fields[0].asks, tuple(fields))
    boxed = [field_of(rules, words, answers, one, boxed=True) for one in step.ask.questions if one.type == "yes_no"]
    below = [field for field in fields if field.id not in {one.id for one in boxed}]
    title = words("together.title")
    box = words("together.rest_no") if len(boxed) > 1 else ""
    return Page("together", step.names, title, title, (*boxed, *below), (words("together.lead"),), box)


def field_of(rules: RuleBase, words: Words, answers: Answers, question: Question, *, boxed: bool = False) -> Field:
    """The field of a question that is picked or typed."""
    phrases = Phrases(rules, words)
    typed = question.type in _TYPED
    listed = () if typed else choices(question, rules)
    untested = [NOT_TESTED] if question.answered_by == "paper" else []
    asides = (
        untested + ([NOT_SURE] if offers_not_sure(question, rules) else []) + ([PREFER_NOT_TO_SAY] if question.sensitive else [])
    )
    offers = (
        *(Offer(option, phrases.option(question, option), ((question.id, option),)) for option in listed),
        *(Offer(aside, words(f"option.{aside}"), ((question.id, aside),)) for aside in asides),
    )
    answer = answers.get(question.id)
    given = str(answer.written) if answer else ""
    stands = any(offer.key == given for offer in offers) or (typed and answer is not None and answer.state == "value")
    return Field(
        question.id,
        "type" if typed else "pick",
        phrases.asked(question),
        phrases.short(question),
        _notes(question, phrases, words),
        offers,
        (given,) if stands else (),
        f"{question.type}.empty" if typed else "answer.not_an_option",
        boxed,
    )


def _notes(question: Question, phrases: Phrases, words: Words) -> tuple[str, ...]:
    place, why = phrases.where_to_find(question), words("question.why", why=phrases.why(question))
    return tuple(filter(None, (phrases.hint(question), why, place and words("question.where", place=place))))


def _values_page(rules: RuleBase, words: Words, answers: Answers) -> Page:
    """The optional page with one box for each thing that may matter."""
    phrases = Phrases(rules, words)
    fields = []
    for question in rules.questions.values():
        if question.asked == "values":
            asks = phrases.asked(question)
            yes = Offer("yes", asks, ((question.id, "yes"),))
            given = ("yes",) if question.id in answers else ()
            fields.append(Field(question.id, "tick", asks, phrases.short(question), (), (yes,), given, ""))
    title = words("values.title")
    return Page("values", VALUES, title, title, tuple(fields), (words("values.lead"),))
