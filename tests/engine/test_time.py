"""A difference that time alone mends says when, and at that age it is gone; what time does not mend says nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import SMALL_DAY, TODAY, answers_to, changed_copy, shipped_rules
from tests.engine.brute_force import told
from tests.strategies import answer_sets, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, with_time
from trialhelper.engine.evaluate import product_of
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells
from trialhelper.rulebase import read_rules, version_on

VIEWS = st.sampled_from(["person", "care_team"])


def older(answers, months):
    """The same answers when only the age has changed."""
    return Answers({**answers, **told({"age": months})})


def same(finding, assessment):
    """The finding on the same indication in another assessment."""
    place = (finding.plan.therapy.id, finding.plan.condition.id)
    return next(one for one in assessment.findings if (one.plan.therapy.id, one.plan.condition.id) == place)


def ages_to_come(plan, now):
    return [age for age in cells(plan)["age"] if age is not None and age > now]


def holds_what_it_says(rules, assessment, finding):
    """Said: at that age, not before, and on about that day. Not said: at no age to come, all else being equal."""
    facts = assessment.facts
    said = with_time(finding, facts, assessment.as_of)
    now = facts.get("age")
    if said is None:
        if now is not None and finding.plan.available and finding.fit == "differs":
            for age in ages_to_come(assessment.plan, now):
                later = assess(rules, older(assessment.answers, age), assessment.as_of, assessment.view)
                assert same(finding, later).fit == "differs", age
        return
    assert product_of(finding.marks) == "differs_for_now"
    assert said.age_months > now
    assert said.in_months == pytest.approx(said.age_months - now)
    then = assess(rules, older(assessment.answers, said.age_months), assessment.as_of, assessment.view)
    assert same(finding, then).fit != "differs"
    for age in ages_to_come(assessment.plan, now):
        if age < said.age_months:
            before = assess(rules, older(assessment.answers, age), assessment.as_of, assessment.view)
            assert same(finding, before).fit == "differs", age
    assert said.about.day == 1
    apart = (said.about.year - assessment.as_of.year) * 12 + said.about.month - assessment.as_of.month
    assert abs(apart - said.in_months) <= 1


@examples(100)
@given(worlds(any_table=False), VIEWS, st.data())
def test_time_mends_what_it_says_that_it_mends_and_nothing_else(world, view, data):
    every = cells(make_plan(world.rules, "c", world.day, view))
    facts = {name: data.draw(st.sampled_from(some), label=name) for name, some in every.items() if name != "condition"}
    if facts.get("age") is not None:
        facts["age"] = data.draw(st.sampled_from([facts["age"], facts["age"] + 0.5, facts["age"] / 2]), label="exact age")
    assessment = assess(world.rules, told({"condition": "c", **facts}), world.day, view)
    for finding in assessment.findings:
        holds_what_it_says(world.rules, assessment, finding)


@examples(120)
@given(answer_sets(shipped_rules()), st.integers(0, 40 * 12), st.sampled_from(sorted(shipped_rules().conditions)), VIEWS)
def test_time_mends_what_it_says_on_the_shipped_rules(answers, months, condition, view):
    rules = shipped_rules()
    said = Answers(
        {**answers.minus(rules.top(condition).kinds_ask or ""), **told({"condition": condition, "age": float(months)})}
    )
    assessment = assess(rules, said, TODAY, view)
    for finding in assessment.findings:
        holds_what_it_says(rules, assessment, finding)


@examples(60)
@given(
    answer_sets(shipped_rules()),
    st.integers(0, 30 * 12),
    st.sampled_from(["sma", "sickle-cell-disease", "rpe65-retinal-disease"]),
)
def test_on_the_day_that_is_told_the_product_no_longer_differs(answers, months, condition):
    """The date moved on with the age, as long as the label that was read is still the newest."""
    rules = shipped_rules()
    said = Answers(
        {**answers.minus(rules.top(condition).kinds_ask or ""), **told({"condition": condition, "age": float(months)})}
    )
    assessment = assess(rules, said, TODAY)
    for finding in assessment.findings:
        when = with_time(finding, assessment.facts, TODAY)
        if when:
            then = assess(rules, older(said, when.age_months), when.about)
            indication = next(one for one in finding.plan.therapy.indications if one.condition == finding.plan.condition.id)
            assert version_on(indication, when.about) is finding.plan.version
            assert same(finding, then).fit != "differs"


TOO_YOUNG = [
    # age, in how many months, from about when
    ("20 months", 4, date(2024, 10, 1)),
    ("23 months", 1, date(2024, 7, 1)),
    ("1 year", 12, date(2025, 6, 1)),
    ("0", 24, date(2026, 6, 1)),
    ("1½", 6, date(2024, 12, 1)),
]


@pytest.mark.parametrize(("age", "months", "about"), TOO_YOUNG)
def test_who_is_too_young_by_months_is_told_how_many_and_from_when(small, age, months, about):
    answers = answers_to(small, {"condition": "red-amber", "age": age, "gene_test": "yes"})
    (finding,) = (one for one in assess(small, answers, SMALL_DAY).findings if one.plan.therapy.id == "ambera")
    said = with_time(finding, answers.facts, SMALL_DAY)
    assert (said.age_months, said.in_months, said.about) == (24, months, about)


NOT_BY_TIME = {
    "nothing differs": {"age": "3"},
    "the age is not told": {},
    "the age is not known": {"age": "not_sure"},
    "something else differs": {"age": "3", "gene_test": "no"},
    "something else differs too": {"age": "1", "gene_test": "no"},
    "an infection, which time may mend but no birthday does": {"age": "1", "infection_now": "yes"},
    "it is of another kind": {"age": "1", "amber_kind": "blue"},
}


@pytest.mark.parametrize("said", NOT_BY_TIME.values(), ids=NOT_BY_TIME)
def test_what_no_birthday_mends_names_no_day(small, said):
    answers = answers_to(small, {"condition": "amber", "amber_kind": "red"} | said)
    (finding,) = (one for one in assess(small, answers, SMALL_DAY).findings if one.plan.therapy.id == "ambera")
    assert with_time(finding, answers.facts, SMALL_DAY) is None


def test_a_product_that_is_gone_comes_back_with_no_birthday(small):
    answers = answers_to(small, {"condition": "blue-amber", "age": "17"})
    (finding,) = (one for one in assess(small, answers, SMALL_DAY).findings if one.plan.therapy.id == "bluvera")
    assert finding.fit == "differs"
    assert with_time(finding, answers.facts, SMALL_DAY) is None


AGE = "- {ask: age, at_least: 2 years, claim: amber-label.age}"
SHAPES = {
    "too old is never mended": ("- {ask: age, less_than: 6 months, claim: amber-label.age}", "1", None),
    "between": ("- {ask: age, between: [2 years, 4 years], claim: amber-label.age}", "1", 24),
    "past between": ("- {ask: age, between: [2 years, 4 years], claim: amber-label.age}", "6", None),
    "not less than": ("- {not: {ask: age, less_than: 2 years, claim: amber-label.age}}", "1", 24),
    "one of two ages": (
        "- {any: [{ask: age, at_least: 9 years, claim: amber-label.age}, {ask: age, at_least: 2 years, claim: amber-label.age}]}",
        "1",
        24,
    ),
    "two ages": (
        "- {ask: age, at_least: 3 years, claim: amber-label.age}\n"
        "          - {ask: age, at_least: 2 years, claim: amber-label.age}",
        "1",
        36,
    ),
    "two ages that never meet": (
        "- {ask: age, between: [2 years, 3 years], claim: amber-label.age}\n"
        "          - {ask: age, at_least: 10 years, claim: amber-label.age}",
        "1",
        None,
    ),
    "an age, or something that was told": (
        "- any:\n              - {ask: age, at_least: 2 years, claim: amber-label.age}\n"
        "              - {ask: liver_disease, is: no, claim: amber-label.age}",
        "1",
        24,
    ),
    "an age, and something that was told": (
        "- all:\n              - {ask: age, at_least: 2 years, claim: amber-label.age}\n"
        "              - {ask: liver_disease, is: no, claim: amber-label.age}",
        "1",
        None,
    ),
    "an age with which something that is met ends": (
        "- {ask: age, at_least: 2 years, claim: amber-label.age}\n"
        "          - {ask: age, less_than: 2 years, claim: amber-label.age}",
        "1",
        None,
    ),
}


@pytest.mark.parametrize(("criteria", "age", "mended"), SHAPES.values(), ids=SHAPES)
def test_the_age_that_is_told_is_the_first_at_which_all_is_met(tmp_path, criteria, age, mended):
    rules = read_rules(changed_copy(tmp_path, "therapies/ambera.yaml", (AGE, criteria)))
    said = {"condition": "red-amber", "age": age, "gene_test": "yes", "liver_disease": "yes"}
    answers = answers_to(rules, said)
    (finding,) = (one for one in assess(rules, answers, SMALL_DAY).findings if one.plan.therapy.id == "ambera")
    found = with_time(finding, answers.facts, SMALL_DAY)
    assert (found.age_months if found else None) == mended
