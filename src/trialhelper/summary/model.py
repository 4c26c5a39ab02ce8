"""What a summary says, apart from how it looks: sections of blocks of sentences, each leading to its sources.

One model, several renderings (PDF, HTML, text, JSON, the result page). A sentence has the id of its text and the claims
behind it; `marks` are the numbers of their documents in the list of sources.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from trialhelper.engine.plan import Criterion, IndicationPlan

__all__ = ["Block", "Figure", "ListedSource", "Pair", "Row", "Section", "Sentence", "Sheet", "Summary", "Tone", "sentences_of"]

Tone = Literal["plain", "good", "differs", "open", "team", "info", "warning", "stale"]
Layout = Literal["paragraphs", "bullets", "numbered", "pairs", "notice", "lines", "table", "figure"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or short text. `language` is what it is really in; `lines` asks for room to write below it."""

    text: str
    id: str
    language: str = "en"
    claims: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()
    of: Criterion | IndicationPlan | None = field(default=None, compare=False, repr=False)
    """The criterion, or the product in force, that it speaks of: how the reasons find what the person read of it. It is no
    part of what is read, and in no rendering."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what stands beside it, such as a question's subject and what was told."""

    label: Sentence
    value: Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, and a cell of sentences for each column."""

    label: Sentence
    cells: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: one of the two ways of gene therapy, or the code of an address that a phone can read."""

    kind: Literal["in_vivo", "ex_vivo", "address"]
    alt: Sentence
    url: str | None = None
    """For an address where the code leads; nothing about the person is in it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences or pairs in one layout. A `notice` is set off; `lines` are questions with room to write below each; the
    sentences of a `figure` stand beside it, for a drawing of steps one a step."""

    layout: Layout
    sentences: tuple[Sentence, ...] = ()
    pairs: tuple[Pair, ...] = ()
    heading: Sentence | None = None
    tone: Tone = "plain"
    columns: tuple[Sentence, ...] = ()
    """The heads of a table's columns; that of the labels is not among them."""
    rows: tuple[Row, ...] = ()
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks, and sections below it (one level only)."""

    id: str
    title: Sentence
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One document in the list of sources, with the dates that tell how old it is."""

    number: int
    id: str
    title: str
    publisher: str
    url: str | None
    language: str
    dated: str
    reviewed: str
    places: tuple[str, ...]
    """Where the facts used here stand in it."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The front in a language of its own, for a care team that does not read the summary's."""

    language: str
    title: str
    name_line: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary, in one language. `front` fits one page; `running` stands on every page."""

    language: str
    title: str
    running: tuple[str, ...]
    front: tuple[Section, ...]
    rest: tuple[Section, ...]
    sources_title: str
    sources: tuple[ListedSource, ...]
    labels: dict[str, str] = field(default_factory=dict)
    """Small words that a rendering needs ("page", "of", the name line), in the summary's language."""
    sheet: Sheet | None = None
    """The same front in English, when the summary is in another language."""

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence of every section, in reading order."""
        return sentences_of((*self.front, *(self.sheet.sections if self.sheet else ()), *self.rest))


def sentences_of(sections: Iterable[Section]) -> Iterator[Sentence]:
    """Every sentence of some sections, in reading order."""
    for section in sections:
        yield section.title
        for block in section.blocks:
            if block.heading:
                yield block.heading
            yield from block.columns
            for row in block.rows:
                yield row.label
                for cell in row.cells:
                    yield from cell
            if block.figure:
                yield block.figure.alt
            yield from block.sentences
            for pair in block.pairs:
                yield from (pair.label, pair.value)
        yield from sentences_of(section.parts)
