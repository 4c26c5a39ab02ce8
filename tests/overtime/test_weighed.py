"""Documents held against each other: the same as the standing says, and by the rule of rank and date in every other place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, shipped_rules, small_rules
from tests.strategies import examples
from trialhelper.engine.dates import speaks_from
from trialhelper.overtime.weighed import ASPECTS, aspect_of, compared, weigh, weighed_for
from trialhelper.rulebase.entries import AUTHORITY
from trialhelper.rulebase.standing import known_from, standing_of

RULES = shipped_rules()
DISPUTED = sorted({name for ref, (_, claim) in RULES.claims.items() if claim.contradicts for name in (ref, claim.contradicts)})
FIVE = {
    "about-com-2014", "cleveland-clinic-2023", "mayo-clinic-2025", "medlineplus-genes-and-gene-therapy",
    "medlineplus-genetics-gene-therapy",
}  # fmt: skip


@examples(150)
@given(st.sampled_from(tuple(RULES.conditions)), st.dates(date(2010, 1, 1), TODAY))
def test_what_a_standing_decides_stands_in_its_column_and_every_claim_stands_once(condition, day):
    standing = standing_of(RULES, condition, day)
    found = weighed_for(RULES, condition, day)
    column = {one.ref: one.state for one in found}
    assert len(column) == len(found)
    assert {column[ref] for ref in (*standing.holds, *standing.studied)} <= {"holds"}
    assert {column[ref] for ref in standing.superseded} <= {"superseded"}
    assert {column[ref] for ref in standing.in_conflict} <= {"in_conflict"}
    assert "later" not in column.values()


@examples(150)
@given(st.sampled_from(tuple(RULES.conditions)), st.dates(date(2010, 1, 1), TODAY))
def test_what_overrules_was_known_by_then(condition, day):
    for one in weighed_for(RULES, condition, day):
        if one.state in ("superseded", "in_conflict"):
            assert one.against
            assert speaks_from(*RULES.claims[one.against]) <= day


@pytest.mark.parametrize("ref", DISPUTED)
@examples(10)
@given(st.dates(date(2010, 1, 1), TODAY))
def test_of_two_claims_that_contradict_each_other_rank_and_then_date_decide(ref, day):
    one = weigh(RULES, ref, day)
    document, claim = RULES.claims[ref]
    mine = (AUTHORITY[document.kind], known_from(document, claim).latest)
    if speaks_from(document, claim) > day:
        assert one.state == "later"
        return
    others = [name for name in DISPUTED if RULES.claims[name][1].contradicts == ref or claim.contradicts == name]
    known = [RULES.claims[name] for name in others if speaks_from(*RULES.claims[name]) <= day]
    strengths = [(AUTHORITY[pair[0].kind], known_from(*pair).latest) for pair in known]
    if claim.says == "not_approved":
        assert (one.state == "holds") is (day < date(2015, 10, 27))  # the first product
    elif any(theirs > mine and theirs[1] > mine[1] for theirs in strengths):
        assert one.state == "superseded"
    elif any(theirs >= mine for theirs in strengths):
        assert one.state == "in_conflict"
    else:
        assert one.state == "holds"


def test_a_page_that_counts_two_products_is_in_conflict_with_the_list_that_counted_more_before_it():
    one = weigh(RULES, "cleveland-clinic-2023.two-approved", date(2024, 1, 1))
    assert (one.state, one.why, one.against) == ("in_conflict", "weaker", "fda-approved-list.more-than-two-by-2022")


def test_that_nothing_is_approved_held_until_the_first_product_was_there():
    ref = "about-com-2014.none-approved"
    assert weigh(RULES, ref, date(2014, 6, 20)).state == "later"
    assert weigh(RULES, ref, date(2015, 10, 26)).state == "holds"
    assert weigh(RULES, ref, date(2015, 10, 27)).against == "fda-approved-list.imlygic-approved"


def test_an_approval_of_a_product_that_is_gone_is_overruled_by_what_became_of_it():
    found = {one.ref: one for one in weighed_for(RULES, "hemophilia-b", TODAY)}
    assert (found["fda-approved-list.beqvez-approved"].state, found["fda-approved-list.beqvez-approved"].why) == (
        "superseded",
        "status",
    )


def test_the_five_documents_are_those_of_the_project_and_none_of_their_claims_is_left_out():
    assert set(RULES.about.compared) == FIVE
    for document, claims in compared(RULES, TODAY):
        assert [one.claim for one in claims] == list(document.claims)


@examples(20)
@given(st.dates(date(2010, 1, 1), TODAY))
def test_a_document_that_was_not_written_yet_says_nothing(day):
    for document, claims in compared(RULES, day):
        if document.id == "cleveland-clinic-2023":
            assert all((one.state == "later") is (day < date(2023, 12, 4)) for one in claims)


def test_every_claim_belongs_to_one_aspect():
    said = [says for group in ASPECTS.values() for says in group]
    assert len(said) == len(set(said))
    assert {aspect_of(claim) for _, claim in RULES.claims.values()} == set(ASPECTS)


def test_a_rule_base_that_compares_nothing_shows_nothing():
    assert compared(small_rules(), TODAY) == ()


def test_that_it_is_used_in_studies_only_held_until_the_first_product_was_approved():
    ref = "about-com-2014.experimental-until-proven"
    assert weigh(RULES, ref, date(2015, 10, 26)).state == "holds"
    assert (weigh(RULES, ref, TODAY).state, weigh(RULES, ref, TODAY).against) == (
        "superseded",
        "fda-approved-list.imlygic-approved",
    )
