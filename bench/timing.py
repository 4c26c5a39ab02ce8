"""Taking times that can be compared: contestants in turn, without the garbage collector, each case's median.

The machine is seldom quiet. So every round calls each contestant once on every case: what disturbs one disturbs all, and the
ratio of two medians of one run stays.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter_ns

__all__ = ["ROOT", "Call", "Run", "Spread", "run_python", "spread", "take_times", "take_turns"]

ROOT = Path(__file__).resolve().parents[1]
Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median over all cases, and the case that takes longest; in seconds."""

    median: float
    worst: float

    def in_(self, unit: str) -> tuple[float, float, str]:
        factor = {"us": 1e6, "ms": 1e3, "s": 1.0}[unit]
        return self.median * factor, self.worst * factor, unit


def spread(seconds: Iterable[float]) -> Spread:
    values = list(seconds)
    return Spread(statistics.median(values), max(values))


@contextmanager
def _quiet() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def take_turns(contestants: Mapping[str, Sequence[Call]], rounds: int) -> dict[str, Spread]:
    """Each contestant's spread over its cases, a case being the median of `rounds` calls after a tenth as many to warm up."""
    taken = {name: [[0] * rounds for _ in calls] for name, calls in contestants.items()}
    for _ in range(max(3, rounds // 10)):
        for calls in contestants.values():
            for call in calls:
                call()
    with _quiet():
        for turn in range(rounds):
            for name, calls in contestants.items():
                for case, call in enumerate(calls):
                    began = perf_counter_ns()
                    call()
                    taken[name][case][turn] = perf_counter_ns() - began
    return {name: spread(statistics.median(case) / 1e9 for case in cases) for name, cases in taken.items()}


def take_times(calls: Sequence[Call], rounds: int) -> Spread:
    """As `take_turns`, for one contestant."""
    return take_turns({"": calls}, rounds)[""]


@dataclass(frozen=True, slots=True)
class Run:
    """A process that has ended: its wall time, the processor time of it (steadier on a busy machine), and what it printed."""

    wall: float
    processor: float
    printed: str


_compiled = tempfile.TemporaryDirectory(prefix="trialhelper-bench-")


def run_python(*arguments: str, **environment: str) -> Run:
    """Run this Python as a new process. Raises CalledProcessError when it fails.

    Modules are kept compiled as for everybody, whatever the caller's own setting, in a folder of this run: so run everything once
    before it counts.
    """
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = inherited | {"PYTHONPYCACHEPREFIX": _compiled.name} | environment
    before, began = os.times(), perf_counter_ns()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    wall, after = (perf_counter_ns() - began) / 1e9, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, processor, done.stdout)
