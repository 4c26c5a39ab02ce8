"""The interview in a terminal can do all that the form can: search, tick, change, check, keep, load."""

import json
import re
import stat

import pytest
from typer.testing import CliRunner

from tests.bases import SMALL_BASE, TODAY, answers_to, shipped_rules, small_rules
from tests.terminal.typist import Typist
from trialhelper.answers import load_answers, read_answer, save_answers
from trialhelper.cli import app
from trialhelper.engine import walk
from trialhelper.words import words_in

DAY = "2024-06-01"
ON_SMALL = ("ask", "--rules", str(SMALL_BASE), "--as-of", DAY)
TO_SEVERAL = ("1", "amber", "Amber", "5 years", "1", "1")
"""Me, amber found and chosen, an age, the red kind, a gene test: what follows is the page of several questions."""


def asks(*typed: str, more: tuple[str, ...] = (), command: tuple[str, ...] = ON_SMALL):
    return CliRunner().invoke(app, [*command, *more], input="\n".join([*typed, ""]))


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_person_at_a_real_terminal_walks_to_the_end_changes_an_answer_and_keeps_a_file_of_their_own(tmp_path):
    typist = Typist(tmp_path, *ON_SMALL)
    typist.sees("Who is this for?").sees("Number of your answer").types("2")
    typist.sees("What do you have?").sees("words to search for").types("zzzz")
    typist.sees("Nothing was found").sees("words to search for").types("red amber")
    typist.sees("Red amber").sees("words to search for").types("1")
    typist.sees("How old are you?").sees("Your answer").types("?")
    typist.sees("Did a gene test find it?").sees("Number of your answer").types("Not sure")
    typist.sees("Does any of this apply?").sees("Is there an infection?").types("")
    typist.sees("Is the liver ill?").types("3").sees("Is there HIV?").types("Prefer not to say")
    typist.sees("For all that I left open above: No").sees("tick this box").types("x")
    typist.sees("Check your answers").sees("Age: Not sure").sees("Infection now: No").sees("type its number").types("3")
    typist.sees("How old are you?").sees("Press Enter to keep").types("4 years")
    typist.sees("Check your answers").sees("Age: 4 years").sees("type its number").types("")
    typist.sees("Summary for a visit: gene therapy").sees("Read it all, with the sources").sees("Enter ends").types("1")
    typist.sees("Summary for a visit: gene therapy").sees("Ambera label").sees("Enter ends").types("3")
    typist.sees("type a file name").types("nowhere/mine.json").sees("could not be saved").types("mine.json").sees("Saved.")
    typist.sees("Enter ends").types("")
    assert typist.ends() == 0
    kept = tmp_path / "mine.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    loaded = load_answers(kept.read_bytes(), small_rules())
    assert loaded.notes == ()
    assert {name: answer.written for name, answer in loaded.answers.items()} == {
        "who": "child",
        "condition": "amber",
        "amber_kind": "red",
        "age": "4 years",
        "gene_test": "not_sure",
        "infection_now": "no",
        "liver_disease": "not_sure",
        "hiv_status": "prefer_not_to_say",
    }


def test_the_result_begins_with_its_first_part_and_holds_no_sources_until_they_are_asked_for():
    run = asks(*TO_SEVERAL, "2", "2", "1", "2", "", "")
    assert run.exit_code == 0
    result = run.output[run.output.index("Summary for a visit") :]
    assert "Ambera" in result
    assert "Documents and sources" not in result
    assert "1  Read it all, with the sources" in result


def test_saving_asks_before_it_writes_over_a_file_and_a_bad_path_loses_no_answer(tmp_path):
    (tmp_path / "other.json").write_text("of somebody else")
    paths = (str(tmp_path), "~nobody-of-this-name/x", str(tmp_path / "other.json"), "2", str(tmp_path / "other.json"), "1")
    run = asks("3", "s", *paths, "red amber", "1", "b")
    said = on_one_line(run.output)
    assert "it is a folder" in said
    assert "No file can be made with that name" in said
    assert said.count("Write over it?") == 2
    assert json.loads((tmp_path / "other.json").read_text())["answers"] == {"who": "other"}
    assert stat.S_IMODE((tmp_path / "other.json").stat().st_mode) == 0o600
    assert "How old are you?" in said
    assert [one.name for one in tmp_path.iterdir()] == ["other.json"]


def test_a_link_stays_one_when_its_file_is_written_over(tmp_path):
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("")
    link.symlink_to(target)
    asks("3", "s", str(link), "1")
    assert link.is_symlink()
    assert json.loads(target.read_text())["answers"] == {"who": "other"}


@pytest.mark.parametrize(
    ("ending", "begins"), [(".txt", b"Summary for a visit"), (".html", b"<!DOCTYPE html>"), (".pdf", b"%PDF")]
)
def test_the_summary_is_kept_in_the_form_that_its_name_ends_in(tmp_path, ending, begins):
    out = tmp_path / f"visit{ending}"
    run = asks("1", "zzzz", "1", "", "4", str(tmp_path / "visit.doc"), str(out), "")
    assert run.exit_code == 0, run.output
    assert "No file can be made with that name" in on_one_line(run.output)
    assert out.read_bytes().startswith(begins)
    assert not (tmp_path / "visit.doc").exists()


