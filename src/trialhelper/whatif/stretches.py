"""The answers that the rules of a plan can tell apart, as what a reader can be shown: options, and stretches of numbers.

An age or a number is cut only where some rule cuts it, so whatever holds for one number of a stretch holds for all of it.
"Nothing known" comes last.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trialhelper.answers import NOT_SURE, Answer, Answers
from trialhelper.engine import Assessment, assess
from trialhelper.engine.finding_answers import possible_facts
from trialhelper.engine.plan import NO_LEAST, NO_MOST, Bound, Plan
from trialhelper.engine.space import Fact
from trialhelper.rulebase.entries import Question

__all__ = ["Stretch", "answered_otherwise", "joined", "place_of", "questions_to_change", "stretches_of"]

_ANSWERED = ("choice", "yes_no", "age", "number")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Answers to one question that are not told apart: an option, numbers from `least` to below `below`, or nothing known."""

    facts: tuple[Fact, ...]
    """One fact for each part that it is joined from."""
    least: Bound = NO_LEAST
    below: Bound = NO_MOST

    @property
    def fact(self) -> Fact:
        return self.facts[0]


def questions_to_change(assessment: Assessment) -> tuple[Question, ...]:
    """The questions whose answer can be another, in the order in which they are asked: all that the rules of the condition
    read. The condition is not among them, and neither is the kind when the condition named it."""
    if assessment.plan is None:
        return ()
    return tuple(
        question
        for question in assessment.plan.questions
        if question.type in _ANSWERED and (question.id in assessment.answers or question.id not in assessment.facts)
    )


def stretches_of(plan: Plan, name: str) -> tuple[Stretch, ...]:
    """Every answer to a question of the plan, each stretch as short as any rule cuts it."""
    question = next(one for one in plan.questions if one.id == name)
    told = [fact for fact in possible_facts(plan)[name] if fact is not None]
    if question.type not in ("age", "number"):
        return (*(Stretch((fact,)) for fact in told), Stretch((None,)))
    numbers = [fact for fact in told if isinstance(fact, float)]
    cuts = [fact for fact in numbers[1:] if isinstance(fact, Bound)]
    least = Bound(float(question.least or 0) if question.type == "number" else 0.0)
    ends = zip(numbers, [least, *cuts], [*cuts, NO_MOST], strict=True)
    return (*(Stretch((number,), first, below) for number, first, below in ends), Stretch((None,)))


def place_of(fact: Fact, stretches: Iterable[Stretch]) -> int:
    """The place of the stretch in which a fact lies. Raises StopIteration for a fact that no stretch holds."""
    number = isinstance(fact, float)
    return next(
        place
        for place, one in enumerate(stretches)
        if (one.fact is not None and one.least <= fact < one.below if number else fact in one.facts)  # type: ignore[operator]
    )


def joined(stretches: Iterable[Stretch], alike: Callable[[Stretch], object]) -> tuple[Stretch, ...]:
    """Neighbouring stretches of numbers that are alike, as one; options and "nothing known" stay apart."""
    found: list[Stretch] = []
    for one in stretches:
        before = found[-1] if found else None
        if before and isinstance(one.fact, float) and before.below == one.least and alike(before) == alike(one):
            found[-1] = Stretch(before.facts + one.facts, before.least, one.below)
        else:
            found.append(one)
    return tuple(found)


def answered_otherwise(assessment: Assessment, facts: dict[str, Fact]) -> Assessment:
    """The assessment of the same answers with some facts changed, on the same day and in the same view."""
    answers = dict(assessment.answers)
    for name, fact in facts.items():
        answers[name] = Answer("not_sure", NOT_SURE, None) if fact is None else Answer("value", fact, fact)
    return assess(assessment.rules, Answers(answers), assessment.as_of, assessment.view)
