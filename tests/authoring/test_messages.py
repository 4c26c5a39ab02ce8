"""`trialhelper messages`: a catalogue is brought up to the texts, and a translator loses nothing by it."""

import re
import shutil
import subprocess
from io import StringIO

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.bases import RULES, change, small_copy
from trialhelper.authoring.messages import NotACatalogue, Wording, update
from trialhelper.cli import app
from trialhelper.rulebase import read_rules
from trialhelper.rulebase.texts import texts_of
from trialhelper.words import words_in

TEXTS = [Wording("a", "A gene."), Wording("b", "Ask {you}."), Wording("c", "{n} day", "{n} days")]
LONG = "A long text that goes on and on, so that no line of a hundred letters could ever hold the whole of it at one time."
CATALOGUE = "locales/es/LC_MESSAGES/rules.po"
RUN = CliRunner()


@pytest.fixture
def po(tmp_path):
    return tmp_path / "es" / "LC_MESSAGES" / "rules.po"


def translate(po, **said):
    """Fill translations in, as a translator does."""
    text = po.read_text()
    for name, translation in said.items():
        text = re.sub(rf'(msgctxt "{name}"\nmsgid ".*"\nmsgstr )""', rf'\1"{translation}"', text)
    po.write_text(text)


def entries(po):
    return {message.context: message for message in read_po(StringIO(po.read_text()), abort_invalid=True) if message.context}


def block(po, name):
    """What stands in the file for one id, above it as well."""
    (found,) = [part for part in po.read_text().split("\n\n") if f'msgctxt "{name}"' in part]
    return found


def test_a_new_text_is_there_with_an_empty_translation(po):
    counts = update(po, "es", TEXTS)
    assert (counts.missing, counts.stale, counts.total) == (("a", "b", "c"), (), 3)
    found = entries(po)
    assert {name: message.id for name, message in found.items()} == {
        "a": "A gene.",
        "b": "Ask {you}.",
        "c": ("{n} day", "{n} days"),
    }
    assert not any(any(message.string) for message in found.values())


def test_a_changed_text_keeps_its_translation_marked_with_the_english_that_it_was_of(po):
    update(po, "es", [*TEXTS, Wording("long", LONG)])
    translate(po, a="Un gen.", long="Un texto largo.")
    counts = update(po, "es", [Wording("a", "A piece of DNA."), *TEXTS[1:], Wording("long", LONG + " It grew.")])
    assert (counts.missing, counts.stale) == (("b", "c"), ("a", "long"))
    assert block(po, "a") == '#, fuzzy\n#| msgid "A gene."\nmsgctxt "a"\nmsgid "A piece of DNA."\nmsgstr "Un gen."'
    assert f'#| msgid "{LONG}"' in block(po, "long").splitlines()


def test_a_text_that_is_no_longer_said_is_dropped(po):
    update(po, "es", TEXTS)
    translate(po, a="Un gen.")
    assert update(po, "es", TEXTS[1:]).total == 2
    assert "Un gen." not in po.read_text()


def test_what_has_not_changed_is_left_as_it_is(po):
    update(po, "es", TEXTS)
    translate(po, a="Un gen.", b="Pregunte a {you}.")
    po.write_text(po.read_text().replace('#, python-brace-format\nmsgctxt "b"', f'# {LONG}\n#, python-brace-format\nmsgctxt "b"'))
    before = {name: block(po, name) for name in "ab"}
    counts = update(po, "es", [TEXTS[0], Wording("new", "New."), TEXTS[1], Wording("c", "One day")])
    assert {name: block(po, name) for name in "ab"} == before
    assert (counts.missing, counts.stale) == (("new", "c"), ())


def test_the_same_texts_make_the_same_file(po):
    update(po, "es", TEXTS)
    translate(po, a="Un gen.", b="Pregunte a {you}.")
    changed = [Wording("a", 'A "piece"\tof DNA.'), Wording("b", "Ask us."), Wording("c", LONG)]
    first = update(po, "es", changed)
    written = po.read_bytes()
    assert update(po, "es", changed) == first
    assert po.read_bytes() == written


