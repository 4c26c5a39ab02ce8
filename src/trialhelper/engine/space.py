"""The answer space of a plan: every answer that the rules can tell apart, and what it can lead to.

Numbers are cut at the bounds that the rules mention; "nothing known" is one more answer to every question. Criteria that
share no open question are independent, so what a whole space can lead to is put together from small parts and stays
exact. Relevance, the smallest deciding set and the checks of a rule base all stand on this module.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trialhelper.cache import cached
from trialhelper.engine.assess import Situation, situation
from trialhelper.engine.evaluate import CHANGEABLE, CONFIRM, FIXED, OPEN, OTHER_KIND, mark, truth
from trialhelper.engine.plan import Criterion, Node, Plan, nodes
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.linking import option_ids

__all__ = [
    "Fact",
    "Piece",
    "State",
    "cell_of",
    "cells",
    "combine",
    "components",
    "direct_questions",
    "marks_of",
    "pieces",
    "reachable",
    "reads",
    "seen_in",
    "settle",
    "situations",
    "steps",
    "together",
]

Fact = str | float | None
_WORST_FIRST = (OTHER_KIND, FIXED, CHANGEABLE, CONFIRM, OPEN)


@cached
def cells(plan: Plan) -> Mapping[str, tuple[Fact, ...]]:
    """For every question of the plan the facts that its rules can tell apart, None (nothing known) first."""
    bounds: dict[str, set[float]] = {}
    for leaf in _all_leaves(plan):
        if leaf.shape == "number":
            bounds.setdefault(leaf.question, set()).update(
                bound for bound in (leaf.least, leaf.below) if abs(bound) != float("inf")
            )
    return {question.id: (None, *_values(question, sorted(bounds.get(question.id, ())))) for question in plan.questions}


def _values(question: Question, bounds: list[float]) -> Iterator[Fact]:
    if question.type in ("choice", "yes_no"):
        unknown = {option.id for option in question.options if option.unknown}
        yield from (option for option in option_ids(question) if option not in unknown)
    elif question.type in ("age", "number"):
        if not bounds or bounds[0] > 0:
            yield bounds[0] / 2 if bounds else 1.0
        yield from bounds


def cell_of(facts: tuple[Fact, ...], fact: Fact) -> Fact:
    """Of the cells of a question the one that stands for an answer: no rule of the plan tells the two apart."""
    if not isinstance(fact, float):
        return fact
    numbers = [one for one in facts if isinstance(one, float)]
    return next((one for one in reversed(numbers) if one <= fact), min(numbers, default=fact) if fact >= 0 else fact)


def _all_leaves(plan: Plan) -> Iterator[Node]:
    for indication in plan.indications:
        for criterion in indication.criteria:
            yield from nodes(criterion.node)
        for discussed in indication.discuss:
            if discussed.node:
                yield from nodes(discussed.node)
    for discussed in plan.trial_points:
        if discussed.node:
            yield from nodes(discussed.node)
    yield from nodes(plan.trial_reason)


def reads(node: Node) -> frozenset[str]:
    """The questions that a node looks at."""
    return node.questions


@lru_cache(maxsize=1024)
def settle(marks: int) -> int:
    """Marks reduced to the one that decides what becomes of an indication; nothing that can still come is lost."""
    return next((worst for worst in _WORST_FIRST if marks & worst), 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """One criterion of one indication (by its place in the plan) that reads open questions."""

    indication: int
    criterion: Criterion
    questions: frozenset[str]
    alone: bool
    """The criterion reads one question only."""


def pieces(plan: Plan, held: Mapping[str, Fact]) -> tuple[list[int], list[Piece]]:
    """What the held facts already decide of each indication, and the criteria that open questions still move.

    An indication that differs for good, or is of another kind, is decided: its other criteria are left out.
    """
    decided, open_pieces = [], []
    for place, indication in enumerate(plan.indications):
        marks = 0 if indication.available else FIXED
        still: list[Piece] = []
        for criterion in indication.criteria:
            read = reads(criterion.node)
            open_questions = read.difference(held)
            if open_questions:
                still.append(Piece(place, criterion, open_questions, len(read) == 1))
            else:
                marks |= _mark(criterion, held)
        decided.append(settle(marks))
        if decided[-1] == FIXED:
            still = [piece for piece in still if piece.criterion.side == "kind"]
        if decided[-1] != OTHER_KIND:
            open_pieces += still
    return decided, open_pieces


def _mark(criterion: Criterion, facts: Mapping[str, Fact]) -> int:
    value = truth(criterion.node, facts)
    return mark(criterion, 2 - value if criterion.side == "rules_out" else value, facts)


@cached
def _marks_by_fact(criterion: Criterion) -> tuple[str, dict[Fact, int]]:
    """For a criterion on one question: the question, and what each fact seen so far adds."""
    return next(nodes(criterion.node)).question, {}


def marks_of(piece: Piece, facts: Mapping[str, Fact]) -> int:
    """What one criterion adds to its indication under facts that hold all of its questions."""
    if not piece.alone:
        return _mark(piece.criterion, facts)
    question, seen = _marks_by_fact(piece.criterion)
    fact = facts[question]
    marks = seen.get(fact)
    if marks is None:
        marks = seen[fact] = _mark(piece.criterion, facts)
    return marks


def components(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Questions that can only be looked at together: groups that share a question are joined."""
    joined: list[frozenset[str]] = []
    for group in groups:
        touching = [other for other in joined if other & group]
        joined = [other for other in joined if not other & group]
        joined.append(group.union(*touching))
    return joined


