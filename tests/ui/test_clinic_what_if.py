"""The page "What if": it says what moves, draws the chart and the grid, and never touches the answers of the visit."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import shipped_rules
from trialhelper.answers import Answers, answers_of, read_answer
from trialhelper.engine import assess
from trialhelper.ui import keys
from trialhelper.ui.walkthrough import made_whole
from trialhelper.whatif.changes import fewest_changes
from trialhelper.words import words_in

RULES = shipped_rules()
SMA = "sma-toddler-both-copies"
CASES = sorted(RULES.demo_cases)


def page_of(answers: Answers, case: str | None = None) -> AppTest:
    def page() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys
        from trialhelper.ui.clinic import shell, what_if

        names = ("form", "how", "about", *shell.PAGE_NAMES)
        st.session_state[keys.PAGES] = {name: f"https://127.0.0.1/{name}" for name in names}
        visit = form.current_visit()
        assert visit is not None
        what_if.draw(visit)

    app = AppTest.from_function(page, default_timeout=60)
    app.session_state[keys.ANSWERS] = answers
    if case:
        app.session_state[keys.CASE] = case
    return app.run()


def of_case(name: str) -> AppTest:
    return page_of(made_whole(RULES, RULES.demo_cases[name]), name)


def types(app: AppTest, age: str) -> None:
    app.text_input(key=keys.what_if("to-age")).set_value(age)
    next(button for button in app.button if button.label == "Show what moves").click().run()


def shown(app: AppTest) -> str:
    drawn = [re.sub(r"<(script|style)>.*?</\1>", "", element.proto.body, flags=re.DOTALL) for element in app.get("html")]
    return " ".join(re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))) for text in drawn)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES[::4])
def test_it_draws_for_invented_people_and_names_the_fewest_changes(name: str) -> None:
    app = of_case(name)
    assert not app.exception
    case, said = RULES.demo_cases[name], shown(app)
    for way in fewest_changes(assess(RULES, answers_of(case, RULES), case.as_of.latest)):
        chosen = RULES.conversations[way.conversation]
        assert any(one.title in said for one in (chosen, *chosen.variants))
    assert "{" not in said


def test_without_a_condition_of_the_rules_it_says_so() -> None:
    answers = Answers({"condition": read_answer(RULES.questions["condition"], "not_listed", RULES)})
    app = page_of(answers)
    assert not app.exception
    assert words_in("en")("clinic.whatif.no_condition") in shown(app)
    assert not app.selectbox


def test_another_answer_shows_what_moves_and_leaves_the_answers_of_the_visit_alone() -> None:
    app = of_case(SMA)
    before = dict(app.session_state[keys.ANSWERS])
    app.selectbox(key=keys.what_if("change")).set_value("smn1_test").run()
    app.radio(key=keys.what_if("to-smn1_test")).set_value("not_found").run()
    said = shown(app)
    assert "Ask about an approved gene therapy Ask if the diagnosis and the gene test are complete" in said
    assert "Zolgensma lines up in doubt: a test comes first" in said
    assert "Nothing else moves." in said
    assert dict(app.session_state[keys.ANSWERS]) == before


def test_an_answer_that_moves_nothing_is_said_to() -> None:
    app = of_case(SMA)
    app.selectbox(key=keys.what_if("change")).set_value("trial_reason").run()
    app.radio(key=keys.what_if("to-trial_reason")).set_value("not_sure").run()
    assert "Nothing moves" in shown(app)


def test_an_age_is_typed_as_on_the_form_and_an_error_says_how() -> None:
    app = of_case(SMA)
    app.selectbox(key=keys.what_if("change")).set_value("age").run()
    types(app, "30 months")
    assert "With Age: 30 months" in shown(app)
    assert "Zolgensma lines up differs" in shown(app)
    types(app, "soon")
    assert "This age cannot be read" in shown(app)


def test_an_age_is_swept_and_the_table_has_the_cuts_of_the_rules() -> None:
    said = shown(of_case(SMA))
    assert "1. younger than 2 years (now)" in said
    assert "2. 2 years or older" in said
    assert "3. Not known" in said


def test_two_answers_make_a_grid_with_the_present_ones_marked() -> None:
    app = of_case(SMA)
    app.selectbox(key=keys.what_if("down")).set_value("age").run()
    assert "age" not in app.selectbox(key=keys.what_if("across")).options
    app.selectbox(key=keys.what_if("across")).set_value("smn1_test").run()
    grid = next(element.proto.body for element in app.get("html") if "th-grid" in element.proto.body)
    assert len(re.findall("th-here", grid)) == 1
    assert 'class="th-here"><strong>approved product (now)' in grid
    assert "confirm first" in grid


def test_where_the_kind_would_have_to_be_another_the_changes_that_keep_it_are_named_too() -> None:
    app = of_case("cll-both-medicines")
    assert "If this stays as told" in shown(app)


def test_a_product_that_is_gone_says_so_in_a_sweep() -> None:
    assert "differs: Roctavian (no longer offered)" in shown(of_case("hemophilia-a-asks-for-roctavian"))
