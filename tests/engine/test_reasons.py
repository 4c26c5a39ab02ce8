"""Because is the smallest set of answers that forces the conversation; to settle is what could still change the result."""

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bases import TODAY, shipped_rules
from tests.engine.brute_force import forces, how_many, results, smallest_that_forces, that_matter, told
from tests.strategies import answer_sets, answers_of, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, because, because_fit, open_questions, to_settle
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells
from trialhelper.kleene import FALSE, TRUE, UNKNOWN

MOST = 700
TOPS = sorted(name for name, condition in shipped_rules().conditions.items() if not condition.kind_of)


def drawn_answers(data, plan):
    """Answers to some questions; the others are not told, which is a state like any other."""
    names = [question.id for question in plan.questions if question.id != "condition"]
    held = data.draw(st.lists(st.sampled_from(names), unique=True), label="told")
    return {name: data.draw(st.sampled_from(cells(plan)[name]), label=name) for name in held}


@examples(80)
@given(worlds(), st.sampled_from(["person", "care_team"]), st.data())
def test_because_is_the_first_smallest_set_that_forces_the_conversation(world, view, data):
    plan = make_plan(world.rules, "c", world.day, view)
    assume(how_many(plan, {}) <= MOST)
    facts = drawn_answers(data, plan)
    assessment = assess(world.rules, told({"condition": "c", **facts}), world.day, view)
    now = {question.id: facts.get(question.id) for question in plan.questions}
    every = results(world.rules, plan, {}, world.day, view)
    wanted = smallest_that_forces(plan, now, assessment.conversation, every)
    found = because(assessment)
    assert found[0] == "condition"
    assert forces(found[1:], now, assessment.conversation, every)
    assert found[1:] == wanted


@examples(60)
@given(st.sampled_from(TOPS), st.sampled_from(["person", "care_team"]), st.data())
def test_with_what_because_names_held_nothing_else_moves_the_conversation(condition, view, data):
    rules = shipped_rules()
    plan = make_plan(rules, condition, TODAY, view)
    names = tuple(question.id for question in plan.questions if question.id != "condition")
    answers = data.draw(answer_sets(rules, among=names), label="answers")
    assessment = assess(rules, Answers({**told({"condition": condition}), **answers}), TODAY, view)
    held = because(assessment)
    for _ in range(5):
        others = {name: data.draw(answers_of(rules.questions[name], rules), label=name) for name in names if name not in held}
        same = {name: answer for name, answer in assessment.answers.items() if name in held}
        assert assess(rules, Answers({**same, **others}), TODAY, view).conversation == assessment.conversation


@examples(60)
@given(worlds(), st.sampled_from(["person", "care_team"]), st.data())
def test_to_settle_names_the_unknown_answers_that_could_still_change_the_result(world, view, data):
    plan = make_plan(world.rules, "c", world.day, view)
    facts = drawn_answers(data, plan)
    known = {name: fact for name, fact in facts.items() if fact is not None}
    assume(how_many(plan, known) <= MOST)
    assessment = assess(world.rules, told({"condition": "c", **facts}), world.day, view)
    every = results(world.rules, plan, known, world.day, view)
    assert to_settle(assessment).person == that_matter(plan, known, every)


@examples(40)
@given(st.sampled_from(TOPS), st.data())
def test_to_settle_agrees_with_brute_force_on_the_shipped_rules(condition, data):
    rules = shipped_rules()
    plan = make_plan(rules, condition, TODAY)
    names = [question.id for question in plan.questions if question.id != "condition"]
    still_open = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=5), label="open")
    known = {name: data.draw(st.sampled_from(cells(plan)[name][1:]), label=name) for name in names if name not in still_open}
    assume(how_many(plan, known) <= MOST)
    unsure = dict.fromkeys(data.draw(st.lists(st.sampled_from(still_open), unique=True), label="not sure") if still_open else ())
    assessment = assess(rules, told({"condition": condition, **known, **unsure}), TODAY)
    assert to_settle(assessment).person == that_matter(plan, known, results(rules, plan, known, TODAY))


@examples(60)
@given(answer_sets(shipped_rules()), st.sampled_from(["person", "care_team"]))
def test_what_only_the_care_team_can_check_is_named_for_every_product_that_does_not_differ(answers, view):
    assessment = assess(shipped_rules(), answers, TODAY, view)
    wanted = [
        (finding.plan.therapy.id, one)
        for finding in assessment.findings
        if finding.fit != "differs"
        for one in finding.plan.care_team
    ]
    found = to_settle(assessment).care_team
    if view == "person":
        assert [*found] == wanted
    else:
        assert set(found) <= set(wanted)


@examples(80)
@given(answer_sets(shipped_rules()), st.sampled_from(["person", "care_team"]))
def test_the_reason_for_a_fit_is_among_its_criteria_and_says_the_same(answers, view):
    assessment = assess(shipped_rules(), answers, TODAY, view)
    for finding in assessment.findings:
        why = because_fit(finding)
        assert set(map(id, why)) <= set(map(id, finding.judged))
        if finding.fit == "lines_up":
            assert [one.met for one in why] == [TRUE] * len(finding.judged)
        elif finding.fit == "cannot_tell":
            assert why
            assert {one.met for one in why} == {UNKNOWN}
            assert open_questions(finding.judged)
            assert not set(open_questions(finding.judged)) & {name for name, fact in answers.facts.items() if fact is not None}
        elif finding.plan.available:
            (only,) = why
            assert only.met == FALSE
            hardest = max(one.mark for one in finding.judged if one.met == FALSE)
            assert only is next(one for one in finding.judged if one.met == FALSE and one.mark == hardest)


def test_without_a_condition_the_condition_is_the_reason(shipped):
    for said, settles in (("not_listed", ()), ("no_diagnosis", ("condition",)), (None, ("condition",))):
        assessment = assess(shipped, told({"condition": said}), TODAY)
        assert because(assessment) == ("condition",)
        assert to_settle(assessment).person == settles
        assert to_settle(assessment).care_team == ()
