"""What a page of the interview shows: its heading, its fields, and what each can be answered with. Texts are ready to be shown.

Nothing is chosen on a page unless it was told before (`Field.given`). How a page looks belongs to the face that draws it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trialhelper.interview.way import Place

__all__ = ["Entered", "Field", "Finder", "Offer", "Page"]

Entered = Mapping[str, Sequence[str]]
"""What stands in the fields of a page, by the id of the field: keys of what was chosen or ticked, and the text that was typed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen in a field."""

    key: str
    label: str
    means: tuple[tuple[str, str | None], ...]
    """What choosing it says: the id of a question and the raw answer; None takes back what was told to it before."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a page."""

    id: str
    entry: Literal["pick", "type", "tick"]
    """One of the offers is picked; a text is typed, or one of the offers ticked beside it; or the one offer is ticked or not."""
    asks: str
    short: str
    notes: tuple[str, ...]
    """A hint, why it is asked, and where the answer is found."""
    offers: tuple[Offer, ...]
    given: tuple[str, ...]
    """What was told before, as it would be entered; empty when nothing was, or when it is not offered now."""
    missing: str
    """The code of the sentence for a field that was left empty."""
    boxed: bool = False
    """Whether the box of the page answers it "no" when it is left open: a plain question of illness or medicine."""


@dataclass(frozen=True, slots=True)
class Finder:
    """The search on the page on which the condition is found. What it finds is offered in the field of the page."""

    label: str
    button: str
    how: str
    typed: str
    """What was searched for last."""
    hits: int
    """How many of the first offers were found by it, or guessed from the spelling where nothing was found."""
    said: str
    """How many that are, in a sentence; nothing before a search."""
    notes: tuple[str, ...]
    """What is said of the search: a product that is no gene therapy, or that nothing was found."""
    all_title: str
    all_lead: str
    all_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page with its fields, in the order in which they stand; those that the box answers come first.

    A page of `paper` may be passed over whole: what is left open on it is not known. On that of the `team`, it is not told.
    """

    kind: Literal["one", "together", "paper", "condition", "values", "team"]
    at: Place
    title: str
    """Of the window or the line above the page: it tells nothing of the answers."""
    heading: str
    fields: tuple[Field, ...]
    lead: tuple[str, ...] = ()
    box: str = ""
    """The label of the box that says no to every boxed field that was left open, where there is one."""
    finder: Finder | None = None
