"""One invented visit for every condition and every conversation that it can lead to, worked out from the rules."""

from collections.abc import Iterator
from functools import cache

from tests.bases import TODAY, shipped_rules
from tests.engine.brute_force import told
from trialhelper.answers import NO_DIAGNOSIS, NOT_LISTED
from trialhelper.engine import Assessment, assess
from trialhelper.engine.assess import converse
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import situations

__all__ = ["TOLD_CONDITIONS", "visits_of"]

TOLD_CONDITIONS = (NOT_LISTED, NO_DIAGNOSIS, *(one.id for one in shipped_rules().conditions.values() if not one.kind_of))
"""What a visit can be about: every condition, and one that is not listed, or not known."""


@cache
def visits_of(condition: str) -> tuple[Assessment, ...]:
    """One visit a conversation that the condition can lead to, told for oneself, a child and somebody else in turn."""
    return tuple(_visits(condition))


def _visits(condition: str) -> Iterator[Assessment]:
    rules, who = shipped_rules(), ("you", "child", "other")
    if condition in (NOT_LISTED, NO_DIAGNOSIS):
        yield assess(rules, told({"who": "you", "condition": condition}), TODAY)
        return
    seen: set[str] = set()
    for situation, facts in situations(make_plan(rules, condition, TODAY)).items():
        conversation = converse(rules, situation)[0]
        if conversation not in seen:
            answers = told({"who": who[len(seen) % 3], **facts})
            made = assess(rules, answers, TODAY)
            assert made.conversation == conversation
            seen.add(conversation)
            yield made
