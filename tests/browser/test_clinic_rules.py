"""The rules to read, and what can be taken out, in a browser: on a phone, at a desk, by keyboard, and large for a room."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.bases import RULES as FOLDER
from tests.browser.visitor import Visitor, with_a_boy


def stays_inside(page: Page) -> None:
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def packed() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.rglob("*.yaml")):
            content = path.read_bytes()
            if path.stem == "zolgensma":
                content = content.replace(b"less_than: 2 years", b"less_than: 3 years")
            archive.writestr(path.relative_to(FOLDER).as_posix(), content)
    return made.getvalue()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_rules_are_searched_read_checked_and_compared(
    size: str, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(size)
    visitor = Visitor(page).opens("/clinician-rules").sees("The rules")
    assert axe(page) == []
    stays_inside(page)
    page.get_by_label("Find by name, id or any word").fill("zolgensma")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Therapies: 2")).to_be_visible()
    visitor.presses("Zolgensma").sees("Zolgensma")
    assert visitor.focused() == "H1"
    assert page.url.endswith("?entry=therapy.zolgensma")
    assert "olgensma" not in page.title()
    assert axe(page) == []
    stays_inside(page)
    visitor.presses("Spinal muscular atrophy").sees("Spinal muscular atrophy")
    assert axe(page) == []
    page.go_back()
    visitor.sees("Zolgensma")
    visitor.presses("Back to all entries").sees("The rules")
    expect(page.get_by_label("Find by name, id or any word")).to_have_value("zolgensma")
    visitor.presses("Run all checks")
    expect(page.get_by_text("sets of answers were covered")).to_be_visible()
    visitor.rests()
    expect(page.get_by_role("button", name="Choose a ZIP file (up to 1 MB)")).to_be_visible()
    page.locator("input[type=file]").set_input_files({"name": "old.zip", "mimeType": "application/zip", "buffer": packed()})
    visitor.presses("Compare")
    expect(page.get_by_text("Old: asks for: Age: younger than 3 years").first).to_be_visible()
    visitor.rests()
    assert axe(page) == []
    stays_inside(page)


@pytest.mark.parametrize("entry", ["document.fda-list", "claim.", "question.age", "point.", "word.", "condition.hemophilia"])
def test_an_entry_can_be_opened_from_its_address(entry: str, phone: Page, axe: Callable[[Page], list[str]]) -> None:
    from tests.bases import shipped_rules
    from trialhelper.card.library import entries

    found = next(
        one for one in entries(shipped_rules(), "en") if one.ref.startswith(entry) or one.kind == entry.partition(".")[0]
    )
    Visitor(phone).opens(f"/clinician-rules?entry={found.ref}").sees(" ".join(found.name.split()))
    assert axe(phone) == []
    stays_inside(phone)


def test_the_rules_and_the_ways_out_fit_when_they_are_drawn_large(
    page_factory: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = page_factory(width=1600)
    visitor = with_a_boy(page, large=True)
    page.get_by_role("link", name="The rules", exact=True).click()
    visitor.sees("The rules").rests()
    stays_inside(page)
    page.get_by_label("Find by name, id or any word").fill("elevidys")
    page.keyboard.press("Enter")
    visitor.presses("Elevidys").sees("Elevidys")
    stays_inside(page)
    page.get_by_role("link", name="Take it out").click()
    visitor.sees("Take it out").rests()
    stays_inside(page)
    assert axe(page) == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_result_is_taken_out_in_every_form(
    size: str, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    page: Page = request.getfixturevalue(size)
    visitor = with_a_boy(page)
    page.get_by_role("link", name="Take it out").click()
    visitor.sees("Take it out").rests()
    assert axe(page) == []
    stays_inside(page)
    with pikepdf.open(visitor.downloads("Download the page (PDF, US letter)", tmp_path)) as pdf:
        assert len(pdf.pages) == 1
    cards = json.loads(visitor.downloads("Download the cards (JSON)", tmp_path).read_text())["cards"]
    assert [card["indicator"] for card in cards] == ["info"] * len(cards) != []
    trace = json.loads(visitor.downloads("Download the trace (JSON)", tmp_path).read_text())
    assert trace["audit"]["conversation"]["primary"] == "approved-therapy"
    table = pd.read_csv(visitor.downloads("Download the table (CSV)", tmp_path))
    same = pd.read_parquet(visitor.downloads("Download the table (Parquet)", tmp_path))
    assert list(table.columns) == list(same.columns)
    assert list(table["id"]) == list(same["id"])
    page.get_by_text(re.compile("^Talk about Zolgensma")).click()
    expect(page.get_by_text("Had Zolgensma or Itvisma before: not the case")).to_be_visible()
    assert axe(page) == []
    stays_inside(page)


def test_in_spanish_the_pages_of_entries_say_that_they_are_in_english(desktop: Page, axe: Callable[[Page], list[str]]) -> None:
    visitor = Visitor(desktop).opens("/clinician-rules?lang=es&entry=therapy.zolgensma").sees("Zolgensma")
    expect(desktop.locator("div[lang=en]").filter(has_text="Label rules in force")).to_be_visible()
    assert axe(desktop) == []
    visitor.rests()
