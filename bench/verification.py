"""Reading the rule base, from its files and as it was kept, and proving the whole of it (`trialhelper check`).

Each run is a process of its own: the checks share what they have worked out with the engine of their process, and a second run
in the same one would be told most of it.
"""

import tempfile
from collections.abc import Iterator

from bench.people import Setting
from bench.report import Row, against
from bench.timing import Spread, run_python, spread

__all__ = ["rows"]

BUDGET = 10.0
CHECK = """
from time import perf_counter
from trialhelper.check import CHECKS, run
from trialhelper.rulebase import read_rules
began = perf_counter()
rules = read_rules()
read = perf_counter()
report = run(rules, rules.about.dated.latest, CHECKS)
print(read - began, perf_counter() - read, report.answer_sets)
"""


def rows(setting: Setting) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as cache:
        run_python("-c", CHECK, TRIALHELPER_CACHE=cache)
        files, _ = _runs(setting, cache="")
        kept, runs = _runs(setting, cache)
    yield Row("reading the rule base from its files", *files.in_("ms"), note=f"{len(setting.rules.documents)} documents")
    yield Row("reading the rule base as it was kept", *kept.in_("ms"))
    checked = spread(run[1] for run in runs)
    yield against("whole-base verification", *checked.in_("s"), BUDGET, f"{runs[0][2]:,.0f} answer sets covered; reading aside")


def _runs(setting: Setting, cache: str) -> tuple[Spread, list[tuple[float, ...]]]:
    """The time that reading took, and all that each run told."""
    runs = [tuple(map(float, run_python("-c", CHECK, TRIALHELPER_CACHE=cache).printed.split())) for _ in range(setting.rounds(3))]
    return spread(run[0] for run in runs), runs
