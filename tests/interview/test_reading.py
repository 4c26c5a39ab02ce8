"""Reading a page: answers, or for each field a code that has a sentence in every language and nothing of what was typed."""

import pytest

from tests.bases import SMALL_DAY, answers_to, small_rules
from trialhelper.engine import walk
from trialhelper.interview import page_at, problem_beside, read_page, what_is_wrong
from trialhelper.words import LANGUAGES, words_in

SMALL = small_rules()
WORDS = words_in("en")
TOLD = {"who": "you", "condition": "amber", "amber_kind": "red"}


def page(at, **more):
    told = answers_to(SMALL, TOLD | more)
    steps = walk(SMALL, told, SMALL_DAY)
    return next(one for step in steps if at in step.names and (one := page_at(SMALL, WORDS, told, steps, step.names)))


AGE = page("age")
SEVERAL = page("liver_disease", age="5 years", gene_test="yes")


@pytest.mark.parametrize(
    ("shown", "entered", "field", "code"),
    [
        (AGE, {}, "age", "age.empty"),
        (AGE, {"age": [""]}, "age", "age.empty"),
        (AGE, {"age": ["hunter2"]}, "age", "age.not_read"),
        (AGE, {"age": ["5 years", "not_sure"]}, "age", "answer.both"),
        (SEVERAL, {"liver_disease": ["perhaps"]}, "liver_disease", "answer.not_an_option"),
        (page("condition"), {}, "condition", "condition.choose"),
        (page("condition"), {"condition": ["amber||"] * 2}, "condition", "answer.both"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_read_is_told_in_a_sentence_of_every_language(shown, entered, field, code):
    reading = read_page(shown, entered, SMALL)
    assert reading.faults[field] == code
    for language in LANGUAGES:
        words = words_in(language)
        for sentence in (what_is_wrong(shown, field, code, words), problem_beside(code, words)):
            assert sentence.endswith(".")
            assert "hunter2" not in sentence


def test_the_box_says_no_to_the_plain_questions_that_were_left_open_and_to_nothing_else():
    reading = read_page(SEVERAL, {"infection_now": ["yes"]}, SMALL, rest_no=True)
    assert {name: answer.written for name, answer in reading.told.items()} == {"infection_now": "yes", "liver_disease": "no"}
    assert reading.faults == {"hiv_status": "answer.not_an_option"}


def test_without_the_box_each_question_left_open_is_named():
    reading = read_page(SEVERAL, {"hiv_status": ["prefer_not_to_say"]}, SMALL)
    assert set(reading.faults) == {"infection_now", "liver_disease"}
    assert what_is_wrong(SEVERAL, "liver_disease", reading.faults["liver_disease"], WORDS).startswith("Liver problems: ")


def test_the_one_question_of_a_page_is_not_named_in_what_is_wrong():
    assert what_is_wrong(AGE, "age", "age.empty", WORDS) == WORDS("error.age.empty")
