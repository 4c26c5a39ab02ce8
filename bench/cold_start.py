"""What a command costs that is run once: importing the package, and a whole `trialhelper assess` in a new process.

An import is told as the wall time of a process that does it, less that of one that does nothing, the two taking turns.
"""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.people import Setting, complete
from bench.report import Row, against
from bench.timing import run_python, spread
from trialhelper.answers import save_answers

__all__ = ["rows"]

IMPORT_BUDGET = 150.0  # milliseconds
ASSESS_BUDGET = 500.0
IMPORTS = {
    "import trialhelper": "import trialhelper",
    "import trialhelper.engine": "import trialhelper.engine",
}


def rows(setting: Setting) -> Iterator[Row]:
    runs = setting.rounds(15)
    bare: list[float] = []
    taken: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for _ in range(runs):
        bare.append(run_python("-c", "pass")[0])
        for name, statement in IMPORTS.items():
            taken[name].append(run_python("-c", statement)[0])
    nothing = statistics.median(bare)
    for name, seconds in taken.items():
        over = spread(max(0.0, second - nothing) for second in seconds)
        note = f"beyond a Python that does nothing ({nothing * 1000:.0f} ms)"
        yield against(name, *over.in_("ms"), IMPORT_BUDGET, note)
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "case.json"
        saved.write_text(save_answers(complete(setting)[0], setting.rules, setting.as_of), encoding="utf-8")
        command = ("-m", "trialhelper", "assess", str(saved), "--as-of", setting.as_of.isoformat(), "--json")
        first = spread(run_python(*command, TRIALHELPER_CACHE="")[0] for _ in range(setting.rounds(5)))
        run_python(*command, TRIALHELPER_CACHE=folder)
        cold = spread(run_python(*command, TRIALHELPER_CACHE=folder)[0] for _ in range(runs))
    yield Row("trialhelper assess CASE, nothing kept", *first.in_("ms"), note="the first since the rules changed")
    yield against("trialhelper assess CASE, cold", *cold.in_("ms"), ASSESS_BUDGET, "a new process, from start to end")
