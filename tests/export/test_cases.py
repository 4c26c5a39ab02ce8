"""The invented people cover what a demonstration has to show."""

from datetime import date

import pytest

from tests.bases import TODAY, shipped_rules
from trialhelper.answers import answers_of
from trialhelper.engine import assess

RULES = shipped_rules()
CASES = {case.id: assess(RULES, answers_of(case, RULES), case.as_of.latest) for case in RULES.demo_cases.values()}


def test_there_are_at_least_forty():
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", RULES.demo_cases.values(), ids=lambda case: case.id)
def test_each_ends_as_it_is_written(case):
    result = CASES[case.id]
    assert result.conversation == case.expect
    for therapy, fit in case.fits.items():
        found = [one.fit for one in result.findings if one.plan.therapy.id == therapy and not one.other_kind]
        assert fit in found or (not found and fit == "differs")


def test_every_conversation_is_shown():
    assert {result.conversation for result in CASES.values()} == set(RULES.conversations)


def test_every_platform_is_shown_by_a_product_in_play():
    shown = {finding.plan.therapy.platform for result in CASES.values() for finding in result.findings if not finding.other_kind}
    assert shown == {therapy.platform for therapy in RULES.therapies.values()}


def test_every_one_it_may_be_for_is_shown():
    assert {result.facts.get("who") for result in CASES.values()} >= {"you", "child", "other"}


def test_unknown_genes_withdrawn_products_changed_labels_past_dates_and_conditions_that_are_not_there_are_shown():
    unknown = {question.id for question in RULES.questions.values() if question.confirms == "gene_test"}
    assert any(name in result.answers and result.facts.get(name) is None for result in CASES.values() for name in unknown)
    assert any(not finding.plan.available for result in CASES.values() for finding in result.findings)
    assert any(result.as_of < date(2015, 1, 1) for result in CASES.values())
    assert {str(result.facts.get("condition")) for result in CASES.values()} >= {"not_listed", "no_diagnosis"}
    changed = [name for name, result in CASES.items() if result.as_of < TODAY and _now(name) != result.conversation]
    assert len(changed) >= 3, "cases whose conversation is another today"


def _now(name: str) -> str:
    return assess(RULES, answers_of(RULES.demo_cases[name], RULES), TODAY).conversation
