"""Evaluating criteria: from answers to truth values, the verdict of every criterion, and what it adds to its indication.

A leaf over an answer that is absent, not sure or withheld is UNKNOWN; only `known` looks at that. Everything here is a
pure function of a plan and the facts.
"""

from collections.abc import Mapping
from enum import IntFlag
from typing import Final, Literal, NamedTuple

from trialhelper.engine.plan import Criterion, IndicationPlan, Node
from trialhelper.kleene import FALSE, TRUE, UNKNOWN

__all__ = [
    "PRODUCTS",
    "Facts",
    "Finding",
    "Fit",
    "Judged",
    "Mark",
    "ProductState",
    "Verdict",
    "fit_of",
    "judge",
    "product_of",
    "rank_of",
    "truth",
    "verdict",
]

Facts = Mapping[str, str | float | None]
Fit = Literal["lines_up", "cannot_tell", "differs"]
ProductState = Literal["lines_up", "open", "confirm", "differs_for_now", "differs"]


class Mark(IntFlag):
    """What a criterion adds to its indication, best first; nothing when it is met. The worst decides what becomes of it.

    It is open, and so is no diagnosis, gene test or subtype, or one of these is; it differs for now, or for good; or the
    indication is for another kind of the condition.
    """

    OPEN = 1
    CONFIRM = 2
    CHANGEABLE = 4
    FIXED = 8
    OTHER_KIND = 16


PRODUCTS: Final[tuple[ProductState | None, ...]] = ("lines_up", "open", "confirm", "differs_for_now", "differs", None)
"""By the rank of an indication's marks what the decision table sees of it; None when it is for another kind."""
_FITS: Final[tuple[Fit, ...]] = ("lines_up", "cannot_tell", "cannot_tell", "differs", "differs", "differs")


class Verdict(NamedTuple):
    """The truth of one node and of its parts."""

    node: Node
    value: int
    parts: tuple["Verdict", ...]


class Judged(NamedTuple):
    """A criterion of an indication with its verdict; `met` is TRUE when it speaks for the indication."""

    criterion: Criterion
    verdict: Verdict
    met: int
    mark: Mark
    """What it adds to the marks of the indication."""


class Finding(NamedTuple):
    """What the answers say of one indication."""

    plan: IndicationPlan
    fit: Fit
    marks: Mark
    judged: tuple[Judged, ...]

    @property
    def other_kind(self) -> bool:
        """Whether the indication is for another kind of the condition than was told."""
        return Mark.OTHER_KIND in self.marks


def truth(node: Node, facts: Facts) -> int:
    """FALSE, UNKNOWN or TRUE."""
    shape = node.shape
    if shape == "options":
        return node.truth.get(facts.get(node.question), UNKNOWN)  # type: ignore[union-attr]
    if shape == "number":
        number = facts.get(node.question)
        if number is None:
            return UNKNOWN
        return TRUE if node.least <= number < node.below else FALSE  # type: ignore[operator]
    if shape == "any":
        best = FALSE
        for part in node.parts:
            value = truth(part, facts)
            if value == TRUE:
                return TRUE
            best = value if value > best else best
        return best
    if shape == "all":
        worst = TRUE
        for part in node.parts:
            value = truth(part, facts)
            if value == FALSE:
                return FALSE
            worst = value if value < worst else worst
        return worst
    if shape == "not":
        return 2 - truth(node.parts[0], facts)
    return TRUE if (facts.get(node.question) is not None) is node.known else FALSE


def verdict(node: Node, facts: Facts) -> Verdict:
    """The whole trace of a node: its truth and that of every part."""
    if not node.parts:
        return Verdict(node, truth(node, facts), ())
    parts = tuple(verdict(part, facts) for part in node.parts)
    values = [part.value for part in parts]
    value = min(values) if node.shape == "all" else max(values) if node.shape == "any" else 2 - values[0]
    return Verdict(node, value, parts)


def judge(criterion: Criterion, facts: Facts) -> Judged:
    """The verdict on a criterion, whether it speaks for its indication, and what it adds to the indication's marks."""
    seen = verdict(criterion.node, facts)
    met = 2 - seen.value if criterion.side == "rules_out" else seen.value
    return Judged(criterion, seen, met, _mark(criterion, seen, met, facts))


def _mark(criterion: Criterion, seen: Verdict, met: int, facts: Facts) -> Mark:
    if met == TRUE:
        return Mark(0)
    if met == UNKNOWN:
        return Mark.CONFIRM if _confirms(seen) else Mark.OPEN
    if criterion.side == "kind":
        return Mark.OTHER_KIND
    return Mark.CHANGEABLE if _changeable(seen, facts, 2 - seen.value) else Mark.FIXED


def _confirms(seen: Verdict) -> bool:
    """Whether a diagnosis, gene test or subtype is among what is open below a verdict that is unknown."""
    if not seen.parts:
        return seen.node.confirms
    return any(part.value == UNKNOWN and _confirms(part) for part in seen.parts)


def _changeable(seen: Verdict, facts: Facts, wanted: int) -> bool:
    """Whether time or care can bring a node to `wanted` (FALSE or TRUE) from where the answers have it."""
    node, now = seen.node, seen.value
    if now == wanted:
        return True
    if node.shape == "not":
        return _changeable(seen.parts[0], facts, 2 - wanted)
    if node.parts:
        every = (node.shape == "all") is (wanted == TRUE)
        return (all if every else any)(_changeable(part, facts, wanted) for part in seen.parts)
    if node.grows and now != UNKNOWN:
        number = float(facts[node.question])  # type: ignore[arg-type]
        bound = node.least if wanted == TRUE else node.below
        return number < bound < float("inf")
    return now == UNKNOWN or bool(getattr(node.criterion, "may_change", False))


def rank_of(marks: int) -> int:
    """How far marks keep an indication from lining up: the place of the worst of them, from 1; 0 for none."""
    return marks.bit_length()


def fit_of(marks: int) -> Fit:
    """The fit that the marks of an indication's criteria add up to."""
    return _FITS[marks.bit_length()]


def product_of(marks: int) -> ProductState | None:
    """What the decision table sees of an available indication; None when it is for another kind of the condition."""
    return PRODUCTS[marks.bit_length()]
