"""One table of results: what a row holds, how it is printed, and how it is kept.

What is kept names no machine and no path: the number of processors, the Python and the peers are enough to read a ratio.
"""

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

__all__ = ["RESULTS", "Row", "against", "as_table", "beside", "described", "keep"]

RESULTS = Path(__file__).with_name("results")
PEERS = ("zen-engine", "rule-engine", "fhirpathpy", "streamlit", "typst", "pydantic")
HEAD = ("what", "median", "worst", "unit", "budget", "ratio", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `ratio` is to the budget where `ratio_to` is "budget" (1 or less is good), else to what it names."""

    what: str
    median: float
    worst: float | None
    unit: str
    budget: str = ""
    ratio: float | None = None
    ratio_to: str = ""
    verdict: Literal["", "ok", "over"] = ""
    note: str = ""


def against(
    what: str, median: float, worst: float | None, unit: str, budget: float, note: str = "", judged: str = "median"
) -> Row:
    """A row that is held against a budget in its own unit, by its median or (`judged="worst"`) by its worst."""
    value = worst if judged == "worst" and worst is not None else median
    verdict: Literal["ok", "over"] = "ok" if value <= budget else "over"
    return Row(what, median, worst, unit, f"<= {budget:g}", value / budget, "budget", verdict, note)


def beside(
    what: str, median: float, worst: float | None, unit: str, ours: float, at_least: float | None = None, note: str = ""
) -> Row:
    """A row of a peer, as a multiple of ours; `at_least` is the multiple that we promise."""
    ratio = median / ours
    if at_least is None:
        return Row(what, median, worst, unit, "", ratio, "ours", "", note)
    return Row(what, median, worst, unit, f">= {at_least:g}x ours", ratio, "ours", "ok" if ratio >= at_least else "over", note)


def as_table(rows: Iterable[Row]) -> str:
    """The table as text; a note stands on the line below its row."""
    rows = list(rows)
    cells = [(row.what, _number(row.median), _number(row.worst), row.unit, row.budget, _ratio(row), row.verdict) for row in rows]
    widths = [max(map(len, column)) for column in zip(HEAD, *cells, strict=True)]
    lines = [_line(HEAD, widths), _line(["-" * width for width in widths], widths)]
    for row, cell in zip(rows, cells, strict=True):
        lines.append(_line(cell, widths))
        lines += [f"    {part}" for part in row.note.splitlines()]
    return "\n".join(lines)


def _line(cells: Iterable[str], widths: list[int]) -> str:
    numbers = (1, 2, 5)
    padded = [
        cell.rjust(width) if place in numbers else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"


def _ratio(row: Row) -> str:
    if row.ratio is None:
        return ""
    return f"{row.ratio:.2f} of it" if row.ratio_to == "budget" else f"{row.ratio:.2f}x {row.ratio_to}"


def keep(rows: Iterable[Row], run: str, rules_version: str) -> Path:
    """Write the results as `results/RUN.json`, and again as `results/latest.json`."""
    kept = {
        "run": run,
        "rules_version": rules_version,
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PEERS},
        "rows": [asdict(row) for row in rows],
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(kept, indent=2, ensure_ascii=False) + "\n"
    for name in (run, "latest"):
        (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
    return RESULTS / f"{run}.json"


def described() -> str:
    """What git calls this state of the project; "unnamed" outside a repository."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=True, cwd=RESULTS.parent
        )
    except (OSError, subprocess.CalledProcessError):
        return "unnamed"
    return found.stdout.strip()
