"""From one result to another: for each pair of results that a changed rule moves, the smallest answer set that shows it.

A changed rule is the cause of a difference at an answer set when it alone makes it (laid over the old side) or is needed
for it (without it the new side says what it said). What no single rule is the cause of is found too, as *together*.

Each answer of the set is then widened to all that say the same in every world ("age 2 to 11" instead of "age 2"), together
with every other answer of it; a number only to the range around it.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trialhelper.diff.changes import Mixer, RuleChange
from trialhelper.diff.model import Cause, Given, IndicationKey
from trialhelper.diff.seats import World, key_of
from trialhelper.engine.assess import Talks, converse, situation
from trialhelper.engine.compiled import marks_under
from trialhelper.engine.diagrams import Diagrams, Fact, Way, cost_of
from trialhelper.engine.evaluate import Fit, fit_of
from trialhelper.engine.plan import NO_LEAST, NO_MOST, Bound
from trialhelper.engine.space import fits, said

__all__ = ["Transition", "steps_of", "widened"]

_MOST = 64
"""How many combinations are looked at; a set of many answers is not widened any further."""

_Says = Talks | Fit | None
_Pair = tuple[object, object]


@dataclass(frozen=True, slots=True)
class Transition:
    """A smallest answer set at which one cause moves a fit (of `key`) or the conversation, and where that was looked at."""

    cause: Cause
    worlds: tuple[World, ...]
    """The old side and the new one, and for one of several changes: it alone, and all but it."""
    key: IndicationKey | None
    way: Way

    def said(self, grid: Diagrams, facts: Mapping[str, Fact]) -> tuple[object, ...]:
        """What each world says of these answers: the conversations, and the fit of `key`."""
        every = dict.fromkeys(grid.names) | dict(facts)
        return tuple(self._said_in(world, every) for world in self.worlds)

    def _said_in(self, world: World, every: Mapping[str, Fact]) -> object:
        heard = world.hears(every)
        marks = marks_under(world.plan, heard)
        fits = {key_of(one): fit_of(mark) for one, mark in zip(world.plan.indications, marks, strict=True)}
        return converse(world.rules, situation(world.plan, heard, marks)), fits.get(self.key) if self.key else None


def steps_of(mixer: Mixer, grid: Diagrams, name: str) -> Iterator[Transition]:
    """For every cause each pair of fits, and of conversations, that it moves between."""
    changes = mixer.changes
    both = (mixer.world(()), mixer.world(changes))
    for key in (*(key for key in mixer.keys if key[1] == name), None):
        left = dict(_pairs(both, key, grid))
        if not left:
            continue
        found: dict[_Pair, int] = {}
        for change in changes:
            worlds = _four(mixer, both, change)
            if key is not None and key not in change.indications:
                continue
            here = dict(_pairs(worlds, key, grid))
            for pair, way in here.items():
                found[pair] = min(len(way), found.get(pair, len(way)))
                yield Transition(change.cause, worlds, key or _only(mixer, change), way)
        for pair, way in left.items():
            if pair not in found or len(way) < found[pair]:
                yield Transition(Cause("together", "", "", None, tuple(map(_name, changes))), both, key, way)


def _four(mixer: Mixer, both: tuple[World, World], change: RuleChange) -> tuple[World, ...]:
    if len(mixer.changes) == 1:
        return both
    return (*both, mixer.world((change,)), mixer.world(one for one in mixer.changes if one is not change))


def _only(mixer: Mixer, change: RuleChange) -> IndicationKey | None:
    """The indication that a change is about, if it is about one here: its fit is told beside the conversation."""
    mine = [key for key in change.indications if key in mixer.keys]
    return mine[0] if len(mine) == 1 else None


def _name(change: RuleChange) -> str:
    return f"{change.cause.kind} {change.cause.id}".strip()


def _pairs(worlds: tuple[World, ...], key: IndicationKey | None, grid: Diagrams) -> Iterator[tuple[_Pair, Way]]:
    """Each pair of old and new that differs, the change being the cause of it, with the smallest way to it."""
    node = grid.joined(_moved, *(_says(world, key, grid) for world in worlds))
    costs = [
        {place: cost_of(len(grid.names), question, place) if place else 0 for place in range(len(facts))}
        for question, facts in enumerate(grid.facts)
    ]
    for pair, (_, way) in grid.cheapest(node, costs).items():
        if pair is not None:
            yield pair, way


def _says(world: World, key: IndicationKey | None, grid: Diagrams) -> int:
    """What a world says of one indication, or the conversations."""
    space = world.space(grid)
    if key is None:
        return said(space, world.rules)
    places = [place for place, one in enumerate(world.plan.indications) if key_of(one) == key]
    return fits(space, places[0]) if places else grid.constant(None)


def _moved(old: _Says, new: _Says, alone: _Says = None, *without: _Says) -> _Pair | None:
    """What a cause moves from and to: where it alone makes the difference, or where there is none without it."""
    if old == new or (without and (alone, *without) == (old, new)):
        return None
    return _told_apart(old, new)


def _told_apart(old: _Says, new: _Says) -> _Pair:
    """Talks are told apart by the first of them; those beside it only where the first is the same."""
    if old is None or new is None:
        return old is None, new is None
    if isinstance(old, tuple) and isinstance(new, tuple) and old[0] != new[0]:
        return old[0], new[0]
    return old, new


def widened(step: Transition, grid: Diagrams) -> tuple[Given, ...]:
    """The answers of a step in the order in which they are asked."""
    box: dict[int, list[int]] = {question: [place] for question, place in step.way}
    said = step.said(grid, grid.told(step.way))

    def same(question: int, place: int) -> bool:
        others = [box[name] for name in box if name != question]
        if math.prod(map(len, others)) > _MOST:
            return False
        names = [name for name in box if name != question]
        return all(
            step.said(grid, grid.told(((question, place), *zip(names, chosen, strict=True)))) == said
            for chosen in itertools.product(*others)
        )

    for question, place in step.way:
        facts = grid.facts[question]
        if isinstance(facts[place], str):
            box[question] = [other for other in range(1, len(facts)) if other == place or same(question, other)]
        else:
            box[question] = [place]
            for way in (range(place - 1, 0, -1), range(place + 1, len(facts))):
                for other in way:
                    if not same(question, other):
                        break
                    box[question].append(other)
            box[question].sort()
    return tuple(_told(grid.names[question], grid.facts[question], box[question], place) for question, place in step.way)


def _told(name: str, facts: tuple[Fact, ...], places: list[int], place: int) -> Given:
    example = facts[place]
    assert example is not None
    if isinstance(example, str):
        return Given(name, example, tuple(str(facts[one]) for one in places))
    cuts = (NO_LEAST, NO_LEAST, *(fact for fact in facts[2:] if isinstance(fact, Bound)), NO_MOST)
    return Given(name, example, (), cuts[places[0]], cuts[places[-1] + 1])
