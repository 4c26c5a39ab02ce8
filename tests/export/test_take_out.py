"""Ways out of the tool: cards of CDS Hooks, the handout of one page, and the table of all invented people."""

import io
import json
from dataclasses import replace
from functools import cache

import jsonschema
import pandas as pd
import pikepdf
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import ROOT, TODAY, answers_to, shipped_rules, small_rules
from tests.strategies import examples
from trialhelper.answers import Answers, answers_of, read_answer
from trialhelper.card.shown import as_html
from trialhelper.check.wording import BANNED
from trialhelper.engine import assess, because, open_questions
from trialhelper.engine.plan import make_plan
from trialhelper.export.cases_table import COLUMNS, as_csv, as_parquet, cases_table
from trialhelper.export.cds_cards import MOST_LETTERS, cards_of, cds_cards
from trialhelper.export.handout import handout
from trialhelper.rulebase.linking import option_ids
from trialhelper.summary import compose, render
from trialhelper.summary.model import sentences_of
from trialhelper.words import words_in

RULES = shipped_rules()
CASES = sorted(RULES.demo_cases)
WORDS = {language: words_in(language, RULES.translations) for language in ("en", "es")}
SCHEMA = json.loads((ROOT / "docs" / "schema" / "cds-cards.schema.json").read_text())
VALID = jsonschema.Draft202012Validator(SCHEMA)


@cache
def result(name: str):
    case = RULES.demo_cases[name]
    return assess(RULES, answers_of(case, RULES), case.as_of.latest)


def offered(assessment):
    return [one for one in assessment.findings if one.plan.available and not one.other_kind]


# ---- cards ----


def test_the_schema_of_the_cards_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", CASES)
def test_every_invented_person_has_a_card_for_each_product_on_offer_and_no_other(name, language):
    cards = cards_of(result(name), WORDS[language], invented=True)
    VALID.validate(cards)
    found = offered(result(name))
    assert len(cards["cards"]) == len(found)
    for one in found:
        assert any(one.plan.therapy.brand in card["summary"] for card in cards["cards"])
    for card in cards["cards"]:
        assert len(card["summary"]) < 140
        assert not BANNED.search(card["summary"] + card["detail"])
        assert WORDS[language]("clinic.card.limits") in card["detail"]
        assert WORDS[language]("clinic.card.invented") in card["detail"]
    assert "invented" not in cds_cards(result(name), WORDS["en"]).decode().lower()


@pytest.mark.parametrize("name", CASES)
def test_the_same_answers_give_the_same_cards_and_no_two_cards_have_one_name(name):
    once = cds_cards(result(name), WORDS["en"])
    case = RULES.demo_cases[name]
    again = cds_cards(assess(RULES, answers_of(case, RULES), case.as_of.latest), WORDS["en"])
    assert once == again
    names = [card["uuid"] for card in json.loads(once)["cards"]]
    assert len(names) == len(set(names))


def _every_condition():
    return [name for name in RULES.conditions if make_plan(RULES, name, TODAY).indications]


@pytest.mark.parametrize("name", _every_condition())
def test_every_product_has_a_card_whose_source_is_a_label_or_a_regulator(name):
    assessment = assess(RULES, answers_to(RULES, {"condition": name}), TODAY)
    kinds = {f"{one.title} ({one.publisher})": one.kind for one in RULES.documents.values()}
    cards = cards_of(assessment, WORDS["en"])
    VALID.validate(cards)
    for card in cards["cards"]:
        assert kinds[card["source"]["label"]] in ("label", "regulator"), card["summary"]


@pytest.mark.parametrize("name", CASES)
def test_what_a_card_says_lines_up_or_differs_is_what_the_engine_says(name):
    for finding, card in zip(
        sorted(offered(result(name)), key=lambda one: ("lines_up", "cannot_tell", "differs").index(one.fit)),
        cards_of(result(name), WORDS["en"])["cards"],
        strict=True,
    ):
        said = {
            "lines up": "Lines up with the label" in card["detail"],
            "differs": "Differs from the label" in card["detail"],
            "open": "Not known yet" in card["detail"],
        }
        met = [one.met for one in finding.judged]
        assert said == {"lines up": 2 in met, "differs": 0 in met, "open": 1 in met}
        assert card["summary"] == WORDS["en"](f"clinic.card.{finding.fit}", brand=finding.plan.therapy.brand)


@given(st.data())
@examples(200)
def test_any_answers_give_cards_that_the_schema_takes(data):
    name = data.draw(st.sampled_from(_every_condition()))
    answers = answers_to(RULES, {"condition": name})
    for question in make_plan(RULES, name, TODAY).questions:
        if question.type in ("choice", "yes_no") and data.draw(st.booleans()):
            chosen = data.draw(st.sampled_from(option_ids(question)))
            answers = answers.plus(question.id, read_answer(question, chosen, RULES))
        elif question.type == "age" and data.draw(st.booleans()):
            answers = answers.plus(question.id, read_answer(question, data.draw(st.integers(0, 100)), RULES))
    VALID.validate(cards_of(assess(RULES, answers, TODAY), WORDS["en"]))


