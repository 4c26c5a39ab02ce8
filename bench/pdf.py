"""The printed summary as PDF: the first of a new process, and each one after.

Cold is the first rendering with everything that it loads (the compiler, its fonts, the template), measured inside a new process
after the summary itself was composed. Warm is what a visitor waits for in a running form.
"""

from collections.abc import Iterator
from functools import partial

from bench.people import Setting, complete
from bench.report import Row, against
from bench.timing import run_python, spread, take_times
from trialhelper.engine import assess
from trialhelper.summary import Summary, compose, render
from trialhelper.words import words_in

__all__ = ["rows"]

BUDGET = 30.0
COLD = """
from time import perf_counter
from bench.pdf import summaries
from bench.people import setting
from trialhelper.summary import render
summary = summaries(setting(quick=True))[0]
began = perf_counter()
render(summary, "pdf")
print(perf_counter() - began)
"""


def rows(setting: Setting) -> Iterator[Row]:
    made = summaries(setting)
    run_python("-c", COLD)
    cold = spread(float(run_python("-c", COLD).printed) for _ in range(setting.rounds(10)))
    yield Row("printed PDF, cold", *cold.in_("ms"), note="the first of a new process")
    warm = take_times([partial(render, summary, "pdf") for summary in made], setting.rounds(20))
    yield against("printed PDF, warm", *warm.in_("ms"), BUDGET, f"{len(made)} summaries")


def summaries(setting: Setting) -> list[Summary]:
    words = words_in("en")
    return [compose(assess(setting.rules, answers, setting.as_of), words) for answers in complete(setting)]
