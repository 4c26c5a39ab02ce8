"""The way through a visit: places in order, one page back, on to what is open, and the check with a way to each answer."""

from hypothesis import given

from tests.bases import SMALL_DAY, TODAY, answers_to, shipped_rules, small_rules
from tests.strategies import answer_sets, examples
from trialhelper.answers import Answers
from trialhelper.engine import walk
from trialhelper.interview import CHECK, RESULT, START, VALUES, checklist, first_open, page_at, place_before, places
from trialhelper.ui.walkthrough import made_whole
from trialhelper.words import words_in

RULES, SMALL = shipped_rules(), small_rules()


@examples(60)
@given(answer_sets(SMALL))
def test_every_place_but_the_start_leads_one_back_and_what_is_open_comes_last(answers):
    steps = walk(SMALL, answers, SMALL_DAY)
    every = places(SMALL, steps)
    assert every[0] == START
    assert [place_before(SMALL, steps, at) for at in every[1:]] == list(every[:-1])
    open_page = first_open(SMALL, steps, values_seen=True)
    assert open_page == (every[-1] if every[-1] != RESULT else CHECK)


def test_what_matters_is_asked_once_after_the_last_question():
    case = RULES.demo_cases["sma-toddler-both-copies"]
    steps = walk(RULES, made_whole(RULES, case), case.as_of.latest)
    assert first_open(RULES, steps, values_seen=False) == VALUES
    assert first_open(RULES, steps, values_seen=True) == CHECK
    assert places(RULES, steps)[-3:] == (VALUES, CHECK, RESULT)


def test_a_place_that_the_answers_no_longer_lead_to_leads_back_to_the_start():
    assert place_before(RULES, walk(RULES, Answers(), TODAY), ("age",)) == START


def test_every_answer_that_counts_is_checked_with_a_way_to_the_page_that_asks_it():
    told = {"who": "you", "condition": "amber", "amber_kind": "red", "age": "5 years", "gene_test": "no", "hiv_status": "none"}
    answers = answers_to(SMALL, told)
    steps, words = walk(SMALL, answers, SMALL_DAY), words_in("en")
    shown = checklist(SMALL, words, answers, steps, SMALL_DAY)
    rows = [row for _, of_topic in shown.topics for row in of_topic]
    assert [row.question for row in rows] == [name for step in steps for name in step.names]
    for row in rows:
        assert row.question in {field.id for field in page_at(SMALL, words, answers, steps, row.at).fields}
    assert ("Age", "5 years", "Change: age") in {(row.short, row.told, row.change) for row in rows}
    assert any("HIV" in note for note in shown.notes)
