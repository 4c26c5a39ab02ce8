"""What a command costs that is run once: importing the package, and a whole `trialhelper assess` in a new process.

An import is told as the wall time of a process that does it, less that of one that does nothing, the two taking turns.
"""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.people import Setting, complete
from bench.report import Row, against
from bench.timing import Run, run_python, spread
from trialhelper.answers import save_answers

__all__ = ["rows"]

IMPORT_BUDGET = 150.0  # milliseconds
ASSESS_BUDGET = 800.0
IMPORTS = {
    "import trialhelper": "import trialhelper",
    "import trialhelper.engine": "import trialhelper.engine",
}


def rows(setting: Setting) -> Iterator[Row]:
    rounds = setting.rounds(9)
    bare: list[Run] = []
    taken: dict[str, list[Run]] = {name: [] for name in IMPORTS}
    for statement in ("pass", *IMPORTS.values()):
        run_python("-c", statement)
    for _ in range(rounds):
        bare.append(run_python("-c", "pass"))
        for name, statement in IMPORTS.items():
            taken[name].append(run_python("-c", statement))
    nothing = statistics.median(run.wall for run in bare)
    for name, runs in taken.items():
        over = spread(max(0.0, run.wall - nothing) for run in runs)
        yield against(name, *over.in_("ms"), IMPORT_BUDGET, f"beyond a Python that does nothing ({nothing * 1000:.0f} ms)")
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "case.json"
        saved.write_text(save_answers(complete(setting)[0], setting.rules, setting.as_of), encoding="utf-8")
        command = ("-m", "trialhelper", "assess", str(saved), "--as-of", setting.as_of.isoformat(), "--json")
        run_python(*command)
        cold = [run_python(*command) for _ in range(rounds)]
    times = spread(run.wall for run in cold)
    note = f"a new process, from start to end; {_worked(cold)}"
    yield against("trialhelper assess CASE, cold", *times.in_("ms"), ASSESS_BUDGET, note)


def _worked(runs: list[Run]) -> str:
    return f"{statistics.median(run.processor for run in runs) * 1000:.0f} ms of processor time"
