"""The page with several questions, its one box for all that was left open, and what cannot wait for a visit."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import shipped_rules
from trialhelper.answers import Answers, answers_of, read_answer
from trialhelper.engine import walk
from trialhelper.ui import keys

APP = str(Path(__file__).resolve().parents[2] / "app.py")
RULES = shipped_rules()
DAY = RULES.about.dated.latest
pytestmark = pytest.mark.usefixtures("since_the_rules")


def _answers(**told: object) -> Answers:
    return Answers({name: read_answer(RULES.questions[name], raw, RULES) for name, raw in told.items()})


def _at(at: object, answers: Answers) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.session_state[keys.ANSWERS] = answers
    app.session_state[keys.AT] = at
    app.query_params["p"] = "none"
    return app.run()


def _shown(app: AppTest) -> str:
    return unescape(" ".join(element.proto.body for element in app.get("html")))


@pytest.fixture
def several() -> AppTest:
    told = _answers(who="child", condition="dmd", age="6 years", sex="male", dmd_test="found", walks="yes")
    step = next(one for one in walk(RULES, told, DAY) if len(one.names) > 1)
    return _at(step.names, told)


def test_the_box_answers_what_stands_above_it_and_nothing_where_no_is_no_plain_answer(several: AppTest) -> None:
    asked = {radio.key: radio for radio in several.radio}
    assert list(asked[keys.field("can_stay_near_center")].options)[:2] == ["Yes", "No"]
    several.checkbox[0].check()
    next(button for button in several.button if button.label == "Continue").click().run()
    faults = set(several.session_state[keys.FAULTS])
    assert keys.field("can_stay_near_center") in faults
    assert keys.field("liver_disease") not in faults
    shown = _shown(several)
    assert "Can stay near a center for 2 months: Choose one of the answers" in shown


def test_with_the_rest_answered_the_box_fills_in_only_the_plain_questions(several: AppTest) -> None:
    for radio in several.radio:
        if RULES.questions[str(radio.key).removeprefix(keys.field(""))].type == "choice":
            radio.set_value("Not sure")
    several.checkbox[0].check()
    next(button for button in several.button if button.label == "Continue").click().run()
    answers = several.session_state[keys.ANSWERS]
    assert answers["liver_disease"].written == "no"
    assert answers["can_stay_near_center"].state == "not_sure"


@pytest.mark.parametrize("at", [("trial_reason",), "values", "check"], ids=str)
def test_what_cannot_wait_is_said_on_every_page_after_the_answer(at: object) -> None:
    case = RULES.demo_cases["airway-growths-hard-to-breathe"]
    told = answers_of(case, RULES)
    said = RULES.risk_factors["airway-emergency"].plain
    assert said in _shown(_at(at, told))
    calm = told.plus("airway_blocked_now", read_answer(RULES.questions["airway_blocked_now"], "no", RULES))
    assert said not in _shown(_at(at, calm))


@pytest.mark.parametrize("at", ["start", "result"])
def test_it_is_said_in_the_clinicians_view_from_wherever_one_comes(at: str) -> None:
    def show() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys
        from trialhelper.ui.clinic import shell, why

        st.session_state[keys.PAGES] = {name: f"https://127.0.0.1/{name}" for name in ("form", "about", "how", *shell.PAGE_NAMES)}
        why.draw(form.current_visit())

    case = "airway-growths-hard-to-breathe"
    app = AppTest.from_function(show, default_timeout=60)
    app.session_state[keys.CASE] = case
    app.session_state[keys.ANSWERS] = answers_of(RULES.demo_cases[case], RULES)
    app.session_state[keys.AT] = at
    notices = [element.proto.body for element in app.run().get("html") if "th-danger" in element.proto.body]
    assert any(RULES.risk_factors["airway-emergency"].plain in notice for notice in notices)
