import pytest

from tests.journeys.visit import Visit
from trialhelper.rulebase import RuleBase


@pytest.fixture
def visit(shipped: RuleBase) -> Visit:
    """A visit under the shipped rules."""
    return Visit(shipped)
