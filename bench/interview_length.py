"""How many pages an interview takes, beside the least possible.

A person is drawn at random: for every question one of the answers that the rules can tell apart, "not sure" among them,
each as likely as the others. Pages are counted from the first question to the last ("who is this for", the condition,
each question that stands alone, and the one page of several questions). The page that asks for letters and reports comes last,
may be passed over whole, and is not counted: how many people see it is told apart. The least possible is the mean of an
optimal decision tree over the questions that stand alone: at each point the question that leaves the fewest pages to expect,
found by trying all of them. `who`, the condition and the shared page count in both.

Two things keep the trees small and the figures exact. Answers that leave the same to be decided have one tree between them.
And the question that tells the kinds apart comes first in some best tree: it matters until it is answered, so every path
asks it, and a question that every path asks can be moved to the top at no cost. Where a kind still has too many states (in
fact where somebody is not sure which of a dozen it is) the least possible is replaced by less, by a bound that no tree can go
below; the ratio is then too high rather than too low, and the note says so.
"""

import itertools
import random
import statistics
from collections.abc import Hashable, Iterator, Mapping
from functools import reduce
from typing import NamedTuple

from bench.people import Setting, visits
from bench.report import Row, against
from trialhelper.engine.compiled import outcomes_of
from trialhelper.engine.evaluate import Mark, fit_of, settled, truth
from trialhelper.engine.plan import CarrierPlan, Node, Plan, make_plan
from trialhelper.engine.relevance import relevant_to
from trialhelper.engine.space import Fact, cells, fits, space_of, that_matter
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase import RuleBase
from trialhelper.rulebase.entries import Question

__all__ = ["Expected", "Trees", "rows"]

_MEDIAN, _MOST, _RATIO = 6, 14, 1.15
_STATES = 3000  # a tree that has more is not tried out in every order, and its least is bounded instead

Held = Mapping[str, Fact]


class Expected(NamedTuple):
    """The expected pages in our order and in the best one; `exact` unless the best was bounded from below."""

    ours: float
    best: float
    exact: bool = True


class _TooLarge(Exception):
    """The tree has more states than are tried."""


class Trees:
    """The decision trees of one plan; what is left to be asked is worked out once for each state."""

    def __init__(self, rules: RuleBase, plan: Plan, states: int = _STATES) -> None:
        self.rules, self.plan, self.states = rules, plan, states
        self._open: dict[Hashable, tuple[list[str], bool]] = {}
        self._ours: dict[Hashable, float] = {}
        self._best: dict[Hashable, float] = {}

    def expected(self) -> Expected:
        """What is to be expected of the whole condition."""
        start: Held = {"condition": self.plan.condition.id}
        asked = self.plan.condition.kinds_ask
        if asked is None or self.rules.questions[asked].asked != "alone":
            return self._expected(start)
        by_kind = [self._expected({**start, asked: fact}) for fact in cells(self.plan)[asked]]
        best = 1 + statistics.fmean(one.best for one in by_kind)
        return Expected(self._pages(start), best, all(one.exact for one in by_kind))

    def _expected(self, held: Held) -> Expected:
        self._best.clear()
        try:
            return Expected(self._pages(held), self._least(held))
        except _TooLarge:
            return Expected(self._pages(held), self.at_least(held), exact=False)

    def _alone(self, state: Hashable, held: Held) -> tuple[list[str], bool]:
        """The questions that stand alone and still matter, in our order, and whether any of the shared page does."""
        if state not in self._open:
            told = [one for one in _asked(self.rules, self.plan, held) if one.answered_by != "paper"]
            alone = [one.id for one in told if one.asked == "alone"]
            self._open[state] = alone, len(alone) < len(told)
        return self._open[state]

    def _pages(self, held: Held) -> float:
        """The expected pages in our order."""
        state = left_to_decide(self.plan, held)
        if state not in self._ours:
            names, shared = self._alone(state, held)
            self._ours[state] = 1 + self._mean(held, names[0], best=False) if names else 2.0 + shared
        return self._ours[state]

    def _least(self, held: Held) -> float:
        """The expected pages in the best order. Raises _TooLarge."""
        state = left_to_decide(self.plan, held)
        if state not in self._best:
            if len(self._best) >= self.states:
                raise _TooLarge
            names, shared = self._alone(state, held)
            self._best[state] = 1 + min(self._mean(held, name, best=True) for name in names) if names else 2.0 + shared
        return self._best[state]

    def _mean(self, held: Held, name: str, best: bool) -> float:
        further = self._least if best else self._pages
        return statistics.fmean(further({**held, name: fact}) for fact in cells(self.plan)[name])

    def at_least(self, held: Held) -> float:
        """Fewer pages are not to be expected in any order.

        Whoever gave some answers has been asked each question of which another answer would, beside the same others, change a
        fit: without it the interview was not over. So each question costs at least the share of people for whom it does, of
        whom those are counted for whom it changes the fit of one indication, the one that makes the share largest.
        """
        names, _ = self._alone(left_to_decide(self.plan, held), held)
        return 2.0 + sum(
            max((self._share(held, name, place, frozenset(names)) for place in range(len(self.plan.indications))), default=0.0)
            for name in names
        )

    def _share(self, held: Held, name: str, place: int, names: frozenset[str]) -> float:
        """The share of people for whom a question changes the fit of one indication, all other questions of `names` told."""
        read = frozenset().union(*(one.node.questions for one in self.plan.indications[place].criteria))
        if name not in read:
            return 0.0
        others = sorted(read & names - {name})
        told = itertools.product(*(cells(self.plan)[other] for other in others))
        space = space_of(self.plan)
        fit = [fits(space, place)]
        return statistics.fmean(
            name in that_matter(space.diagrams, fit, {**held, **dict(zip(others, values, strict=True))}) for values in told
        )


