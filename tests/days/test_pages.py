"""Every page of the form and of the clinician's view draws on any day, and takes that day for today."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import TODAY, shipped_rules
from trialhelper.answers import answers_of
from trialhelper.engine import walk
from trialhelper.ui import keys
from trialhelper.ui.clinic import CLINIC_PAGES
from trialhelper.words import words_in

pytestmark = pytest.mark.slow

RULES = shipped_rules()
CASE = RULES.demo_cases["sma-toddler-both-copies"]
TOLD = answers_of(CASE, RULES)


def _app() -> AppTest:
    def page() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys
        from trialhelper.ui.clinic import CLINIC_PAGES

        draws = {"form": form.draw_form, "how": form.draw_how, "about": form.draw_about}
        draws |= {name: draw for name, (_, draw) in CLINIC_PAGES.items()}
        st.session_state[keys.PAGES] = dict.fromkeys(draws, "https://127.0.0.1/")
        draws[st.session_state["drawn"]]()

    app = AppTest.from_function(page, default_timeout=120)
    app.session_state[keys.ANSWERS] = TOLD
    return app


def _drawn(app: AppTest, name: str, at: object = "start") -> str:
    """What a page says, in one line."""
    app.session_state["drawn"] = name
    app.session_state[keys.AT] = at
    app.query_params["p"] = "none"  # the visit puts its own number there
    app.run()
    assert not app.exception, (name, at)
    drawn = [re.sub(r"<(script|style)>.*?</\1>", "", element.proto.body, flags=re.DOTALL) for element in app.get("html")]
    shown = re.sub(r"\s+", " ", " ".join(unescape(re.sub(r"<[^>]+>", " ", text)) for text in drawn))
    assert shown.strip()
    assert "{" not in shown, (name, at)
    return shown


def _said(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def test_every_page_of_the_form_draws_and_the_result_is_that_of_the_day(day: date) -> None:
    app = _app()
    steps = [step.names for step in walk(RULES, TOLD, day)]
    assert steps
    for at in ("start", *steps, "values", "check"):
        _drawn(app, "form", at)
        assert app.session_state[keys.AT] == at
    assert _said(day) in _drawn(app, "form", "result")
    for name in ("how", "about"):
        _drawn(app, name)


def test_every_page_of_the_clinicians_view_draws_and_takes_the_day_for_today(day: date) -> None:
    app = _app()
    shown = {name: _drawn(app, name) for name in CLINIC_PAGES}
    assert f"Shown here: July 1, 2014, beside {_said(day)}." in shown["clinic-then"]
    assert f"On {_said(day)}: " in shown["clinic-rules"]


def test_then_and_now_opens_for_an_invented_person_as_the_demonstration_tells(day: date) -> None:
    """docs/demo.md, step 6; the person was invented with the rules, and stays of that day."""
    app = _app()
    app.session_state[keys.CASE] = CASE.id
    assert f"Shown here: July 1, 2014, beside {_said(max(day, TODAY))}." in _drawn(app, "clinic-then")


def test_rules_that_are_past_their_review_say_so_while_an_invented_person_of_an_earlier_day_is_shown(day: date) -> None:
    app = _app()
    app.session_state[keys.CASE] = CASE.id
    past = min(therapy.reviewed.due.earliest for therapy in RULES.therapies.values()) < day
    for page in ("form", "about"):
        assert (words_in("en")("stale.some") in _drawn(app, page)) == past
    assert f"On {_said(day)}: " in _drawn(app, "clinic-rules")
