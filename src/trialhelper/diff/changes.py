"""What changed between two plans of one condition, rule by rule, and every mixture of the two.

A changed rule is made of *elements*: the smallest parts of a plan that can be taken from the one or the other side (a
criterion, a status, a product, the decision table). A `Mixer` lays any of them over the old side. A rule is to blame for a
difference when that rule alone, laid over the old base, makes it, or when the new base without that rule does not have it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from trialhelper.diff.model import Cause, IndicationKey, Ruled
from trialhelper.diff.seats import Seat, World, asking_of, heard, meaning_of, node_meaning, written
from trialhelper.engine.plan import Criterion, IndicationPlan, Plan
from trialhelper.engine.space import Fact
from trialhelper.rulebase.criterion import Test, leaves
from trialhelper.rulebase.entries import Question, Therapy
from trialhelper.rulebase.linking import option_ids, telling_options
from trialhelper.rulebase.standing import in_force, status_on

__all__ = ["Mixer", "RuleChange"]


Element = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that changed: its elements, and the indications whose fit it can move."""

    cause: Cause
    elements: frozenset[Element]
    indications: tuple[IndicationKey, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A criterion before and after; None where it is new or gone. `element` is None when it means the same."""

    old: Criterion | None
    new: Criterion | None
    element: Element | None


_Found = tuple[Cause, tuple[Element, ...], IndicationKey | None]


def changes_between(old: Seat, new: Seat) -> tuple[RuleChange, ...]:
    """Every changed rule once, with all of its elements."""
    elements: dict[Cause, dict[Element, None]] = {}
    indications: dict[Cause, dict[IndicationKey, None]] = {}
    for cause, parts, key in (*_of_indications(old, new), *_of_the_conversation(old, new)):
        elements.setdefault(cause, {}).update(dict.fromkeys(parts))
        indications.setdefault(cause, {}).update({key: None} if key else {})
    return tuple(RuleChange(cause, frozenset(parts), tuple(indications[cause])) for cause, parts in elements.items())


def side_by_side(key: IndicationKey, old: IndicationPlan, new: IndicationPlan) -> tuple[Pair, ...]:
    """The criteria of two versions, each beside what it was: the same, on the same questions, or on one of them."""
    left, right, found = list(old.criteria), list(new.criteria), list[tuple[Criterion | None, Criterion | None]]()
    for alike in _ALIKE:
        for one in list(left):
            other = next((two for two in right if alike(one, two)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                found.append((one, other))
    found += [(one, None) for one in left]
    found += [(None, two) for two in right]
    return tuple(
        Pair(one, two, None if one and two and meaning_of(one) == meaning_of(two) else ("criterion", *key, str(place)))
        for place, (one, two) in enumerate(found)
    )


def _questions(criterion: Criterion) -> frozenset[str]:
    return frozenset(leaf.ask for leaf in leaves(criterion.node.criterion))


_ALIKE: tuple[Callable[[Criterion, Criterion], bool], ...] = (
    lambda one, two: meaning_of(one) == meaning_of(two),
    lambda one, two: one.side == two.side and written(one.node.criterion) == written(two.node.criterion),
    lambda one, two: one.side == two.side and _questions(one) == _questions(two),
    lambda one, two: _questions(one) == _questions(two),
    lambda one, two: one.side == two.side and not _questions(one).isdisjoint(_questions(two)),
)


def _of_the_conversation(old: Seat, new: Seat) -> Iterator[_Found]:
    """Changes of what lies around the indications: kinds, studies, the decision table."""
    if _kinds(old) != _kinds(new):
        yield Cause("kinds", new.plan.condition.id), (("kinds",), ("standing",)), None
    elif old.studied != new.studied:
        gone = tuple(ref for ref in old.studies if ref not in new.studies)
        come = tuple(ref for ref in new.studies if ref not in old.studies)
        yield Cause("standing", "", "", gone or None, come or None), (("standing",),), None
    if node_meaning(old.plan.trial_reason) != node_meaning(new.plan.trial_reason):
        before, after = old.rules.table.trial_reason, new.rules.table.trial_reason
        if question := _changed_question(old, new, before, after):
            yield _of_question(old, new, question), (("trial_reason",), ("question", question)), None
        else:
            cause = Cause("trial_reason", "", "", Ruled("requires", before, ""), Ruled("requires", after, ""))
            yield cause, (("trial_reason",),), None
    if old.rules.table.rows != new.rules.table.rows:
        yield Cause("conversation_row"), (("table",),), None


def _kinds(one: Seat) -> object:
    plan = one.plan
    return plan.condition.id, plan.condition.kinds_ask, one.held, {name: kind.id for name, kind in plan.kinds.items()}


def _of_indications(old: Seat, new: Seat) -> Iterator[_Found]:
    for key in {**old.indications, **new.indications}:
        one, two = old.indications.get(key), new.indications.get(key)
        if one is None or two is None:
            yield _presence(old, new, key), (("present", *key),), key
            continue
        if one.available != two.available:
            yield _status(old, new, key), (("status", *key),), key
        moved = one.version.from_ != two.version.from_ and _stood_before(old.rules.therapies[key[0]], key[1], two)
        for pair in side_by_side(key, one, two):
            if pair.element is None:
                continue
            if question := _question_behind(old, new, pair, one, two):
                yield _of_question(old, new, question), (pair.element, ("question", question)), key
            elif "kind" in {part.side for part in (pair.old, pair.new) if part}:
                yield Cause("kinds", new.plan.condition.id), (pair.element,), key
            elif moved:
                yield Cause("version_date", *key, (str(one.version.from_),), (str(two.version.from_),)), (pair.element,), key
            else:
                yield Cause("criterion", *key, _ruled(pair.old, one), _ruled(pair.new, two)), (pair.element,), key


def _ruled(criterion: Criterion | None, plan: IndicationPlan) -> Ruled | None:
    return Ruled(criterion.side, criterion.node.criterion, str(plan.version.from_)) if criterion else None


def _stood_before(therapy: Therapy, condition: str, now: IndicationPlan) -> bool:
    """Whether the criteria that hold now stood in the old rules too, from another day on."""
    sides = [[written(one) for one in side] for side in (now.version.requires, now.version.rules_out)]
    return any(
        [[written(one) for one in side] for side in (version.requires, version.rules_out)] == sides
        for use in therapy.indications
        if use.condition == condition
        for version in use.versions
    )


def _question_behind(old: Seat, new: Seat, pair: Pair, one: IndicationPlan, two: IndicationPlan) -> str | None:
    """The question that changed where the criterion did not: other options, or somebody else who answers it."""
    if pair.old and pair.new:
        same_side = pair.old.side == pair.new.side
        return _changed_question(old, new, pair.old.node.criterion, pair.new.node.criterion) if same_side else None
    left, aside = (pair.old, two.care_team) if pair.old else (pair.new, one.care_team)
    if left and any(left.side == other.side and written(left.node.criterion) == written(other.node.criterion) for other in aside):
        return next(iter(leaves(left.node.criterion))).ask
    return None


def _changed_question(old: Seat, new: Seat, before: Test, after: Test) -> str | None:
    """The first question that differs below a criterion that is written the same on both sides."""
    if written(before) != written(after):
        return None
    one, two = old.rules.questions, new.rules.questions
    return next((leaf.ask for leaf in leaves(before) if asking_of(one[leaf.ask]) != asking_of(two[leaf.ask])), None)


def _of_question(old: Seat, new: Seat, question: str) -> Cause:
    before, after = _as_asked(old.rules.questions[question]), _as_asked(new.rules.questions[question])
    return Cause("question", question, "", before, after)


def _as_asked(question: Question) -> tuple[str, ...]:
    tell = telling_options(question)
    return (
        *(f"option:{name}" if name in tell else f"unknown:{name}" for name in option_ids(question)),
        f"answered_by:{question.answered_by}",
        f"confirms:{question.confirms or 'nothing'}",
    )


def _status(old: Seat, new: Seat, key: IndicationKey) -> Cause:
    before, after = (_state(one.rules.therapies[key[0]], one.plan) for one in (old, new))
    return Cause("status", key[0], "", before, after)


def _state(therapy: Therapy, plan: Plan) -> tuple[str, ...]:
    """The entry that is in force, else the first that is yet to come."""
    status = in_force(therapy, plan.as_of) or therapy.status[0]
    return status.is_, str(status.from_)


def _presence(old: Seat, new: Seat, key: IndicationKey) -> Cause:
    """Why only one of the sides has an indication in force."""
    before, after = old.rules.therapies.get(key[0]), new.rules.therapies.get(key[0])
    if before is None or after is None:
        return Cause("therapy", key[0], "", (before.brand,) if before else None, (after.brand,) if after else None)
    if status_on(before, old.plan.as_of) is None or status_on(after, new.plan.as_of) is None:
        return _status(old, new, key)
    first_before, first_after = _first_version(before, key[1]), _first_version(after, key[1])
    return Cause("version_date" if first_before and first_after else "indication", *key, first_before, first_after)


def _first_version(therapy: Therapy, condition: str) -> tuple[str, ...] | None:
    dates = [str(use.versions[0].from_) for use in therapy.indications if use.condition == condition]
    return (dates[0],) if dates else None


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

    def world(self, taken: Iterable[RuleChange]) -> World:
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