def test_saved_answers_are_gone_on_with_where_they_end(tmp_path):
    saved = tmp_path / "saved.json"
    asks(*TO_SEVERAL, "s", str(saved))
    run = asks(more=("--answers", str(saved)))
    said = run.output
    assert "Who is this for?" not in said
    assert "Does any of this apply?" in said
    asks("2", "2", "1", "2", "s", str(saved), "1", more=("--answers", str(saved)))
    whole = asks("", "", more=("--answers", str(saved)))
    assert whole.exit_code == 0
    assert whole.output.index("Check your answers") < whole.output.index("Summary for a visit")


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", b"[]", b" " * 70_000], ids=["none", "not text", "no answers", "large"]
)
def test_a_file_that_cannot_be_gone_on_with_ends_in_one_sentence(tmp_path, content):
    file = tmp_path / "hunter2.json"
    if content is not None:
        file.write_bytes(content)
    run = asks(more=("--answers", str(file)))
    assert run.exit_code == 2
    assert "hunter2" not in run.output
    assert len(run.output.strip().splitlines()) == 1


def test_what_could_not_be_read_of_a_file_is_told_and_the_rest_is_kept(tmp_path):
    file = tmp_path / "cut.json"
    file.write_text('{"answers": {"who": "you", "condition": "amber", "amber_kind": "re')
    run = asks(more=("--answers", str(file)))
    assert "damaged" in run.stderr
    assert "How old are you?" in run.output


def test_going_back_keeps_what_was_told_and_enter_keeps_it_again():
    run = asks("2", "red amber", "1", "5 years", "b", "b", "", "", "b")
    said = run.output
    assert ">     5 years" in said
    assert ">  1  Red" in said


def test_going_back_from_the_first_question_stays_there_and_from_a_question_among_several_goes_to_the_one_before():
    assert asks("b", "1").output.count("Who is this for?") == 2
    said = asks(*TO_SEVERAL, "1", "b", "2", "2", "1", "2").output
    assert said.count("Is there an infection?") == 2
    assert "Infection now: No" in said


def test_left_open_without_the_box_only_what_is_open_is_asked_again():
    said = asks(*TO_SEVERAL, "", "2", "1", "", "1", "2").output
    assert "Infection now: Choose one of the answers." in said
    assert (said.count("Is there an infection?"), said.count("Is the liver ill?")) == (2, 1)


def test_what_matters_is_ticked_by_number_and_a_second_time_takes_it_back():
    told = ("1", "zzzz", "2", "1", "2", "1", "", "b", "")
    run = asks(*told, command=("ask", "--as-of", "2026-11-20"))
    said = run.output
    assert "What matters most?" in said
    pages = said.split("What matters most?")
    assert "[x]" in pages[1]
    assert pages[2].count("[x]") == 1


def test_what_cannot_wait_is_said_on_every_page_after_the_answer(tmp_path):
    from tests.bases import shipped_rules
    from trialhelper.answers import answers_of, save_answers

    rules = shipped_rules()
    case = rules.demo_cases["airway-growths-hard-to-breathe"]
    saved = tmp_path / "saved.json"
    saved.write_text(save_answers(answers_of(case, rules), rules, case.as_of.latest))
    run = asks("b", command=("ask", "--as-of", "2026-11-20", "--answers", str(saved)))
    assert on_one_line(run.output.replace("| ", "")).count(rules.risk_factors["airway-emergency"].plain) >= 2


def test_in_spanish_every_key_and_text_is_spanish():
    run = asks("1", "g", "", "a", command=("ask", "--as-of", "2026-11-20", "--lang", "es"))
    said = on_one_line(run.output)
    assert "escriba a para ir atrás y g para guardar" in said
    assert on_one_line(words_in("es")("limits.not_native")) in said
    assert "Why we ask" not in said


def test_what_is_typed_and_found_nowhere_is_kept_for_the_result_of_an_illness_that_is_not_listed():
    shown = on_one_line(asks("1", "my odd illness", "1", "", "", command=("ask", "--as-of", "2026-11-20")).output)
    assert "Nothing was found" in shown
    assert "Words that you typed: my odd illness" in shown
    assert 'You typed: "my odd illness"' in shown


def test_answers_that_cannot_all_be_right_are_told_with_the_numbers_to_change_them(tmp_path):
    rules = shipped_rules()
    said = {"who": "you", "condition": "cancer", "cancer_kind": "fl", "age": "50", "prior_lines": 0, "lymphoma_course": "later"}
    told = answers_to(rules, said)
    while step := next((one for one in walk(rules, told, TODAY) if not one.answered), None):
        for question in (one for one in step.ask.questions if one.id not in told):
            told = told.plus(question.id, read_answer(question, "not_sure", rules))
    file = tmp_path / "mine.json"
    file.write_text(save_answers(told, rules, TODAY))
    shown = on_one_line(asks("", "", "", more=("--answers", str(file)), command=("ask", "--as-of", TODAY.isoformat())).output)
    clash = rules.contradictions["never-treated-and-came-back"].plain
    assert re.search(
        rf"Answers that do not go together .*! {re.escape(clash)} \d+ Course of the cancer: .* \d+ Lines of tr", shown
    )
    assert f"These answers do not go together: Course of the cancer and Lines of treatment so far. {clash}" in shown.replace(
        "| ", ""
    )
