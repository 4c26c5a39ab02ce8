"""A change of the shipped rules, as a clinician gets to see and sign it."""

import shutil
from pathlib import Path

import pytest

from tests.bases import RULES, TODAY, answers_to, shipped_rules
from trialhelper.diff import compare, render_table
from trialhelper.engine import assess
from trialhelper.rulebase import RuleBase, read_rules
from trialhelper.words import Words


@pytest.fixture(scope="module")
def from_age_12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules, but Casgevy from age 12 on."""
    folder = Path(shutil.copytree(RULES, tmp_path_factory.mktemp("changed") / "rules"))
    file = folder / "therapies" / "casgevy.yaml"
    head, mark, rest = file.read_text().partition("  - condition: sickle-cell-disease\n")
    assert "at_least: 2 years" in rest
    file.write_text(head + mark + rest.replace("at_least: 2 years", "at_least: 12 years", 1))
    return folder


@pytest.fixture(scope="module")
def later(from_age_12: Path) -> RuleBase:
    return read_rules(from_age_12)


def test_casgevy_from_age_12_concerns_children_of_2_to_11_with_sickle_cell_disease_and_nobody_else(later):
    found = compare(shipped_rules(), later, TODAY)
    assert {(one.cause.kind, one.cause.id, one.cause.condition) for one in found.differences} == {
        ("criterion", "casgevy", "sickle-cell-disease")
    }
    first = found.differences[0]
    assert first.conditions == ("sickle-cell-disease",)
    assert [(one.question, one.least, one.below) for one in first.told] == [("age", 24, 144)]
    assert (first.before.fit, first.after.fit) == ("cannot_tell", "differs")
    for one in found.differences:
        assert set(one.conditions) <= {"sickle-cell-disease", "sickle-cell"}  # the last: the kind is not told yet
        assert ("age", 24, 144) in [(said.question, said.least, said.below) for said in one.told]
    assert found.unmoved == ()


@pytest.mark.parametrize(("age", "differs"), [("23 months", False), ("2 years", True), ("11 years", True), ("12 years", False)])
def test_who_is_just_outside_gets_the_same_from_both(later, age, differs):
    said = {"condition": "sickle-cell-disease", "age": age, "sickle_crises": "repeated"}
    results = [assess(rules, answers_to(rules, said), TODAY) for rules in (shipped_rules(), later)]
    fits = [[finding.fit for finding in result.findings] for result in results]
    assert (fits[0] != fits[1]) is differs


def test_the_table_names_rule_before_after_and_for_whom_and_leaves_room_to_sign(later):
    table = render_table(compare(shipped_rules(), later, TODAY), Words(), 200)
    flat = " ".join(table.replace("│", " ").split())
    for said in ("Rule", "Before", "After", "For whom", "Seen by", "Date"):
        assert said in flat
    assert "Casgevy: Sickle cell disease" in flat
    assert "Old: asks for: Age: 2 years or older" in flat
    assert "New: asks for: Age: 12 years or older" in flat
    assert "Casgevy: cannot tell yet" in flat
    assert "Age: from 2 years to 11 years" in flat
    for line in table.splitlines()[4:]:
        if line.startswith("│"):
            assert line.rstrip("│").rsplit("│", 2)[1:] == [cell for cell in line.split("│")[-3:-1] if not cell.strip()]
