"""Translations: what lacks one is counted, what is shown holds to the words of the design, and reads plainly."""

import pytest

from tests.bases import SMALL_DAY, change, small_copy
from trialhelper.check import run_checks, translated
from trialhelper.check.interface import interface, interface_pages
from trialhelper.check.reading import reading_pages
from trialhelper.check.spanish import LEAST, index, spanish_mask, spanish_pages, syllables
from trialhelper.check.translated import BANNED_IN_SPANISH, faults
from trialhelper.rulebase import read_rules
from trialhelper.rulebase.texts import texts_of
from trialhelper.rulebase.translating import catalogue_of
from trialhelper.words import interface_texts

PLAIN = (
    "Es un gen. El gen va en la piel. La piel se ve azul. No pasa nada más. Se ve en el sol. Lo ve el ojo. Va con la luz del sol."
)
HARD = (
    "Inmunosupresión profiláctica necesariamente administrada posteriormente. La discontinuación terapéutica individualizada "
    "incorpora consideraciones hematológicas interdisciplinarias institucionales. La colaboración multidisciplinaria "
    "facilitaría interpretaciones inmunológicas longitudinales internacionales."
)
PLAIN_AMBER = "The skin turns the color of amber."


def lay(tmp_path, said):
    folder = small_copy(tmp_path)
    (folder / "locales" / "es" / "LC_MESSAGES").mkdir(parents=True)
    english = dict(texts_of(read_rules(folder)))
    entries = [f'msgctxt "{id}"\nmsgid "{english[id]}"\nmsgstr "{text}"\n' for id, text in said.items()]
    (folder / catalogue_of("es")).write_text("\n".join(entries))
    return folder


def of(code, folder):
    return [
        (one.severity, one.says)
        for one in run_checks(read_rules(folder), SMALL_DAY, [translated.check]).findings
        if one.code == code
    ]


# ---- how hard a text is ----


@pytest.mark.parametrize(
    ("word", "many"),
    {
        "sol": 1, "y": 1, "muy": 1, "quién": 1, "que": 1, "hueso": 2, "ciudad": 2, "guía": 2, "guerra": 2, "días": 2, "país": 2,
        "leer": 2, "aquí": 2, "uña": 2, "amigo": 3, "ahora": 3, "oído": 3, "génica": 3, "terapia": 3, "equipo": 3, "estudios": 3,
        "creía": 3, "cuidado": 3, "vergüenza": 3, "aéreo": 4, "averiguáis": 4, "NIÑOS": 2, "enfermedad": 4, "inmunitario": 5,
    }.items(),
)  # fmt: skip
def test_syllables_are_told_by_the_spelling(word, many):
    assert syllables(word) == many


def test_the_index_is_that_of_the_formula():
    """40 words in 5 sentences, every word of one syllable."""
    assert index("El sol va en la luz del mar. " * 5) == pytest.approx(206.84 - 60 - 1.02 * 8)


def test_plain_words_read_high_and_long_ones_low():
    assert index(PLAIN) > 100
    assert index(HARD * 2) < 0


def test_a_short_text_has_no_index():
    assert index("Inmunosupresión profiláctica necesariamente administrada.") is None


def test_names_in_spanish_are_masked(tmp_path):
    folder = lay(tmp_path, {"condition.amber.name": "Ámbar", "condition.amber.clinical_name": "Síndrome del ámbar"})
    mask = spanish_mask(read_rules(folder))
    assert mask("Ambera trata el síndrome del ámbar, o ámbar.") == "it trata el it, o it."


def test_a_page_in_spanish_holds_what_the_english_one_holds(shipped):
    """With every text translated, each page has as many lines in both languages."""
    assert len(shipped.translations["es"]) == len(list(texts_of(shipped)))
    lines = {place: len(text.splitlines()) for place, text in reading_pages(shipped)}
    spanish = {place: len(text.splitlines()) for place, text in spanish_pages(shipped)}
    assert {place: spanish[place] for place in lines} == lines


def test_a_page_in_spanish_leaves_out_what_is_shown_in_english(tmp_path):
    folder = lay(tmp_path, {"condition.amber.plain": PLAIN})
    assert {place: text for place, text in spanish_pages(read_rules(folder)) if text and "interface" not in place} == {
        "conditions/amber": PLAIN
    }
    change(folder, "conditions/amber.yaml", (PLAIN_AMBER, "It is amber."))
    assert not any(text for place, text in spanish_pages(read_rules(folder)) if "interface" not in place)


