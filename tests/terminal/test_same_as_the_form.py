"""Form and terminal show the same texts for the same answers, page by page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import TODAY, answers_to, shipped_rules
from trialhelper.engine import walk
from trialhelper.interview import CHECK, VALUES, Page, Place, checklist, page_at
from trialhelper.terminal import interview
from trialhelper.ui import keys
from trialhelper.words import words_in

APP = str(Path(__file__).resolve().parents[2] / "app.py")
RULES = shipped_rules()
WORDS = words_in("en", RULES.translations).to("child")
TOLD = answers_to(
    RULES, {"who": "child", "condition": "dmd", "age": "6 years", "dmd_test": "found", "walks": "yes", "liver_disease": "no"}
)
STEPS = walk(RULES, TOLD, TODAY)


def _texts(page: Page) -> set[str]:
    """Every text of a page that is not only for one of the faces."""
    found = {page.heading, *page.lead, page.box}
    for field in page.fields:
        found |= {*field.notes, *(offer.label for offer in field.offers)}
        found |= {field.asks} if page.kind != "condition" else set()
    return {" ".join(text.split()) for text in found if text}


def _in_the_form(at: Place) -> str:
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state[keys.ANSWERS], app.session_state[keys.AT] = TOLD, at
    app.query_params["p"] = "none"
    app.run()
    drawn = [re.sub(r"<[^>]+>", " ", element.proto.body) for element in app.get("html")]
    labels = [option for radio in app.radio for option in radio.options]
    labels += [element.label for element in (*app.radio, *app.checkbox, *app.text_input)]
    return " ".join(unescape(" ".join([*drawn, *labels])).replace("\\", "").split())


def _in_the_terminal(at: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the terminal shows at a place, with Enter pressed at every prompt until the next page begins."""
    from trialhelper.terminal import visit

    class Shown(Exception):
        pass

    def stop(*_: object) -> None:
        raise Shown

    monkeypatch.setattr(visit, "first_open", lambda *_: at)
    monkeypatch.setattr(visit._Visit, "tell", stop)
    monkeypatch.setattr(visit._Visit, "_result", stop)
    typed = iter([""] * 200)

    def prompt(*_: object, **__: object) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise Shown from None

    monkeypatch.setattr("typer.prompt", prompt)
    with pytest.raises(Shown):
        interview(RULES, TODAY, words_in("en", RULES.translations), TOLD)
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("at", [*(step.names for step in STEPS), VALUES], ids=lambda at: at if isinstance(at, str) else at[0])
def test_each_text_of_a_page_stands_in_both(at, monkeypatch, capsys):
    page = page_at(RULES, WORDS, TOLD, STEPS, at)
    assert page is not None
    texts = _texts(page)
    form, terminal = _in_the_form(at), _in_the_terminal(at, monkeypatch, capsys)
    assert {text for text in texts if text not in form} == set()
    assert {text for text in texts if text not in terminal} == set()


def test_the_check_of_all_answers_is_the_same_in_both(monkeypatch, capsys):
    shown = checklist(RULES, WORDS, TOLD, STEPS, TODAY)
    form, terminal = _in_the_form(CHECK), _in_the_terminal(CHECK, monkeypatch, capsys)
    assert shown.heading in form
    assert shown.heading in terminal
    for topic, rows in shown.topics:
        for text in (topic, *(row.short for row in rows), *(row.told for row in rows)):
            assert text in form
            assert text in terminal
