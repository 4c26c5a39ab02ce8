"""Where a condition stands on a date: what would have been said in 2014, at the start of 2024, and today.

Expected states come from the product facts (approved and withdrawn when), not from the rules under test.
"""

from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, change, changed_copy, shipped_rules
from tests.strategies import examples
from trialhelper.rulebase import read_rules, standing_of, status_on, version_on
from trialhelper.rulebase.dates import read_dated
from trialhelper.rulebase.entries import Status
from trialhelper.rulebase.standing import known_from

IN_2014, IN_2024 = date(2014, 7, 1), date(2024, 1, 1)

STATES = {
    # condition: in July 2014, at the start of 2024, in November 2026
    "sma": ("in_trials", "approved", "approved"),  # Zolgensma 2019-05-24
    "hemophilia": ("in_trials", "approved", "approved"),
    "hemophilia-a": ("in_trials", "approved", "withdrawn"),  # Roctavian 2023-06-29, gone by about May 2026
    "hemophilia-b": ("in_trials", "approved", "approved"),  # Hemgenix 2022-11-22
    "sickle-cell-disease": ("in_trials", "approved", "approved"),  # Casgevy and Lyfgenia 2023-12-08
    "leber-congenital-amaurosis": ("in_trials", "approved", "approved"),  # Luxturna 2017-12-19, for RPE65
    "rpe65-retinal-disease": ("in_trials", "approved", "approved"),
    "cancer": ("not_covered", "approved", "approved"),  # Kymriah 2017-08-30
    "b-cell-all": ("not_covered", "approved", "approved"),
    "large-b-cell-lymphoma": ("not_covered", "approved", "approved"),  # Yescarta 2017-10-18
    "cystic-fibrosis": ("in_trials", "in_trials", "in_trials"),
    "hiv": ("not_covered", "in_trials", "in_trials"),  # named as studied by a page of December 2023
    "macular-degeneration": ("not_covered", "in_trials", "in_trials"),
    "heart-disease": ("not_covered", "not_covered", "in_trials"),
    "type-1-diabetes": ("not_covered", "not_covered", "in_trials"),
    "type-2-diabetes": ("not_covered", "not_covered", "in_trials"),
}

PRODUCTS = {
    # product: the day before it was approved, that day, and the first day on which it may be gone
    "zolgensma": (date(2019, 5, 23), date(2019, 5, 24), None),
    "itvisma": (date(2025, 11, 23), date(2025, 11, 24), None),
    "hemgenix": (date(2022, 11, 21), date(2022, 11, 22), None),
    "beqvez": (date(2024, 4, 24), date(2024, 4, 25), date(2025, 2, 1)),
    "roctavian": (date(2023, 6, 28), date(2023, 6, 29), date(2026, 5, 1)),
    "casgevy": (date(2023, 12, 7), date(2023, 12, 8), None),
    "lyfgenia": (date(2023, 12, 7), date(2023, 12, 8), None),
    "luxturna": (date(2017, 12, 18), date(2017, 12, 19), None),
    "kymriah": (date(2017, 8, 29), date(2017, 8, 30), None),
    "yescarta": (date(2017, 10, 17), date(2017, 10, 18), None),
}


@lru_cache(maxsize=1)
def dates_that_matter():
    """Every day on which something may change in the shipped rules, with the day before and after."""
    rules, days = shipped_rules(), {IN_2014, IN_2024, TODAY}
    written = [status.from_ for therapy in rules.therapies.values() for status in therapy.status]
    written += [version.from_ for therapy in rules.therapies.values() for one in therapy.indications for version in one.versions]
    written += [known_from(document, claim) for document, claim in rules.claims.values()]
    for dated in written:
        days |= {day + timedelta(step) for day in (dated.earliest, dated.latest) for step in (-1, 0, 1)}
    return sorted(days)


DAYS = st.sampled_from(dates_that_matter())
CONDITIONS = st.sampled_from(sorted(shipped_rules().conditions))


# ---- the shipped rules ----


