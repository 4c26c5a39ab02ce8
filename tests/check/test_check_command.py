"""`trialhelper check` on the command line: what it prints, what it counts, what is due today."""

import json
import re

import pytest
from typer.testing import CliRunner

from tests.bases import SMALL_BASE, SMALL_DAY, change, small_copy
from trialhelper.check import CHECKS
from trialhelper.cli import app

RUN = CliRunner()
DAY = SMALL_DAY.isoformat()


def check(*said, rules=SMALL_BASE, day=DAY):
    return RUN.invoke(app, ["check", "--rules", str(rules), "--as-of", day, *said])


def test_errors_end_with_a_code_that_a_pipeline_sees(tmp_path):
    assert check().exit_code == 0
    folder = small_copy(tmp_path)
    change(folder, "demo_cases/red-child.yaml", ("expect: approved-therapy", "expect: trials"))
    spoiled = check(rules=folder)
    assert spoiled.exit_code == 1
    assert "C402  error" in spoiled.stdout


def test_the_last_line_counts_what_was_found_and_covered():
    last = check().stdout.splitlines()[-1]
    assert last.startswith("0 errors, ")
    assert "hints (--hints shows them); " in last
    assert " answer sets covered in " in last


def test_hints_are_shown_when_they_are_asked_for():
    assert "  hint  " not in check().stdout
    assert "C901  hint" in check("--hints").stdout


def test_json_has_every_kind_of_finding_and_the_counts():
    data = json.loads(check("--json").stdout)
    assert set(data) == {"errors", "warnings", "hints", "answer_sets", "seconds"}
    assert {"code", "says", "file", "line", "cure", "answers"} == set(data["hints"][0])
    assert data["answer_sets"] > 100


def test_what_is_due_today_is_listed_and_is_no_fault():
    none, due = check("--today"), check("--today", day="2024-12-02")
    assert none.stdout == "0 entries past their review date on 2024-06-01, 0 due within 60 days\n"
    assert due.exit_code == 0
    assert "therapies/ambera was due for review on 2024-12-01" in due.stdout
    assert due.stdout.splitlines()[-1] == "7 entries past their review date on 2024-12-02, 0 due within 60 days"


def test_nothing_but_the_findings_is_printed_where_no_terminal_is():
    """The bar is for a person who waits; a pipe and a log get none."""
    assert check().stderr == ""


def test_every_check_says_its_codes_in_one_place():
    """The docstring of each names its codes, and no two checks share one."""

    codes = [code for each in CHECKS for code in sorted(set(re.findall(r"\bC\d{3,4}\b", each.__doc__ or "")))]
    assert len(codes) == len(set(codes))
    for number, each in enumerate(CHECKS, start=1):
        assert re.search(rf"\bC{number}\d\d\b", each.__doc__ or ""), each.__module__


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: each.__module__.rsplit(".", 1)[-1])
def test_no_check_changes_anything(each, small):
    before = {name: str(getattr(small, name)) for name in ("documents", "therapies", "conditions", "questions")}
    list(each(small, SMALL_DAY))
    assert before == {name: str(getattr(small, name)) for name in before}
