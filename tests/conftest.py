"""What every test may ask for: the shipped rules, the small invented ones, and how hard hypothesis looks.

Under CI=true the examples are always the same ones, so that a change is never blamed for what it did not do; elsewhere
each run looks at others.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.bases import CLOCK_DAY, DAY_WITH_RULES, shipped_rules, small_rules
from trialhelper.clock import TODAY
from trialhelper.rulebase import RuleBase

pytest_plugins = ("tests.lanes",)

settings.register_profile(
    "trialhelper",
    deadline=None,
    derandomize=os.environ.get("CI", "").lower() == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("trialhelper")


@pytest.fixture(scope="session", autouse=True)
def clock_day() -> Iterator[None]:
    """No test knows what day it is where it runs; the servers and commands that it starts do not either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TODAY, CLOCK_DAY.isoformat())
        yield


@pytest.fixture
def since_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """No day before the rules: what a person is asked and told then is another thing (tests/days)."""
    monkeypatch.setenv(TODAY, DAY_WITH_RULES.isoformat())


@pytest.fixture(scope="session")
def shipped() -> RuleBase:
    """The rules of `rules/`."""
    return shipped_rules()


@pytest.fixture(scope="session")
def small() -> RuleBase:
    """The rules of `tests/small_base/`: an invented condition of two kinds, one product for each."""
    return small_rules()
