"""What a changed rule does, for whom, and under which name it is reported; on the small invented rules."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.bases import SMALL_DAY, change, changed_copy, small_copy
from trialhelper.diff import CannotCompare, Difference, compare
from trialhelper.rulebase import RuleBase, read_rules

AMBERA, BLUVERA = "therapies/ambera.yaml", "therapies/bluvera.yaml"


def between(small: RuleBase, folder: Path, as_of: date = SMALL_DAY) -> tuple[Difference, ...]:
    return compare(small, read_rules(folder), as_of).differences


def told(one: Difference) -> dict[str, object]:
    return {said.question: said.options or (said.least, said.below) for said in one.told}


def causes(differences: tuple[Difference, ...]) -> set[tuple[str, str]]:
    return {(one.cause.kind, one.cause.id) for one in differences}


def test_a_criterion_names_its_therapy_and_concerns_only_those_between_the_two_ages(small, tmp_path):
    found = between(small, changed_copy(tmp_path, AMBERA, ("at_least: 2 years", "at_least: 4 years")))
    assert causes(found) == {("criterion", "ambera")}
    assert all(told(one)["age"] == (24, 48) for one in found)
    first = found[0]
    assert first.conditions == ("red-amber",)
    assert told(first) == {"age": (24, 48)}
    assert (first.before.fit, first.after.fit) == ("cannot_tell", "differs")
    # that the gene test is not known outranks a difference that time ends: the talk stays
    assert (first.before.conversation, first.after.conversation) == ("confirm-first", "confirm-first")
    tested = [one for one in found if told(one) == {"age": (24, 48), "gene_test": ("yes",)}]
    assert {(one.before.conversation, one.after.conversation) for one in tested} == {("approved-therapy", "not-now-but-ask")}


def test_the_other_way_round_before_and_after_change_places(small, tmp_path):
    other = read_rules(changed_copy(tmp_path, AMBERA, ("at_least: 2 years", "at_least: 4 years")))
    there, back = compare(small, other, SMALL_DAY).differences, compare(other, small, SMALL_DAY).differences
    assert [(one.conditions, one.told, one.before, one.after) for one in there] == [
        (one.conditions, one.told, one.after, one.before) for one in back
    ]


def test_a_criterion_for_the_care_team_is_told_in_its_view(small, tmp_path):
    found = between(small, changed_copy(tmp_path, AMBERA, ("more_than: 50", "more_than: 60")))
    assert {one.view for one in found} == {"care_team"}
    assert causes(found) == {("criterion", "ambera")}
    least, below = told(found[0])["marker"]  # type: ignore[misc]
    assert 50 < least < 50.001
    assert 60 < below < 60.001


def test_a_difference_that_never_ends_moves_the_conversation_and_not_the_fit(small, tmp_path):
    found = between(small, changed_copy(tmp_path, AMBERA, ("ends: with_care", "ends: never")))
    assert causes(found) == {("criterion", "ambera")}
    assert {(one.before.fit, one.after.fit) for one in found if one.therapy} == {("differs", "differs")}
    assert told(found[0])["infection_now"] == ("yes",)


def test_an_ending_by_the_answer_moves_the_conversation_of_who_gives_it(small, tmp_path):
    ends = ("role: defines, ends: never, claim: amber-label.gene", "role: defines, ends: {no: doubt}, claim: amber-label.gene")
    found = between(small, changed_copy(tmp_path, AMBERA, ends))
    assert causes(found) == {("criterion", "ambera")}
    assert {(one.before.conversation, one.after.conversation) for one in found} == {
        ("not-now-but-ask", "confirm-first"),
        ("trials", "confirm-first"),  # while the kind is not known: one of them is studied
    }
    assert all(told(one)["gene_test"] == ("no",) for one in found)


def test_a_product_that_goes_is_a_change_of_its_status(small, tmp_path):
    status = "is: available, claim: amber-label.approved}\n"
    gone = "  - {from: 2024-05-01, is: withdrawn, claim: amber-label.approved}\n"
    found = between(small, changed_copy(tmp_path, AMBERA, (status, status + gone)))
    assert causes(found) == {("status", "ambera")}
    assert found[0].cause.before == ("available", "2020-01-15")
    assert found[0].cause.after == ("withdrawn", "2024-05-01")
    assert told(found[0]) == {}


def test_an_approval_of_a_year_that_is_not_over_is_not_yet_the_status_before(tmp_path):
    """Known to the year only, it counts from the last day of it: until then the earlier one is in force."""
    here = "  - {from: 2020-01-15, is: available, claim: amber-label.approved}"
    again, gone = (here.replace("2020-01-15", "2024"), here.replace("2020-01-15", "2023-01-01").replace("available", "withdrawn"))
    old = read_rules(changed_copy(tmp_path / "old", "therapies/ambera.yaml", (here, f"{here}\n{again}")))
    new = read_rules(changed_copy(tmp_path / "new", "therapies/ambera.yaml", (here, f"{here}\n{gone}")))
    (status,) = {one.cause for one in compare(old, new, SMALL_DAY).differences if one.cause.kind == "status"}
    assert (status.before, status.after) == (("available", "2020-01-15"), ("withdrawn", "2023-01-01"))


def test_a_product_that_comes_later_is_a_change_of_its_status(small, tmp_path):
    rules = changed_copy(tmp_path, AMBERA, ("{from: 2020-01-15, is: available", "{from: 2025-01-15, is: available"))
    change(rules, AMBERA, ("      - from: 2020-01-15", "      - from: 2025-01-15"))
    found = between(small, rules)
    assert causes(found) == {("status", "ambera")}
    assert (found[0].before.fit, found[0].after.fit) == ("cannot_tell", None)


def test_a_label_that_holds_from_another_day_is_a_change_of_that_date(small, tmp_path):
    found = between(small, changed_copy(tmp_path, AMBERA, ("      - from: 2020-01-15", "      - from: 2025-01-15")))
    assert causes(found) == {("version_date", "ambera")}


def test_a_new_version_of_a_label_is_told_criterion_by_criterion(small, tmp_path):
    rules = changed_copy(
        tmp_path,
        AMBERA,
        ("        contraindications: listed\n", """        contraindications: listed
      - from: 2024-03-01
        claim: amber-label.approved
        requires:
          - {ask: age, at_least: 1 years, role: defines, claim: amber-label.age}
          - {ask: gene_test, is: yes, role: defines, ends: never, claim: amber-label.gene}
        rules_out:
          - {ask: marker, more_than: 50, role: limits, ends: never, claim: amber-label.marker}
        contraindications: listed
