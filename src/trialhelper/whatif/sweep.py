"""One answer over its whole range, and two answers against each other: what each leads to, exactly.

An age or a number is not sampled: it is cut where the rules cut it, and neighbouring stretches that lead to the same are
joined. All other answers stay as they are.
"""

from dataclasses import dataclass
from typing import Final

from trialhelper.engine import Assessment
from trialhelper.engine.assess import converse
from trialhelper.engine.evaluate import Fit
from trialhelper.engine.plan import IndicationPlan, Plan
from trialhelper.engine.space import Fact, seen_under
from trialhelper.rulebase.entries import Question
from trialhelper.whatif.stretches import Stretch, answered_otherwise, joined, place_of, stretches_of

__all__ = ["OLDEST", "Band", "Grid", "Sweep", "grid", "sweep"]

OLDEST: Final = 90 * 12.0
"""An age is swept up to here, in months, unless somebody is older."""


@dataclass(frozen=True, slots=True)
class Band:
    """Answers that all lead to the same: a conversation, those beside it, and a fit of each indication."""

    stretch: Stretch
    conversation: str
    others: tuple[str, ...]
    fits: tuple[Fit | None, ...]
    """None for an indication of another kind."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """One question with everything that an answer to it can lead to, the other answers staying as they are."""

    question: Question
    indications: tuple[IndicationPlan, ...]
    """Those that are not of another kind whatever is answered, in the order of the fits of a band."""
    bands: tuple[Band, ...]
    here: int
    """The band in which the present answer lies."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Two questions with the conversation for every pair of answers, the other answers staying as they are."""

    down: Question
    across: Question
    rows: tuple[Stretch, ...]
    columns: tuple[Stretch, ...]
    conversations: tuple[tuple[str, ...], ...]
    here: tuple[int, int]
    """The row and the column of the present answers."""


def sweep(assessment: Assessment, name: str) -> Sweep:
    """Everything that the answer to one question can lead to. Raises ValueError without a condition of the rules."""
    plan = _plan(assessment)
    seen = {one: answered_otherwise(assessment, {name: one.fact}) for one in _range(assessment, plan, name)}
    fits = {one: [None if finding.other_kind else finding.fit for finding in then.findings] for one, then in seen.items()}
    shown = [place for place in range(len(plan.indications)) if any(reached[place] for reached in fits.values())]
    bands = {}
    for stretch, then in seen.items():
        bands[stretch.fact] = then.conversation, then.others, tuple(fits[stretch][place] for place in shown)
    stretches = joined(seen, lambda one: bands[one.fact])
    return Sweep(
        _question(plan, name),
        tuple(plan.indications[place] for place in shown),
        tuple(Band(one, *bands[one.fact]) for one in stretches),
        place_of(assessment.facts.get(name), stretches),
    )


def grid(assessment: Assessment, down: str, across: str) -> Grid:
    """The conversation for every pair of answers to two questions. Raises ValueError without a condition of the rules."""
    plan = _plan(assessment)
    rows, columns = _range(assessment, plan, down), _range(assessment, plan, across)
    said = {
        (row.fact, column.fact): _conversation(assessment, plan, {down: row.fact, across: column.fact})
        for row in rows
        for column in columns
    }
    rows = joined(rows, lambda one: [said[one.fact, column.fact] for column in columns])
    columns = joined(columns, lambda one: [said[row.fact, one.fact] for row in rows])
    return Grid(
        _question(plan, down),
        _question(plan, across),
        rows,
        columns,
        tuple(tuple(said[row.fact, column.fact] for column in columns) for row in rows),
        (place_of(assessment.facts.get(down), rows), place_of(assessment.facts.get(across), columns)),
    )


def _conversation(assessment: Assessment, plan: Plan, facts: dict[str, Fact]) -> str:
    return converse(assessment.rules, seen_under(plan, {**assessment.facts, **facts}))[0]


def _range(assessment: Assessment, plan: Plan, name: str) -> tuple[Stretch, ...]:
    """The stretches of a question, with ages that nobody here has left out."""
    stretches = stretches_of(plan, name)
    told = assessment.facts.get(name)
    if _question(plan, name).type != "age" or (isinstance(told, float) and told > OLDEST):
        return stretches
    return tuple(one for one in stretches if one.least <= OLDEST)


def _question(plan: Plan, name: str) -> Question:
    return next(question for question in plan.questions if question.id == name)


def _plan(assessment: Assessment) -> Plan:
    if assessment.plan is None:
        raise ValueError("no condition of the rules was named, so there is nothing to sweep")
    return assessment.plan
