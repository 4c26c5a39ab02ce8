"""A note on a condition is told only from the day on which some document that it stands on was there."""

from datetime import date

import pytest

from tests.bases import answers_to, shipped_rules
from trialhelper.engine import assess
from trialhelper.rulebase.standing import known_from
from trialhelper.summary import compose
from trialhelper.words import words_in

LONG_AGO, LATER = date(2010, 1, 1), date(2030, 1, 1)


def told(condition: str, as_of: date) -> set[str]:
    rules = shipped_rules()
    made = compose(assess(rules, answers_to(rules, {"who": "you", "condition": condition}), as_of), words_in("en"))
    return {sentence.id for sentence in made.sentences()}


@pytest.mark.parametrize("note", ["trials_note", "coverage_note"])
def test_a_note_is_told_only_from_its_first_document_on(note):
    rules, seen = shipped_rules(), 0
    for condition in rules.conditions.values():
        statement = getattr(condition, note)
        if statement is None or condition.kind_of:
            continue
        first = min(known_from(*rules.claims[ref]).latest for ref in statement.claim)
        assert f"rules.condition.{condition.id}.{note}" in told(condition.id, LATER)
        assert first <= LONG_AGO or f"rules.condition.{condition.id}.{note}" not in told(condition.id, LONG_AGO)
        seen += 1
    assert seen
