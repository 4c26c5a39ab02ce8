"""Relevance is exact: a question is asked if and only if some completion of the others makes its answer matter."""

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bases import TODAY, shipped_rules
from tests.engine.brute_force import completions, how_many, result_of, results, that_matter, told
from tests.strategies import answer_sets, answers_of, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, relevant
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells

MOST = 700
"""How many completions a test looks at for one example."""
VIEWS = st.sampled_from(["person", "care_team"])


def some_held(data, plan, least_open=0):
    """Answers to some questions of a plan, as the space tells them apart; "not sure" among them."""
    every = cells(plan)
    names = [question.id for question in plan.questions if question.id != "condition"]
    held = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=max(0, len(names) - least_open)), label="held")
    return {name: data.draw(st.sampled_from(every[name]), label=name) for name in held}


@examples(90)
@given(worlds(), VIEWS, st.data())
def test_relevance_agrees_with_brute_force_on_small_rules(world, view, data):
    plan = make_plan(world.rules, "c", world.day, view)
    held = some_held(data, plan)
    assume(how_many(plan, held) <= MOST)
    wanted = that_matter(plan, held, results(world.rules, plan, held, world.day, view))
    assert relevant(world.rules, told({"condition": "c", **held}), world.day, view) == wanted


TOPS = sorted(name for name, condition in shipped_rules().conditions.items() if not condition.kind_of)


@examples(40)
@given(st.sampled_from(TOPS), VIEWS, st.data())
def test_relevance_agrees_with_brute_force_on_the_shipped_rules(condition, view, data):
    """With all but a few answers held, so that every completion of the few can be looked at."""
    rules = shipped_rules()
    plan = make_plan(rules, condition, TODAY, view)
    names = [question.id for question in plan.questions if question.id != "condition"]
    still_open = data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=5), label="open")
    held = {name: data.draw(st.sampled_from(cells(plan)[name]), label=name) for name in names if name not in still_open}
    assume(how_many(plan, held) <= MOST)
    wanted = that_matter(plan, held, results(rules, plan, held, TODAY, view))
    assert relevant(rules, told({"condition": condition, **held}), TODAY, view) == wanted


@examples(25)
@given(VIEWS, st.sampled_from(["open", "not sure"]), st.data())
def test_relevance_agrees_with_brute_force_where_a_criterion_and_a_point_about_studies_ask_the_same(view, kind, data):
    """Cancer, as it ships: dozens of products while the kind is not known, and questions that both read."""
    rules = shipped_rules()
    plan = make_plan(rules, "cancer", TODAY, view)
    asked = plan.condition.kinds_ask
    by_criteria = {name for one in plan.indications for criterion in one.criteria for name in criterion.node.questions}
    both = sorted(by_criteria & {name for point in plan.trial_points if point.node for name in point.node.questions})
    assert asked
    assert both
    still_open = {data.draw(st.sampled_from(both), label="read by both"), *([asked] if kind == "open" else [])}
    still_open |= set(data.draw(st.lists(st.sampled_from(sorted(by_criteria)), max_size=3), label="open beside it"))
    held = {name: data.draw(st.sampled_from(every), label=name) for name, every in cells(plan).items() if name not in still_open}
    held = {**held, "condition": "cancer"} | ({asked: None} if kind == "not sure" else {})
    assume(how_many(plan, held) <= MOST)
    wanted = that_matter(plan, held, results(rules, plan, held, TODAY, view))
    assert relevant(rules, told(held), TODAY, view) == wanted


@examples(30)
@given(worlds(), st.data())
def test_the_cells_tell_apart_all_that_the_rules_can(world, data):
    """Whatever is answered, some cell of the space gives the same result."""
    plan = make_plan(world.rules, "c", world.day, "care_team")
    names = tuple(question.id for question in plan.questions if question.id != "condition")
    answers = Answers({name: data.draw(answers_of(world.rules.questions[name], world.rules), label=name) for name in names})
    name = data.draw(st.sampled_from(names))
    held = {other: answers.facts[other] for other in names if other != name}
    seen = {result for _, result in results(world.rules, plan, held, world.day, "care_team")}
    whole = Answers({**told({"condition": "c"}), **answers})
    assert result_of(assess(world.rules, whole, world.day, "care_team")) in seen


@examples(60)
@given(answer_sets(shipped_rules()))
def test_only_unanswered_questions_of_the_plan_are_relevant(answers):
    rules = shipped_rules()
    found = relevant(rules, answers, TODAY)
    assert not set(found) & set(answers)
    assert [*found] == [name for name in rules.questions if name in found]
    assert not [name for name in found if rules.questions[name].answered_by == "team"]


def test_nothing_is_relevant_when_no_condition_of_the_rules_was_named(shipped):
    assert relevant(shipped, Answers(), TODAY) == ("condition",)
    for said in ("not_listed", "no_diagnosis", None):
        assert relevant(shipped, told({"condition": said}), TODAY) == ()


def test_every_completion_of_a_full_answer_set_is_itself(small):
    plan = make_plan(small, "amber", TODAY)
    facts = {name: every[-1] for name, every in cells(plan).items() if name != "condition"}
    assert list(completions(plan, facts)) == [facts]
    assert relevant(small, told({"condition": "amber", **facts}), TODAY) == ()
