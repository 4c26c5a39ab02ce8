"""The least possible number of pages, beside which `bench` holds ours, is what trying every order gives."""

import statistics

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bench.interview_length import Trees
from tests.bases import TODAY, shipped_rules
from tests.engine.brute_force import how_many
from tests.strategies import examples, worlds
from trialhelper.engine.plan import make_plan
from trialhelper.engine.relevance import relevant_to
from trialhelper.engine.space import cells

MOST = 500
"""How many completions a condition of a test may have."""


def tried_out(rules, plan, held):
    """The expected pages in our order and in the best one: every order, every answer, nothing shared."""
    names = [name for name in relevant_to(rules, plan, held) if rules.questions[name].answered_by != "paper"]
    alone = [name for name in names if rules.questions[name].asked == "alone"]
    if not alone:
        return (2.0 + bool(names),) * 2
    ways = [[tried_out(rules, plan, {**held, name: fact}) for fact in cells(plan)[name]] for name in alone]
    ours = 1 + statistics.fmean(pages for pages, _ in ways[0])
    return ours, min(1 + statistics.fmean(least for _, least in way) for way in ways)


@examples(30)
@given(worlds(), st.sampled_from(["person", "care_team"]))
def test_sharing_what_is_left_to_decide_changes_no_figure_on_small_rules(world, view):
    plan = make_plan(world.rules, "c", world.day, view)
    assume(how_many(plan, {}) <= MOST)
    ours, least = tried_out(world.rules, plan, {"condition": "c"})
    found = Trees(world.rules, plan).expected()
    assert found.exact
    assert (found.ours, found.best) == pytest.approx((ours, least))
    assert Trees(world.rules, plan).at_least({"condition": "c"}) <= least + 1e-9


@pytest.mark.parametrize("condition", ["aadc-deficiency", "macular-telangiectasia", "mucopolysaccharidosis", "rrp", "was"])
def test_sharing_what_is_left_to_decide_changes_no_figure_on_the_shipped_rules(condition):
    rules = shipped_rules()
    plan = make_plan(rules, condition, TODAY)
    found = Trees(rules, plan).expected()
    assert (found.ours, found.best) == pytest.approx(tried_out(rules, plan, {"condition": condition}))


@pytest.mark.parametrize("condition", ["was", "sma", "hemophilia", "epidermolysis-bullosa"])
def test_the_bound_of_a_tree_with_too_many_states_is_not_above_the_least(condition):
    rules = shipped_rules()
    plan = make_plan(rules, condition, TODAY)
    exact, bounded = Trees(rules, plan).expected(), Trees(rules, plan, states=0).expected()
    assert not bounded.exact
    assert bounded.ours == exact.ours
    assert bounded.best <= exact.best + 1e-9
