"""Entries that changed without moving any conversation or fit: words, sources, points to raise, review dates."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date

from trialhelper.diff.model import Difference
from trialhelper.engine.plan import make_plan
from trialhelper.rulebase.base import RuleBase

__all__ = ["listed", "unmoved"]

_MOST = 12
"""How many entries a sentence names one by one."""


def unmoved(old: RuleBase, new: RuleBase, differences: Iterable[Difference], as_of: date) -> tuple[str, ...]:
    """Every changed, added or removed entry that no difference goes back to, as `group/id`."""
    told = {name for one in differences for name in _named(old, new, one, as_of)}
    return tuple(name for name in _changed(old, new) if name not in told)


def listed(entries: tuple[str, ...]) -> str:
    """The entries, or how many of each group where they are many."""
    if len(entries) <= _MOST:
        return ", ".join(entries)
    return ", ".join(f"{group}: {count}" for group, count in Counter(name.partition("/")[0] for name in entries).items())


def _named(old: RuleBase, new: RuleBase, difference: Difference, as_of: date) -> Iterator[str]:
    cause = difference.cause
    if cause.kind in ("criterion", "status", "version_date", "indication", "therapy"):
        yield f"therapies/{cause.id}"
    elif cause.kind == "question":
        yield f"questions/{cause.id}"
    elif cause.kind == "standing":
        for refs in (cause.before, cause.after):
            yield from (f"documents/{ref.partition('.')[0]}" for ref in (refs if isinstance(refs, tuple) else ()))
    elif cause.kind in ("conversation_row", "trial_reason"):
        yield "conversations"
    elif cause.kind in ("kinds", "condition"):
        yield from (f"conditions/{name}" for name in (cause.id, *difference.conditions))
        rules = new if cause.id in new.conditions else old
        plan = make_plan(rules, cause.id, as_of, "care_team")  # a condition comes with its products and questions
        yield from (f"therapies/{one.therapy.id}" for one in plan.indications)
        yield from (f"questions/{question.id}" for question in plan.questions)


def _changed(old: RuleBase, new: RuleBase) -> Iterator[str]:
    for group in (field.name for field in fields(RuleBase)):
        before, after = getattr(old, group), getattr(new, group)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from (f"{group}/{name}" for name in dict.fromkeys((*after, *before)) if before.get(name) != after.get(name))
    if old.table != new.table:
        yield "conversations"
    if old.about != new.about:
        yield "about"
