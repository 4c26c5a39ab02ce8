"""The summaries of the shipped rules: whole, valid, and with a front of one page, for every demonstration case.

The cases stand for every conversation. What is slower to hold (the other paper, large print, PDF/UA-1) is held for one case
of each.
"""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import html5lib
import page as validation
import pikepdf
import pytest

from tests.bases import RULES, shipped_rules
from tests.summary.reading import as_printed, close_up, figures, in_order, pages_of, printed, without_feet
from trialhelper.answers import answers_of
from trialhelper.engine import Assessment, assess
from trialhelper.summary import Summary, compose, render_text
from trialhelper.summary.html import render_html
from trialhelper.summary.pdf import render_pdf
from trialhelper.words import words_in

Told = Callable[[Summary], list[str]]

CASES = sorted(path.stem for path in (RULES / "demo_cases").glob("*.yaml"))
SAMPLE = {
    "sma-toddler-both-copies": "approved-therapy",
    "sma-adult-wants-research": "approved-and-trials",
    "huntington-adult": "trials",
    "cancer-kind-not-sure": "confirm-first",
    "duchenne-age-3": "not-now-but-ask",
    "sickle-cell-trait": "other-care",
    "no-diagnosis": "confirm-first",
}


@cache
def assessed(case: str) -> Assessment:
    rules = shipped_rules()
    told = rules.demo_cases[case]
    return assess(rules, answers_of(told, rules), told.as_of.latest)


@cache
def summary_of(case: str) -> Summary:
    return compose(assessed(case), words_in("en", shipped_rules().translations))


def fronts_of(summary: Summary) -> list[str]:
    """The titles with which the pages begin: of each front, and then of what comes after."""
    sheet = [summary.sheet.title] if summary.sheet else []
    return [summary.title, *sheet, summary.rest[0].title.text]


def test_the_sample_has_a_case_of_every_conversation() -> None:
    assert {case: assessed(case).conversation for case in SAMPLE} == SAMPLE
    assert set(SAMPLE.values()) == set(shipped_rules().conversations)


@pytest.mark.exhaustive
@pytest.mark.pdf
@pytest.mark.parametrize("case", CASES)
def test_every_case_has_a_whole_letter_with_a_front_of_one_page(case: str, told: Told) -> None:
    summary = summary_of(case)
    pages = pages_of(printed(summary))
    for page, title in zip(pages, fronts_of(summary), strict=False):
        assert close_up(page).startswith(close_up(title))
    in_order([as_printed(text) for text in told(summary)], without_feet(pages, summary))


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_every_case_has_a_valid_and_whole_page_and_text(case: str, told: Told) -> None:
    summary = summary_of(case)
    body = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(render_html(summary)).find("body")
    texts = [close_up(text) for text in told(summary)]
    in_order(texts, close_up("".join(body.itertext())))
    in_order(texts, close_up(render_text(summary).replace("\n| ", "\n")))


@pytest.mark.parametrize("case", CASES)
def test_the_address_of_the_search_says_the_condition_and_nothing_of_the_person(case: str) -> None:
    kind, conditions = assessed(case).kind, shipped_rules().conditions
    named = kind
    if kind and kind.kind_of and not kind.registry_term and not kind.codes:  # no disease of its own that a registry knows
        named = conditions[kind.kind_of]
    term = named.registry_term or re.sub(r" \(.*?\)", "", named.clinical_name) if named else ""
    asked = [parse_qs(urlsplit(figure.url).query) for figure in figures(summary_of(case)) if figure.url]
    assert asked == ([{"cond": [term], "intr": ["gene therapy"]}] if kind else [])


@pytest.mark.pdf
@pytest.mark.parametrize("case", SAMPLE)
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_one_of_each_conversation_passes_pdf_ua_1_on_the_other_paper(case: str, large: bool, told: Told) -> None:
    summary = summary_of(case)
    made = render_pdf(summary, "a4", large=large)
    pages = pages_of(made)
    in_order([as_printed(text) for text in told(summary)], without_feet(pages, summary))
    after = summary.front[0].title.text if large else summary.rest[0].title.text  # in large print the front comes once more
    assert close_up(pages[1]).startswith(close_up(after))
    report = validation.validate_pdf_bytes(made, profile="ua1")
    assert report.is_compliant, "\n".join(f"{failure.rule_id}: {failure.message}" for failure in report.failures)


@pytest.mark.pdf
@pytest.mark.parametrize("case", SAMPLE)
def test_in_print_the_address_of_the_search_is_a_link(case: str) -> None:
    summary = summary_of(case)
    with pikepdf.open(BytesIO(printed(summary))) as pdf:
        links = {str(link.A.URI) for sheet in pdf.pages for link in sheet.get("/Annots", []) if "/A" in link}
    assert {figure.url for figure in figures(summary) if figure.url} <= links
