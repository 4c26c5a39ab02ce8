"""The page "Then and now" in a real browser: by keyboard, on a phone, at a desk and large for a room."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor


def _opened(page: Page, typed: str = "SMA", large: bool = False) -> Visitor:
    """The page for the first invented person who is found."""
    visitor = Visitor(page).opens("/clinician")
    visitor.narrows(typed)
    page.get_by_role("button", name=re.compile("^Show: ")).first.click()
    expect(page.locator(".st-key-present button")).to_be_visible()
    visitor.rests()
    if large:
        page.locator(".st-key-present button").click()
        expect(page.locator(".th-keys")).to_be_visible()
        visitor.rests()
    page.locator(".st-key-th-demo").get_by_role("link", name="Other cases").click()
    visitor.sees("Demonstrations")
    visitor.rests()
    page.get_by_role("link", name="Then and now").click()
    visitor.sees("Then and now")
    visitor.rests()
    return visitor


def _wide(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth > innerWidth + 1"))


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_axe_finds_nothing_with_a_day_shown_a_fault_and_another_condition(
    size: str, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(size)
    visitor = _opened(page)
    assert axe(page) == []
    assert not _wide(page)
    visitor.presses("January 1, 2024")
    expect(page.get_by_role("status").filter(has_text="Shown here: January 1, 2024")).to_be_visible()
    visitor.fills(re.compile("^Day "), "last summer").presses("Show this day")
    expect(page.get_by_role("alert")).to_contain_text("This day cannot be read")
    expect(page.get_by_label(re.compile("^Day "))).to_have_value("last summer")
    assert visitor.focused() != "BODY"
    assert axe(page) == []
    page.get_by_text("Look at another condition").click()
    visitor.fills("Condition", "hemophilia b").presses("Find").chooses("Hemophilia B").presses("Show this condition")
    expect(page.get_by_text("Hemophilia B, chosen on this page")).to_be_visible()
    assert axe(page) == []
    assert not _wide(page)


@pytest.mark.parametrize(("width", "large"), [(360, True), (1600, False), (1600, True)])
def test_nothing_overflows_for_the_condition_with_most_products(
    width: int, large: bool, page_factory: Callable[..., Page]
) -> None:
    page = page_factory(width=width)
    _opened(page, "lymphoma", large)
    assert not _wide(page)
    for table in page.locator(".th-wide").all():
        assert table.evaluate("one => one.tabIndex === 0 && one.getAttribute('role') === 'region'")


def test_the_drawing_is_shown_and_says_in_words_what_it_shows(desktop: Page) -> None:
    _opened(desktop)
    drawing = desktop.locator(".th-timeline img")
    expect(drawing).to_have_attribute("alt", re.compile("^A line for each of 2 products"))
    assert drawing.evaluate("one => one.complete && one.naturalWidth > 0")


def test_a_day_is_typed_and_shown_by_keyboard_alone(desktop: Page) -> None:
    visitor = _opened(desktop)
    desktop.get_by_label(re.compile("^Day ")).focus()
    desktop.keyboard.press("Control+a")
    desktop.keyboard.type("2019-05-24")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("status").filter(has_text="Shown here: May 24, 2019")).to_be_visible()
    visitor.rests()
    desktop.keyboard.press("Tab")
    assert visitor.focused() == "BUTTON"


def test_a_fault_on_this_page_does_not_follow_to_the_form(desktop: Page) -> None:
    visitor = _opened(desktop)
    desktop.get_by_label(re.compile("^Day ")).fill("soon")
    visitor.presses("Show this day")
    expect(desktop.get_by_role("alert")).to_contain_text("cannot be read")
    desktop.get_by_role("link", name="To the form").click()
    expect(visitor.heading).not_to_have_text("Then and now")
    visitor.rests()
    expect(desktop.get_by_role("alert")).to_have_count(0)
    assert "2019" not in desktop.url
