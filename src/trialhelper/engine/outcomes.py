"""Every situation that some answers lead to, each with such answers, without listing all that the answers can add up to.

The decision table sees the best that any available product reaches. So for each thing that it may see, answers are looked for
under which one product reaches just that and no other does better: of every other product one criterion has to stand in the
way, and the search takes them one by one. What is found is judged by the engine itself; when nothing is found, nothing is there.

`engine.space.situations` gives the same for few products (a test holds the two together); here a condition may have dozens.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trialhelper.engine.assess import Situation, situation
from trialhelper.engine.evaluate import CHANGEABLE, CONFIRM, FIXED, OPEN, OTHER_KIND, mark
from trialhelper.engine.finding_answers import Wish, answers_that, met, reads, wish_of
from trialhelper.engine.plan import Criterion, IndicationPlan, Plan
from trialhelper.engine.space import Fact, cells
from trialhelper.kleene import FALSE, TRUE, UNKNOWN

__all__ = ["crossings", "seen_under", "situations_of"]

_RANK = {0: 0, OPEN: 1, CONFIRM: 2, CHANGEABLE: 3, FIXED: 4, OTHER_KIND: 5}
"""How far a criterion keeps its indication from lining up; for another kind of the condition it is out of the question."""
_RANKS = range(5)


@dataclass(frozen=True, slots=True)
class _Left:
    """The answers that are still possible: by question, and what is wanted of several questions together."""

    facts: Mapping[str, tuple[Fact, ...]]
    wishes: tuple[Wish, ...] = ()

    def narrowed(self, wanted: Wish) -> "_Left | None":
        """What is left when something more is wanted; None when nothing is."""
        if len(wanted.questions) > 1:
            more = _Left(self.facts, (*self.wishes, wanted))
            return more if answers_that(more.wishes, more.facts) is not None else None
        (name,) = wanted.questions
        kept = tuple(fact for fact in self.facts[name] if wanted.holds({name: fact}))
        if len(kept) == len(self.facts[name]):
            return self
        if not kept:
            return None
        left = _Left({**self.facts, name: kept}, self.wishes)
        if any(name in one.questions for one in self.wishes) and answers_that(self.wishes, left.facts) is None:
            return None
        return left

    def answers(self) -> dict[str, Fact]:
        """One set of answers of those that are left."""
        return {name: facts[0] for name, facts in self.facts.items()} | (answers_that(self.wishes, self.facts) or {})


def situations_of(
    plan: Plan,
    held: Mapping[str, Fact] | None = None,
    now: Mapping[str, Fact] | None = None,
    known: dict[object, dict[int, dict[str, Fact]]] | None = None,
) -> dict[Situation, dict[str, Fact]]:
    """Every situation that some completion of the held facts leads to, each with one completion that does.

    `held` may hold None for a question: then nothing is known of it, and stays so. A completion keeps to `now` where it
    can. `known` may keep what was found for the same products of another plan (with nothing held); much of a condition
    stays as it is for years.
    """
    known = {} if known is None else known
    asked = plan.condition.kinds_ask
    every = {name: _open_to(name, facts, held or {}, now or {}) for name, facts in cells(plan).items() if name != "condition"}
    found: dict[Situation, dict[str, Fact]] = {}
    for kind in every[asked] if asked else (None,):
        of_kind = {**every, asked: (kind,)} if asked else every
        here = [one for one in plan.indications if one.available and not _of_another(one, asked, kind)]
        for values in ((TRUE,), (FALSE, UNKNOWN)):
            start = _Left(of_kind).narrowed(wish_of(plan.trial_reason, *values))
            if start is None:
                continue
            key = (plan.condition.id, kind, values, tuple(id(one.version) for one in here))
            if key not in known:
                known[key] = dict(_reached(here, start))
            for facts in known[key].values():
                way = {**start.answers(), **{name: fact for name, fact in facts.items() if name in every}}
                found.setdefault(seen_under(plan, way), {"condition": plan.condition.id, **way})
    return found


def crossings(plan: Plan, held: Mapping[str, Fact], name: str, one: Fact, two: Fact) -> Iterator[tuple[int, dict[str, Fact]]]:
    """Where one answer instead of another moves the best that any product reaches: for each rank that it can be moved over,
    a completion of the held facts (without `name`) under which the first answer keeps the best to that rank or a better one
    and the second does not."""
    asked = plan.condition.kinds_ask
    every = {key: _open_to(key, facts, held, {}) for key, facts in cells(plan).items() if key not in ("condition", name)}
    for kind in every[asked] if asked in every else (held.get(asked or ""),):
        start = _Left({**every, asked: (kind,)} if asked in every else every)
        here = [item for item in plan.indications if item.available and not _of_another(item, asked, kind)]
        for rank in _RANKS:
            found = next(_crossing(here, rank, start, name, one, two), None)
            if found is not None:
                yield rank, {"condition": plan.condition.id, **found.answers()}


def _crossing(indications: list[IndicationPlan], rank: int, start: _Left, name: str, one: Fact, two: Fact) -> Iterator[_Left]:
    """Answers under which some indication has this rank or a better one with the first fact, and none has with the second."""
    for best in indications:
        left: _Left | None = start
        for criterion in best.criteria:
            left = left and _narrowed_with(left, criterion, lambda own: own <= rank, name, one)
        if left is not None:
            yield from _held_off(indications, rank, left, name, two)


def _held_off(indications: list[IndicationPlan], rank: int, left: _Left, name: str, fact: Fact) -> Iterator[_Left]:
    """Answers under which every indication is worse than a rank, with `name` answered by a fact: hardest first."""
    choices = []
    for indication in indications:
        ways = [_narrowed_with(left, one, lambda own: own > rank, name, fact) for one in indication.criteria]
        if any(way is left for way in ways):
            continue
        choices.append((indication, [way for way in ways if way is not None]))
    if not choices:
        yield left
        return
    hardest, ways_left = min(choices, key=lambda choice: len(choice[1]))
    others = [indication for indication, _ in choices if indication is not hardest]
    for way in ways_left:
        yield from _held_off(others, rank, way, name, fact)


def _narrowed_with(left: _Left, criterion: Criterion, holds: Callable[[int], bool], name: str, fact: Fact) -> _Left | None:
    """What is left when the rank of a criterion is wanted to be so, with `name` answered by a fact."""
    read = reads(criterion.node)
    if name not in read:
        return left.narrowed(_wanted(criterion, holds))
    rest = read - {name}
    if not rest:
        return left if holds(_rank_of(criterion, fact)) else None

    def kept(facts: Mapping[str, Fact]) -> bool:
        told = {**facts, name: fact}
        return holds(_RANK[mark(criterion, met(criterion, told), told)])

    return left.narrowed(Wish(frozenset(rest), kept))


def _open_to(name: str, facts: tuple[Fact, ...], held: Mapping[str, Fact], now: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts that a question can still have, the present one first."""
    if name in held:
        return (held[name],)
    return (now[name], *(fact for fact in facts if fact != now[name])) if name in now else facts


