"""One invented visit for every condition and every conversation that it can lead to, worked out from the rules."""

from collections.abc import Iterator
from functools import lru_cache

from tests.bases import TODAY, shipped_rules
from tests.engine.brute_force import told
from trialhelper.answers import NO_DIAGNOSIS, NOT_LISTED
from trialhelper.engine import Assessment, assess
from trialhelper.engine.assess import converse
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import situations

__all__ = ["every_visit"]


@lru_cache(maxsize=1)
def every_visit() -> tuple[Assessment, ...]:
    """For every condition one visit a conversation, told for oneself, a child and somebody else in turn; and the visits of
    those whose condition is not listed, or not known."""
    return tuple(_visits())


def _visits() -> Iterator[Assessment]:
    rules, who = shipped_rules(), ("you", "child", "other")
    for condition in (NOT_LISTED, NO_DIAGNOSIS):
        yield assess(rules, told({"who": "you", "condition": condition}), TODAY)
    for condition in (entry for entry in rules.conditions.values() if not entry.kind_of):
        seen: set[str] = set()
        for situation, facts in situations(make_plan(rules, condition.id, TODAY)).items():
            conversation = converse(rules, situation)[0]
            if conversation not in seen:
                answers = told({"who": who[len(seen) % 3], **facts})
                made = assess(rules, answers, TODAY)
                assert made.conversation == conversation
                seen.add(conversation)
                yield made
