"""The JSON of a summary keeps to the schema that is published for it (docs/schema/summary-3.schema.json)."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.bases import ROOT, TODAY, answers_to, shipped_rules
from tests.summary.test_kept_and_contradicting import CLASH
from tests.summary.test_shipped import CASES, SAMPLE, assessed
from trialhelper.engine import assess
from trialhelper.summary import audit, compose
from trialhelper.summary.jsonable import SUMMARY_VERSION
from trialhelper.words import words_in

SCHEMA = json.loads((ROOT / f"docs/schema/summary-{SUMMARY_VERSION}.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)

Parts = Iterator[dict[str, Any]]


@cache
def written(case: str, language: str = "en") -> dict[str, Any]:
    words = words_in(language, shipped_rules().translations)
    made: dict[str, Any] = json.loads(audit(assessed(case), compose(assessed(case), words), words))
    return made


def objects(value: Any) -> Parts:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


def wrong(data: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in VALIDATOR.iter_errors(data)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_leaves_no_field_of_its_objects_open() -> None:
    described = [part for part in objects(SCHEMA) if part.get("type") == "object" and part.get("properties")]
    assert all(part["required"] == list(part["properties"]) for part in described)
    assert all(part["additionalProperties"] is False for part in described)


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_what_every_case_gives_keeps_to_it(case: str) -> None:
    assert not wrong(written(case))


@pytest.mark.parametrize("case", SAMPLE)
def test_so_does_what_it_gives_in_another_language(case: str) -> None:
    assert not wrong(written(case, "es"))


def test_together_the_cases_use_every_layout_and_every_object_of_it() -> None:
    words = words_in("en", shipped_rules().translations)
    clashing = assess(shipped_rules(), answers_to(shipped_rules(), CLASH), TODAY)
    data = [*map(written, SAMPLE), json.loads(audit(clashing, compose(clashing, words), words))]
    assert not wrong(data[-1])
    used = {tuple(sorted(part)) for one in data for part in objects(one)}
    described = [part for part in objects(SCHEMA) if part.get("type") == "object" and part.get("properties")]
    names = {tuple(sorted(part["properties"])) for part in described}
    sheet = tuple(sorted(SCHEMA["$defs"]["sheet"]["properties"]))
    assert names - used <= {sheet}
    assert tuple(sorted(written("no-diagnosis", "es")["sheet"])) == sheet


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("audit"),
        lambda data: data.update(more="1"),
        lambda data: data.update(format_version=1),
        lambda data: data["front"][0].pop("title"),
        lambda data: data["front"][0]["title"].update(score=3),
        lambda data: data["front"][0]["blocks"][0].update(layout="poster"),
        lambda data: data["front"][0]["blocks"][0].update(layout="figure"),
        lambda data: data["sources"][0].update(number="1"),
        lambda data: data["audit"]["conversation"].update(primary="eligible"),
        lambda data: data["audit"]["therapies"][0]["criteria"][0].update(truth=True),
        lambda data: data["audit"]["therapies"][0]["criteria"][0].pop("claims"),
        lambda data: data["audit"].update(name="Ana"),
    ],
)
def test_a_field_that_is_missing_wrong_or_too_many_fails(change: Callable[[dict[str, Any]], object]) -> None:
    data = deepcopy(written("sma-toddler-both-copies"))
    assert not wrong(data)
    change(data)
    assert wrong(data)
