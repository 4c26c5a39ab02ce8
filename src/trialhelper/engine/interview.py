"""The way through the interview: which pages there are for some answers, in their order.

Folded anew from the answers whenever they change, so that going back and changing one can neither lose nor leak
anything: answers that are not on the way are kept and not used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trialhelper.answers import Answers
from trialhelper.engine.relevance import Ask, next_question
from trialhelper.rulebase.base import RuleBase

__all__ = ["Step", "walk"]


@dataclass(frozen=True, slots=True)
class Step:
    """One page: what it asks, whether that was answered, and the answers that led to it."""

    ask: Ask
    answered: bool
    before: Answers

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(question.id for question in self.ask.questions)


def walk(rules: RuleBase, answers: Answers, as_of: date, known: Iterable[Step] = ()) -> tuple[Step, ...]:
    """Every page up to the first that is not answered, or to the end of the interview.

    `known` may hold the steps of an earlier walk on the same date: as long as the answers that led to a step are the
    same, it is taken over instead of being worked out again. Gives the same with it as without.
    """
    steps: list[Step] = []
    told = Answers()
    before = iter(known)
    while True:
        step = next(before, None)
        ask = step.ask if step and step.before == told else next_question(rules, told, as_of)
        if step and step.before != told:
            before = iter(())
        if ask is None:
            return tuple(steps)
        names = [question.id for question in ask.questions]
        answered = all(name in answers for name in names)
        steps.append(Step(ask, answered, told))
        if not answered:
            return tuple(steps)
        told = Answers({**told, **{name: answers[name] for name in names}})
