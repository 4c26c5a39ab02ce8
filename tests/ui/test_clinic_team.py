"""What a care team enters is kept with the visit, counts in the clinician's view, and leaves the person's own result alone."""

from __future__ import annotations

import re
from html import unescape

from streamlit.testing.v1 import AppTest

from tests.bases import TODAY, answers_to, shipped_rules
from trialhelper.answers import Answers
from trialhelper.engine import assess
from trialhelper.ui import keys
from trialhelper.words import Words

RULES = shipped_rules()
WORDS = Words()
TOLD = answers_to(RULES, {"who": "you", "condition": "cancer", "cancer_kind": "melanoma", "age": "60 years"})


def page(name: str, answers: Answers) -> AppTest:
    def show() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys
        from trialhelper.ui.clinic import team, why

        st.session_state[keys.PAGES] = {
            name: f"https://127.0.0.1/{name}"
            for name in ("form", "how", "about", "clinic", "clinic-team", "clinic-why", "clinic-what-if", "clinic-then",
                         "clinic-rules", "clinic-take")
        }  # fmt: skip
        visit = form.current_visit()
        assert visit is not None
        {"team": team, "why": why}[st.session_state["drawn"]].draw(visit)

    app = AppTest.from_function(show, default_timeout=60)
    app.session_state["drawn"] = name
    app.session_state[keys.ANSWERS] = answers
    return app.run()


def shown(app: AppTest) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", element.proto.body)) for element in app.get("html"))


def keeps(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == WORDS("clinic.team.keep")).click().run()


def test_nothing_is_chosen_and_what_is_left_open_is_not_told() -> None:
    app = page("team", TOLD)
    assert not app.exception
    assert {radio.value for radio in app.radio} == {None}
    assert keeps(app).session_state[keys.ANSWERS] == TOLD


def test_an_answer_of_the_team_is_kept_and_counts_here_and_not_in_the_persons_result() -> None:
    app = page("team", TOLD)
    radio = next(one for one in app.radio if one.key == keys.field("can_have_nivolumab"))
    radio.set_value("No")
    app = keeps(app)
    assert not app.exception
    kept = app.session_state[keys.ANSWERS]
    assert kept.facts["can_have_nivolumab"] == "no"
    said = WORDS("clinic.team.counted", facts=RULES.questions["can_have_nivolumab"].short)
    assert said in shown(app)
    assert next(one for one in app.radio if one.key == keys.field("can_have_nivolumab")).value == "no"
    assert said in shown(page("why", kept))
    assert said not in shown(page("why", TOLD))
    assert assess(RULES, kept, TODAY)[5:] == assess(RULES, TOLD, TODAY)[5:]
