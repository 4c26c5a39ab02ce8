"""An invented person's answers made whole, so that every page of the form can be walked through."""

from datetime import date

from trialhelper.answers import NOT_SURE, Answers, answers_of, read_answer
from trialhelper.engine import walk
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import DemoCase

__all__ = ["made_whole"]


def made_whole(rules: RuleBase, case: DemoCase) -> Answers:
    """The answers of a case, with "not sure" to whatever else is asked on the way: to the engine that is the same as no
    answer, and a person on the form has to say something. Raises AnswerProblem for a case that cannot be read."""
    answers = answers_of(case, rules)
    as_of: date = case.as_of.latest
    while open_step := next((step for step in walk(rules, answers, as_of) if not step.answered), None):
        for question in open_step.ask.questions:
            if question.id not in answers:
                answers = answers.plus(question.id, read_answer(question, NOT_SURE, rules))
    return answers
