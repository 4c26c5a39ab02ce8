"""Rule files are YAML 1.2, read strictly: what looks like something else stays text, and every part keeps its line."""

import pytest

from trialhelper.rulebase.yaml12 import read_yaml

SCALARS = {
    # YAML 1.1 would make something else of these
    "yes": "yes", "no": "no", "Yes": "Yes", "NO": "NO", "on": "on", "off": "off", "y": "y", "n": "n",
    "1_000": "1_000", "0x1F": "0x1F", "0o17": "0o17", "0b11": "0b11", "1:30": "1:30", "12:30:45": "12:30:45",
    "2026-11-20": "2026-11-20", "2026-11-20 10:00:00": "2026-11-20 10:00:00", "by 2026-11-20": "by 2026-11-20",
    "NaN": "NaN", ".nan": ".nan", ".inf": ".inf", "1e": "1e", "nil": "nil", "None": "None", "trUE": "trUE",
    # what YAML 1.2 reads as a value
    "true": True, "True": True, "TRUE": True, "false": False, "null": None, "~": None, "": None,
    "0": 0, "12": 12, "-3": -3, "+4": 4, "007": 7, "1.5": 1.5, "-.5": -0.5, "2.": 2.0, "1e3": 1000.0,
    # and quotes make text of everything
    '"true"': "true", "'12'": "12", '""': "", "'~'": "~", "|-\n    12": "12",
}  # fmt: skip


@pytest.mark.parametrize(("written", "value"), SCALARS.items())
def test_a_scalar_is_read_as_yaml_1_2_reads_it(written, value):
    source = read_yaml("a.yaml", f"key: {written}\n")
    assert source.problems == []
    assert source.data == {"key": value}
    assert type(source.data["key"]) is type(value)


def test_a_key_is_always_text():
    assert read_yaml("a.yaml", "yes: 1\n12: 2\ntrue: 3\n~: 4\n").data == {"yes": 1, "12": 2, "true": 3, "~": 4}


def test_asking_for_yaml_1_1_changes_nothing():
    assert read_yaml("a.yaml", "%YAML 1.1\n---\nkey: yes\n").data == {"key": "yes"}


def test_every_part_keeps_its_line():
    source = read_yaml("a.yaml", "# a comment\nfirst: 1\nlist:\n  - {a: 1, b: 2}\n  -\n    c: 3\n")
    lines = {path: source.line(path) for path in [("first",), ("list",), ("list", 0), ("list", 0, "b"), ("list", 1, "c")]}
    assert list(lines.values()) == [2, 3, 4, 4, 6]


def test_the_line_of_what_is_missing_is_that_of_what_it_is_missing_from():
    source = read_yaml("a.yaml", "a: 1\nb:\n  - {c: 1}\n")
    assert source.line(("b", 0, "missing", "deeper")) == 3
    assert source.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2\n", [("R002", 2)]),
        ("a: {b: 1, b: 2, b: 3}\n", [("R002", 1), ("R002", 1)]),
        ("a: &x 1\nb: *x\n", [("R006", 1), ("R006", 2)]),
        ("a: &x [*x]\n", [("R006", 1), ("R006", 1)]),
        ("a: {<<: {b: 1}}\n", [("R006", 1)]),
        ("a: !!int 1\nb: !mine 2\nc: !<tag:x,2020:y> 3\n", [("R006", 1), ("R006", 2), ("R006", 3)]),
        ("? [a]\n: 1\n", [("R006", 1)]),
        ("a: [1\n", [("R001", 2)]),
        ("a: 1\n b: 2\n", [("R001", 2)]),
        ("a: *nothing\n", [("R006", 1), ("R001", 1)]),
        ("a: 1\nb: \x00\n", [("R001", 2)]),
        ("", [("R007", 1)]),
        ("# only a comment\n", [("R007", 1)]),
        ("a: " + "[" * 600 + "]" * 600 + "\n", [("R007", 1)]),
        ("a: 1\nb: 1e999\n", [("R001", 2)]),
        ("a: " + "9" * 5000 + "\n", [("R001", 1)]),
        ('{"b":&x 1}\n', [("R006", 1)]),
        ('{"b":!!int 1}\n', [("R006", 1)]),
        ("a: " + "[" * 51 + "]" * 51 + "\n", [("R007", 1)]),
    ],
)
def test_what_a_rule_file_does_not_use_is_told_where_it_stands(text, told):
    assert [(problem.code, problem.line) for problem in read_yaml("a.yaml", text).problems] == told


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("a:\n\tb: 1\n", 2, "a tab stands in the indent"),
        ("a: 1\n  \tb: 2\n", 2, "a tab stands in the indent"),
        ("a: @x\n", 1, "found the character '@', which cannot start any token"),
        ("a:\n  - b\n c: 1\n", 3, "did not find expected key, while parsing a block mapping that begins on line 1"),
        ("a: [1, 2\nb: 3", 2, "did not find expected ',' or ']', while parsing a flow sequence that begins on line 1"),
        ("a: 'x\nb: 1", 2, "found unexpected end of stream, while scanning a quoted scalar that begins on line 1"),
        ("a: 1\n---\nb: 2\n", 2, "but found another document"),
        ("a: b: c\n", 1, "mapping values are not allowed in this context"),
        ("a: 1\nb: x\u2028y\n", 2, "the sign U+2028 cannot stand in a file"),
        ("a: 1\n\ufeffb: 2\n", 2, "the sign U+FEFF cannot stand in a file"),
        ("a: \ud800\n", 1, "the sign U+D800 cannot stand in a file"),
    ],
)
def test_what_is_not_yaml_is_told_with_what_was_met_and_where_that_began(text, line, detail):
    (told,) = read_yaml("a.yaml", text).problems
    assert (told.code, told.line, told.says) == ("R001", line, f"this is not YAML: {detail}")


@pytest.mark.parametrize("text", ["- " * 3000 + "a\n", "? " * 3000 + "a\n", "".join(" " * n + "a:\n" for n in range(1500))])
def test_what_is_nested_without_brackets_is_told_as_too_deep(text):
    assert [(problem.code, problem.line) for problem in read_yaml("a.yaml", text).problems] == [("R007", 1)]


def test_a_sign_that_only_opens_a_file_is_passed_over():
    assert read_yaml("a.yaml", "\ufeffa: 1\n").data == {"a": 1}


def test_an_alias_is_never_unfolded_without_end():
    """Ten times ten times ten ...: the same node each time, never a copy."""
    laughs = "a0: &a0 [1]\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(30))
    source = read_yaml("a.yaml", laughs)
    assert {problem.code for problem in source.problems} == {"R006"}


def test_reading_goes_on_after_a_fault():
    source = read_yaml("a.yaml", "a: 1\na: 2\nb: !x {c: &d 3}\ne: 4\n")
    assert source.data == {"a": 1, "b": {"c": 3}, "e": 4}
    assert len(source.problems) == 3
