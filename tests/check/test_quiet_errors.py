"""What a careful author can still get wrong, and no reader of YAML notices, is told with its place and its cure."""

from datetime import date

import pytest

from tests.bases import RULES, SMALL_DAY, TODAY, change, shipped_rules, small_copy
from trialhelper.check import CHECKS, codes, fitting, run_checks
from trialhelper.check.located import CURES, cure_of, locate, rule_files
from trialhelper.rulebase import RuleBaseError, read_rules

AMBERA, LABEL = "therapies/ambera.yaml", "documents/amber-label.yaml"


def told(rules, check, code):
    return [one.says for one in run_checks(read_rules(rules), SMALL_DAY, [check]).findings if one.code == code]


def test_the_shipped_rules_cite_what_is_about_what_it_is_cited_for():
    found = run_checks(shipped_rules(), TODAY, [fitting.check, codes.check]).findings
    assert [str(one) for one in found if one.severity != "hint"] == []


def test_a_number_that_none_of_its_claims_tells_is_found(tmp_path):
    rules = small_copy(tmp_path)
    change(
        rules,
        AMBERA,
        ("at_least: 2 years, role: defines, claim: amber-label.age", "at_least: 7 years, role: defines, claim: amber-label.age"),
    )
    assert any("age of ambera" in says and "7 years" in says for says in told(rules, fitting.check, "C1301"))


@pytest.mark.parametrize(
    ("written", "operator", "told", "stands"),
    [
        ("2 years", "at_least", "For ages 2 and older.", True),
        ("2 years", "less_than", "For children under 24 months.", True),
        ("18 months", "at_least", "From 18 months on.", True),
        ("3", "at_least", "After three lines of treatment.", True),
        ("2", "at_least", "After a second treatment.", True),
        ("12 years", "at_least", "For ages 2 and older.", False),
        ("26 years", "less_than", "For ages up to 25.", True),
    ],
)
def test_a_number_is_found_in_digits_in_words_and_in_another_unit(written, operator, told, stands):
    assert fitting._stands_in(written, operator, told) is stands


def test_a_code_is_held_against_the_form_and_the_check_digit_of_its_system():
    for right in ("5262007", "41788008", "22298006"):
        assert codes.verhoeff(right) == 0
        assert codes.verhoeff(right[:-2] + right[-1] + right[-2]) != 0 or right[-1] == right[-2]
        assert codes.verhoeff(str(int(right) + 1)) != 0


def test_an_address_and_a_day_to_come_are_told(tmp_path):
    rules = small_copy(tmp_path)
    text = (rules / LABEL).read_text()
    (rules / LABEL).write_text(
        text.replace("url: null", "url: www.example.org/label").replace("retrieved: 2024", "retrieved: 2042")
    )
    found = run_checks(read_rules(rules), SMALL_DAY, [codes.check]).findings
    assert {"C1405"} <= {one.code for one in found}
    assert any(one.severity == "error" for one in found)


def test_each_finding_has_a_file_a_line_and_a_cure():
    rules = shipped_rules()
    files = rule_files(RULES)
    for one in run_checks(rules, date(2027, 11, 1), [check for check in CHECKS if "balance" not in check.__module__]).findings[
        :400
    ]:
        spot = locate(one, rules, files)
        if spot.file.endswith("trialhelper.po"):  # a text of the interface, in the package
            assert spot.line > 1, str(one)
            continue
        assert spot.file in files, str(one)
        assert 1 <= spot.line <= len(files[spot.file].splitlines()), str(one)
        assert cure_of(one)
    assert all(CURES.values())


SLIPS = {
    "a tab": (("\nmaker", "\n\tmaker"), "tab"),
    "an indent": (("\nmaker", "\n maker"), "indent"),
    "a mark of a merge": (("\nmaker", "\n<<<<<<< HEAD\nmaker"), "merge"),
    "the middle of a merge": (("\nmaker", "\n=======\nmaker"), "merge"),
    "the end of a merge": (("\nmaker", "\n>>>>>>> branch\nmaker"), "merge"),
    "curly quotes": (("brand: Ambera", "brand: “Ambera”"), "straight quotes"),
    "curly quotes of a key": (("maker: ", "“maker”: "), "straight quotes"),
    "a no-break space": (("maker: ", "maker:\u00a0"), "type a blank"),
    "a no-break space in a word": (("brand: Ambera", "brand: Am\u00a0bera"), "type a blank"),
    "a sign that nobody sees": (("brand: Ambera", "brand: Am\u200bbera"), "take it out"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_words_with_its_line_and_its_cure(slip, tmp_path):
    rules = small_copy(tmp_path)
    (old, new), words = SLIPS[slip]
    path = rules / AMBERA
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(RuleBaseError) as fault:
        read_rules(rules)
    assert words in str(fault.value)
    assert all(one.line >= 2 for one in fault.value.problems if one.file == AMBERA)


def test_a_mark_at_the_head_of_a_file_changes_nothing_and_an_older_code_is_named(tmp_path):
    rules = small_copy(tmp_path)
    path = rules / AMBERA
    as_it_was = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + as_it_was)
    assert read_rules(rules).therapies["ambera"] == read_rules(small_copy(tmp_path / "other")).therapies["ambera"]
    path.write_bytes(as_it_was.replace(b"brand: Ambera", "brand: Ambér".encode("latin-1")))
    with pytest.raises(RuleBaseError, match="Latin-1"):
        read_rules(rules)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("therapies/other.YAML", "therapies/other.yaml"),
        ("therapies/other.yaml.txt", "therapies/other.yaml"),
        ("other.yaml", "rule files live in"),
        ("conditions/other.yaml", "move it there"),
    ],
)
def test_a_file_with_another_ending_or_in_another_place_is_told(name, says, tmp_path):
    rules = small_copy(tmp_path)
    (rules / name).write_text((rules / AMBERA).read_text().replace("id: ambera", "id: other"))
    with pytest.raises(RuleBaseError, match=says):
        read_rules(rules)