def seen_under(plan: Plan, facts: Mapping[str, Fact]) -> Situation:
    """What the decision table sees, as the engine has it."""
    marks = []
    for indication in plan.indications:
        added = 0 if indication.available else FIXED
        for criterion in indication.criteria:
            added |= mark(criterion, met(criterion, facts), facts)
        marks.append(added)
    return situation(plan, facts, marks)


def _of_another(indication: IndicationPlan, asked: str | None, kind: Fact) -> bool:
    return any(one.side == "kind" and met(one, {asked or "": kind}) == FALSE for one in indication.criteria)


def _reached(indications: list[IndicationPlan], start: _Left) -> Iterator[tuple[int, dict[str, Fact]]]:
    """Each rank that the best of some indications can have, with answers under which it has."""
    if not indications:
        yield 0, start.answers()
    for rank in _RANKS if indications else ():
        left = next(_with_best(indications, rank, start), None)
        if left is not None:
            yield rank, left.answers()


def _with_best(indications: list[IndicationPlan], rank: int, start: _Left) -> Iterator[_Left]:
    """Answers under which one indication has this rank and no other a better one."""
    for best in indications:
        left: _Left | None = start
        for criterion in best.criteria:
            left = left and left.narrowed(_wanted(criterion, lambda own: own <= rank))
        if left is None:
            continue
        if not rank:
            yield left  # nothing does better; and it may have no criterion that this view counts
            continue
        rest = [one for one in indications if one is not best]
        for criterion in best.criteria:
            exactly = left.narrowed(_wanted(criterion, lambda own: own == rank))
            if exactly is not None:
                yield from _kept_back(rest, rank, exactly)


def _kept_back(indications: list[IndicationPlan], rank: int, left: _Left) -> Iterator[_Left]:
    """Answers under which every one of some indications is kept to this rank or a worse one: hardest to keep back first."""
    choices = []
    for indication in indications:
        ways = [left.narrowed(_wanted(one, lambda own: own >= rank)) for one in indication.criteria]
        if any(way is left for way in ways):
            continue  # kept back whatever is answered now
        choices.append((indication, [way for way in ways if way is not None]))
    if not choices:
        yield left
        return
    hardest, ways_left = min(choices, key=lambda choice: len(choice[1]))
    others = [indication for indication, _ in choices if indication is not hardest]
    for way in ways_left:
        yield from _kept_back(others, rank, way)


def _wanted(criterion: Criterion, holds: Callable[[int], bool]) -> Wish:
    read = reads(criterion.node)
    if len(read) == 1:
        (name,) = read
        return Wish(read, lambda facts: holds(_rank_of(criterion, facts[name])))
    return Wish(read, lambda facts: holds(_RANK[mark(criterion, met(criterion, facts), facts)]))


@lru_cache(maxsize=65536)
def _rank_of(criterion: Criterion, fact: Fact) -> int:
    """The rank of a criterion on one question."""
    (name,) = reads(criterion.node)
    facts = {name: fact}
    return _RANK[mark(criterion, met(criterion, facts), facts)]
