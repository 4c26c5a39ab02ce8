"""The rules whose pages are looked at, and their pages."""

import pytest

from tests.bases import shipped_rules, small_rules
from tests.card.cards import pages_of
from trialhelper.rulebase import RuleBase


@pytest.fixture
def made() -> dict[str, str]:
    """All pages of the shipped rules."""
    return pages_of("shipped")


@pytest.fixture(scope="module", params=["small", "shipped"])
def rules(request: pytest.FixtureRequest) -> RuleBase:
    return small_rules() if request.param == "small" else shipped_rules()


@pytest.fixture
def every(rules: RuleBase) -> dict[str, str]:
    """All pages of `rules`."""
    return pages_of("small" if rules is small_rules() else "shipped")
