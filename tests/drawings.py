"""The words of a drawing, where they stand: its letters are outlines in the SVG, but set as PDF by the same template they can be
read."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import unescape
from typing import NamedTuple
from unittest.mock import patch

from tests.summary.reading import run_poppler
from trialhelper import typeset

__all__ = ["Laid", "Word", "laid"]

_LETTERS = re.compile(r"\w+")
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    said: str


class Laid(NamedTuple):
    """A drawing with its words: the SVG, the size of its page, and each word with its box."""

    svg: str
    wide: float
    high: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.said for word in self.words)

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The words of some texts that are not drawn, or not as often; signs are no part of a word, as a line may end there."""
        drawn = Counter(_parts(self.text))
        return list((Counter(_parts(" ".join(texts))) - drawn).elements())

    def outside(self) -> list[Word]:
        return [one for one in self.words if one.left < 0 or one.top < 0 or one.right > self.wide or one.bottom > self.high]

    def on_each_other(self) -> list[tuple[Word, Word]]:
        return [
            (one, other)
            for place, one in enumerate(self.words)
            for other in self.words[:place]
            if min(one.right, other.right) - max(one.left, other.left) > 1
            and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.35 * (one.bottom - one.top)
        ]


def _parts(text: str) -> list[str]:
    return _LETTERS.findall(text)


def laid(draw: Callable[[], str], page: int = 1) -> Laid:
    """Draw, and set the same content once more as PDF to read it; `page` is where the drawing stands among several."""
    real, kept = typeset.typeset, []

    def twice(body: bytes, content: dict[str, object], format: str) -> list[bytes]:
        kept.extend(real(body, content, "pdf"))
        return real(body, content, "svg")

    with patch.object(typeset, "typeset", twice):
        svg = draw()
    (pdf,) = kept
    read = run_poppler(pdf, "pdftotext", "-f", str(page), "-l", str(page), "-bbox", "-", "-").decode()
    ((wide, high),) = _PAGE.findall(read)
    words = tuple(
        Word(*map(float, found[:4]), unescape(found[4]).replace("\N{ZERO WIDTH SPACE}", "")) for found in _WORD.findall(read)
    )
    return Laid(svg, float(wide), float(high), words)
