"""What only the care team can answer counts in their view, and never in the person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import SMALL_DAY, TODAY, answers_to, shipped_rules
from tests.engine.brute_force import result_of, told
from tests.strategies import answer_sets, answers_of, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, next_question, relevant, to_settle
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells

CONDITIONS = st.sampled_from(sorted(shipped_rules().conditions))


def for_care_team(rules):
    return [question for question in rules.questions.values() if question.answered_by == "team"]


@examples(70)
@given(answer_sets(shipped_rules()), CONDITIONS, st.data())
def test_no_care_team_answer_changes_what_a_person_is_told(answers, condition, data):
    rules = shipped_rules()
    answers = Answers({**answers.minus(rules.top(condition).kinds_ask or ""), **told({"condition": condition})})
    checked = {question.id: data.draw(answers_of(question, rules), label=question.id) for question in for_care_team(rules)}
    alone = Answers({name: answer for name, answer in answers.items() if name not in checked})
    both = Answers({**alone, **checked})
    assert result_of(assess(rules, both, TODAY)) == result_of(assess(rules, alone, TODAY))
    assert relevant(rules, both, TODAY) == relevant(rules, alone, TODAY)
    assert next_question(rules, both, TODAY) == next_question(rules, alone, TODAY)
    assert to_settle(assess(rules, both, TODAY)) == to_settle(assess(rules, alone, TODAY))


@examples(70)
@given(worlds(), st.data())
def test_no_care_team_answer_changes_what_a_person_is_told_under_any_rules(world, data):
    every = cells(make_plan(world.rules, "c", world.day, "care_team"))
    facts = {name: data.draw(st.sampled_from(some), label=name) for name, some in every.items() if name != "condition"}
    checked = {question.id for question in for_care_team(world.rules)}
    alone = {name: fact for name, fact in facts.items() if name not in checked}
    one, other = (assess(world.rules, told({"condition": "c", **said}), world.day) for said in (facts, alone))
    assert result_of(one) == result_of(other)
    assert not {question.id for question in one.plan.questions} & checked


@examples(50)
@given(worlds(), st.data())
def test_a_person_is_never_asked_what_only_the_care_team_knows(world, data):
    answers = told({"condition": "c", "who": None})
    while page := next_question(world.rules, answers, world.day):
        assert {question.answered_by for question in page.questions} in ({"person"}, {"paper"})
        for question in page.questions:
            answers = answers.plus(question.id, data.draw(answers_of(question, world.rules), label=question.id))


@examples(50)
@given(answer_sets(shipped_rules()), CONDITIONS)
def test_the_care_team_sees_every_criterion_that_a_person_sees_and_those_of_their_own(answers, condition):
    rules = shipped_rules()
    said = Answers({**answers.minus(rules.top(condition).kinds_ask or ""), **told({"condition": condition})})
    person, team = assess(rules, said, TODAY), assess(rules, said, TODAY, "care_team")
    for one, other in zip(person.findings, team.findings, strict=True):
        assert len(other.judged) == len(one.judged) + len(one.plan.care_team)
        if one.fit == "differs":
            assert other.fit == "differs"
        if other.fit == "lines_up":
            assert one.fit == "lines_up"


def ambera(small, view, **said):
    answers = answers_to(small, {"condition": "red-amber", "age": "3", "gene_test": "yes", "infection_now": "no", **said})
    assessment = assess(small, answers, SMALL_DAY, view)
    (finding,) = (one for one in assessment.findings if one.plan.therapy.id == "ambera")
    return finding.fit, [name for name, _ in to_settle(assessment).care_team]


def test_a_person_whose_answers_line_up_is_told_what_the_care_team_still_has_to_check(small):
    assert ambera(small, "person") == ("lines_up", ["ambera"])
    assert ambera(small, "person", marker=900) == ("lines_up", ["ambera"])


def test_in_the_care_teams_view_a_check_that_is_open_keeps_it_open_and_a_result_settles_it(small):
    assert ambera(small, "care_team") == ("cannot_tell", ["ambera"])
    assert ambera(small, "care_team", marker=50) == ("lines_up", [])
    assert ambera(small, "care_team", marker=51) == ("differs", [])


@pytest.mark.parametrize("view", ["person", "care_team"])
def test_what_stands_on_paper_counts_in_every_view(shipped, view):
    """The eye doctor's letter says that no living cells are left (Luxturna's label asks for them)."""
    said = {"condition": "rpe65-retinal-disease", "age": "6", "rpe65_copies": "both"}
    for told_of_it, fit in (("yes", "lines_up"), ("no", "differs"), ("not_tested", "cannot_tell")):
        found = assess(shipped, answers_to(shipped, {**said, "viable_retinal_cells": told_of_it}), TODAY, view).findings
        assert {one.plan.therapy.id: one.fit for one in found if one.plan.available} == {"luxturna": fit}
