"""`trialhelper new` and `trialhelper schema`, as an author runs them: what is written, and one sentence when nothing is."""

import pytest
from typer.testing import CliRunner

from tests.bases import small_copy
from trialhelper.authoring import generated
from trialhelper.cli import app


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)


def refused(told) -> str:
    """The one sentence, or two, of a refusal."""
    assert told.exit_code == 2
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1
    assert not any(sign in told.stderr for sign in ("{", "}", "Error"))
    return told.stderr.strip()


@pytest.mark.parametrize(("kind", "folder"), [("therapy", "therapies"), ("condition", "conditions"), ("document", "documents")])
def test_a_new_file_is_written_and_what_comes_next_is_told(run, tmp_path, kind, folder):
    rules = small_copy(tmp_path)
    told = run("new", kind, "green", "--rules", rules)
    assert told.exit_code == 0
    assert (rules / folder / "green.yaml").read_text().startswith("## ")
    assert f"{rules}/{folder}/green.yaml" in told.stdout
    assert f"trialhelper check --rules {rules}" in told.stdout


def test_a_file_is_never_written_over(run, tmp_path):
    rules = small_copy(tmp_path)
    before = (rules / "therapies" / "ambera.yaml").read_text()
    assert "ambera.yaml is there already" in refused(run("new", "therapy", "ambera", "--rules", rules))
    assert (rules / "therapies" / "ambera.yaml").read_text() == before


def test_a_bad_id_is_refused_with_an_example(run, tmp_path):
    assert "as in blue-amber-2" in refused(run("new", "condition", "Blue Amber 2", "--rules", small_copy(tmp_path)))


def test_a_kind_without_a_template_is_refused_with_those_that_have_one(run, tmp_path):
    assert "therapy, condition, document, question, or demo_case" in refused(
        run("new", "word", "green", "--rules", small_copy(tmp_path))
    )


def test_a_folder_that_is_none_is_refused(run, tmp_path):
    assert "Name one with --rules" in refused(run("new", "therapy", "green", "--rules", tmp_path / "nowhere"))
    (tmp_path / "file").write_text("")
    assert "Name one with --out" in refused(run("schema", "--out", tmp_path / "file"))


def test_the_schemas_and_the_reference_are_written_where_they_are_asked_for(run, tmp_path):
    for folder in (tmp_path / "new", small_copy(tmp_path)):
        told = run("schema", "--out", folder)
        assert told.exit_code == 0
        assert f"{len(generated())} files are written below {folder}" in told.stdout
        assert {name: (folder / name).read_text() for name in generated()} == generated()


def test_writing_them_again_changes_nothing(run, tmp_path):
    run("schema", "--out", tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    run("schema", "--out", tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_without_a_folder_the_rules_in_use_are_meant(run, tmp_path, monkeypatch):
    monkeypatch.setenv("TRIALHELPER_RULES", str(small_copy(tmp_path)))
    assert run("new", "document", "green").exit_code == 0
    assert run("schema").exit_code == 0
    assert (tmp_path / "rules" / "documents" / "green.yaml").is_file()
    assert (tmp_path / "rules" / "REFERENCE.md").is_file()
