"""Every mixture of two seats of the same condition: the old side with any of the changes laid over it.

A rule is to blame for a difference when that rule alone, laid over the old base, makes it, or when the new base without
that rule does not have it. Both are worlds of their own, and all of them share what did not change.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from trialhelper.diff.changes import Change, Element, Pair, changes_between, side_by_side
from trialhelper.diff.meaning import heard
from trialhelper.diff.model import IndicationKey
from trialhelper.diff.seats import Seat, World
from trialhelper.engine.plan import IndicationPlan
from trialhelper.engine.space import Fact

__all__ = ["Mixer"]


class Mixer:
    """Two seats of one condition, what changed between them, and the worlds between them."""

    def __init__(self, old: Seat, new: Seat) -> None:
        self.old, self.new = old, new
        self.changes = changes_between(old, new)
        self._made: dict[tuple[IndicationKey, frozenset[Element]], IndicationPlan] = {}

    @cached_property
    def keys(self) -> tuple[IndicationKey, ...]:
        """Every indication of either side that is not for another kind."""
        return tuple({**self.old.indications, **self.new.indications})

    @cached_property
    def _pairs(self) -> dict[IndicationKey, tuple[Pair, ...]]:
        one, two = self.old.indications, self.new.indications
        return {key: side_by_side(key, one[key], two[key]) for key in self.keys if key in one and key in two}

    @cached_property
    def _differently_heard(self) -> dict[str, frozenset[str]]:
        """The options of the questions whose options differ."""
        old, new = self.old.rules, self.new.rules
        both = {name: (heard(old, name), heard(new, name)) for name in old.questions if name in new.questions}
        return {name: one | two for name, (one, two) in both.items() if one != two}

    def world(self, taken: Iterable[Change]) -> World:
        """The old side with these changes laid over it; with all of them it is the new side."""
        parts = frozenset(element for change in taken for element in change.elements)
        kinds = self._side("kinds", parts)
        plan = replace(
            kinds.plan,
            indications=tuple(one for key in self.keys if (one := self._indication(key, parts)) is not None),
            studied={**kinds.plan.studied, self.old.name: self._side("standing", parts).studied},
            carriers={**kinds.plan.carriers},
            trial_reason=self._side("trial_reason", parts).plan.trial_reason,
        )
        unheard: set[tuple[str, Fact]] = {
            (question, option)
            for question, options in self._differently_heard.items()
            for option in options - heard((self.new if ("question", question) in parts else self.old).rules, question)
        }
        return World(self._side("table", parts).rules, plan, kinds.held, frozenset(unheard))

    def _side(self, element: str, parts: frozenset[Element]) -> Seat:
        return self.new if (element,) in parts else self.old

    def _indication(self, key: IndicationKey, parts: frozenset[Element]) -> IndicationPlan | None:
        if key not in self._pairs:
            return (self.new if ("present", *key) in parts else self.old).indications.get(key)
        pairs, status = self._pairs[key], ("status", *key)
        mine = parts & {status, *(pair.element for pair in pairs if pair.element)}
        if (key, mine) not in self._made:
            chosen = [pair.new if pair.element in mine else pair.old for pair in pairs]
            available = (self.new if status in mine else self.old).indications[key].available
            kept = tuple(one for one in chosen if one is not None)
            self._made[key, mine] = replace(self.old.indications[key], criteria=kept, available=available)
        return self._made[key, mine]
