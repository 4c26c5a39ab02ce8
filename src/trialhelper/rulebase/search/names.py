"""Every name by which the conditions of a rule base are found, compiled once for each of its languages.

A name is kept as the words that must be found, in any order, with what kind of name it is. Shorter forms are made from the
names themselves: without "disease" or "syndrome" (Stargardt), without the noun of its class (mantle cell), without what stands in
parentheses, each side of an "or". A made form never takes a name from a condition that bears it. Names of the official list whose
code lies under one of a condition are names of that condition.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, Literal

from trialhelper.cache import cached
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Condition
from trialhelper.rulebase.search.codes import named_by
from trialhelper.rulebase.search.known import Listed, listed, listed_words, weak
from trialhelper.rulebase.search.words import GENERIC, is_mark, read_words
from trialhelper.rulebase.texts import SEPARATOR, search_id

__all__ = ["By", "Name", "NameKey", "Names", "core_of", "known_names", "name_key"]

By = Literal["name", "word", "code", "gene", "product"]
"""How a condition was found: by a name of it, an everyday word, a code, a gene, or a product."""

NameKey = tuple[str, ...]
"""The words of a name that are compared, sorted."""

_CLASS: Final = {
    *("lymphoma", "leukemia", "anemia", "dystrophy", "atrophy", "ataxia", "neuropathy", "leukodystrophy", "degeneration"),
    *("linfoma", "leucemia", "distrofia"),
}
"""Nouns that name a class of diseases: what is left without one is still the name, if it is two words or more."""

_RANK: Final[Mapping[By, int]] = {"name": 0, "code": 0, "product": 1, "gene": 2, "word": 3}


@dataclass(frozen=True, slots=True)
class Name:
    """One name: what it leads to, how, and how it is shown."""

    entry: str
    """The condition or kind that bears it."""
    by: By
    shown: str
    therapy: str | None = None
    made: bool = False
    """Whether it was made from a name and is none by itself."""
    ordered: tuple[str, ...] = ()
    """Its words in the order in which they must stand, for a name of one run such as PDE6B."""
    words: tuple[str, ...] = ()
    """Its words in their own order."""

    @property
    def rank(self) -> int:
        return _RANK[self.by] * 2 + self.made


class Names:
    """The names of a rule base in one language, by their words and by their letters run together."""

    def __init__(self, rules: RuleBase, language: str) -> None:
        self.by_key: dict[NameKey, list[Name]] = {}
        self.by_core: dict[NameKey, list[Name]] = {}
        self.by_letters: dict[str, list[Name]] = {}
        self.families = frozenset(_families(rules))
        self._called = shown = _Shown(rules, language)
        first = list(_own(rules, shown))
        for text, name in first:
            self._add(text, name, borne=True)
        for text, name in first:
            for form in _forms(text) if name.by == "name" else ():
                self._add(form, _made(name), borne=False)
        for condition in rules.conditions.values():
            for other in _not_meant(condition):
                self._elsewhere.setdefault(name_key(other), Listed("", other))
        owners = {code: named_by(rules, code) for code in {one.code for one in listed()}}
        for one in listed():
            if owner := owners[one.code]:
                self._add_listed(one, Name(owner, "name", shown.of(rules.conditions[owner]), made=True, words=one.words))

    @cached_property
    def _elsewhere(self) -> dict[NameKey, Listed]:
        return {}

    @property
    def elsewhere(self) -> Mapping[NameKey, Listed]:
        """Names of other diseases that the rules themselves mention."""
        return self._elsewhere

    def shown(self, rules: RuleBase, entry: str) -> str:
        """What a condition is called."""
        return self._called.of(rules.conditions[entry])

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Name, ...]]:
        """The names by each of their words that could be misspelled."""
        found: dict[str, list[Name]] = {}
        for names in self.by_key.values():
            for name in names:
                if name.by in ("name", "product") or (name.by == "word" and all(word in listed_words() for word in name.words)):
                    for word in set(name.words):
                        if len(word) > 3 and not is_mark(word):
                            found.setdefault(word, []).append(name)
        return {word: tuple(names) for word, names in found.items()}

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """The words to which a misspelled one may be led back."""
        return tuple(sorted(self.by_word))

    def vocabulary_of(self, length: int, most: int) -> tuple[str, ...]:
        """Those of them that are as long, by so many letters more or less."""
        return tuple(word for size in range(length - most, length + most + 1) for word in self._by_length.get(size, ()))

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in self.vocabulary:
            found.setdefault(len(word), []).append(word)
        return found

    @cached_property
    def every_word(self) -> frozenset[str]:
        """Every word of every name."""
        return frozenset(chain.from_iterable(self.by_key))

    @cached_property
    def right_words(self) -> frozenset[str]:
        """The words of every name but the everyday ones, among which slips are: none of them is misspelled."""
        named = (key for key, names in self.by_key.items() if any(name.by != "word" for name in names))
        return frozenset(chain.from_iterable(named))

    def _add(self, text: str, name: Name, *, borne: bool) -> None:
        read = read_words(text)
        words = tuple(word.text for word in read if not word.joins)
        key = tuple(sorted(words))
        if not key or (not borne and (key in self.by_key or _says_nothing(key))):
            return
        one_run = len(words) > 1 and all(word.glued for word in read[1:])
        kept = Name(name.entry, name.by, name.shown, name.therapy, name.made, words if one_run else (), words)
        self._keep(self.by_key, key, kept)
        letters = "".join(words)
        if len(words) == 1 or len(letters) > 4 or any(map(str.isdigit, letters)):
            self.by_letters.setdefault(letters, []).append(kept)
        core = core_of(key)
        if core and core != key and name.by in ("name", "word"):
            self._keep(self.by_core, core, Name(name.entry, name.by, name.shown, None, True, (), words))

    def _add_listed(self, one: Listed, name: Name) -> None:
        key = tuple(sorted(one.words))
        if key not in self.by_key and (len(key) > 1 or not _says_nothing(key)):
            self._keep(self.by_key, key, name)

    @staticmethod
    def _keep(where: dict[NameKey, list[Name]], key: NameKey, name: Name) -> None:
        names = where.setdefault(key, [])
        if all((one.entry, one.therapy) != (name.entry, name.therapy) for one in names):
            names.append(name)


@cached
def known_names(rules: RuleBase, language: str) -> Names:
    """All names, the conditions shown in a language. Names of every language find, whatever is spoken."""
    return Names(rules, language)


def name_key(text: str) -> NameKey:
    """The words of a name that are compared, sorted."""
    return tuple(sorted(word.text for word in read_words(text) if not word.joins))


def core_of(key: NameKey) -> NameKey:
    """The words without those that say only that it is a disease; empty where what is left names nothing by itself."""
    core = tuple(word for word in key if word not in GENERIC)
    return () if _says_nothing(core) else core


def _says_nothing(key: NameKey) -> bool:
    """Whether the words are so common that they name nothing by themselves."""
    return all(is_mark(word) or weak(word) or len(word) < 3 for word in key)


def _made(name: Name) -> Name:
    return Name(name.entry, name.by, name.shown, name.therapy, made=True)


class _Shown:
    """What a text of the rules is called in a language."""

    def __init__(self, rules: RuleBase, language: str) -> None:
        self._translated = rules.translations.get(language, {})

    def __call__(self, id: str, english: str) -> str:
        of, said = self._translated.get(id, ("", ""))
        return said if of == english else english

    def of(self, condition: Condition) -> str:
        return self(f"condition.{condition.id}.name", condition.name)


def _own(rules: RuleBase, shown: _Shown) -> Iterator[tuple[str, Name]]:
    """What the rules themselves give as names, those that are shown before those that only find."""

    def own_of_top(condition: Condition) -> str:
        return shown.of(rules.top(condition.id))

    for condition in rules.conditions.values():
        own = shown.of(condition)
        clinical = shown(f"condition.{condition.id}.clinical_name", condition.clinical_name)
        for text in dict.fromkeys((own, clinical, condition.name, condition.clinical_name, *condition.synonyms)):
            by: By = "gene" if text in condition.genes and not _initials(text, condition) else "name"
            shows = (
                f"{text}: {own_of_top(condition)}" if by == "gene" else text if text in (clinical, *condition.synonyms) else own
            )
            yield text, Name(condition.id, by, shows)
    for condition in rules.conditions.values():
        for gene in (*condition.genes, *condition.also_genes):
            yield gene, Name(condition.id, "gene", f"{gene}: {own_of_top(condition)}")
        for product in condition.studied_products:
            yield product, Name(condition.id, "product", f"{product}: {own_of_top(condition)}")
    for therapy in rules.therapies.values():
        for indication in therapy.indications:
            told = f"{therapy.brand}: {own_of_top(rules.conditions[indication.condition])}"
            named = Name(indication.condition, "product", told, therapy.id)
            generic = therapy.nonproprietary_name
            for text in (therapy.brand, generic, generic.rpartition("-")[0], generic.partition(" ")[0], *therapy.typed):
                if text:
                    yield text, named
    for condition in rules.conditions.values():
        for text in (*condition.typed, *_said(rules, condition)):
            yield text, Name(condition.id, "word", shown.of(condition))


def _said(rules: RuleBase, condition: Condition) -> Iterator[str]:
    """The names and everyday words of every other language; also a stale one still finds what it named."""
    for translated in rules.translations.values():
        for id in (f"condition.{condition.id}.name", f"condition.{condition.id}.clinical_name"):
            if said := translated.get(id, ("", ""))[1]:
                yield said
        yield from filter(None, translated.get(search_id(condition.id), ("", ""))[1].split(SEPARATOR))


def _initials(text: str, condition: Condition) -> bool:
    """Whether a gene's symbol is also how people shorten the name of the disease: DMD, and not RPE65."""
    return any(
        text.casefold() == "".join(word.text[0] for word in read_words(name) if not word.joins)
        for name in (condition.name, condition.clinical_name.partition("(")[0])
    )


