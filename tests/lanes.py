"""The lanes: `quick` while working, `test` before a change goes in, `exhaustive` for every case of every sweep.

A test that goes through all of something (every invented person, every condition, every module) is marked `exhaustive`. Unless
`--whole` is given it takes a sample of its cases: a tenth, and never fewer than `least`. Which ones, the seed decides: it is
the commit, so that a failure stays until it is mended and the next commit looks at others; `--sample-seed` gives it, and the
head of every run tells it. One case is in the sample of all tests that have it, or of none, so that what is made of it once
serves them all. A case that is named on the command line (`test_x.py::test_y[case]`) is always run.

A test that goes through its cases in a loop takes them from `swept(cases)`, by the same rule.
"""

import subprocess
from collections.abc import Callable, Iterable
from hashlib import blake2b
from math import ceil

import pytest

from tests.bases import ROOT

Swept = Callable[[Iterable[str]], list[str]]

SHARE = 10
"""One case of so many is looked at where not all are."""
LEAST = 6


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lanes", "how much of the sweeps is run (tests/lanes.py)")
    group.addoption("--whole", action="store_true", help="every case of the sweeps, not a sample")
    group.addoption("--sample-seed", metavar="WORD", help="which sample: any word (the commit, unless given)")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.sample_seed is None:  # told to the workers of xdist, like every option
        config.option.sample_seed = _commit()


def pytest_report_header(config: pytest.Config) -> str:
    if config.option.whole:
        return "sweeps: whole"
    return f"sweeps: a sample, the same again with --sample-seed={config.option.sample_seed}; all of them with --whole"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.whole or any("::" in argument for argument in config.args):
        return
    sweeps: dict[str, list[pytest.Function]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and item.get_closest_marker("exhaustive"):
            sweeps.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left = {id(item) for sweep in sweeps.values() for item in _left_out(sweep, config.option.sample_seed)}
    if left:
        config.hook.pytest_deselected(items=[item for item in items if id(item) in left])
        items[:] = [item for item in items if id(item) not in left]


@pytest.fixture(scope="session")
def swept(request: pytest.FixtureRequest) -> Swept:
    """Those of some cases that a test looks at in a loop of its own, in their order."""
    option = request.config.option

    def taken(cases: Iterable[str]) -> list[str]:
        every = list(cases)
        first = sorted(every, key=lambda case: _rank(case, option.sample_seed))[: _many(len(every), LEAST)]
        return every if option.whole else [case for case in every if case in first]

    return taken


def _left_out(sweep: list[pytest.Function], seed: str) -> list[pytest.Function]:
    marker = sweep[0].get_closest_marker("exhaustive")
    assert marker is not None
    order = sorted(sweep, key=lambda item: _rank(item.callspec.id if hasattr(item, "callspec") else "", seed))
    return order[_many(len(sweep), marker.kwargs.get("least", LEAST)) :]


def _many(every: int, least: int) -> int:
    return max(ceil(every / SHARE), least)


def _rank(case: str, seed: str) -> bytes:
    """A place in an order that the seed alone decides, alike for the same case in every test."""
    return blake2b(f"{seed} {case}".encode(), digest_size=8).digest()


def _commit() -> str:
    """The commit that is checked out, short; of a copy without git, a word that stays the same."""
    try:
        told = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "no-commit"
    return told.stdout.strip()
