"""The page "Then and now" draws for every invented person, takes a day and a condition, and changes no answer."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import CLOCK_DAY, DAY_WITH_RULES, TODAY, shipped_rules
from trialhelper.answers import Answers, answers_of
from trialhelper.overtime.history import periods
from trialhelper.ui import keys

RULES = shipped_rules()
SMA = answers_of(RULES.demo_cases["sma-toddler-both-copies"], RULES)


def _opened(answers: Answers | None = None, case: str = "sma-toddler-both-copies") -> AppTest:
    def page() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys
        from trialhelper.ui.clinic import shell, then_now

        st.session_state[keys.PAGES] = dict.fromkeys(("form", "how", "about", *shell.PAGE_NAMES), "https://127.0.0.1/")
        visit = form.current_visit()
        assert visit
        then_now.draw(visit)

    app = AppTest.from_function(page, default_timeout=60)
    if answers is not None:
        app.session_state[keys.ANSWERS] = answers
        app.session_state[keys.CASE] = case
    return app.run()


def _shown(app: AppTest) -> str:
    drawn = [re.sub(r"<(script|style)>.*?</\1>", "", element.proto.body, flags=re.DOTALL) for element in app.get("html")]
    return re.sub(r"\s+", " ", " ".join(unescape(re.sub(r"<[^>]+>", " ", text)) for text in drawn))


def _press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def _field(app: AppTest, key: str) -> object:
    return next(field for field in app.text_input if field.key == key)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(RULES.demo_cases))
def test_it_draws_for_every_invented_person(name: str) -> None:
    app = _opened(answers_of(RULES.demo_cases[name], RULES), name)
    assert not app.exception
    shown = _shown(app)
    assert "{" not in shown
    assert "side by side" in shown


def test_at_first_it_shows_what_held_in_july_2014_beside_today() -> None:
    shown = _shown(_opened(SMA))
    assert f"Shown here: July 1, 2014, beside {_said(DAY_WITH_RULES)}." in shown
    assert "In June 2014 no gene therapy for people was approved for sale by the FDA." in shown
    assert f"As of {_said(DAY_WITH_RULES)} a gene therapy is approved" in shown


def test_an_invented_person_who_is_older_than_the_rules_is_shown_on_their_own_day() -> None:
    old = min(RULES.demo_cases.values(), key=lambda case: case.as_of.latest == TODAY)
    assert old.as_of.latest < TODAY
    shown = _shown(_opened(answers_of(old, RULES), old.id))
    assert f"Shown here: {_said(old.as_of.latest)}, beside {_said(max(CLOCK_DAY, old.as_of.latest))}." in shown


def test_every_stretch_of_time_stands_in_the_table_and_every_change_has_a_button() -> None:
    app, found = _opened(SMA), periods(RULES, SMA, DAY_WITH_RULES)
    shown, labels = _shown(app), [button.label for button in app.button]
    for one in found[:-1]:
        assert f"{_said(one.first)} to {_said(one.last)}" in shown
    assert f"Since {_said(found[-1].first)}" in shown
    assert {_said(one.first) for one in found[1:]} | {"July 1, 2014", "January 1, 2024", _said(DAY_WITH_RULES)} <= set(labels)


def _said(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def test_a_button_shows_its_day_and_writes_it_into_the_field() -> None:
    app = _press(_opened(SMA), "January 1, 2024")
    assert "Shown here: January 1, 2024" in _shown(app)
    assert _field(app, "then-typed").value == "2024-01-01"  # type: ignore[attr-defined]
    assert "On January 1, 2024, 2 of 5 documents were there" in _shown(app)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("last summer", "cannot be read"), ("2014-02-30", "cannot be read"), ("", "Type a day"), ("2199-01-01", "yet to come")],
)
def test_a_day_that_cannot_be_read_gets_one_sentence_and_stays_as_typed(typed: str, says: str) -> None:
    app = _opened(SMA)
    _field(app, "then-typed").input(typed)  # type: ignore[attr-defined]
    app = _press(app, "Show this day")
    shown = _shown(app)
    assert not app.exception
    assert "There is a problem" in shown
    assert says in shown
    assert "Shown here: July 1, 2014" in shown
    assert _field(app, "then-typed").value == typed  # type: ignore[attr-defined]
    assert app.session_state[keys.FAULTS] == {}  # the form has nothing to do with it
    assert "There is a problem" not in _shown(_press(app, "January 1, 2024"))


def test_a_typed_day_is_shown() -> None:
    app = _opened(SMA)
    _field(app, "then-typed").input("2019-05-24")  # type: ignore[attr-defined]
    assert "Shown here: May 24, 2019" in _shown(_press(app, "Show this day"))


def test_another_condition_can_be_looked_at_and_no_answer_changes() -> None:
    app = _opened(SMA)
    _field(app, "then-search").input("hemofilia b")  # type: ignore[attr-defined]
    app = _press(app, "Find")
    picks = next(radio for radio in app.radio if radio.key == "then-pick")
    assert picks.value is None
    picks.set_value("hemophilia-b")
    app = _press(app, "Show this condition")
    assert "Hemophilia B, chosen on this page" in _shown(app)
    assert "Beqvez" in _shown(app)
    assert app.session_state[keys.ANSWERS] is SMA
    assert "Spinal muscular atrophy, as told in this visit." in _shown(_press(app, "Back to the condition of this visit"))


def test_nothing_found_is_said() -> None:
    app = _opened(SMA)
    _field(app, "then-search").input("xyzzyq")  # type: ignore[attr-defined]
    assert "Nothing was found" in _shown(_press(app, "Find"))


def test_without_a_condition_the_documents_are_still_laid_side_by_side() -> None:
    app = _opened()
    assert not app.exception
    shown = _shown(app)
    assert "No condition is chosen yet" in shown
    assert "The 5 documents of this project side by side" in shown
    assert "beside today" not in shown


def test_a_condition_without_a_product_says_so_and_draws_no_line() -> None:
    app = _opened(answers_of(RULES.demo_cases["sma-toddler-both-copies"], RULES))
    app.session_state[keys.THEN_CONDITION] = "hiv"
    assert "there is no line to draw" in _shown(app.run())
