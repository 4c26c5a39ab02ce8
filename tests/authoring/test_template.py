"""A new rule file: every key stands in it with a line on what it is, and once it is filled the reader takes it."""

import re

import pytest
from pydantic import TypeAdapter

from tests.bases import SMALL_BASE, small_copy
from trialhelper.authoring import AuthoringProblem, folder, new_file, own_rules
from trialhelper.authoring.grammar import FILE_KINDS, keys_of, parts_of
from trialhelper.authoring.template import PLACE_TO_FILL, commented, keyed, live, skeleton
from trialhelper.rulebase import RuleBaseError, read_rules
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not
from trialhelper.rulebase.yaml12 import read_yaml
from trialhelper.words import Words

TEMPLATES = ("therapy", "condition", "document")
"""Those of one entry a file; a question and a demonstration case are in test_question_and_case.py."""
WORDS = Words()
REVIEW = ["2024-06-01", "2024-12-01", "encoder"]
FILLED = {
    "therapy": [
        "Ambernew", "ambronewgene parvovec", "Amber Works", "aav_liver", "in_vivo", "true",
        "One infusion.", "amber-new.process",
        "2022-03", "available", "amber-new.approved",
        "red-amber", "2022-03", "amber-new.approved", "gene_test", "yes", "defines", "never", "amber-new.approved", "not_found",
        "It is given once.", "amber-new.process", "The liver can be hurt.", "amber-new.process",
        "not_found", "low", *REVIEW,
    ],
    "condition": ["Green amber", "Amber syndrome, green", "The skin turns green.", "low", *REVIEW],
    "document": [
        "A new page", "Amber Works", "maker", "null", "en", "unknown", "2024-06-01", "copy", *REVIEW,
        "gone", "risk", "ambera", "The skin can itch.", "Page 9", "medium",
    ],
}  # fmt: skip
"""What is written into each place of a new file, from the top."""
CLAIMS = """\
id: amber-new
title: A page
publisher: Amber Works
kind: maker
url: null
language: en
dated: 2022-03
retrieved: 2024-06-01
read_from: original
reviewed: {on: 2024-06-01, due: 2024-12-01, by: encoder}
claims:
  - {id: approved, says: approved, about: {therapy: green}, plain: It is approved., where: Page 1, confidence: low}
  - {id: process, says: how_it_works, about: {therapy: green}, plain: It is one infusion., where: Page 2, confidence: low}
"""


def filled(text: str, values: list[str]) -> str:
    """A new file with its places filled, in their order; what may be left out stays out."""
    left = iter(values)
    lines = [
        line if line.lstrip().startswith("#") else PLACE_TO_FILL.sub(lambda _: next(left), line) for line in text.splitlines()
    ]
    assert next(left, None) is None, "there are fewer places than values"
    return "\n".join(lines) + "\n"


def uncommented(text: str) -> str:
    """A new file as it is when one # is taken away from every line that has one."""
    return re.sub(r"(?m)^( *)#(?:(?=#)| )", r"\1", text)


def parts_shown(kind: str) -> list[type]:
    """The parts that a template shows whole. Every key of a criterion is shown where criteria decide: in that of a therapy."""
    criteria = () if kind == "therapy" else (Leaf, All, Any_, Not)
    return [part for part in parts_of(FILE_KINDS[kind].model) if part not in criteria]


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_key_of_the_kind_stands_in_its_template_and_none_that_it_lacks(kind):
    shown = keyed(kind, skeleton(kind))[1]
    assert [found.place for found in shown if found.key is None] == []
    here = {(found.part, found.key.name) for found in shown if found.key}
    assert here <= {(part, key.name) for part in parts_of(FILE_KINDS[kind].model) for key in keys_of(part)}
    assert here >= {(part, key.name) for part in parts_shown(kind) for key in keys_of(part)}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_only_what_may_be_left_out_stands_behind_a_sign(kind):
    lines, shown = keyed(kind, skeleton(kind))
    written = skeleton(kind).splitlines()
    open_parts = {found.place[:-1] for found in shown if "#?" not in written[lines[found.place] - 1]}
    for found in shown:
        if "#?" in written[lines[found.place] - 1] and found.place[:-1] in open_parts and found.key:
            assert not found.key.required, found.place


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_key_is_explained_above_it_where_it_first_stands(kind):
    text = commented(kind, WORDS)
    said = {line.strip().removeprefix("## ") for line in text.splitlines() if line.lstrip().startswith("##")}
    together = " ".join(line.strip().removeprefix("## ") for line in text.splitlines() if line.lstrip().startswith("##"))
    assert said
    for part in parts_shown(kind):
        for key in keys_of(part):
            assert key.means in together, key.name
            if len(key.values) > 1:
                assert WORDS("authoring.one_of", values=", ".join(key.values)) in together


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_yaml_with_and_without_what_may_be_left_out(kind):
    text = commented(kind, WORDS)
    for form in (text, uncommented(text)):
        assert read_yaml("new.yaml", form).problems == []
    assert read_yaml("new.yaml", uncommented(text)).data == read_yaml("new.yaml", live(skeleton(kind))).data
    assert all(len(line) <= 120 for line in text.splitlines())


