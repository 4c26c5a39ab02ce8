"""The chart of a sweep: to its scale, without colour, and with every word that it says inside it."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from tests.bases import shipped_rules
from tests.drawings import laid
from trialhelper.answers import answers_of
from trialhelper.engine import assess
from trialhelper.engine.plan import Bound
from trialhelper.ui.clinic.what_if_tables import chart_of
from trialhelper.whatif.charts import Bar, Part, at, chart, edges
from trialhelper.whatif.stretches import Stretch, questions_to_change, stretches_of
from trialhelper.whatif.sweep import sweep
from trialhelper.whatif.telling import Telling
from trialhelper.words import words_in

RULES = shipped_rules()
SVG = "{http://www.w3.org/2000/svg}"
THREE = (Stretch((12.0,), Bound(0.0), Bound(24.0)), Stretch((24.0,), Bound(24.0)), Stretch((None,)))


def drawn(word="differs", here=0.5):
    bars = (Bar("A & B <c>", (Part(1, "full", word, "1"), Part(2, "lines", "cannot tell", "2-3"))),)
    return laid(lambda: chart(bars, edges(THREE, 1080.0), ((0.0, "0 years"), (0.1, "2 years")), (here, "now"), "en"))


def test_stretches_of_numbers_stand_to_scale_and_what_is_not_known_beside_them():
    cuts = edges(THREE, 1080.0)
    assert cuts[0] == 0
    assert list(cuts) == sorted(cuts)
    assert cuts[1] == at(24.0, 0.0, 1080.0)
    assert cuts[2] == at(1080.0, 0.0, 1080.0) < cuts[3] == 1


def test_options_get_the_same_room_each():
    assert edges((Stretch(("a",)), Stretch(("b",)), Stretch((None,))), 1.0) == (0, 1 / 3, 2 / 3, 1)


def test_it_is_one_picture_in_black_and_white_with_every_word_drawn_as_it_is():
    seen = drawn()
    assert seen.missing(["A & B <c>", "now", "0 years", "2 years", "cannot tell"]) == []
    root = ElementTree.fromstring(seen.svg)
    assert root.tag == f"{SVG}svg"
    assert not list(root.iter(f"{SVG}text"))
    inks = {shape.get(name, "none") for shape in root.iter() for name in ("fill", "stroke")}
    assert {ink for ink in inks if not ink.startswith("url(#")} <= {"none", "#000000", "#ffffff"}
    assert set(re.findall(r'href="(.)', seen.svg)) == {"#"}
    assert "//" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", seen.svg)


def test_a_part_without_room_for_its_word_has_the_number_of_its_row():
    seen = drawn("a word that is far too long for it", 0.9)
    assert "word" not in [one.said for one in seen.words]
    assert seen.missing(["1"]) == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(RULES.demo_cases)[::9])
def test_no_words_of_a_chart_lie_on_each_other_or_outside(name, language):
    case = RULES.demo_cases[name]
    now, telling = (
        assess(RULES, answers_of(case, RULES), case.as_of.latest),
        Telling.of(RULES, words_in(language, RULES.translations)),
    )
    for question in questions_to_change(now)[:4]:
        swept = sweep(now, question.id)
        seen = laid(lambda swept=swept, id=question.id: chart_of(swept, now.facts.get(id), telling).svg)
        assert seen.outside() == []
        assert seen.on_each_other() == []
        assert seen.missing([telling.swept(one, swept.indications) for one in swept.indications]) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(RULES.demo_cases)[::5])
def test_every_stretch_of_every_question_of_the_rules_is_said_in_words_of_its_own(name):
    case = RULES.demo_cases[name]
    now = assess(RULES, answers_of(case, RULES), case.as_of.latest)
    telling = Telling.of(RULES, words_in("en"))
    for question in questions_to_change(now):
        said = [telling.stretch(question, one) for one in stretches_of(now.plan, question.id)]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("least", "below", "said"),
    [
        (0.0, 24.0, "younger than 2 years"),
        (24.0, float("inf"), "2 years or older"),
        (9.0, 312.0, "9 months or older, and younger than 26 years"),
        (0.0, 66.0, "younger than 66 months"),
        (0.0, float("inf"), "Any age"),
    ],
)
def test_an_age_is_said_exactly(least, below, said):
    telling = Telling.of(RULES, words_in("en"))
    assert telling.stretch(RULES.questions["age"], Stretch((least,), Bound(least), Bound(below))) == said


def test_a_number_just_above_what_the_rules_wrote_is_more_than_that():
    telling, question = Telling.of(RULES, words_in("en")), next(one for one in RULES.questions.values() if one.type == "number")
    above = Bound(5.0, past=True)
    assert telling.stretch(question, Stretch((0.0,), Bound(0.0), above)) == "5 or fewer"
    assert telling.stretch(question, Stretch((above,), above)) == "more than 5"
