"""What a page of the clinician's view shows beside the blocks of a summary: tables with a caption and cues, and drawings.

They are blocks of the content model, drawn by the same templates; no summary holds one, so its JSON keeps its shape. `say` and
`raw` give the sentences of a cell where no source has to be numbered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from trialhelper.summary.model import Block, Row, Sentence
from trialhelper.words import Words

__all__ = ["Cue", "Cued", "Drawn", "Kind", "Table", "TableEntry", "drawn", "lines", "raw", "said_as", "table"]

Cue = Literal["true", "unknown", "false", "decides", "strong", "aside", "code"]
"""How a sentence stands out: with the sign of a truth value, as what decides, in bold, below the others, as a name in code."""
Kind = Literal["plain", "criteria", "grid", "stretches", "many"]
"""How a table is laid out on a wide page; all but a grid stand cell below cell on a narrow one."""


@dataclass(frozen=True, slots=True)
class Cued(Sentence):
    """A sentence that stands out. A sign only repeats what the words say."""

    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class TableEntry(Row):
    """A row that may have a number and belong to the one above (`depth`), with more below its label, and one cell marked."""

    number: str = ""
    depth: int = 0
    more: tuple[Sentence, ...] = ()
    here: int | None = None


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table of a page. `first` heads the labels; `region` names the frame in which it scrolls where the page is narrower."""

    first: Sentence | None = None
    caption: Sentence | None = None
    region: str = ""
    kind: Kind = "plain"
    listed: bool = False
    """Whether the sentences of a cell are items of a list; else each is a paragraph."""


@dataclass(frozen=True, slots=True)
class Drawn(Block):
    """A drawing as an SVG, with what tells the same in words; its sentences stand below it, and say how to read it."""

    svg: str = ""
    alt: str = ""
    kind: Literal["decision across", "decision down", "chart", "timeline"] = "chart"
    region: str = ""


def said_as(words: Words, id: str, /, cue: Cue | None = None, **values: object) -> Cued:
    """A sentence of the interface catalogue."""
    text = words.text(id, **values)
    return Cued(text.text, text.id, text.language, cue=cue)


def raw(text: str, words: Words, cue: Cue | None = None) -> Cued:
    """A text put together from texts that have ids of their own, such as an answer or the name of a product."""
    return Cued(text, "put_together", words.language, cue=cue)


def lines(text: str, words: Words) -> tuple[Sentence, ...]:
    """A text of several lines, each a sentence."""
    return tuple(raw(line, words) for line in text.split("\n"))


def table(
    heads: Iterable[Sentence],
    rows: Iterable[Row],
    *,
    caption: Sentence | None = None,
    region: str = "",
    kind: Kind = "plain",
    listed: bool = False,
) -> Table:
    """A table whose first head is that of the labels; one without text leaves the corner empty."""
    first, *columns = heads
    return Table(
        "table",
        columns=tuple(columns),
        rows=tuple(rows),
        first=first if first.text else None,
        caption=caption,
        region=region,
        kind=kind,
        listed=listed,
    )


def drawn(svg: str, alt: str, kind: Literal["decision across", "decision down", "chart", "timeline"], region: str = "") -> Drawn:
    return Drawn("figure", svg=svg, alt=alt, kind=kind, region=region)
