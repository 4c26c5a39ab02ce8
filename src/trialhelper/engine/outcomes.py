"""Every situation that some answers lead to, each with such answers, without listing all that the answers can add up to.

The decision table sees the best that any available product reaches. So for each thing that it may see, answers are looked for
under which one product reaches just that and no other does better: of every other product one criterion has to stand in the
way, and the search takes them one by one. What is found is judged by the engine itself; when nothing is found, nothing is there.

`engine.space.situations` gives the same for few products (a test holds the two together); here a condition may have dozens.

What the search finds out of a criterion is kept for the next search. So it never looks at a number that somebody told, but at
the cell that stands for it: no rule tells the two apart.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from trialhelper.cache import cached
from trialhelper.engine.assess import Situation, situation
from trialhelper.engine.evaluate import FIXED, RANK, mark
from trialhelper.engine.finding_answers import Wish, answers_that, met, wish_of
from trialhelper.engine.plan import Criterion, IndicationPlan, Plan
from trialhelper.engine.ready import alone
from trialhelper.engine.space import Fact, cell_of, cells, reads
from trialhelper.kleene import FALSE, TRUE, UNKNOWN

__all__ = ["crossings", "each_situation", "seen_under", "situations_of"]

Told = tuple[tuple[str, Fact], ...]
Found = dict[object, dict[int, dict[str, Fact]]]

_RANKS = range(5)


def _up_to(rank: int) -> range:
    return range(rank + 1)


def _from(rank: int) -> range:
    return range(rank, len(RANK))


@dataclass(frozen=True, slots=True)
class _Left:
    """The answers that are still possible: by question, and what is wanted of several questions together."""

    facts: Mapping[str, tuple[Fact, ...]]
    wishes: tuple[Wish, ...] = ()
    tried: dict[object, bool] = field(default_factory=dict)
    """What this search has found out about wishes so far, shared by all that is left of one start; the same few come back."""

    def narrowed(self, wanted: Wish) -> "_Left | None":
        """What is left when something more is wanted; None when nothing is."""
        if not wanted.questions:
            return self if wanted.holds({}) else None
        if len(wanted.questions) > 1:
            if wanted in self.wishes:
                return self
            more = _Left(self.facts, (*self.wishes, wanted), self.tried)
            return more if more._possible() else None
        (name,) = wanted.questions
        facts = self.facts[name]
        kept = _kept(wanted, name, facts)
        if kept is facts:
            return self
        if not kept:
            return None
        left = _Left({**self.facts, name: kept}, self.wishes, self.tried)
        if any(name in one.questions for one in self.wishes) and not left._possible():
            return None
        return left

    def _possible(self) -> bool:
        names = sorted(frozenset().union(*(one.questions for one in self.wishes)))
        key = (self.wishes, tuple([self.facts[name] for name in names]))
        if key not in self.tried:
            self.tried[key] = answers_that(self.wishes, self.facts) is not None
        return self.tried[key]

    def answers(self) -> dict[str, Fact]:
        """One set of answers of those that are left."""
        return {name: facts[0] for name, facts in self.facts.items()} | (answers_that(self.wishes, self.facts) or {})


@cached
def _kept(wanted: Wish, name: str, left: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of the cells that are left those that a wish about one question leaves; `left` itself when all."""
    kept = tuple(fact for fact in left if wanted.holds({name: fact}))
    return left if len(kept) == len(left) else kept


def situations_of(
    plan: Plan,
    held: Mapping[str, Fact] | None = None,
    now: Mapping[str, Fact] | None = None,
    known: Found | None = None,
) -> dict[Situation, dict[str, Fact]]:
    """Every situation that some completion of the held facts leads to, each with one completion that does.

    `held` may hold None for a question: then nothing is known of it, and stays so. A completion keeps to `now` where it
    can. `known` may keep what was found for the same products of another plan (with nothing held); much of a condition
    stays as it is for years.
    """
    found: dict[Situation, dict[str, Fact]] = {}
    for seen, way in each_situation(plan, held or {}, now or {}, known):
        found.setdefault(seen, way)
    return found


