"""Every text is in the catalogue or the rules, can be filled for each person, and obeys the words of the design."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pyphen
import pytest

from tests.bases import shipped_rules
from trialhelper.answers import answers_of
from trialhelper.check.interface import interface
from trialhelper.check.reading import mask_of
from trialhelper.check.spanish import LEAST, index, spanish_mask
from trialhelper.check.translated import faults
from trialhelper.check.wording import BANNED, LONGEST, ONE_IN, sentences, texts
from trialhelper.engine import assess
from trialhelper.rulebase.texts import texts_of
from trialhelper.summary import compose, render_text
from trialhelper.summary.model import sentences_of
from trialhelper.words import Person, Words, _catalogue, interface_texts, words_in

RULES = shipped_rules()
SOURCE = Path(__file__).resolve().parents[1] / "src" / "trialhelper"
GRADE_AIMED_AT, GRADE_REFUSED = 6, 8
_HYPHENS = pyphen.Pyphen(lang="en_US")


def _code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))


def test_every_text_that_the_code_names_is_in_the_catalogue() -> None:
    named = set(re.findall(r"""(?:words|say|visit\.words|_words|text)\(\s*"([a-z_]+(?:\.[a-z0-9_\-]+)*)["]""", _code()))
    catalogue = set(Words().ids())
    assert {name for name in named if "." in name} - catalogue == set()


def test_every_text_of_the_catalogue_is_used() -> None:
    code = _code()
    found = (one for quote in "\"'" for one in re.findall(rf"f{quote}([a-z_.]*\{{[^{quote}]*){quote}", code))
    families = {re.sub(r"\{[^}]*\}.*", "", one) for one in found} | {"person."}
    families = {family for family in families if family.count(".") >= 1 and len(family) > 3}
    unused = [
        name
        for name in Words().ids()
        if f'"{name}"' not in code
        and not any(name.startswith(family) for family in families)
        and f'"{name.rpartition(".")[0]}"' not in code
    ]
    assert unused == []


@pytest.mark.parametrize("person", get_args(Person))
def test_every_text_can_be_said_to_each_person(person: str) -> None:
    words = Words("en", person)  # type: ignore[arg-type]
    for place, text in texts(RULES):
        if "{" in text:
            filled = words.fill(text)
            assert "{" not in filled, place


def test_no_text_of_the_interface_holds_a_word_that_people_must_not_be_told() -> None:
    for name, entry in _catalogue("en").items():
        text = f"{entry.english} {entry.many or ''}"
        assert not BANNED.search(text), name
        assert not ONE_IN.search(text), name
        assert all(len(sentence.split()) <= LONGEST for sentence in sentences(text)), name


def _grade(text: str) -> float:
    """Flesch-Kincaid grade, syllables by hyphenation; names of drugs, genes and diseases are masked before (`check.reading`)."""
    said = [sentence for line in text.splitlines() for sentence in sentences(line) if len(sentence.split()) > 2]
    found = re.findall(r"[A-Za-z]+", " ".join(said))
    syllables = sum(max(1, len(_HYPHENS.positions(word)) + 1) for word in found)
    return 0.39 * len(found) / len(said) + 11.8 * syllables / len(found) - 15.59


def test_the_interface_reads_at_grade_6() -> None:
    assert _grade(mask_of(RULES)("\n".join(entry.english for entry in _catalogue("en").values()))) <= GRADE_AIMED_AT


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(RULES.demo_cases))
def test_the_summary_of_every_invented_person_reads_at_grade_6(name: str) -> None:
    case = RULES.demo_cases[name]
    text = render_text(compose(assess(RULES, answers_of(case, RULES), case.as_of.latest), Words()))
    unwrapped = re.sub(r"(?<=\S)\n(?=[^\n\-=~.])", " ", text.split("\nSources")[0])
    grade = _grade(mask_of(RULES)(unwrapped))
    assert grade <= GRADE_REFUSED
    assert grade <= GRADE_AIMED_AT


# ---- in Spanish ----

SPANISH = RULES.translations["es"]
RULE_TEXTS = dict(texts_of(RULES))
SHOWN = [*((f"interface/{name}", *pair) for name, *pair in interface("es")), *((name, *pair) for name, pair in SPANISH.items())]
"""Every translation that is shown: its id, the English that it is of, and what is said."""


def test_every_text_of_the_interface_is_said_in_spanish() -> None:
    """Those for people who write rules are in English only (`words.FOR_AUTHORS`)."""
    said = {name for name, _, _ in interface("es")}
    assert sorted({name for name, _, _ in interface_texts()} - said) == []


def test_every_text_of_the_rules_is_said_in_spanish() -> None:
    assert [name for name, english in RULE_TEXTS.items() if SPANISH.get(name, ("", ""))[0] != english] == []


def test_no_translation_is_of_a_text_that_is_gone() -> None:
    assert sorted(set(SPANISH) - set(RULE_TEXTS)) == []


def test_nothing_is_wrong_with_any_translation() -> None:
    """Its braces are those of the English, but for the words for the person; it holds no word that people must not be told; and
    it is not the English itself."""
    assert [str(fault) for shown in SHOWN for fault in faults(*shown)] == []


@pytest.mark.parametrize("person", get_args(Person))
def test_every_text_can_be_said_to_each_person_in_spanish(person: str) -> None:
    words = Words("es", person)  # type: ignore[arg-type]
    values = {brace: "7" for _, english, _ in SHOWN for brace in re.findall(r"\{([^{}]+)\}", english)}
    for person_word in ("you", "You"):
        values.pop(person_word, None)
    for place, _, said in SHOWN:
        assert "{" not in words.fill(said, **values), place


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(RULES.demo_cases))
def test_the_summary_of_every_invented_person_is_plain_spanish(name: str) -> None:
    """What is for the person; the sheet for the care team is in English."""
    case = RULES.demo_cases[name]
    summary = compose(assess(RULES, answers_of(case, RULES), case.as_of.latest), words_in("es", RULES.translations))
    said = [one for one in sentences_of((*summary.front, *summary.rest)) if "://" not in one.text]
    assert [one.id for one in said if one.language == "en"] == []
    assert index(spanish_mask(RULES)("\n".join(one.text for one in said))) >= LEAST
