"""The page "What if" in a browser: by keyboard and by touch, on a phone and on a desk, and large for a room."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor, with_a_boy


def opened(page: Page, large: bool = False) -> Visitor:
    """The page for an invented boy, reached by the links that lead there."""
    visitor = with_a_boy(page, large)
    page.get_by_role("link", name="What if").click()
    visitor.sees("What if").rests()
    return visitor


def picks(visitor: Visitor, label: str, typed: str) -> None:
    """Choose from a list by keyboard: what is typed narrows it."""
    box = visitor.page.get_by_role("combobox", name=label)
    box.focus()
    box.press("ArrowDown")
    visitor.page.keyboard.type(typed)
    visitor.page.get_by_role("option", name=re.compile(re.escape(typed))).first.wait_for()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_timeout(150)
    visitor.rests()


def tries_everything(visitor: Visitor) -> None:
    picks(visitor, "Answer to change", "Change in the SMN1 gene")
    other = "No, the report names another gene or none"
    visitor.chooses(other)
    expect(visitor.page.get_by_role("status").filter(has_text=f"With Change in the SMN1 gene: {other}")).to_be_visible()
    visitor.rests()
    picks(visitor, "Answer for the rows", "Age")
    picks(visitor, "Answer for the columns", "Change in the SMN1 gene")
    expect(visitor.page.locator(".th-grid td.th-here")).to_have_text("approved product (now)")


def stays_inside(page: Page) -> None:
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("width", [360, 1600])
def test_every_part_answers_and_nothing_is_wider_than_the_page(
    page_factory: Callable[..., Page], axe: Callable[[Page], list[str]], width: int
) -> None:
    page = page_factory(width=width)
    visitor = opened(page)
    assert axe(page) == []
    tries_everything(visitor)
    stays_inside(page)
    assert axe(page) == []
    chart = page.locator(".th-figure img")
    expect(chart).to_have_attribute("alt", re.compile("Age"))
    assert chart.evaluate("image => image.complete && image.naturalWidth > 0")


def test_it_is_readable_in_the_dark_and_large_for_a_room(
    page_factory: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = page_factory(color_scheme="dark")
    visitor = opened(page, large=True)
    tries_everything(visitor)
    stays_inside(page)
    assert axe(page) == []


def test_no_answer_stands_in_the_address_or_the_title(desktop: Page) -> None:
    visitor = opened(desktop)
    tries_everything(visitor)
    assert "smn1" not in (desktop.url + desktop.title()).lower()
    assert "SMN1" not in desktop.url


def test_an_age_is_typed_and_what_cannot_be_read_is_said_beside_the_field(phone: Page) -> None:
    visitor = opened(phone)
    picks(visitor, "Answer to change", "Age")
    phone.get_by_label("What if? Age").fill("soon")
    visitor.presses("Show what moves")
    expect(phone.get_by_text("Error: This age cannot be read")).to_be_visible()
    phone.get_by_label("What if? Age").fill("3 years")
    visitor.presses("Show what moves")
    expect(phone.get_by_role("status").filter(has_text="With Age: 3 years")).to_be_visible()
