"""Every command runs on any day, and takes that day for today where none is named."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from tests.bases import SMALL_BASE, small_copy
from trialhelper.cli import app

RULES = ["--rules", str(SMALL_BASE)]
TOLD = json.dumps({"answers": {"condition": "red-amber", "age": "3 years", "gene_test": "yes", "infection_now": "no"}})


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *arguments, stdin="": CliRunner().invoke(app, [*map(str, arguments)], input=stdin, catch_exceptions=False)


def _assess(run, day, tmp_path):
    assert json.loads(run("assess", "-", "--json", *RULES, stdin=TOLD).stdout)["as_of"] == day.isoformat()
    return run("assess", "-", "--cds", *RULES, stdin=TOLD)


def _summary(run, day, tmp_path):
    done = run("summary", "-", "--format", "text", *RULES, stdin=TOLD)
    assert f"{day:%B} {day.day}, {day.year}" in done.output
    return done


def _ask(run, day, tmp_path):
    saved = tmp_path / "mine.json"
    told = ["1", "red amber", "1", "4 years", "1", "2", "3", "5", "2"]
    done = run("ask", *RULES, stdin="\n".join([*told, "", "3", str(saved), "", ""]))  # all is right; save; end
    assert json.loads(saved.read_text())["saved_on"] == day.isoformat()
    return done


def _check(run, day, tmp_path):
    due = run("check", "--today", *RULES)
    assert f"past their review date on {day}," in due.output
    return run("check", *RULES)


def _app(run, day, tmp_path):
    done = run("app", *RULES)
    assert f"It takes {day} for today" in done.output
    return done


COMMANDS = {
    "app": _app,
    "ask": _ask,
    "assess": _assess,
    "summary": _summary,
    "check": _check,
    "cases": lambda run, day, tmp_path: run("cases", *RULES),
    "conditions": lambda run, day, tmp_path: run("conditions", "--json", *RULES),
    "questions": lambda run, day, tmp_path: run("questions", *RULES),
    "diff": lambda run, day, tmp_path: run("diff", SMALL_BASE, SMALL_BASE),
    "card": lambda run, day, tmp_path: run("card", *RULES, "--out", tmp_path / "card"),
    "schema": lambda run, day, tmp_path: run("schema", "--out", tmp_path / "schema"),
    "new": lambda run, day, tmp_path: run("new", "therapy", "green", "--rules", small_copy(tmp_path)),
    "messages": lambda run, day, tmp_path: run("messages", "es", "--rules", small_copy(tmp_path)),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs_on_any_day(command, day, run, tmp_path, monkeypatch):
    monkeypatch.setattr("os.execv", lambda *started: None)  # the form itself is opened by the tests in a browser
    monkeypatch.setenv("TRIALHELPER_RULES", str(SMALL_BASE))  # what `app` sets is taken back
    done = COMMANDS[command](run, day, tmp_path)
    assert done.exit_code == 0, done.output


def test_no_command_is_left_out():
    named = {one.name or one.callback.__name__ for one in app.registered_commands}
    assert named == set(COMMANDS)
