"""Which questions can still matter, exactly, and which to ask next.

A question is asked if and only if, for some completion of the unanswered others, its answer changes a fit, the
conversation or a talking point. "Not sure" counts as asked. When nothing more can change, the interview is over.
Nothing here samples or guesses: criteria that share no open question are independent, so the whole space is covered by
looking at small parts of it.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from trialhelper.answers import Answers
from trialhelper.engine.assess import Situation, condition_of, converse, facts_of, talks_of_trials
from trialhelper.engine.evaluate import FIXED, OTHER_KIND, fit_of, truth
from trialhelper.engine.outcomes import crossings, seen_under, situations_of
from trialhelper.engine.plan import Discussed, Plan, View, make_plan, nodes
from trialhelper.engine.space import (
    Fact,
    Piece,
    State,
    cells,
    combine,
    components,
    marks_of,
    pieces,
    reachable,
    seen_in,
    settle,
    steps,
    together,
)
from trialhelper.kleene import TRUE
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Question

__all__ = ["Ask", "moving_the_fit", "next_question", "relevant", "relevant_to"]

_OPENING = ("who", "condition")
_FEW = 6
"""So many products in play, and all that the open answers can add up to is still soon listed."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask next: one question, or several that share the page "does any of this apply"."""

    questions: tuple[Question, ...]

    @property
    def together(self) -> bool:
        return self.questions[0].asked == "together"


def next_question(rules: RuleBase, answers: Answers, as_of: date) -> Ask | None:
    """The next page of the interview, or None when no answer can change anything more.

    Pages follow the order that the authors gave the questions; those marked `together` share one page, at the place of
    the first of them.
    """
    for name in _OPENING:
        if name not in answers:
            return Ask((rules.questions[name],))
    kind = _kind_to_tell(rules, answers, as_of)
    if kind:
        return Ask((kind,))
    open_now = [rules.questions[name] for name in relevant(rules, answers, as_of)]
    if not open_now:
        return None
    first = open_now[0]
    if first.asked == "alone":
        return Ask((first,))
    return Ask(tuple(question for question in open_now if question.asked == "together"))


def _kind_to_tell(rules: RuleBase, answers: Answers, as_of: date) -> Question | None:
    """The question that tells the kinds of the condition apart, when it comes first: it always matters while it is open."""
    facts = facts_of(rules, answers)
    _, named = condition_of(facts)
    if named is None:
        return None
    plan = make_plan(rules, named, as_of)
    first = next((question for question in plan.questions if question.id not in facts), None)
    return first if first is not None and first.id == plan.condition.kinds_ask else None


def relevant(rules: RuleBase, answers: Answers, as_of: date, view: View = "person") -> tuple[str, ...]:
    """The unanswered questions whose answer can still change the result, in the order in which they are asked."""
    facts = facts_of(rules, answers)
    _, named = condition_of(facts)
    if "condition" not in answers:
        return ("condition",)
    if named is None:
        return ()
    return relevant_to(rules, make_plan(rules, named, as_of, view), facts)


def relevant_to(rules: RuleBase, plan: Plan, held: Mapping[str, Fact]) -> tuple[str, ...]:
    """The questions of a plan, not among the held facts, whose answer can still change the result."""
    decided, still = pieces(plan, held)
    own = [[piece for piece in still if piece.indication == place] for place in range(len(plan.indications))]
    certain: set[str] = set()
    if plan.condition.kinds_ask and plan.condition.kinds_ask not in held:
        certain.add(plan.condition.kinds_ask)
    for place, mine in enumerate(own):
        _add_what_moves_the_fit(certain, plan, held, decided[place], mine)
    for place, mine in enumerate(own):
        _add_what_moves_a_point(certain, plan, held, place, decided[place], mine)
    rest = _may_move_the_conversation(plan, held, still) - certain
    if rest:
        certain.update(_moves_the_conversation(rules, plan, held, rest))
    return tuple(question.id for question in plan.questions if question.id in certain)


def moving_the_fit(plan: Plan, held: Mapping[str, Fact], place: int) -> set[str]:
    """The open questions whose answer can still change the fit of one indication (by its place in the plan)."""
    decided, still = pieces(plan, held)
    found: set[str] = set()
    _add_what_moves_the_fit(found, plan, held, decided[place], [piece for piece in still if piece.indication == place])
    return found


