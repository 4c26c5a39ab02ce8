"""How hard a Spanish text is to read: the index of Fernández Huerta, with the names of things masked.

The index is 206.84 - 60 * syllables a word - 1.02 * words a sentence. The higher, the plainer; 65 is the least (PL-10 of the
standards). Spanish spelling tells syllables without a dictionary: each has one group of vowels, and two strong vowels, or an
accented weak one beside a strong one, stand in two groups. (A hyphenator would count too few: no line is broken at "a-migo"
or "dí-as".) Names are masked as for English, those of conditions in Spanish among them. Sentences of one or two words are
labels, and not counted.

Source: J. Fernández Huerta, Medidas sencillas de lecturabilidad, Consigna 214, 1959.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from trialhelper.cache import cached
from trialhelper.check.interface import interface_pages
from trialhelper.check.reading import FEWEST_WORDS, Mask, names_of, reading_pages, sentences
from trialhelper.rulebase.base import RuleBase

__all__ = ["LEAST", "index", "spanish_mask", "spanish_pages", "syllables"]

LEAST: Final = 65
_NAMES: Final = (".name", ".clinical_name")
_WORD: Final = re.compile(r"[^\W\d_]+")
_VOWELS: Final = "aeiouáéíóúü"
_SILENT: Final = re.compile(rf"(?<=q)u|(?<=g)u(?=[eiéí])|(?<=[{_VOWELS}])h(?=[{_VOWELS}])")
_GROUP: Final = re.compile(rf"[{_VOWELS}]+")
_APART: Final = re.compile(r"(?<=[aeoáéó])(?=[aeoáéóíú])|(?<=[íú])(?=[aeoáéó])")


def index(text: str) -> float | None:
    """How plain a Spanish text is, from 0 (hard) to 100 and above; None when it has too few words for that."""
    said = [sentence for line in text.splitlines() for sentence in sentences(line) if len(sentence.split()) > 2]
    found = _WORD.findall(" ".join(said))
    if len(found) < FEWEST_WORDS:
        return None
    return 206.84 - 60 * sum(map(syllables, found)) / len(found) - 1.02 * len(found) / len(said)


@lru_cache(maxsize=16384)
def syllables(word: str) -> int:
    """How many syllables a Spanish word has; one for what has no vowel ("y")."""
    spoken = _SILENT.sub("", word.casefold())
    return sum(1 + len(_APART.findall(group)) for group in _GROUP.findall(spoken)) or 1


@cached
def spanish_mask(rules: RuleBase) -> Mask:
    """The names of a rule base, with those of its conditions in Spanish."""
    translated = rules.translations.get("es", {}).items()
    spoken = {said for name, (_, said) in translated if name.startswith("condition.") and name.endswith(_NAMES)}
    return Mask(names_of(rules) | spoken)


def spanish_pages(rules: RuleBase) -> Iterator[tuple[str, str]]:
    """The pages of the rules and of the interface in Spanish; what is shown in English is left out of them."""
    translated = rules.translations.get("es", {})

    def say(name: str, english: str) -> str:
        of, said = translated.get(name, ("", ""))
        return said if of == english else ""

    yield from reading_pages(rules, say)
    yield from interface_pages("es")
