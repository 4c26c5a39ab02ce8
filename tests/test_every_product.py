"""Every product and every condition of the shipped rules, by tests that the rules themselves generate.

A person whom a label describes lines up; one who fails exactly one criterion differs, for every criterion, and hears how that
could end; where that one is not known it cannot be told, and what defines the product is found out first; what only makes
treatment wait changes nothing. Of every condition: carriers, and those who are sure of nothing. Answers are found by search
over the whole answer space, in both views, for the version of each indication that holds while its product is available.
"""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from tests.bases import answers_to, shipped_rules
from tests.engine import by_the_book
from tests.engine.brute_force import told
from trialhelper.engine import open_questions, to_settle
from trialhelper.engine.assess import Assessment, assess
from trialhelper.engine.evaluate import BEST_FIRST, Finding, product_of
from trialhelper.engine.finding_answers import all_met, answers_that, possible_facts, wish, wish_of
from trialhelper.engine.plan import Criterion, IndicationPlan, Plan, View, make_plan
from trialhelper.engine.space import Fact
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase import standing_of, status_on
from trialhelper.rulebase.criterion import leaves

RULES = shipped_rules()
TODAY = RULES.about.dated.latest


WORDS = {
    "lines_up": {("approved-therapy", None)},
    "open": {("approved-therapy", "open")},
    "confirm": {("confirm-first", None)},
    "doubt": {("confirm-first", "doubt")},
    "with_time": {("not-now-but-ask", "with_time")},
    "with_care": {("not-now-but-ask", "with_care")},
    "if_worse": {("not-now-but-ask", "if_worse")},
    "never": {("not-now-but-ask", "never"), ("trials", "none_fits")},
}
"""What is talked of, and in which words, by the best that any product reaches."""


def _finding(indication: IndicationPlan, result: Assessment) -> Finding:
    place = (indication.therapy.id, indication.condition.id)
    return next(one for one in result.findings if (one.plan.therapy.id, one.plan.condition.id) == place)


def _assess(plan: Plan, facts: Mapping[str, Fact]) -> Assessment:
    return assess(RULES, told({**facts, "condition": plan.condition.id}), plan.as_of, plan.view)


def _says_what_the_best_product_reaches(result: Assessment, reached: str) -> None:
    """One product reaches so much; another may reach more, never less, and the words follow the best."""
    best = result.situation.product
    assert BEST_FIRST.index(best) <= BEST_FIRST.index(reached)  # type: ignore[arg-type]
    if result.situation.condition == "listed":
        assert (result.conversation, result.variant) in WORDS[best], result.situation
    else:
        assert (result.conversation, result.variant) in {("other-care", "carrier"), ("confirm-first", "one_copy")}


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
    result = _assess(plan, described)
    assert _finding(indication, result).fit == "lines_up"
    _says_what_the_best_product_reaches(result, "lines_up")
    for criterion in indication.criteria:
        others = all_met(one for one in indication.criteria if one is not criterion)
        fails = answers_that([*others, wish(criterion, FALSE)], every)
        if fails is not None:  # where two criteria read one question, to fail one can be to fail the other
            _differs_as_it_ends(plan, indication, criterion, fails)
        unknown = answers_that([*others, wish(criterion, UNKNOWN)], every)
        rest = [one.node.questions for one in indication.criteria if one is not criterion]
        alone = all(map(criterion.node.questions.isdisjoint, rest))
        assert unknown is not None or not alone, criterion
        assert fails is not None or not alone, criterion
        if unknown is not None:
            _is_found_out_first(plan, indication, criterion, unknown)


def _differs_as_it_ends(plan: Plan, indication: IndicationPlan, criterion: Criterion, facts: Mapping[str, Fact]) -> None:
    """A difference alone: the product differs, and what is said follows how the rules say that it could end."""
    result = _assess(plan, facts)
    finding = _finding(indication, result)
    assert finding.fit == "differs", criterion
    if criterion.side == "kind":
        assert finding.other_kind
        return
    ends = by_the_book.ending(by_the_book.need(criterion.side, criterion.node.criterion), RULES, facts)
    assert product_of(finding.marks) == ends, criterion
    _says_what_the_best_product_reaches(result, ends)


def _is_found_out_first(plan: Plan, indication: IndicationPlan, criterion: Criterion, facts: Mapping[str, Fact]) -> None:
    """One thing alone is not known: it never lines up; a test or diagnosis that defines the product comes before all."""
    result = _assess(plan, facts)
    finding = _finding(indication, result)
    assert finding.fit == "cannot_tell", criterion
    confirms = criterion.role == "defines" and by_the_book.asks_to_confirm(criterion.node.criterion, RULES, facts)
    assert product_of(finding.marks) == ("confirm" if confirms else "open"), criterion
    assert set(open_questions(finding.judged)) <= criterion.node.questions
    assert set(open_questions(finding.judged)) & {*to_settle(result).person} == set(open_questions(finding.judged))
    _says_what_the_best_product_reaches(result, "confirm" if confirms else "open")


