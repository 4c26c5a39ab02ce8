"""A person at the form: what they see, choose, type and press, by the names that stand on the page."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SHOWN_AT_FIRST = 12
STARTS_WITHIN = 5.0  # seconds, for the server to begin with what a press asks for
COUNT_RUNS = """(() => {
  if (window.thRuns !== undefined) { return; }
  window.thRuns = 0;
  new MutationObserver(changes => {
    window.thRuns += changes.filter(one => one.oldValue === "notRunning").length;
  }).observe(document, {subtree: true, attributeFilter: ["data-test-script-state"], attributeOldValue: true});
})()"""


class Visitor:
    """Drives one page of a browser; waits for the next heading after every step. Keeps the title of every page, if asked to."""

    def __init__(self, page: Page, titles: list[str] | None = None) -> None:
        self.page, self.titles = page, titles
        page.add_init_script(COUNT_RUNS)
        page.evaluate(COUNT_RUNS)

    def opens(self, path: str = "/") -> Visitor:
        self.page.goto(path)
        expect(self.heading).to_be_visible()
        self.rests()
        return self

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")

    def sees(self, text: str | re.Pattern[str]) -> Visitor:
        expect(self.heading).to_have_text(text)
        return self

    def rests(self) -> None:
        """Wait until the page has stopped drawing."""
        self.page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    def presses(self, name: str) -> Visitor:
        """Press a button, and wait until the page that follows is drawn."""
        runs = self.runs()
        self.page.get_by_role("button", name=name).first.click()
        ends = time.monotonic() + STARTS_WITHIN
        while self.runs() == runs and time.monotonic() < ends:
            self.page.wait_for_timeout(20)
        self.rests()
        if self.titles is not None:
            self.titles.append(self.page.title())
        return self

    def runs(self) -> int:
        """How often the server has drawn since the page was loaded."""
        return int(self.page.evaluate("window.thRuns"))

    def fills(self, label: str | re.Pattern[str], text: str) -> Visitor:
        """Type into a field, and see that it stands there: a part that is still opening draws its fields once more."""
        field = self.page.get_by_label(label, exact=isinstance(label, str))
        for _ in range(5):
            field.fill(text)
            self.page.wait_for_timeout(100)
            if field.input_value() == text:
                break
        expect(field).to_have_value(text)
        return self

    def chooses(self, *options: str) -> Visitor:
        for option in options:
            self.page.locator("label[data-testid=stRadioOption]").filter(
                has_text=re.compile(f"^{re.escape(option)}")
            ).first.click()
        return self

    def goes_on(self) -> Visitor:
        return self.presses("Continue")

    def types(self, text: str) -> Visitor:
        self.page.locator("[data-testid=stTextInputRootElement] input").first.fill(text)
        return self

    def finds(self, typed: str, choose: str) -> Visitor:
        """Look a condition up, and choose what was found."""
        self.fills("Condition", typed).presses("Find")
        return self.chooses(choose).goes_on()

    def says_no_to_the_rest(self) -> Visitor:
        self.page.locator(".stCheckbox label").filter(has_text="left open").click()
        return self.goes_on()

    def passes_over_the_reports(self) -> Visitor:
        """The page of what stands on a report, left as it is."""
        return self.sees("If you have the report at hand").goes_on()

    def is_asked_what_matters(self, *ticked: str) -> Visitor:
        """The optional page after the last question, with some boxes ticked."""
        self.sees("What matters most?")
        for label in ticked:
            self.page.locator(".stCheckbox label").filter(has_text=label).click()
        return self.goes_on().sees("Check your answers")

    def downloads(self, name: str, folder: Path) -> Path:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=name).click()
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target

    def narrows(self, typed: str) -> Visitor:
        """Type into the field over the invented people, and wait until the list is the shorter one."""
        self.fills("Find by condition, product or point", typed).presses("Narrow the list")
        expect(self.page.get_by_role("button", name=re.compile("^Show: "))).not_to_have_count(SHOWN_AT_FIRST)
        self.rests()
        return self

    def focused(self) -> str:
        """The tag of what has the focus."""
        return str(self.page.evaluate("document.activeElement.tagName"))


def answers_sma(visitor: Visitor) -> Visitor:
    """From the start page to the check of all answers: a boy of 20 months whose SMN1 test shows both copies changed."""
    visitor.presses("Start now").sees("Who is this for?").chooses("My child").goes_on()
    visitor.sees("What condition does your child have?").finds("SMA", "SMA")
    visitor.sees("How old is your child?").types("20 months").goes_on()
    visitor.sees(re.compile("SMN1 gene")).chooses("Yes, the report names SMN1").goes_on()
    visitor.sees(re.compile("both copies")).chooses("Yes, both copies").goes_on()
    visitor.sees("Does any of this apply?").says_no_to_the_rest()
    visitor.sees("Is there a reason to ask about studies as well?").chooses("No.").goes_on()
    return visitor.passes_over_the_reports().is_asked_what_matters()


def with_a_boy(page: Page, large: bool = False) -> Visitor:
    """At the list of demonstrations, with the visit of an invented boy begun; drawn large for a room if wished."""
    visitor = Visitor(page).opens("/clinician")
    visitor.narrows("SMA boy 20 months").presses("Show: A boy of 20 months with SMA")
    if large:
        visitor.presses("Large, for a room")
    page.get_by_role("link", name="Other cases").click()
    visitor.sees("Demonstrations").rests()
    return visitor
