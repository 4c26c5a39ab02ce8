"""The whole result for one set of answers on one date: `assess(rules, answers, as_of)`.

A pure function: no clock, no file, no state between calls. It decides nothing about a person; it says which
conversation is worth having with a provider, and keeps the trace from which every sentence of it can be explained.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from trialhelper.answers import NO_DIAGNOSIS, NOT_LISTED, Answers
from trialhelper.cache import cached
from trialhelper.engine.compiled import TalkingPoint, compiled, finding_of, raised
from trialhelper.engine.evaluate import BEST_FIRST, Facts, Finding, Mark, product_of, truth
from trialhelper.engine.plan import CarrierPlan, Plan, View, make_plan
from trialhelper.kleene import TRUE
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Condition, ConditionCell, ProductCell, StudiedCell
from trialhelper.rulebase.standing import Standing
from trialhelper.rulebase.talks import ConversationRow

__all__ = [
    "NO_PRODUCT",
    "Assessment",
    "NoRow",
    "Situation",
    "TalkingPoint",
    "Talks",
    "assess",
    "carrier_state",
    "condition_of",
    "converse",
    "facts_of",
    "possible_kinds",
    "rank_of",
    "row_holds",
    "situation",
    "situation_of",
    "talks_of_trials",
]

Talks = tuple[str, str | None, tuple[str, ...]]
"""The primary conversation, the variant of its words, and the conversations beside it."""

_RANKS: Final = {product: rank for rank, product in enumerate(BEST_FIRST)}
NO_PRODUCT: Final = len(BEST_FIRST)
"""The rank of an indication for another kind of the condition: it is out of the question."""


def rank_of(marks: int) -> int:
    """The place among all that an indication can reach of what its marks reach, the best first; NO_PRODUCT for another kind."""
    product = product_of(marks)
    return NO_PRODUCT if product is None else _RANKS[product]


_RANK_BY_MARKS: Final = tuple(rank_of(marks) for marks in range(2 * max(Mark)))


class NoRow(LookupError):
    """No row of the decision table holds for what it looks at."""


class Situation(NamedTuple):
    """What the decision table looks at."""

    condition: ConditionCell
    product: ProductCell
    studied: StudiedCell
    trial_reason: bool


class Assessment(NamedTuple):
    """The result. `plan` and `standing` are None when no condition of the rule base was named."""

    rules: RuleBase
    answers: Answers
    facts: Facts
    """What the answers tell, the kind that a condition itself names among it."""
    as_of: date
    view: View
    situation: Situation
    conversation: str
    variant: str | None
    """The variant of its words that is said; None for its own."""
    others: tuple[str, ...]
    plan: Plan | None
    kind: Condition | None
    """The condition itself, or the kind of it that was told; None when no condition was named."""
    standing: Standing | None
    findings: tuple[Finding, ...]
    talking_points: tuple[TalkingPoint, ...]

    @property
    def used(self) -> tuple[str, ...]:
        """The answered questions that this result rests on, in the order in which they are asked."""
        read = {question.id for question in self.plan.questions} if self.plan else {"condition"}
        return tuple(name for name in self.rules.questions if name in self.answers and name in read)

    @property
    def unused(self) -> tuple[str, ...]:
        """Answers that are kept but do not matter for this condition; what was typed in a search, and what matters to the person,
        is not among them."""
        read = {*self.used, "who"}
        return tuple(
            name for name in self.answers if name not in read and self.rules.questions[name].asked not in ("by_name", "values")
        )


def assess(rules: RuleBase, answers: Answers, as_of: date, view: View = "person") -> Assessment:
    """Assess one set of answers on one date.

    In the care team's view the criteria that only a care team can answer count like any other; in the person's view
    they are listed and never counted. Raises nothing for any answers that `read_answer` gives, but NoRow when the decision
    table has a gap there; `trialhelper check` proves that it has none.
    """
    facts = facts_of(rules, answers)
    state, named = condition_of(facts)
    if named is None:
        seen = Situation(state, "none", studied="none", trial_reason=False)
        primary, variant, others = converse(rules, seen)
        return Assessment(rules, answers, facts, as_of, view, seen, primary, variant, others, None, None, None, (), ())
    plan = make_plan(rules, named, as_of, view)
    ready = compiled(plan)
    findings = tuple([finding_of(indication, facts) for indication in ready.indications])
    seen = situation(plan, facts, [finding.marks for finding in findings])
    primary, variant, others = converse(rules, seen)
    kind = _kind(plan, facts.get(plan.condition.kinds_ask or ""))
    points: list[TalkingPoint] = []
    for finding, indication in zip(findings, ready.indications, strict=True):
        if finding.fit != "differs":
            points += raised(indication.points, facts)
    if talks_of_trials(primary, others):
        points += raised(ready.trial_points, facts)
    standing = plan.standings[kind.id]
    return Assessment(
        rules, answers, facts, as_of, view, seen, primary, variant, others, plan, kind, standing, findings, tuple(points)
    )  # fmt: skip


def facts_of(rules: RuleBase, answers: Answers) -> Facts:
    """What the answers tell. A condition that is a kind of another ("hemophilia B") tells the kind as well."""
    named = rules.conditions.get(str(answers.facts.get("condition")))
    asked = rules.conditions[named.kind_of].kinds_ask if named and named.kind_of else None
    if named is None or asked is None or asked in answers:
        return answers.facts
    return {**answers.facts, asked: named.kind}


def condition_of(facts: Facts) -> tuple[ConditionCell, str | None]:
    """How much is known of the condition, and its id when it is one of the rule base."""
    named = facts.get("condition")
    if named is None:
        return "not_known", None
    if named == NOT_LISTED:
        return "not_listed", None
    if named == NO_DIAGNOSIS:
        return "no_diagnosis", None
    return "listed", str(named)


def _kind(plan: Plan, told: object) -> Condition:
    return plan.kinds.get(str(told), plan.condition)


def situation(plan: Plan, facts: Facts, marks: Sequence[Mark]) -> Situation:
    """What the decision table sees, from the marks of the plan's indications in their order."""
    best, gone = NO_PRODUCT, False
    for indication, mark in zip(plan.indications, marks, strict=True):
        rank = _RANK_BY_MARKS[mark]
        if indication.available:
            best = min(best, rank)
        else:
            gone = gone or rank < NO_PRODUCT
    told = facts.get(plan.condition.kinds_ask or "")
    reason = truth(plan.trial_reason, facts) == TRUE
    return situation_of(plan, told, carrier_state(plan.carriers.get(_kind(plan, told).id), facts), best, gone, reason)


