"""What would move when answers change agrees with looking at every set of answers there is."""

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bases import shipped_rules
from tests.engine.brute_force import completions, how_many, result_of, told
from tests.strategies import examples, worlds
from trialhelper.answers import Answers, answers_of
from trialhelper.engine import assess
from trialhelper.engine.finding_answers import possible_facts
from trialhelper.engine.plan import make_plan
from trialhelper.whatif.changes import fewest_changes, what_moves
from trialhelper.whatif.stretches import answered_otherwise, place_of, questions_to_change, stretches_of
from trialhelper.whatif.sweep import OLDEST, grid, sweep

RULES = shipped_rules()
CASES = sorted(RULES.demo_cases)
MOST = 3000
VIEWS = st.sampled_from(["person", "care_team"])
ALL_AGES = [months / 2 for months in range(200)]


def some_assessment(data, world, view):
    """Answers to some questions of a small world; the condition named is the one that splits, or a kind of it."""
    named = data.draw(st.sampled_from(sorted({"c", *(name for name in world.rules.conditions if name.startswith("c-"))})))
    plan = make_plan(world.rules, named, world.day, view)
    facts = {"condition": named}
    for name, every in possible_facts(plan).items():
        if name not in ("condition", *([plan.condition.kinds_ask] if named != "c" else [])):
            between = st.sampled_from(ALL_AGES) if name == "age" else st.nothing()
            facts[name] = data.draw(st.sampled_from(every) | between, label=name)
    return assess(world.rules, told({name: fact for name, fact in facts.items() if fact is not None}), world.day, view)


def shipped(name):
    case = RULES.demo_cases[name]
    return assess(RULES, answers_of(case, RULES), case.as_of.latest)


# ---- the stretches that all of it stands on ----


@examples(60)
@given(worlds(), VIEWS, st.data())
def test_every_answer_lies_in_one_stretch_and_leads_where_all_of_the_stretch_lead(world, view, data):
    now = some_assessment(data, world, view)
    question = data.draw(st.sampled_from(questions_to_change(now)))
    stretches = stretches_of(now.plan, question.id)
    if question.type not in ("age", "number"):
        assert sorted(map(str, (one.fact for one in stretches))) == sorted(map(str, possible_facts(now.plan)[question.id]))
        return
    number = data.draw(st.sampled_from(ALL_AGES) if question.type == "age" else st.integers(0, 20).map(float))
    holding = [one for one in stretches if one.fact is not None and one.least <= number < one.below]
    assert [stretches[place_of(number, stretches)]] == holding
    leads = [result_of(answered_otherwise(now, {question.id: fact})) for fact in (number, holding[0].fact)]
    assert leads[0] == leads[1]


# ---- one answer changed ----


@examples(80)
@given(worlds(), VIEWS, st.data())
def test_what_moves_is_what_is_another_in_the_result_and_nothing_else(world, view, data):
    before = some_assessment(data, world, view)
    name = data.draw(st.sampled_from(questions_to_change(before))).id
    fact = data.draw(st.sampled_from(possible_facts(before.plan)[name]))
    after = answered_otherwise(before, {name: fact})
    assert after.facts == {**before.facts, name: fact}
    moved = what_moves(before, after)
    talks = [(one.conversation, one.variant, one.others) for one in (before, after)]
    assert moved.conversation == (talks[0] != talks[1])
    one, two = ({(f.plan.therapy.id, f.plan.condition.id, f.fit) for f in found.findings} for found in (before, after))
    changed = {(second.plan.therapy.id, second.plan.condition.id, second.fit) for first, second in moved.fits}
    assert two - one <= changed
    assert {fit for fit in changed if fit in one} == {
        (second.plan.therapy.id, second.plan.condition.id, second.fit)
        for first, second in moved.fits
        if first.fit == second.fit and first.marks != second.marks
    }
    risks = [{(point.discussed.risk.id, point.therapy) for point in assessment.talking_points} for assessment in (before, after)]
    assert {(point.discussed.risk.id, point.therapy) for point in moved.raised} == risks[1] - risks[0]
    assert {(point.discussed.risk.id, point.therapy) for point in moved.gone} == risks[0] - risks[1]


