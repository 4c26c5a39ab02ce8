"""Both sides told alike, conversations whole, criteria shown by demonstrations, and what is due for review."""

from datetime import date

import pytest

from tests.bases import SMALL_DAY, answers_to, change, small_copy
from trialhelper.check import balance, coverage, due, run_checks
from trialhelper.check.coverage import shown_by
from trialhelper.engine import assess
from trialhelper.engine.evaluate import truth
from trialhelper.kleene import FALSE, TRUE
from trialhelper.rulebase import read_rules
from trialhelper.words import LANGUAGES

AMBERA, BLUVERA, DEMO = "therapies/ambera.yaml", "therapies/bluvera.yaml", "demo_cases/red-child.yaml"
GOOD, BAD = "{plain: It is given once., claim: amber-label.process}", "{plain: The liver can be hurt., claim: amber-label.liver}"


def of(check, code, folder, day=SMALL_DAY):
    return [(one.severity, one.says) for one in run_checks(read_rules(folder), day, [check]).findings if one.code == code]


# ---- balance


@pytest.mark.parametrize(
    ("good", "code"),
    [
        (f"{GOOD}\n  - {GOOD}", "C801"),
        ("{plain: It is given only once and then it is never given again., claim: amber-label.process}", "C802"),
        ("{plain: Once., claim: amber-label.process}", "C802"),
    ],
    ids=["more of them", "longer", "shorter"],
)
def test_two_sides_that_are_told_unlike(tmp_path, good, code):
    folder = small_copy(tmp_path)
    change(folder, AMBERA, (GOOD, good))
    told = [one for one in of(balance.check, code, folder) if "ambera" in one[1]]
    assert [severity for severity, _ in told] == ["warning"]


def test_a_quarter_more_is_like_length(tmp_path):
    """The small base has 4 words for and 5 against."""
    folder = small_copy(tmp_path)
    assert [one for one in of(balance.check, "C802", folder) if "ambera" in one[1]] == []
    change(folder, AMBERA, (BAD, "{plain: The liver can be hurt badly., claim: amber-label.liver}"))
    assert len([one for one in of(balance.check, "C802", folder) if "ambera" in one[1]]) == 1


def test_a_boxed_warning_that_does_not_say_which(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, AMBERA, ("boxed_warning: {state: none}", "boxed_warning: {state: present}"))
    assert [severity for severity, _ in of(balance.check, "C805", folder)] == ["error", "hint"]


def test_a_conversation_without_its_opening_questions(tmp_path):
    folder = small_copy(tmp_path)
    row = '  - {id: new-talk, title: New, plain: New., because: New., next_steps: ["."]}\n'
    change(folder, "conversations.yaml", ("conversations:\n", f"conversations:\n{row}"))
    says = [says for _, says in of(balance.check, "C803", folder)]
    assert says == [
        "the conversation new-talk lacks ask.new-talk.1, ask.new-talk.2 in the catalogue",
        "the conversation new-talk has no next steps",
    ]


def test_an_option_of_the_catalogue_that_has_one_side_only(small, monkeypatch):
    monkeypatch.setattr(balance, "_OPTIONS", ("nothing-such",))
    told = [one for one in balance.check(small, SMALL_DAY) if one.severity == "error"]
    assert [(one.code, one.says.split()[-5]) for one in told] == [("C804", language) for language in LANGUAGES]


# ---- coverage


def test_what_a_demonstration_shows_is_not_asked_for(tmp_path):
    folder = small_copy(tmp_path)
    ((_, before),) = of(coverage.check, "C901", folder)
    assert before == "of 6 criteria the demonstration cases show 2 true, 1 false, 2 unknown" or "of 5" in before
    change(folder, DEMO, ("infection_now: no", "infection_now: yes, marker: 60"), ("fits: {ambera: lines_up}", "fits: {}"))
    ((severity, listed),) = [one for one in of(coverage.check, "C902", folder) if "ambera" in one[1]]
    assert severity == "hint"
    assert "infection_now is yes [false, unknown]" in listed
    assert "marker more_than 50 [false, unknown]" in listed


def test_a_case_of_another_kind_shows_nothing_of_a_product(small):
    shown = shown_by(small)
    bluvera = small.therapies["bluvera"].indications[0].versions[0].requires[0]
    ambera = small.therapies["ambera"].indications[0].versions[0].requires[0]
    assert id(bluvera) not in shown
    assert shown[id(ambera)] == {TRUE}


def test_the_answers_of_a_gap_would_close_it(small):
    findings = [one for one in run_checks(small, SMALL_DAY, [coverage.check]).findings if "ambera:" in one.says]
    ((_, said),) = [(one.says, one.answers) for one in findings]
    result = assess(small, answers_to(small, said), SMALL_DAY, "care_team")
    first = next(one.plan for one in result.findings if one.plan.therapy.id == "ambera").criteria[1].node
    assert truth(first, result.facts) == FALSE


def test_a_case_that_cannot_be_read_shows_nothing(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, DEMO, ("gene_test: yes", "gene_test: perhaps"))
    assert "0 true, 0 false, 0 unknown" in of(coverage.check, "C901", folder)[0][1]


# ---- due


@pytest.mark.parametrize(
    ("day", "code", "severity"),
    [
        (date(2024, 10, 1), None, None),
        (date(2024, 10, 2), "C1002", "hint"),
        (date(2024, 12, 1), "C1002", "hint"),
        (date(2024, 12, 2), "C1001", "warning"),
    ],
)
def test_what_is_due_on_a_day(small, day, code, severity):
    found = {(one.code, one.severity) for one in due.reviews(small, day)}
    assert found == ({(code, severity)} if code else set())


def test_the_longest_overdue_comes_first(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, BLUVERA, ("due: 2024-12-01", "due: 2024-09"))
    findings = run_checks(read_rules(folder), date(2025, 1, 1), [due.reviews]).findings
    assert findings[0].says == "therapies/bluvera was due for review on 2024-09"
    assert len(findings) == 7


def test_low_confidence_is_listed_by_entry_and_by_document(tmp_path):
    folder = small_copy(tmp_path)
    said = "plain: It is one infusion., where: Page 3, confidence: "
    change(folder, "documents/amber-label.yaml", (said + "high", said + "low"))
    says = [says for _, says in of(due.check, "C1003", folder)]
    assert "of low confidence in documents/amber-label: process" in says
    assert "of low confidence: therapies ambera, bluvera" in says


def test_a_review_that_is_put_off_for_too_long(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, BLUVERA, ("due: 2024-12-01", "due: 2025-02-01"))
    assert of(due.check, "C1004", folder) == [
        ("warning", "therapies/bluvera is due on 2025-02-01, later than 6 months after its review")
    ]
