"""Then and now: the whole time is told without gaps, each stretch is true on each of its days, and a day reads as it was."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, answers_to, shipped_rules
from tests.strategies import World, answer_sets, examples, worlds
from trialhelper.answers import Answers, answers_of
from trialhelper.engine import assess
from trialhelper.engine.dates import therapies_of, tops
from trialhelper.overtime.history import (
    SINCE,
    about,
    changes,
    events,
    periods,
    published_on,
    read_day,
    texts_of_the_time,
    then_of,
)
from trialhelper.rulebase.standing import standing_of, status_on

RULES = shipped_rules()
CONDITIONS = tuple(tops(RULES))
SMA = answers_to(RULES, {"condition": "sma", "age": "20 months"})
ONE_DAY = timedelta(days=1)


def whole(condition):
    """The answers that tell a condition and nothing else."""
    return about(RULES, Answers(), condition)


@pytest.mark.exhaustive
@pytest.mark.parametrize("condition", RULES.conditions)
def test_the_stretches_leave_no_gap_and_each_begins_with_a_change(condition):
    found = periods(RULES, whole(condition), TODAY)
    assert (found[0].first, found[-1].last) == (SINCE, TODAY)
    for one, following in itertools.pairwise(found):
        assert one.first <= one.last
        assert following.first == one.last + ONE_DAY
        assert one.then.said != following.then.said
        assert changes(one.then, following.then)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(RULES.demo_cases))
@examples(4)
@given(st.data())
def test_every_day_of_a_stretch_says_what_its_first_day_says(name, data):
    answers = answers_of(RULES.demo_cases[name], RULES)
    if answers.facts.get("condition") not in RULES.conditions:
        return
    for one in periods(RULES, answers, TODAY):
        day = data.draw(st.dates(one.first, one.last))
        assert then_of(RULES, answers, day).said == one.then.said


@examples(200)
@given(st.sampled_from(tuple(RULES.conditions)), st.dates(SINCE, TODAY))
def test_whatever_the_condition_the_stretch_of_a_day_says_what_the_day_says(condition, day):
    (one,) = [one for one in periods(RULES, whole(condition), TODAY) if one.first <= day <= one.last]
    assert then_of(RULES, whole(condition), day).said == one.then.said


@examples(60)
@given(st.data(), worlds(care_team=False), st.dates(date(2018, 1, 1), date(2031, 1, 1)))
def test_in_any_rule_base_the_stretches_say_what_each_day_says(data, world: World, day):
    answers = about(world.rules, data.draw(answer_sets(world.rules)), "c")
    found = periods(world.rules, answers, date(2031, 1, 1), date(2018, 1, 1))
    (one,) = [one for one in found if one.first <= day <= one.last]
    then = then_of(world.rules, answers, day)
    assert then.said == one.then.said
    assert then.assessment.conversation == assess(world.rules, answers, day).conversation
    assert {product.therapy.id for product in then.products} == {one.id for one in therapies_of(world.rules, then.kind.id)}


def test_a_child_with_sma_would_have_been_told_of_studies_in_2014_and_of_a_product_from_2019_on():
    assert then_of(RULES, SMA, date(2014, 7, 1)).standing.state == "in_trials"
    assert then_of(RULES, SMA, date(2014, 7, 1)).assessment.conversation == "trials"
    before, after = (then_of(RULES, SMA, date(2019, 5, day)) for day in (23, 24))
    assert [(one.what, one.product.therapy.id) for one in changes(before, after) if one.product] == [("approved", "zolgensma")]
    assert [one.state for one in after.products if one.therapy.id == "zolgensma"] == ["available"]


def test_a_withdrawn_product_is_marked_as_withdrawn():
    marks = [(one.what, one.therapy.id) for one in events(RULES, "hemophilia-a", TODAY)]
    assert marks == [("approved", "roctavian"), ("withdrawn", "roctavian")]


@pytest.mark.exhaustive
@pytest.mark.parametrize("condition", RULES.conditions)
def test_every_status_and_every_change_of_a_label_is_a_mark(condition):
    family = {entry.id for entry in RULES.family(condition)}
    found = events(RULES, condition, TODAY)
    for therapy in therapies_of(RULES, condition):
        here = [one for one in found if one.therapy is therapy]
        assert sum(one.what in ("approved", "returned", "withdrawn") for one in here) == len(therapy.status)
        versions = [one for use in therapy.indications if use.condition in family for one in use.versions]
        for version in versions:
            assert any(set(version.claim) <= set(one.claims) for one in here)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(one.claims for one in found)


def test_no_mark_lies_after_the_last_day():
    assert events(RULES, "sma", date(2019, 5, 23)) == ()
    assert [one.therapy.id for one in events(RULES, "sma", date(2019, 5, 24))] == ["zolgensma"]


def test_of_another_condition_the_other_answers_are_kept_and_the_kind_is_not():
    told = answers_to(RULES, {"condition": "hemophilia", "hemophilia_type": "a", "age": "30"})
    other = about(RULES, told, "sma")
    assert other.facts["condition"] == "sma"
    assert other["age"] is told["age"]
    assert about(RULES, told, "hemophilia") is told
    assert then_of(RULES, about(RULES, told, "hemophilia-b"), TODAY).kind.id == "hemophilia-b"


def test_without_a_condition_there_is_nothing_to_tell():
    with pytest.raises(ValueError, match="no condition"):
        periods(RULES, Answers(), TODAY)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "empty"), ("  ", "empty"), ("1 July 2014", "not_read"), ("2014-13-01", "not_read"), ("2014-02-30", "not_read"),
     ("2014-07", "not_read"), ("2014", "not_read"), ("by 2014-07-01", "not_read"), ("2026-11-21", "later")],
)  # fmt: skip
def test_a_day_that_cannot_be_read_has_a_code_of_its_own(typed, code):
    with pytest.raises(ValueError, match=f"^{code}$"):
        read_day(typed, TODAY)


@given(st.dates(date(1000, 1, 1), TODAY))
def test_every_day_up_to_the_last_can_be_typed(day):
    assert read_day(f" {day.isoformat()} ", TODAY) == day


@examples(20)
@given(st.sampled_from(CONDITIONS), st.dates(SINCE, TODAY))
def test_a_text_of_the_time_was_written_by_then(condition, day):
    for ref in texts_of_the_time(RULES, condition, day):
        assert published_on(RULES.claims[ref][0]) <= day


def test_in_july_2014_the_text_of_the_time_says_that_nothing_is_approved():
    assert "about-com-2014.none-approved" in texts_of_the_time(RULES, "sma", date(2014, 7, 1))


@examples(20)
@given(st.sampled_from(CONDITIONS), st.dates(SINCE, TODAY))
def test_a_product_is_shown_as_what_the_rules_say_of_it_on_that_day(condition, day):
    then = then_of(RULES, whole(condition), day)
    assert then.standing == standing_of(RULES, condition, day)
    for one in then.products:
        assert one.state in ("later", status_on(one.therapy, day))