@pytest.mark.exhaustive
@pytest.mark.parametrize(("therapy", "condition", "view"), list(_indications()))
def test_what_only_makes_treatment_wait_changes_no_fit_and_no_conversation(therapy: str, condition: str, view: str) -> None:
    plan, indication = _laid_out(therapy, condition, view)
    every = possible_facts(plan)
    free = {name for one in plan.indications for criterion in one.criteria for name in criterion.node.questions}
    for criterion in indication.postponing:
        waits = answers_that([*all_met(indication.criteria), wish_of(criterion.node, TRUE)], every)
        assert waits is not None, criterion
        calm = {name: None if name in criterion.node.questions - free else fact for name, fact in waits.items()}
        one, other = _assess(plan, waits), _assess(plan, calm)
        assert criterion in _finding(indication, one).postponed
        assert _finding(indication, one).fit == _finding(indication, other).fit == "lines_up"
        assert (one.situation, one.conversation, one.variant) == (other.situation, other.conversation, other.variant)
        if criterion.node.questions.isdisjoint(free):
            assert criterion not in _finding(indication, other).postponed


def test_every_role_and_every_ending_stands_somewhere_in_the_rules() -> None:
    """So that none of the tests above is empty."""
    written = [
        one
        for therapy in RULES.therapies.values()
        for indication in therapy.indications
        for one in (*indication.versions[-1].requires, *indication.versions[-1].rules_out)
    ]
    assert {one.role for one in written} == {"defines", "limits", "postpones"}
    ends = [leaf.ends for one in written for leaf in leaves(one) if leaf.ends]
    named = {end for one in ends for end in (one.values() if isinstance(one, dict) else (one,))}
    assert named >= {"with_care", "doubt", "if_worse", "never"}


# ---- every condition ----

CONDITIONS = sorted(RULES.conditions)
WITH_CARRIER = [name for name in CONDITIONS if RULES.conditions[name].carrier]


def _named(condition: str) -> dict[str, Fact]:
    """The condition, by itself or as the kind of another."""
    entry, top = RULES.conditions[condition], RULES.top(condition)
    return {"condition": top.id} | ({top.kinds_ask: entry.kind} if entry.kind and top.kinds_ask else {})


def test_some_conditions_know_carriers() -> None:
    assert len(WITH_CARRIER) > 10


@pytest.mark.parametrize("condition", WITH_CARRIER)
def test_one_changed_copy_is_a_carrier_only_without_signs(condition: str) -> None:
    carrier = RULES.conditions[condition].carrier
    assert carrier is not None
    plan = make_plan(RULES, condition, TODAY)
    node = plan.carriers[condition].node
    every = {name: facts for name, facts in possible_facts(plan).items() if name in node.questions}
    ways = [dict(zip(every, facts, strict=True)) for facts in itertools.product(*every.values())]
    ways = [way for way in ways if by_the_book.truth(carrier.when, RULES, way) == "true"]
    assert ways
    for way in ways:
        if {**_named(condition), **way} != {**way, **_named(condition)}:
            continue  # the kind itself is among the answers, and is another
        for signs, heard in (("no", ("other-care", "carrier")), ("yes", ("confirm-first", "one_copy"))):
            result = assess(RULES, told({**_named(condition), **way, carrier.signs: signs}), TODAY)
            assert (result.conversation, result.variant) == heard, way
        for unknown in ({carrier.signs: None}, {}):
            result = assess(RULES, told({**_named(condition), **way, **unknown}), TODAY)
            assert (result.conversation, result.variant) == ("confirm-first", "one_copy"), way
            assert carrier.signs in to_settle(result).person


@pytest.mark.parametrize("view", ["person", "care_team"])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_not_sure_of_anything_never_lines_up_and_never_hears_that_nothing_differs(condition: str, view: View) -> None:
    plan = make_plan(RULES, condition, TODAY, view)
    unsure: dict[str, Fact] = {**dict.fromkeys(question.id for question in plan.questions), **_named(condition)}
    for facts in (unsure, _named(condition)):
        result = assess(RULES, told(facts), TODAY, view)
        assert result.situation.product != "lines_up"
        assert "lines_up" not in {one.fit for one in result.findings}
        assert (result.conversation, result.variant) not in {("approved-therapy", None), ("approved-and-trials", None)}
        defining = [
            one
            for finding in result.findings
            if finding.plan.available and not finding.other_kind
            for one in finding.judged
            if one.criterion.role == "defines" and one.met == UNKNOWN
        ]
        told_first = {name for one in defining for name in one.criterion.node.questions}
        assert told_first - {*facts} <= {*to_settle(result).person} or view == "care_team"


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
