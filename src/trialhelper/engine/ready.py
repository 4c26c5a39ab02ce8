"""A plan made ready for many answer sets: what each fact does to each criterion is worked out before anybody answers.

A criterion on one question can come out in a handful of ways: one for each option, or unknown, inside, below or above its
interval. These are judged once. Only criteria over several questions are judged anew for each answer set. Nothing here
depends on anybody's answers.
"""

from dataclasses import dataclass
from typing import NamedTuple

from trialhelper.cache import cached
from trialhelper.engine.evaluate import FIXED, Facts, Finding, Judged, fit_of, judge, truth
from trialhelper.engine.plan import Criterion, Discussed, IndicationPlan, Node, Plan
from trialhelper.kleene import TRUE
from trialhelper.rulebase.entries import Therapy

__all__ = ["Ready", "TalkingPoint", "alone", "find", "make_ready", "raised"]

_Outcome = tuple[Judged, int]
_FITS = tuple(fit_of(marks) for marks in range(32))


class TalkingPoint(NamedTuple):
    """Something to raise, for one therapy (None: for studies in general), with the claims behind it."""

    discussed: Discussed
    therapy: Therapy | None


class Points(NamedTuple):
    """The points of one therapy, or of studies: those that are always raised, and those that wait for an answer."""

    always: tuple[TalkingPoint, ...]
    by_option: tuple[tuple[str, frozenset[object], TalkingPoint], ...]
    """A question, the options at which the point is raised, and the point."""
    waiting: tuple[tuple[Node, TalkingPoint], ...]
    """What has to be evaluated for each answer set."""


class _OneQuestion:
    """A criterion on one question, with every way in which it can come out."""

    __slots__ = ("above", "below", "by_option", "inside", "least", "node", "question", "under", "unknown")

    def __init__(self, criterion: Criterion) -> None:
        node = self.node = criterion.node
        name = self.question = node.question
        self.unknown = judge(criterion, {})
        self.by_option: dict[object, _Outcome] | None = None
        self.least, self.under = node.least, node.below
        if node.shape == "number":
            inside = self.least if self.least != float("-inf") else self.under - 1
            self.inside = judge(criterion, {name: inside if inside < self.under else self.least})
            self.below = judge(criterion, {name: self.least - 1}) if self.least != float("-inf") else self.inside
            self.above = judge(criterion, {name: self.under}) if self.under != float("inf") else self.inside
        else:
            self.by_option = {option: judge(criterion, {name: option}) for option in node.truth or ()}

    def __call__(self, facts: Facts) -> _Outcome:
        fact = facts.get(self.question)
        by_option = self.by_option
        if by_option is not None:
            return by_option.get(fact, self.unknown)
        if fact is None:
            return self.unknown
        if fact < self.least:  # type: ignore[operator]
            return self.below
        return self.inside if fact < self.under else self.above  # type: ignore[operator]


class _Several:
    """A criterion that has to be judged for each answer set."""

    __slots__ = ("criterion",)

    def __init__(self, criterion: Criterion) -> None:
        self.criterion = criterion

    def __call__(self, facts: Facts) -> _Outcome:
        return judge(self.criterion, facts)


@dataclass(frozen=True, slots=True, eq=False)
class ReadyIndication:
    plan: IndicationPlan
    base: int
    """The marks that it has whatever is answered: a product that is no longer available differs."""
    judges: tuple[_OneQuestion | _Several, ...]
    points: Points


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    indications: tuple[ReadyIndication, ...]
    trial_points: Points


@cached
def alone(criterion: Criterion) -> _OneQuestion | None:
    """A criterion with every way in which it can come out; None when it has to be judged for each answer set."""
    return _OneQuestion(criterion) if criterion.node.shape in ("options", "number") else None


@cached
def make_ready(plan: Plan) -> Ready:
    """Make a plan ready; once for each plan."""
    return Ready(
        tuple(
            ReadyIndication(
                indication,
                0 if indication.available else FIXED,
                tuple(alone(one) or _Several(one) for one in indication.criteria),
                _points(indication.discuss, indication.therapy),
            )
            for indication in plan.indications
        ),
        _points(plan.trial_points, None),
    )


def _points(discussed: tuple[Discussed, ...], therapy: Therapy | None) -> Points:
    pairs = [(one.node, TalkingPoint(one, therapy)) for one in discussed]
    return Points(
        tuple(point for node, point in pairs if node is None),
        tuple(
            (node.question, frozenset(option for option, value in (node.truth or {}).items() if value == TRUE), point)
            for node, point in pairs
            if node is not None and node.shape == "options"
        ),
        tuple((node, point) for node, point in pairs if node is not None and node.shape != "options"),
    )


def find(ready: ReadyIndication, facts: Facts) -> Finding:
    """The finding on one indication, with the verdict of every counted criterion."""
    marks, judged = ready.base, []
    for judge_one in ready.judges:
        one, mark = judge_one(facts)
        judged.append(one)
        marks |= mark
    return Finding(ready.plan, _FITS[marks], marks, tuple(judged))


def raised(points: Points, facts: Facts) -> list[TalkingPoint]:
    """The points that the facts raise."""
    told = facts.get
    found = [*points.always, *[point for question, options, point in points.by_option if told(question) in options]]
    found += [point for node, point in points.waiting if truth(node, facts) == TRUE]
    return found
