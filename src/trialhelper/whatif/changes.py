"""What moves when answers change: one answer changed, and the fewest changes that lead to another conversation.

The fewest changes are exact: the cheapest way through the diagram of the conversations, which holds the whole answer space.
The order is: how many changes; how many of them only give up something that is known; then the order of the questions; then
how near an answer is to the present one.
"""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from trialhelper.engine import Assessment
from trialhelper.engine.assess import rank_of
from trialhelper.engine.compiled import TalkingPoint
from trialhelper.engine.diagrams import cost_of
from trialhelper.engine.evaluate import Finding
from trialhelper.engine.plan import Plan
from trialhelper.engine.space import Fact, conversations, space_of
from trialhelper.whatif.stretches import Stretch, joined, place_of, questions_to_change, stretches_of

__all__ = ["Change", "Moved", "Reached", "fewest_changes", "what_moves"]


@dataclass(frozen=True, slots=True)
class Moved:
    """What is another in a second assessment than in a first one, of the same indications."""

    before: Assessment
    after: Assessment
    fits: tuple[tuple[Finding, Finding], ...]
    """Findings whose fit, or what it would take, is another."""
    raised: tuple[TalkingPoint, ...]
    gone: tuple[TalkingPoint, ...]

    @property
    def conversation(self) -> bool:
        """Whether the conversation, its words, or one beside it is another."""
        before, after = self.before, self.after
        return (before.conversation, before.variant, before.others) != (after.conversation, after.variant, after.others)


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would have to be another: one that does, and all that do as well, whatever the other changes hold."""

    question: str
    fact: Fact
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """The fewest changes that lead to a conversation; None when no answers lead there."""

    conversation: str
    changes: tuple[Change, ...] | None


def what_moves(before: Assessment, after: Assessment) -> Moved:
    """Everything that is another in `after`. Both are of the same condition, day and view."""
    first, second = _points(before), _points(after)
    return Moved(
        before,
        after,
        tuple(
            (one, two)
            for one, two in zip(before.findings, after.findings, strict=True)
            if (one.fit, rank_of(one.marks)) != (two.fit, rank_of(two.marks))
        ),
        tuple(point for key, point in second.items() if key not in first),
        tuple(point for key, point in first.items() if key not in second),
    )


def _points(assessment: Assessment) -> dict[tuple[str, str], TalkingPoint]:
    """The talking points, each risk once for a therapy."""
    found: dict[tuple[str, str], TalkingPoint] = {}
    for point in assessment.talking_points:
        found.setdefault((point.discussed.risk.id, point.therapy.id if point.therapy else ""), point)
    return found


def fewest_changes(assessment: Assessment, held: Collection[str] = ()) -> tuple[Reached, ...]:
    """For every other conversation the smallest set of answers that would have to be different, in the order of the rules.

    The condition is never changed, nor is the answer to a question that is held. Of several smallest sets the one that gives
    up least of what is known, then the first by the order of the questions. Nothing without a condition of the rules.
    """
    plan, rules = assessment.plan, assessment.rules
    if plan is None:
        return ()
    space = space_of(plan)
    diagrams, node = space.diagrams, conversations(space, rules)
    free = {question.id for question in questions_to_change(assessment)}.difference(held)
    order = [question.id for question in plan.questions if question.id in diagrams.level]
    nearest = {name: _nearest(stretches_of(plan, name), assessment.facts.get(name)) for name in order}
    costs: list[dict[int, int]] = [{} for _ in order]
    for question, name in enumerate(order):
        level = diagrams.level[name]
        for rank, fact in enumerate(nearest[name] if name in free else nearest[name][:1]):
            costs[level].setdefault(diagrams.place(level, fact), cost_of(len(order), question, rank, fact is None) if rank else 0)
    now = [next(iter(each)) for each in costs]

    def lead_to(changed: Mapping[str, Fact], conversation: str) -> bool:
        places = list(now)
        for name, fact in changed.items():
            places[diagrams.level[name]] = diagrams.place(diagrams.level[name], fact)
        return bool(diagrams.value(node, places) == conversation)

    def change(way: Mapping[str, Fact], conversation: str) -> tuple[Change, ...]:
        """The changes, each with all known answers that do as well, in any combination."""
        wide: dict[str, tuple[Fact, ...]] = {name: (fact,) for name, fact in way.items()}
        for name, found in way.items():
            others = [one for one in wide if one != name]
            for fact in nearest[name][1:] if found is not None else ():
                combined = [
                    dict(zip(others, values, strict=True)) for values in itertools.product(*(wide[one] for one in others))
                ]
                if fact not in (None, found) and all(lead_to({**one, name: fact}, conversation) for one in combined):
                    wide[name] = (*wide[name], fact)
        return tuple(Change(name, way[name], _joined(plan, name, wide[name])) for name in order if name in way)

    ways = diagrams.cheapest(node, costs)
    found = []
    for conversation in (one for one in rules.conversations if one != assessment.conversation):
        changes = None
        if conversation in ways:
            places = {diagrams.names[level]: place for level, place in ways[conversation][1]}
            way = {
                name: next(fact for fact in nearest[name] if diagrams.place(diagrams.level[name], fact) == places[name])
                for name in order
                if name in places
            }
            changes = change(way, conversation)
        found.append(Reached(conversation, changes))
    return tuple(found)


def _joined(plan: Plan, name: str, facts: Sequence[Fact]) -> tuple[Stretch, ...]:
    return joined((one for one in stretches_of(plan, name) if one.fact in facts), lambda one: True)


def _nearest(stretches: Sequence[Stretch], now: Fact) -> tuple[Fact, ...]:
    """All facts: the present one, then the known ones (numbers by how far off they are), then nothing known."""
    here = place_of(now, stretches)
    far = [abs(place - here) if isinstance(one.fact, float) else 1 for place, one in enumerate(stretches)]
    order = sorted(range(len(stretches)), key=lambda place: (place != here, stretches[place].fact is None, far[place], place))
    return tuple(stretches[place].fact for place in order)
