"""The next question, exactly, at every step of interviews about every condition.

Two people a condition answer what is asked, one of them now and then "not sure"; the plan of a condition is made once a process
and is not in the time. `worst` is the slowest step of any interview: nobody should wait for a page.
"""

from collections.abc import Iterator
from functools import partial

from bench.people import Setting, interview, visits
from bench.report import Row, against
from bench.timing import take_times
from trialhelper.engine import next_question, walk

__all__ = ["rows"]

BUDGET = 5.0


def rows(setting: Setting) -> Iterator[Row]:
    rules, as_of = setting.rules, setting.as_of
    steps = [
        answers
        for condition in visits(rules)
        for seed, not_sure in enumerate((0.0, 0.2))
        for answers in interview(rules, as_of, condition, seed, not_sure)
    ]
    taken = take_times([partial(next_question, rules, answers, as_of) for answers in steps], setting.rounds(30))
    note = f"{len(steps)} steps of interviews about {len(visits(rules))} conditions; judged by the slowest step"
    yield against("next question, exact", *taken.in_("ms"), BUDGET, note, judged="worst")
    ends = [answers for answers in steps if next_question(rules, answers, as_of) is None]
    walked = take_times([partial(walk, rules, answers, as_of) for answers in ends], setting.rounds(30))
    yield Row(
        "the whole way through the interview, anew",
        *walked.in_("ms"),
        note="when saved answers are loaded, or an early one changes",
    )
