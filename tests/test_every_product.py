"""Every product and every condition of the shipped rules, by tests that the rules themselves generate.

A person whom a label describes lines up; one who fails exactly one criterion differs, for every criterion; and where that one
is not known it cannot be told. Answers are found by search over the whole answer space, in both views, for the version of each
indication that holds while its product is available.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.bases import answers_to, shipped_rules
from trialhelper.engine.assess import assess
from trialhelper.engine.evaluate import fit_of, judge
from trialhelper.engine.finding_answers import all_met, answers_that, possible_facts, wish
from trialhelper.engine.plan import IndicationPlan, Plan, make_plan
from trialhelper.kleene import FALSE, UNKNOWN
from trialhelper.rulebase import standing_of, status_on

RULES = shipped_rules()
TODAY = RULES.about.dated.latest


def _fit(indication: IndicationPlan, facts: dict[str, object]) -> str:
    marks = 0
    for criterion in indication.criteria:
        marks |= judge(criterion, facts).mark  # type: ignore[arg-type]
    return fit_of(marks)


def _last_day_on_sale(therapy: str) -> date:
    days = [one.from_.latest for one in RULES.therapies[therapy].status if one.is_ == "available"]
    return TODAY if status_on(RULES.therapies[therapy], TODAY) == "available" else max(days)


def _indications() -> Iterator[tuple[str, str, str]]:
    for therapy in RULES.therapies.values():
        for indication in therapy.indications:
            for view in ("person", "care_team"):
                yield therapy.id, indication.condition, view


def _laid_out(therapy: str, condition: str, view: str) -> tuple[Plan, IndicationPlan]:
    day = _last_day_on_sale(therapy)
    versions = [one for one in RULES.therapies[therapy].indications if one.condition == condition]
    day = max([day, *(one.versions[0].from_.latest for one in versions)])
    plan = make_plan(RULES, condition, day, view)  # type: ignore[arg-type]
    return plan, next(one for one in plan.indications if (one.therapy.id, one.condition.id) == (therapy, condition))


@pytest.mark.exhaustive
@pytest.mark.parametrize(("therapy", "condition", "view"), list(_indications()))
def test_a_person_of_its_label_lines_up_and_each_criterion_decides_alone(therapy: str, condition: str, view: str) -> None:
    plan, indication = _laid_out(therapy, condition, view)
    every = possible_facts(plan)
    assert indication.available
    described = answers_that(all_met(indication.criteria), every)
    assert described is not None
    assert _fit(indication, described) == "lines_up"
    for criterion in indication.criteria:
        others = all_met(one for one in indication.criteria if one is not criterion)
        fails = answers_that([*others, wish(criterion, FALSE)], every)
        if fails is not None:  # where two criteria read one question, to fail one can be to fail the other
            assert _fit(indication, fails) == "differs", criterion
        unknown = answers_that([*others, wish(criterion, UNKNOWN)], every)
        rest = [one.node.questions for one in indication.criteria if one is not criterion]
        alone = all(map(criterion.node.questions.isdisjoint, rest))
        assert unknown is not None or not alone, criterion
        assert fails is not None or not alone, criterion
        if unknown is not None:
            assert _fit(indication, unknown) == "cannot_tell", criterion


def _without_a_product() -> list[str]:
    """The conditions (the kinds of those that split) that are studied and have no product on the day of the rules."""
    leaves = [one.id for one in RULES.conditions.values() if not one.kinds_ask]
    sold = {one.condition for therapy in RULES.therapies.values() for one in therapy.indications}
    return [name for name in leaves if name not in sold and standing_of(RULES, name, TODAY).studied]


@pytest.mark.parametrize("condition", _without_a_product())
def test_a_condition_that_is_only_studied_leads_to_trials_unless_its_studies_ended(condition: str) -> None:
    result = assess(RULES, answers_to(RULES, {"who": "you", "condition": condition}), TODAY)
    states = {one.state for one in RULES.conditions[condition].programmes if one.dated.latest <= TODAY}
    ended = bool(states) and states <= {"on_hold", "stopped", "finished"}
    assert result.conversation == ("not-now-but-ask" if ended else "trials")
    assert not [one for one in result.findings if not one.other_kind and one.plan.available]
