"""One bad file a mistake: laid over the small base, exactly the faults come out that stand beside the mistake.

A file of `tests/bad_rules/` begins with comments that say what it is:

    # place: therapies/extra.yaml          it stands there as it is, these comments included
    # in: therapies/ambera.yaml            or: in that file of the small base ...
    # instead of: one_time: true           ... these words (each line of them) are replaced by what follows the comments
    # without: glossary.yaml               or: that file is missing
    # expect: R104 line 12 did you mean    a fault: code, [file,] line, and words of its remedy

A folder of it is laid over the small base as it is.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bases import ROOT, RULES, change, small_copy
from trialhelper.rulebase import Problem, RuleBaseError, read_rules
from trialhelper.rulebase.problems import CATALOGUE

BAD_RULES = ROOT / "tests" / "bad_rules"
FIXTURES = sorted(BAD_RULES.iterdir())
EXPECTED = re.compile(r"(?P<code>R\d{3}) (?:(?P<file>\S+) )?line (?P<line>\d+) (?P<remedy>.+)")


@dataclass(frozen=True, order=True)
class Expected:
    file: str
    line: int
    code: str
    remedy: str

    def told_by(self, problem: Problem) -> bool:
        return (self.file, self.line, self.code) == (problem.file, problem.line, problem.code) and self.remedy in problem.remedy


def header(text: str, key: str) -> list[str]:
    return re.findall(rf"^# {key}: (.*)$", text, re.MULTILINE)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def expected(fixture: Path) -> list[Expected]:
    """The faults that stand beside a mistake."""
    if fixture.is_dir():
        files = {path.relative_to(fixture).as_posix(): text_of(path) for path in fixture.rglob("*.yaml")}
    else:
        text = text_of(fixture)
        files = {"".join(header(text, "place") + header(text, "in")): text}
    found = [(file, EXPECTED.fullmatch(line)) for file, text in files.items() for line in header(text, "expect")]
    assert all(one for _, one in found), f"an `expect` cannot be read in {fixture.name}"
    return [Expected(one["file"] or file, int(one["line"]), one["code"], one["remedy"]) for file, one in found if one]


def lay(fixture: Path, rules: Path) -> list[Expected]:
    """Lay a mistake over a copy of the small base; the faults that it should make."""
    if fixture.is_dir():
        shutil.copytree(fixture, rules, dirs_exist_ok=True)
        return expected(fixture)
    text = text_of(fixture)
    for file in header(text, "in"):
        mistake = re.sub(r"\A(?:# .*\n)+", "", text).removesuffix("\n")
        change(rules, file, ("\n".join(header(text, "instead of")), mistake))
    for file in header(text, "without"):
        (rules / file).unlink()
    for file in header(text, "place"):
        (rules / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(fixture, rules / file)
    return expected(fixture)


def place(fault: Expected | Problem) -> tuple[str, int, str]:
    return fault.file, fault.line, fault.code


def faults_of(rules: Path) -> tuple[Problem, ...]:
    with pytest.raises(RuleBaseError) as told:
        read_rules(rules)
    return told.value.problems


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_mistake_is_told_with_its_line_and_its_cure(fixture, tmp_path):
    rules = small_copy(tmp_path)
    wanted = lay(fixture, rules)
    found = faults_of(rules)
    assert [place(problem) for problem in found] == sorted(map(place, wanted))
    for one in wanted:
        assert any(one.told_by(problem) for problem in found), f"{one.remedy!r} is not the remedy of any of {found}"


def test_every_code_of_the_catalogue_has_a_bad_file():
    assert {path.name[:4] for path in FIXTURES} == set(CATALOGUE)


def test_every_bad_file_is_named_after_a_fault_that_it_makes():
    assert [path.name for path in FIXTURES if path.name[:4] not in {one.code for one in expected(path)}] == []


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    rules = small_copy(tmp_path)
    chosen = [
        "R002-a-key-that-stands-twice.yaml",
        "R003-an-operator-that-is-none.yaml",
        "R005-a-date-in-words.yaml",
        "R006-an-anchor-and-an-alias.yaml",
        "R007-not-utf-8.yaml",
        "R008-yml.yaml",
        "R010-a-file-that-is-missing.yaml",
        "R101-an-id-that-is-not-the-file-name.yaml",
        "R105-no-such-option.yaml",
    ]
    wanted = {place(one) for name in chosen for one in lay(BAD_RULES / name, rules)}
    wanted -= {("therapies/ambera.yaml", 18, "R003")}
    wanted |= {("therapies/ambera.yaml", 19, "R003")}  # the key that stands twice made a line more above it
    assert [place(problem) for problem in faults_of(rules)] == sorted(wanted)


def test_a_fault_in_one_file_does_not_make_others_of_what_refers_to_it(tmp_path):
    """Every claim of the unreadable document is cited elsewhere, and every question of the unreadable file asked."""
    rules = small_copy(tmp_path)
    for file in ("documents/amber-label.yaml", "questions/amber.yaml", "conditions/amber.yaml", "conversations.yaml"):
        (rules / file).write_text("id: [\n")
    assert {(one.file, one.code) for one in faults_of(rules)} == {
        ("documents/amber-label.yaml", "R001"),
        ("questions/amber.yaml", "R001"),
        ("conditions/amber.yaml", "R001"),
        ("conversations.yaml", "R001"),
    }


def test_what_is_told_reads_file_line_code_sentence_and_below_it_the_cure(tmp_path):
    rules = small_copy(tmp_path)
    lay(BAD_RULES / "R104-no-such-question.yaml", rules)
    with pytest.raises(RuleBaseError) as told:
        read_rules(rules)
    assert str(told.value) == (
        "the rule base has 1 fault in 1 file:\n"
        'therapies/ambera.yaml:17  R104  no question is called "ag"\n'
        '    did you mean "age"?'
    )


def test_a_folder_that_is_not_there_is_told(tmp_path):
    (problem,) = faults_of(tmp_path / "nowhere")
    assert (problem.code, problem.file, problem.line) == ("R007", str(tmp_path / "nowhere"), 0)


def test_the_shipped_rules_are_read_without_a_fault():
    assert read_rules(RULES).conditions
