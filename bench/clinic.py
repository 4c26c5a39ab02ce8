"""What the clinician's view works out for one change: the reasons, what moves, the fewest changes, a sweep, a grid, the history.

Measured for every demonstration case and judged by the slowest, because somebody waits in front of others. Drawing is
Streamlit's own time and not in it; `server_step` measures that.
"""

from collections.abc import Iterator
from functools import partial

from bench.people import Setting
from bench.report import Row, against
from bench.timing import Call, take_turns
from trialhelper.answers import answers_of
from trialhelper.engine import assess
from trialhelper.overtime.history import periods
from trialhelper.whatif.changes import fewest_changes
from trialhelper.whatif.stretches import questions_to_change
from trialhelper.whatif.sweep import grid, sweep
from trialhelper.why.reasons import reasons
from trialhelper.words import words_in

__all__ = ["rows"]

BUDGET = 100.0


def rows(setting: Setting) -> Iterator[Row]:
    rules, words = setting.rules, words_in("en")
    cases = rules.demo_cases.values()
    found = [made for case in cases if (made := assess(rules, answers_of(case, rules), case.as_of.latest)).plan]
    asked = [(made, [question.id for question in questions_to_change(made)]) for made in found]
    contestants: dict[str, list[Call]] = {
        "why, the whole page": [partial(reasons, made, words) for made in found],
        "what if, the fewest changes": [partial(fewest_changes, made) for made in found],
        "what if, one answer over its range": [partial(sweep, made, names[0]) for made, names in asked if names],
        "what if, two answers": [partial(grid, made, *names[:2]) for made, names in asked if len(names) > 1],
        "then and now, the whole history": [partial(periods, rules, made.answers, setting.as_of) for made in found],
    }
    for name, taken in take_turns(contestants, setting.rounds(5)).items():
        yield against(name, *taken.in_("ms"), BUDGET, f"{len(found)} demonstration cases; judged by the slowest", "worst")
