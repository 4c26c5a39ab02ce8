"""C12: the translations of the rules and of the interface: what lacks one, what says something else, what is hard to read.

A missing or stale translation is no fault: the English is shown in its place. What is shown is held to the words of DESIGN
section 7 in its own language. `faults` looks at one text, whichever of the two catalogues it stands in.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from trialhelper.check.interface import interface
from trialhelper.check.report import Remark
from trialhelper.check.spanish import LEAST, index, spanish_mask, spanish_pages
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.texts import texts_of
from trialhelper.words import LANGUAGES, braces_in, is_person

__all__ = ["BANNED_IN_SPANISH", "check", "faults"]

BANNED_IN_SPANISH: Final = re.compile(
    r"\b(?:(?:in)?eleg(?:ible|ibles|ibilidad)|(?:des)?calific\w*|candidat\w*|milagr\w*|esperanza\w*|f[áa]cil(?:es|mente)?|"
    r"sencill\w*|(?:1|una?|uno) de cada)\b",
    re.IGNORECASE,
)
_SPOKEN_TO: Final = frozenset({"you", "You"})
"""The only words for the person that Spanish uses: the rest of a sentence does not depend on who it is."""
_LONG: Final = 4
"""A text of so many words is never the same in both languages."""


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C1201 how many texts of the rules have no finished translation, a language; C1202 how many have one of an older English;
    C1203 a Spanish page below 65 on the scale of Fernández Huerta; C1204 a word that people must not be told, in a
    translation; C1205 a translation whose braces are not those of the English; C1206 a translation that is the English
    itself."""
    del as_of  # texts are the same on every date
    shown = list(texts_of(rules))
    for language in LANGUAGES[1:]:
        translated = rules.translations.get(language, {})
        missing = sum(name not in translated for name, _ in shown)
        stale = sum(name in translated and translated[name][0] != english for name, english in shown)
        for code, many, what in (
            ("C1201", missing, "no finished translation"),
            ("C1202", stale, "a translation of an older text"),
        ):
            if many:
                where = f"`trialhelper messages {language} --list` names them"
                yield Remark(code, "hint", f"{many} texts of the rules have {what} in {language}; {where}")
        spoken = [(name, english, translated[name][1]) for name, english in shown if translated.get(name, ("",))[0] == english]
        for name, english, said in spoken:
            yield from faults(name, english, said)
        for name, english, said in interface(language):
            yield from faults(f"interface/{name}", english, said)
    mask = spanish_mask(rules)
    for place, text in spanish_pages(rules):
        reads_at = index(mask(text))
        if reads_at is not None and round(reads_at, 1) < LEAST:
            yield Remark("C1203", "warning", f"{place} reads in Spanish at {reads_at:.1f}; {LEAST} and more is plain")


def faults(name: str, english: str, said: str) -> Iterator[Remark]:
    """What is wrong with one translation."""
    if found := BANNED_IN_SPANISH.search(said):
        yield Remark("C1204", "error", f'"{found[0]}" stands in the translation of {name}')
    wanted = {brace for brace in braces_in(english) if not is_person(brace)}
    if strange := braces_in(said) - wanted - _SPOKEN_TO:
        yield Remark("C1205", "error", f"the translation of {name} has braces that do not belong there: {_listed(strange)}")
    if lost := wanted - braces_in(said):
        yield Remark("C1205", "error", f"the translation of {name} has lost these braces: {_listed(lost)}")
    if said == english and len(english.split()) >= _LONG:
        yield Remark("C1206", "warning", f"the translation of {name} is the English itself")


def _listed(braces: set[str]) -> str:
    return ", ".join(f"{{{brace}}}" for brace in sorted(braces))