def _neighbours(plan: Plan, names: frozenset[str], name: str) -> Iterator[tuple[dict[str, Fact], dict[str, Fact]]]:
    """Every pair of completions of some questions that differ in the answer to one of them only."""
    every = cells(plan)
    others = sorted(names - {name})
    for values in itertools.product(*(every[other] for other in others)):
        rest = dict(zip(others, values, strict=True))
        for one, two in itertools.combinations(every[name], 2):
            yield {**rest, name: one}, {**rest, name: two}


def _leads_to(plan: Plan, held: Mapping[str, Fact], mine: list[Piece], group: frozenset[str]) -> set[int]:
    """The marks that the criteria of one indication within a group of questions can add."""
    every, moved, names = cells(plan), [piece for piece in mine if piece.questions <= group], sorted(group)
    return {
        _marks(moved, {**held, **dict(zip(names, values, strict=True))})
        for values in itertools.product(*(every[name] for name in names))
    }


def _marks(mine: list[Piece], facts: Mapping[str, Fact]) -> int:
    marks = 0
    for piece in mine:
        marks |= marks_of(piece, facts)
    return marks


def _around(base: int, groups: Mapping[frozenset[str], set[int]], apart: frozenset[str]) -> set[int]:
    """The marks that an indication can have from the groups that share no question with `apart`."""
    reached = {base}
    for group, added in groups.items():
        if not group & apart:
            reached = {settle(one | two) for one in reached for two in added}
    return reached


def _add_what_moves_the_fit(certain: set[str], plan: Plan, held: Mapping[str, Fact], base: int, mine: list[Piece]) -> None:
    """Add the questions that change the fit of one indication in some completion."""
    groups = {group: _leads_to(plan, held, mine, group) for group in components(piece.questions for piece in mine)}
    for group in groups:
        if group <= certain:
            continue
        moved = [piece for piece in mine if piece.questions <= group]
        around = _around(base, groups, group)
        for name in group - certain:
            for one, two in _neighbours(plan, group, name):
                first, second = _marks(moved, {**held, **one}), _marks(moved, {**held, **two})
                if first != second and any(fit_of(here | first) != fit_of(here | second) for here in around):
                    certain.add(name)
                    break


def _add_what_moves_a_point(
    certain: set[str], plan: Plan, held: Mapping[str, Fact], place: int, base: int, mine: list[Piece]
) -> None:
    """Add the questions that decide whether a point of an indication, which need not differ, is raised."""
    if fit_of(base) == "differs":
        return
    groups: dict[frozenset[str], set[int]] | None = None
    for discussed in plan.indications[place].discuss:
        wanted = _open(discussed, held) - certain
        if not wanted:
            continue
        if groups is None:
            groups = {group: _leads_to(plan, held, mine, group) for group in components(piece.questions for piece in mine)}
        names = _open(discussed, held).union(*(group for group in groups if group & _open(discussed, held)))
        moved = [piece for piece in mine if piece.questions <= names]
        around = _around(base, groups, names)
        for name in wanted:
            if any(
                _shown(discussed, {**held, **one}, here | _marks(moved, {**held, **one}))
                != _shown(discussed, {**held, **two}, here | _marks(moved, {**held, **two}))
                for one, two in _neighbours(plan, names, name)
                for here in around
            ):
                certain.add(name)


def _open(discussed: Discussed, held: Mapping[str, Fact]) -> frozenset[str]:
    if discussed.node is None:
        return frozenset()
    return frozenset(leaf.question for leaf in nodes(discussed.node)).difference(held)


def _shown(discussed: Discussed, facts: Mapping[str, Fact], marks: int) -> bool:
    return fit_of(marks) != "differs" and discussed.node is not None and truth(discussed.node, facts) == TRUE


def _may_move_the_conversation(plan: Plan, held: Mapping[str, Fact], still: list[Piece]) -> frozenset[str]:
    """Open questions that no fit and no point turns on, but that still reach the decision table or a study's points."""
    names = {name for piece in still for name in piece.questions}
    names |= {leaf.question for leaf in nodes(plan.trial_reason)} - held.keys()
    return frozenset(names.union(*(_open(discussed, held) for discussed in plan.trial_points)))