"""),
    )  # fmt: skip
    found = between(small, rules)
    assert causes(found) == {("criterion", "ambera")}
    assert {(bool(one.cause.before), bool(one.cause.after)) for one in found} == {(True, True), (True, False)}
    asked = {question for one in found for question in told(one)}
    assert {"age", "infection_now"} <= asked


def test_a_therapy_that_is_gone_is_named_as_such(small):
    without = replace(small, therapies={name: one for name, one in small.therapies.items() if name != "ambera"})
    found = compare(small, without, SMALL_DAY).differences
    assert causes(found) == {("therapy", "ambera")}
    assert (found[0].before.fit, found[0].after.fit) == ("cannot_tell", None)


def test_an_answer_that_counts_as_unknown_is_a_change_of_its_question(tmp_path):
    asked = "requires:\n          - {ask: hiv_status, is: none, role: defines, ends: never, claim: amber-label.process}"
    old = changed_copy(tmp_path, AMBERA, ("requires:", asked))
    change(old, "risk_factors.yaml", ("is: controlled", "is: none"))
    new = Path(shutil.copytree(old, tmp_path / "new"))
    change(new, "questions/amber.yaml", ('{id: controlled, label: "Yes"}', '{id: controlled, label: "Yes", unknown: true}'))
    found = compare(read_rules(old), read_rules(new), SMALL_DAY).differences
    assert causes(found) == {("question", "hiv_status")}
    assert told(found[0]) == {"hiv_status": ("controlled",)}
    assert (found[0].before.fit, found[0].after.fit) == ("differs", "cannot_tell")


def test_a_question_that_passes_to_the_care_team_is_the_cause_and_not_the_criterion(small, tmp_path):
    passed = ("confirms: gene_test,", "confirms: gene_test, answered_by: team,")
    assert causes(between(small, changed_copy(tmp_path, "questions/amber.yaml", passed))) == {("question", "gene_test")}


def test_a_row_of_the_decision_table_is_named_by_its_number(small, tmp_path):
    row = "product: [with_time, with_care, if_worse], studied: [stopped, none, not_looked], then: "
    found = between(small, changed_copy(tmp_path, "conversations.yaml", (f"{row}not-now-but-ask", f"{row}other-care")))
    assert causes(found) == {("conversation_row", "")}
    assert {(one.cause.before, one.cause.after) for one in found} == {(("9",), ("9",))}
    assert {(one.before.conversation, one.after.conversation) for one in found} == {("not-now-but-ask", "other-care")}


def test_what_counts_as_a_reason_for_studies_is_a_change_of_that_reason(small, tmp_path):
    rules = changed_copy(tmp_path, "conversations.yaml", ("{ask: trial_reason, is: research}", "{ask: trial_reason, is: none}"))
    found = between(small, rules)
    assert causes(found) == {("trial_reason", "")}
    assert {one.told[-1].options for one in found} == {("research",), ("none",)}


def test_a_claim_that_it_is_studied_is_named(small, tmp_path):
    claim = "{id: first-study, says: in_trials, about: {condition: red-amber}, plain: So., where: Page 9, confidence: low}"
    found = between(small, changed_copy(tmp_path, "documents/amber-review.yaml", ("claims:\n", f"claims:\n  - {claim}\n")))
    assert {(one.cause.kind, one.cause.after) for one in found if "red-amber" in one.conditions} == {
        ("standing", ("amber-review.first-study",))
    }


def test_a_condition_that_only_one_base_holds_is_told_once(small, tmp_path):
    rules = small_copy(tmp_path)
    (rules / "conditions" / "grey.yaml").write_text(
        "id: grey\nname: Grey\nclinical_name: Grey\nplain: All is grey.\nconfidence: low\n"
        "reviewed: {on: 2024-06-01, due: 2024-12-01, by: encoder}\n"
    )
    claim = "{id: grey, says: in_trials, about: {condition: grey}, plain: So., where: Page 9, confidence: low}"
    change(rules, "documents/amber-review.yaml", ("claims:\n", f"claims:\n  - {claim}\n"))
    (one,) = between(small, rules)
    assert (one.cause.kind, one.cause.before, one.cause.after) == ("condition", None, ("Grey",))
    assert one.conditions == ("grey",)
    assert (one.before.conversation, one.after.conversation) == ("other-care", "trials")


def test_words_and_sources_move_nobody_and_are_listed(small, tmp_path):
    rules = changed_copy(tmp_path, AMBERA, ("It is given once.", "It is given one time."))
    comparison = compare(small, read_rules(rules), SMALL_DAY)
    assert comparison.differences == ()
    assert comparison.unmoved == ("therapies/ambera",)


def test_a_change_before_its_day_moves_nobody(small, tmp_path):
    rules = changed_copy(tmp_path, AMBERA, ("at_least: 2 years", "at_least: 4 years"))
    assert between(small, rules, date(2019, 1, 1)) == ()


def test_an_id_that_means_another_type_of_question_is_refused(small, tmp_path):
    rules = changed_copy(tmp_path, "questions/amber.yaml", ("  - id: marker\n    type: number", "  - id: marker\n    type: age"))
    change(rules, "questions/amber.yaml", ("    least: 0\n    most: 1000\n", ""))
    change(rules, AMBERA, ("more_than: 50, role: limits, ends: never", "more_than: 50 years, role: limits"))
    with pytest.raises(CannotCompare, match="marker"):
        between(small, rules)
