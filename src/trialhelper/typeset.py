"""Typst, as this house uses it: what sets the printed summary, and draws every picture whose words must be measured.

`typeset` takes a template and one JSON object, gives a file; `drawing` gives an SVG that needs no font, no other file and no
script, its letters being outlines. A text of the content is never read as markup; no file, no clock and no system font enters,
so the same content gives the same bytes on every machine. Typst breaks lines, measures words and grows boxes: nothing here
knows how wide a letter is.

One compiler serves the process (building one reads the fonts anew), behind a lock, because it refuses two callers at once. It
remembers what it laid out until ten other files were made; `forget` makes it forget at once. Nothing else of a content is kept.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import count
from threading import Lock
from typing import Any, Final, Literal
from urllib.parse import quote

import typst

__all__ = ["as_image", "drawing", "drawings", "forget", "template", "typeset"]

_one_at_a_time = Lock()
_GLYPH: Final = re.compile(r'"(#?)g([0-9A-F]{20,32})"')
_USUAL: Final = re.compile(r' (?:fill="#000000"|fill-rule="nonzero"|[xy]="0"|stroke-miterlimit="4")(?=[ />])')
_REMEMBERED: Final = 10
"""For so many files the compiler remembers what it did not need again."""
_CODED: Final = (*((sign, quote(sign)) for sign in "%#<>&\n\t"), ('"', "'"))


@cache
def template(package: str, name: str) -> bytes:
    """A template that lies beside the modules of a package."""
    return resources.files(package).joinpath(name).read_bytes()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(b"", font_paths=fonts, ignore_system_fonts=True)


def typeset(
    body: bytes,
    content: Mapping[str, Any],
    format: Literal["pdf", "svg"],
    *,
    called: str = "given",
    standard: Literal["ua-1"] | None = None,
) -> list[bytes]:
    """A template with its content: one file, or for SVG one a page. The content stands before the template under the name
    `called`, as a string of JSON.

    Handing it over as `sys_inputs` reads better and is three times slower: other inputs are another standard library to the
    compiler, which then forgets every paragraph that it laid out before. Raises typst.TypstError for what cannot be set, or
    breaks the `standard` of a PDF.
    """
    written = json.dumps(content, ensure_ascii=False).replace("\\", r"\\").replace('"', r"\"")
    source = f'#let {called} = json(bytes("{written}"))\n'.encode() + body
    with _one_at_a_time:
        made = _compiler().compile(source, format=format, pdf_standards=standard)
    assert made is not None  # that is for a file to write to
    return made if isinstance(made, list) else [made]


def forget() -> None:
    """Make the compiler forget every content, as somebody does who clears their answers. It takes a millisecond."""
    with _one_at_a_time:
        for _ in range(_REMEMBERED):
            _compiler().compile(b"", format="svg")


def drawing(body: bytes, content: Mapping[str, Any]) -> str:
    """A template of one page with its content as one SVG."""
    (drawn,) = drawings(body, content)
    return drawn


def drawings(body: bytes, content: Mapping[str, Any]) -> list[str]:
    """A template with its content, each page as one SVG that is exactly as large as what is drawn on it.

    The letters are outlines, each drawn once and used by its id: made short here, and without what is the default anyway, it is
    a third as long.
    """
    pages = typeset(template(__package__, "typeset.typ") + body, content, "svg")
    return [_shorter(page.decode()) for page in pages]


def _shorter(svg: str) -> str:
    numbers = count()
    short: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        if found[2] not in short:
            short[found[2]] = f"g{next(numbers)}"
        return f'"{found[1]}{short[found[2]]}"'

    return _USUAL.sub("", _GLYPH.sub(named, svg)).replace("xlink:href", "href")


def as_image(svg: str) -> str:
    """An SVG as the address of an image that stands in the page itself: whole, and asked of nobody.

    Only what would end the attribute or the address is written as a code, which is a tenth of the work of coding every sign.
    """
    for sign, code in _CODED:
        svg = svg.replace(sign, code)
    return f"data:image/svg+xml,{svg}"
