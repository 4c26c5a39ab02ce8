"""The command line as it is run: what programs read, one clear sentence for bad input, and no answer told on.

Most commands run inside this process, because to start one costs more than what it does. Those that hang on being one of their
own (the pipe, the help, a refusal, an end too soon) are started as people start them, through `started`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from tests.bases import CLOCK_DAY, SMALL_BASE, change, changed_copy, small_copy
from trialhelper.answers import MOST_BYTES, load_answers
from trialhelper.cli import app
from trialhelper.clock import TODAY

SECRET = "hunter2"
DAY = "2024-06-01"


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRIALHELPER_")}
    return kept | {TODAY: CLOCK_DAY.isoformat(), "COLUMNS": "200"}


@pytest.fixture
def trialhelper(environment, monkeypatch):
    """A command, run in this process; what it did not foresee is raised."""

    def run(*arguments, stdin="", **more):
        for name in [name for name in os.environ if name.startswith("TRIALHELPER_")]:
            monkeypatch.delenv(name)
        for name, value in (environment | more).items():
            monkeypatch.setenv(name, value)
        done = CliRunner().invoke(app, [*map(str, arguments)], input=stdin, prog_name="trialhelper")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return SimpleNamespace(returncode=done.exit_code, stdout=done.stdout_bytes, stderr=done.stderr_bytes)

    return run


@pytest.fixture
def started(environment):
    """A command, started as a program of its own."""

    def run(*arguments, stdin="", **more):
        command = [sys.executable, "-m", "trialhelper", *map(str, arguments)]
        return subprocess.run(command, input=stdin.encode(), capture_output=True, timeout=60, check=False, env=environment | more)

    return run


@pytest.fixture
def on_small(trialhelper):
    """A command on the small base, on its day."""
    return lambda command, *arguments, **more: trialhelper(command, *arguments, "--rules", SMALL_BASE, **more)


def told(run) -> dict | list:
    assert run.returncode == 0, run.stderr.decode()
    assert run.stderr == b""
    return json.loads(run.stdout)


def refused(run) -> str:
    """What a refusal says: exit code 2, nothing on stdout, no traceback."""
    said = run.stderr.decode()
    assert run.returncode == 2, said
    assert run.stdout == b""
    assert "Traceback" not in said
    assert said.strip()
    return said.strip()


def saved(tmp_path, **answers) -> Path:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"format": "trialhelper-answers", "format_version": 1, "answers": answers}))
    return file


# ---- what programs read ----


def test_assess_gives_a_program_the_conversation_and_each_therapy_with_its_reasons(on_small, tmp_path):
    file = saved(tmp_path, condition="amber", amber_kind="red", age="20 months", gene_test="yes")
    result = told(on_small("assess", file, "--json", "--as-of", DAY))
    assert (result["conversation"]["primary"], result["conversation"]["others"]) == ("not-now-but-ask", [])
    assert (result["as_of"], result["rules_version"].split("+")[0]) == (DAY, "1")
    therapies = {one["id"]: one for one in result["therapies"]}
    assert set(therapies) == {"ambera", "bluvera"}
    for one in therapies.values():
        assert {"id", "condition", "fit", "because", "open", "not_asked"} <= set(one)
    ambera = therapies["ambera"]
    assert (ambera["condition"], ambera["fit"], ambera["open"]) == ("red-amber", "differs", ["infection_now"])
    assert [one["questions"] for one in ambera["because"]] == [["age"]]
    assert ambera["changes_with_time"] == {
        "opens": True,
        "at_age_months": 24.0,
        "earliest": "2024-09",
        "latest": "2024-10",
    }
    assert [one["id"] for one in result["talking_points"]] == []


def test_every_claim_in_the_json_stands_among_its_sources_with_document_and_date(trialhelper):
    result = told(trialhelper("assess", "sma-toddler-both-copies", "--json"))
    sources = {source["claim"]: source for source in result["sources"]}

    def claims(data):
        if isinstance(data, dict):
            for key, value in data.items():
                yield from value if key == "claims" else claims(value)
        elif isinstance(data, list):
            for value in data:
                yield from claims(value)

    named = set(claims({key: value for key, value in result.items() if key != "sources"}))
    assert named
    assert named <= set(sources)
    for source in sources.values():
        assert source["title"]
        assert source["publisher"]
        assert source["dated"]
        assert "url" in source


def test_a_demonstration_is_assessed_on_its_own_date_unless_another_is_named(on_small):
    assert told(on_small("assess", "red-child", "--json"))["as_of"] == DAY
    earlier = told(on_small("assess", "red-child", "--json", "--as-of", "2019-12-31"))
    assert (earlier["as_of"], earlier["therapies"], earlier["conversation"]["primary"]) == ("2019-12-31", [], "other-care")


def test_answers_may_come_through_a_pipe(started):
    result = told(started("assess", "-", "--rules", SMALL_BASE, "--json", "--as-of", DAY, stdin='{"condition": "blue-amber"}'))
    assert (result["condition"], result["conversation"]["primary"]) == ("blue-amber", "trials")


def test_the_care_teams_view_counts_what_only_they_can_answer(on_small, tmp_path):
    file = saved(tmp_path, condition="red-amber", age="3", gene_test="yes", infection_now="no", marker=900)
    fits = {}
    for view in ([], ["--care-team"]):
        result = told(on_small("assess", file, "--json", "--as-of", DAY, *view))
        fits[bool(view)] = {one["id"]: one["fit"] for one in result["therapies"]}["ambera"]
    assert fits == {False: "lines_up", True: "differs"}


def test_conditions_are_listed_with_their_standing_on_a_date(trialhelper):
    rows = {row["id"]: row for row in told(trialhelper("conditions", "--json", "--as-of", "2024-01-01"))}
    assert all(set(row) == {"id", "name", "standing", "therapies"} for row in rows.values())
    assert (rows["sma"]["standing"], rows["sma"]["therapies"]) == ("approved", ["zolgensma"])
    assert (rows["hemophilia-a"]["standing"], rows["hemophilia-a"]["therapies"]) == ("approved", ["roctavian"])
    in_2014 = told(trialhelper("conditions", "--json", "--as-of", "2014-07-01"))
    assert all(row["therapies"] == [] for row in in_2014)
    assert {row["standing"] for row in in_2014} == {"in_trials", "not_covered"}


def test_questions_are_listed_with_their_options_and_who_answers_them(on_small):
    rows = {row["id"]: row for row in told(on_small("questions", "--json"))}
    assert all(set(row) == {"id", "type", "options", "answered_by"} for row in rows.values())
    assert rows["amber_kind"] == {"id": "amber_kind", "type": "choice", "options": ["red", "blue"], "answered_by": "person"}
    assert rows["gene_test"]["options"] == ["yes", "no"]
    assert (rows["age"]["options"], rows["marker"]["answered_by"]) == ([], "team")
    assert rows["condition"]["options"] == ["amber", "blue-amber", "red-amber", "not_listed", "no_diagnosis"]


def test_check_tells_a_program_what_it_covered_and_found(on_small, trialhelper, tmp_path):
    report = told(on_small("check", "--json", "--as-of", DAY))
    assert set(report) >= {"errors", "warnings", "answer_sets", "seconds"}
    assert (report["errors"], report["warnings"]) == ([], [])
    assert report["answer_sets"] > 1000
    spoiled = changed_copy(tmp_path, "demo_cases/red-child.yaml", ("expect: approved-therapy", "expect: trials"))
    run = trialhelper("check", "--json", "--as-of", DAY, "--rules", spoiled)
    assert run.returncode == 1
    assert [one["code"] for one in json.loads(run.stdout)["errors"]] == ["C402"]


def test_the_rules_may_be_named_by_the_environment(started):
    rows = told(started("conditions", "--json", TRIALHELPER_RULES=str(SMALL_BASE)))
    assert {row["id"] for row in rows} == {"amber", "red-amber", "blue-amber"}


# ---- what people read ----


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["assess", "red-child"], ["Ambera"]),
        (["conditions"], ["red-amber", "Red amber", "approved", "ambera"]),
        (["questions"], ["gene_test", "yes_no", "person"]),
        (["check", "--as-of", DAY], ["0 errors,"]),
        (["summary", "red-child", "--format", "text"], ["Ambera"]),
        (["summary", "red-child", "--format", "html"], ["<html", "Ambera"]),
        (["summary", "red-child", "--format", "json"], ['"', "Ambera"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_without_json_a_command_prints_words(on_small, command, words):
    run = on_small(*command)
    assert run.returncode == 0, run.stderr.decode()
    assert run.stderr == b""
    assert all(word in run.stdout.decode() for word in words)


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>"), ("text", b""), ("json", b"{")])
def test_a_summary_is_written_to_a_file(on_small, tmp_path, kind, begins):
    out = tmp_path / f"summary.{kind}"
    run = on_small("summary", "red-child", "--format", kind, "--out", out, "--paper", "a4", "--lang", "en")
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    assert out.read_bytes().lower().startswith(begins.lower())


def test_without_a_command_the_commands_are_listed(started):
    said = started("--help").stdout.decode()
    assert all(command in said for command in ("app", "ask", "assess", "summary", "conditions", "questions", "check"))


# ---- bad input ----


BAD = {
    "no such file": (["assess", "nowhere.json"], "no such file"),
    "a folder for a file": (["assess", "."], "no such file"),
    "an empty pipe": (["assess", "-"], "holds no saved answers"),
    "a date in words": (["assess", "red-child", "--as-of", "soon"], "--as-of takes a date"),
    "a day that is none": (["conditions", "--as-of", "2024-02-30"], "--as-of takes a date"),
    "a day without room for what comes after": (["assess", "red-child", "--as-of", "9999-12-31"], "from 1900 to 2199"),
    "the first day of all": (["conditions", "--as-of", "0001-01-01"], "from 1900 to 2199"),
    "an unknown format": (["summary", "red-child", "--format", "docx"], "pdf, html, text or json"),
    "an unknown paper": (["summary", "red-child", "--paper", "a3", "--format", "text"], "letter or a4"),
    "an unknown language": (["summary", "red-child", "--lang", "xx", "--format", "text"], "--lang"),
    "an unknown language to assess in": (["assess", "red-child", "--lang", "xx"], "--lang"),
    "a pdf with nowhere to go": (["summary", "red-child"], "--out"),
    "a file that cannot be written": (["summary", "red-child", "--format", "text", "--out", "/nowhere/x.txt"], "not be written"),
}


@pytest.mark.parametrize(("arguments", "word"), BAD.values(), ids=BAD)
def test_bad_input_ends_with_one_sentence(on_small, arguments, word):
    said = refused(on_small(*arguments))
    assert word in said
    assert len(said.splitlines()) == 1
    assert said.endswith(".")


@pytest.mark.parametrize("command", [["assess", "red-child"], ["summary", "red-child", "--format", "text"], ["cases"]])
@pytest.mark.parametrize(
    ("file", "change", "word"),
    [
        ("demo_cases/red-child.yaml", ("age: 3 years", "age: soon"), 'an answer to "age" that cannot be read'),
        (
            "conversations.yaml",
            ("[lines_up, open], trial_reason: [false]", "[open], trial_reason: [false]"),
            "no row",
        ),
    ],
    ids=["an answer that cannot be read", "a gap in the table"],
)
def test_rules_that_give_a_case_no_result_are_told_in_one_sentence(trialhelper, tmp_path, command, file, change, word):
    said = refused(trialhelper(*command, "--rules", changed_copy(tmp_path, file, change)))
    assert word in said
    assert len(said.splitlines()) == 1
    assert "soon" not in said


@pytest.mark.parametrize("arguments", [["frobnicate"], ["assess"], ["app", "--port", "many"], ["assess", "x", "--colour"]])
def test_a_command_that_is_none_says_how_it_is_used(trialhelper, arguments):
    assert "Usage" in refused(trialhelper(*arguments))


BAD_FILES = {
    "not text": (b"\x89PNG\r\n\xff" + SECRET.encode(), "not text"),
    "not JSON": (f"I am {SECRET}".encode(), "holds no saved answers"),
    "too large": (b'{"answers": {"age": "hunter2"}}' + b" " * MOST_BYTES, "too large"),
    "of another tool": (json.dumps({"format": SECRET, "answers": {"age": "14"}}).encode(), "holds no saved answers"),
    "nested without end": (b"[" * 60_000, "holds no saved answers"),
}


@pytest.mark.parametrize(("content", "word"), BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("command", [["assess"], ["summary", "--format", "text"]], ids=["assess", "summary"])
def test_a_file_that_holds_no_answers_is_refused_without_repeating_it(on_small, tmp_path, command, content, word):
    file = tmp_path / "file.json"
    file.write_bytes(content)
    said = refused(on_small(*command, file))
    assert word in said
    assert SECRET not in said


def test_what_cannot_be_read_of_a_file_is_listed_and_the_rest_is_assessed(on_small, tmp_path):
    file = saved(
        tmp_path, condition="red-amber", age=SECRET, gene_test=[SECRET], marker="50", shoe_size=SECRET, **{SECRET * 20: 1}
    )
    run = on_small("assess", file, "--json", "--as-of", DAY)
    said = run.stderr.decode()
    assert run.returncode == 0
    assert json.loads(run.stdout)["condition"] == "red-amber"
    assert all(name in said for name in ("age", "gene_test", "shoe_size"))
    assert "marker" not in said
    assert SECRET not in said + run.stdout.decode()


def test_a_damaged_file_is_read_as_far_as_it_goes_and_says_so(on_small, tmp_path):
    file = tmp_path / "cut.json"
    file.write_text('{"answers": {"condition": "red-amber", "age": "20 months", "gene_test": "y')
    run = on_small("assess", file, "--json", "--as-of", DAY)
    assert run.returncode == 0
    assert "damaged" in run.stderr.decode()
    assert json.loads(run.stdout)["used"] == ["condition", "age"]


@pytest.mark.parametrize(
    "command", [["assess", "x"], ["conditions"], ["questions"], ["check"], ["summary", "x"], ["ask"], ["app"]]
)
def test_bad_rules_are_all_told_with_their_lines_by_every_command(trialhelper, tmp_path, command):
    rules = small_copy(tmp_path)
    change(rules, "therapies/ambera.yaml", ("ask: gene_test", "ask: gene_tset"))
    change(rules, "glossary.yaml", ("amber-label.gene", "amber-label.genes"))
    more = ["--format", "text"] if command[0] == "summary" else []
    said = refused(trialhelper(*command, *more, "--rules", rules))
    assert said.splitlines()[0] == "the rule base has 2 faults in 2 files:"
    assert 'therapies/ambera.yaml:18  R104  no question is called "gene_tset"' in said
    assert 'did you mean "gene_test"?' in said
    assert "glossary.yaml:2  R104" in said


def test_a_folder_of_rules_that_is_not_there_is_told(started):
    assert "no such folder" in refused(started("conditions", "--rules", "nowhere"))


# ---- the interview ----

INTERVIEW = {
    "who this is for": "2",
    "a condition that nothing is found for": "zzzz",
    "type again": "",
    "the condition": "red amber",
    "the first that is found": "1",
    "an age that cannot be read": "old enough",
    "the age": "3 years",
    "back to the kind that was found": "b",
    "and to the age": "b",
    "the age, once more": "4 years",
    "the gene test": "1",
    "the infection": "2",
    "the liver": "3",
    "HIV, which one need not say": "5",
    "a reason to ask about studies": "2",
    "all answers are right": "",
    "to save them": "3",
}


def test_an_interview_goes_to_the_end_and_saves_its_answers(started, small, tmp_path):
    out = tmp_path / "mine.json"
    run = started("ask", "--rules", SMALL_BASE, "--as-of", DAY, stdin="\n".join([*INTERVIEW.values(), str(out), "", ""]))
    said = run.stdout.decode()
    assert (run.returncode, run.stderr) == (0, b"")
    assert said.count("How old are you?") == 2
    assert "cannot be read" in said
    assert "old enough" not in said
    assert "Ambera" in said[said.rindex("Is there a reason to ask about studies?") :]
    loaded = load_answers(out.read_bytes(), small)
    assert loaded.notes == ()
    assert {name: answer.written for name, answer in loaded.answers.items()} == {
        "who": "child",
        "condition": "amber",
        "amber_kind": "red",
        "age": "4 years",
        "gene_test": "yes",
        "infection_now": "no",
        "liver_disease": "not_sure",
        "hiv_status": "prefer_not_to_say",
        "trial_reason": "none",
    }


def test_an_interview_that_is_broken_off_ends_without_a_traceback(started):
    run = started("ask", "--rules", SMALL_BASE, "--as-of", DAY, stdin="2\n")
    assert run.returncode != 0
    assert b"Traceback" not in run.stderr


def test_going_back_over_the_condition_takes_back_the_kind_that_was_picked_with_it(started):
    """First "red amber", then back, then plain "amber": the kind has to be asked."""
    run = started("ask", "--rules", SMALL_BASE, "--as-of", DAY, stdin="1\nred amber\n1\nb\namber\n1\n5 years\n")
    assert b"Is it red or blue?" in run.stdout
