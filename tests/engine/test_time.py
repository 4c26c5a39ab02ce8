"""A window says at which age, and between which days, a product begins or ceases to fit; what time does not turn says nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import SMALL_DAY, TODAY, answers_to, changed_copy, shipped_rules
from tests.engine.brute_force import told
from tests.strategies import answer_sets, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, window_of
from trialhelper.engine.plan import make_plan, nodes
from trialhelper.engine.space import cells
from trialhelper.rulebase import read_rules

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
    """Said: at that age, and not before, the indication begins or ceases to fit. Not said: at no age to come."""
    facts, now = assessment.facts, assessment.facts.get("age")
    said = window_of(finding, facts, assessment.answers, assessment.as_of)
    if now is None or not finding.plan.available:
        assert said is None
        return
    for age in ages_to_come(assessment.plan, now):
        if said is not None and age > said.age_months:
            continue
        there = assess(rules, older(assessment.answers, age), assessment.as_of, assessment.view)
        turned = (same(finding, there).fit == "differs") is not (finding.fit == "differs")
        assert turned is (said is not None and age == said.age_months), age
    if said is None:
        return
    assert said.opens is (finding.fit == "differs")
    assert said.age_months > now
    assert assessment.as_of <= said.earliest <= said.latest


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


# ---- the days ----


def completed_months(born, day):
    """How many months old somebody is on a day, as people count them."""
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def birthdays(least, below, day=TODAY):
    """Every day on which somebody can be born who is so many completed months old, from the least on and below another."""
    days = (day - timedelta(days=back) for back in range(below * 31 + 32))
    return [born for born in days if least <= completed_months(born, day) < below]


def first_day(born, months):
    """The day on which somebody completes so many months; where a month has no such day, the first of the next."""
    number = born.year * 12 + born.month - 1 + months
    year, month = number // 12, number % 12 + 1
    try:
        return date(year, month, born.day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def limits():
    """Every age limit of an available product, with an age told just below it: in months, and in whole years."""
    for name in sorted(one.id for one in shipped_rules().conditions.values() if not one.kind_of):
        plan = make_plan(shipped_rules(), name, TODAY)
        bounds = {
            round(bound)
            for one in plan.indications
            if one.available
            for criterion in one.criteria
            for leaf in nodes(criterion.node)
            if leaf.grows
            for bound in (leaf.least, leaf.below)
            if 0 < bound < float("inf")
        }
        yield from ((name, bound) for bound in sorted(bounds))


LIMITS = list(limits())


@pytest.mark.parametrize(("condition", "bound"), LIMITS)
def test_every_age_limit_turns_on_the_month_and_its_days_hold_every_birthday(condition, bound):
    """From below, from above, and on every day on which somebody of the age that was told may have been born."""
    rules = shipped_rules()
    turned = 0
    for text, least, below in told_just_below(bound):
        said = answers_to(rules, {"condition": condition, "age": text})
        assessment = assess(rules, said, TODAY)
        days = [first_day(born, bound) for born in birthdays(least, below)]
        for finding in assessment.findings:
            at = same(finding, assess(rules, older(said, float(bound)), TODAY))
            turns = finding.plan.available and (finding.fit == "differs") is not (at.fit == "differs")
            window = window_of(finding, assessment.facts, said, TODAY)
            assert (window is not None and window.age_months == bound) is turns
            if turns:
                turned += 1
                assert window.opens is (finding.fit == "differs")
                assert window.earliest <= min(days) <= window.earliest + timedelta(days=2)
                assert window.latest - timedelta(days=2) <= max(days) <= window.latest
    if any(_alone_on(finding, bound) for finding in assess(rules, told({"condition": condition}), TODAY).findings):
        assert turned, "a limit on the age alone opens or closes something"


def told_just_below(bound):
    """An age that is told, with the completed months that it can stand for, the last of them just below a bound."""
    yield f"{bound - 1} months", bound - 1, bound
    if bound % 12 == 0:
        yield f"{bound // 12 - 1} years", bound - 12, bound


def _alone_on(finding, bound):
    """Whether an available product has a criterion that is nothing but this limit."""
    return finding.plan.available and any(
        one.criterion.node.grows and bound in (one.criterion.node.least, one.criterion.node.below) for one in finding.judged
    )


def test_a_limit_of_the_shipped_rules_stands_on_either_side():
    """Some products begin at an age, some end at one; the test above is not empty."""
    sides = set()
    for condition, bound in LIMITS:
        said = answers_to(shipped_rules(), {"condition": condition, "age": f"{bound - 1} months"})
        result = assess(shipped_rules(), said, TODAY)
        sides |= {one.opens for finding in result.findings if (one := window_of(finding, result.facts, said, TODAY))}
    assert sides == {True, False}


TOO_YOUNG = [
    # age, and from when at the earliest and at the latest
    ("20 months", date(2024, 9, 1), date(2024, 10, 1)),
    ("23 months", date(2024, 6, 1), date(2024, 7, 1)),
    ("1 year", date(2024, 6, 1), date(2025, 6, 1)),
    ("0", date(2025, 6, 1), date(2026, 6, 1)),
    ("1½", date(2024, 6, 1), date(2024, 12, 1)),
]


@pytest.mark.parametrize(("age", "earliest", "latest"), TOO_YOUNG)
def test_who_is_too_young_is_told_between_which_days_that_ends(small, age, earliest, latest):
    answers = answers_to(small, {"condition": "red-amber", "age": age, "gene_test": "yes"})
    (finding,) = (one for one in assess(small, answers, SMALL_DAY).findings if one.plan.therapy.id == "ambera")
    assert window_of(finding, answers.facts, answers, SMALL_DAY) == (True, 24, earliest, latest)


NOT_BY_TIME = {
    "nothing differs, and no age ends it": {"age": "3"},
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
    assert window_of(finding, answers.facts, answers, SMALL_DAY) is None


def test_a_product_that_is_gone_comes_back_with_no_birthday(small):
    answers = answers_to(small, {"condition": "blue-amber", "age": "17"})
    (finding,) = (one for one in assess(small, answers, SMALL_DAY).findings if one.plan.therapy.id == "bluvera")
    assert finding.fit == "differs"
    assert window_of(finding, answers.facts, answers, SMALL_DAY) is None


AGE = "- {ask: age, at_least: 2 years, role: defines, claim: amber-label.age}"
SHAPES = {
    "too old is never mended": ("- {ask: age, less_than: 6 months, role: defines, claim: amber-label.age}", "1", None),
    "between": ("- {ask: age, between: [2 years, 4 years], role: defines, claim: amber-label.age}", "1", 24),
    "past between": ("- {ask: age, between: [2 years, 4 years], role: defines, claim: amber-label.age}", "6", None),
    "not less than": ("- {role: defines, not: {ask: age, less_than: 2 years, claim: amber-label.age}}", "1", 24),
    "one of two ages": (
        "- {role: defines, any: [{ask: age, at_least: 9 years, claim: amber-label.age},"
        " {ask: age, at_least: 2 years, claim: amber-label.age}]}",
        "1",
        24,
    ),
    "two ages": (
        "- {ask: age, at_least: 3 years, role: defines, claim: amber-label.age}\n"
        "          - {ask: age, at_least: 2 years, role: defines, claim: amber-label.age}",
        "1",
        36,
    ),
    "two ages that never meet": (
        "- {ask: age, between: [2 years, 3 years], role: defines, claim: amber-label.age}\n"
        "          - {ask: age, at_least: 10 years, role: defines, claim: amber-label.age}",
        "1",
        None,
    ),
    "an age, or something that was told": (
        "- role: defines\n            any:\n              - {ask: age, at_least: 2 years, claim: amber-label.age}\n"
        "              - {ask: liver_disease, is: no, ends: never, claim: amber-label.age}",
        "1",
        24,
    ),
    "an age, and something that was told": (
        "- role: defines\n            all:\n              - {ask: age, at_least: 2 years, claim: amber-label.age}\n"
        "              - {ask: liver_disease, is: no, ends: never, claim: amber-label.age}",
        "1",
        None,
    ),
    "an age with which something that is met ends": (
        "- {ask: age, at_least: 2 years, role: defines, claim: amber-label.age}\n"
        "          - {ask: age, less_than: 2 years, role: defines, claim: amber-label.age}",
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
    found = window_of(finding, answers.facts, answers, SMALL_DAY)
    assert (found.age_months if found else None) == mended
