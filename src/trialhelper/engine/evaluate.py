"""Evaluating criteria: from answers to truth values, the verdict of every criterion, and the fit of an indication.

A leaf over an answer that is absent, not sure or withheld is UNKNOWN; only `known` looks at that. Everything here is a
pure function of a plan and the facts.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from trialhelper.engine.plan import Criterion, IndicationPlan, Node
from trialhelper.kleene import FALSE, TRUE, UNKNOWN

__all__ = [
    "CHANGEABLE",
    "CONFIRM",
    "FIXED",
    "OPEN",
    "OTHER_KIND",
    "RANK",
    "Facts",
    "Finding",
    "Fit",
    "Judged",
    "Product",
    "Verdict",
    "changeable",
    "fit_of",
    "judge",
    "mark",
    "product_of",
    "truth",
    "verdict",
]

Facts = Mapping[str, str | float | None]
Fit = Literal["lines_up", "cannot_tell", "differs"]
Product = Literal["lines_up", "open", "confirm", "differs_for_now", "differs"]

FIXED, CHANGEABLE, CONFIRM, OPEN, OTHER_KIND = 1, 2, 4, 8, 16
"""What a criterion that is not met adds to its indication: it differs for good, or for now; it is open, and what is open
is a diagnosis, gene test or subtype, or something else; or it is an indication of another kind of the condition."""
RANK: Final = {0: 0, OPEN: 1, CONFIRM: 2, CHANGEABLE: 3, FIXED: 4, OTHER_KIND: 5}
"""How far what a criterion adds keeps its indication from lining up; of another kind it is out of the question."""


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


class Finding(NamedTuple):
    """What the answers say of one indication."""

    plan: IndicationPlan
    fit: Fit
    marks: int
    judged: tuple[Judged, ...]


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


def mark(criterion: Criterion, met: int, facts: Facts) -> int:
    """What a criterion adds to the marks of its indication; 0 when it is met."""
    if met == TRUE:
        return 0
    if met == UNKNOWN:
        return CONFIRM if _confirms(criterion.node, facts) else OPEN
    if criterion.side == "kind":
        return OTHER_KIND
    wanted = FALSE if criterion.side == "rules_out" else TRUE
    return CHANGEABLE if changeable(criterion.node, facts, wanted) else FIXED


def _confirms(node: Node, facts: Facts) -> bool:
    """Whether a diagnosis, gene test or subtype is among what is open below a node that is unknown."""
    if not node.parts:
        return node.confirms
    return any(truth(part, facts) == UNKNOWN and _confirms(part, facts) for part in node.parts)


def changeable(node: Node, facts: Facts, wanted: int) -> bool:
    """Whether time or care can bring a node to `wanted` (FALSE or TRUE) from where the answers have it."""
    now = truth(node, facts)
    if now == wanted:
        return True
    if node.shape == "not":
        return changeable(node.parts[0], facts, 2 - wanted)
    if node.parts:
        every = (node.shape == "all") is (wanted == TRUE)
        return (all if every else any)(changeable(part, facts, wanted) for part in node.parts)
    if node.grows and now != UNKNOWN:
        number = float(facts[node.question])  # type: ignore[arg-type]
        bound = node.least if wanted == TRUE else node.below
        return number < bound < float("inf")
    return now == UNKNOWN or bool(getattr(node.criterion, "may_change", False))


def fit_of(marks: int) -> Fit:
    """The fit that the marks of an indication's criteria add up to."""
    if marks & (FIXED | CHANGEABLE | OTHER_KIND):
        return "differs"
    return "cannot_tell" if marks else "lines_up"


def product_of(marks: int) -> Product | None:
    """What the decision table sees of an available indication; None when it is for another kind of the condition."""
    if marks & OTHER_KIND:
        return None
    if marks & FIXED:
        return "differs"
    if marks & CHANGEABLE:
        return "differs_for_now"
    if marks & CONFIRM:
        return "confirm"
    return "open" if marks & OPEN else "lines_up"


def judge(criterion: Criterion, facts: Facts) -> tuple[Judged, int]:
    """The verdict on a criterion, whether it speaks for its indication, and what it adds to the indication's marks."""
    seen = verdict(criterion.node, facts)
    met = 2 - seen.value if criterion.side == "rules_out" else seen.value
    return Judged(criterion, seen, met), mark(criterion, met, facts)
