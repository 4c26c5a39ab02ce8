"""The way through a visit: its places in order, and where one goes from where one is. A function of the steps and the rules."""

from collections.abc import Sequence
from typing import Final

from trialhelper.engine import Step
from trialhelper.rulebase.base import RuleBase

__all__ = ["CHECK", "RESULT", "START", "VALUES", "Place", "first_open", "place_before", "places"]

START, VALUES, CHECK, RESULT = "start", "values", "check", "result"
Place = str | tuple[str, ...]
"""One of the four above, or the ids of the questions of a step."""
_AFTER_START: Final = 1


def places(rules: RuleBase, steps: Sequence[Step]) -> tuple[Place, ...]:
    """Every place that the visit can show now, in order; what follows the questions only when all are answered."""
    done = [*([VALUES] if _asks_values(rules) else []), CHECK, RESULT]
    return (START, *(step.names for step in steps), *(done if steps and all(step.answered for step in steps) else []))


def first_open(rules: RuleBase, steps: Sequence[Step], values_seen: bool) -> Place:
    """The first page that is not answered yet, then once what matters, or else the check of all answers."""
    open_step = next((step for step in steps if not step.answered), None)
    if open_step:
        return open_step.names
    return VALUES if _asks_values(rules) and not values_seen else CHECK


def place_before(rules: RuleBase, steps: Sequence[Step], at: Place) -> Place:
    """The place before this one; from a place that the answers no longer lead to, the start."""
    every = places(rules, steps)
    here = every.index(at) if at in every else _AFTER_START
    return every[max(here - 1, 0)]


def _asks_values(rules: RuleBase) -> bool:
    return any(question.asked == "values" for question in rules.questions.values())
