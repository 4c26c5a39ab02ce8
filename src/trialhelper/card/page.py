"""The page model of the rule base: a title and blocks of Markdown, in which a link leads to an entry by its name.

Every page of an entry and of the card is written once, as a `Page`. `as_file` makes the file of the card from it; the clinician's
view draws the same page (`shown`). Which of the two it will be, a page does not know: inside it a link leads to `entry:KIND.ID`,
the files of the other entries are found here, and only the view can open an entry without leaving its session.
"""

import posixpath
import re
from dataclasses import dataclass
from typing import Final

from trialhelper.card.markdown import anchor, headline, in_blocks, link, plain
from trialhelper.rulebase.base import RuleBase
from trialhelper.words import Words

__all__ = ["ENTRY", "RulesPage", "as_file", "to_entry"]

ENTRY: Final = re.compile(r"entry:(?P<ref>(?P<kind>[a-z]+)\.(?P<id>.+))")
"""Where a link to an entry leads."""
_LINK: Final = re.compile(r"(?P<text>(?<!\\)(?:\\\\)*\])\(entry:(?P<kind>[a-z]+)\.(?P<id>[^)]+)\)")
"""The end of a link to an entry in Markdown; an escaped bracket ends none."""
_FOLDERS: Final = {"condition": "conditions", "therapy": "therapies"}


@dataclass(frozen=True, slots=True)
class RulesPage:
    """A page as it is written. Empty blocks are left out of whatever is made from it."""

    title: str
    blocks: tuple[str, ...]

    @property
    def markdown(self) -> str:
        """The title as the first heading, and the blocks below it."""
        return in_blocks(headline(1, self.title), *self.blocks)


def to_entry(text: str, kind: str, id: str) -> str:
    """A link to the page of an entry."""
    return link(text, f"entry:{kind}.{id}")


def as_file(page: RulesPage, name: str, rules: RuleBase, words: Words) -> str:
    """The file of a page by its name in the folder of the card: it says how it was made, and leads back to the index."""
    here = posixpath.dirname(name)

    def led(found: re.Match[str]) -> str:
        file = _points_to(rules, found["kind"], found["id"])
        return f"{found['text']}({posixpath.relpath(file, here or '.')})"

    back = "" if name == "index.md" else link(words("card.back"), posixpath.relpath("index.md", here or "."))
    return in_blocks(plain(words("card.generated")), _LINK.sub(led, page.markdown.rstrip("\n")), back)


def _points_to(rules: RuleBase, kind: str, id: str) -> str:
    """The file of the card in which an entry stands. Raises KeyError for a kind that has none."""
    if kind == "point":
        return f"points.md#{anchor(rules.risk_factors[id].name)}"
    return f"{_FOLDERS[kind]}/{id}.md"
