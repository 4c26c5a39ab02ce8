"""Each check finds the fault that is planted for it, and the shipped rules have no error."""

import dataclasses
import itertools
from datetime import date

import pytest

from tests.bases import SMALL_DAY, TODAY, changed_copy
from trialhelper import kleene
from trialhelper.check import CHECKS, due, run_checks
from trialhelper.check.unknowns import over_grid
from trialhelper.engine.evaluate import truth
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells
from trialhelper.rulebase import read_rules

AMBERA, TABLE, DEMO = "therapies/ambera.yaml", "conversations.yaml", "demo_cases/red-child.yaml"
LAST_ROW = "\n  - {condition: [listed], product: [none], studied: [stopped, none, not_looked], then: other-care}"

PLANTED = {
    # what is wrong: the code, how grave, in which file, instead of what, what is planted, a word of what is said
    "a situation that no row takes": ("C101", "error", TABLE, LAST_ROW, "", "product none, studied none"),
    "two rows for one situation": (
        "C102",
        "error",
        TABLE,
        "{condition: [not_listed, carrier], then: other-care}",
        "{condition: [not_listed, carrier, no_diagnosis], then: other-care}",
        "rows 1 and 2",
    ),
    "a row that nothing reaches": (
        "C103",
        "error",
        TABLE,
        LAST_ROW,
        f"{LAST_ROW}\n  - {{condition: [not_listed], product: [lines_up], then: other-care}}",
        "row 15",
    ),
    "a conversation that no row leads to": (
        "C103",
        "error",
        TABLE,
        "conversations:\n",
        "conversations:\n  - {id: never, title: Never, plain: Never., because: Never., next_steps: [Wait.]}\n",
        "leads to never",
    ),
    "words that no row says": (
        "C103",
        "error",
        TABLE,
        ", words: never}",
        "}",
        "not-now-but-ask in the words never",
    ),
    "words that no conversation has": ("C104", "error", TABLE, "words: never}", "words: nevr}", "no words called nevr"),
    "an unknown that sets aside": (
        "C203",
        "error",
        TABLE,
        "product: [confirm, doubt, kind], studied: [stopped, none, not_looked], then: confirm-first",
        "product: [confirm, doubt, kind], studied: [stopped, none, not_looked], then: not-now-but-ask",
        "not-now-but-ask",
    ),
    "one changed copy with signs that sets aside": (
        "C203",
        "error",
        TABLE,
        "{condition: [one_copy], then: confirm-first}",
        "{condition: [one_copy], then: other-care}",
        "other-care",
    ),
    "no diagnosis that sets aside": (
        "C203",
        "error",
        TABLE,
        "{condition: [not_known, no_diagnosis], then: confirm-first}",
        "{condition: [not_known, no_diagnosis], then: other-care}",
        "other-care",
    ),
    "a conversation that no answers reach": (
        "C301",
        "warning",
        TABLE,
        "trial_reason: [true], then: approved-and-trials",
        "trial_reason: [true], then: approved-therapy",
        "approved-and-trials",
    ),
    "a question that no condition asks": (
        "C302",
        "warning",
        "questions/amber.yaml",
        "topic: Amber\nquestions:\n",
        "topic: Amber\nquestions:\n"
        "  - {id: shoe_size, type: number, ask: Which shoes?, short: Shoes, why: Who knows., order: 5}\n",
        "shoe_size",
    ),
    "a situation that answers reach and no row takes": (
        "C303",
        "error",
        TABLE,
        "product: [confirm, doubt, kind], studied: [running]",
        "product: [doubt, kind], studied: [running]",
        "no row",
    ),
    "a point that nothing raises": (
        "C305",
        "warning",
        AMBERA,
        "\n        discuss:\n          - {ask: liver_disease, is: yes, point: liver, claim: amber-label.liver}",
        "",
        "the point liver",
    ),
    "a word that no text holds": (
        "C305",
        "hint",
        "glossary.yaml",
        "terms:\n",
        "terms:\n  - {id: vector, term: vector, plain: A carrier.}\n",
        "the word vector",
    ),
    "a demonstration whose answer cannot be read": ("C401", "error", DEMO, "gene_test: yes", "gene_test: perhaps", "gene_test"),
    "a demonstration that leads elsewhere": ("C402", "error", DEMO, "expect: approved-therapy", "expect: trials", "is trials"),
    "a demonstration with another fit": ("C403", "error", DEMO, "ambera: lines_up", "ambera: differs", "expected is differs"),
    "a demonstration of a product that is not there": ("C403", "error", DEMO, "ambera: lines_up", "bluvera: lines_up", "bluvera"),
    "a word that nobody must be told": ("C501", "error", AMBERA, "plain: It is given once.", "plain: Be eligible.", "eligible"),
    "a word that nobody must be told, alone": ("C501", "error", "questions/amber.yaml", "label: Red}", "label: Cured}", "Cured"),
    "one in so many": ("C502", "error", AMBERA, "plain: It is given once.", "plain: It helps 1 in 20 people.", "1 in 20"),
    "a long sentence": ("C503", "warning", AMBERA, "plain: It is given once.", f"plain: It {'really ' * 25}helps.", "27 words"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "severity", "file", "instead", "planted", "word"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found(tmp_path, code, severity, file, instead, planted, word):
    rules = read_rules(changed_copy(tmp_path, file, (instead, planted)))
    checks = [check for check in CHECKS if check.__module__.rsplit(".", 1)[-1] == CHECK_OF[code[:2]]]
    found = [one for one in run_checks(rules, SMALL_DAY, checks).findings if one.code == code]
    assert found
    assert {one.severity for one in found} == {severity}
    assert any(word in one.says for one in found), found


CHECK_OF = {"C1": "table", "C2": "unknowns", "C3": "reach", "C4": "demo_cases", "C5": "wording"}


def test_an_operator_that_looks_at_what_is_not_known_is_found_to_contradict(small):
    """`known` cannot be written there; a rule base that was made otherwise shows what would happen."""
    therapy = small.therapies["ambera"]
    (indication,) = therapy.indications
    (version,) = indication.versions
    leaf = version.requires[1].model_copy(update={"is_": None, "known": True})
    changed = version.model_copy(update={"requires": (version.requires[0], leaf)})
    spoiled = therapy.model_copy(update={"indications": (indication.model_copy(update={"versions": (changed,)}),)})
    rules = dataclasses.replace(small, therapies={**small.therapies, "ambera": spoiled})
    assert "C201" in {one.code for one in run_checks(rules, SMALL_DAY, CHECKS).findings}


def test_two_evaluations_that_differ_are_found(small, monkeypatch, tmp_path):
    leaf = "{ask: %s, is: yes, ends: never, claim: amber-label.gene}"
    group = f"{{role: defines, any: [{leaf % 'gene_test'}, {leaf % 'liver_disease'}]}}"
    rules = read_rules(
        changed_copy(tmp_path, AMBERA, ("{ask: gene_test, is: yes, role: defines, ends: never, claim: amber-label.gene}", group))
    )
    assert "C202" not in {one.code for one in run_checks(rules, SMALL_DAY, CHECKS).findings}
    monkeypatch.setattr(kleene, "any_of", kleene.all_of)
    assert "C202" in {one.code for one in run_checks(rules, SMALL_DAY, CHECKS).findings}


def test_a_table_without_a_row_is_told_and_does_not_stop_the_checks(tmp_path):
    rows = (LAST_ROW, ""), ("\n  - {condition: [not_known, no_diagnosis], then: confirm-first}", "")
    approved = ("  - {condition: [listed], product: [lines_up, open], trial_reason: [false], then: approved-therapy}\n", "")
    found = run_checks(read_rules(changed_copy(tmp_path, TABLE, *rows, approved)), SMALL_DAY, CHECKS).findings
    assert len([one for one in found if one.code == "C101"]) >= 4
    (case,) = (one for one in found if one.code == "C402")
    assert case.says == "demonstration case red-child gives no conversation, expected is approved-therapy"


def test_the_last_day_of_the_calendar_can_be_asked_for(tmp_path):
    dates = (
        "reviewed: {on: 2024-06-01, due: 2024-12-01, by: encoder}",
        "reviewed: {on: 9999-06-01, due: 9999-12-31, by: encoder}",
    )
    rules = read_rules(changed_copy(tmp_path, AMBERA, dates))
    found = run_checks(rules, date.max, [due.reviews]).findings
    assert "therapies/ambera is due for review on 9999-12-31" in {one.says for one in found}


def test_every_check_is_among_those_that_run():
    assert {check.__module__.rsplit(".", 1)[-1] for check in CHECKS} >= {*CHECK_OF.values()}


def test_the_small_rules_have_no_error(small):
    assert run_checks(small, SMALL_DAY, CHECKS).of("error") == ()


def test_the_shipped_rules_have_no_error(shipped):
    report = run_checks(shipped, TODAY, CHECKS)
    assert report.of("error") == ()
    assert report.answer_sets > 1_000_000


def test_each_check_that_has_ended_is_heard_of(small):
    heard = []
    run_checks(small, SMALL_DAY, CHECKS, heard.append)
    assert heard == [check.__module__.rsplit(".", 1)[-1] for check in CHECKS]


def test_a_finding_shows_answers_that_make_it(tmp_path):
    rules = read_rules(changed_copy(tmp_path, DEMO, ("expect: approved-therapy", "expect: trials")))
    (finding,) = (one for one in run_checks(rules, SMALL_DAY, CHECKS).findings if one.code == "C402")
    assert str(finding).splitlines()[1].strip().startswith("for example {who: child, condition: amber")


def test_the_array_of_every_answer_is_the_truth_of_each(shipped):
    plan = make_plan(shipped, "sma", TODAY, "care_team")
    every = cells(plan)
    for criterion in (one for indication in plan.indications for one in indication.criteria):
        names, grid = over_grid(criterion.node, every)
        assert grid.shape == tuple(len(every[name]) for name in names)
        for value, facts in zip(grid.ravel().tolist(), itertools.product(*(every[name] for name in names)), strict=True):
            assert truth(criterion.node, dict(zip(names, facts, strict=True))) == value