def left_to_decide(plan: Plan, held: Held) -> Hashable:
    """All that the held facts leave to be decided: where it is the same, so is what still matters, now and later on.

    That is what is decided of each indication, the criteria and the points that read an open question, with whatever else
    they read, and the answers that the decision table looks at itself.
    """
    decided: list[int] = []
    still, points = [], []
    for indication in plan.indications:
        told = [one for one in indication.criteria if one.node.questions <= held.keys()]
        gone = 0 if indication.available else int(Mark.NEVER)
        marks = settled(reduce(int.__or__, (int(outcomes_of(one)(held).mark) for one in told), gone))
        decided.append(marks)
        if marks & Mark.OTHER_KIND:
            continue
        further = [one for one in indication.criteria if one.side == "kind" or not marks & Mark.NEVER]
        still.append([_still(one.node, held) for one in further])
        if fit_of(marks) != "differs":
            points += [_left_of(one.node, held) for one in (*indication.discuss, *indication.postponing) if one.node]
    asked = plan.condition.kinds_ask
    return (
        tuple(decided),
        tuple([tuple(filter(None, one)) for one in still]),
        tuple(points),
        tuple([_left_of(discussed.node, held) for discussed in plan.trial_points if discussed.node]),
        tuple([_left_of_carrier(one, held) for one in plan.carriers.values()]),
        _left_of(plan.trial_reason, held),
        (asked in held, held.get(asked)) if asked else None,
    )


def _left_of_carrier(carrier: CarrierPlan, held: Held) -> Hashable:
    """Whether somebody may be a carrier, and what of it is still open; the signs tell nothing of anybody else."""
    left = _left_of(carrier.node, held)
    return left, left not in (FALSE, UNKNOWN) and (carrier.signs in held, held.get(carrier.signs))


def _left_of(node: Node, held: Held) -> Hashable:
    """What is left of a node of which only the truth counts: its truth, or the parts that read an open question."""
    if not node.parts:
        return truth(node, held) if node.question in held else node
    parts = [_left_of(part, held) for part in node.parts]
    if node.shape == "not":
        return 2 - parts[0] if isinstance(parts[0], int) else ("not", parts[0])
    worst, best = (FALSE, TRUE) if node.shape == "all" else (TRUE, FALSE)
    open_yet = tuple([part for part in parts if part != best])
    if worst in open_yet or not open_yet:
        return worst if open_yet else best
    return UNKNOWN if set(open_yet) == {UNKNOWN} else (node.shape, frozenset(open_yet))


def _still(node: Node | None, held: Held) -> Hashable:
    """A node that reads an open question, with the facts that it reads beside it; None for any other."""
    read = node.questions if node else frozenset()
    return None if read <= held.keys() else (node, tuple([(name, held[name]) for name in sorted(read) if name in held]))


def _draw(plan: Plan, draw: random.Random) -> dict[str, Fact]:
    return {name: draw.choice(every) for name, every in cells(plan).items() if name != "condition"}


def _asked(rules: RuleBase, plan: Plan, held: Held) -> list[Question]:
    return [rules.questions[name] for name in relevant_to(rules, plan, held)]


def _pages(rules: RuleBase, plan: Plan, person: dict[str, Fact]) -> tuple[int, bool]:
    """The pages that a person sees before that of the reports, and whether that one comes."""
    held: dict[str, Fact] = {"condition": plan.condition.id}
    pages = 2
    while True:
        asked = _asked(rules, plan, held)
        told = [one for one in asked if one.answered_by != "paper"]
        if not told:
            return pages, bool(asked)
        here = told[:1] if told[0].asked == "alone" else [one for one in told if one.asked == "together"]
        held |= {one.id: person[one.id] for one in here}
        pages += 1


def rows(setting: Setting) -> Iterator[Row]:
    """The pages of random people over all conditions, and what is to be expected beside the least possible."""
    rules, many = setting.rules, setting.rounds(100)
    pages: list[tuple[int, bool]] = []
    ratios: dict[str, float] = {}
    bounded: list[str] = []
    for condition in visits(rules):
        plan = make_plan(rules, condition, setting.as_of)
        draw = random.Random(condition)
        pages += [_pages(rules, plan, _draw(plan, draw)) for _ in range(many)]
        found = Trees(rules, plan).expected()
        ratios[condition] = found.ours / found.best
        if not found.exact:
            bounded.append(condition)
    people = f"{many} random people of each of {len(visits(rules))} conditions"
    counted = [before for before, _ in pages]
    reports = statistics.fmean(seen for _, seen in pages)
    apart = f"{people}; not counted is the page of reports, which {reports:.0%} of them see"
    yield against("pages of an interview, median", statistics.median(counted), max(counted), "pages", _MEDIAN, apart)
    yield against("pages of an interview, longest", max(counted), None, "pages", _MOST)
    longest = max(ratios, key=lambda condition: ratios[condition])
    note = f"all {len(ratios)} conditions; the highest is {longest}"
    if bounded:
        note += f"; beside less than the least possible, so at most this: {', '.join(bounded)}"
    yield against("pages beside the least possible, mean", statistics.fmean(ratios.values()), ratios[longest], "x", _RATIO, note)
