"""What moves when answers change: one answer changed, and the fewest changes that lead to another conversation.

The fewest changes are exact. Answers are searched for from those that need the fewest changes upward: a set of answers that
are still possible is narrowed by one wish that its best member does not fulfil yet, and narrowing never makes a set better.
So the first member that fulfils everything is the best there is. The order is: how many changes; how many of them only give
up something that is known; then the order of the questions.
"""

import heapq
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trialhelper.cache import cached
from trialhelper.engine import Assessment
from trialhelper.engine.assess import converse, situation
from trialhelper.engine.evaluate import CHANGEABLE, CONFIRM, FIXED, OPEN, OTHER_KIND, RANK, Finding, mark, truth
from trialhelper.engine.finding_answers import Wish, met
from trialhelper.engine.outcomes import seen_under, situations_of
from trialhelper.engine.plan import Criterion, IndicationPlan, Node, Plan
from trialhelper.engine.ready import TalkingPoint
from trialhelper.engine.space import Fact, reads
from trialhelper.kleene import TRUE
from trialhelper.rulebase.base import RuleBase
from trialhelper.whatif.stretches import Stretch, joined, place_of, questions_to_change, stretches_of

__all__ = ["Change", "Moved", "Way", "fewest_changes", "what_moves"]

_MARKS = (0, OPEN, CONFIRM, CHANGEABLE, FIXED)

