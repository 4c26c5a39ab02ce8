"""Why a result is what it is (`because`) and what would settle the rest (`to_settle`), at every step of interviews.

Both are drawn with the result and its summary. No budget of their own: a page of the form has 5 ms for its next question, and
these are held against the same.
"""

from collections.abc import Iterator
from functools import partial

from bench.people import Setting, interview, visits
from bench.report import Row, against
from bench.timing import Call, take_turns
from trialhelper.engine import assess, because, to_settle

__all__ = ["rows"]

BUDGET = 5.0


def rows(setting: Setting) -> Iterator[Row]:
    rules, as_of = setting.rules, setting.as_of
    found = [
        assess(rules, answers, as_of)
        for condition in visits(rules)
        for seed, not_sure in enumerate((0.0, 0.2))
        for answers in interview(rules, as_of, condition, seed, not_sure)
    ]
    contestants: dict[str, list[Call]] = {
        "because, smallest deciding set": [partial(because, assessment) for assessment in found],
        "to settle": [partial(to_settle, assessment) for assessment in found],
    }
    for name, taken in take_turns(contestants, setting.rounds(30)).items():
        yield against(name, *taken.in_("ms"), BUDGET, f"{len(found)} results, finished or not; judged by the slowest", "worst")