@pytest.mark.parametrize("condition", STATES)
def test_a_condition_stood_otherwise_in_2014_in_2024_and_today(shipped, condition):
    assert tuple(standing_of(shipped, condition, day).state for day in (IN_2014, IN_2024, TODAY)) == STATES[condition]


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_is_available_from_its_approval_until_it_may_be_gone(shipped, product):
    before, approved, gone = PRODUCTS[product]
    therapy = shipped.therapies[product]
    assert status_on(therapy, before) is None
    assert status_on(therapy, approved) == "available"
    if gone is None:
        assert status_on(therapy, TODAY) == "available"
    else:
        assert status_on(therapy, gone - timedelta(1)) == "available"
        assert status_on(therapy, gone) == status_on(therapy, TODAY) == "withdrawn"


def test_what_was_true_in_2014_is_kept_as_superseded(shipped):
    said_in_2014 = [ref for ref, (document, claim) in shipped.claims.items() if claim.says == "not_approved"]
    assert said_in_2014
    for condition in ("sma", "hemophilia-b", "sickle-cell-disease"):
        assert set(said_in_2014) <= set(standing_of(shipped, condition, IN_2014).holds)
        assert set(said_in_2014) <= set(standing_of(shipped, condition, TODAY).superseded)


@examples(200)
@given(CONDITIONS, DAYS)
def test_a_standing_rests_on_claims_known_by_then_and_says_each_once(condition, day):
    rules = shipped_rules()
    standing = standing_of(rules, condition, day)
    told = [*standing.holds, *standing.superseded, *standing.in_conflict]
    assert len(set(told)) == len(told)
    for ref in {*told, *standing.studied}:
        document, claim = rules.claims[ref]
        known = known_from(document, claim)
        assert (known.earliest if claim.says == "withdrawn" else known.latest) <= day
    assert (standing.state == "in_trials") <= bool(standing.studied)


@examples(200)
@given(CONDITIONS, DAYS)
def test_a_condition_with_a_product_is_approved_and_one_whose_products_are_gone_is_not(condition, day):
    rules = shipped_rules()
    family = {entry.id for entry in rules.family(condition)}
    states = {
        status_on(therapy, day)
        for therapy in rules.therapies.values()
        if any(one.condition in family and version_on(one, day) for one in therapy.indications)
    }
    state = standing_of(rules, condition, day).state
    assert (state == "approved") >= ("available" in states)
    assert (state == "withdrawn") == ("withdrawn" in states and "available" not in states)


# ---- how exact a date is ----


DATED = st.builds(
    lambda day, form: read_dated(form(day)),
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    st.sampled_from([date.isoformat, lambda day: f"by {day}", lambda day: f"{day:%Y-%m}", lambda day: f"{day:%Y}"]),
)


STATUSES = st.lists(DATED, min_size=2, max_size=4, unique_by=lambda dated: dated.latest)


@given(STATUSES, st.dates(date(1999, 1, 1), date(2031, 1, 1)))
def test_a_withdrawn_product_is_not_available_from_the_earliest_day_that_it_can_mean(dates, day):
    """Until a later entry, on the latest day that it can mean, says that it is available again."""
    rising = enumerate(sorted(dates, key=lambda dated: dated.latest))
    status = tuple(Status(from_=dated, is_="withdrawn" if place % 2 else "available", claim="a.b") for place, dated in rising)
    therapy = shipped_rules().therapies["beqvez"].model_copy(update={"status": status})
    for gone, back in zip(status[1::2], (*status[2::2], None), strict=False):
        if gone.from_.earliest <= day and not (back and back.from_.latest <= day):
            assert status_on(therapy, day) == "withdrawn"


@pytest.mark.parametrize(
    ("written", "first_day"),
    [
        ("2020-01-15", date(2020, 1, 15)),
        ("by 2020-01-15", date(2020, 1, 15)),
        ("2020-01", date(2020, 1, 31)),
        ("2020", date(2020, 12, 31)),
    ],
)
def test_an_approval_and_a_label_hold_from_the_latest_day_that_they_can_mean(tmp_path, written, first_day):
    therapy = read_rules(
        changed_copy(
            tmp_path,
            "therapies/ambera.yaml",
            ("{from: 2020-01-15, is", f"{{from: {written}, is"),
            ("- from: 2020-01-15", f"- from: {written}"),
        )
    ).therapies["ambera"]
    (indication,) = therapy.indications
    assert (status_on(therapy, first_day - timedelta(1)), version_on(indication, first_day - timedelta(1))) == (None, None)
    assert (status_on(therapy, first_day), version_on(indication, first_day)) == ("available", indication.versions[0])


