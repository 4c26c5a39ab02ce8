"""The page "Why" in a real browser: no fault that axe finds, nothing wider than the page, and a picture whose words fit it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.bases import shipped_rules
from tests.browser.visitor import Visitor
from tests.lanes import Swept
from trialhelper.answers import answers_of
from trialhelper.engine import assess
from trialhelper.why.drawing import picture, svgs
from trialhelper.why.reasons import reasons
from trialhelper.words import words_in

RULES = shipped_rules()
TOO_WIDE = "document.querySelector('[data-testid=stMain]').scrollWidth > innerWidth + 1"
SPILLS = """drawn => {
  const page = drawn.getBoundingClientRect(), spilled = [];
  const boxes = [...drawn.querySelectorAll('path[stroke]')].filter(one => /h.*c.*v.*c/.test(one.getAttribute('d')))
    .map(one => one.getBoundingClientRect());
  for (const text of [...drawn.querySelectorAll('g')].filter(one => one.querySelector(':scope > use'))) {
    const at = text.getBoundingClientRect(), middle = (at.top + at.bottom) / 2;
    const inside = boxes.filter(box => at.left >= box.left && at.left < box.right && middle > box.top && middle < box.bottom);
    for (const box of [page, ...inside]) {
      if (at.right > box.right || at.top < box.top - 0.5 || at.bottom > box.bottom + 0.5) { spilled.push(text.innerHTML); }
    }
  }
  return boxes.length > 1 ? spilled : ['no box was found'];
}"""


def shows(page: Page, case: str) -> Visitor:
    """Begin the visit of an invented person, and go to why its result is so."""
    visitor = Visitor(page).opens("/clinician")
    title = RULES.demo_cases[case].title
    visitor.narrows(title).presses(f"Show: {title}")
    page.get_by_role("link", name="Why this result").click()
    visitor.sees("Why").rests()
    return visitor


@pytest.mark.parametrize(
    ("size", "case", "large_too"),
    [
        ("phone", "sma-toddler-both-copies", True),
        ("phone", "cancer-kind-not-sure", False),  # the longest of all: axe takes half a minute for it
        ("desktop", "huntington-2014", True),
    ],
)
def test_the_page_has_no_fault_that_axe_finds_and_never_scrolls_sideways(
    size: str, case: str, large_too: bool, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(size)
    visitor = shows(page, case)
    assert axe(page) == []
    assert not page.evaluate(TOO_WIDE)
    visitor.presses("Large, for a room").sees("Why")
    assert not page.evaluate(TOO_WIDE)
    if large_too:
        assert axe(page) == []


@pytest.mark.parametrize("width", [320, 700, 1000, 1600])
def test_at_every_width_one_picture_is_shown_and_nothing_is_wider_than_the_page(
    width: int, page_factory: Callable[..., Page]
) -> None:
    page = page_factory(width=width, height=900, color_scheme="dark")
    shows(page, "sma-toddler-both-copies")
    expect(page.locator(".th-decision img:visible")).to_have_count(1)
    assert page.locator(".th-decision img:visible").evaluate("image => image.complete && image.naturalWidth > 0")
    assert not page.evaluate(TOO_WIDE)


def test_a_product_that_does_not_decide_can_be_opened_with_the_keyboard(desktop: Page) -> None:
    shows(desktop, "sma-toddler-both-copies")
    other = desktop.locator("summary").filter(has_text="Itvisma (")
    other.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("table", name=re.compile("Itvisma for .+: each criterion"))).to_be_visible()
    expect(desktop.get_by_role("rowheader", name="The label asks for this").first).to_be_visible()


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_of_every_picture_stay_inside_their_boxes(language: str, desktop: Page, swept: Swept) -> None:
    words = words_in(language, RULES.translations)
    for case in map(RULES.demo_cases.__getitem__, swept(RULES.demo_cases)):
        drawn = picture(reasons(assess(RULES, answers_of(case, RULES), case.as_of.latest), words), words)
        for svg in svgs(drawn, language):
            desktop.set_content(f'<div style="width: 1100px">{svg}</div>')
            assert desktop.locator("svg").evaluate(SPILLS) == [], case.id
