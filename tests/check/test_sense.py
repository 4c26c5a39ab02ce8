"""Criteria that nobody can meet, that everybody meets, that contradict each other or say the same twice are found."""

import itertools

import pytest

from tests.bases import SMALL_DAY, answers_to, change, changed_copy, small_copy
from trialhelper.check import run_checks, sense
from trialhelper.engine import assess
from trialhelper.engine.compiled import outcomes_of
from trialhelper.engine.dates import plans_over_time
from trialhelper.engine.finding_answers import answers_that, possible_facts, wish
from trialhelper.rulebase import read_rules

AMBERA = "therapies/ambera.yaml"
AGE = "{ask: age, at_least: 2 years, role: defines, claim: amber-label.age}"
GENE = "{ask: gene_test, is: yes, role: defines, ends: never, claim: amber-label.gene}"
MARKER = "{ask: marker, more_than: 50, role: limits, ends: never, claim: amber-label.marker}"
LIVER = "{ask: liver_disease, is: yes, point: liver, claim: amber-label.liver}"
END = "        contraindications: listed\n"
SECOND = "      - from: 2022-01-01\n        claim: amber-label.approved\n        requires:\n"

PLANTED = {
    # what is wrong: the code, how grave, instead of what, what is planted, a word of what is said
    "a number that nobody has": (
        "C601",
        "error",
        MARKER,
        "{ask: marker, at_least: 0, role: defines, ends: never, claim: amber-label.marker}",
        "marker",
    ),
    "a number above the range": (
        "C601",
        "error",
        GENE,
        "{ask: marker, more_than: 1000, role: defines, ends: never, claim: amber-label.gene}",
        "more_than 1000",
    ),
    "both of two things": (
        "C601",
        "error",
        GENE,
        "{role: defines, all: [{ask: gene_test, is: yes, ends: never, claim: amber-label.gene},"
        " {ask: gene_test, is: no, ends: never, claim: amber-label.gene}]}",
        "all of",
    ),
    "an age that everybody has": (
        "C602",
        "warning",
        AGE,
        "{ask: age, at_least: 0 years, role: defines, claim: amber-label.age}",
        "age",
    ),
    "either of two things": (
        "C602",
        "warning",
        GENE,
        "{role: defines, any: [{ask: gene_test, is: yes, ends: never, claim: amber-label.gene},"
        " {ask: gene_test, is: no, ends: never, claim: amber-label.gene}]}",
        "any of",
    ),
    "a part that is never true": (
        "C603",
        "warning",
        GENE,
        "{role: defines, any: [{ask: gene_test, is: yes, ends: never, claim: amber-label.gene},"
        " {ask: age, less_than: 0 years, claim: amber-label.gene}]}",
        "age less_than 0 years",
    ),
    "a point that is never raised": (
        "C603",
        "warning",
        LIVER,
        "{ask: marker, more_than: 2000, point: liver, claim: amber-label.liver}",
        "the point liver",
    ),
    "two ages that do not meet": (
        "C604",
        "error",
        GENE,
        "{ask: age, less_than: 1 year, role: defines, claim: amber-label.gene}",
        "age at_least 2 years] and requires [age less_than 1 year",
    ),
    "a test that is wanted and rules out": (
        "C604",
        "error",
        MARKER,
        "{ask: gene_test, is: yes, role: defines, ends: never, claim: amber-label.marker}",
        "gene_test is yes] and rules_out [gene_test is yes",
    ),
    "three that only together contradict": (
        "C604",
        "error",
        MARKER,
        "{role: defines, any: [{ask: age, less_than: 12 years, claim: amber-label.marker},"
        " {ask: gene_test, is: yes, ends: never, claim: amber-label.marker}]}",
        "contradict each other",
    ),
    "an age that another implies": (
        "C605",
        "hint",
        GENE,
        "{ask: age, at_least: 1 year, role: defines, claim: amber-label.gene}",
        "at_least 1",
    ),
    "the same of the same claim": ("C605", "warning", GENE, AGE, "changes nothing"),
    "the mirror image": (
        "C605",
        "hint",
        MARKER,
        "{ask: gene_test, is: no, role: defines, ends: never, claim: amber-label.marker}",
        "gene_test is no",
    ),
    "a part that another part implies": (
        "C605",
        "warning",
        GENE,
        "{role: defines, any: [{ask: gene_test, is: yes, ends: never, claim: amber-label.gene},"
        " {all: [{ask: gene_test, is: yes, ends: never, claim: amber-label.gene},"
        " {ask: liver_disease, is: no, ends: never, claim: amber-label.gene}]}]}",
        "all of (gene_test is yes, liver_disease is no)",
    ),
    "the kind written again": (
        "C605",
        "hint",
        GENE,
        "{ask: amber_kind, is: red, role: defines, ends: never, claim: amber-label.gene}",
        "implied by kind",
    ),
    "a version like the one before": (
        "C607",
        "warning",
        END,
        END + SECOND + f"          - {GENE}\n          - {AGE}\n        rules_out:\n          - {MARKER}\n"
        f"          - {{ask: infection_now, is: yes, role: limits, ends: with_care, claim: amber-label.approved}}\n"
        f"        discuss:\n          - {LIVER}\n" + END,
        "from 2022-01-01 is the same",
    ),
    "a version that ends before the product begins": (
        "C608",
        "warning",
        "  - {from: 2020-01-15, is: available, claim: amber-label.approved}",
        "  - {from: 2023-01-15, is: available, claim: amber-label.approved}\n"
        "  - {from: 2023-01-16, is: withdrawn, claim: amber-label.approved}\n"
        "  - {from: 2023-01-17, is: available, claim: amber-label.approved}",
        "",
    ),
}