def _moves_the_conversation(rules: RuleBase, plan: Plan, held: Mapping[str, Fact], names: frozenset[str]) -> Iterator[str]:
    """Those of `names` that change what the decision table says, or a point about studies where studies are raised.

    All that the open answers can add up to is listed where few products are in play. Where many are (a kind that the
    person is not sure of), answers that make the difference are searched for instead.
    """
    decided, _ = pieces(plan, held)
    in_play = sum(marks not in (FIXED, OTHER_KIND) for marks in decided)
    yield from (_moves_it_by_listing if in_play <= _FEW else _moves_it_by_search)(rules, plan, held, names)


def _moves_it_by_listing(rules: RuleBase, plan: Plan, held: Mapping[str, Fact], names: frozenset[str]) -> Iterator[str]:
    """Those of `names` that change what the decision table says, or a point about studies where studies are raised."""
    for group in together(plan, held):
        if not group & names:
            continue
        around = list(reachable(plan, held, apart=group))
        every = {tuple(sorted(chosen.items())): step for step, chosen in steps(plan, held, group)}
        said = {
            (chosen, state): _said(rules, plan, {**held, **dict(chosen)}, combine(state, step))
            for chosen, step in every.items()
            for state in around
        }
        for name in group & names:
            if any(
                said[_key(one), state] != said[_key(two), state]
                for one, two in _neighbours(plan, group, name)
                for state in around
            ):
                yield name


def _key(chosen: Mapping[str, Fact]) -> tuple[tuple[str, Fact], ...]:
    return tuple(sorted(chosen.items()))


def _said(rules: RuleBase, plan: Plan, facts: Mapping[str, Fact], state: State) -> tuple[object, ...]:
    """The conversations of a state, and the points about studies that are raised in them."""
    primary, others = converse(rules, seen_in(plan, facts, state))
    raised = talks_of_trials(primary, others)
    points = [raised and (point.node is None or truth(point.node, facts) == TRUE) for point in plan.trial_points]
    return (primary, others, *points)


def _moves_it_by_search(rules: RuleBase, plan: Plan, held: Mapping[str, Fact], names: frozenset[str]) -> Iterator[str]:
    """The same for questions of which none moves a fit or a point of a therapy, by search.

    Exact where a question is not read by a criterion and by a point about studies at once, and where a conversation does
    not come back for a product that does worse; both hold for the rules that need it.
    """
    read = {question for piece in pieces(plan, held)[1] for question in piece.questions}
    reached = situations_of(plan, held)
    reason = {leaf.question for leaf in nodes(plan.trial_reason)}
    for name in sorted(names):
        if (
            (name in reason and any(_reason_matters(rules, seen) for seen in reached))
            or _raises_a_trial_point(rules, plan, held, name, reached)
            or (name in read and _moves_the_best(rules, plan, held, name))
        ):
            yield name


def _reason_matters(rules: RuleBase, seen: Situation) -> bool:
    return converse(rules, seen._replace(trial_reason=True)) != converse(rules, seen._replace(trial_reason=False))


def _raises_a_trial_point(rules: RuleBase, plan: Plan, held: Mapping[str, Fact], name: str, reached: Iterable[Situation]) -> bool:
    """Whether a question decides on a point about studies, and studies can be raised."""
    open_points = [point for point in plan.trial_points if name in _open(point, held)]
    if not open_points or not any(talks_of_trials(*converse(rules, seen)) for seen in reached):
        return False
    return any(
        truth(point.node, {**held, **one}) != truth(point.node, {**held, **two})
        for point in open_points
        if point.node is not None
        for one, two in _neighbours(plan, _open(point, held), name)
        if TRUE in (truth(point.node, {**held, **one}), truth(point.node, {**held, **two}))
    )


def _moves_the_best(rules: RuleBase, plan: Plan, held: Mapping[str, Fact], name: str) -> bool:
    """Whether a question moves the best that any product reaches from one conversation to another."""
    for one, two, way in crossings(plan, held, name):
        first = seen_under(plan, {**way, **held, name: one})
        second = seen_under(plan, {**way, **held, name: two})
        if converse(rules, first) != converse(rules, second):
            return True
    return False
