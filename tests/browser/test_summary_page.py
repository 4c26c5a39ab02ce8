"""The summary as a page of its own in a browser: accessible by day and by night, narrow and wide, without anything from outside;
and what the form's sanitizer leaves of a part of it."""

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.bases import shipped_rules
from trialhelper.answers import answers_of
from trialhelper.engine import assess
from trialhelper.summary import Summary, compose
from trialhelper.summary.html import render_fragment, render_html
from trialhelper.words import words_in

Opened = Callable[..., Page]
CASES = (
    ("sma-toddler-both-copies", "en"),
    ("sma-adult-wants-research", "en"),
    ("huntington-adult", "en"),
    ("cancer-kind-not-sure", "en"),
    ("duchenne-age-3", "es"),
    ("sickle-cell-trait", "en"),
    ("no-diagnosis", "es"),
)
SANITIZED = """
async ([source, html]) => {
  const module = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  const purify = Object.values(module).find(it => it && it.sanitize);
  return purify.sanitize(html, {USE_PROFILES: {html: true}, FORCE_BODY: true});
}
"""  # the settings are those of Streamlit's Html component


def summary_of(case: str, language: str = "en") -> Summary:
    rules = shipped_rules()
    told = rules.demo_cases[case]
    assessment = assess(rules, answers_of(told, rules), told.as_of.latest)
    return compose(assessment, words_in(language, rules.translations))


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens a page from a file, as somebody does who kept it; whatever it asks for or complains of fails the test."""
    contexts, faults = [], []

    def open_page(html: str, width: int = 1000, **options: object) -> Page:
        file = tmp_path / "summary.html"
        file.write_text(html, encoding="utf-8")
        allowed = (file.as_uri(), "blob:")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith(allowed) or faults.append(request.url))
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.mark.parametrize(("case", "language"), CASES)
def test_axe_finds_nothing_on_it(opened: Opened, axe: Callable[[Page], list[str]], case: str, language: str) -> None:
    assert axe(opened(render_html(summary_of(case, language)))) == []


@pytest.mark.parametrize("width", [375, 1000])
def test_axe_finds_nothing_on_it_by_night(opened: Opened, axe: Callable[[Page], list[str]], width: int) -> None:
    assert axe(opened(render_html(summary_of("sma-adult-wants-research")), width, color_scheme="dark")) == []


@pytest.mark.parametrize(("case", "language"), CASES)
def test_nothing_of_it_is_wider_than_a_narrow_phone(opened: Opened, case: str, language: str) -> None:
    page = opened(render_html(summary_of(case, language)), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_on_a_phone_each_cell_of_the_table_names_its_column(opened: Opened) -> None:
    html = render_html(summary_of("sma-toddler-both-copies"))
    shown = "getComputedStyle(document.querySelector('td[data-head]'), '::before').content"
    head = str(opened(html, width=375).evaluate(shown))
    assert "An approved product" in head
    assert opened(html, width=1000).evaluate(shown) == "none"


def test_it_reads_the_same_without_scripts(opened: Opened) -> None:
    html = render_html(summary_of("sma-toddler-both-copies"))
    assert opened(html, java_script_enabled=False).inner_text("body") == opened(html).inner_text("body")


def test_the_form_leaves_a_fragment_as_it_was(opened: Opened) -> None:
    package = find_spec("streamlit")
    assert package is not None
    assert package.origin is not None
    (source,) = (Path(package.origin).parent / "static/static/js").glob("purify.es.*.js")
    summary = summary_of("sma-adult-wants-research")
    made = render_fragment((*summary.front, *summary.rest), summary.sources, labels=summary.labels)
    kept = opened("<!DOCTYPE html><title>T</title>").evaluate(SANITIZED, [source.read_text(encoding="utf-8"), made])
    assert tags(kept) == tags(made.replace(' target="_blank"', ""))  # Streamlit puts it back


def tags(html: str) -> list[tuple[str, set[str]]]:
    """Every element with the names of its attributes, in order."""
    return [(name, set(re.findall(r'([a-z-]+)="', rest))) for name, rest in re.findall(r"<([a-z]\w*)([^>]*)>", html)]
