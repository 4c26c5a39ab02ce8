"""The smallest answer set for everything that several worlds can say at once, exactly, without walking the product.

Criteria that share no question are independent, so each group of questions is enumerated on its own, and for each state
that the groups can add up to only the smallest way to it is kept. A world sees of its indications only the best that is
available and whether one is gone: what can no longer be the best is forgotten, which keeps the states few.

The smallest way has the fewest told answers; of several the first by the order of the questions, then of the answers.
Both survive putting independent groups together, so the smallest way to a state is made of smallest ways to its parts.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trialhelper.diff.seats import World
from trialhelper.engine.evaluate import CHANGEABLE, CONFIRM, FIXED, OPEN, OTHER_KIND
from trialhelper.engine.plan import IndicationPlan, Plan
from trialhelper.engine.space import Fact, Piece, cells, components, direct_questions, marks_of, pieces, settle

__all__ = ["End", "Grid", "Way", "cost", "ends", "grid_of"]

Way = tuple[tuple[int, int], ...]
"""An answer set: places of questions, rising, each with the place of its answer. What is not named is not told."""

_BEST_FIRST = (0, OPEN, CONFIRM, CHANGEABLE, FIXED, OTHER_KIND)
_RANK = {mark: rank for rank, mark in enumerate(_BEST_FIRST)}


@dataclass(frozen=True, slots=True)
class Grid:
    """Every question that can move either side, in the order in which it is asked, with the answers that they tell apart."""

    names: tuple[str, ...]
    facts: tuple[tuple[Fact, ...], ...]
    """None (not told) first."""

    def told(self, way: Way) -> dict[str, Fact]:
        return {self.names[question]: self.facts[question][place] for question, place in way}


def grid_of(plans: Sequence[Plan], order: Iterable[str]) -> Grid:
    """The answers that any of the plans tells apart, and those that only one of them knows."""
    seen: dict[str, dict[Fact, None]] = {}
    for plan in plans:
        for name, facts in cells(plan).items():
            seen.setdefault(name, {}).update(dict.fromkeys(facts))
    names = tuple(name for name in order if name in seen and name != "condition")
    return Grid(names, tuple(_in_order(seen[name]) for name in names))


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Numbers from the least up, options as they stand; nothing known first."""
    told = [fact for fact in facts if fact is not None]
    numbers = sorted(fact for fact in told if not isinstance(fact, str))
    return (None, *(numbers or told))


@dataclass(frozen=True, slots=True)
class End:
    """What one completed way says in each world: the marks of its indications, and the facts that its table looks at."""

    marks: tuple[tuple[int, ...], ...]
    facts: tuple[Mapping[str, Fact], ...]


@dataclass(frozen=True, slots=True)
class _Track:
    """One indication as one or more worlds have it."""

    indication: IndicationPlan
    held: Mapping[str, Fact]
    decided: int
    pieces: tuple[Piece, ...]


def ends(worlds: Sequence[World], grid: Grid, fold: bool = True) -> Iterator[tuple[End, Way]]:
    """Everything that the worlds can say at once, each with the smallest way to it.

    With `fold` the marks are only good for `situation`: an indication that another one outdoes in every world is left as
    if it were for another kind.
    """
    tracks, seats = _tracks(worlds)
    places = {name: place for place, name in enumerate(grid.names)}
    direct = [direct_questions(one.plan).difference(one.held) for one in worlds] if fold else []
    asked = frozenset[str]().union(*direct).intersection(places)
    groups = _groups(tracks, asked)
    last = _last_groups(tracks, groups)
    states: dict[tuple[tuple[int, ...], tuple[tuple[str, Fact], ...]], Way] = {
        (tuple(track.decided for track in tracks), ()): (),
    }
    for number, group in enumerate(groups):
        done = frozenset(place for place, until in enumerate(last) if until <= number)
        fold_now = fold and number in last
        steps = _steps(tracks, group, grid, places, asked)
        joined: dict[tuple[tuple[int, ...], tuple[tuple[str, Fact], ...]], Way] = {}
        for ((marks, facts), way), ((added, told), step) in itertools.product(states.items(), steps.items()):
            both = tuple(map(_join, marks, added))
            state = (_forget(both, done, tracks, seats) if fold_now else both, facts + told)
            longer = tuple(sorted(way + step))
            if state not in joined or cost(longer) < cost(joined[state]):
                joined[state] = longer
        states = joined
    for (marks, facts), way in states.items():
        seen = tuple(tuple(marks[place] for place in seat) for seat in seats)
        yield End(seen, tuple(world.hears(dict(facts)) for world in worlds)), way