@pytest.mark.parametrize("kind", TEMPLATES)
def test_what_a_template_shows_filled_in_can_stand_there(kind):
    """A value without a place to fill, such as `may_be_lost: true`, is one that the models take."""
    text = live(skeleton(kind))
    source = read_yaml("new.yaml", text)
    for found in keyed(kind, text)[1]:
        value = source.at(found.place)
        if found.key and not isinstance(value, dict | list) and not PLACE_TO_FILL.search(str(value)):
            TypeAdapter(found.key.takes).validate_python(value)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_new_file_that_is_not_filled_is_refused_at_each_of_its_places_and_nowhere_else(kind, tmp_path):
    rules = small_copy(tmp_path)
    path, places = new_file(kind, "green", rules, WORDS)
    with pytest.raises(RuleBaseError) as told:
        read_rules(rules)
    text = path.read_text().splitlines()
    open_lines = {
        number for number, line in enumerate(text, 1) if PLACE_TO_FILL.search(line) and not line.lstrip().startswith("#")
    }
    assert places == len(open_lines)
    assert {problem.file for problem in told.value.problems} == {path.relative_to(rules).as_posix()}
    untold = open_lines - {problem.line for problem in told.value.problems}
    assert [text[number - 1].strip() for number in untold] in ([], ["is: <answer>"])  # only linking can tell an answer
    assert all("not filled" in problem.says for problem in told.value.problems)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_new_file_whose_places_are_filled_is_read(kind, tmp_path):
    rules = small_copy(tmp_path)
    if kind == "therapy":
        (rules / "documents" / "amber-new.yaml").write_text(CLAIMS)
    path, places = new_file(kind, "green", rules, WORDS)
    assert places == len(FILLED[kind])
    path.write_text(filled(path.read_text(), FILLED[kind]))
    base = read_rules(rules)
    assert "green" in {"therapy": base.therapies, "condition": base.conditions, "document": base.documents}[kind]


def test_an_id_that_yaml_would_read_as_a_number_stays_text(tmp_path):
    rules = small_copy(tmp_path)
    for id in ("2024", "true", "null", "1e5"):
        path, _ = new_file("condition", id, rules, WORDS)
        path.write_text(filled(path.read_text(), FILLED["condition"]))
    assert {"2024", "true", "null", "1e5"} <= set(read_rules(rules).conditions)


def test_a_file_that_is_there_is_left_as_it_is_wherever_it_stands(tmp_path):
    rules = small_copy(tmp_path)
    (rules / "therapies" / "old").mkdir()
    (rules / "therapies" / "old" / "green.yaml").write_text("mine")
    for id in ("ambera", "green"):
        before = {path: path.read_text() for path in rules.rglob("*.yaml")}
        with pytest.raises(AuthoringProblem, match="exists"):
            new_file("therapy", id, rules, WORDS)
        assert {path: path.read_text() for path in rules.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("id", "example"),
    [
        ("Zolgensma 2", "zolgensma-2"),
        ("hemophilia B!", "hemophilia-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b", "a-b"),
        ("x\n", "x"),
        ("", "zolgensma"),
        ("é", "zolgensma"),
        ("-", "zolgensma"),
        ("a" * 65, "zolgensma"),
    ],
)
def test_a_bad_id_is_refused_with_one_that_works(id, example, tmp_path):
    with pytest.raises(AuthoringProblem) as told:
        new_file("therapy", id, tmp_path, WORDS)
    assert (told.value.code, told.value.values) == ("bad_id", {"example": example})
    assert list(tmp_path.iterdir()) == []
    assert new_file("therapy", example, tmp_path, WORDS)[0].is_file()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "therapies").write_text("a file, not a folder")
    with pytest.raises(AuthoringProblem) as told:
        new_file("therapy", "green", tmp_path, WORDS)
    assert told.value.code == "not_written"


def test_the_rules_inside_an_installed_package_are_not_written_to(tmp_path, monkeypatch):
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(folder, "files", lambda package: tmp_path)
    for named in (tmp_path / "rules", tmp_path / "rules" / ".." / "rules"):
        with pytest.raises(AuthoringProblem, match="shipped"):
            own_rules(named)
    assert own_rules(SMALL_BASE) == SMALL_BASE


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_id_is_filled_in_one_place(kind):
    assert commented(kind, WORDS).count("<id>") == 1
    assert skeleton(kind).startswith("id: <id>\n")
