"""What a care team knows is entered in a browser, counts on the other pages of the view, and the hits of a search are told."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

CASE = "A woman of 58 with macular telangiectasia type 2 who takes aspirin"


def test_hits_are_told_in_a_place_that_stays_and_going_on_searches_first(phone: Page, axe: Callable[[Page], list[str]]) -> None:
    visitor = Visitor(phone).opens().presses("Start now").chooses("Me").goes_on()
    told = phone.locator(".st-key-th-found")
    expect(told).to_have_attribute("role", "status")
    phone.evaluate("window.thTold = document.querySelector('.st-key-th-found')")
    visitor.fills("Condition", "stargardt").presses("Continue")
    expect(told).to_contain_text("1 found.")
    assert phone.evaluate("window.thTold === document.querySelector('.st-key-th-found')")
    assert axe(phone) == []
    assert "stargardt" not in phone.url + phone.title()


def test_a_care_team_enters_what_it_knows_and_the_other_pages_count_it(desktop: Page, axe: Callable[[Page], list[str]]) -> None:
    visitor = Visitor(desktop).opens("/clinician")
    visitor.narrows(CASE).presses(f"Show: {CASE}")
    desktop.get_by_role("link", name="Other cases").click()
    visitor.sees("Demonstrations").rests()
    desktop.get_by_role("link", name="What the team knows").click()
    visitor.sees("What the team knows").rests()
    assert axe(desktop) == []
    visitor.chooses("No").presses("Keep and count")
    counted = desktop.get_by_text("In this view the answers of the care team count: ")
    expect(counted).to_be_visible()
    desktop.get_by_role("link", name="Why", exact=True).click()
    visitor.sees("Why").rests()
    expect(counted).to_be_visible()
