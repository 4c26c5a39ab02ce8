"""The clock is read in one place, and another day can be named for tests and demonstrations; a bad one is refused."""

import ast
import re
from collections.abc import Iterator
from datetime import date

import pytest
from typer.testing import CliRunner

from tests.bases import CLOCK_DAY, ROOT, SMALL_BASE
from trialhelper.cli import app
from trialhelper.clock import TODAY, today

DOOR = ROOT / "src" / "trialhelper" / "clock.py"
FOLDERS = ("src", "tests", "bench", "docs")
SOURCES = [ROOT / "app.py", *(path for name in FOLDERS for path in sorted((ROOT / name).rglob("*.py")))]
OF_THE_DAY = {"today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp"}
"""What a date, a datetime or a Timestamp tells of the clock, whatever it is called where it is used."""
OF_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"}
"""What the module `time` tells of the day. `monotonic`, `perf_counter` and `sleep` are about how long something takes."""
NAMED = re.compile(rf"\b({'|'.join(OF_THE_DAY | OF_TIME)})\b")
"""A file without any of these words need not be taken apart."""
TEMPLATES = {".typ": ("datetime.today",), ".jinja": ("now(",), ".js": ("Date(", "Date.now")}


def clock_in(tree: ast.AST) -> Iterator[int]:
    """The lines that ask the clock what day it is."""
    calls = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) <= 1}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            base = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            of_a_type = base.lower() in ("date", "datetime", "timestamp", "dt")
            if (node.attr in OF_THE_DAY and (of_a_type or id(node) in calls)) or (base == "time" and node.attr in OF_TIME):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time" and {one.name for one in node.names} & OF_TIME:
            yield node.lineno


@pytest.mark.parametrize(
    "line",
    ["date.today()", "datetime.date.today()", "datetime.now(UTC)", "field(default_factory=date.today)", "day_type.today()",
     "dt.datetime.utcnow()", "pd.Timestamp.now()", "datetime.fromtimestamp(0)", "time.time()", "time.localtime()",
     "time.strftime('%Y')", "from time import time", "from time import sleep, gmtime"],
)  # fmt: skip
def test_a_look_at_the_clock_is_seen(line: str) -> None:
    assert list(clock_in(ast.parse(line))) == [1]


@pytest.mark.parametrize(
    "line",
    ["today()", "visit.today", "time.monotonic()", "time.sleep(1)", "day.strftime('%Y')", "date(2026, 11, 20)",
     "from time import perf_counter", "self.time", "tables.now(assessment, telling)"],
)  # fmt: skip
def test_what_is_no_look_at_the_clock_may_stand(line: str) -> None:
    assert list(clock_in(ast.parse(line))) == []


def test_the_clock_is_read_in_one_place() -> None:
    found = [path for path in SOURCES if NAMED.search(text := path.read_text()) for _ in clock_in(ast.parse(text))]
    assert found == [DOOR]


def test_no_template_asks_for_the_day_either() -> None:
    for path in (ROOT / "src").rglob("*"):
        for call in TEMPLATES.get(path.suffix, ()):
            assert call not in path.read_text(), path


def test_every_test_runs_on_the_day_that_was_named_for_it() -> None:
    assert today() == CLOCK_DAY


def test_without_a_name_the_day_is_that_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    class Calendar(date):
        @classmethod
        def today(cls) -> date:
            return date(2031, 5, 4)

    monkeypatch.setattr("trialhelper.clock.date", Calendar)
    for named in (None, ""):
        monkeypatch.delenv(TODAY) if named is None else monkeypatch.setenv(TODAY, named)
        assert today() == date(2031, 5, 4)


@pytest.mark.parametrize(
    ("named", "says"),
    [("soon", "TRIALHELPER_TODAY takes a date of the calendar"), ("9999-12-31", "takes a date from 1900 to 2199")],
)
@pytest.mark.parametrize("command", ["conditions", "app"])
def test_a_day_that_is_none_is_refused_in_one_sentence(
    command: str, named: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TODAY, named)
    monkeypatch.setenv("TRIALHELPER_RULES", str(SMALL_BASE))
    done = CliRunner().invoke(app, [command])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
