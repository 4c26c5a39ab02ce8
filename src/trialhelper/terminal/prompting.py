"""Lines to read and prompts to answer: wrapped text, and what is typed, with the keys that mean the same everywhere.

The keys (back, save) are texts of the catalogue, so that they can be letters of each language.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from textwrap import TextWrapper
from typing import Final

import typer

from trialhelper.words import Words

__all__ = ["Back", "Prompter", "number_in", "numbered", "plain_line", "say", "title"]

_WIDTH: Final = 78
_DIGITS: Final = 4
"""No list has numbers of more digits."""


class Back(Exception):
    """The person wants the page before."""


def say(text: str, first: str = "", rest: str | None = None) -> None:
    """A paragraph, wrapped; words and addresses are never cut."""
    inside = first if rest is None else rest
    wrapper = TextWrapper(_WIDTH, initial_indent=first, subsequent_indent=inside, break_long_words=False, break_on_hyphens=False)
    typer.echo("\n".join(wrapper.wrap(text)))


def title(text: str) -> None:
    """The heading of a page, after an empty line."""
    typer.echo()
    typer.echo(typer.style(text, bold=True))


@dataclass(frozen=True)
class Prompter:
    """Asks in one language. `save` is what the key to save does, at any prompt of the interview."""

    words: Words
    save: Callable[[], None]

    def line(self, text: str) -> str:
        """What is typed at the prompt, without blanks around it; saves in between. Raises Back."""
        while True:
            typed = plain_line(text)
            if typed.casefold() == self.words("terminal.back_key"):
                raise Back
            if typed.casefold() != self.words("terminal.save_key"):
                return typed
            self.save()

    def number(self, text: str, many: int) -> int | None:
        """A number of a list from 1, or None for nothing. Asks again until it is one of them. Raises Back."""
        while typed := self.line(text):
            if (number := number_in(typed, many)) is not None:
                return number
            say(self.words("terminal.no_such_number"))
        return None


def number_in(typed: str, many: int) -> int | None:
    """The number of a list from 1 that was typed, or None."""
    number = int(typed) if typed.isdecimal() and len(typed) <= _DIGITS else 0
    return number if 1 <= number <= many else None


def plain_line(text: str) -> str:
    """What is typed at a prompt where no key means anything, such as one for a path."""
    return str(typer.prompt(text, default="", show_default=False)).strip()


def numbered(labels: Iterable[str], marked: Container[str] = ()) -> None:
    """A list with numbers to type; what is marked was told before."""
    for number, label in enumerate(labels, 1):
        say(label, f"{'>' if label in marked else ' '} {number:>2}  ", " " * 6)
