"""Every condition, every conversation that it can lead to, both languages: a letter with a front of one page each, whole.

The cases of `test_shipped` are told in full; here every condition has a visit for each of its conversations.
"""

from functools import cache

import html5lib
import page as validation
import pytest

from tests.summary.reading import as_printed, close_up, in_order, pages_of, without_feet
from tests.visits import TOLD_CONDITIONS, visits_of
from trialhelper.engine import Assessment
from trialhelper.summary import Summary, audit, compose, render_text
from trialhelper.summary.content import person_of
from trialhelper.summary.html import render_html
from trialhelper.summary.pdf import render_pdf
from trialhelper.words import LANGUAGES, words_in


@cache
def _summaries(condition: str, language: str) -> list[tuple[Assessment, Summary]]:
    found = []
    for assessment in visits_of(condition):
        words = words_in(language, assessment.rules.translations).to(person_of(assessment.answers))
        found.append((assessment, compose(assessment, words)))
    return found


@pytest.mark.exhaustive
@pytest.mark.pdf
@pytest.mark.parametrize("condition", TOLD_CONDITIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_whole_with_every_front_on_its_one_page(language, condition, told):
    for number, (_, summary) in enumerate(_summaries(condition, language)):
        made = render_pdf(summary)
        pages = pages_of(made)
        sheet = [summary.sheet.title] if summary.sheet else []
        for page, title in zip(pages, [summary.title, *sheet, summary.rest[0].title.text], strict=False):
            assert close_up(page).startswith(close_up(title))
        in_order([as_printed(text) for text in told(summary)], without_feet(pages, summary))
        if number == 0:  # a valid structure does not hang on what is said; some of each are enough
            report = validation.validate_pdf_bytes(made, profile="ua1")
            assert report.is_compliant, "\n".join(f"{failure.rule_id}: {failure.message}" for failure in report.failures)


@pytest.mark.exhaustive
@pytest.mark.parametrize("condition", TOLD_CONDITIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_forms_are_whole_and_valid(language, condition, told):
    for assessment, summary in _summaries(condition, language):
        body = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(render_html(summary)).find("body")
        texts = [close_up(text) for text in told(summary)]
        in_order(texts, close_up("".join(body.itertext())))
        in_order(texts, close_up(render_text(summary).replace("\n| ", "\n")))
        data = audit(assessment, summary, words_in(language)).decode()
        assert f'"language": "{language}"' in data
        assert f'"primary": "{assessment.conversation}"' in data