def each_situation(
    plan: Plan, held: Mapping[str, Fact], now: Mapping[str, Fact], known: Found | None = None
) -> Iterator[tuple[Situation, dict[str, Fact]]]:
    """As `situations_of`, one by one as they are found, so that whoever has seen enough can stop; some come more than once."""
    known = {} if known is None else known
    every = {name: _open_to(name, facts, held, now) for name, facts in cells(plan).items() if name != "condition"}
    as_told = _as_told(plan, {**now, **held})
    reason = reads(plan.trial_reason)
    for kind, here, left in _by_kind(plan, every):
        apart = all(reason.isdisjoint(reads(one.node)) for indication in here for one in indication.criteria)
        for values in ((TRUE,), (FALSE, UNKNOWN)):
            start = left.narrowed(wish_of(plan.trial_reason, *values))
            if start is None:
                continue
            # a reason that no criterion reads goes with whatever the products reach: looked for once
            key = (plan.condition.id, kind, () if apart else values, tuple(id(one.version) for one in here))
            told = start.answers()
            fixed = {name: told[name] for name in reason} if apart else {}
            if key not in known:
                known[key] = dict(_reached(here, start))
            for facts in known[key].values():
                way = {**told, **{name: fact for name, fact in facts.items() if name in every}, **fixed}
                yield seen_under(plan, way), {"condition": plan.condition.id, **as_told(way)}


def crossings(plan: Plan, held: Mapping[str, Fact], name: str) -> Iterator[tuple[Fact, Fact, dict[str, Fact]]]:
    """Where one answer to a question instead of another moves the best that any product reaches.

    Two answers and a completion of the held facts (without `name`) under which the first keeps the best to some rank or a
    better one and the second does not; one for each rank that the best can be moved over. Not for the question that tells
    the kinds apart.
    """
    every = {key: _open_to(key, facts, held, {}) for key, facts in cells(plan).items() if key not in ("condition", name)}
    as_told = _as_told(plan, held)
    for _, here, start in _by_kind(plan, every):
        moved = [(best, one) for best in here for one in best.criteria if name in reads(one.node)]
        for (one, two), rank in itertools.product(itertools.permutations(cells(plan)[name], 2), _RANKS):
            found = next(_crossing(here, moved, rank, start, ((name, one),), ((name, two),)), None)
            if found is not None:
                yield one, two, {"condition": plan.condition.id, **as_told(found.answers())}


def _by_kind(plan: Plan, every: Mapping[str, tuple[Fact, ...]]) -> Iterator[tuple[Fact, list[IndicationPlan], _Left]]:
    """Each kind that is still possible, with the available indications that are not of another, and the answers left for it."""
    asked = plan.condition.kinds_ask
    for kind in every[asked] if asked else (None,):
        here = [one for one in plan.indications if one.available and not _of_another(one, asked, kind)]
        yield kind, here, _Left({**every, asked: (kind,)} if asked else every)


def _of_another(indication: IndicationPlan, asked: str | None, kind: Fact) -> bool:
    return any(one.side == "kind" and met(one, {asked or "": kind}) == FALSE for one in indication.criteria)