@pytest.mark.parametrize(("text", "told"), [(HARD * 2, ["warning"]), (PLAIN, [])], ids=["hard", "plain"])
def test_a_page_that_is_hard_to_read(tmp_path, text, told):
    found = [one for one in of("C1203", lay(tmp_path, {"condition.amber.plain": text})) if "interface" not in one[1]]
    assert [severity for severity, _ in found] == told
    assert all(says.startswith("conditions/amber reads in Spanish at") for _, says in found)


# ---- what lacks a translation ----


def test_what_is_missing_and_what_is_stale_is_counted(tmp_path):
    folder = lay(tmp_path, {"condition.amber.plain": "La piel se ve ámbar.", "glossary.gene.plain": "Una parte del ADN."})
    many = len(list(texts_of(read_rules(folder))))
    assert of("C1202", folder) == []
    change(folder, "conditions/amber.yaml", (PLAIN_AMBER, "It is amber."))
    where = "in es; `trialhelper messages es --list` names them"
    assert of("C1201", folder) == [("hint", f"{many - 2} texts of the rules have no finished translation {where}")]
    assert of("C1202", folder) == [("hint", f"1 texts of the rules have a translation of an older text {where}")]


# ---- what a translation may not say ----


@pytest.mark.parametrize(
    "word",
    ["elegible", "Elegibilidad", "inelegible", "califica", "calificar", "candidato", "candidatas", "milagro", "milagroso",
     "esperanza", "fácil", "fáciles", "fácilmente", "sencillo", "sencillamente", "1 de cada 20", "una de cada 20"],
)  # fmt: skip
def test_a_word_that_people_must_not_be_told(word):
    (fault,) = faults("a", "A text.", f"Esto es {word} hoy.")
    assert (fault.code, fault.severity) == ("C1204", "error")
    assert f'"{word.removesuffix(" 20")}"' in fault.says


@pytest.mark.parametrize("text", ["Facilita la vida.", "5 de cada 100 personas", "Se espera mucho.", "El 21 de cada mes."])
def test_a_word_that_only_looks_like_it(text):
    assert not BANNED_IN_SPANISH.search(text)


@pytest.mark.parametrize(
    ("english", "said", "codes"),
    [
        ("Ask {you}.", "Pregunte a {you}.", []),
        ("{Your} test of {day}.", "Su prueba del {day}.", []),
        ("Are {you} well?", "¿Está bien?", []),
        ("{Do you} walk?", "¿{You} camina?", []),
        ("Your test.", "La prueba de {you}.", []),
        ("{Your} test.", "{Your} prueba.", ["C1205"]),
        ("{Do you} walk?", "¿{Do you} camina?", ["C1205"]),
        ("Test of {day}.", "Prueba.", ["C1205"]),
        ("Test of {day}.", "Prueba de {dia}.", ["C1205", "C1205"]),
    ],
)
def test_the_braces_of_a_translation_are_those_of_the_english(english, said, codes):
    assert [one.code for one in faults("a", english, said)] == codes


@pytest.mark.parametrize(("text", "codes"), [("Ask the care team.", ["C1206"]), ("CAR-T", []), ("Amber Works", [])])
def test_a_translation_that_is_the_english(text, codes):
    assert [one.code for one in faults("a", text, text)] == codes


def test_a_fault_of_a_translation_is_found_where_it_is_shown_and_only_there(tmp_path):
    folder = lay(tmp_path, {"condition.amber.plain": "Es fácil."})
    assert of("C1204", folder) == [("error", '"fácil" stands in the translation of condition.amber.plain')]
    change(folder, "conditions/amber.yaml", (PLAIN_AMBER, "It is amber."))
    assert of("C1204", folder) == []


def test_every_text_of_the_interface_is_on_a_page():
    english = [form for _, *forms in interface_texts() for form in forms if form]
    assert [said for _, _, said in interface()] == english
    assert sum(len(text.splitlines()) for _, text in interface_pages()) == len(english)


def test_the_shipped_translations_hold_to_the_words_of_the_design(shipped):
    assert [one for one in translated.check(shipped, SMALL_DAY) if not isinstance(one, int) and one.severity == "error"] == []
    assert LEAST == 65
