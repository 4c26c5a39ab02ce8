"""A summary as plain text, 78 columns wide, to paste into a message to a clinic.

Takes the content model, gives one string of lines that end without blanks. Titles are underlined, addresses and very long
words are never cut, and every source stands with its number at the end. Nothing is told by form alone: a notice is
indented behind bars, and the word for a tone, where the summary has one, stands below its title.
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import TextWrapper

from trialhelper.summary.model import Block, ListedSource, Pair, Section, Sentence, Summary

__all__ = ["WIDTH", "render_text"]

WIDTH = 78
_UNDERLINES = ("=", "-", "~", ".")


def render_text(summary: Summary) -> str:
    """The whole summary as text. Raises nothing."""
    lines = _heading(summary.title, 0)
    for section in summary.front:
        lines += _section(section, summary, 1)
    if summary.sheet:
        lines += _heading(summary.sheet.title, 0)
        for section in summary.sheet.sections:
            lines += _section(section, summary, 1)
    for section in summary.rest:
        lines += _section(section, summary, 1)
    if summary.sources:
        lines += _heading(summary.sources_title, 1)
        for source in summary.sources:
            lines += _source(source, summary)
    lines += ["", "-" * WIDTH, *(line for words in summary.running for line in _wrapped(words))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _wrapped(words: str, first: str = "", rest: str | None = None) -> list[str]:
    return TextWrapper(
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    ).wrap(words)


def _heading(title: str, level: int) -> list[str]:
    lines = _wrapped(title)
    return ["", *lines, _UNDERLINES[level] * min(WIDTH, max(map(len, lines), default=0)), ""]


def _section(section: Section, summary: Summary, level: int) -> Iterator[str]:
    yield from _heading(_said(section.title), level)
    for block in section.blocks:
        if block.sentences or block.pairs or block.rows:
            yield from _block(block, level + 1)
    for part in section.parts:
        yield from _section(part, summary, level + 1)


def _block(block: Block, level: int) -> Iterator[str]:
    if block.heading:
        yield from _heading(_said(block.heading), level)
    address = block.figure is not None and block.figure.kind == "address"  # its code says nothing to a reader of text
    if block.figure and not address:
        yield from (*_wrapped(_said(block.figure.alt), "| ", "| "), "")
    yield from _table(block)
    for number, sentence in enumerate(block.sentences, 1):
        words = _said(sentence)
        match block.layout:
            case "paragraphs":
                yield from (*_wrapped(words), "")
            case "bullets":
                yield from _wrapped(words, "- ")
            case "figure" if address:
                yield from (*_wrapped(words), "")
            case "numbered" | "figure":
                yield from _wrapped(words, f"{number}. ")
            case "notice":
                yield from _wrapped(words, "| ", "| ")
            case "lines":
                yield from (*_wrapped(words, "[ ] "), "")
            case "pairs" | "table":
                raise AssertionError("pairs and rows stand in parts of a block of their own")
    for pair in block.pairs:
        yield from _pair(pair)
    yield ""


def _table(block: Block) -> Iterator[str]:
    """The heads in one line, then row by row what is said of each, so that the options stay beside each other."""
    if block.rows:
        yield from (*_wrapped(" | ".join(map(_said, block.columns))), "")
    for row in block.rows:
        yield from _wrapped(_said(row.label))
        for head, cell in zip(block.columns, row.cells, strict=True):
            yield from _wrapped(f"{_said(head)}: {' '.join(map(_said, cell))}", "- ")
        yield ""


def _pair(pair: Pair) -> Iterator[str]:
    yield from _wrapped(f"{_said(pair.label)}: {_said(pair.value)}", "- ")


def _source(source: ListedSource, summary: Summary) -> Iterator[str]:
    number = f"[{source.number}] "
    inside = " " * len(number)
    yield from _wrapped(source.title, number)
    foreign = summary.labels.get(f"in_{source.language}") if source.language != summary.language else None
    dates = (_labelled("dated", source.dated, summary), _labelled("reviewed", source.reviewed, summary))
    yield from _wrapped(_joined((source.publisher, foreign, *dates)), inside)
    if source.places:
        yield from _wrapped(_labelled("where", "; ".join(source.places), summary), inside)
    for line in (source.note, source.url):
        if line:
            yield from _wrapped(line, inside)
    yield ""


def _said(sentence: Sentence) -> str:
    return " ".join((sentence.text, *(f"[{number}]" for number in sentence.marks)))


def _labelled(key: str, words: str, summary: Summary) -> str:
    label = summary.labels.get(key)
    return f"{label}: {words}" if label and words else words


def _joined(parts: Iterable[str | None]) -> str:
    return ". ".join(part for part in parts if part)
