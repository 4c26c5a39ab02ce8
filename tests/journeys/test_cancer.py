"""Cancer: which one comes first; Kymriah and Yescarta, and the limit on lymphoma of the brain that was lifted."""


def lymphoma(visit, **said):
    visit.says(who="you", condition="DLBCL", age="60", infection_now="no", inflammation_now="no", primary_cns_lymphoma="no")
    return visit.says(**said)


def test_who_does_not_know_which_cancer_finds_out_first(visit):
    visit.says(who="other", condition="lymphoma", cancer_kind="not_sure", age="60").hears("confirm-first")
    assert "cancer_kind" in visit.settles


def test_a_teenager_whose_leukemia_came_back_twice_is_told_of_kymriah(visit):
    visit.says(who="child", condition="B-ALL", age="16", all_course="back_twice", infection_now="no", inflammation_now="no")
    visit.hears("approved-therapy")
    assert visit.fit("kymriah") == "lines_up"


def test_twenty_five_years_last_until_the_twenty_sixth_birthday(visit):
    visit.says(who="you", condition="B-ALL", all_course="no_response", infection_now="no", inflammation_now="no")
    assert visit.says(age="25 years 11 months").fit("kymriah") == "lines_up"
    assert visit.says(age="26").fit("kymriah") == "differs"
    assert visit.changes("kymriah") is None


def test_a_leukemia_that_came_back_once_differs_for_now(visit):
    visit.says(who="child", condition="B-ALL", age="16", all_course="back_once", infection_now="no", inflammation_now="no")
    visit.hears("not-now-but-ask")
    assert "all_course" in visit.reason("kymriah")


def test_a_lymphoma_that_came_back_early_lines_up_with_one_of_two(visit):
    lymphoma(visit, lymphoma_course="early", prior_lines=1).hears("approved-therapy")
    assert visit.fit("yescarta") == "lines_up"
    assert visit.fit("kymriah") == "differs"


def test_a_lymphoma_of_the_brain_was_ruled_out_until_february_2026(visit):
    lymphoma(visit, lymphoma_course="later", prior_lines=3, primary_cns_lymphoma="yes")
    assert visit.on(2026, 2, 5).fit("yescarta") == "differs"
    assert visit.reason("yescarta") == "primary_cns_lymphoma is yes"
    assert visit.on(2026, 2, 6).fit("yescarta") == "lines_up"
    assert visit.fit("kymriah") == "differs"


def test_another_cancer_leads_to_studies(visit):
    visit.says(who="other", condition="breast cancer", age="60").hears("trials")
    assert visit.answers.facts["cancer_kind"] == "another"


def test_before_august_2017_there_was_no_product(visit):
    visit.on(2017, 8, 29).says(who="child", condition="B-ALL", age="16")
    assert visit.products == set()
    visit.on(2017, 8, 30)
    assert visit.products == {"kymriah"}
