"""Every date on which something changes is looked at, and every situation that answers lead to is found."""

import re
from datetime import date, timedelta

import pytest

from tests.bases import SMALL_DAY, answers_to, changed_copy, small_copy
from trialhelper.check import reach, run_checks, unknowns
from trialhelper.engine import NoRow, assess
from trialhelper.engine.dates import days_of, plans_over_time, tops
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells, situations
from trialhelper.rulebase import read_rules


def signature(plan):
    indications = [(one.therapy.id, one.version.from_, one.available) for one in plan.indications]
    return indications, sorted(plan.studied.items())


def test_the_days_of_a_condition_are_those_of_its_products_and_claims(small):
    assert [day.isoformat() for day in days_of(small, "amber")] == [
        "2020-01-14",
        "2020-01-15",
        "2021-03-01",
        "2023-05-01",
        "2023-06-30",
    ]


def test_the_day_of_a_programme_is_one_of_them_and_changes_the_plan(small, tmp_path):
    programme = "programmes:\n  - {product: null, state: stopped, dated: 2024-02-01, claim: amber-review.studied}\n"
    folder = changed_copy(tmp_path, "conditions/blue-amber.yaml", ("kind: blue\n", f"kind: blue\n{programme}"))
    rules = read_rules(folder)
    assert set(days_of(rules, "amber")) - set(days_of(small, "amber")) == {date(2024, 2, 1)}
    assert plans_over_time(rules, "amber")[-1].studied["blue-amber"] == ("stopped", False)


@pytest.mark.parametrize("base", ["small", "shipped"])
def test_between_two_days_nothing_changes(base, request):
    """Each day of the years in question, for a few conditions: the plan is one of those that were found."""
    rules = request.getfixturevalue(base)
    for condition in list(tops(rules))[:4]:
        found = [signature(plan) for plan in plans_over_time(rules, condition)]
        for step in range(0, 17 * 365, 61):
            day = date(2010, 1, 1) + timedelta(days=step)
            assert signature(make_plan(rules, condition, day, "care_team")) in found


@pytest.mark.exhaustive
@pytest.mark.parametrize("base", ["small", "shipped"])
def test_the_situations_found_are_those_of_the_engine(base, request, swept):
    rules = request.getfixturevalue(base)
    for condition in swept(tops(rules)):
        for plan in plans_over_time(rules, condition):
            kinds = cells(plan)[plan.condition.kinds_ask] if plan.condition.kinds_ask else (None,)
            by_engine = set()
            for kind in kinds:
                held = {"condition": condition} | ({plan.condition.kinds_ask: kind} if plan.condition.kinds_ask else {})
                by_engine |= set(situations(plan, held))
            assert set(situations(plan)) == by_engine


def test_an_older_version_is_proved_as_well(small):
    """More answer sets are covered than those of one date."""
    covered = sum(one for one in unknowns.check(small, SMALL_DAY) if isinstance(one, int))
    of_one_day = 1
    for name, facts in cells(make_plan(small, "amber", SMALL_DAY, "care_team")).items():
        of_one_day *= len(facts) if name != "condition" else 1
    assert covered > of_one_day


def test_a_question_that_only_the_past_asks_is_a_hint(tmp_path):
    later = (
        "        contraindications: listed\n",
        "        contraindications: listed\n      - from: 2022-01-01\n        claim: amber-label.approved\n        requires:\n"
        "          - {ask: age, at_least: 2 years, role: defines, claim: amber-label.age}\n        contraindications: listed\n",
    )
    rules = read_rules(changed_copy(tmp_path, "therapies/ambera.yaml", later))
    found = {(one.code, one.severity) for one in run_checks(rules, SMALL_DAY, [reach.check]).findings if "marker" in one.says}
    assert found == {("C304", "hint")}


def test_a_row_that_fails_on_a_past_date_only_is_found(tmp_path):
    """Before anything was approved or studied there is no product: that row is needed though today nobody meets it."""
    row = "\n  - {condition: [listed], product: [none], studied: [stopped, none, not_looked], then: other-care}"
    rules = read_rules(changed_copy(tmp_path, "conversations.yaml", (row, "")))
    found = [one for one in run_checks(rules, SMALL_DAY, [reach.check]).findings if one.code == "C303"]
    assert len(found) == 2  # with a reason to ask about studies and without
    assert all(("condition", "amber") in one.answers for one in found)


def test_the_answers_of_a_finding_can_be_pasted_into_a_test(tmp_path):
    """They are written as a person types them, and lead to what was found."""
    instead, planted = "if_worse], studied: [stopped, none, not_looked]", "if_worse], studied: [stopped]"
    rules = read_rules(changed_copy(tmp_path, "conversations.yaml", (instead, planted)))
    found = [one for one in run_checks(rules, SMALL_DAY, [reach.check]).findings if one.code == "C303"]
    assert found
    for finding in found:
        day = date.fromisoformat(re.search(r"holds on (\S+)", finding.says)[1])
        with pytest.raises(NoRow, match=r"with_(time|care)"):
            assess(rules, answers_to(rules, finding.answers), day, "care_team")


def test_what_matters_to_a_person_is_asked_whatever_the_condition(tmp_path):
    folder = small_copy(tmp_path)
    asked = "{id: matters, type: yes_no, ask: Liver, short: Liver, why: Who knows., asked: values, clinical: false, order: 9}"
    (folder / "questions" / "matters.yaml").write_text(f"topic: What matters\nquestions:\n  - {asked}\n")
    assert not [one for one in run_checks(read_rules(folder), SMALL_DAY, [reach.check]).findings if "matters" in one.says]
