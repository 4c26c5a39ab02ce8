"""The answer space holds what every completion leads to, and nothing else."""

import itertools
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bases import TODAY
from tests.engine.brute_force import completions, how_many, told
from tests.strategies import examples, worlds
from trialhelper.engine import assess
from trialhelper.engine.assess import rank_of
from trialhelper.engine.diagrams import OPEN_YET, Diagrams, cost_of
from trialhelper.engine.plan import Bound, make_plan
from trialhelper.engine.space import cells, conversations, fits, ranks, said, seen_under, situations, space_of

MOST = 700
VIEWS = st.sampled_from(["person", "care_team"])


def some_held(data, plan):
    every = cells(plan)
    names = [question.id for question in plan.questions if question.id != "condition"]
    held = data.draw(st.lists(st.sampled_from(names), unique=True), label="held")
    facts = {name: data.draw(st.sampled_from(every[name]), label=name) for name in held}
    off = data.draw(st.sampled_from([0, 0.25]), label="off the bounds")
    return {name: fact + off if isinstance(fact, float) else fact for name, fact in facts.items()}


@examples(60)
@given(worlds(), VIEWS, st.data())
def test_every_situation_that_is_found_is_one_that_answers_lead_to_and_none_is_missed(world, view, data):
    plan = make_plan(world.rules, "c", world.day, view)
    held = some_held(data, plan)
    assume(how_many(plan, held) <= MOST)
    wanted = {
        assess(world.rules, told({"condition": "c", **facts}), world.day, view).situation for facts in completions(plan, held)
    }
    found = situations(plan, held)
    assert set(found) == wanted
    for seen, way in found.items():
        assert seen_under(plan, way) == seen
        assert assess(world.rules, told({**way, "condition": "c"}), world.day, view).situation == seen
        assert {name: way[name] for name in held} == held


def test_a_product_without_a_criterion_lines_up_whatever_is_answered(small):
    plan = make_plan(small, "amber", TODAY)
    bare = replace(plan, indications=(replace(plan.indications[0], available=True, criteria=()),))
    assert {seen.product for seen in situations(bare)} == {"lines_up"}


@examples(60)
@given(worlds(), VIEWS, st.data())
def test_every_diagram_says_of_answers_what_the_engine_says(world, view, data):
    plan = make_plan(world.rules, "c", world.day, view)
    held = {name: data.draw(st.sampled_from(every)) for name, every in cells(plan).items() if name != "condition"}
    result = assess(world.rules, told({"condition": "c", **held}), world.day, view)
    space = space_of(plan)
    places = space.diagrams.held(held)
    assert space.diagrams.value(said(space, world.rules), places) == (result.conversation, result.variant, result.others)
    assert space.diagrams.value(conversations(space, world.rules), places) == result.conversation
    for place, finding in enumerate(result.findings):
        assert space.diagrams.value(fits(space, place), places) == finding.fit
        assert space.diagrams.value(ranks(space, place), places) == rank_of(finding.marks)


@examples(60)
@given(worlds(), VIEWS, st.data())
def test_the_way_to_a_situation_changes_as_little_as_any(world, view, data):
    plan = make_plan(world.rules, "c", world.day, view)
    now = {name: data.draw(st.sampled_from(every)) for name, every in cells(plan).items() if name != "condition"}
    held = {name: now[name] for name in data.draw(st.lists(st.sampled_from(sorted(now)), unique=True))}
    assume(how_many(plan, held) <= MOST)
    fewest: dict[object, int] = {}
    for facts in completions(plan, held):
        seen = seen_under(plan, facts)
        fewest[seen] = min(sum(facts[name] != now[name] for name in now), fewest.get(seen, len(now)))
    found = situations(plan, held, now)
    assert {seen: sum(way[name] != now[name] for name in now) for seen, way in found.items()} == fewest


def test_a_bound_keeps_the_number_that_the_rule_names():
    past = Bound(50.0, past=True)
    assert (past.operand, past.past) == (50.0, True)
    assert 50.0 < past < 50.0001
    assert Bound(50.0) == 50.0 == Bound(50.0).operand


def diagrams_over(*sizes):
    return Diagrams(tuple("abcde"[: len(sizes)]), tuple((None, *map(str, range(1, size))) for size in sizes))


@given(st.lists(st.integers(2, 3), min_size=1, max_size=4), st.data())
def test_a_diagram_is_one_and_the_same_for_the_same_function_and_asks_what_matters(sizes, data):
    diagrams = diagrams_over(*sizes)
    every = list(itertools.product(*map(range, sizes)))
    table = dict(zip(every, data.draw(st.lists(st.integers(0, 2), min_size=len(every), max_size=len(every))), strict=True))

    def work(facts):
        return table[tuple(diagrams.place(level, facts[name]) for level, name in enumerate(diagrams.names))]

    node = diagrams.of(diagrams.names, work)
    assert diagrams.joined(max, node, diagrams.constant(0)) == node == diagrams.of(reversed(diagrams.names), work)
    assert diagrams.values(node) == set(table.values())
    held = [data.draw(st.sampled_from([OPEN_YET, *range(size)])) for size in sizes]
    left = [places for places in every if all(have in (OPEN_YET, place) for have, place in zip(held, places, strict=True))]
    for level, size in enumerate(sizes):
        beside = [(places, (*places[:level], other, *places[level + 1 :])) for places in left for other in range(size)]
        matters = held[level] == OPEN_YET and any(table[one] != table[other] for one, other in beside)
        assert bool(diagrams.matters(node, held) >> level & 1) is matters


@given(st.lists(st.integers(2, 3), min_size=1, max_size=4), st.data())
def test_the_cheapest_way_is_the_first_by_number_then_questions_then_answers(sizes, data):
    diagrams = diagrams_over(*sizes)
    every = list(itertools.product(*map(range, sizes)))
    table = dict(zip(every, data.draw(st.lists(st.integers(0, 2), min_size=len(every), max_size=len(every))), strict=True))
    node = diagrams.of(diagrams.names, lambda facts: table[tuple(map(diagrams.place, range(len(sizes)), facts.values()))])
    costs = [
        {place: cost_of(len(sizes), level, place) if place else 0 for place in range(size)} for level, size in enumerate(sizes)
    ]
    wanted: dict[int, list[tuple[int, int]]] = {}
    for places, value in table.items():
        way = [(level, place) for level, place in enumerate(places) if place]
        wanted[value] = min(way, wanted.get(value, way), key=lambda way: (len(way), [one[0] for one in way], way))
    assert {value: list(way) for value, (_, way) in diagrams.cheapest(node, costs).items()} == wanted
