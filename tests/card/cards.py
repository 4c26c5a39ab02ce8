"""What the tests of the card and of its pages share."""

import re
from functools import cache
from pathlib import Path

from tests.bases import changed_copy, shipped_rules, small_rules
from trialhelper.card import card_page, pages
from trialhelper.rulebase import read_rules
from trialhelper.words import Words

WORDS = Words()


@cache
def pages_of(name: str) -> dict[str, str]:
    return pages(small_rules() if name == "small" else shipped_rules(), WORDS)


def field(card: str, name: str) -> str:
    """The text below the heading of one field."""
    found = re.search(rf"^## {name} .*?$(.*?)(?=^## |\Z)", card, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def card_of(folder: Path, file: str, *changes: tuple[str, str]) -> str:
    return card_page(read_rules(changed_copy(folder, file, *changes)), WORDS)