# ---- the fewest changes ----


def by_looking_at_all(assessment, held):
    """The cheapest changed answers to each conversation, by looking at every set of answers."""
    plan = assessment.plan
    names = [question.id for question in plan.questions]
    free = [question.id for question in questions_to_change(assessment) if question.id not in held]
    possible = possible_facts(plan)
    now = {name: assessment.facts.get(name) for name in names}
    best = {}
    for facts in completions(plan, {name: now[name] for name in names if name not in free}):
        if any(facts[name] not in possible[name] for name in free):
            continue
        cut = {name: stretches_of(plan, name) for name in free}
        changed = [name for name in free if place_of(facts[name], cut[name]) != place_of(now[name], cut[name])]
        then = answered_otherwise(assessment, {name: facts[name] for name in changed})
        cost = (len(changed), sum(facts[name] is None for name in changed), [names.index(name) for name in changed])
        best[then.conversation] = min(cost, best.get(then.conversation, cost))
    return best


def holds_in_any_combination(assessment, way):
    """The stretches of the changes, put together in any way and cut at both their ends, lead to the conversation."""
    for chosen in itertools.product(*(change.stretches for change in way.changes)):
        for facts in itertools.product(*(one.facts for one in chosen)):
            then = {change.question: fact for change, fact in zip(way.changes, facts, strict=True)}
            if answered_otherwise(assessment, then).conversation != way.conversation:
                return False
    return True


@examples(150)
@given(worlds(), VIEWS, st.booleans(), st.data())
def test_the_fewest_changes_are_the_fewest_there_are(world, view, keeps_the_kind, data):
    now = some_assessment(data, world, view)
    assume(how_many(now.plan, {}) <= MOST)
    held = [now.plan.condition.kinds_ask] if keeps_the_kind and now.plan.condition.kinds_ask else []
    wanted = by_looking_at_all(now, held)
    names = [question.id for question in now.plan.questions]
    ways = fewest_changes(now, held)
    assert [way.conversation for way in ways] == [name for name in world.rules.conversations if name != now.conversation]
    for way in ways:
        if way.changes is None:
            assert way.conversation not in wanted
            continue
        facts = {change.question: change.fact for change in way.changes}
        cost = (len(facts), sum(fact is None for fact in facts.values()), [names.index(name) for name in facts])
        assert cost == wanted[way.conversation]
        assert answered_otherwise(now, facts).conversation == way.conversation
        assert all(change.fact in [fact for one in change.stretches for fact in one.facts] for change in way.changes)
        assert holds_in_any_combination(now, way)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_on_the_shipped_rules_the_fewest_changes_lead_there_and_nothing_smaller_does(name):
    """Every single change is looked at: where one is enough one is named, and where none is more are."""
    now = shipped(name)
    one_change = {}
    free = [question.id for question in questions_to_change(now)]
    for first in free:
        for stretch in stretches_of(now.plan, first) if now.plan else ():
            said = answered_otherwise(now, {first: stretch.fact}).conversation
            one_change.setdefault(said, set()).add(first)
    for way in fewest_changes(now):
        if not way.changes:
            assert way.conversation not in one_change
            continue
        assert answered_otherwise(now, {change.question: change.fact for change in way.changes}).conversation == way.conversation
        assert holds_in_any_combination(now, way)
        if way.conversation in one_change:
            assert len(way.changes) == 1
            assert way.changes[0].question in one_change[way.conversation]
        else:
            assert len(way.changes) > 1


def test_without_a_condition_of_the_rules_there_is_nothing_to_change():
    now = assess(RULES, Answers(told({"condition": "not_listed"})), RULES.demo_cases[CASES[0]].as_of.latest)
    assert fewest_changes(now) == ()
    assert questions_to_change(now) == ()
    with pytest.raises(ValueError, match="nothing to sweep"):
        sweep(now, "age")


