"""C2: what is not known is treated as what it is, over the whole answer space.

An indication is the least of its criteria, so it is enough, and exact, to look at each criterion over every answer to
its questions: no value in place of an unknown turns one definite truth into the other. That holds on every date: each
version of each indication is looked at once. The table is looked at over every situation: nothing unknown alone leads to
"other care" or "not now". The criteria are evaluated a second time, by the array form of the same logic, so that the two
have to agree.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from trialhelper import kleene
from trialhelper.check.report import Remark
from trialhelper.check.table import every_situation
from trialhelper.engine.assess import NoRow, converse
from trialhelper.engine.dates import plans_over_time, tops
from trialhelper.engine.evaluate import truth
from trialhelper.engine.plan import Node, nodes
from trialhelper.engine.space import Fact, cells
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase.base import RuleBase

__all__ = ["check", "over_grid"]

_SET_ASIDE = frozenset({"other-care", "not-now-but-ask"})
_OPEN = frozenset({"lines_up", "open", "confirm", "doubt", "kind"})
_NOT_SURE = frozenset({"one_copy", "not_known", "no_diagnosis"})


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C201 a value contradicts what held without it; C202 the two evaluations differ; C203 an unknown sets aside."""
    del as_of  # every date is looked at
    proved: set[int] = set()
    for condition in tops(rules):
        for plan in plans_over_time(rules, condition):
            yield math.prod(len(every) for name, every in cells(plan).items() if name != "condition")
            for indication in plan.indications:
                if id(indication.version) in proved:
                    continue
                proved.add(id(indication.version))
                for criterion in indication.criteria:
                    place = f"{indication.therapy.id} from {indication.version.from_}, {criterion.side}"
                    yield from _contradictions(criterion.node, cells(plan), place)
    for seen in every_situation():
        try:
            said = converse(rules, seen)[0]
        except NoRow:
            continue  # told by C101
        if seen.condition == "carrier":
            continue  # two answers were told: how the gene is changed, and that there are no signs
        open_yet = seen.product in _OPEN or seen.condition in _NOT_SURE
        if said in _SET_ASIDE and open_yet:
            yield Remark("C203", "error", f"{said} is said though nothing told differs ({seen})")


def over_grid(node: Node, every: Mapping[str, tuple[Fact, ...]]) -> tuple[list[str], npt.NDArray[np.int8]]:
    """The truth of a node for every answer to its questions: one axis a question, in the order of `cells`."""
    names = sorted({leaf.question for leaf in nodes(node)})
    return names, _grid(node, names, every)


def _grid(node: Node, names: list[str], every: Mapping[str, tuple[Fact, ...]]) -> npt.NDArray[np.int8]:
    if node.shape in ("all", "any"):
        parts = [_grid(part, names, every) for part in node.parts]
        return kleene.all_of(parts) if node.shape == "all" else kleene.any_of(parts)
    if node.shape == "not":
        return kleene.negate(_grid(node.parts[0], names, every))
    line = np.array([truth(node, {node.question: fact}) for fact in every[node.question]], dtype=np.int8)
    shape = [len(every[name]) if name == node.question else 1 for name in names]
    return np.broadcast_to(line.reshape(shape), [len(every[name]) for name in names])


def _contradictions(node: Node, every: Mapping[str, tuple[Fact, ...]], place: str) -> Iterator[Remark]:
    names, grid = over_grid(node, every)
    for where in itertools.product(*(range(len(every[name])) for name in names)):
        facts = {name: every[name][index] for name, index in zip(names, where, strict=True)}
        if truth(node, facts) != grid[where]:
            yield Remark("C202", "error", f"the two evaluations of a criterion of {place} differ", tuple(facts.items()))
        if grid[where] == UNKNOWN:
            continue
        opposite = TRUE if grid[where] == FALSE else FALSE
        # every completion: along the axes of what is unknown (None stands first), and fixed along the others
        block = grid[tuple(slice(None) if index == 0 else slice(index, index + 1) for index in where)]
        if (block == opposite).any() or (block == UNKNOWN).any():
            yield Remark("C201", "error", f"more answers contradict a criterion of {place}", tuple(facts.items()))
