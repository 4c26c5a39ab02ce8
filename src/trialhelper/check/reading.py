"""How hard a text is to read: its grade by Flesch and Kincaid, with the names of things masked.

The grade is 0.39 * words a sentence + 11.8 * syllables a word - 15.59; syllables are counted where a hyphen could stand
(pyphen, US English), which is close for plain words. Names of products, genes, conditions and publishers are masked, because
nobody can write them shorter (DESIGN section 7). Sentences of one or two words are labels, and not counted.

Source: J. P. Kincaid et al., Derivation of new readability formulas for Navy enlisted personnel, 1975.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from trialhelper.cache import cached
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Condition, Question, Therapy
from trialhelper.rulebase.files import HowFile
from trialhelper.rulebase.texts import not_asked_id, status_id

__all__ = ["FEWEST_WORDS", "Mask", "Say", "grade", "mask_of", "names_of", "reading_pages", "sentences"]

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


@cached
def mask_of(rules: RuleBase) -> Mask:
    """The names of a rule base, to be masked."""
    return Mask(names_of(rules))


def names_of(rules: RuleBase) -> set[str]:
    """Products and their makers, conditions, genes, documents and their publishers."""
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
    return names


Say = Callable[[str, str], str]
"""What is said for an id (`rulebase.texts`) and its English: that itself, or its translation."""


def reading_pages(rules: RuleBase, say: Say = lambda id, english: english) -> Iterator[tuple[str, str]]:
    """The texts of the rules that are read in one go, each with its place: what stands on one page or under one heading."""
    for condition in rules.conditions.values():
        yield f"conditions/{condition.id}", _lines(_condition(condition, say))
    for therapy in rules.therapies.values():
        yield f"therapies/{therapy.id}", _lines(_therapy(therapy, say))
    for document in rules.documents.values():
        yield (
            f"documents/{document.id}",
            _lines(say(f"claim.{document.id}.{claim.id}", claim.plain) for claim in document.claims),
        )
    for question in rules.questions.values():
        yield f"questions/{question.id}", _lines(_question(question, say))
    for name, risk in rules.risk_factors.items():
        yield f"risk_factors/{name}", _lines((say(f"risk.{name}.plain", risk.plain), say(f"risk.{name}.question", risk.question)))
    for name, talk in rules.conversations.items():
        steps = (say(f"conversation.{name}.step.{index}", step) for index, step in enumerate(talk.next_steps))
        told = (say(f"conversation.{name}.{key}", getattr(talk, key)) for key in ("plain", "because"))
        yield f"conversations/{name}", _lines((*told, *steps))
    for name, product in rules.other_products.items():
        yield f"other_products/{name}", say(f"other_product.{name}.plain", product.plain)
    asked = rules.visit_questions.items()
    yield "visit_questions", _lines(say(f"visit.{name}.question", one.question) for name, one in asked)
    for name, contradiction in rules.contradictions.items():
        yield f"contradictions/{name}", say(f"contradiction.{name}.plain", contradiction.plain)
    if rules.how:
        yield "how_it_works", _lines(_how(rules.how, say))
    yield "glossary", _lines(say(f"glossary.{name}.plain", term.plain) for name, term in rules.glossary.items())


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _condition(condition: Condition, say: Say) -> Iterator[str]:
    here = f"condition.{condition.id}"
    yield say(f"{here}.plain", condition.plain)
    for name in ("trials_note", "coverage_note"):
        if note := getattr(condition, name):
            yield say(f"{here}.{name}", note.plain)
    for index, look in enumerate(condition.not_to_confuse_with):
        yield say(f"{here}.alike.{index}.differs", look.differs)


def _therapy(therapy: Therapy, say: Say) -> Iterator[str]:
    here = f"therapy.{therapy.id}"
    yield from (say(status_id(therapy, status), status.plain) for status in therapy.status if status.plain)
    yield say(f"{here}.how_given", therapy.how_given.plain)
    yield from (say(f"{here}.benefit.{index}", one.plain) for index, one in enumerate(therapy.benefits))
    yield from (say(f"{here}.harm.{index}", one.plain) for index, one in enumerate(therapy.harms))
    yield say(f"{here}.boxed_warning", therapy.boxed_warning.plain or "")
    for indication in therapy.indications:
        version = indication.versions[-1]
        for index, note in enumerate(version.not_asked):
            yield say(not_asked_id(therapy, indication.condition, version, index), note.plain)


def _question(question: Question, say: Say) -> Iterator[str]:
    here = f"question.{question.id}"
    yield from (say(f"{here}.{name}", getattr(question, name) or "") for name in ("ask", "hint", "why", "where_to_find"))
    for option in question.options:
        yield say(f"{here}.option.{option.id}", option.label)
        yield say(f"{here}.option.{option.id}.confirm", option.confirm or "")


def _how(how: HowFile, say: Say) -> Iterator[str]:
    yield from (say(f"how.lead.{index}", told.plain) for index, told in enumerate(how.lead))
    for name, way in (("in_vivo", how.in_vivo), ("ex_vivo", how.ex_vivo)):
        yield say(f"how.{name}.alt", way.alt)
        yield from (say(f"how.{name}.step.{index}", told.plain) for index, told in enumerate(way.steps))