def _open_to(name: str, facts: tuple[Fact, ...], held: Mapping[str, Fact], now: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The cells that a question can still have, that of the present answer first."""
    if name in held:
        return (cell_of(facts, held[name]),)
    if name not in now:
        return facts
    here = cell_of(facts, now[name])
    return (here, *(fact for fact in facts if fact != here))


def _as_told(plan: Plan, told: Mapping[str, Fact]) -> Callable[[dict[str, Fact]], dict[str, Fact]]:
    """Puts the numbers that were told back where a completion has their cells."""
    every = cells(plan)
    numbers = {(name, cell_of(every[name], told[name])): told[name] for name in told.keys() & every.keys()}
    return lambda way: {name: numbers.get((name, fact), fact) for name, fact in way.items()}


def seen_under(plan: Plan, facts: Mapping[str, Fact]) -> Situation:
    """What the decision table sees, as the engine has it."""
    marks = []
    for indication in plan.indications:
        added = 0 if indication.available else FIXED
        for criterion in indication.criteria:
            added |= _marks(criterion, facts)
        marks.append(added)
    return situation(plan, facts, marks)


def _reached(indications: list[IndicationPlan], start: _Left) -> Iterator[tuple[int, dict[str, Fact]]]:
    """Each rank that the best of some indications can have, with answers under which it has."""
    if not indications:
        yield 0, start.answers()
    for rank in _RANKS if indications else ():
        if rank and next(_kept_back(indications, _from(rank), start), None) is None:
            return  # one does better whatever is answered, and so it does for the ranks that are worse
        left = next(_with_best(indications, rank, start), None)
        if left is not None:
            yield rank, left.answers()


def _with_best(indications: list[IndicationPlan], rank: int, start: _Left) -> Iterator[_Left]:
    """Answers under which one indication has this rank and no other a better one."""
    for best in indications:
        left = _each_narrowed(start, best, _up_to(rank))
        if left is None:
            continue
        if not rank:
            yield left  # nothing does better; and it may have no criterion that this view counts
            continue
        rest = [one for one in indications if one is not best]
        for criterion in best.criteria:
            exactly = left.narrowed(_wanted(criterion, range(rank, rank + 1), ()))
            if exactly is not None:
                yield from _kept_back(rest, _from(rank), exactly)


def _crossing(
    indications: list[IndicationPlan],
    moved: list[tuple[IndicationPlan, Criterion]],
    rank: int,
    start: _Left,
    first: Told,
    second: Told,
) -> Iterator[_Left]:
    """Answers under which some indication has this rank or a better one with the first fact, and none has with the second.

    Such an indication has a criterion that the two facts tell apart, one of `moved`; all others have to be kept back.
    """
    for best, criterion in moved:
        apart = start.narrowed(_wanted(criterion, _up_to(rank), first))
        apart = apart and apart.narrowed(_wanted(criterion, _from(rank + 1), second))
        left = apart and _each_narrowed(apart, best, _up_to(rank), first)
        if left is not None:
            yield from _kept_back([one for one in indications if one is not best], _from(rank + 1), left, second)


def _each_narrowed(left: _Left | None, indication: IndicationPlan, ranks: range, told: Told = ()) -> _Left | None:
    """What is left when every criterion of an indication is wanted to be of some ranks."""
    for criterion in indication.criteria:
        left = left and left.narrowed(_wanted(criterion, ranks, told))
    return left


def _kept_back(indications: list[IndicationPlan], ranks: range, left: _Left, told: Told = ()) -> Iterator[_Left]:
    """Answers under which every one of some indications is kept to some (bad) ranks: hardest to keep back first."""
    choices = []
    for indication in indications:
        ways = _ways_to_keep_back(indication, ranks, left, told)
        if ways == []:
            return
        if ways:
            choices.append((indication, ways))
    if not choices:
        yield left
        return
    hardest, ways_left = min(choices, key=lambda choice: len(choice[1]))
    others = [indication for indication, _ in choices if indication is not hardest]
    for way in ways_left:
        yield from _kept_back(others, ranks, way, told)


def _ways_to_keep_back(indication: IndicationPlan, ranks: range, left: _Left, told: Told) -> list[_Left] | None:
    """What is left for each criterion that can keep an indication to some ranks; None when it is kept there already."""
    ways = []
    for criterion in indication.criteria:
        way = left.narrowed(_wanted(criterion, ranks, told))
        if way is left:
            return None
        if way is not None:
            ways.append(way)
    return ways


@cached
def _wanted(criterion: Criterion, ranks: range, told: Told) -> Wish:
    """That a criterion is of one of some ranks, with a question answered as told. One object for one wish, so that what
    follows from it is worked out once."""
    rest = reads(criterion.node).difference(name for name, _ in told)
    return Wish(rest, lambda facts: RANK[_marks(criterion, {**facts, **dict(told)})] in ranks)


def _marks(criterion: Criterion, facts: Mapping[str, Fact]) -> int:
    """What a criterion adds to its indication."""
    judge = alone(criterion)
    return mark(criterion, met(criterion, facts), facts) if judge is None else judge(facts)[1]
