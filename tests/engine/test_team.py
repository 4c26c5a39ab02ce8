"""What a care team is asked: only what matters in its own view, and what was answered is never lost from sight."""

import pytest

from tests.bases import TODAY, answers_to, shipped_rules
from trialhelper.engine import asked_of_team, assess, relevant, told_by_team
from trialhelper.engine.plan import make_plan

RULES = shipped_rules()
TOPS = sorted(one.id for one in RULES.conditions.values() if not one.kind_of)
WITH_TEAM = [
    name
    for name in TOPS
    if any(question.answered_by == "team" for question in make_plan(RULES, name, TODAY, "care_team").questions)
]


def asked(said):
    return {question.id for question in asked_of_team(RULES, answers_to(RULES, said), TODAY)}


@pytest.mark.parametrize("name", WITH_TEAM)
def test_what_it_is_asked_matters_in_its_view_and_stays_listed_when_it_is_answered(name):
    told = {"who": "child", "condition": name}
    here = asked(told)
    open_now = relevant(RULES, answers_to(RULES, told), TODAY, "care_team")
    assert here == {question for question in open_now if RULES.questions[question].answered_by != "person"}
    assert any(RULES.questions[question].answered_by == "team" for question in here)
    for question in here:
        if RULES.questions[question].answered_by == "team" and RULES.questions[question].type == "yes_no":
            assert question in asked({**told, question: "yes"})


def test_a_paper_question_is_left_to_the_team_only_while_it_is_not_known():
    told = {"who": "you", "condition": "cancer", "cancer_kind": "melanoma"}
    paper = {name for name in asked(told) if RULES.questions[name].answered_by == "paper"}
    assert paper
    for name in paper:
        assert name in asked({**told, name: "not_tested"})
        if RULES.questions[name].type == "yes_no":
            assert name not in asked({**told, name: "yes"})


@pytest.mark.parametrize("condition", ["not_listed", "no_diagnosis", "not_sure"])
def test_without_a_condition_of_the_rules_nothing_is_asked_and_nothing_counts(condition):
    told = {"who": "you", "condition": condition, "can_have_nivolumab": "yes"}
    assert asked(told) == set()
    assert told_by_team(RULES, answers_to(RULES, told), TODAY) == ()


def test_what_a_team_told_counts_in_its_view_alone():
    told = answers_to(RULES, {"who": "you", "condition": "cancer", "cancer_kind": "melanoma", "can_have_nivolumab": "no"})
    assert [question.id for question in told_by_team(RULES, told, TODAY)] == ["can_have_nivolumab"]
    person, team = (assess(RULES, told, TODAY, view) for view in ("person", "care_team"))
    assert "can_have_nivolumab" in person.unused
    assert "can_have_nivolumab" in team.used
