"""What invented people are told: the conversation that a careful reader can defend, what stands on the front, and what nowhere.

The visits are in visits.yaml. The words there are those of the English summary, so that a change of what is said is seen here
and judged for the person it is said to.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bases import TODAY, answers_to, shipped_rules
from trialhelper.engine import Assessment, assess
from trialhelper.summary import compose, render_text
from trialhelper.words import Words

VISITS: list[dict[str, Any]] = yaml.load(Path(__file__).with_name("visits.yaml").read_text(), Loader=yaml.BaseLoader)
BY_ID = {one["id"]: one for one in VISITS}
each = pytest.mark.parametrize("id", BY_ID)
_AFTER_THE_FRONT = re.compile(r"^(?:What is still open|The decision)\b", re.M)


@cache
def result(id: str) -> Assessment:
    one, rules = BY_ID[id], shipped_rules()
    day = date.fromisoformat(one["as_of"]) if "as_of" in one else TODAY
    numbers = {name for name, question in rules.questions.items() if question.type == "number"}
    said = {name: int(told) if name in numbers and told.isdigit() else told for name, told in one["answers"].items()}
    return assess(rules, answers_to(rules, said), day)


@cache
def told(id: str) -> tuple[str, str]:
    """The front, and the whole summary, as one line each."""
    text = render_text(compose(result(id), Words()))
    front = _AFTER_THE_FRONT.split(text, maxsplit=1)[0]
    return " ".join(front.split()), " ".join(text.split())


def test_each_visit_stands_there_once() -> None:
    assert len(BY_ID) == len(VISITS) >= 150


@each
def test_a_visit_leads_to_a_conversation_that_can_be_defended(id: str) -> None:
    assert result(id).conversation in BY_ID[id]["right"]


@each
def test_a_visit_is_told_what_matters_on_the_front(id: str) -> None:
    front, _ = told(id)
    assert [words for words in BY_ID[id].get("front", ()) if words not in front] == []


@each
def test_a_visit_is_told_the_rest_inside(id: str) -> None:
    _, whole = told(id)
    assert [words for words in BY_ID[id].get("says", ()) if words not in whole] == []


@each
def test_a_visit_is_never_told_what_does_not_hold(id: str) -> None:
    _, whole = told(id)
    assert [words for words in BY_ID[id].get("never_says", ()) if words in whole] == []
