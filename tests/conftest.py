"""What every test may ask for: the shipped rules, the small invented ones, and how hard hypothesis looks.

Under CI=true the examples are always the same ones, so that a change is never blamed for what it did not do; elsewhere
each run looks at others.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.bases import shipped_rules, small_rules
from trialhelper.rulebase import RuleBase

pytest_plugins = ("tests.lanes",)

settings.register_profile(
    "trialhelper",
    deadline=None,
    derandomize=os.environ.get("CI", "").lower() == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("trialhelper")


@pytest.fixture(scope="session")
def shipped() -> RuleBase:
    """The rules of `rules/`."""
    return shipped_rules()


@pytest.fixture(scope="session")
def small() -> RuleBase:
    """The rules of `tests/small_base/`: an invented condition of two kinds, one product for each."""
    return small_rules()