def _forms(text: str) -> Iterator[str]:
    """Other ways in which a name is written, made from it. What is called by what it is not has none."""
    if re.search(r"\b(?:another|other|none|not)\b", text, re.IGNORECASE):
        return
    before, sign, rest = text.partition("(")
    inside = rest.partition(")")[0]
    if sign and len(before.split()) > 0:
        yield before
        if len(name_key(inside)) > 1 and " or " not in inside and "," not in inside:
            yield inside
    sides = before.split(" or ") if " or " in before else []
    if len(sides) == 2 and all(len(name_key(side)) > 1 for side in sides):
        yield from sides
    words = [word for word in re.split(r"[\s\-]+", before) if word]
    if len(words) > 2 and name_key(words[-1]) and name_key(words[-1])[0] in _CLASS:
        yield " ".join(words[:-1])


def _not_meant(condition: Condition) -> Iterator[str]:
    for alike in condition.not_to_confuse_with:
        yield alike.name
        if "(" in alike.name:
            yield alike.name.partition("(")[0]


def _families(rules: RuleBase) -> Iterator[str]:
    """Conditions of which a number or a letter may name a member that the rules do not name: they split, or names of theirs have
    numbers, and their own name has none."""
    for condition in rules.conditions.values():
        if condition.kind_of or any(is_mark(word) for word in name_key(condition.name)):
            continue
        numbered = any(word.isdigit() for name in (*condition.synonyms, *condition.typed) for word in name_key(name))
        if numbered or condition.id in rules.kinds:
            yield condition.id
