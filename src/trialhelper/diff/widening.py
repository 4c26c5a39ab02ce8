"""A smallest answer set, as wide as it is true: "age 2 to 11" instead of "age 2".

Each answer is widened to all that say the same in every world, together with every other answer of the set; a number
only to the range around it. So whoever gave any of these answers is met by the same difference.
"""

import itertools
import math

from trialhelper.diff.model import Told
from trialhelper.diff.transitions import Step
from trialhelper.engine.diagrams import Diagrams, Fact
from trialhelper.engine.plan import NO_LEAST, NO_MOST, Bound

__all__ = ["widened"]

_MOST = 64
"""How many combinations are looked at; a set of many answers is not widened any further."""


def widened(step: Step, grid: Diagrams) -> tuple[Told, ...]:
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


def _told(name: str, facts: tuple[Fact, ...], places: list[int], place: int) -> Told:
    example = facts[place]
    assert example is not None
    if isinstance(example, str):
        return Told(name, example, tuple(str(facts[one]) for one in places))
    cuts = (NO_LEAST, NO_LEAST, *(fact for fact in facts[2:] if isinstance(fact, Bound)), NO_MOST)
    return Told(name, example, (), cuts[places[0]], cuts[places[-1] + 1])
