"""One assessment with its whole trace, beside three engines on the same criteria.

Ours gives three truth values, a verdict for every part of every criterion, each fit, the talking points and the conversation. The
peers are asked for the truth of each criterion only, with their own trace where they have one. What counts is the row with a
trace; the rows without show what a trace costs. The rules are compiled outside the time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from bench.peers import Evaluate, facts_for_peers, fhirpath, rule_list, tests_of, zen_array, zen_graph
from bench.people import Setting, complete, people
from bench.report import Row, against, beside
from bench.timing import Call, Spread, take_turns
from trialhelper.answers import Answers
from trialhelper.engine import assess
from trialhelper.engine.plan import Node

__all__ = ["rows"]

OURS = "assess, whole trace"
BUDGET = 200.0
PROMISED = 3.0

Form = Callable[[Sequence[Node]], Evaluate]
TWO_VALUED: Mapping[str, Form] = {
    "zen-engine, trace on": partial(zen_graph, trace=True),
    "zen-engine, no trace": partial(zen_graph, trace=False),
    "zen-engine, no trace, no graph: one compiled array": zen_array,
    "rule-engine": rule_list,
    "fhirpathpy": fhirpath,
}
THREE_VALUED: Mapping[str, Form] = {
    "zen-engine, trace on, guarded by hand": partial(zen_graph, trace=True, guarded=True),
    "zen-engine, no trace, guarded by hand": partial(zen_graph, trace=False, guarded=True),
    "rule-engine, guarded by hand": partial(rule_list, guarded=True),
    "fhirpathpy, as it is": fhirpath,
}


def rows(setting: Setting) -> Iterator[Row]:
    told = complete(setting)
    times = _race(setting, told, TWO_VALUED)
    yield from _lines(times, f"every question told, {len(told)} people; a peer gives true or false")
    told = people(setting)
    times = _race(setting, told, THREE_VALUED)
    yield from _lines(times, f"as told in an interview, {len(told)} people, some not sure; a peer gives true, false or null")


def _race(setting: Setting, told: list[Answers], forms: Mapping[str, Form]) -> dict[str, Spread]:
    contestants: dict[str, list[Call]] = {OURS: [partial(assess, setting.rules, answers, setting.as_of) for answers in told]}
    for name, form in forms.items():
        contestants[name] = [_on(setting, answers, form) for answers in told]
    return take_turns(contestants, setting.rounds(300))


def _on(setting: Setting, answers: Answers, form: Form) -> partial[object]:
    found = assess(setting.rules, answers, setting.as_of)
    assert found.plan is not None
    return partial(form(tests_of(found.plan)), facts_for_peers(found.facts, found.plan))


def _lines(times: dict[str, Spread], note: str) -> Iterator[Row]:
    ours, *_ = times[OURS].in_("us")
    for name, taken in times.items():
        if name == OURS:
            yield against(OURS, *taken.in_("us"), BUDGET, note=note)
        else:
            promised = PROMISED if name.startswith("zen-engine, trace on") else None
            yield beside(f"  {name}", *taken.in_("us"), ours, promised)
