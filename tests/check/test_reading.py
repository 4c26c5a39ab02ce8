"""The grade of a text, the names that are masked for it, and technical words that nothing explains."""

import builtins

import pytest

from tests.bases import SMALL_DAY, change, small_copy
from trialhelper.check import interface, run_checks, wording
from trialhelper.check.reading import Mask, grade, mask_of, reading_pages
from trialhelper.check.technical import TECHNICAL, roots, undefined
from trialhelper.rulebase import read_rules

PLAIN = (
    "The dog ran to the red barn. It sat down by the gate and ate. A man gave it milk in a cup. "
    "The sun was hot all day long. So it slept."
)
HARD = (
    "Immunosuppressive prophylaxis necessitates comprehensive laboratory surveillance throughout the postoperative period. "
    "Discontinuation considerations incorporate individualized hematological parameters alongside institutional recommendation. "
    "Multidisciplinary collaboration facilitates appropriate interpretation of longitudinal immunological measurements "
    "whenever participating organizations coordinate responsibilities."
)


def of(code, folder):
    return [
        (one.severity, one.says)
        for one in run_checks(read_rules(folder), SMALL_DAY, [wording.check]).findings
        if one.code == code
    ]


def test_plain_words_read_low_and_long_ones_high():
    assert grade(PLAIN) < 3
    assert grade(HARD) > 20


def test_the_grade_is_that_of_the_formula():
    """32 words in 4 sentences; every word has one syllable: 0.39 * 8 + 11.8 * 1 - 15.59."""
    text = "The cat sat on the mat all day. " * 4
    assert grade(text) == pytest.approx(0.39 * 8 + 11.8 - 15.59)


def test_a_short_text_has_no_grade():
    assert grade("Immunosuppressive prophylaxis necessitates comprehensive laboratory surveillance.") is None


def test_names_are_masked_whole_the_longest_first():
    mask = Mask(["Amber", "Amber syndrome", "IX", "U.S. Food and Drug Administration (FDA)", "5"])
    assert mask("Amber syndrome is not amber.") == "it is not it."
    assert mask("Mix of ixes, factor IX.") == "Mix of ixes, factor it."
    assert mask("The U.S. Food and Drug Administration (FDA) said 5.") == "The it said 5."
    assert mask("Ambers") == "Ambers"


def test_the_names_of_a_rule_base_are_masked(small):
    mask = mask_of(small)
    assert mask("Ambera (ambrogene parvovec) of Amber Works, as Amber Review tells, is for red amber.") == (
        "it (it) of it, as it tells, is for it."
    )


def test_every_entry_that_a_person_reads_is_on_a_page(small):
    places = {place for place, _ in reading_pages(small)}
    for group in ("conditions", "therapies", "documents", "questions", "risk_factors", "conversations"):
        assert {f"{group}/{name}" for name in getattr(small, group)} <= places


def test_what_has_no_file_for_each_of_its_entries_is_on_a_page_too(shipped):
    said = dict(reading_pages(shipped))
    assert all(one.question in said["visit_questions"] for one in shipped.visit_questions.values())
    assert shipped.how.ex_vivo.alt in said["how_it_works"]
    assert shipped.how.lead[0].plain in said["how_it_works"]
    shown = {place.split("/")[0].split(".")[0] for place, _ in wording.texts(shipped)}
    assert {"visit_questions", "how_it_works", "conversations", "about", "glossary"} <= shown


def visit_question(text):
    asked = f"  - {{id: insurer, topic: risks, covers: [costs], question: {text}}}\n"
    return "groups:\n  costs: {plain: Costs, when: any}\nquestions:\n" + asked


def how_it_works(text):
    step = f"    - {{plain: {text}, claim: amber-label.gene}}\n"
    way = "  title: A way\n  alt: Four steps.\n  steps:\n" + 4 * step
    return f"lead:\n{step}in_vivo:\n{way}ex_vivo:\n{way}"


