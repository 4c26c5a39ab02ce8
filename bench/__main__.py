"""Run the benchmarks, print one table, keep it in `results/`.

python -m bench                     all of them
python -m bench --only pdf missing  some of them; the table is printed and not kept
python -m bench --quick             a tenth of the repeats, to see that it runs; not kept
"""

import argparse
import importlib
import sys

from bench.people import setting
from bench.report import as_table, described, keep
from trialhelper.rulebase import RuleBaseError

MODULES = (
    "assessment",
    "missing",
    "questions",
    "interview_length",
    "reasons",
    "clinic",
    "search",
    "pdf",
    "cold_start",
    "server_step",
    "verification",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure trialhelper against its budgets and its peers.")
    parser.add_argument("--only", nargs="+", choices=MODULES, metavar="NAME", help=", ".join(MODULES))
    parser.add_argument("--quick", action="store_true", help="a tenth of the repeats; nothing is kept")
    parser.add_argument("--run", help="the name to keep the results under, such as 2026-11-20; what git describes when left out")
    chosen = parser.parse_args()
    try:
        here = setting(chosen.quick)
    except RuleBaseError as fault:
        parser.error(f"the rules cannot be read, `make check` tells more\n{fault}")
    rows = []
    for name in chosen.only or MODULES:
        print(f"... {name}", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{name}").rows(here)
    print(as_table(rows))
    if not chosen.only and not chosen.quick:
        kept = keep(rows, chosen.run or described(), here.rules.version)
        print(f"\nkept as bench/results/{kept.name}")


if __name__ == "__main__":
    main()
