"""Finding the condition: hits are offered with all that they say, and what was told is never turned into something else."""

import pytest

from tests.bases import SMALL_DAY, TODAY, answers_to, shipped_rules, small_rules
from trialhelper.engine import walk
from trialhelper.interview import page_at, read_page
from trialhelper.words import words_in

RULES, SMALL = shipped_rules(), small_rules()
AT = ("condition",)


def page(rules, answers=None, searched="", language="en"):
    told = answers or answers_to(rules, {"who": "you"})
    day = TODAY if rules is RULES else SMALL_DAY
    return page_at(rules, words_in(language, rules.translations), told, walk(rules, told, day), AT, searched)


def chosen(shown, label, rules):
    key = next(offer.key for offer in shown.fields[0].offers if offer.label == label)
    return read_page(shown, {"condition": [key]}, rules).told


def written(told):
    return {name: answer and answer.written for name, answer in told.items()}


def test_before_a_search_only_what_is_no_condition_is_offered_and_no_note_stands_there():
    shown = page(RULES)
    assert [offer.key for offer in shown.fields[0].offers] == ["not_listed", "no_diagnosis", "not_sure"]
    assert (shown.finder.hits, shown.finder.notes, shown.fields[0].given) == (0, (), ())


def test_a_kind_and_a_product_that_are_found_are_told_with_the_condition():
    assert written(chosen(page(SMALL, searched="red amber"), "Red amber", SMALL)) == {
        "condition": "amber",
        "asked_for": None,
        "amber_kind": "red",
    }
    hit = page(RULES, searched="zolgensma").fields[0].offers[0]
    assert dict(hit.means) == {"condition": "sma", "asked_for": "zolgensma"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_that_nothing_has_are_answered_with_a_note(language):
    shown = page(RULES, searched="zzzzqqq", language=language)
    assert shown.finder.hits == 0
    assert len(shown.finder.notes) == 1


def test_a_medicine_that_is_no_gene_therapy_is_named():
    name = next(iter(RULES.other_products.values())).names[0]
    assert f"{name} is not a gene therapy." in page(RULES, searched=name).finder.notes[0]


def test_what_was_told_is_ticked_with_its_kind_and_another_find_is_not():
    told = answers_to(RULES, {"who": "you", "condition": "cancer", "cancer_kind": "fl", "asked_for": "kymriah"})
    assert page(RULES, told).fields[0].given == ("cancer|fl|kymriah",)
    assert page(RULES, told, "hemophilia").fields[0].given == ()


def test_plain_amber_after_red_amber_takes_the_kind_back_so_that_it_is_asked():
    told = answers_to(SMALL, {"who": "you", "condition": "amber", "amber_kind": "red"})
    assert written(chosen(page(SMALL, told, "amber"), "Amber", SMALL))["amber_kind"] is None
    unsure = answers_to(SMALL, {"who": "you", "condition": "amber", "amber_kind": "not_sure"})
    assert "amber_kind" not in chosen(page(SMALL, unsure, "amber"), "Amber", SMALL)


def test_no_condition_at_all_forgets_the_product_that_was_asked_for():
    told = answers_to(RULES, {"who": "you", "condition": "sma", "asked_for": "zolgensma"})
    reading = read_page(page(RULES, told), {"condition": ["no_diagnosis"]}, RULES)
    assert written(reading.told) == {"condition": "no_diagnosis", "asked_for": None}


def test_every_condition_is_listed_once_by_its_own_name():
    shown = page(RULES).finder
    assert len(set(shown.all_names)) == len(shown.all_names) == sum(not one.kind_of for one in RULES.conditions.values())
