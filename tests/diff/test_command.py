"""`trialhelper diff OLD NEW`: what it prints, and how it ends."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.bases import SMALL_BASE, SMALL_DAY, answers_to, changed_copy, small_copy, small_rules
from trialhelper.cli import app
from trialhelper.diff.comparison import unmoved
from trialhelper.engine import assess
from trialhelper.rulebase import RuleBase, read_rules

RUN = CliRunner()
ON = ("--as-of", SMALL_DAY.isoformat())


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The small rules, but Ambera from age 4 on, and with other numbers for the care team."""
    changes = (("at_least: 2 years", "at_least: 4 years"), ("more_than: 50", "more_than: 60"))
    return changed_copy(tmp_path, "therapies/ambera.yaml", *changes)


def test_a_difference_is_a_table_and_no_fault(other):
    done = RUN.invoke(app, ["diff", str(SMALL_BASE), str(other), *ON])
    assert done.exit_code == 0
    assert "Ambera: Red amber" in done.stdout
    assert "Age: from 2 years to 3 years" in " ".join(done.stdout.replace("│", " ").split())
    assert "Marker: more than 50, and 60 or fewer" in " ".join(done.stdout.replace("│", " ").split())


def test_the_answers_of_the_json_give_both_results_again(other):
    done = RUN.invoke(app, ["diff", str(SMALL_BASE), str(other), *ON, "--json"])
    assert done.exit_code == 0
    data = json.loads(done.stdout)
    assert {one["view"] for one in data["differences"]} == {"person", "care_team"}
    for one in data["differences"]:
        for rules, side in ((small_rules(), "before"), (read_rules(other), "after")):
            result = assess(rules, answers_to(rules, one["answers"]), SMALL_DAY, one["view"])
            fits = {finding.plan.therapy.id: finding.fit for finding in result.findings}
            assert (result.conversation, list(result.others)) == (one[side]["conversation"], one[side]["others"])
            assert one["therapy"] is None or fits[one["therapy"]] == one[side]["fit"]


def test_no_difference_is_said_in_one_sentence():
    done = RUN.invoke(app, ["diff", str(SMALL_BASE), str(SMALL_BASE)])
    assert done.exit_code == 0
    assert done.stdout.count(".") == 1
    assert len(done.stdout.splitlines()) == 1


def test_other_words_alone_are_said_in_one_sentence_too(tmp_path):
    rules = changed_copy(tmp_path, "therapies/ambera.yaml", ("It is given once.", "It is given one time."))
    done = RUN.invoke(app, ["diff", str(SMALL_BASE), str(rules), *ON])
    assert done.exit_code == 0
    day = "On June 1, 2024 nothing changes for anybody"
    assert done.stdout == f"{day}, though 1 entry reads otherwise: therapies/ambera.\n"


def test_a_new_condition_of_which_nothing_is_known_changes_nothing_for_anybody(tmp_path):
    """Who names it hears of other care, as they did when they did not find it."""
    rules = small_copy(tmp_path)
    red = (rules / "conditions" / "red-amber.yaml").read_text().replace("kind_of: amber\nkind: red\n", "")
    (rules / "conditions" / "green.yaml").write_text(red.replace("red-amber", "green").replace("Red amber", "Green"))
    for folders in ((SMALL_BASE, rules), (rules, SMALL_BASE)):
        done = RUN.invoke(app, ["diff", *map(str, folders), *ON])
        assert done.stdout.startswith("On June 1, 2024 nothing changes for anybody, though 1 entry reads otherwise")
        assert "conditions/green" in done.stdout


def test_what_holds_from_a_later_day_on_is_no_difference_yet(tmp_path):
    """So the sentence says for which day it speaks."""
    later = (
        "        contraindications: listed\n",
        "        contraindications: listed\n      - from: 2025-01-01\n        claim: amber-label.approved\n        requires:\n"
        "          - {ask: age, at_least: 9 years, role: defines, claim: amber-label.age}\n        contraindications: listed\n",
    )
    rules = changed_copy(tmp_path, "therapies/ambera.yaml", later)
    now, then = (RUN.invoke(app, ["diff", str(SMALL_BASE), str(rules), "--as-of", day]) for day in ("2024-06-01", "2025-06-01"))
    assert now.stdout.startswith("On June 1, 2024 nothing changes for anybody")
    assert "9 years" in then.stdout


@pytest.mark.parametrize("folder", [field.name for field in fields(RuleBase) if "Mapping" in str(field.type)])
def test_an_entry_of_any_kind_that_changed_is_named(folder):
    """Words alone move no talk; that they changed is told all the same."""
    new = replace(small_rules(), **{folder: {**getattr(small_rules(), folder), "added": "something"}})
    assert f"{folder}/added" in unmoved(small_rules(), new, (), SMALL_DAY)


@pytest.mark.parametrize("bad", ["old", "new"])
def test_a_folder_that_is_none_ends_with_code_2(tmp_path, bad):
    folders = [tmp_path / "nothing", SMALL_BASE]
    done = RUN.invoke(app, ["diff", *map(str, folders if bad == "old" else folders[::-1])])
    assert done.exit_code == 2
    assert done.stdout == ""


def test_a_day_that_is_none_ends_with_code_2():
    assert RUN.invoke(app, ["diff", str(SMALL_BASE), str(SMALL_BASE), "--as-of", "soon"]).exit_code == 2


def test_rules_with_a_fault_end_with_code_2(tmp_path):
    rules = changed_copy(tmp_path, "therapies/ambera.yaml", ("one_time: true", "one_time: perhaps"))
    done = RUN.invoke(app, ["diff", str(SMALL_BASE), str(rules)])
    assert done.exit_code == 2
    assert "ambera.yaml" in done.stderr


def test_a_table_without_a_row_for_somebody_ends_with_code_2(tmp_path):
    row = "  - {condition: [listed], product: [none], studied: [stopped, none, not_looked], then: other-care}\n"
    rules = changed_copy(tmp_path, "conversations.yaml", (row, ""))
    done = RUN.invoke(app, ["diff", str(SMALL_BASE), str(rules), "--as-of", "2019-01-01"])
    assert done.exit_code == 2
    assert "trialhelper check" in done.stderr


def test_answers_without_a_row_are_told_and_a_fault_of_our_own_is_not_taken_for_that(tmp_path, monkeypatch):
    row = "\n  - {condition: [listed], product: [none], studied: [stopped, none, not_looked], then: other-care}"
    gap = changed_copy(tmp_path, "conversations.yaml", (row, ""))
    done = RUN.invoke(app, ["diff", str(SMALL_BASE), str(gap), "--as-of", "2010-01-01"])
    assert (done.exit_code, "have no row" in done.output) == (2, True)

    def fail(*_: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr("trialhelper.diff.compare", fail)
    assert isinstance(RUN.invoke(app, ["diff", str(SMALL_BASE), str(gap), *ON]).exception, KeyError)
