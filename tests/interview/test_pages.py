"""The pages of the interview as a model: nothing preselected, every offer can be read back, and each is of one kind."""

import pytest
from hypothesis import given

from tests.bases import SMALL_DAY, TODAY, answers_to, shipped_rules, small_rules
from tests.strategies import answer_sets, examples
from trialhelper.answers import Answers, offers_not_sure
from trialhelper.answers import answers_of as told_by
from trialhelper.engine import walk
from trialhelper.interview import VALUES, field_of, page_at, places, read_field
from trialhelper.words import LANGUAGES, words_in

RULES, SMALL = shipped_rules(), small_rules()
WORDS = words_in("en")
PICKED_OR_TYPED = [one for one in RULES.questions.values() if one.type in ("choice", "yes_no", "age", "number")]


@pytest.mark.parametrize("question", PICKED_OR_TYPED, ids=lambda one: one.id)
def test_a_field_holds_nothing_before_it_was_told_and_each_offer_is_read_back_as_itself(question):
    field = field_of(RULES, WORDS, Answers(), question)
    assert field.given == ()
    assert len({offer.label for offer in field.offers}) == len(field.offers)
    assert ("not_sure" in {offer.key for offer in field.offers}) == offers_not_sure(question, RULES)
    assert ("prefer_not_to_say" in {offer.key for offer in field.offers}) == question.sensitive
    for offer in field.offers:
        told = read_field(field, [offer.key], RULES)
        assert told[question.id].written == offer.key
        assert field_of(RULES, WORDS, Answers(told), question).given == (offer.key,)


@examples(60)
@given(answer_sets(SMALL))
def test_every_page_shows_what_was_told_and_nothing_else(answers):
    steps = walk(SMALL, answers, SMALL_DAY)
    for at in places(SMALL, steps):
        page = page_at(SMALL, WORDS, answers, steps, at)
        for field in page.fields if page else ():
            assert len(field.given) <= (field.id in answers)
            if field.given:
                told = read_field(field, field.given, SMALL)
                assert told[field.id].fact == answers[field.id].fact or field.id == "condition"


@pytest.mark.parametrize("name", sorted(RULES.demo_cases)[::9])
@pytest.mark.parametrize("language", LANGUAGES)
def test_going_on_from_every_page_of_an_invented_person_keeps_what_was_told(name, language):
    case = RULES.demo_cases[name]
    answers = told_by(case, RULES)
    words, steps = words_in(language, RULES.translations), walk(RULES, answers, case.as_of.latest)
    for at in places(RULES, steps):
        page = page_at(RULES, words, answers, steps, at)
        for field in page.fields if page else ():
            if field.id in answers:
                told = read_field(field, field.given, RULES)
                assert all(answers.facts[one] == answer.fact for one, answer in told.items() if answer)


def test_several_questions_share_a_page_with_a_box_for_the_plain_ones_that_stand_above_it():
    told = answers_to(
        RULES, {"who": "child", "condition": "dmd", "age": "6 years", "dmd_test": "found", "walks": "yes", "sex": "male"}
    )
    steps = walk(RULES, told, TODAY)
    page = next(one for step in steps if (one := page_at(RULES, WORDS, told, steps, step.names)).kind == "together")
    assert page.box
    assert all(RULES.questions[field.id].type == "yes_no" for field in page.fields if field.boxed)
    assert [field.boxed for field in page.fields] == sorted((field.boxed for field in page.fields), reverse=True)
    assert {"can_stay_near_center"} <= {field.id for field in page.fields if not field.boxed}


def test_what_matters_is_a_page_of_ticks_that_may_all_be_left():
    page = page_at(RULES, WORDS, Answers(), (), VALUES)
    assert page.kind == "values"
    assert all(field.entry == "tick" and not field.given for field in page.fields)
    for field in page.fields:
        assert read_field(field, [], RULES) == {field.id: None}
        assert read_field(field, ["yes"], RULES)[field.id].written == "yes"


def test_the_title_of_a_page_tells_nothing_of_the_answers():
    told = answers_to(RULES, {"who": "you", "condition": "sma"})
    steps = walk(RULES, told, TODAY)
    assert {page_at(RULES, WORDS, told, steps, step.names).title for step in steps} == {"Question 1", "Question 2", "Question 3"}


def test_a_place_that_the_answers_do_not_lead_to_has_no_page():
    assert page_at(RULES, WORDS, Answers(), walk(RULES, Answers(), TODAY), ("age",)) is None