Box = tuple[tuple[Fact, ...], ...]
"""The facts that each question can still have, the one that changes least first."""
Want = tuple[Wish, ...]
"""Wishes of which one has to be fulfilled."""


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
        """Whether the conversation, or one beside it, is another."""
        return (self.before.conversation, self.before.others) != (self.after.conversation, self.after.others)


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would have to be another: one that does, and all that do as well, whatever the other changes hold."""

    question: str
    fact: Fact
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Way:
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
            if (one.fit, _rank(one.marks)) != (two.fit, _rank(two.marks))
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


def _rank(marks: int) -> int:
    return max((rank for one, rank in RANK.items() if marks & one), default=0)


def fewest_changes(assessment: Assessment, held: Collection[str] = ()) -> tuple[Way, ...]:
    """For every other conversation the smallest set of answers that would have to be different, in the order of the rules.

    The condition is never changed, nor is the answer to a question that is held. Of several smallest sets the one that gives
    up least of what is known, then the first by the order of the questions. Nothing without a condition of the rules.
    """
    plan, rules = assessment.plan, assessment.rules
    if plan is None:
        return ()
    search = _Search.of(assessment, plan, held)
    reached = {converse(rules, seen)[0] for seen in situations_of(plan, search.held)}
    ways = []
    for conversation in rules.conversations:
        if conversation != assessment.conversation:
            found = search.fewest(conversation) if conversation in reached else None
            ways.append(Way(conversation, None if found is None else search.widened(conversation, found)))
    return tuple(ways)


class _Node(NamedTuple):
    """Answers still possible, the best of them in front; `cost` is what the best of them costs, `turn` settles ties."""

    cost: tuple[int, int, tuple[int, ...]]
    turn: int
    box: Box
    wants: tuple[Want, ...]


class _End(NamedTuple):
    """What the decision table says of a kind: by the rank of the best of its available products, if it has any."""

    kind: Fact
    here: tuple[IndicationPlan, ...]
    reason: bool
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Search:
    """The answers that can change, and what each can change to."""

    rules: RuleBase
    plan: Plan
    held: Mapping[str, Fact]
    """What stays as it is: what the condition itself told, and what was asked to stay."""
    names: tuple[str, ...]
    now: tuple[Fact, ...]
    every: Box
    ends: tuple[_End, ...]

    @classmethod
    def of(cls, assessment: Assessment, plan: Plan, kept: Collection[str]) -> "_Search":
        read = {name for one in plan.indications for criterion in one.criteria for name in reads(criterion.node)}
        read |= {*reads(plan.trial_reason), plan.condition.kinds_ask or ""}
        free = {question.id for question in questions_to_change(assessment)}.difference(kept)
        names = tuple(question.id for question in plan.questions if question.id in read)
        held = {name: assessment.facts.get(name) for name in names if name not in free}
        now, every = [], []
        for name in names:
            stretches = stretches_of(plan, name)
            here = place_of(assessment.facts.get(name), stretches)
            now.append(stretches[here].fact)
            every.append(_nearest(stretches, here) if name in free else (stretches[here].fact,))
        asked = plan.condition.kinds_ask
        ends = _ends(assessment.rules, plan, every[names.index(asked)] if asked else (None,))
        return cls(assessment.rules, plan, held, names, tuple(now), tuple(every), tuple(ends))

    def facts(self, box: Box) -> dict[str, Fact]:
        """The member of a set that changes least."""
        return {name: facts[0] for name, facts in zip(self.names, box, strict=True)}

    def fewest(self, conversation: str) -> dict[str, Fact] | None:
        """The changes that lead to a conversation with the fewest answers changed, or None when none lead there."""
        turns = itertools.count()
        queue = [_Node(self._cost(box), next(turns), box, wants) for box, wants in self._starts(conversation)]
        heapq.heapify(queue)
        seen: set[tuple[Box, tuple[Want, ...]]] = set()
        while queue:
            _, _, box, wants = heapq.heappop(queue)
            facts = self.facts(box)
            unmet = next((want for want in wants if not any(wish.holds(facts) for wish in want)), None)
            if unmet is None:
                return {name: facts[name] for name, now in zip(self.names, self.now, strict=True) if facts[name] != now}
            for narrow in self._narrowed(box, unmet):
                if (narrow, wants) not in seen:
                    seen.add((narrow, wants))
                    heapq.heappush(queue, _Node(self._cost(narrow), next(turns), narrow, wants))
        return None

    def widened(self, conversation: str, found: Mapping[str, Fact]) -> tuple[Change, ...]:
        """The changes, each with all known answers that do as well, in any combination."""
        now = dict(zip(self.names, self.now, strict=True))
        wide: dict[str, tuple[Fact, ...]] = {name: (fact,) for name, fact in found.items()}
        for name in found:
            others = [one for one in wide if one != name]
            for fact in self.every[self.names.index(name)]:
                if fact in (None, now[name], found[name]) or found[name] is None:
                    continue
                combined = itertools.product(*(wide[other] for other in others))
                facts = ({**now, **dict(zip(others, values, strict=True)), name: fact} for values in combined)
                if all(converse(self.rules, seen_under(self.plan, one))[0] == conversation for one in facts):
                    wide[name] = (*wide[name], fact)
        return tuple(Change(name, found[name], self._joined(name, wide[name])) for name in self.names if name in found)

    def _joined(self, name: str, facts: Sequence[Fact]) -> tuple[Stretch, ...]:
        return joined((one for one in stretches_of(self.plan, name) if one.fact in facts), lambda one: True)

    def _cost(self, box: Box) -> tuple[int, int, tuple[int, ...]]:
        """How many changes, how many that give up what is known, and which questions they are, for the best member."""
        changed = tuple([place for place, facts in enumerate(box) if facts[0] != self.now[place]])
        return len(changed), sum([box[place][0] is None for place in changed]), changed

    def _narrowed(self, box: Box, want: Want) -> Iterator[Box]:
        """What is left of a set for each way to fulfil a want; together they hold every member that does."""
        for wish in want:
            places = [place for place, name in enumerate(self.names) if name in wish.questions]
            if len(places) == 1:
                (place,) = places
                kept = _kept(wish, self.names[place], box[place])
                if kept:
                    yield (*box[:place], kept, *box[place + 1 :])
                continue
            for values in itertools.product(*(box[place] for place in places)):
                if wish.holds({self.names[place]: value for place, value in zip(places, values, strict=True)}):
                    narrow = list(box)
                    for place, value in zip(places, values, strict=True):
                        narrow[place] = (value,)
                    yield tuple(narrow)

    def _starts(self, conversation: str) -> Iterator[tuple[Box, tuple[Want, ...]]]:
        """Sets of answers with what has to be wanted of them, so that one of the sets holds any answers that lead there.

        One for each kind, for each run of ranks that the best of its products may have, and for each product to be the best.
        """
        asked = self.plan.condition.kinds_ask
        for end in self.ends:
            box = tuple((end.kind,) if name == asked else facts for name, facts in zip(self.names, self.every, strict=True))
            wanted = (_reason(self.plan.trial_reason, end.reason),)
            for least, most in _runs([rank for rank, said in enumerate(end.said) if said == conversation]):
                back = [_any_between(one, least, len(RANK)) for one in end.here] if least else []
                for best in end.here:
                    yield box, (wanted, *((_between(criterion, 0, most),) for criterion in best.criteria), *back)
                if not end.here:
                    yield box, (wanted,)


def _ends(rules: RuleBase, plan: Plan, kinds: tuple[Fact, ...]) -> Iterator[_End]:
    """What the decision table says for each kind, with a reason to ask about studies or none."""
    asked = plan.condition.kinds_ask
    for kind in kinds:
        told = {asked: kind} if asked else {}
        others = [_of_another(one, told) for one in plan.indications]
        here = tuple(one for one, other in zip(plan.indications, others, strict=True) if one.available and not other)
        marks = [FIXED | (OTHER_KIND if other else 0) for other in others]
        seen = []
        for rank in _MARKS if here else (FIXED,):
            best = [rank if here and one is here[0] else mark for one, mark in zip(plan.indications, marks, strict=True)]
            seen.append(situation(plan, told, best))
        for reason in (True, False):
            yield _End(kind, here, reason, tuple(converse(rules, one._replace(trial_reason=reason))[0] for one in seen))


def _nearest(stretches: Sequence[Stretch], here: int) -> tuple[Fact, ...]:
    """All facts: the present one, then the known ones (numbers by how far off they are), then nothing known."""
    far = [abs(place - here) if isinstance(one.fact, float) else 1 for place, one in enumerate(stretches)]
    order = sorted(range(len(stretches)), key=lambda place: (place != here, stretches[place].fact is None, far[place], place))
    return tuple(stretches[place].fact for place in order)


def _runs(ranks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of every run of neighbouring ranks."""
    for rank in ranks:
        if rank - 1 not in ranks:
            yield rank, next(last for last in itertools.count(rank) if last + 1 not in ranks)


def _of_another(indication: IndicationPlan, told: Mapping[str, Fact]) -> bool:
    return any(one.side == "kind" and met(one, told) == 0 for one in indication.criteria)


def _any_between(indication: IndicationPlan, least: int, most: int) -> Want:
    return tuple(_between(criterion, least, most) for criterion in indication.criteria)


@cached
def _between(criterion: Criterion, least: int, most: int) -> Wish:
    """That a criterion keeps its indication back so far and no further. One object for one wish: what follows is kept."""

    def holds(facts: Mapping[str, Fact]) -> bool:
        return least <= RANK[mark(criterion, met(criterion, facts), facts)] <= most

    return Wish(reads(criterion.node), holds)


def _reason(node: Node, given: bool) -> Wish:
    return Wish(reads(node), lambda facts: (truth(node, facts) == TRUE) is given)


@cached
def _kept(wish: Wish, name: str, among: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that a wish about one question leaves."""
    return tuple(fact for fact in among if wish.holds({name: fact}))