@pytest.mark.parametrize(("code", "severity", "instead", "planted", "word"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found(tmp_path, code, severity, instead, planted, word):
    folder = changed_copy(tmp_path, AMBERA, (instead, planted))
    if code == "C608":
        change(folder, AMBERA, (END, END + SECOND + f"          - {AGE}\n" + END))
    found = [one for one in run_checks(read_rules(folder), SMALL_DAY, [sense.check]).findings if one.code == code]
    assert found
    assert {one.severity for one in found} == {severity}
    assert any(word in one.says for one in found), found


def test_the_small_rules_make_sense(small):
    assert list(sense.check(small, SMALL_DAY)) == []


def test_the_answers_of_a_contradiction_meet_all_but_one_of_the_criteria(tmp_path):
    planted = "{ask: age, less_than: 1 year, role: defines, claim: amber-label.gene}"
    rules = read_rules(changed_copy(tmp_path, AMBERA, (GENE, planted)))
    (finding,) = run_checks(rules, SMALL_DAY, [sense.check]).findings
    result = assess(rules, answers_to(rules, finding.answers), SMALL_DAY, "care_team")
    judged = next(one.judged for one in result.findings if one.plan.therapy.id == "ambera")
    assert [one.met for one in judged if one.criterion.node.question == "age"].count(0) == 1


def second_use(condition, lines):
    return f"  - condition: {condition}\n    versions:\n      - from: 2020-01-15\n        claim: amber-label.approved\n" + (
        "        requires:\n" + "".join(f"          - {line}\n" for line in lines) + END
    )


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ([AGE, GENE, "{ask: liver_disease, is: no, role: defines, ends: never, claim: amber-label.liver}"], "adds nothing to"),
        (
            [
                GENE,
                AGE,
                "{ask: infection_now, is: no, role: defines, ends: never, claim: amber-label.infection}",
                "{ask: marker, at_most: 50, role: defines, ends: never, claim: amber-label.marker}",
            ],
            "the very same answers",
        ),
    ],
    ids=["narrower", "equal"],
)
def test_a_use_that_another_of_the_same_product_covers_is_found(tmp_path, lines, word):
    if word == "adds nothing to":
        lines = [*lines, "{ask: infection_now, is: no, role: defines, ends: never, claim: amber-label.infection}"]
        lines.append("{ask: marker, at_most: 20, role: defines, ends: never, claim: amber-label.marker}")
    rules = read_rules(changed_copy(tmp_path, AMBERA, ("benefits:\n", second_use("red-amber", lines) + "benefits:\n")))
    found = [one for one in run_checks(rules, SMALL_DAY, [sense.check]).findings if one.code == "C606"]
    assert len(found) == 1
    assert word in found[0].says


def test_two_uses_that_differ_are_left_alone(tmp_path):
    other = second_use("red-amber", ["{ask: age, less_than: 2 years, role: defines, claim: amber-label.age}"])
    rules = read_rules(changed_copy(tmp_path, AMBERA, ("benefits:\n", other + "benefits:\n")))
    assert run_checks(rules, SMALL_DAY, [sense.check]).findings == ()


def test_the_search_for_answers_finds_what_trying_all_of_them_finds(tmp_path):
    """Every pair of degrees of every pair of criteria, one of them over several questions."""
    age, liver = "{ask: age, at_least: 9 years", "{ask: liver_disease, is: no, ends: never"
    group = f"{{role: defines, any: [{age}, claim: amber-label.gene}}, {liver}, claim: amber-label.gene}}]}}"
    folder = small_copy(tmp_path)
    change(folder, AMBERA, (GENE, group))
    plan = plans_over_time(read_rules(folder), "amber")[-1]
    every = possible_facts(plan)
    criteria = [one for indication in plan.indications for one in indication.criteria]
    for one, other in itertools.combinations(criteria, 2):
        names = sorted({leaf for each in (one, other) for leaf in wish(each).questions})
        all_of_them = [dict(zip(names, facts, strict=True)) for facts in itertools.product(*(every[name] for name in names))]
        for first, second in itertools.product((0, 1, 2), repeat=2):
            there = any(outcomes_of(one)(facts).met == first and outcomes_of(other)(facts).met == second for facts in all_of_them)
            found = answers_that([wish(one, first), wish(other, second)], every)
            assert (found is not None) is there
            assert found is None or (outcomes_of(one)(found).met, outcomes_of(other)(found).met) == (first, second)


@pytest.mark.parametrize(
    ("bound", "can_be_met"), [("at_least: 1000000", True), ("more_than: 1000000", False), ("less_than: 0", False)]
)
def test_a_number_without_a_range_is_taken_from_nought_to_a_million(tmp_path, bound, can_be_met):
    folder = changed_copy(
        tmp_path, AMBERA, (GENE, f"{{ask: marker, {bound}, role: limits, ends: never, claim: amber-label.gene}}")
    )
    change(folder, "questions/amber.yaml", ("    least: 0\n    most: 1000\n", ""))
    found = run_checks(read_rules(folder), SMALL_DAY, [sense.check]).findings
    assert ("C601" in {one.code for one in found}) == (not can_be_met)
