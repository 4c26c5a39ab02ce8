"""The answer space of a plan: every answer that the rules can tell apart, and what all of them together lead to.

Numbers are cut at the bounds that the rules mention; "nothing known" is one more answer to every question. What the answers
lead to (the rank and the fit of each indication, each point, what the decision table sees and says) is one decision diagram
each, put together from those of the criteria. They hold the whole space, so whatever is read off them is exact: which
questions matter, what can be reached, and the fewest answers that lead there. Relevance, reasons, fewest changes, the
comparison of two rule bases and the checks all stand on this module.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trialhelper.cache import cached
from trialhelper.engine.assess import (
    NO_PRODUCT,
    Situation,
    Talks,
    carrier_state,
    converse,
    rank_of,
    situation,
    situation_of,
    talks_of_trials,
)
from trialhelper.engine.compiled import marks_under, outcomes_of
from trialhelper.engine.diagrams import OPEN_YET, Diagrams, Fact
from trialhelper.engine.evaluate import Mark, fit_of, settled, truth
from trialhelper.engine.plan import Bound, CarrierPlan, Criterion, Discussed, Node, Plan, nodes
from trialhelper.kleene import TRUE
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import ConditionCell, Question
from trialhelper.rulebase.linking import telling_options

__all__ = [
    "Fact",
    "Heard",
    "Space",
    "cells",
    "components",
    "conversations",
    "diagrams_of",
    "fits",
    "marks",
    "ranks",
    "results",
    "said",
    "seen_under",
    "situations",
    "space_of",
    "that_matter",
]

_OTHER_KIND = int(Mark.OTHER_KIND)


# ---- the answers ----


@cached
def cells(plan: Plan) -> Mapping[str, tuple[Fact, ...]]:
    """For every question of the plan the facts that its rules can tell apart, None (nothing known) first."""
    bounds: dict[str, set[Bound]] = {}
    for leaf in _all_leaves(plan):
        bounds.setdefault(leaf.question, set()).update(bound for bound in (leaf.least, leaf.below) if abs(bound) != float("inf"))
    return {question.id: (None, *_values(question, sorted(bounds.get(question.id, ())))) for question in plan.questions}


def _values(question: Question, bounds: list[Bound]) -> Iterator[Fact]:
    if question.type in ("choice", "yes_no"):
        yield from telling_options(question)
    elif question.type in ("age", "number"):
        if not bounds or bounds[0] > 0:
            yield Bound(bounds[0] / 2 if bounds else 1.0)
        yield from bounds


def _all_leaves(plan: Plan) -> Iterator[Node]:
    discussed = (*plan.trial_points, *(one for indication in plan.indications for one in indication.discuss))
    for indication in plan.indications:
        for criterion in (*indication.criteria, *indication.postponing):
            yield from nodes(criterion.node)
    for carrier in plan.carriers.values():
        yield from nodes(carrier.node)
    for one in discussed:
        if one.node:
            yield from nodes(one.node)
    yield from nodes(plan.trial_reason)


def components(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Questions that can only be looked at together: groups that share a question are joined."""
    joined: list[frozenset[str]] = []
    for group in groups:
        touching = [other for other in joined if other & group]
        joined = [other for other in joined if not other & group]
        joined.append(group.union(*touching))
    return joined


