"""Finding a condition by what people type: names, short names, slips, genes and products."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import shipped_rules
from tests.strategies import examples
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


@cache
def names():
    """What is shown as a name, and everything that finds a condition, each with the conditions that it may mean."""
    shown, all_of_them = {}, {}
    for condition in shipped_rules().conditions.values():
        top = shipped_rules().top(condition.id).id
        for name in (condition.name, condition.clinical_name, *condition.synonyms):
            shown.setdefault(name, set()).add(top)
        for name in (condition.name, condition.clinical_name, *condition.synonyms, *condition.typed, *condition.genes):
            all_of_them.setdefault(name.casefold(), set()).add(top)
    return shown, all_of_them


@examples(60)
@given(st.sampled_from(sorted(names()[0])))
def test_a_name_finds_first_what_bears_it_and_then_what_else_does(name):
    shown, all_of_them = names()
    hits = find(shipped_rules(), name)
    assert hits[0].condition in all_of_them[name.casefold()]
    assert shown[name] <= {hit.condition for hit in hits}


@examples(60)
@given(st.sampled_from(sorted(names()[1])))
def test_a_slip_or_a_gene_finds_something_that_it_may_mean(slip):
    assert names()[1][slip] & {hit.condition for hit in find(shipped_rules(), slip)}


@examples(25)
@given(st.sampled_from(sorted(shipped_rules().therapies)))
def test_a_product_leads_to_what_it_is_for_and_is_remembered(product):
    rules = shipped_rules()
    therapy = rules.therapies[product]
    meant = {rules.top(one.condition).id for one in therapy.indications}
    hits = find(rules, therapy.brand.upper())
    assert hits[0].therapy == product
    assert {hit.condition for hit in hits if hit.therapy == product} == meant


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "q", "xyzzy", "wall"])
def test_nothing_is_found_where_nothing_was_meant(shipped, typed):
    assert find(shipped, typed) == ()


@examples(40)
@given(st.text(max_size=40))
def test_any_text_finds_each_thing_once_and_few_of_them(text):
    hits = find(shipped_rules(), text)
    assert len(hits) <= 8
    assert len({(hit.condition, hit.kind, hit.therapy) for hit in hits}) == len(hits)


@examples(30)
@given(st.sampled_from(sorted(MEANT)), st.sampled_from([str.upper, str.lower, str.title, lambda text: f"  {text}. "]))
def test_capitals_and_signs_do_not_matter(typed, written):
    assert find(shipped_rules(), written(typed))[0].condition == MEANT[typed][0]
