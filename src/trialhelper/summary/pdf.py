"""A summary as PDF: tagged, PDF/UA-1, for Letter or A4, made by the typst wheel without any system library.

Takes the content model and a paper, gives bytes. No clock and no machine enters them: the same summary gives the same
file. The template (summary.typ) gets one JSON object and never sees its text as markup. PDF/UA-1 is enforced while
compiling: what would break it is an error and not a file.
"""

import re
from typing import Any, Final

import typst

from trialhelper.summary.drawings import svg_of
from trialhelper.summary.jsonable import summary_as_dict
from trialhelper.summary.model import Summary
from trialhelper.typeset import template, typeset

__all__ = ["render_pdf"]

_PAPERS: Final = {"letter": "us-letter", "a4": "a4"}

_UNPRINTABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
_INSTEAD = "\N{WHITE SQUARE}"


def render_pdf(summary: Summary, paper: str = "letter", *, large: bool = False) -> bytes:
    """The printed summary. The front is set in the largest text, 11.5 to 8.5 pt, with which it fits one page; it is for the
    care team. In large print all that is for the person, the front's words among it, is set in 18 pt, a table in 16.

    A character that no font of the wheel has (an emoji, Chinese) is printed as a white square, because PDF/UA-1 forbids
    one without a glyph. Raises ValueError for another paper, typst.TypstError for a summary that cannot be tagged.
    """
    if paper not in _PAPERS:
        raise ValueError(f"the paper is {' or '.join(_PAPERS)}, not {paper}")
    content = {"paper": _PAPERS[paper], "large": large, **_with_what_is_drawn(summary_as_dict(summary), summary)}
    try:
        return _compiled(content)
    except typst.TypstError as error:
        missing = _unprintable(error)
        if not missing:
            raise
    return _compiled(_without(content, missing))


def _with_what_is_drawn(content: dict[str, Any], summary: Summary) -> dict[str, Any]:
    """The content with each drawing beside what tells of it, and each address as it may be broken over lines.

    The template can read no file and draws nothing itself, and is slow with the letters of an address.
    """
    for made, section in zip(content["rest"], summary.rest, strict=True):
        for drawn, block in zip(made["blocks"], section.blocks, strict=True):
            if block.figure:
                drawn["figure"]["svg"] = svg_of(block.figure, "#000")
                drawn["figure"]["url_shown"] = _breakable(block.figure.url)
    for source in content["sources"]:
        source["url_shown"] = _breakable(source["url"])
    return content


def _breakable(url: str | None) -> str | None:
    """An address that breaks after its signs and inside long words, without a hyphen, which somebody would type along."""
    return url and re.sub(r"[\W_]|\w{12}", lambda part: f"{part[0]}\N{ZERO WIDTH SPACE}", url)


def _compiled(content: dict[str, Any]) -> bytes:
    (made,) = typeset(template(__package__, "summary.typ"), content, "pdf", called="summary", standard="ua-1")
    return made


def _unprintable(error: typst.TypstError) -> set[str]:
    """The characters that the compiler named as missing from every font. A digit under a keycap is named, too: it stays."""
    named = "".join(_UNPRINTABLE.findall(error.diagnostic))
    written_out = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), named)
    return {letter for letter in written_out if not (letter.isascii() and letter.isprintable())}


def _without(content: Any, missing: set[str]) -> Any:
    match content:
        case str():
            return "".join(_INSTEAD if letter in missing else letter for letter in content)
        case dict():
            return {key: _without(value, missing) for key, value in content.items()}
        case list():
            return [_without(value, missing) for value in content]
        case _:
            return content
