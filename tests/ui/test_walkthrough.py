"""An invented person walks through every page and ends where the rules say."""

import pytest

from tests.bases import shipped_rules
from trialhelper.answers import answers_of
from trialhelper.engine import assess, walk
from trialhelper.ui.walkthrough import made_whole

RULES = shipped_rules()


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", RULES.demo_cases.values(), ids=lambda case: case.id)
def test_the_answers_made_whole_leave_no_page_open_and_lead_to_the_expected_result(case):
    whole, day = made_whole(RULES, case), case.as_of.latest
    assert all(step.answered for step in walk(RULES, whole, day))
    before, after = assess(RULES, answers_of(case, RULES), day), assess(RULES, whole, day)
    assert after.conversation == before.conversation == case.expect
    assert [finding.fit for finding in after.findings] == [finding.fit for finding in before.findings]
    assert {name: whole[name] for name in answers_of(case, RULES)} == dict(answers_of(case, RULES))
