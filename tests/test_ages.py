"""Ages as people write them: each is read as meant or refused with the code of a sentence that shows what works."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhelper.ages import MOST_MONTHS, AgeProblem, months_as_words, read_age
from trialhelper.words import Words

MONTHS = {
    "14": 168, "0": 0, "125": 1500, "14 years": 168, "14 Years": 168, "14 years old": 168, "1 year": 12, "14y": 168,
    "14 yrs": 168, "14yo": 168, "8 months": 8, "8 mo": 8, "20 mos.": 20, "8-month-old": 8, "18m": 18, "  7   years  ": 84,
    "1½": 18, "½": 6, "1 ½ years": 18, "2 1/2": 30, "2 1/2 years": 30, "1/2 year": 6, "⅓": 4, "1.5": 18, "1,5 years": 18,
    "2 years 6 months": 30, "2y6m": 30, "2 years and 6 months": 30, "2 years, 6 months": 30, "\uff11\uff14 years": 168,
    "0 months": 0, "0.5 years": 6, "1 year 2 weeks": 12 + 14 * 12 / 365, "3 weeks": 21 * 12 / 365,
    "10 days": 10 * 12 / 365, "365 days": 12, "730 days": 24, "1,000 days": 12000 / 365, "1.000 días": 12000 / 365,
}  # fmt: skip

UNITS = {
    12: "y yr yrs year years yo año años ano anos",
    1: "m mo mos mth mths month months mes meses",
    84 / 365: "w wk wks week weeks semana semanas",
    12 / 365: "d day days día días dia dias",
}

REFUSED = {
    "age.empty": ["", "   ", "\t\n", "."],
    "age.two_numbers": [
        "6-8 months", "18-24 months", "18–24 months", "6 to 8 months", "6 a 8 meses", "8, 7 months", "8,7 months", "7/8", "5.11",
        "5,11", "03/2015", "2026-11-20", "12 - 14", "2 years 6", "5 years, 11", "6 months 2 years", "2 years 3 years",
        "1 year 14 months", "14 15", "1e1", "1/0", "2 1/0 years", "1//2", "1²", "between 6 and 8",
    ],
    "age.not_read": [
        "fourteen", "-3", "14 lightyears", "nan", "inf", "years", "14 years!", "14;drop", "\x00", "<b>14</b>", "\ud800", "9" * 40,
    ],
    "age.too_old": ["126", "1501 months", "125 years 1 day", "99999"],
}  # fmt: skip


@pytest.mark.parametrize(("written", "months"), MONTHS.items())
def test_an_age_is_read_as_it_is_meant(written, months):
    assert read_age(written).months == pytest.approx(months, abs=1e-4)


@pytest.mark.parametrize(("months", "unit"), [(months, unit) for months, units in UNITS.items() for unit in units.split()])
def test_each_word_for_a_unit_means_it_beside_a_one(months, unit):
    assert read_age(f"1 {unit}").months == pytest.approx(months, abs=1e-4)


@pytest.mark.parametrize(("code", "written"), [(code, written) for code, every in REFUSED.items() for written in every])
def test_what_is_no_age_is_refused_with_a_sentence(code, written):
    with pytest.raises(AgeProblem) as refusal:
        read_age(written)
    assert refusal.value.code == code
    assert Words()(f"error.{code}")


@given(st.text() | st.from_regex(r"[0-9 /.,½yma-]{0,12}"))
def test_any_text_gives_an_age_of_a_person_or_a_refusal_that_does_not_repeat_it(text):
    months, said = 0.0, ""
    try:
        months = read_age(text).months
    except AgeProblem as refusal:
        said = str(refusal)
    assert 0 <= months <= MOST_MONTHS
    assert said in ("", "age.empty", "age.two_numbers", "age.not_read", "age.too_old")


@pytest.mark.parametrize("written", ["9" * 5000 + "/2", "9" * 400 + "/7"], ids=["too long for int", "too large for a float"])
def test_an_endless_fraction_is_refused_like_any_other(written):
    with pytest.raises(AgeProblem) as refusal:
        read_age(written)
    assert refusal.type is AgeProblem


@given(st.integers(0, 125), st.integers(0, 11))
def test_years_and_months_add_up(years, months):
    if years * 12 + months <= MOST_MONTHS:
        assert read_age(f"{years} years {months} months").months == years * 12 + months
        assert read_age(str(years)).months == read_age(f"{years * 12} months").months


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (20, (20, "months")),
        (168, (14, "years")),
        (18, (18, "months")),
        (24, (2, "years")),
        (30, (30, "months")),
        (66, (5, "years")),
    ],
)
def test_an_age_is_told_in_the_unit_in_which_it_reads_best(months, words):
    assert months_as_words(months) == words


@given(st.floats(0, MOST_MONTHS))
def test_an_age_that_is_told_is_near_the_age_that_is_meant(months):
    number, unit = months_as_words(months)
    told = number * (12 if unit == "years" else 1)
    assert math.isclose(told, months, abs_tol=12 if unit == "years" else 0.1)


@pytest.mark.parametrize(
    ("written", "within"),
    [("17", 12), ("17 years", 12), ("22 months", 1), ("2 years 6 months", 1), ("1½", 6), ("0.25 years", 3), ("9 weeks", 84 / 365),
     ("730 days", 12 / 365)],
)  # fmt: skip
def test_an_age_tells_how_exactly_it_was_told(written, within):
    assert read_age(written).within == pytest.approx(within, abs=1e-4)


@given(st.integers(0, 3000))
def test_an_age_in_days_is_never_judged_as_older_or_younger_than_the_years_and_months_that_have_passed(days):
    months = read_age(f"{days} days").months
    assert (months >= 24) is (days >= 730)
    assert (months >= 12) is (days >= 365)
    assert read_age(f"{days // 7} weeks").months <= months + 1e-4