def test_a_brand_of_any_length_and_markup_in_it_cannot_break_a_card():
    rules = small_rules()
    for brand in ("A" * 500, "<script>alert(1)</script>", "[x](javascript:alert(1))", "**bold** | cell"):
        therapies = {name: one.model_copy(update={"brand": brand}) for name, one in rules.therapies.items()}
        named = replace(rules, therapies=therapies)
        for condition in rules.conditions:
            cards = cards_of(assess(named, answers_to(named, {"condition": condition}), TODAY), WORDS["en"])["cards"]
            for card in cards:
                assert len(card["summary"]) <= MOST_LETTERS
                assert "<script" not in as_html(card["detail"])
                assert "javascript:" not in as_html(card["detail"])


def test_without_a_condition_there_is_no_card():
    assert cards_of(assess(RULES, Answers(), TODAY), WORDS["en"]) == {"cards": []}


# ---- the handout ----


@pytest.mark.exhaustive
@pytest.mark.pdf
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", CASES)
def test_the_handout_of_every_invented_person_is_one_page_and_says_so(name, language):
    words = WORDS[language]
    sheet = handout(compose(result(name), words, invented=True), words)
    with pikepdf.open(io.BytesIO(render(sheet, "pdf"))) as pdf:
        assert len(pdf.pages) == 1
    assert words("running.invented") in sheet.running
    assert words("clinic.take.handout_sources") in sheet.running
    assert not any(sentence.marks for sentence in sheet.sentences())


@pytest.mark.exhaustive
@pytest.mark.pdf
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", CASES[::9])
def test_the_handout_is_one_page_on_either_paper_and_says_what_the_front_says(name, paper):
    summary = compose(result(name), WORDS["en"], invented=True)
    sheet = handout(summary, WORDS["en"])
    with pikepdf.open(io.BytesIO(render(sheet, "pdf", paper))) as pdf:
        assert len(pdf.pages) == 1
    assert [one.text for one in sentences_of(sheet.front)] == [one.text for one in sentences_of(summary.front)]
    assert [one.claims for one in sentences_of(sheet.front)] == [one.claims for one in sentences_of(summary.front)]


# ---- the table ----


@pytest.fixture(scope="module")
def table():
    return cases_table(RULES)


def test_there_is_a_row_for_each_invented_person_and_the_columns_are_fixed(table):
    assert list(table["id"]) == list(RULES.demo_cases)
    assert list(table.columns) == list(COLUMNS)
    assert [kind.pyarrow_dtype for kind in table.dtypes] == list(COLUMNS.values())
    assert not table.isna().any().any()
    assert table["as_expected"].all()


def test_csv_and_parquet_hold_the_same_cells_and_give_the_table_back(table):
    from_parquet = pd.read_parquet(io.BytesIO(as_parquet(table)), dtype_backend="pyarrow")
    types = {name: pd.ArrowDtype(kind) for name, kind in COLUMNS.items()}
    from_csv = pd.read_csv(io.BytesIO(as_csv(table)), dtype=types, keep_default_na=False, na_values=[])
    pd.testing.assert_frame_equal(from_parquet, table)
    pd.testing.assert_frame_equal(from_csv, table)
    schema = pq.read_schema(io.BytesIO(as_parquet(table)))
    assert {field.name: field.type for field in schema} == COLUMNS
    assert schema.names == list(COLUMNS)  # and no index among them
    assert as_csv(table) == as_csv(cases_table(RULES))
    assert as_parquet(table) == as_parquet(cases_table(RULES))


@pytest.mark.parametrize("name", CASES)
def test_a_row_says_what_the_engine_says(name, table):
    row = table.set_index("id").loc[name]
    found = offered(result(name))
    assert row["conversation"] == result(name).conversation == RULES.demo_cases[name].expect
    assert row["because"].split("; ") == list(because(result(name)))
    for fit in ("lines_up", "cannot_tell", "differs"):
        wanted = {one.plan.therapy.id for one in found if one.fit == fit}
        assert set(filter(None, row[fit].split("; "))) == wanted
    assert row["criteria"] == sum(len(one.judged) for one in found)
    assert row["open_criteria"] == sum(one.met == 1 for finding in found for one in finding.judged)
    wanted = {question for finding in found for question in open_questions(finding.judged)}
    assert set(filter(None, row["open_questions"].split("; "))) == wanted


def test_no_cell_can_be_taken_for_a_formula_by_a_program_for_tables(table):
    for name, kind in COLUMNS.items():
        if kind == pa.string():
            assert not table[name].str.match(r"^[=+\-@\t\r]").any(), name


def test_rules_without_cases_give_an_empty_table_of_the_same_shape():
    empty = cases_table(replace(RULES, demo_cases={}))
    assert empty.shape == (0, len(COLUMNS))
    back = pd.read_parquet(io.BytesIO(as_parquet(empty)), dtype_backend="pyarrow")
    pd.testing.assert_frame_equal(back, empty)
