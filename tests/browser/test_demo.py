"""docs/demo.md, walked through as it is written: what it names in bold is on the screen. Takes its pictures.

With TRIALHELPER_PICTURES=FOLDER the pictures go there (docs/pictures); else to a folder that is thrown away.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor, with_a_boy

DEMO = Path(__file__).resolve().parents[2] / "docs" / "demo.md"


def steps() -> dict[int, str]:
    """The text of every step by its number."""
    parts = re.split(r"^## (\d)\. ", DEMO.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {int(number): text.split("\n## ")[0] for number, text in zip(parts[1::2], parts[2::2], strict=True)}


class Walk:
    """Walks the steps, keeps what was on the screen, and takes one picture a step."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.visitor, self.folder = page, Visitor(page), folder
        self.seen: dict[int, str] = {}
        self.step = 0

    def looks(self) -> None:
        self.visitor.rests()
        self.seen[self.step] = self.seen.get(self.step, "") + self.page.locator(".stMain").first.inner_text()

    def begins(self, step: int) -> None:
        self.step = step
        self.looks()

    def pictures(self) -> None:
        self.looks()
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=self.folder / f"demo-{self.step}.png")

    def goes_to(self, link: str, heading: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()
        self.visitor.sees(heading)
        self.looks()


def test_the_demonstration_can_be_followed_as_it_is_written(page_factory: Callable[..., Page], tmp_path: Path) -> None:
    folder = Path(os.environ.get("TRIALHELPER_PICTURES", tmp_path))
    page = page_factory(width=1280, height=800)
    walk = Walk(page, folder)
    visitor = walk.visitor.opens("/clinician")

    walk.begins(1)
    visitor.narrows("sma both copies")
    walk.pictures()
    visitor.presses("Show: A boy of 20 months with SMA whose gene test shows both copies changed").sees("Who is this for?")
    walk.looks()

    walk.begins(2)
    visitor.presses("Large, for a room")
    page.locator(".th-page[data-presenter]").wait_for(state="attached")  # from then on the keys are listened to
    headings = []
    while not headings or headings[-1] != "Check your answers":
        walk.looks()
        headings.append(visitor.heading.inner_text())
        assert len(headings) < 20
        if headings[-1] == "How old is your child?":
            walk.pictures()
        if headings[-1] != "Check your answers":
            page.keyboard.press("PageDown")
            expect(visitor.heading).not_to_have_text(headings[-1])
            visitor.rests()

    page.keyboard.press("PageDown")
    visitor.sees("Ask about an approved gene therapy")
    walk.begins(3)
    walk.pictures()

    walk.step = 4
    walk.looks()
    walk.goes_to("Why this result", "Why")
    page.locator(".th-decision img").first.scroll_into_view_if_needed()
    walk.pictures()

    walk.step = 5
    walk.goes_to("What if", "What if")
    page.get_by_text("One answer over its range").first.scroll_into_view_if_needed()
    walk.pictures()

    walk.step = 6
    walk.goes_to("Then and now", "Then and now")
    visitor.presses("July 1, 2014")
    page.get_by_text("beside today").first.scroll_into_view_if_needed()
    walk.pictures()

    walk.step = 7
    walk.goes_to("The rules", "The rules")
    walk.goes_to("Take it out", "Take it out")
    walk.pictures()
    visitor.presses("End the demonstration").sees("Prepare a talk about gene therapy")
    walk.looks()

    spoken = {step: re.findall(r"\*\*(.+?)\*\*", text.replace("\n", " ")) for step, text in steps().items()}
    missing = {
        step: [words for words in bold if re.sub(r"\s+", " ", words) not in re.sub(r"\s+", " ", walk.seen[step])]
        for step, bold in spoken.items()
    }
    assert missing == {step: [] for step in spoken}


@pytest.mark.parametrize("link", ["Why", "What if", "Then and now", "The rules", "Take it out"])
def test_every_page_of_the_view_is_marked_in_its_links_and_can_end_the_demonstration(link: str, desktop: Page) -> None:
    visitor = with_a_boy(desktop)
    ways = desktop.locator(".st-key-th-nav")
    ways.get_by_role("link", name=link, exact=True).click()
    visitor.sees(link).rests()
    expect(ways.locator("[aria-current=page]")).to_have_text(link)
    visitor.presses("End the demonstration").sees("Prepare a talk about gene therapy")
    desktop.get_by_role("link", name="For clinicians").click()
    visitor.sees("Demonstrations")


def test_every_picture_of_the_demonstration_is_there() -> None:
    named = re.findall(r"\]\((pictures/[^)]+)\)", DEMO.read_text(encoding="utf-8"))
    assert len(named) == len(steps())
    assert [name for name in named if not (DEMO.parent / name).is_file()] == []


def test_a_demonstration_gives_back_what_was_answered_before_and_the_usual_size(desktop: Page) -> None:
    visitor = Visitor(desktop).opens().presses("Start now").chooses("Someone I care for").goes_on()
    visitor.sees(re.compile("^What condition"))
    desktop.get_by_role("link", name="For clinicians").click()
    visitor.sees("Demonstrations")
    visitor.narrows("sma both copies")
    desktop.get_by_role("button", name=re.compile("^Show: ")).first.click()
    visitor.sees("Who is this for?").presses("Large, for a room")
    expect(desktop.locator(".th-keys")).to_be_visible()
    visitor.presses("End the demonstration").sees("Prepare a talk about gene therapy")
    expect(desktop.locator(".th-page[data-presenter]")).to_have_count(0)
    visitor.presses("Go on")
    visitor.sees("What condition does the person you care for have?")