def cost(way: Way) -> tuple[int, list[int], list[int]]:
    """By what ways are ordered: how many answers, then which questions, then which answers."""
    return len(way), [question for question, _ in way], [place for _, place in way]


def _join(one: int, two: int) -> int:
    return settle(one | two)


def _tracks(worlds: Sequence[World]) -> tuple[list[_Track], list[list[int]]]:
    """The indications of all worlds, each once, and which of them each world has."""
    found: dict[tuple[int, tuple[tuple[str, Fact], ...]], int] = {}
    tracks: list[_Track] = []
    seats: list[list[int]] = []
    for world in worlds:
        decided, still = pieces(world.plan, world.held)
        mine = []
        for place, indication in enumerate(world.plan.indications):
            key = (id(indication), tuple(world.held.items()))
            if key not in found:
                found[key] = len(tracks)
                parts = tuple(piece for piece in still if piece.indication == place)
                tracks.append(_Track(indication, world.held, decided[place], parts))
            mine.append(found[key])
        seats.append(mine)
    return tracks, seats


def _groups(tracks: Sequence[_Track], asked: frozenset[str]) -> list[frozenset[str]]:
    """Questions that have to be looked at together: first those that many indications share, then one indication after
    the other, and last what only the decision table looks at."""
    read = [piece.questions for track in tracks for piece in track.pieces]
    groups = components([*read, asked] if asked else read)

    def order(group: frozenset[str]) -> tuple[int, list[int], list[str]]:
        users = [place for place, track in enumerate(tracks) if any(piece.questions <= group for piece in track.pieces)]
        return -len(users), users, sorted(group)

    return sorted(groups, key=order)


def _last_groups(tracks: Sequence[_Track], groups: Sequence[frozenset[str]]) -> list[int]:
    """For each track the last group that moves it; 0 when none does."""
    return [
        max((number for number, group in enumerate(groups) for piece in track.pieces if piece.questions <= group), default=0)
        for track in tracks
    ]


def _steps(
    tracks: Sequence[_Track], group: frozenset[str], grid: Grid, places: Mapping[str, int], asked: frozenset[str]
) -> dict[tuple[tuple[int, ...], tuple[tuple[str, Fact], ...]], Way]:
    """What the completions of one group add to the state, each with the smallest of them that does."""
    names = sorted(group, key=places.__getitem__)
    moved = [(place, piece) for place, track in enumerate(tracks) for piece in track.pieces if piece.questions <= group]
    found: dict[tuple[tuple[int, ...], tuple[tuple[str, Fact], ...]], Way] = {}
    for chosen in itertools.product(*(range(len(grid.facts[places[name]])) for name in names)):
        facts = {name: grid.facts[places[name]][place] for name, place in zip(names, chosen, strict=True)}
        added = [0] * len(tracks)
        for place, piece in moved:
            added[place] |= marks_of(piece, {**facts, **tracks[place].held})
        told = tuple((name, facts[name]) for name in names if name in asked)
        way = tuple((places[name], place) for name, place in zip(names, chosen, strict=True) if place)
        state = (tuple(map(settle, added)), told)
        if state not in found or cost(way) < cost(found[state]):
            found[state] = way
    return found


def _forget(
    marks: tuple[int, ...], done: frozenset[int], tracks: Sequence[_Track], seats: Sequence[Sequence[int]]
) -> tuple[int, ...]:
    """The marks without what can no longer matter: a finished indication that another outdoes wherever it is."""
    kept: set[int] = set()
    for seat in seats:
        best: dict[bool, int] = {}
        for place in seat:
            if place in done and marks[place] != OTHER_KIND:
                available = tracks[place].indication.available
                if available not in best or _RANK[marks[place]] < _RANK[marks[best[available]]]:
                    best[available] = place
        kept.update(best.values())
    left = list(marks)
    for place in done - kept:
        left[place] = OTHER_KIND
    return tuple(left)