@pytest.mark.parametrize(
    ("written", "first_day"),
    [
        ("2023-05-20", date(2023, 5, 20)),
        ("by 2023-05-20", date(2023, 5, 20)),
        ("2023-05", date(2023, 5, 1)),
        ("2023", date(2023, 1, 1)),
    ],
)
def test_a_withdrawal_holds_from_the_earliest_day_that_it_can_mean(tmp_path, written, first_day):
    therapy = read_rules(
        changed_copy(tmp_path, "therapies/bluvera.yaml", ("{from: 2023-05, is", f"{{from: {written}, is"))
    ).therapies["bluvera"]
    assert status_on(therapy, first_day - timedelta(1)) == "available"
    assert status_on(therapy, first_day) == "withdrawn"


# ---- what overrules what, on the small base ----


@pytest.mark.parametrize(
    ("condition", "day", "state"),
    [
        ("red-amber", date(2020, 1, 14), "not_covered"),
        ("red-amber", date(2020, 1, 15), "approved"),
        ("blue-amber", date(2021, 2, 28), "not_covered"),
        ("blue-amber", date(2021, 3, 1), "approved"),
        ("blue-amber", date(2023, 4, 30), "approved"),
        ("blue-amber", date(2023, 5, 1), "withdrawn"),  # some day of May: it may be the first
        ("amber", date(2023, 5, 1), "approved"),  # the other kind still has its product
    ],
)
def test_the_small_base_stands_as_its_dates_say(small, condition, day, state):
    assert standing_of(small, condition, day).state == state


def test_a_claim_of_a_withdrawal_is_known_from_the_earliest_day_that_it_can_mean(small):
    assert standing_of(small, "blue-amber", date(2023, 4, 30)).holds == ("amber-review.approved",)
    assert standing_of(small, "blue-amber", date(2023, 5, 1)).holds == ("amber-review.withdrawn",)


def test_a_study_is_known_from_the_last_day_of_the_month_of_its_page(small):
    assert standing_of(small, "blue-amber", date(2023, 6, 29)).studied == ()
    assert standing_of(small, "blue-amber", date(2023, 6, 30)).studied == ("amber-review.studied",)
    assert standing_of(small, "amber", date(2023, 6, 30)).studied == ("amber-review.studied",)
    assert standing_of(small, "red-amber", date(2023, 6, 30)).studied == ()


def test_the_approval_of_a_product_that_is_gone_is_superseded(small):
    standing = standing_of(small, "blue-amber", date(2024, 1, 1))
    assert standing.holds == ("amber-review.withdrawn",)
    assert standing.superseded == ("amber-review.approved",)
    assert standing.in_conflict == ()


NEWS = """id: amber-news
title: News
publisher: The Daily Amber
kind: {kind}
url: null
language: en
dated: {dated}
retrieved: 2024-06-01
read_from: copy
reviewed: {{on: 2024-06-01, due: 2024-12-01, by: encoder}}
claims:
  - {{id: said, says: {says}, about: {about}, plain: It was said., where: Page 1, confidence: low{more}}}
"""


def with_page(tmp_path, **said):
    rules = changed_copy(tmp_path, "about.yaml")
    said = {"kind": "news", "dated": "2024-01-01", "more": ""} | said
    (rules / "documents" / "amber-news.yaml").write_text(NEWS.format(**said))
    return read_rules(rules)


def test_a_newer_page_that_still_calls_a_withdrawn_product_approved_is_in_conflict(tmp_path):
    rules = with_page(tmp_path, says="approved", about="{therapy: bluvera}")
    assert standing_of(rules, "blue-amber", date(2023, 12, 31)).in_conflict == ()
    standing = standing_of(rules, "blue-amber", date(2024, 1, 1))
    assert standing.state == "withdrawn"
    assert standing.in_conflict == ("amber-news.said",)


