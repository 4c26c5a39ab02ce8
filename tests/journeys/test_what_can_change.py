"""What is so today and can be otherwise later: a scan that is clear, a child too young to walk, a form not known yet."""

import pytest


def a_boy_with_ald(visit, scan):
    return visit.says(who="child", condition="ALD", age="6", sex="male", fitting_donor="none", ald_brain_scan=scan)


def test_a_clear_scan_can_change_and_a_disease_that_is_further_along_is_not_said_to(visit):
    a_boy_with_ald(visit, "none_yet").hears("not-now-but-ask")
    assert visit.assessment.situation.product == "if_worse"
    assert visit.reason("skysona") == "ald_brain_scan is none_yet"
    visit.says(ald_brain_scan="further").hears("not-now-but-ask", words="never")
    visit.says(ald_brain_scan="no_scan").hears("confirm-first")
    visit.says(ald_brain_scan="early_active").hears("approved-therapy")


@pytest.mark.parametrize(
    ("walks", "conversation"),
    [("yes", "approved-therapy"), ("not_yet", "not-now-but-ask"), ("no_longer", "trials"), ("not_sure", "approved-therapy")],
)
def test_who_does_not_walk_yet_is_not_taken_for_one_who_no_longer_walks(visit, walks, conversation):
    visit.says(who="child", condition="Duchenne", age="5", dmd_test="found", dmd_missing_part="elsewhere", walks=walks)
    visit.hears(conversation)


def test_the_form_of_dystrophic_eb_holds_up_only_the_product_that_asks_for_it(visit):
    visit.says(who="you", condition="dystrophic epidermolysis bullosa", age="26", col7a1_test="found", open_wound="yes")
    visit.says(eb_form="not_known").hears("approved-therapy")
    assert (visit.fit("vyjuvek"), visit.fit("zevaskyn")) == ("lines_up", "cannot_tell")
    assert "eb_form" in visit.settles
    visit.says(eb_form="dominant")
    assert (visit.fit("vyjuvek"), visit.fit("zevaskyn")) == ("lines_up", "differs")


@pytest.mark.parametrize("typed", ["RDEB", "dominant dystrophic EB", "Hallopeau-Siemens type"])
def test_the_names_of_both_forms_lead_to_the_dystrophic_kind(visit, typed):
    assert visit.says(who="you", condition=typed).assessment.kind.id == "dystrophic-eb"
