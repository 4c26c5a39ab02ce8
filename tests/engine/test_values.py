"""What matters to a person never changes a fit, a conversation or what is asked."""

from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, answers_to, shipped_rules
from tests.strategies import answer_sets, examples
from trialhelper.answers import Answers
from trialhelper.engine import assess, next_question

RULES = shipped_rules()
VALUES = [question.id for question in RULES.questions.values() if question.asked == "values"]


@examples(80)
@given(answer_sets(RULES), st.sets(st.sampled_from(VALUES), min_size=1), st.sampled_from(sorted(RULES.conditions)))
def test_no_tick_changes_a_result_or_a_question(answers, ticked, condition):
    told = Answers({name: answer for name, answer in answers.items() if name not in VALUES and name != "condition"})
    told = Answers({**told, **answers_to(RULES, {"who": "you", "condition": condition})})
    more = Answers({**told, **answers_to(RULES, dict.fromkeys(ticked, "yes"))})
    plain, valued = assess(RULES, told, TODAY), assess(RULES, more, TODAY)
    assert (plain.conversation, plain.others, plain.situation) == (valued.conversation, valued.others, valued.situation)
    assert [(one.plan.therapy.id, one.fit) for one in plain.findings] == [
        (one.plan.therapy.id, one.fit) for one in valued.findings
    ]
    assert plain.talking_points == valued.talking_points
    assert next_question(RULES, told, TODAY) == next_question(RULES, more, TODAY)