def test_a_text_that_changes_twice_still_shows_the_english_that_was_translated(po):
    update(po, "es", TEXTS)
    translate(po, a="Un gen.")
    for english in ("A piece.", "A part."):
        update(po, "es", [Wording("a", english)])
    assert '#| msgid "A gene."' in block(po, "a")


def test_a_text_that_becomes_what_it_was_has_its_translation_again(po):
    update(po, "es", TEXTS)
    translate(po, a="Un gen.")
    update(po, "es", [Wording("a", "A piece of DNA.")])
    counts = update(po, "es", TEXTS)
    assert "a" not in (*counts.missing, *counts.stale)
    assert "#" not in block(po, "a")


def test_what_a_translator_marks_as_unsure_stays_so(po):
    update(po, "es", TEXTS)
    translate(po, a="Un gen?")
    po.write_text(po.read_text().replace('msgctxt "a"', '#, fuzzy\nmsgctxt "a"'))
    assert update(po, "es", TEXTS).stale == ("a",)
    assert block(po, "a").startswith("#, fuzzy\nmsgctxt")


def test_a_text_with_a_plural_is_missing_until_both_forms_are_there(po):
    update(po, "es", TEXTS)
    po.write_text(po.read_text().replace('msgstr[0] ""', 'msgstr[0] "{n} día"'))
    assert "c" in update(po, "es", TEXTS).missing
    po.write_text(po.read_text().replace('msgstr[1] ""', 'msgstr[1] "{n} días"'))
    assert "c" not in update(po, "es", TEXTS).missing
    counts = update(po, "es", [Wording("c", "{n} night", "{n} nights")])
    assert counts.stale == ("c",)
    assert '#| msgid "{n} day"\n#| msgid_plural "{n} days"' in block(po, "c")


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).map(str.strip)


@given(st.lists(st.tuples(LETTERS, LETTERS, LETTERS).filter(all), max_size=4))
def test_whatever_the_letters_are_they_come_back(tmp_path_factory, said):
    """An English text, one that takes its place, and a translation, of any letters."""
    po = tmp_path_factory.mktemp("any") / "rules.po"
    before, after = ([Wording(f"id.{number}", one[place]) for number, one in enumerate(said)] for place in (0, 1))
    update(po, "es", before)
    lines = iter(po.read_text().split("\n\n"))
    escaped = [one[2].replace("\\", "\\\\").replace('"', '\\"') for one in said]
    made = [next(lines), *(part.replace('msgstr ""', f'msgstr "{es}"') for part, es in zip(lines, escaped, strict=False))]
    po.write_text("\n\n".join(made))
    update(po, "es", after)
    update(po, "es", after)
    found = entries(po)
    assert [found[f"id.{number}"].string for number in range(len(said))] == [one[2] for one in said]
    assert [found[f"id.{number}"].fuzzy for number in range(len(said))] == [one[0] != one[1] for one in said]
    update(po, "es", before)
    assert not any(message.fuzzy for message in entries(po).values())


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="the tools of gettext are not installed")
def test_the_tools_of_gettext_read_what_is_written(po):
    update(po, "es", [*TEXTS, Wording("long", LONG)])
    translate(po, a="Un gen.", long="Largo.")
    update(po, "es", [Wording("a", "A piece."), Wording("long", f"{LONG} More.")])
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(po)], check=True)


# ---- as a command ----


def messages(*said):
    return RUN.invoke(app, ["messages", *map(str, said)], catch_exceptions=False)


def test_a_rule_base_gets_a_catalogue_of_all_its_texts(tmp_path):
    rules = small_copy(tmp_path)
    told = messages("es", "--rules", rules, "--list")
    many = len(list(texts_of(read_rules(rules))))
    assert told.exit_code == 0
    assert f"{many} texts, {many} without a translation, 0 of an older text" in told.stdout
    assert "  missing  glossary.gene.plain" in told.stdout.splitlines()
    assert len(entries(rules / CATALOGUE)) == many


