"""Hemophilia: the type comes first; Hemgenix is left for B, and both withdrawn products say what became of them."""

ADULT_B = {"who": "you", "condition": "hemophilia B", "age": "40", "factor9_need": "prevention"}


def test_who_does_not_know_the_type_has_to_find_it_out_first(visit):
    visit.says(who="you", condition="haemophilia", hemophilia_type="not_sure", age="40")
    visit.hears("confirm-first")
    assert "hemophilia_type" in visit.settles


def test_an_adult_with_hemophilia_b_is_told_of_hemgenix(visit):
    visit.says(**ADULT_B)
    visit.hears("approved-therapy", words="open")
    assert visit.products >= {"hemgenix"}
    assert "beqvez" not in visit.products
    assert "factor9_inhibitor_repeat" in visit.settles
    visit.says(factor9_inhibitor_repeat="negative").hears("approved-therapy")
    assert visit.fit("hemgenix") == "lines_up"


def test_who_asks_for_beqvez_hears_that_it_is_gone_and_what_is_left(visit):
    visit.says(**ADULT_B | {"condition": "Beqvez", "hemophilia_type": "b"})
    assert visit.answers.facts["asked_for"] == "beqvez"
    assert visit.fit("beqvez") == "differs"
    visit.hears("approved-therapy")
    what_became_of_it = visit.rules.therapies["beqvez"].status[-1].plain
    assert what_became_of_it
    assert what_became_of_it in visit.summary
    assert "Hemgenix" in visit.summary


def test_in_the_summer_of_2024_both_products_were_there_for_severe_hemophilia_b(visit):
    visit.on(2024, 7, 1).says(**ADULT_B, hemophilia_b_severity="severe", factor9_inhibitor_ever="no", hiv_status="none")
    visit.says(factor9_inhibitor_repeat="negative", aavrh74var_antibodies="negative").hears("approved-therapy")
    assert (visit.fit("hemgenix"), visit.fit("beqvez")) == ("lines_up", "lines_up")
    assert visit.says(factor9_inhibitor_ever="yes").fit("beqvez") == "differs"
    assert visit.fit("hemgenix") == "lines_up"


def test_a_boy_of_fifteen_hears_from_when_he_is_old_enough(visit):
    visit.says(**ADULT_B | {"who": "child", "age": "15"})
    visit.hears("not-now-but-ask", words="with_time")
    assert visit.reason("hemgenix") == "age at_least 18 years"
    assert visit.changes("hemgenix") == ("opens", "November 2028", "November 2029")


def test_a_boy_of_fifteen_who_needs_no_factor_hears_no_day(visit):
    visit.says(**ADULT_B | {"who": "child", "age": "15", "factor9_need": "none"})
    visit.hears("not-now-but-ask")
    assert visit.changes("hemgenix") is None


def test_who_asks_for_roctavian_today_hears_that_it_is_gone_and_asks_about_studies(visit):
    visit.says(who="you", condition="Roctavian", hemophilia_type="a", age="30", factor8_level="below_1")
    assert visit.answers.facts["asked_for"] == "roctavian"
    visit.hears("trials")
    assert visit.products == set()
    assert visit.fit("roctavian") == "differs"
    what_became_of_it = visit.rules.therapies["roctavian"].status[-1].plain
    assert what_became_of_it
    assert what_became_of_it in visit.summary


def test_at_the_start_of_2024_roctavian_was_there_for_severe_hemophilia_a(visit):
    visit.on(2024, 1, 1).says(who="you", condition="hemophilia A", age="30", factor8_level="below_1", infection_now="no")
    visit.says(liver_scarring="no", allergy_ingredient="no")
    visit.hears("approved-therapy", words="open")
    assert "aav5_antibodies" in visit.settles
    assert visit.says(aav5_antibodies="negative").fit("roctavian") == "lines_up"
    assert visit.says(liver_scarring="yes").fit("roctavian") == "differs"


def test_at_the_start_of_2024_beqvez_was_not_there_yet(visit):
    visit.on(2024, 1, 1).says(**ADULT_B)
    visit.hears("approved-therapy")
    assert visit.products == {"hemgenix"}


def test_another_bleeding_problem_is_not_sent_to_either(visit):
    visit.says(who="you", condition="hemophilia", hemophilia_type="another", age="40").hears("other-care")
