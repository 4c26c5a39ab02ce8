"""Reading a rendering back: the text of printed pages, their tags, and how they look.

Needs poppler's pdftotext and pdftoppm; without them a test is skipped, but under CI fails.
"""

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from trialhelper.summary.model import Figure, Section, Summary
from trialhelper.summary.pdf import render_pdf

__all__ = [
    "as_printed",
    "close_up",
    "elements",
    "figures",
    "in_order",
    "pages_of",
    "picture_of",
    "printed",
    "run_poppler",
    "texts_of",
    "without_feet",
]

_made: dict[tuple[int, str, bool], tuple[Summary, bytes]] = {}


def printed(summary: Summary, paper: str = "letter", *, large: bool = False) -> bytes:
    """The PDF of a summary, made once however many tests look at it. The summary is kept, so that its place is no other's."""
    key = (id(summary), paper, large)
    if key not in _made:
        _made[key] = (summary, render_pdf(summary, paper, large=large))
    return _made[key][1]


@lru_cache(maxsize=64)
def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it is tagged and painted."""
    return run_poppler(pdf, "pdftotext", "-raw", "-enc", "UTF-8", "-", "-").decode().split("\f")[:-1]


def picture_of(pdf: bytes, number: int, resolution: int) -> Image.Image:
    """A page as it looks, in grey."""
    page = ["-f", str(number), "-singlefile", "-gray", "-r", str(resolution), "-"]
    return Image.open(BytesIO(run_poppler(pdf, "pdftoppm", *page)))


def run_poppler(pdf: bytes, tool: str, *options: str) -> bytes:
    """What one of poppler's tools makes of a PDF."""
    if not shutil.which(tool):
        assert not os.environ.get("CI"), f"{tool} (Debian: poppler-utils) is not installed; .ci/run installs it"
        pytest.skip(f"{tool} is not installed (Debian: poppler-utils), so the PDF cannot be read back")
    return subprocess.run([tool, *options], input=pdf, capture_output=True, check=True).stdout


_FORMATS = "".join(sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) == "Cf")
_BLANK = re.compile(f"[\\s{re.escape(_FORMATS)}]+")
_UNPRINTABLE = re.compile("[^\\x00-\\u2fff]")


def close_up(text: str) -> str:
    """Without blanks, line breaks, and signs of writing direction or hyphenation; a run of white squares as one."""
    return re.sub("□+", "□", _BLANK.sub("", text))


def as_printed(text: str) -> str:
    """What a page can show of a text: emoji and Chinese have no letters in the fonts and become white squares."""
    return close_up(_UNPRINTABLE.sub("□", text))


def without_feet(pages: list[str], summary: Summary) -> str:
    """What the pages say one after the other, without what stands at the foot of each."""
    said = ""
    for number, page in enumerate(pages, 1):
        text, foot = close_up(page), foot_of(summary, number, len(pages))
        assert text.count(foot) == 1, f"page {number} does not end with the running words and its number"
        said += text.replace(foot, "")
    return said


def foot_of(summary: Summary, number: int, count: int) -> str:
    labels = summary.labels
    return close_up("".join(summary.running) + f"{labels['page']}{number}{labels['of']}{count}")


def in_order(texts: list[str], said: str) -> None:
    """Fails with the first text that is not found behind those before it."""
    at = 0
    for text in texts:
        found = said.find(text, at)
        assert found >= 0, f"not there, or not in its place: {text!r}"
        at = found + len(text)


def figures(summary: Summary) -> list[Figure]:
    return [block.figure for section in summary.rest for block in section.blocks if block.figure]


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Every tag of an opened file in reading order."""

    def walk(tag: Any) -> Iterator[Any]:
        if isinstance(tag, pikepdf.Array):
            for inner in tag:
                yield from walk(inner)
        elif isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
            yield tag
            yield from walk(tag.get("/K", []))

    return list(walk(pdf.Root.StructTreeRoot.K))


def texts_of(summary: Summary) -> Iterator[str]:
    """Every text of a summary in the order in which it is read."""
    yield summary.title
    for section in summary.front:
        yield from _texts_of(section)
    if summary.sheet:
        yield summary.sheet.title
        for section in summary.sheet.sections:
            yield from _texts_of(section)
    for section in summary.rest:
        yield from _texts_of(section)
    if summary.sources:
        yield summary.sources_title
    for one in summary.sources:
        yield from (one.title, one.publisher, one.dated, one.reviewed, *one.places)
        yield from (text for text in (one.note, one.url) if text)


def _texts_of(section: Section) -> Iterator[str]:
    yield section.title.text
    for block in section.blocks:
        if block.heading:
            yield block.heading.text
        yield from (head.text for head in block.columns)
        for row in block.rows:
            yield row.label.text
            yield from (sentence.text for cell in row.cells for sentence in cell)
        yield from (sentence.text for sentence in block.sentences)
        for pair in block.pairs:
            yield from (sentence.text for sentence in (pair.label, pair.value))
    for part in section.parts:
        yield from _texts_of(part)
