"""Every invented person, shown in a real browser from the list, ends as it is written, under the banner that says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.bases import shipped_rules
from tests.browser.visitor import Visitor

RULES = shipped_rules()
CASES = sorted(RULES.demo_cases)
A_SESSION = 6
"""So many people are shown one after the other in one session of the browser."""


@pytest.mark.exhaustive(least=2)
@pytest.mark.parametrize("first", range(0, len(CASES), A_SESSION))
def test_every_case_ends_as_it_is_written(page_factory: Callable[..., Page], first: int) -> None:
    page = page_factory()
    visitor = Visitor(page).opens("/clinician")
    for name in CASES[first : first + A_SESSION]:
        case = RULES.demo_cases[name]
        visitor.narrows(case.title)
        page.get_by_role("button", name=f"Show: {case.title}", exact=True).click()
        visitor.sees("Who is this for?")
        page.get_by_role("button", name="Straight to the result").click()
        visitor.sees(RULES.conversations[case.expect].title)
        expect(page.get_by_text(f"{case.title}. For demonstration only.")).to_be_visible()
        page.get_by_role("link", name="Other cases").click()
        visitor.sees("Demonstrations")
        visitor.rests()
