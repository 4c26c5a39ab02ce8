"""Each test here runs on each of these days: the form and the commands are told that it is that day."""

from datetime import date, timedelta

import pytest

from tests.bases import TODAY as MADE
from trialhelper.clock import TODAY

DAYS = {
    "the day of the rules": MADE,
    "the next day": MADE + timedelta(days=1),
    "a year later": MADE.replace(year=MADE.year + 1),
    "five years later": MADE.replace(year=MADE.year + 5),
    "29 February": date(2028, 2, 29),
    "before the rules": date(2020, 3, 1),
}


@pytest.fixture(params=DAYS.values(), ids=DAYS)
def day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setenv(TODAY, request.param.isoformat())
    return request.param
