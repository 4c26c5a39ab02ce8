"""Answer sets to measure with: people of every condition, made by going through the interview itself.

Nothing here names a question, so a changed rule base needs no change of a benchmark. The choices are drawn from a fixed seed; the
demonstration cases of the rule base are used beside them where there are any.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trialhelper.answers import NOT_SURE, AnswerProblem, Answers, answers_of, choices, read_answer
from trialhelper.engine import assess, next_question
from trialhelper.engine.plan import make_plan
from trialhelper.rulebase import RuleBase, read_rules
from trialhelper.rulebase.entries import Question

__all__ = ["Setting", "complete", "interview", "people", "setting", "visits"]

AGES = ("8 months", "20 months", "4 years", "11", "15 years", "19", "34", "52", "68")


@dataclass(frozen=True, slots=True)
class Setting:
    """What every benchmark gets: the shipped rules, the date that they were made for, and whether a short run is enough."""

    rules: RuleBase
    as_of: date
    quick: bool

    def rounds(self, number: int) -> int:
        return max(3, number // 10) if self.quick else number


def setting(quick: bool) -> Setting:
    rules = read_rules()
    return Setting(rules, rules.about.dated.latest, quick)


def visits(rules: RuleBase) -> list[str]:
    """The conditions that a visit can be about: those that are not a kind of another."""
    return [condition.id for condition in rules.conditions.values() if not condition.kind_of]


def interview(rules: RuleBase, as_of: date, condition: str, seed: int, not_sure: float = 0.0) -> Iterator[Answers]:
    """The answers before each page of one interview, and those at its end. `not_sure` is the share of such answers."""
    draw = random.Random(f"{condition} {seed}")
    answers = Answers()
    yield answers
    while ask := next_question(rules, answers, as_of):
        for question in ask.questions:
            raw = condition if question.id == "condition" else _said(question, rules, draw, not_sure)
            answers = answers.plus(question.id, read_answer(question, raw, rules))
        yield answers


def people(setting: Setting, not_sure: float = 0.15) -> list[Answers]:
    """Finished interviews about conditions that have a product: the demonstration cases, and two people of each who are not
    sure of everything."""
    rules = setting.rules
    told = [answers_of(case, rules) for case in rules.demo_cases.values()]
    for condition in visits(rules):
        for seed in range(2):
            *_, last = interview(rules, setting.as_of, condition, seed, not_sure)
            told.append(last)
    plans = [assess(rules, answers, setting.as_of).plan for answers in told]
    return [answers for answers, plan in zip(told, plans, strict=True) if plan and plan.indications]


def complete(setting: Setting) -> list[Answers]:
    """Two people of every condition that has a product, with a value for every question that its rules read."""
    rules, told = setting.rules, []
    for condition in visits(rules):
        plan = make_plan(rules, condition, setting.as_of)
        for seed in range(2 if plan.indications else 0):
            draw = random.Random(f"complete {condition} {seed}")
            raw = {question.id: _said(question, rules, draw, 0.0) for question in plan.questions} | {"condition": condition}
            told.append(Answers({name: read_answer(rules.questions[name], said, rules) for name, said in raw.items()}))
    return told


def _said(question: Question, rules: RuleBase, draw: random.Random, not_sure: float) -> str | float:
    if draw.random() < not_sure:
        try:
            return str(read_answer(question, NOT_SURE, rules).written)
        except AnswerProblem:
            pass  # this one cannot be answered so
    if question.type == "age":
        return draw.choice(AGES)
    if question.type == "number":
        return draw.randint(int(question.least or 0), int(min(question.most or 6, 6)))
    known = [name for name in choices(question, rules) if not any(one.id == name and one.unknown for one in question.options)]
    return draw.choice(known)
