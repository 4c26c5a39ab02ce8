"""C5: the words of DESIGN section 7, over every text of the rule base that a person may see."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from trialhelper.check.report import Finding
from trialhelper.rulebase.base import RuleBase

__all__ = ["BANNED", "LONGEST", "ONE_IN", "check", "sentences", "texts"]

BANNED: Final = re.compile(
    r"\b(?:(?:in)?eligib\w*|qualif\w*|candidates?|cure[sd]?|breakthrough\w*|miracl\w*|hop(?:e|es|ed|ing|eful)|simpl[ey]|"
    r"eas(?:y|ily|ier)|match(?:es|ed|ing)?|guarantee\w*)\b",
    re.IGNORECASE,
)
ONE_IN: Final = re.compile(r"\b(?:1|one) in \d+", re.IGNORECASE)
LONGEST: Final = 25
_NOT_SHOWN: Final = frozenset({"id", "typed", "url", "title", "publisher", "where", "note", "code", "codes", "version"})


def texts(rules: RuleBase) -> Iterator[tuple[str, str]]:
    """Every text that a person may see, with the entry and key that it stands in."""
    for group in ("documents", "conditions", "therapies", "questions", "risk_factors", "other_products", "glossary"):
        for name, entry in getattr(rules, group).items():
            yield from _texts(entry, f"{group}/{name}")
    yield from _texts(rules.table, "conversations")
    yield from _texts(rules.about, "about")


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for key, part in value:
            if key not in _NOT_SHOWN:
                yield from _texts(part, f"{place}.{key}")
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part, place)
    elif isinstance(value, str) and " " in value:
        yield place, value


def sentences(text: str) -> list[str]:
    """The sentences of a text, as far as full stops tell them."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def check(rules: RuleBase, as_of: date) -> Iterator[Finding | int]:
    """C501 a word that people must not be told; C502 "1 in N"; C503 a sentence of more than 25 words."""
    del as_of
    for place, text in texts(rules):
        if found := BANNED.search(text):
            yield Finding("C501", "error", f'"{found[0]}" stands in {place}')
        if found := ONE_IN.search(text):
            yield Finding("C502", "error", f'"{found[0]}" stands in {place}; write "about 5 out of 100 people"')
        for sentence in sentences(text):
            if (count := len(sentence.split())) > LONGEST:
                yield Finding("C503", "warning", f"a sentence of {count} words stands in {place}: {sentence[:60]}…")
