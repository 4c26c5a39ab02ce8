"""Finding the condition: hits are offered with all that they say, and what was told is never turned into something else."""

import pytest

from tests.bases import SMALL_DAY, TODAY, answers_to, shipped_rules, small_rules
from trialhelper.engine import walk
from trialhelper.interview import page_at, read_page
from trialhelper.rulebase.search import find
from trialhelper.words import Words, words_in

WORDS = Words()
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


def test_what_was_told_before_is_no_hit_once_something_is_searched_for():
    told = answers_to(RULES, {"who": "you", "condition": "sma"})
    assert page(RULES, told).fields[0].offers[0].key == "sma||"
    for searched in ("zzzzqqq", "stargardt"):
        assert not any(offer.key.startswith("sma|") for offer in page(RULES, told, searched).fields[0].offers)


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_only_spelled_alike_is_marked_and_tells_no_kind(language):
    shown = page(RULES, searched="fabris", language=language)
    alike = shown.fields[0].offers[: shown.finder.hits]
    assert alike
    assert find(RULES, "fabris") == ()
    words = words_in(language, RULES.translations)
    assert shown.finder.notes == (words("condition.guessed"),)
    for offer in alike:
        assert offer.label == words("condition.guess", name=offer.label.rpartition(" (")[0])
        assert {name for name, _ in offer.means} == {"condition", "asked_for"}


def test_a_disease_that_the_rules_do_not_hold_is_named_and_offers_no_neighbor():
    shown = page(RULES, searched="Marfan syndrome")
    assert shown.finder.hits == 0
    assert shown.finder.notes[0].startswith("Marfan syndrome (Q87.4) is not in these documents")
    assert [offer.key for offer in shown.fields[0].offers] == ["not_listed", "no_diagnosis", "not_sure"]


def test_how_many_were_found_is_said():
    assert page(RULES).finder.said == ""
    assert page(RULES, searched="stargardt").finder.said == WORDS("condition.hits", n=1)


def test_not_listed_keeps_what_was_typed_and_anything_else_forgets_it():
    typed = page(RULES, searched="  my odd\u202e illness ")
    kept = read_page(typed, {"condition": ["not_listed"]}, RULES).told
    assert written(kept) == {"condition": "not_listed", "asked_for": None, "condition_typed": "my odd illness"}
    told = answers_to(RULES, {"who": "you", "condition": "not_listed", "condition_typed": "my odd illness"})
    again = read_page(page(RULES, told), {"condition": ["not_listed"]}, RULES).told
    assert written(again)["condition_typed"] == "my odd illness"
    for other in ("no_diagnosis", "not_sure"):
        assert read_page(page(RULES, told), {"condition": [other]}, RULES).told["condition_typed"] is None
    hit = page(RULES, told, "stargardt")
    assert read_page(hit, {"condition": [hit.fields[0].offers[0].key]}, RULES).told["condition_typed"] is None


def test_without_a_search_not_listed_says_nothing_more():
    assert written(read_page(page(RULES), {"condition": ["not_listed"]}, RULES).told) == {
        "condition": "not_listed",
        "asked_for": None,
    }
