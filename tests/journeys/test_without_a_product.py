"""Conditions without a product, and visits without a condition of the rules."""

import pytest


@pytest.mark.parametrize(
    ("kind", "conversation"),
    [("not_blocked", "trials"), ("blocked", "not-now-but-ask"), ("another", "other-care"), ("not_sure", "confirm-first")],
)
def test_heart_failure_leads_to_the_study_unless_blocked_arteries_are_behind_it_whose_studies_ended(visit, kind, conversation):
    visit.says(who="you", condition="heart failure", age="40", heart_disease_kind=kind).hears(conversation)


@pytest.mark.parametrize(
    "condition", ["cystic fibrosis", "HIV", "non-ischemic heart failure", "type 1 diabetes", "type 2 diabetes"]
)
def test_what_is_being_studied_leads_to_studies(visit, condition):
    visit.says(who="you", condition=condition, age="40").hears("trials")
    assert visit.products == set()


@pytest.mark.parametrize(
    ("condition", "in_2014", "in_2024"),
    [("cystic fibrosis", "trials", "trials"), ("HIV", "other-care", "trials"), ("heart failure", "other-care", "other-care")],
)
def test_what_was_not_studied_yet_led_elsewhere_in_2014_and_2024(visit, condition, in_2014, in_2024):
    visit.says(who="you", condition=condition, age="40")
    visit.on(2014, 7, 1).hears(in_2014)
    visit.on(2024, 1, 1).hears(in_2024)


@pytest.mark.parametrize("who", ["you", "child", "other"])
def test_a_condition_that_is_not_listed_leads_to_other_care_and_the_tool_says_that_it_cannot_tell(visit, who):
    visit.says(who=who, condition="not_listed").hears("other-care", words="not_listed")
    assert visit.next_page == []
    assert visit.because == {"condition"}
    assert visit.rules.conversations["other-care"].said("not_listed").plain in visit.summary
    assert visit.rules.conversations["other-care"].plain not in visit.summary


@pytest.mark.parametrize("condition", ["no_diagnosis", "not_sure"])
def test_without_a_diagnosis_the_diagnosis_comes_first(visit, condition):
    visit.says(who="other", condition=condition).hears("confirm-first")
    assert visit.next_page == []
    assert visit.settles == {"condition"}


def test_a_condition_without_a_product_is_asked_little(visit):
    """Nothing about a label can matter where there is none."""
    visit.says(who="you", condition="cystic fibrosis")
    asked = []
    while page := visit.next_page:
        asked += page
        visit.says(**dict.fromkeys(page, "not_sure"))
    assert len(asked) <= 5
    assert "trial_reason" not in asked
    visit.hears("trials")


def test_going_back_and_naming_another_condition_keeps_what_was_said_and_uses_what_matters(visit):
    visit.says(who="child", condition="SMA", age="20 months", smn1_test="found", smn1_copies="both")
    visit.says(condition="cystic fibrosis").hears("trials")
    assert set(visit.assessment.unused) == {"smn1_test", "smn1_copies"}
    visit.says(condition="SMA").hears("approved-therapy")
    assert "smn1_test" in visit.assessment.used
