"""Check your answers: what cannot all be right stands first, each answer with its way to change it, and keeps nobody there."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.bases import TODAY, answers_to, shipped_rules
from tests.ui.test_condition import at, presses, shown
from trialhelper.engine import walk
from trialhelper.interview import RESULT
from trialhelper.ui import keys
from trialhelper.words import Words

RULES = shipped_rules()
WORDS = Words()
CLASH = RULES.contradictions["never-treated-and-came-back"]


def told() -> dict[str, object]:
    return {"condition": "cancer", "cancer_kind": "fl", "age": "50 years", "prior_lines": "0", "lymphoma_course": "later"}


def finished(**more: object) -> AppTest:
    """The check, with everything that is asked answered."""
    answers = answers_to(RULES, {"who": "you", **told(), **more})
    while step := next((one for one in walk(RULES, answers, TODAY) if not one.answered), None):
        for question in step.ask.questions:
            if question.id not in answers:
                answers = answers.plus(question.id, answers_to(RULES, {question.id: "not_sure"})[question.id])
    return at("check", **{name: answer.written for name, answer in answers.items() if name != "who"})


def test_both_answers_stand_there_with_their_ways_to_change_them_and_the_result_can_be_seen() -> None:
    app = finished()
    assert not app.exception
    assert WORDS("check.contradictions") in shown(app)
    assert CLASH.plain in shown(app)
    changes = [button for button in app.button if str(button.key).startswith(f"change-{CLASH.id}-")]
    assert {str(button.key).rsplit("-", 1)[1] for button in changes} == {"prior_lines", "lymphoma_course"}
    assert changes[0].click().run().session_state[keys.AT] in {("prior_lines",), ("lymphoma_course",)}
    app = presses(finished(), WORDS("check.go"))
    assert app.session_state[keys.AT] == RESULT
    assert CLASH.plain in shown(app)


def test_without_one_nothing_is_said_of_it() -> None:
    assert WORDS("check.contradictions") not in shown(finished(prior_lines="2"))


def test_answers_of_a_care_team_are_named_and_said_not_to_count() -> None:
    app = finished(cancer_kind="melanoma", can_have_nivolumab="no")
    assert WORDS("told.team_only", facts=RULES.questions["can_have_nivolumab"].short) in shown(app)
