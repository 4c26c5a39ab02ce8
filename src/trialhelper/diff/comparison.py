"""`compare(old, new, as_of)`: what changes for whom between two rule bases, grouped by the rule that causes it.

For every condition, and every kind of one, the two plans are laid side by side; nothing that means the same is looked
at twice. A condition that only one base holds is told once, with what the other says to somebody who does not find it.
The person's view comes first; in the care team's view only rules are reported that move nothing in the person's. Entries
that changed and move nothing (words, sources, points to raise, review dates) are named beside them.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from trialhelper.answers import NOT_LISTED, Answer, Answers
from trialhelper.diff.changes import Mixer
from trialhelper.diff.model import Cause, Comparison, Difference, IndicationKey, Outcome
from trialhelper.diff.seats import World, heard, key_of, named, seats_of
from trialhelper.diff.transitions import steps_of, widened
from trialhelper.engine.assess import Assessment, assess, facts_of, row_holds
from trialhelper.engine.diagrams import Diagrams, Fact
from trialhelper.engine.plan import Plan, View, make_plan
from trialhelper.engine.space import conversations, diagrams_of
from trialhelper.rulebase.base import RuleBase

__all__ = ["CannotCompare", "compare", "unmoved"]


class CannotCompare(ValueError):
    """Two rule bases that use one id for things that cannot be compared; the text says which, and what to do."""


def compare(old: RuleBase, new: RuleBase, as_of: date) -> Comparison:
    """Everything in which the two differ for somebody on a date. Raises CannotCompare, or NoRow for a situation
    that has no row in the decision table of one of them."""
    _refuse_other_types(old, new)
    names = tuple(dict.fromkeys((*new.conditions, *old.conditions)))
    person = _Between(old, new, as_of, "person")
    found = _merged(one for name in names for one in person.differences(name))
    seen = {difference.cause for difference in found}
    team = _Between(old, new, as_of, "care_team")
    found += _merged(one for name in names for one in team.differences(name) if one.cause not in seen)
    grouped = _grouped(found, new)
    return Comparison(old, new, as_of, grouped, unmoved(old, new, grouped, as_of), sum(map(team.size, names)))


def _refuse_other_types(old: RuleBase, new: RuleBase) -> None:
    """A question may become a choice that was yes or no; a number is no age."""
    for name, question in new.questions.items():
        before = old.questions[name].type if name in old.questions else question.type
        if before != question.type and not {before, question.type} <= {"choice", "yes_no"}:
            says = f'the question "{name}" is of type {before} in the one and {question.type} in the other'
            raise CannotCompare(f"{says}; give it a new id")


@dataclass(frozen=True)
class _Between:
    """Two rule bases in one view on one date."""

    old: RuleBase
    new: RuleBase
    as_of: date
    view: View

    def plans(self, name: str) -> list[Plan]:
        """Of the sides that hold a condition or kind."""
        sides = [rules for rules in (self.old, self.new) if name in rules.conditions]
        return [make_plan(rules, rules.top(name).id, self.as_of, self.view) for rules in sides]

    def grid(self, name: str) -> Diagrams:
        return diagrams_of(self.plans(name), dict.fromkeys((*self.new.questions, *self.old.questions)))

    def size(self, name: str) -> int:
        """How many answer sets there are; that of a kind is counted where the kind is named."""
        kinds = {plan.condition.kinds_ask for plan in self.plans(name)}
        told, grid = kinds if len(kinds) == 1 else set(), self.grid(name)
        return math.prod(len(facts) for asked, facts in zip(grid.names, grid.facts, strict=True) if asked not in told)

    def differences(self, name: str) -> Iterator[Difference]:
        if name not in self.old.conditions or name not in self.new.conditions:
            one = self.only_in_one(name)
            if one.before != one.after or one.more:  # else whoever names it hears what whoever does not find it hears
                yield one
            return
        grid, mixer = self.grid(name), Mixer(*seats_of(self.old, self.new, name, self.plans(name)))
        for step in steps_of(mixer, grid, name) if mixer.changes else ():
            told = widened(step, grid)
            before, after = self.results(name, {one.question: one.example for one in told})
            cause = step.cause
            if cause.kind == "conversation_row":
                cause = replace(cause, before=_row(before), after=_row(after))
            yield Difference(cause, self.view, (name,), told, step.key, _outcome(before, step.key), _outcome(after, step.key))

    def only_in_one(self, name: str) -> Difference:
        """A condition that one base does not hold. There somebody names what it is a kind of, or finds nothing."""
        has = self.new if name in self.new.conditions else self.old
        before, after = (_outcome(result, None) for result in self.results(name, {}))
        (plan,) = self.plans(name)
        world = World(has, plan, facts_of(has, named(name)))
        grid = self.grid(name)
        reached = grid.values(conversations(world.space(grid), has))
        first = (after if has is self.new else before).conversation
        more = tuple(one for one in has.conversations if one in reached and one != first)
        top = has.top(name)
        words = (None, (top.name,)) if has is self.new else ((top.name,), None)
        return Difference(Cause("condition", top.id, "", *words), self.view, (name,), (), None, before, after, more)

    def results(self, name: str, facts: Mapping[str, Fact]) -> tuple[Assessment, Assessment]:
        """What the engine itself says, not the search: so each line of a comparison can be repeated with `assess`."""
        has = self.new if name in self.new.conditions else self.old
        one, two = (_assessed(rules, name, has.top(name).id, facts, self.as_of, self.view) for rules in (self.old, self.new))
        return one, two


def _assessed(rules: RuleBase, name: str, top: str, facts: Mapping[str, Fact], as_of: date, view: View) -> Assessment:
    """An answer set as one base reads it: what it does not ask, or does not offer, is not told."""
    found = next((one for one in (name, top) if one in rules.conditions), NOT_LISTED)
    said = dict(named(found))
    for question, fact in facts.items():
        if question in rules.questions and (not isinstance(fact, str) or fact in heard(rules, question)):
            said[question] = Answer("value", fact or 0, fact)
    return assess(rules, Answers(said), as_of, view)


def _outcome(result: Assessment, therapy: IndicationKey | None) -> Outcome:
    fits = {key_of(one.plan): one.fit for one in result.findings}
    return Outcome(fits.get(therapy) if therapy else None, result.conversation, result.others)


def _row(result: Assessment) -> tuple[str, ...]:
    """The row of the decision table that holds, counted from 1."""
    rows = enumerate(result.rules.table.rows, 1)
    return (next(str(place) for place, row in rows if row_holds(row, result.situation)),)


def _merged(differences: Iterable[Difference]) -> list[Difference]:
    """What is the same for several conditions is said once."""
    found: dict[Difference, dict[str, None]] = {}
    for one in differences:
        found.setdefault(replace(one, conditions=()), {}).update(dict.fromkeys(one.conditions))
    return [replace(one, conditions=tuple(names)) for one, names in found.items()]


def _grouped(differences: Iterable[Difference], new: RuleBase) -> tuple[Difference, ...]:
    """Those of one cause together, in the order in which the causes were met; the smallest answer sets first, and among
    them those of the very condition that the rule is for."""
    causes: dict[Cause, list[Difference]] = {}
    for one in differences:
        causes.setdefault(one.cause, []).append(one)
    order = {name: place for place, name in enumerate(new.questions)}

    def size(one: Difference) -> tuple[int, bool, list[int]]:
        elsewhere = one.cause.condition not in one.conditions
        return len(one.told), elsewhere, [order.get(told.question, len(order)) for told in one.told]

    return tuple(one for same in causes.values() for one in sorted(same, key=size))


def unmoved(old: RuleBase, new: RuleBase, differences: Iterable[Difference], as_of: date) -> tuple[str, ...]:
    """Every changed, added or removed entry that no difference goes back to, as `group/id`."""
    told = {name for one in differences for name in _named(old, new, one, as_of)}
    return tuple(name for name in _changed(old, new) if name not in told)


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
