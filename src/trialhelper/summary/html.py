"""A summary as HTML: one file to keep, print or mail, and the same drawing as a fragment of a page of the form.

Takes the content model, gives text. Every word of it is escaped; there is no script, and nothing is asked of any server.
The wording is all in the model, the drawing all in the templates beside this module.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trialhelper.summary.drawings import svg_of
from trialhelper.summary.model import Block, ListedSource, Section, Summary, sentences_of
from trialhelper.typeset import as_image

__all__ = ["render_blocks", "render_fragment", "render_html"]

_LETTERS_OF_A_FRONT: Final = 1900


def render_html(summary: Summary) -> str:
    """The standalone page: complete, printable, readable on a phone. Raises nothing for any summary."""
    linked = frozenset(source.number for source in summary.sources)
    page = _page(summary.language, summary.labels, linked=linked)
    sheet = _page(summary.sheet.language, {}, linked=linked) if summary.sheet else None  # the labels are in the other language
    return _templates().get_template("summary.html.jinja").render(summary=summary, page=page, sheet=sheet)


def render_fragment(
    sections: tuple[Section, ...],
    sources: tuple[ListedSource, ...] = (),
    heading_level: int = 2,
    *,
    titled: bool = True,
    labels: Mapping[str, str] | None = None,
) -> str:
    """Sections, then sources, for `st.html`: no style, no id, only elements and attributes that a sanitizer keeps.

    `heading_level` is that of the first heading. With `titled=False` the sections' own titles are left to the page around,
    and so is the heading above the sources in any case. `labels` are those of the summary; without them the dates of a
    source stand without their words.
    """
    language = sections[0].title.language if sections else ""
    page = _page(language, labels or {}, inside=True)
    draw = _templates().get_template("blocks.html.jinja").module
    parts = [draw.section(section, heading_level, page, titled) for section in sections]  # type: ignore[attr-defined]
    if sources:
        parts.append(draw.sources(sources, page))  # type: ignore[attr-defined]
    return "".join(parts).strip()


def render_blocks(blocks: Iterable[Block], language: str, heading_level: int = 3) -> str:
    """Blocks without a section around them, for a page in some language: tables, drawings, lists."""
    page = _page(language, {}, inside=True)
    draw = _templates().get_template("blocks.html.jinja").module
    return "".join(str(draw.block(one, heading_level, page)).strip() for one in blocks)  # type: ignore[attr-defined]


def _page(
    language: str, labels: Mapping[str, str], *, linked: frozenset[int] = frozenset(), inside: bool = False
) -> SimpleNamespace:
    """What the templates have to know of the page around a block. A label that is not there reads as nothing."""
    return SimpleNamespace(language=language, labels=_Labels(labels), linked=linked, inside=inside)


class _Labels(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader(__package__, ""),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    templates.filters["css_text"] = _css_text
    templates.filters["drawing"] = lambda figure: Markup(svg_of(figure))  # ours, letter for letter
    templates.filters["data_uri"] = lambda figure: _image(svg_of(figure, on_a_card=True))
    templates.filters["image"] = _image
    templates.tests["full"] = _full
    templates.tests["web_address"] = lambda url: url.startswith(("https://", "http://"))
    return templates


def _image(svg: str) -> Markup:
    """A drawing as the source of an image. No sign is left in it that could end the attribute, nor one that must be escaped."""
    return Markup(as_image(svg))


def _full(front: tuple[Section, ...]) -> bool:
    """Whether a front says so much that it is printed smaller: a style sheet cannot try sizes until one fits."""
    return sum(len(sentence.text) for sentence in sentences_of(front)) > _LETTERS_OF_A_FRONT


def _css_text(words: str) -> str:
    """Words inside a CSS string: all but letters, digits and blanks as code points, so that nothing can end the string."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in words)
