"""The commands that take results out: the table of all cases, and the cards of one assessment."""

import io
import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from tests.bases import RULES as FOLDER
from tests.bases import shipped_rules
from trialhelper.cli import app
from trialhelper.export.cases_table import COLUMNS, as_csv, cases_table

pytestmark = pytest.mark.slow

RUN = CliRunner()
AT = ["--rules", str(FOLDER)]


def test_all_cases_go_to_a_csv_or_a_parquet_file_as_its_name_says(tmp_path):
    for name, read in (("cases.csv", pd.read_csv), ("cases.parquet", pd.read_parquet)):
        done = RUN.invoke(app, ["cases", "--out", str(tmp_path / name), *AT])
        assert done.exit_code == 0, done.output
        table = read(tmp_path / name)
        assert list(table.columns) == list(COLUMNS)
        assert list(table["id"]) == list(shipped_rules().demo_cases)


def test_without_a_file_the_table_is_printed_for_a_pipe():
    done = RUN.invoke(app, ["cases", *AT])
    assert done.exit_code == 0
    assert pd.read_csv(io.StringIO(done.output)).shape == (len(shipped_rules().demo_cases), len(COLUMNS))
    assert done.output.splitlines()[0] == as_csv(cases_table(shipped_rules())).decode().splitlines()[0]


@pytest.mark.parametrize(
    ("out", "says"), [("cases.xlsx", "ends in .csv or .parquet"), ("no/such/folder/cases.csv", "could not be written there")]
)
def test_a_file_that_cannot_be_written_is_said_in_a_sentence(out, says, tmp_path):
    done = RUN.invoke(app, ["cases", "--out", str(tmp_path / out), *AT])
    assert done.exit_code == 2
    assert says in done.output


def test_the_cards_of_an_assessment_are_printed_and_those_of_an_invented_person_say_so():
    done = RUN.invoke(app, ["assess", "sma-toddler-both-copies", "--cds", *AT])
    assert done.exit_code == 0, done.output
    cards = json.loads(done.output)["cards"]
    assert [card["indicator"] for card in cards] == ["info", "info"]
    assert all("Invented person" in card["detail"] for card in cards)
