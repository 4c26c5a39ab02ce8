"""Translations of a rule base: only one that is finished, and of this very English text, is ever shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import RULES, SMALL_BASE, change, small_copy
from trialhelper.rulebase import RuleBaseError, read_rules
from trialhelper.rulebase.files import Translations
from trialhelper.rulebase.problems import Problem
from trialhelper.rulebase.translating import catalogue_of, read_catalogue
from trialhelper.words import words_in

SPANISH = catalogue_of("es")
ENTRY = 'msgctxt "{id}"\nmsgid "{english}"\nmsgstr "{said}"\n'
GENE = {"id": "glossary.gene.plain", "english": "A section of DNA.", "said": "Una parte del ADN."}


@pytest.fixture
def lay(tmp_path):
    """The small base with a catalogue in it."""

    def lay(text, place=SPANISH):
        rules = tmp_path / "rules"
        rules = rules if rules.is_dir() else small_copy(tmp_path)
        (rules / place).parent.mkdir(parents=True, exist_ok=True)
        (rules / place).write_text(text)
        return rules

    return lay


def said(rules):
    """The explanation of "gene" as a reader of Spanish sees it, and the language that it is in."""
    base = read_rules(rules)
    told = words_in("es", base.translations).rule("glossary.gene.plain", base.glossary["gene"].plain)
    return told.text, told.language


def test_a_translation_is_shown(lay):
    assert said(lay(ENTRY.format(**GENE))) == ("Una parte del ADN.", "es")


@pytest.mark.parametrize(
    "entry",
    [
        "#, fuzzy\n" + ENTRY.format(**GENE),
        ENTRY.format(**GENE | {"said": ""}),
        ENTRY.format(**GENE | {"english": "A piece of DNA."}),
        ENTRY.format(**GENE | {"english": "A section of DNA. "}),
        ENTRY.format(**GENE | {"id": "glossary.infusion.plain"}),
        ENTRY.format(**GENE).replace('msgctxt "glossary.gene.plain"\n', ""),
        "".join(f"#~ {line}\n" for line in ENTRY.format(**GENE).splitlines()),
        "",
    ],
    ids=["fuzzy", "empty", "of another English", "a letter more", "of another text", "without an id", "obsolete", "none"],
)
def test_what_is_not_a_finished_translation_of_this_very_text_is_not_shown(lay, entry):
    assert said(lay(entry)) == ("A section of DNA.", "en")


def test_a_text_that_changed_is_shown_in_english(lay):
    rules = lay(ENTRY.format(**GENE))
    change(rules, "glossary.yaml", ("A section of DNA.", "A part of DNA."))
    assert said(rules) == ("A part of DNA.", "en")


def test_a_reader_of_english_sees_english(lay):
    base = read_rules(lay(ENTRY.format(**GENE)))
    assert words_in("en", base.translations).rule("glossary.gene.plain", "A section of DNA.").text == "A section of DNA."


def test_a_base_without_a_catalogue_has_no_translations(small):
    assert small.translations == {}


def test_a_catalogue_changes_the_version_of_the_rules(lay):
    assert read_rules(lay(ENTRY.format(**GENE))).version != read_rules(SMALL_BASE).version


def test_a_damaged_catalogue_is_told_beside_every_other_fault(lay):
    rules = lay('msgctxt "a"\nmsgid "a"\nbroken "b"\n')
    (rules / "glossary.yaml").write_text("terms: [\n")
    with pytest.raises(RuleBaseError) as told:
        read_rules(rules)
    assert [(one.file, one.line, one.code) for one in told.value.problems] == [
        ("glossary.yaml", 2, "R001"),
        (SPANISH, 3, "R007"),
    ]


def test_a_language_that_has_no_words_is_told(lay):
    with pytest.raises(RuleBaseError, match='no words in "xx"'):
        read_rules(lay(ENTRY.format(**GENE), catalogue_of("xx")))


def test_a_catalogue_that_is_no_text_is_told(lay):
    rules = lay("")
    (rules / SPANISH).write_bytes(b'msgid "\xff"\nmsgstr ""\n')
    with pytest.raises(RuleBaseError, match="it is not UTF-8 text"):
        read_rules(rules)


WHOLE = "\n".join((ENTRY.format(**GENE), ENTRY.format(id="about.scope", english="A {n}.", said="Un {n}.")))


@given(st.integers(0, len(WHOLE)), st.integers(0, 12), st.text('msgid"\\{}[]#,|~ \nt', max_size=6))
def test_however_a_catalogue_is_damaged_it_is_read_or_told(start, gone, put):
    """Some letters go and others come; nothing but a problem or the translations comes out."""
    found = read_catalogue(SPANISH, WHOLE[:start] + put + WHOLE[start + gone :])
    assert isinstance(found, Problem | Translations)


def test_the_shipped_translations_are_of_texts_that_there_are():
    base = read_rules(RULES)
    assert set(base.translations) == {"es"}
    assert len(base.translations["es"]) > 4000
