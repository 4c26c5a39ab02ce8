"""`trialhelper new` begins a question in a file of its own, and a demonstration case."""

import pytest

from tests.bases import small_copy
from trialhelper.authoring.grammar import FILE_KINDS, keys_of
from trialhelper.authoring.template import PLACE_TO_FILL, commented, keyed, new_file, skeleton
from trialhelper.rulebase import RuleBaseError, read_rules
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.yaml12 import read_yaml
from trialhelper.words import Words

WORDS = Words()
FILLED = {
    "question": """\
topic: Green signs
questions:
  - id: green_signs
    type: yes_no
    ask: Are there green signs?
    short: Green signs
    why: They tell more.
    order: 90
""",
    "demo_case": """\
id: green
title: A grown person with red amber
shows: That a case can be begun from nothing.
as_of: 2024-06-01
answers:
  who: you
  condition: amber
expect: confirm-first
""",
}


@pytest.mark.parametrize("kind", FILLED)
def test_a_new_file_is_yaml_and_refused_until_its_places_are_filled(kind, tmp_path):
    rules = small_copy(tmp_path)
    path, places = new_file(kind, "green", rules, WORDS)
    assert path.parent.name == {"question": "questions", "demo_case": "demo_cases"}[kind]
    assert places == len([line for line in path.read_text().splitlines() if PLACE_TO_FILL.search(line.split("#")[0])])
    with pytest.raises(RuleBaseError) as told:
        read_rules(rules)
    assert {problem.file for problem in told.value.problems} == {path.relative_to(rules).as_posix()}


@pytest.mark.parametrize("kind", FILLED)
def test_every_key_of_a_question_and_a_case_stands_in_its_template(kind):
    model = Question if kind == "question" else FILE_KINDS["demo_case"].model
    shown = keyed(kind, skeleton(kind))[1]
    assert {key.name for key in keys_of(model)} <= {found.key.name for found in shown if found.key and found.part is model}
    assert read_yaml("new.yaml", commented(kind, WORDS)).problems == []


def test_a_question_that_is_filled_in_is_read(tmp_path):
    rules = small_copy(tmp_path)
    (rules / "questions" / "green.yaml").write_text(FILLED["question"])
    assert "green_signs" in read_rules(rules).questions
