"""What a comparison says: which rule changed, for whom the result differs, and what it was before and is after.

Frozen values without words: ids, answers and dates. `wording` turns them into sentences.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from trialhelper.engine.evaluate import Fit
from trialhelper.engine.plan import NO_LEAST, NO_MOST, Bound, Side, View
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Test

__all__ = ["Cause", "CauseKind", "Comparison", "Difference", "Given", "IndicationKey", "Outcome", "Ruled"]

IndicationKey = tuple[str, str]
"""A therapy and the condition that it is for."""

CauseKind = Literal[
    "criterion", "status", "version_date", "indication", "therapy", "question", "conversation_row", "trial_reason",
    "standing", "kinds", "condition", "together",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ruled:
    """One criterion of a label as it is written, with its side and the day from which that version of the label holds."""

    side: Side
    written: Test
    since: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule that changed. `id` is a therapy, a question or a condition, as `kind` says; `condition` that of an indication.

    `before` and `after` are what stood there: a criterion, or words that the rule base itself has (a date, claims, option
    ids). None: nothing.
    """

    kind: CauseKind
    id: str = ""
    condition: str = ""
    before: Ruled | tuple[str, ...] | None = None
    after: Ruled | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of an answer set: the options, or the half-open range of a number, and one value among them."""

    question: str
    example: str | float
    options: tuple[str, ...] = ()
    least: Bound = NO_LEAST
    below: Bound = NO_MOST


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule base says: the fit (None where it does not hold that therapy), and the conversations."""

    fit: Fit | None
    conversation: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A smallest answer set that leads elsewhere because of one rule."""

    cause: Cause
    view: View
    conditions: tuple[str, ...]
    """The conditions (or kinds of one) for which it is so; for a condition that splits, its kind is not told."""
    told: tuple[Given, ...]
    """In the order in which the questions are asked. Everything else is not told."""
    therapy: IndicationKey | None
    """Whose fit `before` and `after` name."""
    before: Outcome
    after: Outcome
    more: tuple[str, ...] = ()
    """For a condition that only one rule base holds: the conversations that more answers lead to."""


@dataclass(frozen=True)
class Comparison:
    """Everything in which two rule bases differ for somebody on a date."""

    old: RuleBase
    new: RuleBase
    as_of: date
    differences: tuple[Difference, ...]
    """Grouped by cause; within a cause the smallest answer sets first."""
    unmoved: tuple[str, ...]
    """Entries that changed, and that none of the differences goes back to ("therapies/casgevy")."""
    answer_sets: int
    """How many answer sets were covered."""
