"""Decision diagrams over the answers to some questions: a function of the answers, with what does not matter left out.

A diagram asks the questions in a fixed order and ends in a value. It is reduced: no node whose answers all lead to the same,
and no two nodes alike. So it is one and the same for one and the same function, and a question matters to the function if
and only if the diagram asks it. Each question takes one of a few answers, the cells that the rules tell apart.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import count
from typing import Any, Final

__all__ = ["OPEN_YET", "Costs", "Diagrams", "Fact", "Way", "cost_of"]

Fact = str | float | None
Way = tuple[tuple[int, int], ...]
"""Places of questions, each with the place of its answer. What is not named stays as it costs nothing."""
Costs = Sequence[Mapping[int, int]]
"""For each question what each answer costs that it may have. One of them costs nothing."""

OPEN_YET: Final = -1
"""The place of an answer that is not held."""


@dataclass(frozen=True, slots=True, eq=False)
class Diagrams:
    """Some questions with the facts that answer each of them (None, nothing known, first), and diagrams over them.

    A diagram is the number of its topmost node. Nodes are kept as long as this is; none depends on anybody's answers.
    """

    names: tuple[str, ...]
    facts: tuple[tuple[Fact, ...], ...]
    level: dict[str, int] = field(init=False, repr=False)
    """The place of each question."""
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What `cached` keeps of it."""
    _places: tuple[tuple[list[float], dict[Fact, int]], ...] = field(init=False, repr=False)
    _numbers: Iterator[int] = field(default_factory=count, init=False, repr=False)
    _nodes: dict[int, tuple[int, tuple[int, ...], Any]] = field(default_factory=dict, init=False, repr=False)
    """The question of each node, the nodes that its answers lead to, and the value where nothing is asked any more."""
    _reads: dict[int, int] = field(default_factory=dict, init=False, repr=False)
    """The questions below each node, as bits."""
    _known: dict[Hashable, int] = field(default_factory=dict, init=False, repr=False)
    _joined: dict[Any, dict[tuple[int, ...], int]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        places = (
            ([fact for fact in facts if isinstance(fact, float)], {fact: place for place, fact in enumerate(facts)})
            for facts in self.facts
        )
        object.__setattr__(self, "level", {name: level for level, name in enumerate(self.names)})
        object.__setattr__(self, "_places", tuple(places))

    # ---- answers ----

    def place(self, level: int, fact: Fact) -> int:
        """The place of the cell in which an answer lies: no rule tells it from the fact that stands there."""
        numbers, places = self._places[level]
        if isinstance(fact, float):
            return max(1, bisect_right(numbers, fact)) if numbers else 0
        return places.get(fact, 0)

    def held(self, facts: Mapping[str, Fact]) -> list[int]:
        """For each question the place of its answer, or OPEN_YET."""
        return [self.place(level, facts[name]) if name in facts else OPEN_YET for level, name in enumerate(self.names)]

    def told(self, way: Iterable[tuple[int, int]]) -> dict[str, Fact]:
        """The facts that a way names."""
        return {self.names[level]: self.facts[level][place] for level, place in way}

    # ---- making diagrams ----

    def constant(self, value: Hashable) -> int:
        """The diagram that asks nothing."""
        return self._node(len(self.names), (), value)

    def of(self, names: Iterable[str], work: Callable[[Mapping[str, Fact]], Hashable]) -> int:
        """The diagram of a function that looks at the answers to these questions."""
        facts: dict[str, Fact] = {}
        levels = sorted(self.level[name] for name in names)

        def below(depth: int) -> int:
            if depth == len(levels):
                return self.constant(work(facts))
            level, kids = levels[depth], []
            for fact in self.facts[level]:
                facts[self.names[level]] = fact
                kids.append(below(depth + 1))
            return self._node(level, tuple(kids))

        return below(0)

    def joined(self, work: Callable[..., Hashable], *nodes: int, ends: object = ...) -> int:
        """The diagram of what `work` makes of the values of others. A value that `ends` it stays, whatever the others are."""
        known, every = self._joined.setdefault(work, {}), self._nodes

        def join(nodes: tuple[int, ...]) -> int:
            if nodes in known:
                return known[nodes]
            level = min([every[node][0] for node in nodes])
            if level == len(self.names):
                made = self.constant(work(*[every[node][2] for node in nodes]))
            elif ends is not ... and (end := next((node for node in nodes if every[node][2] == ends), None)) is not None:
                made = end
            else:
                rows = [every[node][1] if every[node][0] == level else (node,) * len(self.facts[level]) for node in nodes]
                made = self._node(level, tuple([join(kids) for kids in zip(*rows, strict=True)]))
            known[nodes] = made
            return made

        return join(nodes)

    def _node(self, level: int, kids: tuple[int, ...], value: Hashable = None) -> int:
        if kids and kids.count(kids[0]) == len(kids):
            return kids[0]
        key = (level, kids, value.__class__, value)  # True is no 1
        found = self._known.get(key)
        if found is not None:
            return found
        node = next(self._numbers)
        self._nodes[node] = level, kids, value
        self._reads[node] = reduce(int.__or__, map(self._reads.__getitem__, kids), 1 << level if kids else 0)
        return self._known.setdefault(key, node)  # another thread may have been first; then nobody asks for this one

    # ---- asking diagrams ----

    def value(self, node: int, places: Sequence[int]) -> Any:
        """What a diagram says of answers that hold every question that it asks."""
        level, kids, value = self._nodes[node]
        while kids:
            level, kids, value = self._nodes[kids[places[level]]]
        return value

    def reads(self, node: int) -> int:
        """The questions that matter to a diagram, as bits."""
        return self._reads[node]

    def values(self, node: int) -> set[Any]:
        """Every value that some answers lead to."""
        return set(self.cheapest(node, [dict.fromkeys(range(len(facts)), 0) for facts in self.facts]))

    def matters(self, node: int, places: Sequence[int]) -> int:
        """The questions that still matter while some answers are held, as bits. Nothing of it is kept."""
        every = self._nodes
        seen: dict[int, object] = {}
        known: dict[tuple[int, tuple[object, ...]], object] = {}

        def left(node: int) -> object:
            level, kids, _ = every[node]
            while kids and places[level] != OPEN_YET:
                node = kids[places[level]]
                level, kids, _ = every[node]
            if not kids:
                return node
            if node not in seen:
                below = tuple([left(kid) for kid in kids])
                same = below.count(below[0]) == len(below)
                seen[node] = below[0] if same else known.setdefault((level, below), (node,))
            return seen[node]

        left(node)
        return sum({1 << level for level, _ in known})

    def cheapest(self, node: int, costs: Costs) -> dict[Any, tuple[int, Way]]:
        """For each value that can be reached the cheapest way to it, with what that costs."""
        seen: dict[int, dict[Any, tuple[int, Way]]] = {}

        def from_(node: int) -> dict[Any, tuple[int, Way]]:
            level, kids, value = self._nodes[node]
            if not kids:
                return {value: (0, ())}
            if node not in seen:
                best = seen[node] = {}
                for place, cost in costs[level].items():
                    for value, (further, way) in from_(kids[place]).items():
                        if value not in best or cost + further < best[value][0]:
                            best[value] = cost + further, ((level, place), *way) if cost else way
            return seen[node]

        return from_(node)


def cost_of(many: int, question: int, rank: int, gives_up: bool = False) -> int:
    """What one answer adds to the cost of a way, so that the cheapest way is the first by: how many answers it names; how many
    of them give up what is known; which questions they are (by their order among `many`); and the rank of each answer."""
    first = 1 << many - 1 - question
    return (((256 + gives_up << many + 8) + (1 << many) - first) << 8 * many) + (rank << 8 * (many - 1 - question))
