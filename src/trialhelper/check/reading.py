"""How hard a text is to read: its grade by Flesch and Kincaid, with the names of things masked.

The grade is 0.39 * words a sentence + 11.8 * syllables a word - 15.59; syllables are counted where a hyphen could stand
(pyphen, US English), which is close for plain words. Names of products, genes, conditions and publishers are masked, because
nobody can write them shorter (DESIGN section 7). Sentences of one or two words are labels, and not counted.

Source: J. P. Kincaid et al., Derivation of new readability formulas for Navy enlisted personnel, 1975.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Condition, Therapy

__all__ = ["FEWEST_WORDS", "Mask", "grade", "mask_of", "pages", "sentences"]

FEWEST_WORDS: Final = 30
"""A shorter text has no grade that means anything."""
_WORD = re.compile(r"[A-Za-z]+")
_MASK: Final = "it"


def sentences(text: str) -> list[str]:
    """The sentences of a text, as far as full stops tell them."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def grade(text: str) -> float | None:
    """The school grade at which a text reads; None when it has too few words for one.

    Raises ImportError where pyphen is not installed.
    """
    said = [sentence for line in text.splitlines() for sentence in sentences(line) if len(sentence.split()) > 2]
    found = _WORD.findall(" ".join(said))
    if len(found) < FEWEST_WORDS:
        return None
    return 0.39 * len(found) / len(said) + 11.8 * sum(map(_syllables, found)) / len(found) - 15.59


@lru_cache(maxsize=16384)
def _syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1


@lru_cache(maxsize=1)
def _hyphens() -> Any:
    import pyphen  # type: ignore[import-untyped]  # only a check needs it; the form must not pay for it

    return pyphen.Pyphen(lang="en_US")


class Mask:
    """Names to be masked, found by their first word so that a text is not searched for each of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in sorted({one.casefold() for one in names if _WORD.search(one)}, key=len, reverse=True):
            self._by_first.setdefault(_first(name), []).append(name)

    def __call__(self, text: str) -> str:
        first = {word.casefold() for word in _WORD.findall(text)}
        folded = text.casefold()
        names = (name for word in first for name in self._by_first.get(word, ()) if name in folded)
        for name in sorted(names, key=len, reverse=True):
            text = _whole(name).sub(_MASK, text)
        return text


@lru_cache(maxsize=4096)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _first(name: str) -> str:
    found = _WORD.search(name)
    return found[0] if found else ""


@lru_cache(maxsize=4)
def mask_of(rules: RuleBase) -> Mask:
    """The names of a rule base: products and their makers, conditions, genes, documents and their publishers."""
    names: set[str] = set()
    for therapy in rules.therapies.values():
        names |= {therapy.brand, therapy.nonproprietary_name, therapy.maker}
    for product in rules.other_products.values():
        names |= set(product.names)
    for condition in rules.conditions.values():
        names |= {condition.name, condition.clinical_name, *condition.genes, *condition.synonyms}
        names |= {look.name for look in condition.not_to_confuse_with}
    for document in rules.documents.values():
        names |= {document.publisher, document.title}
    return Mask(names)


def pages(rules: RuleBase) -> Iterator[tuple[str, str]]:
    """The texts that are read in one go, each with its place: what stands on one page or under one heading."""
    for condition in rules.conditions.values():
        yield f"conditions/{condition.id}", _lines(_condition(condition))
    for therapy in rules.therapies.values():
        yield f"therapies/{therapy.id}", _lines(_therapy(therapy))
    for document in rules.documents.values():
        yield f"documents/{document.id}", _lines(claim.plain for claim in document.claims)
    for question in rules.questions.values():
        options = [text for option in question.options for text in (option.label, option.confirm or "")]
        asked = (question.ask, question.hint or "", question.why, question.where_to_find or "", *options)
        yield f"questions/{question.id}", _lines(asked)
    for risk in rules.risk_factors.values():
        yield f"risk_factors/{risk.id}", _lines((risk.plain, risk.question))
    for talk in rules.conversations.values():
        yield f"conversations/{talk.id}", _lines((talk.plain, talk.because, *talk.next_steps))
    for product in rules.other_products.values():
        yield f"other_products/{product.id}", product.plain
    yield "glossary", _lines(term.plain for term in rules.glossary.values())


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _condition(condition: Condition) -> Iterator[str]:
    yield condition.plain
    for note in (condition.trials_note, condition.coverage_note):
        if note:
            yield note.plain
    for look in condition.not_to_confuse_with:
        yield look.differs


def _therapy(therapy: Therapy) -> Iterator[str]:
    yield from (status.plain for status in therapy.status if status.plain)
    yield therapy.how_given.plain
    yield from (one.plain for one in (*therapy.benefits, *therapy.harms))
    yield therapy.boxed_warning.plain or ""
    for indication in therapy.indications:
        yield from (note.plain for note in indication.versions[-1].not_asked)