def diagrams_of(plans: Sequence[Plan], order: Iterable[str]) -> Diagrams:
    """Diagrams over the answers that any of some plans tells apart, the questions in an order. The condition is no part of it."""
    seen: dict[str, dict[Fact, None]] = {}
    for plan in plans:
        for name, facts in cells(plan).items():
            seen.setdefault(name, {}).update(dict.fromkeys(facts))
    names = tuple(name for name in order if name in seen and name != "condition")
    return Diagrams(names, tuple(_in_order(seen[name]) for name in names))


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Nothing known first; then numbers from the least up, options as they stand."""
    told = [fact for fact in facts if fact is not None]
    numbers = sorted(fact for fact in told if not isinstance(fact, str))
    return (None, *(numbers or told))


# ---- what they lead to ----


@dataclass(frozen=True, slots=True)
class Heard:
    """What a plan takes of the answers that it is told."""

    held: tuple[tuple[str, Fact], ...] = ()
    """What it holds, whatever is told."""
    unheard: frozenset[tuple[str, Fact]] = frozenset()
    """Answers that its questions cannot take: to it they are not known."""

    def __call__(self, facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
        if not self.held and not self.unheard:
            return facts
        return {**{name: None if (name, fact) in self.unheard else fact for name, fact in facts.items()}, **dict(self.held)}

    def asks(self, diagrams: Diagrams, names: Iterable[str]) -> tuple[str, ...]:
        """Of some questions those that are still to be told."""
        held = dict(self.held)
        return tuple(name for name in names if name not in held and name in diagrams.level)


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """What the answers lead to in a plan: one diagram for each thing, made when it is first asked for."""

    diagrams: Diagrams
    plan: Plan
    hears: Heard = Heard()
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What `cached` keeps of it."""


@cached
def space_of(plan: Plan) -> Space:
    """The space of a plan by itself. The question that tells the kinds apart comes first: each kind is small by itself."""
    asked = plan.condition.kinds_ask
    names = [question.id for question in plan.questions]
    return Space(diagrams_of([plan], sorted(names, key=lambda name: name != asked)), plan)


@cached
def _marks_of_one(diagrams: Diagrams, criterion: Criterion, hears: Heard) -> int:
    outcomes = outcomes_of(criterion)
    asked = hears.asks(diagrams, criterion.node.questions)
    return diagrams.of(asked, lambda facts: int(outcomes(hears(facts)).mark))


@cached
def _truth_of(diagrams: Diagrams, node: Node, hears: Heard) -> int:
    return diagrams.of(hears.asks(diagrams, node.questions), lambda facts: truth(node, hears(facts)) == TRUE)


def _added(marks: int, more: int) -> int:
    return settled(marks | more)


@cached
def marks(space: Space, place: int) -> int:
    """What the criteria of an indication add up to, without what tells nothing more beside the rest."""
    diagrams, indication = space.diagrams, space.plan.indications[place]
    found = diagrams.constant(0 if indication.available else int(Mark.NEVER))
    for criterion in indication.criteria:
        found = diagrams.joined(_added, found, _marks_of_one(diagrams, criterion, space.hears), ends=_OTHER_KIND)
    return found


@cached
def ranks(space: Space, place: int) -> int:
    """The rank of what an indication reaches."""
    return space.diagrams.joined(rank_of, marks(space, place))


@cached
def fits(space: Space, place: int) -> int:
    """The fit of an indication."""
    return space.diagrams.joined(fit_of, marks(space, place))


@cached
def _carriers(space: Space) -> int:
    """Whether somebody has the condition as told, or may be a carrier of the kind that was told."""
    diagrams, plan, hears = space.diagrams, space.plan, space.hears
    asked = plan.condition.kinds_ask
    state = diagrams.constant("listed")
    for name, carrier in plan.carriers.items():
        kind = plan.kinds_by_id.get(name)
        own = (carrier.signs, *carrier.node.questions)
        names = dict.fromkeys((asked, *own) if asked else own)

        def see(facts: Mapping[str, Fact], carrier: CarrierPlan = carrier, kind: str | None = kind) -> str:
            heard = hears(facts)
            return carrier_state(carrier, heard) if asked is None or _kind_told(plan, heard.get(asked)) == kind else "listed"

        state = diagrams.joined(_rather, state, diagrams.of(hears.asks(diagrams, names), see))
    return state


def _kind_told(plan: Plan, told: Fact) -> str | None:
    return str(told) if told in plan.kinds else None


def _rather(one: str, two: str) -> str:
    return two if one == "listed" else one