# ---- one answer over its range ----


def shown(assessment, swept):
    """What a band says, of one assessment."""
    by_indication = {
        (one.plan.therapy.id, one.plan.condition.id): None if one.other_kind else one.fit for one in assessment.findings
    }
    left_out = by_indication.keys() - {(one.therapy.id, one.condition.id) for one in swept.indications}
    assert not any(by_indication[one] for one in left_out)
    fits = tuple(by_indication[one.therapy.id, one.condition.id] for one in swept.indications)
    return assessment.conversation, assessment.others, fits


def numbers_around(swept):
    """Numbers at, beside and between the ends of the bands, and others from all over the range."""
    ends = {end for band in swept.bands for end in (band.stretch.least, band.stretch.below) if math.isfinite(end)}
    beside = {number for end in ends for number in (end, math.nextafter(end, -1), end - 0.4, end + 0.4)}
    return sorted(number for number in {*beside, *ALL_AGES, OLDEST} if number >= 0)


def agrees(now, question, swept):
    """Every answer leads to what its band says, no two neighbouring bands say the same, and the present answer is marked."""
    numbers = question.type in ("age", "number")
    facts = [band.stretch.fact for band in swept.bands if not numbers or band.stretch.fact is None]
    if numbers:
        top = OLDEST if question.type == "age" else float(question.most or 1e6)
        facts += [number for number in numbers_around(swept) if float(question.least or 0) <= number <= top]
    for fact in facts:
        band = swept.bands[place_of(fact, [one.stretch for one in swept.bands])]
        assert shown(answered_otherwise(now, {question.id: fact}), swept) == (band.conversation, band.others, band.fits)
    if numbers:
        told_bands = [band for band in swept.bands if band.stretch.fact is not None]
        for one, two in itertools.pairwise(told_bands):
            assert one.stretch.below == two.stretch.least
            assert (one.conversation, one.others, one.fits) != (two.conversation, two.others, two.fits)
    here = swept.bands[swept.here]
    assert shown(now, swept) == (here.conversation, here.others, here.fits)


@examples(60)
@given(worlds(), VIEWS, st.data())
def test_a_sweep_says_what_every_answer_leads_to(world, view, data):
    now = some_assessment(data, world, view)
    question = data.draw(st.sampled_from(questions_to_change(now)))
    agrees(now, question, sweep(now, question.id))


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_on_the_shipped_rules_a_sweep_over_the_age_says_what_every_age_leads_to(name):
    now = shipped(name)
    for question in questions_to_change(now):
        if question.type in ("age", "number"):
            agrees(now, question, sweep(now, question.id))


# ---- two answers ----


@examples(60)
@given(worlds(), VIEWS, st.data())
def test_a_grid_says_what_every_pair_of_answers_leads_to(world, view, data):
    now = some_assessment(data, world, view)
    assume(len(questions_to_change(now)) > 1)
    down, across = data.draw(st.permutations(questions_to_change(now)))[:2]
    drawn = grid(now, down.id, across.id)
    every = possible_facts(now.plan)
    for first, second in itertools.product(every[down.id], every[across.id]):
        row, column = place_of(first, drawn.rows), place_of(second, drawn.columns)
        then = answered_otherwise(now, {down.id: first, across.id: second})
        assert drawn.conversations[row][column] == then.conversation
    row, column = drawn.here
    assert drawn.conversations[row][column] == now.conversation


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES[::7])
def test_on_the_shipped_rules_a_grid_says_what_every_pair_of_answers_leads_to(name):
    now = shipped(name)
    for down, across in itertools.combinations(questions_to_change(now)[:5], 2):
        drawn = grid(now, down.id, across.id)
        for place, row in enumerate(drawn.rows):
            for at, column in enumerate(drawn.columns):
                then = answered_otherwise(now, {down.id: row.facts[-1], across.id: column.facts[-1]})
                assert drawn.conversations[place][at] == then.conversation
