"""A page of the rule base as HTML that a page of the app can show: its title, its text, and where it leads.

Takes a page of the model, gives HTML of elements and attributes that a sanitizer keeps; markup inside the texts stays text. The
title is taken out, because the app draws its one first heading itself. A link to another entry becomes plain text and is listed
apart: only the app can lead there without leaving the session. A table gets a name and says in each cell under which head it
stands.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trialhelper.card.page import ENTRY, RulesPage

__all__ = ["Shown", "as_html", "as_shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it is drawn. `links` are the entries that it leads to, in their order, each once."""

    title: str
    html: str
    links: tuple[str, ...]


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def as_shown(page: RulesPage, name_table: Callable[[str, int], str]) -> Shown:
    """The page. `name_table` names a table by the heading above it and its number below that."""
    md = _markdown()
    tokens = md.parse(page.markdown)
    title, links = "", dict[str, None]()
    kept: list[Token] = []
    for block in _blocks(tokens):
        if block[0].type == "heading_open" and block[0].tag == "h1":
            title = _text(block[1])
            continue
        leads = [ref for token in block if token.type == "inline" for ref in _unlinked(token)]
        links.update(dict.fromkeys(leads))
        if len(leads) == 1 and block[0].type == "paragraph_open" and len(block[1].children or ()) == 1:
            continue  # nothing but a link: the app draws it itself
        kept += block
    _name_tables(kept, name_table)
    return Shown(title, str(md.renderer.render(kept, md.options, {})), tuple(links))


def _blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block at the top of the page together."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _text(inline: Token) -> str:
    return "".join(part.content for part in inline.children or ())


def _unlinked(inline: Token) -> Iterator[str]:
    """Make links to entries plain text, and tell where they led; an address outside opens in a window of its own."""
    parts, inside = [], False
    for part in inline.children or ():
        if part.type == "link_open":
            target = str(part.attrGet("href") or "")
            found = ENTRY.fullmatch(target)
            inside = found is not None
            if found:
                yield found["ref"]
                continue
            part.attrs = {"href": target, "target": "_blank", "rel": "noopener noreferrer"}
        elif part.type == "link_close" and inside:
            inside = False
            continue
        parts.append(part)
    inline.children = parts


def _name_tables(tokens: list[Token], name_table: Callable[[str, int], str]) -> None:
    """Tables in a frame that can be scrolled, with a name; the first cell of a row is its head."""
    above, number, heads, cell = "", 0, list[str](), 0
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            above, number = _text(tokens[place + 1]), 0
        elif token.type == "table_open":
            number, heads = number + 1, []
            token.attrs = {"class": "th-table"}
            token.meta["frame"] = escape(name_table(above, number))
        elif token.type == "tr_open":
            cell = 0
        elif token.type == "th_open":
            heads.append(_text(tokens[place + 1]))
            token.attrs = {"scope": "col"}
        elif token.type == "td_open":
            token.attrs = {"data-head": heads[cell]} if cell else {"scope": "row"}
            token.tag = tokens[place + 2].tag = "td" if cell else "th"
            cell += 1
    for place, token in reversed(list(enumerate(tokens))):
        if token.type == "table_open":
            frame = f'<div class="th-wide" tabindex="0" role="region" aria-label="{token.meta["frame"]}">'
            tokens.insert(place, _raw(frame))
        elif token.type == "table_close":
            tokens.insert(place + 1, _raw("</div>"))


def _raw(html: str) -> Token:
    return Token("html_block", "", 0, content=html)


def as_html(markdown: str) -> str:
    """A short Markdown text as HTML; markup inside it stays text."""
    return str(_markdown().render(markdown))
