"""C5: the words of DESIGN section 7, over every text of the rule base and of the interface that a person may see: none that is
banned, short sentences, a low grade (`reading`), and no technical word that nothing explains (`technical`)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from trialhelper.check.interface import interface, interface_pages
from trialhelper.check.reading import grade, mask_of, reading_pages, sentences
from trialhelper.check.report import Remark, Severity
from trialhelper.check.technical import roots, undefined
from trialhelper.rulebase.base import RuleBase

__all__ = ["AIMED_AT", "BANNED", "LONGEST", "ONE_IN", "REFUSED", "check", "sentences", "texts"]

BANNED: Final = re.compile(
    r"\b(?:(?:in)?eligib\w*|qualif\w*|candidates?|cure[sd]?|breakthrough\w*|miracl\w*|hop(?:e|es|ed|ing|eful)|simpl[ey]|"
    r"eas(?:y|ily|ier)|match(?:es|ed|ing)?|guarantee\w*)\b",
    re.IGNORECASE,
)
ONE_IN: Final = re.compile(r"\b(?:1|one) in \d+", re.IGNORECASE)
LONGEST: Final = 25
AIMED_AT: Final = 6
REFUSED: Final = 8
_NOT_TOLD: Final = (".inheritance", ".clinical_name", ".name", ".maker", ".nonproprietary_name")
"""Names and terms of art that stand beside a text and are no part of it."""
_SHORT: Final = (".label", ".short", ".title", ".name", ".term")
"""Texts that may be a single word; elsewhere a single word is an id or a value."""
_NOT_SHOWN: Final = frozenset({"id", "typed", "url", "title", "publisher", "where", "note", "code", "codes", "version"})


_GROUPS: Final = (
    "documents", "conditions", "therapies", "questions", "risk_factors", "other_products", "visit_questions",
    "contradictions", "glossary",
)  # fmt: skip


def texts(rules: RuleBase) -> Iterator[tuple[str, str]]:
    """Every text that a person may see, with the entry and key that it stands in."""
    for group in _GROUPS:
        for name, entry in getattr(rules, group).items():
            yield from _texts(entry, f"{group}/{name}")
    if rules.how:
        yield from _texts(rules.how, "how_it_works")
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
    elif isinstance(value, str) and (" " in value or place.endswith(_SHORT)):
        yield place, value


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C501 a word that people must not be told; C502 "1 in N"; C503 a sentence of more than 25 words; C504 a text above grade 6
    (an error above 8); C505 a technical word that the glossary lacks; C506 the grade could not be measured."""
    del as_of
    shown = ((f"interface/{name}", text) for name, text, _ in interface())
    for place, text in (*texts(rules), *shown):
        if found := BANNED.search(text):
            yield Remark("C501", "error", f'"{found[0]}" stands in {place}')
        if found := ONE_IN.search(text):
            yield Remark("C502", "error", f'"{found[0]}" stands in {place}; write "about 5 out of 100 people"')
        for sentence in sentences(text):
            if (count := len(sentence.split())) > LONGEST:
                yield Remark("C503", "warning", f"a sentence of {count} words stands in {place}: {sentence[:60]}…")
    yield from _grades(rules)
    yield from _terms(rules)


def _grades(rules: RuleBase) -> Iterator[Remark]:
    mask = mask_of(rules)
    for place, text in (*reading_pages(rules), *interface_pages()):
        try:
            reads_at = grade(mask(text))
        except ImportError:
            yield Remark("C506", "hint", "the reading grade was not measured: pyphen is not installed")
            return
        if reads_at is not None and round(reads_at, 1) > AIMED_AT:
            severity: Severity = "error" if round(reads_at, 1) > REFUSED else "warning"
            yield Remark("C504", severity, f"{place} reads at grade {reads_at:.1f}; {AIMED_AT} is aimed at, {REFUSED} the most")


def _terms(rules: RuleBase) -> Iterator[Remark]:
    """Each word once, with the places that hold it."""
    explained = roots(name for entry in rules.glossary.values() for name in (entry.term, *entry.also))
    mask = mask_of(rules)
    places: dict[str, list[str]] = {}
    for place, text in texts(rules):
        if not place.endswith(_NOT_TOLD):
            for word in undefined(mask(text), explained):
                places.setdefault(word, []).append(place)
    for word, held in sorted(places.items()):
        more = f" and {len(held) - 1} more" if len(held) > 1 else ""
        yield Remark("C505", "warning", f'the glossary lacks "{word}", which stands in {held[0]}{more}')
