"""Every text that a person sees: looked up by a stable id, in the reader's language, addressed to the right person.

Interface texts live in gettext catalogues (`locales/<language>/LC_MESSAGES/trialhelper.po`) with the id as context and
the English text as msgid; texts of the rule base come from its files, their translations from the catalogue beside them.
A translation whose msgid is no longer the English text is stale: the English is shown, and the text says so.

`{you}`, `{your}`, `{do you}` and the like speak to "you", of "your child" or of "the person you care for"; other braces
are values. A text is data: no markup stands in it.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

__all__ = ["FOR_AUTHORS", "LANGUAGES", "Person", "Text", "Words", "braces_in", "interface_texts", "is_person", "words_in"]

Person = Literal["you", "child", "other"]
LANGUAGES: Final = ("en", "es")
_LOCALES: Final = {"en": "en_US", "es": "es_US"}
FOR_AUTHORS: Final = ("authoring.", "card.", "diff.", "messages.")
"""Texts of the tools for people who write rules, and of the pages made for them: they are in English only."""
_BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the id that it has in a catalogue or in the rule base, and the language that it is really in."""

    id: str
    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class _Entry:
    english: str
    many: str | None
    translated: tuple[str, ...]


@lru_cache(maxsize=8)
def _catalogue(language: str) -> Mapping[str, _Entry]:
    path = files("trialhelper") / "locales" / language / "LC_MESSAGES" / "trialhelper.po"
    if not path.is_file():
        return {}  # then everything is said in English
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=_LOCALES[language])
    found = {}
    for message in catalogue:
        if message.context and not message.fuzzy:
            one, many = message.id if isinstance(message.id, tuple | list) else (message.id, None)
            said = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
            found[str(message.context)] = _Entry(str(one), many, tuple(map(str, said)))
    return found


@dataclass(frozen=True)
class Words:
    """The words of one language, spoken to one person; `texts` are the translations of a rule base into it."""

    language: str = "en"
    person: Person = "you"
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def locale(self) -> Locale:
        return Locale.parse(_LOCALES[self.language])

    def to(self, person: Person) -> "Words":
        return replace(self, person=person)

    def ids(self) -> tuple[str, ...]:
        """Every id of the interface, in the order of the catalogue."""
        return tuple(_catalogue("en"))

    def __call__(self, id: str, /, **values: object) -> str:
        """The interface text of an id. Raises KeyError for an id that the catalogue lacks."""
        return self.text(id, **values).text

    def text(self, id: str, /, **values: object) -> Text:
        """As calling, with the id and the language of what is returned. `n` picks the plural."""
        english = _catalogue("en")[id]
        entry = _catalogue(self.language).get(id)
        stale = entry is None or entry.english != english.english or not any(entry.translated)
        many = english.many is not None and values.get("n") != 1
        if self.language == "en" or stale or entry is None:
            return Text(id, self._in_english.fill(str(english.many if many else english.english), **values), "en")
        return Text(id, self.fill(entry.translated[1 if many else 0], **values), self.language)

    def rule(self, id: str, english: str, /, **values: object) -> Text:
        """A text of the rule base: its translation while that is of this very English text, else the English."""
        of, translated = self.texts.get(id, ("", ""))
        if self.language != "en" and of == english:
            return Text(f"rules.{id}", self.fill(translated, **values), self.language)
        return Text(f"rules.{id}", self._in_english.fill(english, **values), "en")

    @property
    def _in_english(self) -> "Words":
        """For a text that is shown in English, whatever the language: its words for the person are English, too."""
        return self if self.language == "en" else Words("en", self.person)

    def fill(self, text: str, /, **values: object) -> str:
        """Put values and the words for the person into a text. Raises KeyError for braces that nothing fills."""

        def put(found: re.Match[str]) -> str:
            name = found[1]
            if name in values:
                value = values[name]
                return self.number(value) if isinstance(value, int | float) else str(value)
            word = _catalogue(self.language)[f"person.{self.person}.{name[0].lower()}{name[1:]}"]
            said = word.translated[0] if self.language != "en" and word.translated[0] else word.english
            return said[0].upper() + said[1:] if name[0].isupper() else said

        return _BRACES.sub(put, text)

    def date(self, day: datetime.date) -> str:
        return format_date(day, format="long", locale=self.locale)

    def month(self, day: datetime.date) -> str:
        return format_skeleton("yMMMM", day, locale=self.locale)

    def number(self, number: float) -> str:
        return format_decimal(number, locale=self.locale)

    def listed(self, things: list[str], style: Literal["standard", "or"] = "standard") -> str:
        return format_list(things, style=style, locale=self.locale)


def braces_in(text: str) -> set[str]:
    """What stands in the braces of a text."""
    return set(_BRACES.findall(text))


def is_person(brace: str) -> bool:
    """Whether a brace holds a word for the person ("do you"), and no value."""
    return f"person.you.{brace[0].lower()}{brace[1:]}" in _catalogue("en")


def interface_texts() -> tuple[tuple[str, str, str | None], ...]:
    """Every English text of the interface that is translated: its id, the text, and its plural if it has one."""
    return tuple(
        (name, entry.english, entry.many) for name, entry in _catalogue("en").items() if not name.startswith(FOR_AUTHORS)
    )


def words_in(language: str, rules: Mapping[str, Mapping[str, tuple[str, str]]] | None = None) -> Words:
    """The words of a language, with the translations that a rule base has, by language.

    Raises ValueError for a language that has no catalogue.
    """
    if language not in LANGUAGES:
        raise ValueError(f'there is no catalogue for "{language}"; there are {", ".join(LANGUAGES)}')
    return Words(language, texts=(rules or {}).get(language, {}))
