"""Every page of the form draws, for every invented person, and says what it must (DIS-01 to DIS-16, section 4.5)."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.bases import shipped_rules
from trialhelper.answers import Answers, answers_of, read_answer
from trialhelper.engine import assess
from trialhelper.summary import compose
from trialhelper.ui import keys
from trialhelper.words import words_in

APP = str(Path(__file__).resolve().parents[2] / "app.py")
RULES = shipped_rules()
CASES = sorted(RULES.demo_cases)
WITH_PRODUCT = "sma-toddler-both-copies"

DISCLOSURES = {
    "DIS-01": ("does not decide, diagnose or enroll", "SQRPA"),
    "DIS-02": ("after tests", "SRPA"),
    "DIS-03": ("asks only some of what a label|asks only some criteria|ask only some of what a label", "RPA"),
    "DIS-04": ("rests on these answers", "RP"),
    "DIS-05": ("dated November 20, 2026", "RPA"),
    "DIS-06": ("due to be read again by", "SRPA"),
    "DIS-07": ("No payment from makers", "PA"),
    "DIS-08": ("smallest set that leads here", "RP"),
    "DIS-09": ("What may be hard about it", "RP"),
    "DIS-10": ("A clinical trial is research", "RPA"),
    "DIS-11": ("does not mean never", "RP"),
    "DIS-12": ("erased at most 30 minutes|at most 30 minutes after you close", "SQA"),
    "DIS-13": ("HIPAA", "SRPA"),
    "DIS-14": ("Do not stop or change any treatment", "RP"),
    "DIS-15": ("call 911", "SRP"),
    "DIS-16": ("FDA has not reviewed", "PA"),
}


def _app(at: object = None, answers: Answers | None = None) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    if answers is not None:
        app.session_state[keys.ANSWERS] = answers
    if at is not None:
        app.session_state[keys.AT] = at
        app.query_params["p"] = "none"  # the visit puts its own number there
    return app.run()


def _shown(app: AppTest) -> str:
    """All text of a page, without markup."""
    drawn = [re.sub(r"<(script|style)>.*?</\1>", "", element.proto.body, flags=re.DOTALL) for element in app.get("html")]
    labels = [element.label for element in (*app.button, *app.radio, *app.checkbox, *app.text_input)]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)) for text in drawn) + " ".join(labels)


def _printed() -> str:
    case = RULES.demo_cases[WITH_PRODUCT]
    summary = compose(assess(RULES, answers_of(case, RULES), case.as_of.latest), words_in("en"))

    return " ".join([*summary.running, *(sentence.text for sentence in summary.sentences())])


@pytest.fixture(scope="module")
def surfaces() -> dict[str, str]:
    answers = answers_of(RULES.demo_cases[WITH_PRODUCT], RULES)
    return {
        "S": _shown(_app()),
        "Q": _shown(_app(("age",), answers)),
        "R": _shown(_app("result", answers)),
        "P": _printed(),
        "A": _about(),
    }


def _about() -> str:
    def page() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys

        st.session_state[keys.PAGES] = {"form": "https://127.0.0.1/", "about": "https://127.0.0.1/about"}
        form.draw_about()

    return _shown(AppTest.from_function(page, default_timeout=30).run())


@pytest.mark.parametrize("name", DISCLOSURES)
def test_each_disclosure_stands_on_its_surfaces(name: str, surfaces: dict[str, str]) -> None:
    pattern, where = DISCLOSURES[name]
    missing = [surface for surface in where if not re.search(pattern, surfaces[surface])]
    assert missing == [], f"{name} is missing on {missing}"


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_the_result_of_every_invented_person_draws(name: str) -> None:
    answers = answers_of(RULES.demo_cases[name], RULES)
    app = _app("result", answers)
    assert not app.exception
    shown = _shown(app)
    assert "What you told us" in shown
    assert "{" not in shown


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_the_check_of_all_answers_draws_for_every_invented_person(name: str) -> None:
    app = _app("check", answers_of(RULES.demo_cases[name], RULES))
    assert not app.exception
    assert any(button.label.startswith("Change: ") for button in app.button)


def test_nothing_is_preselected_and_not_sure_is_always_an_answer() -> None:
    def page() -> None:
        import streamlit as st

        from trialhelper.answers import Answers
        from trialhelper.engine import Ask, Step
        from trialhelper.interview import page_of
        from trialhelper.ui import form, keys, question

        st.session_state[keys.PAGES] = {name: f"https://127.0.0.1/{name}" for name in ("form", "how", "about", "clinic")}
        visit = form.current_visit()
        assert visit is not None
        asked = visit.rules.questions[st.session_state["drawn"]]
        step = Step(Ask((asked,)), False, Answers())
        question.draw(visit, page_of(visit.rules, visit.words, Answers(), step, 1))

    app = AppTest.from_function(page, default_timeout=30)
    for question in RULES.questions.values():
        if question.asked not in ("alone", "together") or question.type == "condition":
            continue
        app.session_state["drawn"] = question.id
        app.run()
        assert not app.exception, question.id
        if question.type in ("age", "number"):
            (typed,) = app.text_input
            asides = ["Not tested yet", "Not sure"] if question.answered_by == "paper" else ["Not sure"]
            assert (typed.value, [(one.value, one.label) for one in app.checkbox]) == (
                "",
                [(False, label) for label in asides],
            ), question.id
        else:
            (radio,) = app.radio
            assert radio.value is None, question.id
            assert "Not sure" in radio.options or not question.clinical, question.id


def _answers(told: dict[str, object]) -> Answers:
    return Answers({name: read_answer(RULES.questions[name], raw, RULES) for name, raw in told.items()})


@pytest.mark.parametrize(
    ("who", "asks"), [("you", "How old are you?"), ("child", "How old is your child?"), ("other", "the person you care for")]
)
def test_the_form_speaks_to_or_of_the_person_that_was_chosen(who: str, asks: str) -> None:
    app = _app(("age",), _answers({"who": who, "condition": "sma"}))
    assert asks in _shown(app)


def test_rules_with_a_fault_give_a_plain_page(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALHELPER_RULES", str(tmp_path))
    st.cache_resource.clear()
    try:
        app = AppTest.from_file(APP, default_timeout=30).run()
        assert not app.exception
        assert "The rules cannot be read" in _shown(app)
        assert "R010" in app.code[0].value
    finally:
        monkeypatch.undo()
        st.cache_resource.clear()


def test_a_number_in_the_address_that_no_page_has_leads_nowhere() -> None:
    for asked in ("999", "9" * 5000, "٣" * 5000):
        app = _app(("age",), _answers({"who": "you", "condition": "sma"}))
        app.query_params["p"] = asked
        app.run()
        assert not app.exception
        assert app.session_state[keys.AT] == ("age",)


def test_the_way_through_the_form_is_worked_out_anew_when_midnight_has_passed() -> None:
    def page() -> None:
        from datetime import date

        import streamlit as st

        from tests.bases import shipped_rules
        from trialhelper.engine import walk
        from trialhelper.ui.visit import Visit

        rules = shipped_rules()
        days = (date(2026, 11, 20), date(2016, 11, 20))
        st.session_state["ways"] = [(Visit(rules, day, day).steps, walk(rules, st.session_state["answers"], day)) for day in days]

    app = AppTest.from_function(page, default_timeout=30)
    app.session_state[keys.ANSWERS] = answers_of(RULES.demo_cases[WITH_PRODUCT], RULES)
    app.run()
    assert not app.exception
    (before, anew), (after, anew_after) = app.session_state["ways"]
    assert before == anew
    assert after == anew_after
    assert [step.names for step in before] != [step.names for step in after]
