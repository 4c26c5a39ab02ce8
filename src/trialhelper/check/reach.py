"""C3: everything that the rule base holds can be reached: conversations, questions, options, claims."""

from collections.abc import Iterator
from datetime import date

from trialhelper.check.report import Finding
from trialhelper.engine.assess import converse
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import situations
from trialhelper.rulebase.base import RuleBase

__all__ = ["check"]

_BEFORE_ANY_CONDITION = frozenset({"who", "condition", "asked_for"})


def check(rules: RuleBase, as_of: date) -> Iterator[Finding | int]:
    """C301 a conversation that no answers reach; C302 a question that no condition asks; C303 a row that fails."""
    said = {row.then for row in rules.table.rows if row.condition and "listed" not in row.condition}
    asked: set[str] = set(_BEFORE_ANY_CONDITION)
    for condition in rules.conditions.values():
        if condition.kind_of:
            continue
        plan = make_plan(rules, condition.id, as_of, "care_team")
        asked |= {question.id for question in plan.questions}
        for seen, way in situations(plan, {"condition": condition.id}).items():
            try:
                primary, _ = converse(rules, seen)
            except LookupError as fault:
                yield Finding("C303", "error", str(fault), tuple(way.items()))
            else:
                said.add(primary)
    for name in rules.conversations:
        if name not in said:
            yield Finding("C301", "warning", f"no answers lead to the conversation {name} on {as_of}")
    for name in rules.questions:
        if name not in asked:
            yield Finding("C302", "warning", f"no condition asks the question {name} on {as_of}")
