"""Going back to the condition: nothing that was told becomes something else on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import shipped_rules
from trialhelper.answers import Answers, read_answer
from trialhelper.ui import keys

APP = str(Path(__file__).resolve().parents[2] / "app.py")
RULES = shipped_rules()


def _answers(**told: object) -> Answers:
    return Answers({name: read_answer(RULES.questions[name], raw, RULES) for name, raw in told.items()})


def _at_the_condition(answers: Answers, searched: str = "") -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.session_state[keys.ANSWERS] = answers
    app.session_state[keys.AT] = ("condition",)
    app.session_state[keys.SEARCH] = searched
    app.query_params["p"] = "none"
    return app.run()


def _facts(app: AppTest) -> dict[str, object]:
    return dict(app.session_state[keys.ANSWERS].facts)


def _go_on(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Continue").click().run()


def test_going_back_ticks_the_kind_that_was_chosen_and_not_the_first_find_of_the_disease() -> None:
    told = _answers(who="you", condition="cancer", cancer_kind="fl")
    app = _at_the_condition(told, "follicular lymphoma")
    assert app.radio[0].value == "cancer|fl|"
    assert _facts(_go_on(app)) == told.facts


def test_a_product_that_was_searched_for_tells_no_kind_and_is_offered_once() -> None:
    app = _at_the_condition(_answers(who="you"), "kymriah")
    assert [option for option in app.radio[0].options if "Kymriah" in option] == ["Kymriah: Cancer"]


@pytest.mark.parametrize("searched", ["hemophilia", "leukemia", "kymriah"])
def test_another_find_of_the_same_disease_is_not_ticked_for_somebody(searched: str) -> None:
    told = _answers(who="you", condition="cancer", cancer_kind="fl", asked_for="kymriah")
    app = _at_the_condition(told, searched)
    assert app.radio[0].value is None


def test_without_a_search_all_that_was_told_is_offered_and_kept() -> None:
    told = _answers(who="you", condition="cancer", cancer_kind="fl", asked_for="kymriah")
    assert _facts(_go_on(_at_the_condition(told))) == told.facts


def test_a_product_that_was_asked_for_is_forgotten_with_another_choice() -> None:
    app = _at_the_condition(_answers(who="you", condition="cancer", cancer_kind="fl", asked_for="kymriah"), "hemophilia b")
    assert app.radio[0].options[0] == "Hemophilia B"
    app.radio[0].set_value(app.radio[0].options[0])
    facts = _facts(_go_on(app))
    assert facts["condition"] == "hemophilia"
    assert "asked_for" not in facts
    assert facts["cancer_kind"] == "fl"
