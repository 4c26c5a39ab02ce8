"""The little Markdown that the pages need. Texts are data: whatever could be read as markup is escaped."""

import re
from collections.abc import Iterable, Sequence

__all__ = ["anchor", "bullets", "headline", "in_blocks", "link", "markdown_table", "plain"]

_MARKUP = re.compile(r"([\\`*_<>|\[\]])")


def plain(text: str) -> str:
    """A text that may hold anything, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def headline(level: int, text: str) -> str:
    return f"{'#' * level} {plain(text)}"


def link(text: str, target: str) -> str:
    return f"[{plain(text)}]({target})"


def anchor(text: str) -> str:
    """Where a heading can be linked to, as GitHub and most others make it."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are Markdown already; a cell is one line."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def in_blocks(*blocks: str) -> str:
    """Blocks with an empty line between them; those that are empty are left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"
