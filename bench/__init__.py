"""Measuring trialhelper against its budgets and beside other engines: `make bench`, or `python -m bench`.

One module a benchmark, each with `rows(setting)`; `__main__` runs them, prints one table and keeps it in `results/`. A time says
something about one machine only, so what is judged is the ratio: to a budget, or to a peer in the same run and process.
"""