State = tuple[tuple[int, ...], tuple[tuple[str, Fact], ...]]
"""The marks of every indication, and the answers that the decision table looks at itself."""


def direct_questions(plan: Plan) -> frozenset[str]:
    """The questions whose answers the decision table looks at itself: the kind, and the reason to ask about studies."""
    asked = (plan.condition.kinds_ask, *(leaf.question for leaf in nodes(plan.trial_reason)))
    return frozenset(name for name in asked if name)


def together(plan: Plan, held: Mapping[str, Fact]) -> list[frozenset[str]]:
    """The open questions that can move the conversation, in groups that can be looked at one by one."""
    _, still = pieces(plan, held)
    alone = [frozenset({name}) for name in sorted(direct_questions(plan) - held.keys())]
    points = [reads(point.node).difference(held) for point in plan.trial_points if point.node]
    return components([piece.questions for piece in still] + alone + [group for group in points if group])


def steps(plan: Plan, held: Mapping[str, Fact], group: frozenset[str]) -> Iterator[tuple[State, dict[str, Fact]]]:
    """What each completion of one group of open questions adds to the state, with that completion."""
    _, still = pieces(plan, held)
    moved = [piece for piece in still if piece.questions <= group]
    names, direct, every = sorted(group), direct_questions(plan), cells(plan)
    for values in itertools.product(*(every[name] for name in names)):
        chosen = dict(zip(names, values, strict=True))
        facts = {**held, **chosen}
        added = [0] * len(plan.indications)
        for piece in moved:
            added[piece.indication] |= marks_of(piece, facts)
        yield (tuple(map(settle, added)), tuple((name, chosen[name]) for name in names if name in direct)), chosen


def combine(one: State, two: State) -> State:
    """Two independent states as one."""
    return tuple(settle(a | b) for a, b in zip(one[0], two[0], strict=True)), one[1] + two[1]


def reachable(plan: Plan, held: Mapping[str, Fact], apart: frozenset[str] = frozenset()) -> dict[State, dict[str, Fact]]:
    """Every state that the open questions outside `apart` can lead to, each with one completion that does."""
    decided, _ = pieces(plan, held)
    reached: dict[State, dict[str, Fact]] = {(tuple(decided), ()): {}}
    for group in together(plan, held):
        if group & apart:
            continue
        ways: dict[State, dict[str, Fact]] = {}
        for step, chosen in steps(plan, held, group):
            ways.setdefault(step, chosen)
        joined: dict[State, dict[str, Fact]] = {}
        for (state, way), (step, chosen) in itertools.product(reached.items(), ways.items()):
            joined.setdefault(combine(state, step), {**way, **chosen})
        reached = joined
    return reached


def seen_in(plan: Plan, held: Mapping[str, Fact], state: State) -> Situation:
    """What the decision table sees in a state."""
    return situation(plan, {**held, **dict(state[1])}, list(state[0]))


def situations(plan: Plan, held: Mapping[str, Fact]) -> dict[Situation, dict[str, Fact]]:
    """Every situation that some completion of the held facts leads to, each with one completion that does.

    `held` may hold None for a question: then nothing is known of it, and stays so.
    """
    found: dict[Situation, dict[str, Fact]] = {}
    for state, way in reachable(plan, held).items():
        found.setdefault(seen_in(plan, held, state), way)
    return found
