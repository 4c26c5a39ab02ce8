"""The drawing of a timeline: one line a product, a mark and a word for each event, nothing outside its edges."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from tests.bases import TODAY, shipped_rules
from trialhelper.engine.dates import therapies_of
from trialhelper.overtime.history import events
from trialhelper.overtime.timeline import timeline

RULES = shipped_rules()
WORDS = {name: name for name in ("approved", "new_use", "label", "withdrawn", "returned")}
WITH_PRODUCTS = [name for name in RULES.conditions if therapies_of(RULES, name)]
DAYS = (date(2010, 1, 1), date(2014, 7, 1), TODAY)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(condition, day):
    return timeline(events(RULES, condition, TODAY), TODAY, (day, "the <day>"), WORDS)


@pytest.mark.exhaustive
@pytest.mark.parametrize("condition", WITH_PRODUCTS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_product_has_a_line_and_each_event_a_word(condition, day):
    found = events(RULES, condition, TODAY)
    texts = [text.text for text in ElementTree.fromstring(drawn(condition, day)).iter(f"{SVG}text")]
    assert {one.therapy.brand for one in found} <= set(texts)
    for name in WORDS:
        assert texts.count(name) == sum(one.what == name for one in found)
    assert "the <day>" in texts
    assert str(TODAY.year) in texts or str(TODAY.year + 1) in texts


@pytest.mark.exhaustive
@pytest.mark.parametrize("condition", WITH_PRODUCTS)
def test_nothing_lies_outside_the_drawing_and_no_words_lie_on_each_other(condition):
    root = ElementTree.fromstring(drawn(condition, date(2014, 7, 1)))
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    for group in root.iter(f"{SVG}g"):
        found = re.match(r"translate\(([\d.]+) ([\d.]+)\)", group.attrib.get("transform", ""))
        assert found
        spots = [text for text in group.findall(f"{SVG}text") if text.attrib.get("font-weight") is None]
        edges = [(text.attrib["y"], *_edges(text)) for text in spots]
        for place, (row, left, right) in enumerate(edges):
            assert 0 <= left < right <= wide + 1
            assert float(found[2]) + float(row) < high
            assert not [other for other in edges[:place] if other[0] == row and other[2] > left and other[1] < right]


def _edges(text):
    at, long = float(text.attrib["x"]), len(text.text) * 6.9
    left = at - {"start": 0, "middle": long / 2, "end": long}[text.attrib["text-anchor"]]
    return left, left + long


def test_a_drawing_asks_for_no_other_file_and_needs_no_colour():
    text = drawn("cancer", TODAY)
    assert "href" not in text
    assert "url(" not in text
    assert set(re.findall(r"#[0-9a-f]{3,6}", text)) <= {"#000", "#fff", "#bbb"}
