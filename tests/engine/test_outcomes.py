"""Searching for outcomes gives what listing every completion gives."""

from dataclasses import replace
from unittest.mock import patch

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bases import TODAY, shipped_rules
from tests.engine.brute_force import completions, how_many, results, that_matter, told
from tests.strategies import answer_sets, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, relevance, relevant
from trialhelper.engine.outcomes import seen_under, situations_of
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells, situations

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
    found = situations_of(plan, held)
    assert set(found) == wanted
    assert set(situations(plan, held)) == wanted
    for seen, way in found.items():
        assert seen_under(plan, way) == seen
        assert assess(world.rules, told({**way, "condition": "c"}), world.day, view).situation == seen
        assert {name: way[name] for name in held} == held


def test_a_product_without_a_criterion_lines_up_whatever_is_answered(small):
    plan = make_plan(small, "amber", TODAY)
    bare = replace(plan, indications=(replace(plan.indications[0], available=True, criteria=()),))
    assert {seen.product for seen in situations_of(bare)} == {seen.product for seen in situations(bare, {})} == {"lines_up"}


@examples(60)
@given(worlds(any_table=False, apart=True), VIEWS, st.data())
def test_relevance_by_search_agrees_with_brute_force(world, view, data):
    """With the shipped decision table, and no question that both a criterion and a point about studies read."""
    plan = make_plan(world.rules, "c", world.day, view)
    held = some_held(data, plan)
    assume(how_many(plan, held) <= MOST)
    wanted = that_matter(plan, held, results(world.rules, plan, held, world.day, view))
    with patch.object(relevance, "_FEW", -1):
        assert relevant(world.rules, told({"condition": "c", **held}), world.day, view) == wanted


@examples(80)
@given(answer_sets(shipped_rules()), st.sampled_from(sorted(shipped_rules().conditions)), VIEWS)
def test_on_the_shipped_rules_searching_asks_what_listing_asks(answers, condition, view):
    """Where few products are in play both can be done; the pages must not depend on which is."""
    rules = shipped_rules()
    said = Answers({**answers.minus(rules.top(condition).kinds_ask or ""), **told({"condition": condition})})
    listed = relevant(rules, said, TODAY, view)
    with patch.object(relevance, "_FEW", -1):
        assert relevant(rules, said, TODAY, view) == listed
