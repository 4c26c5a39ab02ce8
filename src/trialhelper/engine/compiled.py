"""A plan compiled: every way in which each of its criteria can come out, worked out once.

A criterion reads few questions, and of the answer to each only the cell that its bounds cut. So it comes out in a handful of
ways, each judged when somebody first comes to it. Assessments, the answer space and a table over many people all stand on
this form: what a cell says is kept, nobody's answers are.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from trialhelper.cache import cached
from trialhelper.engine.evaluate import Facts, Finding, Judged, Mark, fit_of, judge, truth
from trialhelper.engine.plan import Bound, Criterion, Discussed, IndicationPlan, Node, Plan, nodes
from trialhelper.kleene import TRUE
from trialhelper.rulebase.entries import Therapy

__all__ = [
    "Compiled",
    "Outcomes",
    "TalkingPoint",
    "compiled",
    "finding_of",
    "marks_under",
    "of_another_kind",
    "outcomes_of",
    "raised",
]

_MARKS = tuple(Mark(marks) for marks in range(2 * max(Mark)))
_FITS = tuple(map(fit_of, _MARKS))
_add = int.__or__  # the operator of a flag makes a flag anew, at ten times the cost


class TalkingPoint(NamedTuple):
    """Something to raise, for one therapy (None: for studies in general), with the claims behind it."""

    discussed: Discussed
    therapy: Therapy | None


class Outcomes:
    """Called with facts: the criterion, judged. Judged once for each cell of the answers that it reads."""

    __slots__ = ("_by_cell", "_criterion", "_cuts", "_only")

    def __init__(self, criterion: Criterion) -> None:
        cuts: dict[str, set[Bound]] = {name: set() for name in sorted(criterion.node.questions)}
        for leaf in nodes(criterion.node):
            cuts[leaf.question].update((leaf.least, leaf.below))
        self._criterion = criterion
        self._cuts = [(name, sorted(bounds)) for name, bounds in cuts.items()]
        self._only = self._cuts[0] if len(cuts) == 1 else None
        self._by_cell: dict[object, Judged] = {}

    def __call__(self, facts: Facts) -> Judged:
        if self._only:
            name, cuts = self._only
            fact = facts.get(name)
            cell: object = bisect_right(cuts, fact) if isinstance(fact, float) else fact
        else:
            cell = tuple(self._cells(facts))
        try:
            return self._by_cell[cell]
        except KeyError:
            return self._by_cell.setdefault(cell, judge(self._criterion, facts))

    def _cells(self, facts: Facts) -> Iterator[object]:
        for name, cuts in self._cuts:
            fact = facts.get(name)
            yield bisect_right(cuts, fact) if isinstance(fact, float) else fact


@dataclass(frozen=True, slots=True, eq=False)
class CompiledIndication:
    plan: IndicationPlan
    base: Mark
    """The marks that it has whatever is answered: a product that is no longer available differs."""
    outcomes: tuple[Outcomes, ...]
    postponing: tuple[Outcomes, ...]
    points: tuple[tuple[Node | None, TalkingPoint], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    indications: tuple[CompiledIndication, ...]
    trial_points: tuple[tuple[Node | None, TalkingPoint], ...]


@cached
def outcomes_of(criterion: Criterion) -> Outcomes:
    """Every way in which a criterion can come out."""
    return Outcomes(criterion)


@cached
def compiled(plan: Plan) -> Compiled:
    """A plan compiled; once for each plan."""
    return Compiled(
        tuple(
            CompiledIndication(
                indication,
                Mark(0) if indication.available else Mark.NEVER,
                tuple(map(outcomes_of, indication.criteria)),
                tuple(map(outcomes_of, indication.postponing)),
                _points(indication.discuss, indication.therapy),
            )
            for indication in plan.indications
        ),
        _points(plan.trial_points, None),
    )


def _points(discussed: tuple[Discussed, ...], therapy: Therapy | None) -> tuple[tuple[Node | None, TalkingPoint], ...]:
    """Those that are always raised come first, then those that wait for one answer, then the others."""
    order = sorted(discussed, key=lambda one: 0 if one.node is None else 1 if one.node.shape == "options" else 2)
    return tuple((one.node, TalkingPoint(one, therapy)) for one in order)


def finding_of(indication: CompiledIndication, facts: Facts) -> Finding:
    """The finding on one indication, with the verdict of every counted criterion."""
    marks: int = indication.base
    judged = tuple([outcomes(facts) for outcomes in indication.outcomes])
    for one in judged:
        marks = _add(marks, one.mark)
    fit = _FITS[marks]
    if fit == "differs" or not indication.postponing:
        return Finding(indication.plan, fit, _MARKS[marks], judged)
    waits = tuple([one.criterion for outcomes in indication.postponing if (one := outcomes(facts)).verdict.value == TRUE])
    return Finding(indication.plan, fit, _MARKS[marks], judged, waits)


def marks_under(plan: Plan, facts: Facts) -> list[Mark]:
    """The marks of every indication of a plan, in their order."""
    return [finding_of(indication, facts).marks for indication in compiled(plan).indications]


def of_another_kind(indication: IndicationPlan, facts: Facts) -> bool:
    """Whether an indication is for another kind of the condition than was told."""
    return any(one.side == "kind" and outcomes_of(one)(facts).mark == Mark.OTHER_KIND for one in indication.criteria)


def raised(points: tuple[tuple[Node | None, TalkingPoint], ...], facts: Facts) -> list[TalkingPoint]:
    """The points that the facts raise."""
    return [point for node, point in points if node is None or truth(node, facts) == TRUE]
