"""The rule base to read: what it holds, found by any word of it, and the page of each entry.

An entry is named by its kind and its id ("therapy.zolgensma", "claim.fda-list.approved"); such a name says nothing of a person,
so it may stand in an address. Pure functions of a rule base; the pages are those of the card.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from trialhelper.cache import cached
from trialhelper.card.condition import page_of_condition
from trialhelper.card.entry_pages import claim_page, document_page, point_page, question_page, word_page
from trialhelper.card.page import RulesPage
from trialhelper.card.therapy import page_of_therapy
from trialhelper.rulebase import search
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.texts import texts_of
from trialhelper.words import Words

__all__ = ["ENTRY_KINDS", "Entry", "EntryKind", "entries", "entry_named", "find_entries", "page_of_entry"]

EntryKind = Literal["condition", "therapy", "document", "claim", "question", "point", "word"]
ENTRY_KINDS: Final[tuple[EntryKind, ...]] = get_args(EntryKind)
_TEXTS_OF: Final[dict[str, EntryKind]] = {
    "condition": "condition", "therapy": "therapy", "question": "question", "risk": "point", "glossary": "word", "claim": "claim",
}  # fmt: skip
"""By the beginning of the id of a text the kind of the entry that it belongs to."""
_MOST_WORDS: Final = 4
"""In a misspelled name; to look for a long text among all names takes long, and finds nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the rule base, with the name that it has in a list of entries."""

    kind: EntryKind
    id: str
    name: str

    @property
    def ref(self) -> str:
        return f"{self.kind}.{self.id}"


@cached
def entries(rules: RuleBase, language: str) -> tuple[Entry, ...]:
    """Every entry, those of a kind together, by name; claims in the order of their documents."""
    words = Words(language, texts=rules.translations.get(language, {}))

    def place(entry: Entry) -> tuple[int, str]:
        return ENTRY_KINDS.index(entry.kind), "" if entry.kind == "claim" else _folded(entry.name)

    return tuple(sorted(_entries(rules, words), key=place))


def _entries(rules: RuleBase, words: Words) -> Iterator[Entry]:
    def said(id: str, english: str) -> str:
        return words.rule(id, english).text

    for condition in rules.conditions.values():
        yield Entry("condition", condition.id, said(f"condition.{condition.id}.name", condition.name))
    for therapy in rules.therapies.values():
        yield Entry("therapy", therapy.id, therapy.brand)
    for document in rules.documents.values():
        yield Entry("document", document.id, document.title)
    for ref, (_, claim) in rules.claims.items():
        yield Entry("claim", ref, said(f"claim.{ref}", claim.plain))
    for question in rules.questions.values():
        yield Entry("question", question.id, said(f"question.{question.id}.short", question.short))
    for risk in rules.risk_factors.values():
        yield Entry("point", risk.id, said(f"risk.{risk.id}.name", risk.name))
    for term in rules.glossary.values():
        yield Entry("word", term.id, said(f"glossary.{term.id}.term", term.term))


def entry_named(rules: RuleBase, language: str, ref: str) -> Entry | None:
    """The entry of a name as it stands in an address, or None."""
    return next((one for one in entries(rules, language) if one.ref == ref), None)


def find_entries(rules: RuleBase, typed: str, language: str = "en", kind: str = "") -> dict[EntryKind, tuple[Entry, ...]]:
    """By kind the entries in which every typed word stands: in the name, the id, or any text, in English or in the language.

    Those that begin with what was typed come first, then those that have it in their name, then in their id. Where no condition
    is found, one that was misspelled is looked for. Nothing typed finds all; kinds without an entry are left out.
    """
    wanted = _folded(typed).split()
    ranked: dict[EntryKind, list[tuple[int, Entry]]] = {}
    for entry, text in _texts(rules, language):
        if kind in ("", entry.kind) and all(word in text for word in wanted):
            ranked.setdefault(entry.kind, []).append((_rank(entry, wanted), entry))
    if kind in ("", "condition") and "condition" not in ranked and len(wanted) <= _MOST_WORDS:
        meant = dict.fromkeys(
            f"condition.{hit.condition}" for hit in search.find(rules, typed, language) or search.guesses(rules, typed, language)
        )
        near = [(0, found) for ref in meant if (found := entry_named(rules, language, ref))]
        ranked |= {"condition": near} if near else {}
    return {
        name: tuple(entry for _, entry in sorted(ranked[name], key=lambda pair: pair[0]))
        for name in ENTRY_KINDS
        if name in ranked
    }


def _rank(entry: Entry, wanted: list[str]) -> int:
    name = _folded(entry.name)
    if name.startswith(" ".join(wanted)):
        return 0
    return 1 if all(word in name for word in wanted) else 2 if all(word in entry.id for word in wanted) else 3


@cached
def _texts(rules: RuleBase, language: str) -> tuple[tuple[Entry, str], ...]:
    """Every entry with all the words by which it is found."""
    said: dict[str, list[str]] = {}
    translated = rules.translations.get(language, {})
    for id, english in texts_of(rules):
        if ref := _owner(id):
            said.setdefault(ref, []).extend((english, translated.get(id, ("", ""))[1]))
    return tuple(
        (one, _folded(" ".join([one.id, one.name, *_names(rules, one), *said.get(one.ref, ())])))
        for one in entries(rules, language)
    )


def _owner(id: str) -> str:
    """The entry that a text belongs to, by the id of the text; none for what belongs to no entry."""
    first, _, rest = id.partition(".")
    kind = _TEXTS_OF.get(first)
    return f"{kind}.{rest if kind == 'claim' else rest.partition('.')[0]}" if kind else ""


def _names(rules: RuleBase, entry: Entry) -> Iterator[str]:
    """What is no text for people, and finds an entry all the same: codes, genes, makers, places, addresses."""
    match entry.kind:
        case "condition":
            condition = rules.conditions[entry.id]
            yield from (*condition.synonyms, *condition.typed, *condition.genes)
            for therapy in rules.therapies.values():
                yield therapy.brand if any(use.condition == entry.id for use in therapy.indications) else ""
            if codes := condition.codes:
                yield from (codes.mondo or "", *codes.icd10cm, *codes.snomed_ct, *codes.orpha)
        case "therapy":
            therapy = rules.therapies[entry.id]
            yield from (therapy.nonproprietary_name, therapy.maker, therapy.platform, *therapy.typed)
        case "document":
            document = rules.documents[entry.id]
            yield from (document.publisher, document.kind, document.url or "")
        case "claim":
            yield from (rules.claims[entry.id][1].where, rules.claims[entry.id][1].says)
        case "word":
            yield from rules.glossary[entry.id].also


def _folded(text: str) -> str:
    """Without accents and capitals, which nobody should have to type."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def page_of_entry(rules: RuleBase, entry: Entry, words: Words) -> RulesPage:
    """The page of an entry."""
    made: dict[EntryKind, Callable[[], RulesPage]] = {
        "condition": lambda: page_of_condition(rules, rules.conditions[entry.id], words),
        "therapy": lambda: page_of_therapy(rules, rules.therapies[entry.id], words),
        "document": lambda: document_page(rules, rules.documents[entry.id], words),
        "claim": lambda: claim_page(rules, entry.id, words),
        "question": lambda: question_page(rules, rules.questions[entry.id], words),
        "point": lambda: point_page(rules, rules.risk_factors[entry.id], words),
        "word": lambda: word_page(rules, rules.glossary[entry.id], words),
    }
    return made[entry.kind]()
