"""Evaluating criteria: from answers to truth values, the verdict of every criterion, and what it adds to its indication.

A leaf over an answer that is absent, not sure or withheld is UNKNOWN; only `known` looks at that. Everything here is a
pure function of a plan and the facts.
"""

from collections.abc import Mapping
from enum import IntFlag
from typing import Final, Literal, NamedTuple

from trialhelper.engine.plan import Criterion, IndicationPlan, Node
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase.criterion import Ending

__all__ = [
    "BEST_FIRST",
    "DIFFERS",
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
    "settled",
    "truth",
    "verdict",
]

Facts = Mapping[str, str | float | None]
Fit = Literal["lines_up", "cannot_tell", "differs"]
ProductState = Literal["lines_up", "open", "confirm", "doubt", "with_time", "with_care", "if_worse", "never"]


class Mark(IntFlag):
    """What a criterion adds to its indication; nothing when it is met.

    It is open, and so is nothing that comes first, or a diagnosis, test, stage or earlier treatment that defines who the
    product is for; it differs, and that ends with time, with care, by a test that settles a doubt, only if the illness gets
    worse, or never; or the indication is for another kind of the condition.
    """

    OPEN = 1
    WITH_TIME = 2
    WITH_CARE = 4
    IF_WORSE = 8
    CONFIRM = 16
    DOUBT = 32
    NEVER = 64
    OTHER_KIND = 128


DIFFERS: Final = Mark.WITH_TIME | Mark.WITH_CARE | Mark.IF_WORSE | Mark.DOUBT | Mark.NEVER | Mark.OTHER_KIND
"""The marks of a criterion that is not met."""
BEST_FIRST: Final[tuple[ProductState, ...]] = (
    "lines_up", "open", "confirm", "doubt", "with_time", "with_care", "if_worse", "never",
)  # fmt: skip
"""What an available indication can reach. Of several the first decides the conversation."""
_REACHED: Final[tuple[ProductState, ...]] = (
    "lines_up", "open", "with_time", "with_care", "if_worse", "confirm", "doubt", "never",
)  # fmt: skip
"""By the worst mark of one indication: what comes first to be found out outweighs a difference that can end."""
_ENDINGS: Final[dict[Ending, Mark]] = {
    "with_time": Mark.WITH_TIME,
    "with_care": Mark.WITH_CARE,
    "if_worse": Mark.IF_WORSE,
    "doubt": Mark.DOUBT,
    "never": Mark.NEVER,
}


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
    postponed: tuple[Criterion, ...] = ()
    """What makes treatment wait, as was told; it counts neither for the indication nor against it."""

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
        return Mark.CONFIRM if criterion.role == "defines" and _confirms(seen) else Mark.OPEN
    if criterion.side == "kind":
        return Mark.OTHER_KIND
    return _ending(seen, facts, 2 - seen.value)


def _confirms(seen: Verdict) -> bool:
    """Whether a diagnosis, test, stage or earlier treatment is among what is open below a verdict that is unknown."""
    if not seen.parts:
        return seen.node.confirms
    return any(part.value == UNKNOWN and _confirms(part) for part in seen.parts)


def _ending(seen: Verdict, facts: Facts, wanted: int) -> Mark:
    """How a node can come to `wanted` (FALSE or TRUE) from where the answers have it; the easiest way of several."""
    node, now = seen.node, seen.value
    if now == wanted:
        return Mark(0)
    if node.shape == "not":
        return _ending(seen.parts[0], facts, 2 - wanted)
    if node.parts:
        every = (node.shape == "all") is (wanted == TRUE)
        return (max if every else min)(_ending(part, facts, wanted) for part in seen.parts)
    if now == UNKNOWN:
        return Mark(0)
    if node.grows:
        number = float(facts[node.question])  # type: ignore[arg-type]
        bound = node.least if wanted == TRUE else node.below
        return Mark.WITH_TIME if number < bound < float("inf") else Mark.NEVER
    return _ENDINGS[node.criterion.ending(facts.get(node.question))]  # type: ignore[union-attr]


def fit_of(marks: int) -> Fit:
    """The fit that the marks of an indication's criteria add up to."""
    return "differs" if marks & DIFFERS else "cannot_tell" if marks else "lines_up"


def product_of(marks: int) -> ProductState | None:
    """What the decision table sees of an available indication; None when it is for another kind of the condition."""
    return None if marks & Mark.OTHER_KIND else _REACHED[marks.bit_length()]


def settled(marks: int) -> int:
    """The same marks without those that tell nothing more beside the others: what the table sees and the fit stay the same."""
    worst = 1 << marks.bit_length() >> 1
    differs = marks & DIFFERS
    return worst if worst & DIFFERS or not differs else worst | int(Mark.WITH_TIME)
