"""The page of the condition: going on searches for what was typed, hits are told where they are read out, and what was typed
for an illness that is not listed is kept, shown and printed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import TODAY, answers_to, shipped_rules
from trialhelper.answers import load_answers, save_answers
from trialhelper.ui import keys
from trialhelper.words import Words

APP = str(Path(__file__).resolve().parents[2] / "app.py")
RULES = shipped_rules()
WORDS = Words()
TYPED = "Odd Bone Ill <b>& co"


def at(place: object, **told: object) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.session_state[keys.ANSWERS] = answers_to(RULES, {"who": "you", **told})
    app.session_state[keys.AT] = place
    app.query_params["p"] = "none"
    return app.run()


def presses(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def shown(app: AppTest) -> str:
    drawn = [re.sub(r"<(script|style)>.*?</\1>", "", element.proto.body, flags=re.DOTALL) for element in app.get("html")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)) for text in drawn)


def typed(app: AppTest, text: str) -> AppTest:
    app.text_input[0].set_value(text)
    return app


@pytest.mark.parametrize("button", ["Continue", "Find"])
def test_going_on_with_typed_words_and_nothing_chosen_searches_first(button: str) -> None:
    app = presses(typed(at(("condition",)), "hemophilia b"), button)
    assert "There is a problem" not in shown(app)
    assert app.radio[0].options[0] == "Hemophilia B"
    assert app.radio[0].value is None
    assert re.search(r"[1-9] found\.", shown(app))


def test_going_on_again_with_nothing_chosen_is_an_error() -> None:
    app = presses(presses(typed(at(("condition",)), "hemophilia b"), "Continue"), "Continue")
    assert app.session_state[keys.AT] == ("condition",)
    assert app.session_state[keys.FAULTS]


def test_going_on_with_other_words_beside_an_earlier_choice_searches_for_them() -> None:
    app = presses(typed(at(("condition",), condition="sma"), "hemophilia b"), "Continue")
    assert app.session_state[keys.AT] == ("condition",)
    assert app.radio[0].options[0] == "Hemophilia B"
    assert not any("Spinal muscular" in option for option in app.radio[0].options)


def test_going_on_with_a_hit_chosen_takes_it() -> None:
    app = presses(typed(at(("condition",)), "hemophilia b"), "Continue")
    app.radio[0].set_value(app.radio[0].options[0])
    assert presses(app, "Continue").session_state[keys.ANSWERS].facts["condition"] == "hemophilia"


def test_words_for_an_illness_that_is_not_listed_are_kept_shown_and_printed_as_they_are() -> None:
    app = presses(typed(at(("condition",)), TYPED), "Continue")
    app.radio[0].set_value(WORDS("condition.not_listed"))
    app = presses(app, "Continue")
    kept = app.session_state[keys.ANSWERS]
    assert kept["condition_typed"].written == TYPED
    assert load_answers(save_answers(kept, RULES, TODAY), RULES).answers == kept
    for place in ("check", "result"):
        app.session_state[keys.AT] = place
        app.query_params["p"] = "none"
        app.run()
        assert not app.exception
        assert TYPED in shown(app)
        assert TYPED not in str(app.query_params)


def test_typed_words_go_when_a_condition_is_chosen_after_all() -> None:
    app = at(("condition",), condition="not_listed", condition_typed=TYPED)
    app = presses(typed(app, "stargardt"), "Find")
    app.radio[0].set_value(app.radio[0].options[0])
    assert "condition_typed" not in presses(app, "Continue").session_state[keys.ANSWERS]
