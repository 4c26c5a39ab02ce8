"""Sickle cell disease: Casgevy from 12 years, and from 2 years since July 2026; Lyfgenia from 12 years."""


def a_child(visit, **said):
    visit.says(who="child", condition="HbSS", sickle_crises="repeated")
    return visit.says(sickle_cell="disease", **{"age": "5"} | said)


def test_a_child_of_five_was_too_young_until_the_label_of_casgevy_changed(visit):
    a_child(visit).on(2026, 6, 30).hears("not-now-but-ask", words="with_time")
    assert visit.reason("casgevy") == "age at_least 12 years"
    assert visit.changes("casgevy") == ("opens", "June 2032", "June 2033")
    visit.on(2026, 7, 1).hears("approved-therapy")
    assert visit.fit("casgevy") == "lines_up"
    assert visit.fit("lyfgenia") == "differs"
    assert visit.changes("lyfgenia") == ("opens", "July 2032", "July 2033")


def test_a_child_of_one_and_a_half_is_still_too_young_and_hears_by_how_much(visit):
    a_child(visit, age="1½").hears("not-now-but-ask", words="with_time")
    assert visit.changes("casgevy") == ("opens", "November 2026", "May 2027")


def test_a_teenager_with_some_crises_lines_up_with_one_of_two(visit):
    a_child(visit, age="14", sickle_crises="some").hears("approved-therapy", words="open")
    assert visit.says(alpha_globin_deletions="0").fit("lyfgenia") == "lines_up"
    assert visit.fit("casgevy") == "differs"
    assert visit.reason("casgevy") == "sickle_crises is repeated"
    assert visit.changes("casgevy") is None


def test_the_trait_is_not_the_disease(visit):
    visit.says(who="you", condition="sickle cell trait", age="25")
    assert visit.answers.facts["sickle_cell"] == "trait"
    visit.hears("other-care")


def test_who_does_not_know_whether_it_is_the_trait_finds_out_first(visit):
    visit.says(who="you", condition="sickle cells", sickle_cell="not_sure", age="25", sickle_crises="repeated")
    visit.hears("confirm-first")
    assert "sickle_cell" in visit.settles


def test_a_wish_for_children_raises_what_chemotherapy_may_do(visit):
    a_child(visit, age="20")
    assert "fertility" not in visit.raised
    assert "fertility" in visit.says(wants_children="yes").raised


def test_before_december_2023_there_was_no_product(visit):
    a_child(visit, age="20").on(2023, 12, 7).hears("trials")
    assert visit.products == set()
    visit.on(2023, 12, 8)
    assert visit.products == {"casgevy", "lyfgenia"}
