"""The interview: it asks nothing twice, it ends, after its end nothing changes, and going back and forth leaves no trace."""

from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, answers_to, shipped_rules
from tests.engine.brute_force import how_many, result_of, results, told
from tests.strategies import answer_sets, answers_of, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, because, next_question, to_settle, walk
from trialhelper.engine.plan import make_plan

NAMES = st.sampled_from(sorted(shipped_rules().conditions))


def hold_the_interview(data, rules, day, start):
    """Answer page after page at random until there is none; every page in its order."""
    answers, pages = start, []
    while page := next_question(rules, answers, day):
        pages.append(page)
        assert len(pages) <= len(rules.questions), "the interview does not end"
        for question in page.questions:
            assert question.id not in answers, "asked twice"
            answers = answers.plus(question.id, data.draw(answers_of(question, rules), label=question.id))
    return answers, pages


@examples(70)
@given(worlds(), st.data())
def test_an_interview_ends_and_then_no_completion_changes_anything(world, data):
    """Every completion of every small rule base, however the interview went."""
    answers, _ = hold_the_interview(data, world.rules, world.day, told({"condition": "c"}))
    plan = make_plan(world.rules, "c", world.day)
    held = {name: answers.facts[name] for name in answers if name not in ("condition", "who")}
    if how_many(plan, held) <= 2000:
        assert len({result for _, result in results(world.rules, plan, held, world.day)}) == 1


@examples(35)
@given(NAMES, st.data())
def test_a_shipped_interview_asks_nothing_twice_and_then_nothing_changes_its_end(condition, data):
    rules = shipped_rules()
    answers, pages = hold_the_interview(data, rules, TODAY, told({"condition": condition}))
    asked = [question.id for page in pages for question in page.questions]
    assert len(asked) == len(set(asked))
    assert all(question.answered_by != "team" for page in pages for question in page.questions)
    end = assess(rules, answers, TODAY)
    assert end.plan is not None
    others = [question for question in end.plan.questions if question.id not in answers and question.id not in end.facts]
    for _ in range(5):
        more = {question.id: data.draw(answers_of(question, rules), label=question.id) for question in others}
        assert result_of(assess(rules, Answers({**answers, **more}), TODAY)) == result_of(end)


@examples(35)
@given(NAMES, st.data())
def test_a_page_holds_one_question_and_one_page_holds_many(condition, data):
    rules = shipped_rules()
    _, pages = hold_the_interview(data, rules, TODAY, told({"condition": condition}))
    assert sum(page.together for page in pages) <= 1
    assert not [page for page in pages[:-1] if page.paper], "what stands in papers is asked on the last page, all at once"
    for page in pages:
        assert page.together or page.paper or len(page.questions) == 1
        assert len({question.answered_by for question in page.questions}) == 1
        assert page.paper or {question.asked for question in page.questions} in ({"alone"}, {"together"})
        orders = [question.order for question in page.questions]
        assert orders == sorted(orders)


@examples(35)
@given(NAMES)
def test_who_is_sure_of_nothing_reaches_the_end_and_is_not_sent_away(condition):
    rules = shipped_rules()
    said = told({"who": None, "condition": condition})
    while page := next_question(rules, said, TODAY):
        said = Answers({**said, **told({question.id: None for question in page.questions})})
    end = assess(rules, said, TODAY)
    if any(finding.plan.available and finding.fit != "differs" for finding in end.findings):
        assert end.conversation in ("approved-therapy", "confirm-first")


def test_the_first_pages_ask_whom_it_is_for_and_the_condition(shipped):
    first = next_question(shipped, Answers(), TODAY)
    second = next_question(shipped, answers_to(shipped, {"who": "child"}), TODAY)
    assert [question.id for question in (*first.questions, *second.questions)] == ["who", "condition"]


def test_without_a_condition_of_the_rules_the_interview_is_over(shipped):
    for condition in ("not_listed", "no_diagnosis", "not_sure"):
        assert next_question(shipped, answers_to(shipped, {"who": "you", "condition": condition}), TODAY) is None


# ---- going back and forth ----


@examples(50)
@given(st.data(), NAMES)
def test_answers_given_and_changed_in_any_order_end_in_the_same_assessment(data, condition):
    """Whatever was said before and taken back: what counts is what stands in the end."""
    rules = shipped_rules()
    names = tuple(question.id for question in make_plan(rules, condition, TODAY).questions if question.id != "condition")
    final = Answers({**told({"condition": condition}), **data.draw(answer_sets(rules, among=names), label="final")})
    wandering = Answers()
    for name in data.draw(st.lists(st.sampled_from(tuple(rules.questions)), max_size=20), label="detours"):
        detour = data.draw(st.none() | answers_of(rules.questions[name], rules), label=name)
        wandering = wandering.minus(name) if detour is None else wandering.plus(name, detour)
        assess(rules, wandering, TODAY)
        next_question(rules, wandering, TODAY)
    for name in data.draw(st.permutations(list(final)), label="order"):
        wandering = wandering.plus(name, final[name])
    for name in set(wandering) - set(final):
        wandering = wandering.minus(name)
    one, other = assess(rules, wandering, TODAY), assess(rules, final, TODAY)
    assert result_of(one) == result_of(other)
    assert because(one) == because(other)
    assert to_settle(one) == to_settle(other)
    assert (one.used, set(one.unused), one.standing) == (other.used, set(other.unused), other.standing)
    assert next_question(rules, wandering, TODAY) == next_question(rules, final, TODAY)


@examples(35)
@given(NAMES, st.data())
def test_a_walk_is_the_interview_page_by_page(condition, data):
    rules = shipped_rules()
    answers, pages = hold_the_interview(data, rules, TODAY, Answers())
    steps = walk(rules, answers, TODAY)
    assert [step.ask for step in steps] == pages
    assert all(step.answered for step in steps)


@examples(35)
@given(st.data())
def test_a_walk_with_an_earlier_walk_at_hand_is_the_same_as_without(data):
    """However the answers were changed in between."""
    rules = shipped_rules()
    before, _ = hold_the_interview(data, rules, TODAY, Answers())
    known = walk(rules, before, TODAY)
    after = before
    for name in data.draw(st.lists(st.sampled_from(tuple(rules.questions)), min_size=1, max_size=4), label="changed"):
        new = data.draw(st.none() | answers_of(rules.questions[name], rules), label=name)
        after = after.minus(name) if new is None else after.plus(name, new)
    assert walk(rules, after, TODAY, known) == walk(rules, after, TODAY)


@examples(35)
@given(st.data())
def test_an_answer_that_is_changed_and_changed_back_finds_all_others_kept(data):
    rules = shipped_rules()
    answers, _ = hold_the_interview(data, rules, TODAY, Answers())
    name = data.draw(st.sampled_from(tuple(answers)))
    changed = answers.plus(name, data.draw(answers_of(rules.questions[name], rules)))
    assert set(changed) == set(answers)
    assert walk(rules, changed.plus(name, answers[name]), TODAY) == walk(rules, answers, TODAY)
