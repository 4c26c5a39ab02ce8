"""How many pages an interview takes, beside the least possible.

A person is drawn at random: for every question one of the answers that the rules can tell apart, "not sure" among them,
each as likely as the others. Pages are counted from the first question to the last ("who is this for", the condition,
each question that stands alone, and the one page of several questions). The least possible is the mean of an optimal
decision tree over the questions that stand alone: at each point the question that leaves the fewest pages to expect, found
by trying all of them. `who`, the condition and the shared page count in both.
"""

import random
import statistics
from collections.abc import Iterator
from functools import cache

from bench.people import Setting, visits
from bench.report import Row, against
from trialhelper.engine.plan import Plan, make_plan
from trialhelper.engine.relevance import relevant_to
from trialhelper.engine.space import Fact, cells
from trialhelper.rulebase import RuleBase

__all__ = ["rows"]

_MEDIAN, _MOST, _RATIO = 8, 14, 1.15
_STATES = 400  # a condition whose tree has more states is left out of the comparison, and said to be

State = tuple[tuple[str, Fact], ...]


def _alone(rules: RuleBase, plan: Plan, held: dict[str, Fact]) -> list[str]:
    return [name for name in relevant_to(rules, plan, held) if rules.questions[name].asked == "alone"]


def _draw(plan: Plan, draw: random.Random) -> dict[str, Fact]:
    return {name: draw.choice(every) for name, every in cells(plan).items() if name != "condition"}


def _pages(rules: RuleBase, plan: Plan, person: dict[str, Fact]) -> int:
    """The pages that a person sees from the first question to the last."""
    held: dict[str, Fact] = {"condition": plan.condition.id}
    alone = 0
    while names := _alone(rules, plan, held):
        held[names[0]] = person[names[0]]
        alone += 1
    return 2 + alone + bool(relevant_to(rules, plan, held))


class _TooLarge(Exception):
    """The tree has more states than are tried."""


def _expected(rules: RuleBase, plan: Plan) -> tuple[float, float]:
    """The expected pages in our order, and in the best order. Raises _TooLarge."""
    every = cells(plan)
    seen = 0

    @cache
    def from_here(state: State) -> tuple[float, float]:
        nonlocal seen
        seen += 1
        if seen > _STATES:
            raise _TooLarge
        held = dict(state)
        names = _alone(rules, plan, held)
        if not names:
            shared = 2.0 + bool(relevant_to(rules, plan, held))
            return shared, shared
        ways = [[from_here(tuple(sorted((*state, (name, fact)), key=str))) for fact in every[name]] for name in names]
        ours = 1 + statistics.fmean(one for one, _ in ways[0])
        return ours, min(1 + statistics.fmean(best for _, best in way) for way in ways)

    return from_here((("condition", plan.condition.id),))


def rows(setting: Setting) -> Iterator[Row]:
    """The pages of random people over all conditions, and what is to be expected beside the least possible."""
    rules, many = setting.rules, setting.rounds(100)
    pages: list[int] = []
    ratios: list[float] = []
    left_out: list[str] = []
    for condition in visits(rules):
        plan = make_plan(rules, condition, setting.as_of)
        draw = random.Random(condition)
        pages += [_pages(rules, plan, _draw(plan, draw)) for _ in range(many)]
        try:
            ours, best = _expected(rules, plan)
            ratios.append(ours / best)
        except _TooLarge:
            left_out.append(condition)
    people = f"{many} random people of each of {len(visits(rules))} conditions"
    yield against("pages of an interview, median", statistics.median(pages), max(pages), "pages", _MEDIAN, people)
    yield against("pages of an interview, longest", max(pages), None, "pages", _MOST)
    note = f"over {len(ratios)} conditions" + (f"; too many states: {', '.join(left_out)}" if left_out else "")
    yield against("pages beside the least possible, mean", statistics.fmean(ratios), max(ratios), "x", _RATIO, note)
