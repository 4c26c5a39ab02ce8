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
    "0 months": 0, "0.5 years": 6, "1 year 2 weeks": 12 + 2 * 12 / 52.1775, "3 weeks": 3 * 12 / 52.1775,
    "10 days": 10 * 12 / 365.2425,
}  # fmt: skip

UNITS = {
    12: "y yr yrs year years yo año años ano anos",
    1: "m mo mos mth mths month months mes meses",
    12 / 52.1775: "w wk wks week weeks semana semanas",
    12 / 365.2425: "d day days día días dia dias",
}

REFUSED = {
    "age.empty": ["", "   ", "\t\n", "."],
    "age.not_read": [
        "fourteen", "-3", "14 lightyears", "6 months 2 years", "2 years 3 years", "14 15", "1e1", "1/0", "2 1/0 years", "nan",
        "inf", "years", "14 years!", "14;drop", "2026-11-20", "1//2", "1²", "\x00", "<b>14</b>", "\ud800",
    ],
    "age.too_old": ["126", "1501 months", "125 years 1 day", "9" * 40],
}  # fmt: skip


@pytest.mark.parametrize(("written", "months"), MONTHS.items())
def test_an_age_is_read_as_it_is_meant(written, months):
    assert read_age(written) == pytest.approx(months, abs=1e-4)


@pytest.mark.parametrize(("months", "unit"), [(months, unit) for months, units in UNITS.items() for unit in units.split()])
def test_each_word_for_a_unit_means_it_beside_a_one(months, unit):
    assert read_age(f"1 {unit}") == pytest.approx(months, abs=1e-4)


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
        months = read_age(text)
    except AgeProblem as refusal:
        said = str(refusal)
    assert 0 <= months <= MOST_MONTHS
    assert said in ("", "age.empty", "age.not_read", "age.too_old")


@pytest.mark.parametrize("written", ["9" * 5000 + "/2", "9" * 400 + "/7"], ids=["too long for int", "too large for a float"])
def test_an_endless_fraction_is_refused_like_any_other(written):
    with pytest.raises(AgeProblem) as refusal:
        read_age(written)
    assert refusal.type is AgeProblem


@given(st.integers(0, 125), st.integers(0, 11))
def test_years_and_months_add_up(years, months):
    if years * 12 + months <= MOST_MONTHS:
        assert read_age(f"{years} years {months} months") == years * 12 + months
        assert read_age(str(years)) == read_age(f"{years * 12} months")


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
