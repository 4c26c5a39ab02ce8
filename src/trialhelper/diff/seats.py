"""A rule base as it meets somebody who names a condition, and the worlds in between two of them.

A world is a plan with the decision table that goes with it. It may be a mixture: a plan in which only some of what
changed has changed. The engine evaluates it like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trialhelper.answers import Answer, Answers
from trialhelper.diff.model import IndicationKey
from trialhelper.engine.assess import facts_of
from trialhelper.engine.compiled import of_another_kind
from trialhelper.engine.diagrams import Diagrams, Fact
from trialhelper.engine.plan import IndicationPlan, Plan
from trialhelper.engine.space import Heard, Space
from trialhelper.rulebase.base import RuleBase

__all__ = ["Seat", "World", "key_of", "named", "seats_of"]


def key_of(indication: IndicationPlan) -> IndicationKey:
    return indication.therapy.id, indication.condition.id


@dataclass(frozen=True, slots=True)
class Seat:
    """A rule base where somebody names one of its conditions: its plan, and the facts that the name itself tells."""

    rules: RuleBase
    name: str
    plan: Plan
    held: Mapping[str, Fact]
    indications: Mapping[IndicationKey, IndicationPlan]
    """Those that are not for another kind."""

    @property
    def studied(self) -> tuple[bool, bool]:
        return self.plan.studied[self.name]

    @property
    def studies(self) -> tuple[str, ...]:
        """The claims that say so, of the condition itself or of its kinds."""
        mine = self.rules.kinds.get(self.name) or (self.rules.conditions[self.name],)
        return tuple(dict.fromkeys(ref for one in mine for ref in self.plan.standings[one.id].studied))


def named(name: str) -> Answers:
    """The answers of somebody who has named a condition and told nothing else."""
    return Answers({"condition": Answer("value", name, name)})


def seats_of(old: RuleBase, new: RuleBase, name: str, plans: Sequence[Plan]) -> tuple[Seat, Seat]:
    """Both sides for a condition, or a kind of one, that both hold.

    Where it splits by the same question on both sides, its kind stays untold: who tells it has named that kind. Where
    only one side splits, the question is one like the others.
    """
    asked = {plan.condition.kinds_ask for plan in plans}
    untold = dict.fromkeys(one for one in asked if one and len(asked) == 1)
    first, second = (_seat(rules, name, plan, untold) for rules, plan in zip((old, new), plans, strict=True))
    return first, second


def _seat(rules: RuleBase, name: str, plan: Plan, untold: Mapping[str, Fact]) -> Seat:
    held = {**untold, **facts_of(rules, named(name))}
    mine = {key_of(one): one for one in plan.indications if not of_another_kind(one, held)}
    return Seat(rules, name, plan, held, mine)


@dataclass(frozen=True, slots=True)
class World:
    """A plan, perhaps a mixture, with the decision table that goes with it."""

    rules: RuleBase
    """Whose decision table holds."""
    plan: Plan
    held: Mapping[str, Fact]
    unheard: frozenset[tuple[str, Fact]] = frozenset()
    """Answers that the questions of this world cannot take: to it they are not known."""

    @property
    def hears(self) -> Heard:
        return Heard(tuple(self.held.items()), self.unheard)

    def space(self, diagrams: Diagrams) -> Space:
        """What the answers lead to in this world."""
        return Space(diagrams, self.plan, self.hears)