def test_a_translation_is_shown_until_its_english_changes(tmp_path):
    rules = small_copy(tmp_path)
    messages("es", "--rules", rules)
    (po,) = rules.glob(CATALOGUE)
    translate(po, **{"glossary.gene.plain": "Una parte del ADN."})

    def said():
        base = read_rules(rules)
        words = words_in("es", base.translations)
        told = words.rule("glossary.gene.plain", base.glossary["gene"].plain)
        return told.text, told.language

    assert said() == ("Una parte del ADN.", "es")
    change(rules, "glossary.yaml", ("A section of DNA.", "A piece of DNA."))
    assert said() == ("A piece of DNA.", "en")
    assert "  stale  glossary.gene.plain" in messages("es", "--rules", rules, "--list").stdout.splitlines()
    assert said() == ("A piece of DNA.", "en")
    assert "Una parte del ADN." in po.read_text()


def refused(told):
    assert told.exit_code == 2
    assert told.stdout == ""
    assert not any(sign in told.stderr for sign in ("{", "}", "Error", "Traceback"))
    return told.stderr.strip()


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_language_that_is_not_translated_into_is_refused_with_those_that_are(tmp_path, language):
    said = refused(messages(language, "--rules", small_copy(tmp_path)))
    assert said == "Name a language that is translated into: es."


def test_a_folder_that_is_none_is_refused(tmp_path):
    assert "Name one with --rules" in refused(messages("es", "--rules", tmp_path / "nowhere"))


@pytest.mark.parametrize(
    "damage", [b'msgctxt "a"\nmsgid "a"\nbroken "b"\n', b'msgid "\xff"\nmsgstr ""\n'], ids=["line", "letter"]
)
def test_a_damaged_catalogue_of_the_rules_is_told_and_left_as_it_is(tmp_path, damage):
    rules = small_copy(tmp_path)
    po = rules / CATALOGUE
    po.parent.mkdir(parents=True)
    po.write_bytes(damage)
    said = refused(messages("es", "--rules", rules))
    assert said.startswith("the rule base has 1 fault in 1 file:\nlocales/es/LC_MESSAGES/rules.po")
    assert "R007" in said
    assert po.read_bytes() == damage


DAMAGED = {
    "an unknown word": (b'msgctxt "a"\nmsgid "a"\nbroken "b"\n', "line 3"),
    "no translation": (b'msgctxt "a"\nmsgid "a"\n\nmsgctxt "b"\nmsgid "b"\nmsgstr ""\n', "line 2"),
    "text that hangs in the air": (b'"a"\n', "line 1"),
    "a form without its number": (b'msgctxt "a"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[x] "b"\n', "not a gettext catalogue"),
    "letters of another kind": (b'msgid "\xff"\nmsgstr ""\n', "not UTF-8"),
}


@pytest.mark.parametrize(("damage", "word"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_catalogue_of_the_interface_is_told_in_one_sentence_and_left_as_it_is(tmp_path, damage, word):
    rules, po = small_copy(tmp_path), tmp_path / "locales" / "es" / "LC_MESSAGES" / "trialhelper.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(damage)
    with pytest.raises(NotACatalogue):
        update(po, "es", TEXTS)
    told = messages("es", "--rules", rules, "--interface", tmp_path / "locales")
    said = told.stderr.strip()
    assert told.exit_code == 2
    assert said.count("\n") == 0
    assert said.startswith(f"{po} could not be brought up to date")
    assert word in said
    assert po.read_bytes() == damage


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    rules = small_copy(tmp_path)
    (rules / "locales").write_text("a file, not a folder")
    said = refused(messages("es", "--rules", rules))
    assert said.count("\n") == 0
    assert "could not be brought up to date" in said


def test_the_shipped_catalogue_of_the_rules_is_up_to_date(tmp_path):
    copy = shutil.copytree(RULES, tmp_path / "rules")
    messages("es", "--rules", copy)
    assert (copy / CATALOGUE).read_bytes() == (RULES / CATALOGUE).read_bytes(), "run `trialhelper messages es --rules rules`"
