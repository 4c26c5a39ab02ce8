"""Finding a condition by what people type: names, short names, slips, genes and products."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import shipped_rules
from trialhelper.rulebase.search import find

MEANT = {
    # what is typed: the condition, and the kind of it that was meant
    "SMA": ("sma", None),
    "sma": ("sma", None),
    "spinal muscular atrophy": ("sma", None),
    "spinal muscular": ("sma", None),
    "SMN1": ("sma", None),
    "Werdnig-Hoffmann": ("sma", None),
    "HbSS": ("sickle-cell", "disease"),
    "haemophilia": ("hemophilia", None),
    "Haemophilia A": ("hemophilia", "a"),
    "factor IX deficiency": ("hemophilia", "b"),
    "Leber's congenital amaurosis": ("leber-congenital-amaurosis", None),
    "RPE65": ("leber-congenital-amaurosis", "rpe65"),
    "DLBCL": ("cancer", "lbcl"),
    "leukemia": ("cancer", None),
    "mucoviscidosis": ("cystic-fibrosis", None),
    "cystic fibrosus": ("cystic-fibrosis", None),
    "AIDS": ("hiv", None),
    "type 1 diabetes": ("diabetes", "type_1"),
    "wet AMD": ("macular-degeneration", "wet"),
}


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_the_first_that_is_found_is_what_was_meant(shipped, typed, meant):
    first = find(shipped, typed)[0]
    assert (first.condition, first.kind) == meant


def test_every_name_and_synonym_finds_its_own_condition_first(shipped):
    for condition in shipped.conditions.values():
        top = shipped.top(condition.id).id
        for name in (condition.name, condition.clinical_name, *condition.synonyms):
            assert find(shipped, name)[0].condition == top, name


def test_every_slip_that_is_listed_is_among_what_is_found(shipped):
    for condition in shipped.conditions.values():
        top = shipped.top(condition.id).id
        for slip in condition.typed:
            assert top in {hit.condition for hit in find(shipped, slip)}, slip


def test_a_product_leads_to_a_condition_that_it_is_for_and_is_remembered(shipped):
    for therapy in shipped.therapies.values():
        meant = {shipped.top(one.condition).id for one in therapy.indications}
        hits = [hit for hit in find(shipped, therapy.brand) if hit.therapy == therapy.id]
        assert {hit.condition for hit in hits} == meant
        assert find(shipped, therapy.brand.upper())[0].therapy == therapy.id


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "q", "xyzzy", "wall", "small"])
def test_nothing_is_found_where_nothing_was_meant(shipped, typed):
    assert find(shipped, typed) == ()


@given(st.text(max_size=40))
def test_any_text_finds_each_thing_once_and_few_of_them(text):
    hits = find(shipped_rules(), text)
    assert len(hits) <= 8
    assert len({(hit.condition, hit.kind, hit.therapy) for hit in hits}) == len(hits)


@given(st.sampled_from(sorted(MEANT)), st.sampled_from([str.upper, str.lower, str.title, lambda text: f"  {text}. "]))
def test_capitals_and_signs_do_not_matter(typed, written):
    assert find(shipped_rules(), written(typed))[0].condition == MEANT[typed][0]
