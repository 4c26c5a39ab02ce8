"""The drawing of a timeline: one line a product, a mark and a word for each event, nothing outside its edges."""

import re
from datetime import date

import pytest

from tests.bases import TODAY, shipped_rules
from tests.drawings import laid
from trialhelper.engine.dates import therapies_of
from trialhelper.overtime.history import events
from trialhelper.overtime.timeline import timeline

RULES = shipped_rules()
WORDS = {name: name for name in ("approved", "new_use", "label", "withdrawn", "returned")}
WITH_PRODUCTS = [name for name in RULES.conditions if therapies_of(RULES, name)]
DAYS = (date(2010, 1, 1), date(2014, 7, 1), TODAY)


def drawn(condition, day, words=WORDS):
    return timeline(events(RULES, condition, TODAY), TODAY, (day, "the <day>"), words, "en")


@pytest.mark.exhaustive
@pytest.mark.parametrize("condition", WITH_PRODUCTS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_product_has_a_line_and_each_event_a_word_inside_the_drawing_and_on_no_other(condition, day):
    found = events(RULES, condition, TODAY)
    seen = laid(lambda: drawn(condition, day))
    said = [word.said for word in seen.words]
    assert seen.missing({one.therapy.brand for one in found}) == []
    for name in WORDS:
        assert said.count(name) == sum(one.what == name for one in found)
    assert seen.missing(["the <day>"]) == []
    assert str(TODAY.year) in said or str(TODAY.year + 1) in said
    assert seen.outside() == []
    assert seen.on_each_other() == []


def test_long_words_for_events_that_come_close_stand_below_each_other():
    long = {name: f"{name} as the agency wrote it down" for name in WORDS}
    seen = laid(lambda: drawn("cancer", TODAY, long))
    assert seen.outside() == []
    assert seen.on_each_other() == []


def test_a_drawing_asks_for_no_other_file_and_needs_no_colour():
    text = drawn("cancer", TODAY)
    assert set(re.findall(r'href="(.)', text)) == {"#"}
    assert "url(" not in text
    assert "<text" not in text
    assert set(re.findall(r'"(#[0-9a-f]{3,6})"', text)) <= {"#000000", "#ffffff", "#bababa"}
