"""Every text that the summaries take from the rules has an id under which it can be translated."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.bases import shipped_rules
from trialhelper.answers import answers_of
from trialhelper.engine import assess
from trialhelper.rulebase.texts import texts_of
from trialhelper.summary import compose
from trialhelper.summary.model import sentences_of
from trialhelper.words import words_in

RULES = shipped_rules()
TEXTS = list(texts_of(RULES))
BACKWARDS = {"es": {name: (text, f"«{text}»") for name, text in TEXTS}}


def test_an_id_comes_once():
    assert not [name for name, many in Counter(name for name, _ in TEXTS).items() if many > 1]


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", RULES.demo_cases.values(), ids=lambda case: case.id)
def test_a_summary_takes_no_text_from_the_rules_that_cannot_be_translated(case):
    """With every text in marks, none of the rules' own sentences stands without them; the English sheet has none."""
    words = replace(words_in("en"), language="es", texts=BACKWARDS["es"])
    summary = compose(assess(RULES, answers_of(case, RULES), case.as_of.latest), words)
    shown = sentences_of((*summary.front, *summary.rest))
    bare = {sentence.id for sentence in shown if sentence.id.startswith("rules.") and "«" not in sentence.text}
    assert not bare
