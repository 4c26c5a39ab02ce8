"""The language switch, what matters to a person, and the page that explains, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor, answers_sma

ENGLISH_WORDS = re.compile(r"\b(the|with|your|and|care team|not sure|questions?)\b", re.IGNORECASE)


def test_the_switch_keeps_the_place_and_the_answers_and_changes_the_language_of_the_page(desktop: Page) -> None:
    visitor = Visitor(desktop).opens().presses("Start now").chooses("My child").goes_on()
    visitor.finds("SMA", "SMA").types("20 months").presses("Español")
    visitor.sees("¿Qué edad tiene su hijo o hija?")
    expect(desktop.get_by_text("Ningún profesional de la traducción en salud")).to_be_visible()
    assert desktop.locator("html").get_attribute("lang") == "es"
    assert visitor.focused() == "H1"
    expect(desktop.get_by_role("button", name="English")).to_have_attribute("lang", "en")
    visitor.types("20 meses").presses("Continuar").presses("Atrás").sees("¿Qué edad tiene su hijo o hija?")
    expect(desktop.locator("[data-testid=stTextInputRootElement] input").first).to_have_value("20 meses")
    visitor.presses("English").sees("How old is your child?")
    assert desktop.locator("html").get_attribute("lang") == "en"


def test_an_error_a_reload_and_the_page_without_scripts_are_in_the_language_of_the_address(
    desktop: Page, page_factory: Callable[..., Page]
) -> None:
    visitor = Visitor(desktop).opens("/?lang=es").presses("Empezar ahora")
    visitor.presses("Continuar")
    expect(desktop.locator(".th-error-summary h2")).to_have_text("Hay un problema")
    assert desktop.title().startswith("Error: ")
    silent = page_factory(java_script_enabled=False)
    silent.goto("/?lang=es")
    assert silent.locator("html").get_attribute("lang") == "es"
    silent.goto("/paper?lang=es")
    assert "¿" in silent.locator("main").inner_text()
    assert not ENGLISH_WORDS.findall(silent.locator("main").inner_text())


@pytest.mark.parametrize(
    ("typed", "found"), [("anemia falciforme", "falciformes"), ("atrofia muscular", "Atrofia muscular espinal")]
)
def test_a_condition_is_found_by_its_spanish_name(desktop: Page, typed: str, found: str) -> None:
    visitor = Visitor(desktop).opens("/?lang=es").presses("Empezar ahora").chooses("Para mí").presses("Continuar")
    desktop.locator("[data-testid=stTextInputRootElement] input").first.fill(typed)
    visitor.presses("Buscar")
    expect(desktop.locator("label[data-testid=stRadioOption]").filter(has_text=found).first).to_be_visible()


def test_the_spanish_result_is_in_spanish_and_passes_axe(phone: Page, axe: Callable[[Page], list[str]], tmp_path: Path) -> None:
    visitor = answers_sma(Visitor(phone).opens()).presses("Español").presses("Ver de qué hablar")
    visitor.sees("Pregunte por una terapia génica aprobada")
    assert axe(phone) == []
    read = re.sub(r"gene therapy|Spinal muscular atrophy", "", phone.locator("main, .stMain").first.inner_text())
    assert ENGLISH_WORDS.findall(read) == []
    phone.get_by_text("Otras formas").click()
    text = visitor.downloads("Descargar como texto", tmp_path).read_text(encoding="utf-8")
    assert "Pregunte por una terapia génica aprobada" in text
    assert "Ask about an approved gene therapy" in text, "the front for the care team is in English too"


def test_what_matters_is_optional_reaches_the_summary_and_changes_no_result(desktop: Page, tmp_path: Path) -> None:
    visitor = Visitor(desktop)
    answers_sma(visitor.opens()).presses("See what to talk about")
    plain = visitor.heading.inner_text()
    visitor.presses("Change an answer").presses("Back").is_asked_what_matters("Not having to travel far", "What it costs")
    expect(desktop.get_by_text("Kept, but not used")).to_have_count(0)
    visitor.presses("See what to talk about").sees(plain)
    desktop.get_by_text("Other forms").click()
    told = json.loads(visitor.downloads("Download as data", tmp_path).read_text(encoding="utf-8"))
    ids = [section["id"] for section in told["rest"]]
    assert "values" in ids
    topics = [block["heading"]["id"] for block in told["rest"][ids.index("questions")]["blocks"] if block["heading"]]
    assert topics[1:3] == ["rules.risk_topic.what-happens", "rules.risk_topic.cost"]
    visitor.presses("Change an answer").presses("Back").sees("What matters most?")
    expect(desktop.get_by_role("checkbox", name="Not having to travel far")).to_be_checked()


def test_how_it_works_is_reached_from_a_question_and_leads_back_to_it(
    page_factory: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = page_factory(width=320, height=800)
    visitor = Visitor(page).opens().presses("Start now").chooses("Me").goes_on()
    visitor.sees("What condition do you have?")
    page.get_by_role("link", name="How gene therapy works, with drawings").click()
    visitor.sees("How gene therapy works")
    for drawing in page.locator(".th-figure img").all():
        assert "Four steps" in (drawing.get_attribute("alt") or "")
        assert drawing.evaluate("image => image.complete && image.naturalWidth > 0")
    visitor.rests()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="Back to where you were").click()
    visitor.sees("What condition do you have?")
