"""More answers never contradict, and what is not known sets nothing aside."""

from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, shipped_rules
from tests.engine.brute_force import told
from tests.rulebase.test_standing import dates_that_matter
from tests.strategies import answer_sets, examples, worlds
from trialhelper.answers import Answers
from trialhelper.engine import assess, because, relevant, to_settle
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells

VIEWS = st.sampled_from(["person", "care_team"])
DAYS = st.sampled_from(dates_that_matter())
SET_ASIDE = {"other-care", "not-now-but-ask"}
STILL_OPEN = {"approved-therapy", "approved-and-trials", "confirm-first"}
DEFINITE = {"lines_up", "differs"}


def fits(assessment):
    return [(one.plan.therapy.id, one.plan.condition.id, one.fit) for one in assessment.findings]


def points(assessment):
    return [(one.discussed.risk.id, one.therapy.id if one.therapy else None) for one in assessment.talking_points]


def never_contradicts(before, after):
    for one, other in zip(fits(before), fits(after), strict=True):
        assert one[:2] == other[:2]
        assert one[2] not in DEFINITE or one[2] == other[2], one
    if before.conversation in SET_ASIDE:
        assert after.conversation not in STILL_OPEN


def drawn(data, every):
    return {name: data.draw(st.sampled_from(facts), label=name) for name, facts in every.items() if name != "condition"}


@examples(100)
@given(worlds(any_table=False), VIEWS, st.data())
def test_a_value_for_an_unknown_never_turns_one_definite_fit_into_the_other(world, view, data):
    every = cells(make_plan(world.rules, "c", world.day, view))
    some, more = drawn(data, every), drawn(data, every)
    completed = {name: more[name] if fact is None else fact for name, fact in some.items()}
    before = assess(world.rules, told({"condition": "c", **some}), world.day, view)
    after = assess(world.rules, told({"condition": "c", **completed}), world.day, view)
    never_contradicts(before, after)


@examples(100)
@given(
    answer_sets(shipped_rules()), answer_sets(shipped_rules()), VIEWS, DAYS, st.sampled_from(sorted(shipped_rules().conditions))
)
def test_more_answers_never_contradict_on_any_date(some, more, view, day, condition):
    rules = shipped_rules()
    start = told({"condition": rules.top(condition).id})
    some = Answers({**some, **start})
    completed = Answers(
        {
            **{name: more[name] for name in more if some.get(name) is None or some[name].fact is None},
            **{name: answer for name, answer in some.items() if answer.fact is not None},
        }
    )
    never_contradicts(assess(rules, some, day, view), assess(rules, completed, day, view))


@examples(80)
@given(answer_sets(shipped_rules()), VIEWS, DAYS)
def test_not_sure_says_no_more_than_no_answer(answers, view, day):
    """A fit and a conversation do not change when "not sure" is taken away."""
    rules = shipped_rules()
    without = Answers({name: answer for name, answer in answers.items() if answer.fact is not None})
    one, other = assess(rules, answers, day, view), assess(rules, without, day, view)
    assert fits(one) == fits(other)
    assert (one.conversation, one.others) == (other.conversation, other.others)


@examples(50)
@given(answer_sets(shipped_rules()), VIEWS, DAYS, st.sampled_from(sorted(shipped_rules().conditions)))
def test_naming_a_kind_says_as_much_as_naming_the_condition_and_telling_the_kind(answers, view, day, condition):
    rules = shipped_rules()
    kind, top = rules.conditions[condition], rules.top(condition)
    answers = answers.minus(top.kinds_ask or "")
    named = Answers({**answers, **told({"condition": condition})})
    both = Answers({**answers, **told({"condition": top.id} | ({top.kinds_ask: kind.kind} if kind.kind else {}))})
    one, other = assess(rules, named, day, view), assess(rules, both, day, view)
    assert fits(one) == fits(other)
    assert (one.kind, one.conversation, one.others) == (other.kind, other.conversation, other.others)
    assert points(one) == points(other)
    assert relevant(rules, named, day, view) == relevant(rules, both, day, view)
    assert to_settle(one).person == to_settle(other).person
    assert set(because(one)) == set(because(other)) - {top.kinds_ask if kind.kind else ""}


def test_an_unknown_alone_sets_nothing_aside_where_there_is_a_product(shipped):
    """With the condition told and nothing else, no available product leads to "other care" or "not now", on any day."""
    for therapy in shipped.therapies.values():
        for condition in {shipped.top(one.condition).id for one in therapy.indications}:
            for day in {status.from_.latest for status in therapy.status} | {TODAY}:
                result = assess(shipped, told({"condition": condition}), day)
                if any(finding.plan.available for finding in result.findings):
                    assert result.conversation in STILL_OPEN, (condition, day)


@examples(80)
@given(answer_sets(shipped_rules()), VIEWS, DAYS, st.sampled_from(sorted(shipped_rules().conditions)))
def test_what_is_set_aside_is_set_aside_for_something_that_was_told(answers, view, day, condition):
    """Not now: every available product that is for this kind differs in something told; or none is available."""
    rules = shipped_rules()
    result = assess(rules, Answers({**answers, **told({"condition": rules.top(condition).id})}), day, view)
    if result.conversation not in SET_ASIDE:
        return
    for finding in result.findings:
        if finding.plan.available:
            assert finding.fit == "differs"
            told_apart = [one for one in finding.judged if one.met == 0]
            assert told_apart
            known = {name for name, fact in result.facts.items() if fact is not None}
            assert all(known & {leaf.question for leaf in _leaves(one.criterion.node)} for one in told_apart)


def _leaves(node):
    return [leaf for part in node.parts for leaf in _leaves(part)] if node.parts else [node]


@examples(80)
@given(answer_sets(shipped_rules()), VIEWS, DAYS)
def test_every_answer_set_has_a_result_on_every_date(answers, view, day):
    result = assess(shipped_rules(), answers, day, view)
    assert result.conversation in shipped_rules().conversations
    assert set(result.others) <= set(shipped_rules().conversations) - {result.conversation}


@examples(50)
@given(answer_sets(shipped_rules(), least=1), VIEWS)
def test_what_is_used_and_what_is_not_are_all_that_was_answered(answers, view):
    result = assess(shipped_rules(), answers, TODAY, view)
    aside = {"who"} | {one.id for one in shipped_rules().questions.values() if one.asked in ("values", "by_name")}
    assert {*result.used, *result.unused} | (aside & set(answers)) == set(answers)
    assert not set(result.used) & set(result.unused)
