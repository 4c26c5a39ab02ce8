"""Spinal muscular atrophy: Zolgensma below 2 years, Itvisma from 2 years on; nothing in 2014."""


def a_toddler(visit):
    return visit.says(who="child", condition="spinal muscular atrophy", age="20 months", smn1_test="found", smn1_copies="both")


def nothing_stands_in_the_way(visit):
    return visit.says(infection_now="no", had_onasemnogene="no", sma_advanced="no", premature_not_term="no")


def test_a_toddler_is_told_of_both_products_and_when_the_age_changes(visit):
    nothing_stands_in_the_way(a_toddler(visit))
    visit.hears("approved-therapy", words="open")
    assert "aav9_antibodies_high" in visit.settles
    visit.says(aav9_antibodies_high="no").hears("approved-therapy")
    assert visit.fit("zolgensma") == "lines_up"
    assert visit.fit("itvisma") == "differs"
    assert visit.reason("itvisma") == "age at_least 2 years"
    assert visit.changes("itvisma") == ("opens", "February 2027", "March 2027")
    assert visit.changes("zolgensma") == ("closes", "February 2027", "March 2027")


def test_a_toddler_of_whom_little_is_told_yet_is_sent_nowhere_else(visit):
    a_toddler(visit)
    visit.hears("approved-therapy", words="open")
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
    visit.says(smn1_test="not_found").hears("confirm-first", words="doubt")


def test_a_report_that_does_not_name_both_copies_is_asked_about_first(visit):
    a_toddler(visit).says(smn1_copies="not_stated")
    visit.hears("confirm-first")
    assert "smn1_copies" in visit.reason("zolgensma")


def test_an_infection_makes_treatment_wait_and_changes_nothing_to_talk_of(visit):
    nothing_stands_in_the_way(a_toddler(visit)).says(aav9_antibodies_high="no", infection_now="yes")
    visit.hears("approved-therapy")
    assert visit.fit("zolgensma") == "lines_up"
    assert visit.waits == {"infection_now"}
    assert visit.says(infection_now="no").waits == set()
    visit.hears("approved-therapy")


def test_an_adult_is_told_of_itvisma_alone(visit):
    visit.says(who="you", condition="Werdnig-Hoffmann disease", age="34", smn1_test="found")
    visit.hears("approved-therapy", words="open")
    visit.says(had_onasemnogene="no").hears("approved-therapy")
    assert visit.fit("itvisma") == "lines_up"
    assert visit.fit("zolgensma") == "differs"
    assert visit.reason("zolgensma") == "age less_than 2 years"
    assert visit.changes("zolgensma") is None


def test_an_adult_who_would_like_to_help_research_hears_of_studies_beside_it(visit):
    visit.says(who="you", condition="SMA", age="34", smn1_test="found", trial_reason="research")
    visit.hears("approved-and-trials")


def test_who_had_it_before_is_asked_what_else_there_is(visit):
    nothing_stands_in_the_way(a_toddler(visit)).says(had_onasemnogene="yes")
    visit.hears("not-now-but-ask", words="never")
    assert visit.reason("zolgensma") == "had_onasemnogene is yes"
    assert visit.changes("zolgensma") is None
    assert visit.changes("itvisma") is None


def test_liver_problems_are_raised_and_rule_nothing_out(visit):
    nothing_stands_in_the_way(a_toddler(visit)).says(liver_disease="yes", aav9_antibodies_high="no")
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
    assert visit.says(trial_reason="none").next_page == ["aav9_antibodies_high"], "papers come last"
    assert visit.says(aav9_antibodies_high="not_tested").next_page == []


def test_a_parent_is_asked_of_the_child_and_a_carer_of_the_person_cared_for(visit):
    visit.says(condition="SMA")
    assert "your child" in visit.says(who="child").hears_asked("age")
    assert "the person you care for" in visit.says(who="other").hears_asked("age")
    heard = visit.says(who="you").hears_asked("age")
    assert "you" in heard.split() or "you?" in heard.split()
    assert "child" not in heard
