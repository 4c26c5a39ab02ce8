"""Dates as documents give them: a day, a month, a year, or "by" a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhelper.rulebase.dates import read_dated

READ = {
    "2025-11-14": ("day", date(2025, 11, 14), date(2025, 11, 14)),
    "by 2025-11-14": ("by", date(2025, 11, 14), date(2025, 11, 14)),
    "2025-02": ("month", date(2025, 2, 1), date(2025, 2, 28)),
    "2024-02": ("month", date(2024, 2, 1), date(2024, 2, 29)),
    "2023-12": ("month", date(2023, 12, 1), date(2023, 12, 31)),
    "2014": ("year", date(2014, 1, 1), date(2014, 12, 31)),
}
REFUSED = [
    "", "soon", "2025-13", "2025-00", "2025-02-30", "2025-11-31", "0000", "25-11-14", "2025/11/14", "14.11.2025", "November 2025",
    "by 2025", "by 2025-11", "BY 2025-11-14", "after 2025-11-14", "2025-11-14T10:00", "2025-1-1", "12025", "2025-11-14 by",
]  # fmt: skip


@pytest.mark.parametrize(("text", "means"), READ.items())
def test_a_date_keeps_its_words_and_how_exact_it_is(text, means):
    dated = read_dated(text)
    assert (dated.precision, dated.earliest, dated.latest) == means
    assert str(dated) == text


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_with_examples(text):
    with pytest.raises(ValueError, match=r"2025-11-14, 2025-11, 2025, or \"by 2025-11-14\""):
        read_dated(text)


@given(st.dates())
def test_every_day_lies_within_its_month_and_its_year(day):
    month, year = read_dated(f"{day:%Y-%m}".zfill(7)), read_dated(f"{day.year:04}")
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest
    assert read_dated(day.isoformat()).earliest == day


def read_or_sentence(text):
    try:
        return read_dated(text)
    except ValueError as refusal:
        return str(refusal)


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_a_sentence(text):
    found = read_or_sentence(text)
    assert "is not a date" in found if isinstance(found, str) else found.earliest <= found.latest
