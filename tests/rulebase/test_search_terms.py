"""What people type, term by term: the right condition first, no false friend, or nothing and who knows it."""

import pytest
from ruamel.yaml import YAML

from tests.bases import ROOT
from trialhelper.rulebase.search import find, find_other, guesses, known_elsewhere
from trialhelper.rulebase.search.codes import is_icd10cm, is_snomed_ct, read_codes

TERMS = YAML(typ="safe").load((ROOT / "tests" / "search_terms.yaml").read_text(encoding="utf-8"))


def entries(rules, typed, language="en"):
    kinds = {(kind.kind_of, kind.kind): kind.id for kind in rules.conditions.values()}
    return [kinds.get((hit.condition, hit.kind), hit.condition) for hit in find(rules, typed, language)]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term["typed"]))
def test_what_is_typed_finds_the_right_condition_first_and_no_false_friend(shipped, term):
    found = entries(shipped, term["typed"], term.get("lang", "en"))
    right = term["right"]
    none_is_right = "none" in right or ("note" in right and bool(find_other(shipped, term["typed"])))
    assert found[0] in right if found else none_is_right
    assert not set(found) & set(term.get("not", ()))


@pytest.mark.parametrize("typed", ["OTOF", "F9", "RPE65", "MECP2", "UX111", "Roctavian", "DTX401", "AMT-130", "Breyanzi"])
def test_a_gene_or_a_product_leads_to_a_condition_and_tells_no_kind(shipped, typed):
    hits = find(shipped, typed)
    assert hits
    assert all(hit.by in ("gene", "product") and hit.told_kind is None for hit in hits)


@pytest.mark.parametrize("typed", ["hemophilia B", "D67", "factor IX deficiency", "hemophilya B"])
def test_a_name_a_code_and_a_name_with_a_slip_tell_the_kind(shipped, typed):
    assert [hit.told_kind for hit in find(shipped, typed)] == ["b"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Alport syndrome", "Q87.81"),
        ("gout", "M10"),
        ("Barth syndrome", "E78.71"),
        ("N18.4", "N18.4"),
        ("galactosemia", "E74.21"),
    ],
)
def test_a_disease_that_the_rules_do_not_hold_is_known_from_the_list(shipped, typed, code):
    assert find(shipped, typed) == ()
    assert code in [one.code for one in known_elsewhere(shipped, typed)]


def test_what_the_rules_hold_is_not_said_to_be_elsewhere(shipped):
    assert known_elsewhere(shipped, "Wilson disease") == known_elsewhere(shipped, "E83.01") == ()


def test_what_is_only_spelled_alike_is_a_guess_and_not_found(shipped):
    assert find(shipped, "gaushe") == ()
    assert [hit.condition for hit in guesses(shipped, "gaushe")][:1] == ["gaucher"]
    assert guesses(shipped, "gaucher") == ()


def test_the_same_text_finds_the_same_and_a_long_one_is_read_to_its_two_hundredth_sign(shipped):
    long = "x" * 195 + " SMA"
    assert find(shipped, long) == find(shipped, long)
    assert find(shipped, "a" * 250 + " SMA") == ()
    assert [hit.condition for hit in find(shipped, long)] == ["sma"]


def test_codes_are_read_in_the_form_of_their_system_and_with_their_check_digit():
    assert read_codes("ICD-10: e83.01") == (("icd10cm", "E8301"),)
    assert read_codes("Orphanet 0365, MONDO:0001516") == (("orpha", "365"), ("mondo", "0001516"))
    assert read_codes("88518009") == (("snomed_ct", "88518009"),)
    assert read_codes("88518008") == read_codes("room 12, 2026-11-30") == read_codes("CEP290") == ()
    assert is_icd10cm("E71.520")
    assert not is_icd10cm("E7.1")
    assert not is_snomed_ct("88518008")


def test_every_code_of_the_rules_has_the_form_and_the_check_digit_of_its_system(shipped):
    for condition in shipped.conditions.values():
        if codes := condition.codes:
            assert all(map(is_snomed_ct, codes.snomed_ct)), condition.id
            assert all(map(is_icd10cm, codes.icd10cm)), condition.id
            assert all(code.isdigit() and len(code) == 6 for code in codes.omim), condition.id
