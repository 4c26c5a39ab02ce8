"""Why a result is what it is, and what would settle the rest.

*Because* is the smallest set of answers that forces the conversation: hold these, change all others in any way, and it
never moves. What is not known is a state like any other and may be part of the set. *To settle* lists the unknown
answers that could still change the result. Both are exact: they are proved over the whole answer space of the plan, not
sampled.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from trialhelper.engine.assess import Assessment
from trialhelper.engine.compiled import outcomes_of
from trialhelper.engine.evaluate import Finding, Judged, Mark, Verdict, truth
from trialhelper.engine.plan import Criterion, nodes
from trialhelper.engine.relevance import relevant_to
from trialhelper.engine.space import Fact, conversations, space_of
from trialhelper.kleene import FALSE, UNKNOWN

__all__ = ["ToSettle", "WithTime", "because", "because_fit", "open_questions", "to_settle", "with_time"]


@dataclass(frozen=True, slots=True)
class ToSettle:
    """The questions whose unknown answers could still change the result, and what only the care team can check."""

    person: tuple[str, ...]
    care_team: tuple[tuple[str, Criterion], ...]
    """Pairs of a therapy and one of its criteria."""


@dataclass(frozen=True, slots=True)
class WithTime:
    """A difference that time alone will mend: the age at which it does, in months, how many months that is from now,
    and about when."""

    age_months: float
    in_months: float
    about: date


def because(assessment: Assessment) -> tuple[str, ...]:
    """The smallest set of questions whose answers (or whose being unknown) force this conversation.

    Hold these as they are and change every other answer in any way: the conversation stays. Of several smallest sets
    the first by the order of the questions. The condition always belongs to it. Raises nothing.
    """
    plan = assessment.plan
    if plan is None:
        return ("condition",)
    space = space_of(plan)
    diagrams, node = space.diagrams, conversations(space, assessment.rules)
    now = diagrams.held({name: assessment.facts.get(name) for name in diagrams.names})
    with_it = {level for level, name in enumerate(diagrams.names) if name in assessment.facts and name not in assessment.answers}
    order = [diagrams.level[question.id] for question in plan.questions if question.id in diagrams.level]
    order = [level for level in order if diagrams.reads(node) >> level & 1 and level not in with_it]
    clauses: list[set[int]] = []
    while True:
        held = with_it.union(_smallest_hitting(clauses, order))
        costs = [
            {here: 0} if level in held else {place: int(place != here) for place in range(len(facts))}
            for level, (facts, here) in enumerate(zip(diagrams.facts, now, strict=True))
        ]
        ways = diagrams.cheapest(node, costs)
        others = [way for said, (_, way) in ways.items() if said != assessment.conversation]
        if not others:
            names = {diagrams.names[level] for level in held - with_it}
            return tuple(question.id for question in plan.questions if question.id in names or question.id == "condition")
        clauses += [{level for level, _ in way} for way in others]


def _smallest_hitting(clauses: list[set[int]], order: list[int]) -> tuple[int, ...]:
    """The smallest set of names that has one of every clause; of several the first by order."""
    forced = {name for clause in clauses if len(clause) == 1 for name in clause}
    left = [clause for clause in clauses if not clause & forced]
    names = [name for name in order if any(name in clause for clause in left)]
    for size in range(len(names) + 1):
        for chosen in itertools.combinations(names, size):
            if all(clause.intersection(chosen) for clause in left):
                return tuple(name for name in order if name in forced or name in chosen)
    raise AssertionError("the union of all clauses hits each of them")


def because_fit(finding: Finding) -> tuple[Judged, ...]:
    """The criteria that force the fit of one indication.

    A difference needs one criterion: the first that cannot mend, else the first that differs. Lining up needs all of
    them. Where it cannot be told, what is open is the reason.
    """
    if finding.fit == "differs":
        differing = [one for one in finding.judged if one.met == FALSE]
        for_good = [one for one in differing if one.mark != Mark.CHANGEABLE]
        return tuple((for_good or differing)[:1])
    if finding.fit == "lines_up":
        return finding.judged
    return tuple(one for one in finding.judged if one.met == UNKNOWN)


def open_questions(judged: Iterable[Judged]) -> tuple[str, ...]:
    """The questions that criteria are open for, in the order of the criteria."""
    return tuple(dict.fromkeys(leaf for one in judged if one.met == UNKNOWN for leaf in _open_leaves(one.verdict)))


def _open_leaves(verdict: Verdict) -> Iterator[str]:
    if verdict.value != UNKNOWN:
        return
    if not verdict.parts:
        yield verdict.node.question
    for part in verdict.parts:
        yield from _open_leaves(part)


def to_settle(assessment: Assessment) -> ToSettle:
    """The unknown answers that could still change the result, and the criteria that only the care team can check.

    "Not sure" and "prefer not to say" count as unknown here, because they can be found out.
    """
    if assessment.plan is None:
        found = ("condition",) if assessment.situation.condition != "not_listed" else ()
        return ToSettle(found, ())
    known = {name: fact for name, fact in assessment.facts.items() if fact is not None}
    person = relevant_to(assessment.rules, assessment.plan, known)
    care_team = tuple(
        (finding.plan.therapy.id, criterion)
        for finding in assessment.findings
        if finding.fit != "differs"
        for criterion in finding.plan.care_team
        if assessment.view == "person" or truth(criterion.node, assessment.facts) == UNKNOWN
    )
    return ToSettle(person, care_team)


def with_time(finding: Finding, facts: Mapping[str, Fact], as_of: date) -> WithTime | None:
    """When time alone brings an indication that differs to where nothing told differs, or None when it does not.

    That is the first age to come at which no criterion differs any more, all else being as it was told.
    """
    if not finding.plan.available or finding.fit != "differs":
        return None
    growing = [leaf for one in finding.judged for leaf in nodes(one.criterion.node) if leaf.grows]
    now = facts.get(growing[0].question) if growing else None
    if not isinstance(now, float):
        return None
    for age in sorted({bound for leaf in growing for bound in (leaf.least, leaf.below) if now < bound < float("inf")}):
        then = {**facts, growing[0].question: age}
        if not any(outcomes_of(one.criterion)(then).met == FALSE for one in finding.judged):
            return WithTime(age, age - now, _months_on(as_of, age - now))
    return None


def _months_on(day: date, months: float) -> date:
    """The day about so many months later; the first of a month, because an age in months is not told to the day."""
    whole = day.year * 12 + day.month - 1 + round(months)
    return date(whole // 12, whole % 12 + 1, 1)
