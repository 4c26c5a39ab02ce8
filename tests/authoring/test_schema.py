"""The schemas that editors read: they are up to date, and say of a file what the reader says of it."""

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import ValidationError

from tests.bases import RULES, SMALL_BASE, small_copy
from tests.rulebase.test_bad_rules import FIXTURES, lay
from trialhelper.authoring import generated
from trialhelper.authoring.grammar import FILE_KINDS, FileKind, keys_of, parts_of
from trialhelper.authoring.reference import examples
from trialhelper.authoring.schema import DRAFT, schema_of
from trialhelper.rulebase import read_rules
from trialhelper.rulebase.dates import read_dated
from trialhelper.rulebase.yaml12 import read_yaml

ONLY_THE_READER_KNOWS_THE_CALENDAR = "R005-a-date-that-is-none.yaml"


@lru_cache
def schema(kind: str) -> Draft7Validator:
    return Draft7Validator(schema_of(FILE_KINDS[kind]))


def refuses(kind: FileKind, data: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in schema(kind.name).iter_errors(data)]


def model_refuses(kind: FileKind, data: object) -> bool:
    try:
        kind.model.model_validate(data)
    except ValidationError:
        return True
    return False


def test_what_is_made_from_the_models_is_up_to_date():
    """Run `trialhelper schema` when this fails."""
    stale = [name for name, text in generated().items() if not (RULES / name).is_file() or (RULES / name).read_text() != text]
    assert stale == [], "out of date; run `trialhelper schema`"


def test_nothing_is_left_over_in_the_folder_of_schemas():
    there = {path.relative_to(RULES).as_posix() for path in (RULES / "schema").iterdir()}
    assert there - set(generated()) == set()


def test_the_same_models_give_the_same_letters_in_any_process():
    program = "from trialhelper.authoring import generated; print(generated())"
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_schema_is_of_the_draft_that_editors_read_and_closed_and_explained(kind):
    made = schema_of(FILE_KINDS[kind])
    Draft7Validator.check_schema(made)
    assert made["$schema"] == DRAFT
    parts = [made, *(part for part in made.get("definitions", {}).values() if "properties" in part)]
    for part in parts:
        assert part["additionalProperties"] is False
        assert part["description"]
        assert all(key["description"] for key in part["properties"].values())
    assert not any(word in json.dumps(made) for word in ("$defs", "prefixItems"))


@pytest.mark.parametrize("kind", FILE_KINDS.values(), ids=lambda kind: kind.name)
def test_every_key_and_every_value_of_a_closed_list_is_offered(kind):
    made = schema_of(kind)
    for part in parts_of(kind.model):
        properties = made["properties"] if part is kind.model else made["definitions"][part.__name__]["properties"]
        assert set(properties) == {key.name for key in keys_of(part)}
        for key in keys_of(part):
            assert all(f'"{value}"' in json.dumps(properties[key.name]) for value in key.values)


@pytest.mark.parametrize("root", [RULES, SMALL_BASE], ids=["shipped", "small"])
def test_a_schema_accepts_every_file_that_the_reader_accepts(root):
    for kind in FILE_KINDS.values():
        for path in root.glob(kind.place):
            assert refuses(kind, read_yaml(path.name, path.read_text()).data) == [], path


def test_a_schema_accepts_every_example():
    for kind in FILE_KINDS.values():
        for name, text in examples(kind).items():
            assert refuses(kind, read_yaml(name, text).data) == [], name


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_of_a_bad_file_a_schema_says_what_the_models_say(fixture, tmp_path):
    rules = small_copy(tmp_path)
    lay(fixture, rules)
    for kind in FILE_KINDS.values():
        for path in rules.glob(kind.place):
            try:
                data = read_yaml(path.name, path.read_text()).data
            except UnicodeDecodeError:
                continue
            if model_refuses(kind, data) and fixture.name != ONLY_THE_READER_KNOWS_THE_CALENDAR:
                assert refuses(kind, data), path


@pytest.mark.parametrize(
    ("says", "what"),
    [
        ({"from": 2023}, "a year, which YAML reads as a number"),
        ({"from": "by 2023-06-22"}, "a latest day"),
        ({"claim": "amber-label.approved"}, "one claim"),
        ({"claim": ["amber-label.approved", "amber-label.age"]}, "several claims"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_reader_takes_in_several_forms_an_editor_does_too(says, what):
    data = read_yaml("ambera.yaml", (SMALL_BASE / "therapies" / "ambera.yaml").read_text()).data
    data["indications"][0]["versions"][0] |= says
    assert not model_refuses(FILE_KINDS["therapy"], data)
    assert refuses(FILE_KINDS["therapy"], data) == []


@pytest.mark.parametrize(
    "criterion",
    [
        {"ask": "age"},
        {"ask": "age", "at_least": "2 years", "at_most": "4 years"},
        {"all": []},
        {"any": [{"ask": "age", "at_least": "2 years"}], "ask": "age"},
        {"not": {"all": [{"ask": "age", "olderthan": 2}]}},
        {"ask": "age", "between": ["2 years"]},
        {"ask": "age", "known": "yes"},
    ],
    ids=str,
)
def test_a_criterion_that_the_models_refuse_is_marked_at_any_depth(criterion):
    data = read_yaml("ambera.yaml", (SMALL_BASE / "therapies" / "ambera.yaml").read_text()).data
    data["indications"][0]["versions"][0]["requires"] = [{"any": [{"not": criterion}]}]
    assert model_refuses(FILE_KINDS["therapy"], data)
    assert refuses(FILE_KINDS["therapy"], data)


@given(st.from_regex(r"(by )?[0-9]{1,5}(-[0-9]{1,3}){0,3}", fullmatch=True) | st.text(max_size=12))
def test_a_date_that_the_reader_takes_is_one_to_an_editor(text):
    try:
        read_dated(text)
    except ValueError:
        return
    assert schema("about").is_valid({**ABOUT, "dated": text}) or text != text.strip()


def test_a_key_that_may_be_left_out_may_not_stand_empty_but_an_address_may_be_said_to_be_none():
    kind, data = FILE_KINDS["document"], read_yaml("a.yaml", (SMALL_BASE / "documents" / "amber-label.yaml").read_text()).data
    assert refuses(kind, data | {"url": None}) == []
    assert refuses(kind, data | {"note": None})


ABOUT = read_yaml("about.yaml", (SMALL_BASE / "about.yaml").read_text()).data


def test_reading_rules_looks_past_the_schemas_and_the_reference(tmp_path):
    rules = small_copy(tmp_path)
    for name, text in generated().items():
        (rules / name).parent.mkdir(exist_ok=True)
        Path(rules / name).write_text(text)
    assert read_rules(rules).digest == read_rules(SMALL_BASE).digest
