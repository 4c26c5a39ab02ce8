"""What stands behind a result, as plain data: answers, criteria with the truth of every part, fits, the decision table.

Made by `why.reasons`, drawn by the page "Why" and its picture. Texts are in the words of one language; truth values are
those of `kleene`. Nothing here computes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trialhelper.engine.evaluate import Fit
from trialhelper.engine.plan import Side
from trialhelper.rulebase.criterion import Effect, Ending
from trialhelper.rulebase.entries import ProductCell, StudiedCell
from trialhelper.summary.model import Summary

__all__ = [
    "Branch",
    "Cited",
    "Does",
    "Line",
    "Noted",
    "Product",
    "Raised",
    "Reaches",
    "Reasons",
    "Seen",
    "Settles",
    "Spoken",
    "StudiedIn",
    "TableRow",
    "Told",
    "leaves_of",
]

Does = Literal["speaks_for", "never", "if_worse", "with_care", "with_time", "doubt", "confirm", "open", "other_kind"]
Reaches = Literal[ProductCell, "other_kind"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim with the document that states it, its date, and where it stands in it."""

    ref: str
    plain: str
    language: str
    title: str
    publisher: str
    url: str | None
    dated: str
    where: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it was told, or that it was not; `decides` when it is one of the smallest deciding set."""

    question: str
    fact: str
    said: str
    known: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a criterion: its truth (FALSE, UNKNOWN, TRUE), and for a leaf the answer that it looked at.

    `turns` says how a difference that this test makes could end. `confirms` marks a diagnosis, gene test or
    type: open, it comes before all else.
    """

    number: str
    shape: Literal["leaf", "known", "all", "any", "not"]
    words: str
    truth: int
    parts: tuple["Branch", ...] = ()
    told: Told | None = None
    turns: Ending = "never"
    confirms: bool = False
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of the summary under its heading, as the person reads it."""

    heading: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion of a product. `met` is TRUE when it speaks for the product; `forces` when it is the reason for the fit."""

    side: Side
    effect: Effect | Literal["postpone"]
    tree: Branch
    met: int
    does: Does
    forces: bool
    spoken: Spoken | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A point to discuss, which decides nothing: when it is raised (None: always), and whether it was."""

    name: str
    tree: Branch | None
    raised: bool
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that only the care team can check, in words; never counted in the person's view."""

    words: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """One product for one condition: what it reaches, and all that led there."""

    id: str
    brand: str
    condition: str
    available: bool
    since: str
    status: tuple[Cited, ...]
    version: str
    version_cited: tuple[Cited, ...]
    """Without what `status` cites already."""
    fit: Fit
    reaches: Reaches
    decides: bool
    """What it reaches is what the decision table saw."""
    lines: tuple[Line, ...]
    raised: tuple[Raised, ...]
    team: tuple[Noted, ...]
    not_asked: tuple[Noted, ...]
    spoken: Spoken | None
    """What the person reads above it; None when the summary does not name it among the products."""
    time: str | None
    """The sentence on the next limit of age: from when the product comes into question, or until when."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the decision table. An empty cell takes anything."""

    number: int
    condition: tuple[str, ...]
    product: tuple[str, ...]
    studied: tuple[str, ...]
    trial_reason: tuple[bool, ...]
    then: str
    then_title: str
    """In the words that the row says."""
    beside: tuple[str, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class StudiedIn:
    """What is told of studies of one kind: the state, the products that documents name, and the claims."""

    condition: str
    studied: StudiedCell
    products: tuple[str, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the decision table saw, each with what led to it."""

    condition: str
    condition_told: Told
    product: ProductCell
    studied: StudiedCell
    studied_in: tuple[StudiedIn, ...]
    """Each kind that the answers leave possible."""
    trial_reason: bool
    reason: Branch | None


@dataclass(frozen=True, slots=True)
class Settles:
    """An unknown answer that could still change the result, and where to find it out."""

    fact: str
    where: str | None


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everything behind one result."""

    conversation: str
    title: str
    plain: str
    because: str
    beside: tuple[str, ...]
    told: tuple[Told, ...]
    unused: tuple[str, ...]
    settles: tuple[Settles, ...]
    team_settles: tuple[tuple[str, str], ...]
    """Pairs of a brand and what only the care team can check for it."""
    seen: Seen
    rows: tuple[TableRow, ...]
    products: tuple[Product, ...]
    """Those that decide first; then others in play, those that are gone, and those for another kind."""
    summary: Summary


def leaves_of(branch: Branch) -> Iterator[Branch]:
    """The leaves of a tree, in their order."""
    if not branch.parts:
        yield branch
    for part in branch.parts:
        yield from leaves_of(part)
