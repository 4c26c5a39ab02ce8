"""`rules/README.md` and `rules/REFERENCE.md`: nothing that a rule may say is undocumented, nothing documented is unknown."""

import ast
import json
import re
from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.bases import ROOT, RULES
from trialhelper.authoring.grammar import FILE_KINDS, closed_lists, everything, keys_of
from trialhelper.cli import app
from trialhelper.rulebase import read_rules
from trialhelper.rulebase.criterion import OPERATORS, AnyCriterion, Leaf, Model
from trialhelper.rulebase.entries import About
from trialhelper.rulebase.problems import CATALOGUE
from trialhelper.rulebase.yaml12 import read_yaml

README = (RULES / "README.md").read_text()
REFERENCE = (RULES / "REFERENCE.md").read_text()
PAGES = {"README.md": README, "REFERENCE.md": REFERENCE}
PROSE = {name: re.sub(r"(?s)```.*?```", "", text) for name, text in PAGES.items()}

PARTS = tuple(everything())
KEYS = {key.name for part in PARTS for key in keys_of(part)}
VALUES = {value for listed in closed_lists() for value in listed.values}
SAID_IN_YAML = {"yes", "no", "true", "false", "null", "not_sure", "prefer_not_to_say"}


# ---- reading the pages ----


def tables(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Every table of a page: its head and its rows, cell by cell."""
    for found in re.finditer(r"(?m)(?:^\|.*\|\n)+", text):
        head, _, *rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in found[0].splitlines()]
        yield head, rows


def first_column(head: str) -> list[list[str]]:
    """Of each table whose first column is called so, the words in it."""
    return [[row[0].strip("`") for row in rows] for heads, rows in tables(REFERENCE) if heads[0] == head]


def codes_raised_by_the_checks() -> set[str]:
    """Every code that stands as a text in the code of `trialhelper check`."""
    return {
        node.value
        for path in (ROOT / "src" / "trialhelper" / "check").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"C\d{3,4}", node.value)
    }


def documented(head: str, pattern: str) -> list[str]:
    return [word for column in first_column(head) for word in column if re.fullmatch(pattern, word)]


# ---- nothing undocumented, nothing unknown ----


def test_every_key_of_every_part_stands_in_the_reference_and_no_other():
    listed = sorted(first_column("key"))
    assert listed == sorted([key.name for key in keys_of(part)] for part in PARTS)


def test_every_value_of_every_closed_list_stands_in_the_reference_and_no_other():
    assert sorted(first_column("value")) == sorted(list(listed.values) for listed in closed_lists())


def test_every_operator_stands_in_the_reference_and_by_example_in_the_readme():
    assert first_column("operator") == [list(OPERATORS)]
    rows = next(rows for head, rows in tables(README) if head[0] == "operator")
    assert [row[0].strip("`") for row in rows] == list(OPERATORS)
    for operator, example, _ in rows:
        assert Leaf.model_validate(read_yaml("example", example.strip("`")).data).operator == operator.strip("`")


def test_every_fault_stands_in_the_reference_and_no_other():
    assert documented("code", r"R\d+") == list(CATALOGUE)


def test_every_finding_of_the_checks_stands_in_the_reference_and_no_other():
    """The docstring of a check lists its codes: `C101 no row holds; C102 two rows hold.`"""
    listed = documented("code", r"C\d+")
    assert set(listed) == codes_raised_by_the_checks()
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("page", PAGES)
def test_no_row_of_a_table_is_left_without_its_words(page):
    for head, rows in tables(PAGES[page]):
        for row in rows:
            assert len(row) == len(head), row
            assert row[-1], row


def test_the_readme_names_nothing_that_no_rule_file_knows():
    rules = read_rules(RULES)
    known = KEYS | VALUES | set(OPERATORS) | SAID_IN_YAML | set(rules.questions)
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)*)`", PROSE["README.md"]))
    assert named - known == set()


def test_a_key_with_a_value_in_the_readme_is_one_that_the_models_take():
    for said in re.findall(r"`([a-z_]+: [^`<]+)`", PROSE["README.md"]):
        assert takers(read_yaml("said", said).data), said


@pytest.mark.parametrize("key", ["says", "kind"])
def test_a_closed_list_that_the_readme_spells_out_is_whole(key):
    bullet = next(one for one in re.split(r"\n(?=- |\n)", README) if re.match(rf"- `{key}`[^:]* is one of: ", one))
    listed = next(listed for listed in closed_lists() if listed.name in (f"Claim.{key}", f"Document.{key}"))
    assert sorted(re.findall(r"`([a-z_]+)`", bullet.partition(": ")[2])) == sorted(listed.values)


def test_what_a_claim_can_be_about_is_spelled_out_in_the_readme():
    bullet = next(one for one in re.split(r"\n(?=- |\n)", README) if one.startswith("- `about` is one of: "))
    named = set(re.findall(r"`([a-z_]+)`", bullet)) - {"about"}
    platforms = next(listed for listed in closed_lists() if listed.name == "About.platform").values
    assert named == {key.name for key in keys_of(About)} | {value for key in keys_of(About) for value in key.values} - set(
        platforms
    )


def test_every_command_that_the_pages_name_is_there():
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    for text in PAGES.values():
        assert set(re.findall(r"`trialhelper ([a-z]+)", text)) - commands == set()


# ---- examples ----


def takers(data: object) -> list[type[Model]]:
    """The parts of which some data can be a piece: every key is known there, and takes its value."""
    if not isinstance(data, dict):
        return []
    return [part for part in PARTS if all(takes(part, name, value) for name, value in data.items())]


def takes(part: type[Model], name: str, value: object) -> bool:
    key = next((key for key in keys_of(part) if key.name == name), None)
    try:
        return key is not None and TypeAdapter(key.takes).validate_python(value) is not ...
    except ValidationError:
        return False


@pytest.mark.parametrize("page", PAGES)
def test_every_example_in_yaml_is_one_that_the_models_take(page):
    found = re.findall(r"(?s)```yaml\n(.*?)```", PAGES[page])
    assert found
    for text in found:
        source = read_yaml("example", text)
        assert source.problems == []
        assert takers(source.data), text


@pytest.mark.parametrize("page", PAGES)
def test_every_example_in_a_line_is_one_that_the_models_take(page):
    for text in re.findall(r"`(\{ask: [^`]*\})`", PAGES[page]):
        TypeAdapter(AnyCriterion).validate_python(read_yaml("example", text).data)


def test_a_broken_example_would_be_noticed():
    assert takers({"requires": [{"ask": "age", "at_least": "4 years"}]})
    assert not takers({"requires": [{"ask": "age"}]})
    assert not takers({"requiers": []})
    assert not takers({"requires": [{"ask": "age", "at_least": "4 years"}], "options": []})


def test_the_settings_for_an_editor_name_every_schema_and_its_files():
    settings = json.loads(re.search(r"(?s)```json\n(.*?)```", README)[1])["yaml.schemas"]  # type: ignore[index]
    assert settings == {f"rules/schema/{kind.name}.schema.json": f"rules/{kind.place}" for kind in FILE_KINDS.values()}
    assert all((ROOT / name).is_file() for name in settings)


# ---- truth tables ----


def test_the_truth_tables_are_those_that_the_tests_of_the_logic_read():
    truths = ["false", "unknown", "true"]
    rows = next(rows for head, rows in tables(README) if head == ["and", *truths, "", "or", *truths, "", "not", ""])
    cells: dict[tuple[str, ...], str] = {}
    for row in rows:
        first, *ands, _, second, ors_1, ors_2, ors_3, _, third, negated = [cell.strip("*") for cell in row]
        assert first == second == third
        cells |= {("and", first, other): is_ for other, is_ in zip(truths, ands, strict=True)}
        cells |= {("or", first, other): is_ for other, is_ in zip(truths, (ors_1, ors_2, ors_3), strict=True)}
        cells[("not", first)] = negated
    data = read_yaml("truth_tables.yaml", (ROOT / "tests" / "truth_tables.yaml").read_text()).data
    assert cells == {(name, *row["of"]): row["is"] for name, listed in data.items() for row in listed}


# ---- links ----


def anchors(text: str) -> set[str]:
    heads = re.findall(r"(?m)^#+ (.*)$", re.sub(r"(?s)```.*?```", "", text))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", PROSE[page]):
        file, _, place = target.partition("#")
        text = PAGES[page] if not file else (RULES / file).read_text()
        assert not place or place in anchors(text), target


def test_no_two_headings_of_the_reference_have_one_place():
    heads = re.findall(r"(?m)^#+ (.*)$", re.sub(r"(?s)```.*?```", "", REFERENCE))
    assert len(heads) == len(anchors(REFERENCE))
