"""The pages "The rules" and "Take it out": every entry draws, a search leads to it, and files are made when asked for."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import astuple, fields
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import RULES as FOLDER
from tests.bases import shipped_rules
from trialhelper.card.library import ENTRY_KINDS, entries
from trialhelper.check.due import SOON, due_dates
from trialhelper.clock import TODAY
from trialhelper.ui import keys
from trialhelper.ui.walkthrough import made_whole

RULES = shipped_rules()
CASES = sorted(RULES.demo_cases)


def app_of(name: str) -> AppTest:
    def page() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys
        from trialhelper.ui.clinic import library, shell, take

        names = ("form", "how", "about", *shell.PAGE_NAMES)
        st.session_state[keys.PAGES] = {name: f"https://127.0.0.1/{name}" for name in names}
        visit = form.current_visit()
        assert visit is not None
        (library if st.session_state["drawn"] == "library" else take).draw(visit)

    app = AppTest.from_function(page, default_timeout=120)
    app.session_state["drawn"] = name
    return app


def shown(app: AppTest) -> str:
    assert not app.exception
    drawn = [re.sub(r"<(script|style)>.*?</\1>", "", element.proto.body, flags=re.DOTALL) for element in app.get("html")]
    return " ".join(re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))) for text in drawn)


def buttons(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label.replace("\\", "") == label).click().run()


# ---- the rules ----


def test_without_a_search_every_kind_is_there_with_its_count() -> None:
    text = shown(app_of("library").run())
    counts = [len(group) for group in (RULES.conditions, RULES.therapies, RULES.documents)]
    for name, many in zip(("Conditions", "Therapies", "Documents"), counts, strict=True):
        assert f"{name}: {many}" in text
    assert f"Facts from documents: {len(RULES.claims):,}" in text


def test_a_search_leads_to_an_entry_and_back_to_what_was_found() -> None:
    app = app_of("library").run()
    app.text_input(key="rules-search").set_value("zolgensma")
    press(app, "Search")
    assert "Therapies: 2" in shown(app)
    press(app, "Zolgensma")
    assert app.query_params["entry"] == "therapy.zolgensma"
    assert "In the label 8, asked here 8, left to the care team 0." in shown(app)
    press(app, "Spinal muscular atrophy")
    assert app.query_params["entry"] == "condition.sma"
    press(app, "Back to all entries")
    assert "entry" not in app.query_params
    assert "Therapies: 2" in shown(app)
    assert app.text_input(key="rules-search").value == "zolgensma"


def test_more_of_one_kind_can_be_shown_step_by_step_and_then_all_kinds_again() -> None:
    app = app_of("library").run()
    left = len(RULES.documents) - 6
    press(app, f"Show more documents ({left} left)")
    assert "Conditions:" not in shown(app)
    assert sum((button.key or "").startswith("entry-document.") for button in app.button) == 40
    press(app, f"Show more documents ({len(RULES.documents) - 40} left)")
    assert sum((button.key or "").startswith("entry-document.") for button in app.button) == 80
    press(app, "Look through all kinds")
    assert "Conditions:" in shown(app)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", ENTRY_KINDS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_entries_of_every_kind_draw_from_their_address(kind: str, language: str) -> None:
    for entry in [one for one in entries(RULES, language) if one.kind == kind][::60]:
        app = app_of("library")
        app.query_params["entry"] = entry.ref
        app.session_state[keys.LANGUAGE] = language
        text = shown(app.run())
        assert " ".join(entry.name.split()) in text
        assert not app.text_input  # the entry, and not the list of entries


def test_a_name_that_is_none_is_not_repeated_on_the_page() -> None:
    app = app_of("library")
    app.query_params["entry"] = "therapy.<b>nothing</b>"
    text = shown(app.run())
    assert "no entry of that name" in text
    assert "nothing" not in text


def test_what_is_due_is_told_with_how_many_and_when_the_next_is(monkeypatch: pytest.MonkeyPatch) -> None:
    dates = [due.earliest for _, due in due_dates(RULES)]
    monkeypatch.setenv(TODAY, (dates[0] - SOON - timedelta(days=1)).isoformat())
    text = shown(app_of("library").run())
    assert ": 0 past the review date, 0 due within" in text
    assert f"with {dates.count(dates[0])} entries" in text
    monkeypatch.setenv(TODAY, (dates[-1] + timedelta(days=1)).isoformat())
    text = shown(app_of("library").run())
    assert f": {len(dates)} past the review date, 0 due within" in text
    assert f"with {dates.count(dates[0])} entries" not in text


@pytest.mark.slow
def test_the_checks_run_when_asked_and_tell_how_many_answer_sets_they_covered() -> None:
    app = app_of("library").run()
    assert "sets of answers were covered" not in shown(app)
    text = shown(press(app, "Run all checks"))
    assert re.search(r"\d+ errors, \d+ warnings, \d+ hints", text)
    assert re.search(r"[\d,]{9,} sets of answers were covered", text)


# ---- earlier rules ----


def packed(**changes: tuple[bytes, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.rglob("*.yaml")):
            content = path.read_bytes()
            for stem, (old, new) in changes.items():
                if path.stem == stem:
                    assert old in content
                    content = content.replace(old, new)
            archive.writestr(f"rules/{path.relative_to(FOLDER).as_posix()}", content)
    return made.getvalue()


def compared(content: bytes | None) -> str:
    app = app_of("library").run()
    if content is not None:
        app.file_uploader[0].set_value(("old.zip", content, "application/zip"))
    text = shown(press(app, "Compare"))
    kept = app.session_state[keys.COMPARED]
    words = [kept.fault, kept.head, *kept.foot, *(cell for row in kept.rows for cell in astuple(row))]
    assert {field.name for field in fields(kept)} == {"fault", "head", "rows", "foot"}
    assert all(isinstance(word, str) for word in words)
    return text


def test_earlier_rules_are_laid_beside_these_as_a_table_that_says_for_whom_it_changes() -> None:
    text = compared(packed(zolgensma=(b"less_than: 2 years", b"less_than: 3 years")))
    assert "Old: asks for: Age: younger than 3 years" in text
    assert "New: asks for: Age: younger than 2 years" in text
    assert "answer sets were compared" in text


def test_the_same_rules_change_nothing() -> None:
    assert "nothing changes for anybody" in compared(packed())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No file was given"),
        (b"PK not a zip", "no ZIP file that can be read"),
        (
            packed(zolgensma=(b"less_than: 2 years", b"less_than: 2 yeras")),
            "These rules have 1 fault. It stands in therapies/zolgensma",
        ),
    ],
    ids=["nothing", "no zip", "a fault"],
)
def test_what_is_wrong_with_the_file_is_said_in_one_sentence(content: bytes | None, says: str) -> None:
    assert says in compared(content)


# ---- take it out ----


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES[::5])
def test_every_invented_person_can_be_taken_out(name: str) -> None:
    app = app_of("take")
    app.session_state[keys.ANSWERS] = made_whole(RULES, RULES.demo_cases[name])
    app.session_state[keys.CASE] = name
    text = shown(app.run())
    assert "This person is invented" in text
    labels = [button.label for button in app.get("download_button")]
    assert {"Download the page (PDF, US letter)", "Download the trace (JSON)", "Download the cards (JSON)"} <= set(labels)


def test_without_answers_there_is_the_table_of_cases_and_a_word_on_where_to_get_answers() -> None:
    app = app_of("take").run()
    assert "There is nobody to look at yet" in shown(app)
    labels = [button.label for button in app.get("download_button")]
    assert labels == ["Download the table (CSV)", "Download the table (Parquet)"]


def test_no_name_of_a_file_tells_anything_of_a_person() -> None:
    source = (Path(__file__).parents[2] / "src/trialhelper/ui/clinic/take.py").read_text()
    names = re.findall(r'"([\w-]+\.(?:pdf|json|csv|parquet))"', source)
    assert sorted(names) == ["audit.json", "cases.csv", "cases.parquet", "cds-cards.json", "one-page-a4.pdf", "one-page.pdf"]