def carrier_state(carrier: CarrierPlan | None, facts: Facts) -> ConditionCell:
    """Whether somebody has the condition as told, or may be a carrier, without signs of the illness or not."""
    if carrier is None or truth(carrier.node, facts) != TRUE:
        return "listed"
    return "carrier" if facts.get(carrier.signs) == "no" else "one_copy"


def situation_of(plan: Plan, told: object, state: ConditionCell, best: int, gone: bool, reason: bool) -> Situation:
    """The same from the kind that was told, who may be a carrier, the rank of the best available indication (NO_PRODUCT when
    there is none), whether one was withdrawn, and whether there is a reason to ask about studies."""
    product: ProductCell = BEST_FIRST[best] if best < NO_PRODUCT else "withdrawn" if gone else "none"
    studied, differ = plan.studied[_kind(plan, told).id]
    if differ and product in ("withdrawn", "none"):
        product = "kind"  # what is studied is another for one kind than for the next: the kind comes first
    return Situation(state, product, studied, reason)


def _possible(plan: Plan, kind: Condition) -> tuple[Condition, ...]:
    """The kinds that the answers leave possible; the condition itself when it does not split."""
    return tuple(plan.kinds.values()) if kind is plan.condition and plan.kinds else (kind,)


def possible_kinds(assessment: "Assessment") -> tuple[Condition, ...]:
    """The condition, or those of its kinds that the answers leave possible; none when no condition was named."""
    return _possible(assessment.plan, assessment.kind) if assessment.plan and assessment.kind else ()


def converse(rules: RuleBase, seen: Situation) -> Talks:
    """The primary conversation and those beside it, by the first row of the decision table that holds.

    Raises NoRow when no row does; `trialhelper check` proves that one always does, and only one.
    """
    return _table(rules)[seen]


@cached
def _table(rules: RuleBase) -> "_Table":
    return _Table(rules)


class _Table(dict[Situation, Talks]):
    """The decision table, each situation looked up once."""

    def __init__(self, rules: RuleBase) -> None:
        super().__init__()
        self._rows = rules.table.rows

    def __missing__(self, seen: Situation) -> Talks:
        for row in self._rows:
            if row_holds(row, seen):
                self[seen] = (row.then, row.words, row.beside)
                return self[seen]
        raise NoRow(f"no row of conversations.yaml holds for {seen}")


def talks_of_trials(primary: str, others: tuple[str, ...]) -> bool:
    """Whether studies are raised in these conversations."""
    return not {"trials", "approved-and-trials"}.isdisjoint((primary, *others))


def row_holds(row: ConversationRow, seen: Situation) -> bool:
    """Whether every cell of a row takes what is seen; a cell that is left out takes anything."""
    return all(
        cell is None or value in cell
        for cell, value in (
            (row.condition, seen.condition),
            (row.product, seen.product),
            (row.studied, seen.studied),
            (row.trial_reason, seen.trial_reason),
        )
    )