@cached
def _seen(space: Space) -> int:
    """What the decision table sees."""
    diagrams, plan, hears = space.diagrams, space.plan, space.hears
    best = gone = diagrams.constant(NO_PRODUCT)
    for place, indication in enumerate(plan.indications):
        if indication.available:
            best = diagrams.joined(min, best, ranks(space, place), ends=0)
        else:
            gone = diagrams.joined(min, gone, ranks(space, place))
    asked = plan.condition.kinds_ask
    kind = (
        diagrams.of(hears.asks(diagrams, (asked,)), lambda facts: hears(facts).get(asked)) if asked else diagrams.constant(None)
    )
    reason = _truth_of(diagrams, plan.trial_reason, hears)

    def see(best: int, gone: int, kind: Fact, state: ConditionCell, reason: bool) -> Situation:
        return situation_of(plan, kind, state, best, gone < NO_PRODUCT, reason)

    return diagrams.joined(see, best, gone, kind, _carriers(space), reason)


@cached
def said(space: Space, rules: RuleBase) -> int:
    """The conversations, by the decision table of a rule base."""

    def say(seen: Situation) -> Talks:
        return converse(rules, seen)

    return space.diagrams.joined(say, _seen(space))


@cached
def conversations(space: Space, rules: RuleBase) -> int:
    """The primary conversation."""

    def first(said: Talks) -> str:
        return said[0]

    return space.diagrams.joined(first, said(space, rules))


def _shown(fit: str, holds: bool) -> bool:
    return holds and fit != "differs"


def _raised(said: Talks, holds: bool) -> bool:
    return holds and talks_of_trials(said[0], said[2])


@cached
def results(space: Space, rules: RuleBase) -> tuple[int, ...]:
    """Everything that a person can see change: each fit, the conversations, and each point."""
    diagrams, plan, hears = space.diagrams, space.plan, space.hears
    found = {fits(space, place): None for place in range(len(plan.indications))}
    found[said(space, rules)] = None
    for place, indication in enumerate(plan.indications):
        for node in (*_waiting(indication.discuss), *(one.node for one in indication.postponing)):
            found[diagrams.joined(_shown, fits(space, place), _truth_of(diagrams, node, hears))] = None
    for node in _waiting(plan.trial_points):
        found[diagrams.joined(_raised, said(space, rules), _truth_of(diagrams, node, hears))] = None
    return tuple(found)


def _waiting(discussed: Iterable[Discussed]) -> Iterator[Node]:
    return (one.node for one in discussed if one.node is not None)


# ---- what is read off ----


def that_matter(diagrams: Diagrams, found: Iterable[int], held: Mapping[str, Fact]) -> set[str]:
    """The questions that some diagrams still turn on while some facts are held."""
    places = diagrams.held(held)
    done = sum(1 << level for level, place in enumerate(places) if place != OPEN_YET)
    known = done
    for node in found:
        if diagrams.reads(node) & ~known:
            known |= diagrams.matters(node, places)
    return {name for level, name in enumerate(diagrams.names) if (known & ~done) >> level & 1}


def seen_under(plan: Plan, facts: Mapping[str, Fact]) -> Situation:
    """What the decision table sees, as the engine has it."""
    return situation(plan, facts, marks_under(plan, facts))


def situations(
    plan: Plan, held: Mapping[str, Fact] | None = None, now: Mapping[str, Fact] | None = None
) -> dict[Situation, dict[str, Fact]]:
    """Every situation that some completion of the held facts leads to, each with the one that changes least of `now`.

    `held` may hold None for a question: then nothing is known of it, and stays so.
    """
    space, held, told = space_of(plan), held or {}, {**(now or {}), **(held or {})}
    diagrams = space.diagrams
    places = [max(place, 0) for place in diagrams.held(told)]
    costs = [
        {place: int(place != here) for place in range(len(facts)) if name not in held or place == here}
        for name, facts, here in zip(diagrams.names, diagrams.facts, places, strict=True)
    ]
    stays = {"condition": plan.condition.id, **{name: told.get(name) for name in diagrams.names}}
    return {seen: {**stays, **diagrams.told(way)} for seen, (_, way) in diagrams.cheapest(_seen(space), costs).items()}
