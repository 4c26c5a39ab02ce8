"""Spinal muscular atrophy: Zolgensma below 2 years, Itvisma from 2 years on; nothing in 2014."""


def a_toddler(visit):
    return visit.says(who="child", condition="spinal muscular atrophy", age="20 months", smn1_test="found", smn1_copies="both")


def nothing_stands_in_the_way(visit):
    return visit.says(infection_now="no", had_onasemnogene="no", sma_advanced="no", premature_not_term="no")


def test_a_toddler_is_told_of_both_products_and_when_the_age_changes(visit):
    nothing_stands_in_the_way(a_toddler(visit))
    visit.hears("approved-therapy")
    assert visit.fit("zolgensma") == "lines_up"
    assert visit.fit("itvisma") == "differs"
    assert visit.reason("itvisma") == "age at_least 2 years"
    assert visit.changes("itvisma") == (4, "March 2027")
    assert visit.care_team_checks == {"aav9_antibodies_high"}


def test_a_toddler_of_whom_little_is_told_yet_is_sent_nowhere_else(visit):
    a_toddler(visit)
    visit.hears("approved-therapy")
    assert visit.fit("zolgensma") == "cannot_tell"
    assert {"infection_now", "had_onasemnogene", "sma_advanced", "premature_not_term"} <= visit.settles


def test_a_baby_whose_gene_test_is_not_back_has_to_wait_for_it(visit):
    visit.says(who="child", condition="SMA", age="8 weeks", smn1_test="not_sure")
    nothing_stands_in_the_way(visit)
    visit.hears("confirm-first")
    assert "smn1_test" in visit.settles
    assert "smn1_test" in visit.because


def test_a_baby_who_was_not_tested_yet_is_not_taken_for_one_without_the_change(visit):
    visit.says(who="child", condition="SMA", age="8 weeks", smn1_test="no_test")
    nothing_stands_in_the_way(visit)
    visit.hears("confirm-first")
    visit.says(smn1_test="not_found").hears("not-now-but-ask")


def test_a_report_that_does_not_name_both_copies_is_asked_about_first(visit):
    a_toddler(visit).says(smn1_copies="not_stated")
    visit.hears("confirm-first")
    assert "smn1_copies" in visit.reason("zolgensma")


def test_a_toddler_with_an_infection_waits_until_it_is_over(visit):
    nothing_stands_in_the_way(a_toddler(visit)).says(infection_now="yes")
    visit.hears("not-now-but-ask")
    assert "infection_now" in visit.reason("zolgensma")
    assert visit.changes("zolgensma") is None
    assert visit.says(infection_now="no").fit("zolgensma") == "lines_up"


def test_an_adult_is_told_of_itvisma_alone(visit):
    visit.says(who="you", condition="Werdnig-Hoffmann disease", age="34", smn1_test="found")
    visit.hears("approved-therapy")
    assert visit.fit("itvisma") == "lines_up"
    assert visit.fit("zolgensma") == "differs"
    assert visit.reason("zolgensma") == "age less_than 2 years"
    assert visit.changes("zolgensma") is None


def test_an_adult_who_would_like_to_help_research_hears_of_studies_beside_it(visit):
    visit.says(who="you", condition="SMA", age="34", smn1_test="found", trial_reason="research")
    visit.hears("approved-and-trials")


def test_who_had_it_before_and_is_too_young_for_the_other_hears_what_could_change(visit):
    nothing_stands_in_the_way(a_toddler(visit)).says(had_onasemnogene="yes")
    visit.hears("not-now-but-ask")
    assert visit.reason("zolgensma") == "had_onasemnogene is yes"
    assert visit.changes("zolgensma") is None
    assert visit.changes("itvisma") == (4, "March 2027")


def test_liver_problems_are_raised_and_rule_nothing_out(visit):
    nothing_stands_in_the_way(a_toddler(visit)).says(liver_disease="yes")
    assert visit.fit("zolgensma") == "lines_up"
    assert "hepatitis-liver" in visit.raised


def test_in_july_2014_there_was_no_product_and_studies_were_the_thing_to_ask_about(visit):
    a_toddler(visit).on(2014, 7, 1).hears("trials")
    assert visit.products == set()


def test_at_the_start_of_2024_an_adult_had_no_product_and_a_toddler_had_one(visit):
    visit.on(2024, 1, 1).says(who="you", condition="SMA", age="34", smn1_test="found")
    visit.hears("not-now-but-ask")
    assert visit.products == {"zolgensma"}
    nothing_stands_in_the_way(a_toddler(visit)).hears("approved-therapy")


def test_the_interview_of_a_toddler_asks_one_thing_after_the_other_and_then_what_may_apply(visit):
    assert visit.next_page == ["who"]
    assert visit.says(who="child").next_page == ["condition"]
    assert visit.says(condition="SMA").next_page == ["age"]
    assert visit.says(age="20 months").next_page == ["smn1_test"]
    assert visit.says(smn1_test="found").next_page == ["smn1_copies"]
    page = visit.says(smn1_copies="both").next_page
    assert {"infection_now", "sma_advanced", "had_onasemnogene", "premature_not_term", "liver_disease"} <= set(page)
    visit.says(**dict.fromkeys(page, "no"))
    assert visit.next_page == ["trial_reason"]
    assert visit.says(trial_reason="none").next_page == []


def test_a_parent_is_asked_of_the_child_and_a_carer_of_the_person_cared_for(visit):
    visit.says(condition="SMA")
    assert "your child" in visit.says(who="child").hears_asked("age")
    assert "the person you care for" in visit.says(who="other").hears_asked("age")
    heard = visit.says(who="you").hears_asked("age")
    assert "you" in heard.split() or "you?" in heard.split()
    assert "child" not in heard
