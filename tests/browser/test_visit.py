"""The whole visit in a real browser, on a phone and at a desk, from the first page to a printed one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import page as pdf_check
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor, answers_sma, with_a_boy


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_parent_walks_from_the_start_to_a_printed_summary(
    size: str, request: pytest.FixtureRequest, tmp_path: Path, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(size)
    visitor = Visitor(page).opens()
    assert axe(page) == []
    answers_sma(visitor)
    assert axe(page) == []
    visitor.presses("See what to talk about").sees("Ask about an approved gene therapy")
    assert axe(page) == []
    expect(page.get_by_text("Zolgensma").first).to_be_visible()
    saved = visitor.downloads("Download the summary (PDF, US letter)", tmp_path)
    text = _text_of(saved)
    for said in ("Ask about an approved gene therapy", "20 months", "Zolgensma", "Questions to ask first", "Not medical advice"):
        assert said in text
    with pikepdf.open(saved) as pdf:
        assert pdf.Root.Lang == "en"
        assert str(pdf.docinfo["/Title"]) == "Summary for a visit: gene therapy"
    assert _pdf_ua_faults(saved) == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (320, "light"), (1280, "dark")])
def test_no_page_of_the_visit_has_a_fault_that_axe_finds_or_scrolls_sideways(
    width: int, scheme: str, page_factory: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = page_factory(width=width, height=700, color_scheme=scheme)
    visitor = Visitor(page).opens()

    def look() -> None:
        assert axe(page) == [], visitor.heading.inner_text()
        wide = page.evaluate("document.querySelector('#stMain, [data-testid=stMain]').scrollWidth > innerWidth + 1")
        assert not wide, visitor.heading.inner_text()

    look()
    visitor.presses("Start now").goes_on()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    look()
    visitor.chooses("Me").goes_on()
    look()
    visitor.finds("sickle sell", "Sickle cell")
    look()
    visitor.chooses("Disease").goes_on().types("many").goes_on()
    expect(page.get_by_role("alert")).to_contain_text("14 years, 8 months")
    look()
    visitor.types("30").goes_on()
    look()
    visitor.chooses("Male").goes_on()
    look()
    visitor.chooses("More than once").goes_on().sees("Does any of this apply?")
    look()
    visitor.says_no_to_the_rest()
    expect(page.get_by_role("alert")).to_be_visible()
    look()
    page.get_by_role("link", name="About this tool").click()
    visitor.sees("About this tool")
    look()


def test_the_whole_visit_can_be_made_with_the_keyboard_alone(desktop: Page, tmp_path: Path) -> None:
    visitor = Visitor(desktop).opens()
    keyboard, titles = desktop.keyboard, [desktop.title()]

    def to(name: str, role: str = "button") -> None:
        """Tab until what is named has the focus."""
        for _ in range(60):
            focused = desktop.evaluate(
                "[document.activeElement.tagName, document.activeElement.type || '', (document.activeElement.innerText || "
                "document.activeElement.getAttribute('aria-label') || '').trim()]"
            )
            if role == "radio" and focused[1] == "radio":
                return
            if role == "text" and focused[0] == "INPUT" and focused[1] in ("text", "search"):
                return
            if role == "checkbox" and focused[1] == "checkbox":
                return
            if role == "button" and focused[0] == "BUTTON" and name in focused[2]:
                return
            keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {name or role}")

    def presses(name: str, heading: str | re.Pattern[str]) -> None:
        to(name)
        keyboard.press("Enter")
        visitor.sees(heading)
        visitor.rests()
        assert visitor.focused() == "H1"
        titles.append(desktop.title())
        assert titles[-1] != titles[-2]  # so that a reader hears that the page is another one

    presses("Start now", "Who is this for?")
    to("", "radio")
    keyboard.press("Space")
    presses("Continue", "What condition do you have?")
    to("", "text")
    keyboard.type("hemofilia b")
    keyboard.press("Enter")
    desktop.locator("label[data-testid=stRadioOption]").filter(has_text="Hemophilia B").first.wait_for()
    visitor.rests()
    to("", "radio")
    keyboard.press("Space")
    presses("Continue", "How old are you?")
    to("", "text")
    keyboard.type("40")
    keyboard.press("Enter")
    visitor.sees("What sex were you assigned at birth?")
    visitor.rests()
    to("", "radio")
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    presses("Continue", "Which of these is true for you?")
    visitor.rests()
    to("", "radio")
    keyboard.press("Space")
    presses("Continue", "How severe is your hemophilia B?")
    to("", "radio")
    keyboard.press("Space")
    presses("Continue", "Does any of this apply?")
    names = desktop.get_by_role("radiogroup").count()
    for _ in range(names):
        to("", "radio")
        keyboard.press("Space")
        keyboard.press("Tab")
    presses("Continue", "Is there a reason to ask about studies as well?")
    to("", "radio")
    keyboard.press("Space")
    presses("Continue", "If you have the report at hand")
    presses("Continue", "What matters most?")
    to("", "checkbox")
    keyboard.press("Space")
    presses("Continue", "Check your answers")
    to("See what to talk about")
    keyboard.press("Enter")
    visitor.sees(re.compile("^Ask about an approved gene therapy"))
    visitor.rests()
    to("Download the summary (PDF, US letter)")
    with desktop.expect_download() as waiting:
        keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "summary.pdf")
    assert "Hemgenix" in _text_of(tmp_path / "summary.pdf")


def test_going_back_and_changing_an_answer_loses_none(desktop: Page) -> None:
    visitor = answers_sma(Visitor(desktop).opens())
    visitor.presses("Change: age").sees("How old is your child?")
    expect(desktop.locator("[data-testid=stTextInputRootElement] input").first).to_have_value("20 months")
    visitor.types("3 years").goes_on()
    visitor.sees("Does any of this apply?")  # an older child is asked about other things too
    visitor.says_no_to_the_rest().sees("Check your answers")
    for name in ("SMA", "20 months"):
        expect(desktop.get_by_text(name, exact=True)).to_have_count(0)
    expect(desktop.get_by_text("3 years", exact=True)).to_be_visible()
    visitor.presses("Back")
    visitor.presses("Back")
    expect(visitor.heading).not_to_have_text("Check your answers")
    desktop.go_back()
    visitor.rests()
    expect(desktop.get_by_role("button", name="Back")).to_be_visible()


def test_the_browsers_own_back_goes_one_question_back(desktop: Page) -> None:
    visitor = Visitor(desktop).opens().presses("Start now").chooses("My child").goes_on()
    visitor.sees("What condition does your child have?")
    desktop.go_back()
    visitor.sees("Who is this for?")
    expect(desktop.get_by_role("radio", name="My child")).to_be_checked()
    desktop.go_forward()
    visitor.sees("What condition does your child have?")


def test_saved_answers_can_be_brought_back(desktop: Page, page_factory: Callable[..., Page], tmp_path: Path) -> None:
    visitor = answers_sma(Visitor(desktop).opens())
    desktop.get_by_text("Save or clear my answers").click()
    saved = visitor.downloads("Save my answers", tmp_path)
    assert '"age": "20 months"' in saved.read_text(encoding="utf-8")
    again = Visitor(page_factory()).opens()
    again.page.get_by_text("Bring back saved answers").click()
    again.page.locator("input[type=file]").set_input_files(saved)
    again.sees("Check your answers")
    expect(again.page.get_by_text("20 months", exact=True)).to_be_visible()
    visitor.presses("Clear my answers").sees("Prepare a talk about gene therapy")
    expect(desktop.get_by_role("button", name="Start now")).to_be_visible()


def brings_back(visitor: Visitor, folder: Path, **answers: str) -> None:
    """Take a file of saved answers on the start page."""
    saved = folder / "my-answers.json"
    told = {"format": "trialhelper-answers", "format_version": 1, "answers": {"who": "you", "condition": "sma", **answers}}
    saved.write_text(json.dumps(told), encoding="utf-8")
    visitor.sees("Prepare a talk about gene therapy")
    visitor.page.get_by_text("Bring back saved answers").click()
    visitor.page.locator("input[type=file]").set_input_files(saved)


def test_what_could_not_be_read_of_a_file_is_said_on_the_page_that_comes_first(desktop: Page, tmp_path: Path) -> None:
    visitor = Visitor(desktop).opens()
    brings_back(visitor, tmp_path, age="soon")
    visitor.sees("How old are you?")
    expect(desktop.locator(".th-warning").filter(has_text="Age")).to_be_visible()


def test_saved_answers_that_come_during_a_demonstration_are_not_those_of_the_invented_person(
    desktop: Page, tmp_path: Path
) -> None:
    visitor = with_a_boy(desktop)
    desktop.get_by_role("link", name="To the form").click()
    visitor.sees("Who is this for?").presses("Back")
    brings_back(visitor, tmp_path, age="37 years")
    visitor.sees(re.compile("SMN1"))
    expect(desktop.get_by_text("For demonstration only")).to_have_count(0)
    visitor.presses("Back").sees("How old are you?")
    expect(desktop.get_by_role("textbox")).to_have_value("37 years")


def test_a_file_that_holds_no_answers_gets_one_clear_sentence(desktop: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "holiday.json"
    wrong.write_text('["beach"]')
    visitor = Visitor(desktop).opens()
    desktop.get_by_text("Bring back saved answers").click()
    desktop.locator("input[type=file]").set_input_files(wrong)
    expect(desktop.get_by_text("This file holds no saved answers").first).to_be_visible()
    visitor.sees("Prepare a talk about gene therapy")


def test_a_withdrawn_product_that_is_asked_for_gets_a_straight_answer(phone: Page) -> None:
    visitor = Visitor(phone).opens().presses("Start now").chooses("Me").goes_on()
    visitor.finds("roctavian", "Roctavian").chooses("Hemophilia A").goes_on().types("40").goes_on()
    while visitor.heading.inner_text() != "Check your answers":
        for group in phone.get_by_role("radiogroup").all():
            group.locator("label").last.click()
        for box in phone.locator(".stCheckbox label").filter(has_text="Not sure").all():
            box.click()
        visitor.goes_on()
    visitor.presses("See what to talk about").sees("Ask about clinical trials")
    expect(phone.get_by_text("You asked about Roctavian").first).to_be_visible()
    expect(phone.get_by_text("is no longer offered").first).to_be_visible()


def test_no_answer_stands_in_an_address_a_title_or_a_log(desktop: Page, server_log: Path) -> None:
    seen: list[str] = []
    desktop.on("request", lambda request: seen.append(request.url))
    desktop.on("framenavigated", lambda frame: seen.append(frame.url))
    visitor = answers_sma(Visitor(desktop, seen_titles := []).opens()).presses("See what to talk about")
    visitor.sees("Ask about an approved gene therapy").rests()
    seen += [*seen_titles, desktop.title()]
    assert "Question 4 - trialhelper" in seen
    log = server_log.read_text(errors="replace")
    for told in ("20 months", "20%20months", "spinal", "smn1", "approved", "my child", "?p=1&"):
        assert all(told not in place.casefold() for place in seen), told
        assert told not in log.casefold()


def _text_of(pdf: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine (package poppler-utils), so the PDF cannot be read back")
    return " ".join(
        subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.split()
    )


def _pdf_ua_faults(pdf: Path) -> list[str]:
    report = pdf_check.validate_pdf(pdf, profile=pdf_check.ValidationProfile.PDF_UA_1)
    return [f"{fault.rule_id}: {fault.message}" for fault in report.failures]