@pytest.mark.parametrize(("file", "made"), [("visit_questions", visit_question), ("how_it_works", how_it_works)])
@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("Is it a cure?", "C501", "error"),
        ("Does it harm 1 in 20 people?", "C502", "error"),
        ("Who " + "and who " * 15 + "pays?", "C503", "warning"),
        (HARD, "C504", "error"),
        ("Is there an enzyme?", "C505", "warning"),
        ("Who pays?", None, None),
    ],
    ids=lambda value: value if value and value.startswith("C5") else "",
)
def test_questions_for_the_visit_and_how_it_works_are_read_like_the_rest(tmp_path, file, made, text, code, severity):
    folder = small_copy(tmp_path)
    (folder / f"{file}.yaml").write_text(made(text))
    found = [one for one in run_checks(read_rules(folder), SMALL_DAY, [wording.check]).findings if file in one.says]
    told = {(one.code, one.severity) for one in found}
    assert (code, severity) in told if code else told == set()


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("It is a cure.", "C501", "error"),
        ("So do 1 in 20.", "C502", "error"),
        ("x " * 26, "C503", "warning"),
        (HARD, "C504", "error"),
    ],
    ids=lambda value: value if value.startswith("C5") else "",
)
def test_the_interface_is_read_like_the_rules(small, monkeypatch, text, code, severity):
    monkeypatch.setattr(interface, "interface_texts", lambda: (("result.title", text, None),))
    interface.interface.cache_clear()
    found = {
        (one.code, one.severity) for one in wording.check(small, SMALL_DAY) if "interface/result" in getattr(one, "says", "")
    }
    interface.interface.cache_clear()
    assert found == {(code, severity)}


@pytest.mark.parametrize(("text", "severity"), [(HARD, "error"), (PLAIN, None)])
def test_a_page_that_is_hard_to_read(tmp_path, text, severity):
    folder = small_copy(tmp_path)
    change(folder, "conditions/amber.yaml", ("The skin turns the color of amber.", text))
    found = of("C504", folder)
    assert [its for its, _ in found] == ([severity] if severity else [])
    assert all("conditions/amber reads at grade" in says for _, says in found)


def test_between_the_aim_and_the_limit_a_page_is_a_warning(tmp_path):
    folder = small_copy(tmp_path)
    text = "Doctors can collect the cells from a person and then a team will alter them in a special clinic. " * 3
    assert 6 < grade(text) <= 8
    change(folder, "conditions/amber.yaml", ("The skin turns the color of amber.", text.strip()))
    assert [its for its, _ in of("C504", folder)] == ["warning"]


def test_the_parts_of_a_therapy_are_read_together(tmp_path):
    """Each part alone has too few words for a grade."""
    folder = small_copy(tmp_path)
    first, second, third = HARD.split(". ")
    change(
        folder,
        "therapies/ambera.yaml",
        ("{plain: It is given once.", f"{{plain: {first}."),
        ("{plain: The liver can be hurt.", f"{{plain: {second}."),
        ("how_given: {plain: One infusion.", f"how_given: {{plain: {third}"),
    )
    assert any("therapies/ambera reads at" in says for _, says in of("C504", folder))


def test_without_pyphen_the_check_says_so_and_goes_on(tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **more):
        if name == "pyphen":
            raise ImportError(name)
        return real(name, *args, **more)

    from trialhelper.check import reading

    reading._hyphens.cache_clear()
    reading._syllables.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    folder = small_copy(tmp_path)
    change(folder, "conditions/amber.yaml", ("The skin turns the color of amber.", HARD))
    assert [its for its, _ in of("C506", folder)] == ["hint"]
    assert of("C504", folder) == []


def test_a_technical_word_that_the_glossary_lacks(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, "conditions/amber.yaml", ("turns the color of amber.", "makes two enzymes."))
    assert ("warning", 'the glossary lacks "enzyme", which stands in conditions/amber.plain') in of("C505", folder)
    change(folder, "glossary.yaml", ("term: gene,", "term: gene, also: [an enzyme],"))
    assert not any("enzyme" in says for _, says in of("C505", folder))


@pytest.mark.parametrize("text", ["Troponin (a blood test) is taken.", "It is the pancreas, an organ.", "Words only."])
def test_a_word_that_is_explained_where_it_stands_is_explained(text):
    assert list(undefined(text, frozenset())) == []


def test_a_word_is_known_in_any_of_its_forms():
    assert list(undefined("Antibodies and T-cell ANTIBODY tests, and biopsies.", frozenset())) == ["antibody", "biopsy"]
    assert list(undefined("Antibodies and biopsies.", roots(["antibody", "a biopsy report"]))) == []
    assert list(undefined("Thrombosis, sepsis and the virus.", frozenset())) == ["thrombosis", "sepsis"]


def test_the_list_of_technical_words_is_plain(small):
    assert all(word == word.casefold() for word in TECHNICAL)
    assert len(TECHNICAL) > 150


def test_the_shipped_texts_read_below_grade_8(shipped):
    assert [one for one in wording.check(shipped, SMALL_DAY) if not isinstance(one, int) and one.severity == "error"] == []