@pytest.mark.parametrize(
    ("dated", "kept"), [("2023-05-30", "superseded"), ("2023-05-31", "in_conflict"), ("2023-06-01", "in_conflict")]
)
def test_what_is_older_than_what_holds_is_superseded_and_what_is_not_is_in_conflict(tmp_path, dated, kept):
    """The withdrawal is of May 2023, which may be its last day."""
    rules = with_page(tmp_path, says="approved", about="{therapy: bluvera}", dated=dated)
    standing = standing_of(rules, "blue-amber", date(2024, 1, 1))
    assert "amber-news.said" in getattr(standing, kept)


def test_a_page_that_says_that_nothing_is_approved_does_not_undo_a_product(tmp_path):
    rules = with_page(tmp_path, says="not_approved", about="{topic: gene_therapy}")
    standing = standing_of(rules, "red-amber", date(2024, 1, 1))
    assert standing.state == "approved"
    assert "amber-news.said" in standing.in_conflict


@pytest.mark.parametrize(("kind", "still"), [("review", ()), ("label", ()), ("news", ("amber-review.studied",))])
def test_a_study_that_stopped_is_no_longer_named_unless_the_page_that_says_so_ranks_lower(tmp_path, kind, still):
    more = ", contradicts: amber-review.studied"
    rules = with_page(tmp_path, kind=kind, says="barrier", about="{condition: blue-amber}", more=more)
    assert standing_of(rules, "blue-amber", date(2023, 12, 31)).studied == ("amber-review.studied",)
    assert standing_of(rules, "blue-amber", date(2024, 1, 1)).studied == still


@pytest.mark.parametrize(("dated", "still"), [("2023-06-29", True), ("2023-06-30", False), ("2023-07-01", False)])
def test_of_two_pages_of_one_rank_the_older_yields_and_on_the_same_day_the_one_that_is_contradicted(tmp_path, dated, still):
    """The page that is contradicted is of June 2023, which may be its last day."""
    more = ", contradicts: amber-review.studied"
    rules = with_page(tmp_path, kind="review", dated=dated, says="barrier", about="{condition: blue-amber}", more=more)
    assert ("amber-review.studied" in standing_of(rules, "blue-amber", date(2024, 1, 1)).studied) == still


def test_a_page_without_a_date_speaks_from_the_day_on_which_it_was_read(tmp_path):
    rules = with_page(tmp_path, dated="unknown", says="in_trials", about="{condition: red-amber}")
    assert standing_of(rules, "red-amber", date(2024, 5, 31)).studied == ()
    assert standing_of(rules, "red-amber", date(2024, 6, 1)).studied == ("amber-news.said",)


def test_what_is_said_of_the_condition_itself_comes_before_what_is_said_of_all(tmp_path):
    rules = with_page(tmp_path, says="in_trials", about="{condition: amber}", dated="2024-05-01")
    assert standing_of(rules, "blue-amber", date(2024, 6, 1)).studied == ("amber-review.studied", "amber-news.said")


def test_an_unknown_condition_is_no_condition(small):
    with pytest.raises(KeyError):
        standing_of(small, "umber", TODAY)


def test_that_its_group_is_studied_counts_until_there_is_a_product(tmp_path):
    """A study of "genetic conditions" may be the very one that led to the product."""
    with_page(tmp_path, says="in_trials", about="{group: single_gene}", dated="2019-01-01")
    own = "groups: [single_gene]\nkind_of: amber\nkind: red"
    change(tmp_path / "rules", "conditions/red-amber.yaml", ("kind_of: amber\nkind: red", own))
    rules = read_rules(tmp_path / "rules")
    before = standing_of(rules, "red-amber", date(2020, 1, 14))
    assert (before.state, before.studied) == ("in_trials", ("amber-news.said",))
    assert standing_of(rules, "red-amber", date(2020, 1, 15)).studied == ()
