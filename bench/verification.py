"""Reading the rule base from its files, and proving the whole of it (`trialhelper check`).

Each run is a process of its own: the checks share what they have worked out with the engine of their process, and a second run
in the same one would be told most of it.
"""

from collections.abc import Iterator

from bench.people import Setting
from bench.report import Row, against
from bench.timing import run_python, spread

__all__ = ["rows"]

BUDGET = 10.0
CHECK = """
from time import perf_counter
from trialhelper.check import CHECKS, run_checks
from trialhelper.rulebase import read_rules
began = perf_counter()
rules = read_rules()
read = perf_counter()
report = run_checks(rules, rules.about.dated.latest, CHECKS)
print(read - began, perf_counter() - read, report.answer_sets)
"""


def rows(setting: Setting) -> Iterator[Row]:
    run_python("-c", CHECK)
    runs = [tuple(map(float, run_python("-c", CHECK).printed.split())) for _ in range(setting.rounds(3))]
    read = spread(run[0] for run in runs)
    yield Row("reading the rule base from its files", *read.in_("ms"), note=f"{len(setting.rules.documents)} documents")
    checked = spread(run[1] for run in runs)
    yield against("whole-base verification", *checked.in_("s"), BUDGET, f"{runs[0][2]:,.0f} answer sets covered; reading aside")
