"""The rules of one condition on one date, laid out for evaluation.

A plan is what the rule base says, and nothing else: which indications are in force, their criteria as small trees over
questions, what each is worth discussing, and what only the care team can check. It is made once for a condition, a date
and a view, and serves every answer set.

A criterion that only the care team can answer is left out of the person's view and counts like any other in the care
team's view. A kind of a condition is one more criterion of every indication below it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from trialhelper.ages import read_age
from trialhelper.cache import cached_at_most
from trialhelper.kleene import FALSE, TRUE
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import All, Any_, Effect, Leaf, Not, Role, leaves
from trialhelper.rulebase.entries import Carrier, Condition, IndicationVersion, Question, RiskFactor, StudiedCell, Therapy
from trialhelper.rulebase.linking import telling_options
from trialhelper.rulebase.standing import Standing, standing_of, status_on, version_on

__all__ = [
    "NO_LEAST",
    "NO_MOST",
    "Bound",
    "CarrierPlan",
    "Criterion",
    "Discussed",
    "IndicationPlan",
    "Node",
    "Plan",
    "Side",
    "View",
    "is_genetic",
    "make_plan",
    "node_of",
    "nodes",
]

View = Literal["person", "care_team"]
Side = Literal["requires", "rules_out", "kind"]


class Bound(float):
    """Where a test over numbers begins or ends to be true: the first number on its far side.

    `operand` is the number that the rule names, and `past` tells whether the bound lies just past it ("more than 50").
    """

    operand: float
    past: bool

    def __new__(cls, operand: float, past: bool = False) -> "Bound":
        bound = super().__new__(cls, math.nextafter(operand, math.inf) if past else operand)
        bound.operand, bound.past = operand, past
        return bound


NO_LEAST, NO_MOST = Bound(-math.inf), Bound(math.inf)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One criterion: a leaf over a question, or `all` / `any` / `not` of nodes.

    A leaf over options has `truth` (option id to FALSE or TRUE); one over numbers is true on the half-open interval
    from `least` to `below`; `known` looks only at whether there is an answer.
    """

    shape: Literal["options", "number", "known", "all", "any", "not"]
    criterion: Leaf | All | Any_ | Not
    parts: tuple["Node", ...] = ()
    question: str = ""
    confirms: bool = False
    truth: dict[str | float | None, int] | None = None
    known: bool = True
    least: Bound = NO_LEAST
    below: Bound = NO_MOST
    grows: bool = False
    """The answer grows with time (an age), so that time alone can change the test."""
    questions: frozenset[str] = field(init=False, repr=False)
    """The questions that it looks at."""

    def __post_init__(self) -> None:
        below = (part.questions for part in self.parts)
        object.__setattr__(self, "questions", frozenset().union(*below) if self.parts else frozenset((self.question,)))


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """A node on its side of an indication. `met` is its truth when required, the mirror image when it rules out."""

    side: Side
    node: Node
    claims: tuple[str, ...]
    care_team: bool
    role: Role = "defines"
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What `cached` keeps of it."""

    @property
    def effect(self) -> Effect | Literal["postpone"]:
        """What follows where it rules out; a group of criteria names none and excludes."""
        if self.role == "postpones":
            return "postpone"
        return self.node.criterion.effect if isinstance(self.node.criterion, Leaf) else "exclude"


@dataclass(frozen=True, slots=True, eq=False)
class Discussed:
    """A point to raise when `node` holds (always when it is None), for one therapy (None: for trials in general)."""

    risk: RiskFactor
    node: Node | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class IndicationPlan:
    """One indication in force: counted criteria in `criteria`, those of the care team in `care_team`.

    What only makes treatment wait stands apart, in `postponing`: it is no difference and changes no conversation.
    """

    therapy: Therapy
    condition: Condition
    version: IndicationVersion
    available: bool
    criteria: tuple[Criterion, ...]
    postponing: tuple[Criterion, ...]
    care_team: tuple[Criterion, ...]
    discuss: tuple[Discussed, ...]
    questions: frozenset[str]
    """Every question that a counted criterion or a point to discuss reads."""


@dataclass(frozen=True, slots=True, eq=False)
class CarrierPlan:
    """Who may be a carrier of a condition: whether `node` holds, and the question about signs of the illness."""

    carrier: Carrier
    node: Node
    signs: str


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Everything that can matter to a visit about one condition on one date."""

    condition: Condition
    as_of: date
    view: View
    indications: tuple[IndicationPlan, ...]
    kinds: dict[str, Condition]
    """The kinds of the condition by the option that means them; empty when it does not split."""
    standings: dict[str, Standing]
    studied: dict[str, tuple[StudiedCell, bool]]
    """By the id of the condition or kind that was told: what is told of studies of what remains possible, and whether some
    of it is being studied and some is not."""
    carriers: dict[str, CarrierPlan]
    """By the id of the condition or kind: who may have a changed gene and not the disease."""
    trial_points: tuple[Discussed, ...]
    trial_reason: Node
    questions: tuple[Question, ...]
    """Every question that a result can depend on, in the order in which they are asked."""
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What `cached` keeps of it."""

    @property
    def kinds_by_id(self) -> dict[str, str]:
        """The options that mean the kinds, by the ids of these."""
        return {kind.id: option for option, kind in self.kinds.items()}


def make_plan(rules: RuleBase, condition: str, as_of: date, view: View = "person") -> Plan:
    """The plan of a condition (of the one that splits, for a kind). Raises KeyError for an unknown condition."""
    return _plan_of(rules, rules.top(condition).id, as_of, view)


@cached_at_most(512)
def _plan_of(rules: RuleBase, condition: str, as_of: date, view: View) -> Plan:
    top = rules.conditions[condition]
    family = tuple(rules.family(top.id))
    kinds = {entry.kind: entry for entry in family if entry.kind_of == top.id and entry.kind}
    indications = tuple(_indications(rules, top, {entry.id for entry in family}, as_of, view))
    trial_points = tuple(
        Discussed(risk, node_of(risk.when, rules) if risk.when else None, risk.claim)
        for risk in rules.risk_factors.values()
        if risk.trials and (not risk.genetic or is_genetic(rules, top)) and _counts(risk.when, rules, view)
    )
    trial_reason = node_of(rules.table.trial_reason, rules)
    standings = {entry.id: standing_of(rules, entry.id, as_of) for entry in family}
    read = {"condition", *(name for plan in indications for name in plan.questions), *trial_reason.questions}
    if top.kinds_ask:
        read.add(top.kinds_ask)
    read.update(name for point in trial_points if point.node for name in point.node.questions)
    carriers = {
        entry.id: CarrierPlan(entry.carrier, node_of(entry.carrier.when, rules), entry.carrier.signs)
        for entry in family
        if entry.carrier
    }
    read.update(name for one in carriers.values() for name in (*one.node.questions, one.signs))
    questions = tuple(question for question in rules.questions.values() if question.id in read)
    studied = _studied(top, kinds, {entry.id: _studied_on(entry, standings[entry.id], as_of) for entry in family}, as_of)
    return Plan(
        top, as_of, view, indications, kinds, standings, studied, carriers, trial_points, trial_reason, questions
    )  # fmt: skip


def is_genetic(rules: RuleBase, top: Condition) -> bool:
    """Whether a condition, or some kind of it, comes from a gene that is passed on."""
    return any(entry.genes for entry in rules.family(top.id))


_ENDED = frozenset({"on_hold", "stopped", "finished"})


def _studied_on(condition: Condition, standing: Standing, as_of: date) -> StudiedCell:
    """What is told of studies in people on a day: by the programmes known by then, else by what documents said."""
    states = {one.state for one in condition.programmes if one.dated.latest <= as_of}
    if states:
        return "stopped" if states <= _ENDED else "running"
    if standing.studied:
        return "running"
    return "none" if condition.looked_for_studies else "not_looked"


def _studied(
    top: Condition, kinds: dict[str, Condition], alone: dict[str, StudiedCell], as_of: date
) -> dict[str, tuple[StudiedCell, bool]]:
    """With whether the kind comes first while it is not told: what is studied is another for one kind than for the next."""
    by_kind = {alone[kind.id] for kind in kinds.values()}
    best = next((cell for cell in _BEST_STUDIED if cell in by_kind), alone[top.id])
    products = {
        (alone[kind.id], tuple(one.product for one in kind.programmes if one.dated.latest <= as_of)) for kind in kinds.values()
    }
    apart = len(products) > 1 and not by_kind.isdisjoint(("running", "stopped"))
    return {name: (cell, False) for name, cell in alone.items()} | {top.id: (best, apart)}


_BEST_STUDIED: tuple[StudiedCell, ...] = ("running", "stopped", "not_looked", "none")


def _indications(rules: RuleBase, top: Condition, family: set[str], as_of: date, view: View) -> Iterator[IndicationPlan]:
    genetic = is_genetic(rules, top)
    for therapy in rules.therapies.values():
        status = status_on(therapy, as_of)
        for indication in therapy.indications:
            version = version_on(indication, as_of)
            if status is None or version is None or indication.condition not in family:
                continue
            condition = rules.conditions[indication.condition]
            written = list(_criteria(rules, top, condition, version))
            criteria = [one for one in written if one.role != "postpones"]
            counted = tuple(one for one in criteria if view == "care_team" or not one.care_team)
            postponing = tuple(one for one in written if one.role == "postpones" and (view == "care_team" or not one.care_team))
            discuss = tuple(one for one in _discussed(rules, therapy, version, view) if genetic or not one.risk.genetic)
            read = {name for one in (*counted, *postponing) for name in one.node.questions}
            read.update(name for point in discuss if point.node for name in point.node.questions)
            yield IndicationPlan(
                therapy,
                condition,
                version,
                status == "available",
                counted,
                postponing,
                tuple(one for one in criteria if one.care_team),
                discuss,
                frozenset(read),
            )


def _criteria(rules: RuleBase, top: Condition, condition: Condition, version: IndicationVersion) -> Iterator[Criterion]:
    if condition.kind and top.kinds_ask:
        kind = Leaf(ask=top.kinds_ask, is_=condition.kind, claim=version.claim)
        yield Criterion("kind", node_of(kind, rules), version.claim, care_team=False)
    for side, written in (("requires", version.requires), ("rules_out", version.rules_out)):
        for criterion in written:
            claims = tuple(dict.fromkeys(ref for leaf in leaves(criterion) for ref in leaf.claim or ()))
            care_team = any(rules.questions[leaf.ask].answered_by == "team" for leaf in leaves(criterion))
            yield Criterion(side, node_of(criterion, rules), claims, care_team, criterion.role or "defines")  # type: ignore[arg-type]


def _discussed(rules: RuleBase, therapy: Therapy, version: IndicationVersion, view: View) -> Iterator[Discussed]:
    named: set[str] = set()
    for criterion in version.discuss:
        if _counts(criterion, rules, view):
            for leaf in leaves(criterion):
                if leaf.point:
                    named.add(leaf.point)
                    yield Discussed(rules.risk_factors[leaf.point], node_of(criterion, rules), leaf.claim or ())
    for risk in rules.risk_factors.values():
        concerned = therapy.platform in risk.platforms or therapy.id in risk.therapies
        if concerned and (risk.when is None or risk.id not in named) and _counts(risk.when, rules, view):
            yield Discussed(risk, node_of(risk.when, rules) if risk.when else None, risk.claim)


def _counts(criterion: Any, rules: RuleBase, view: View) -> bool:
    """Whether a view looks at a criterion: what only the care team can answer is never asked of a person."""
    return (
        criterion is None
        or view == "care_team"
        or all(rules.questions[leaf.ask].answered_by != "team" for leaf in leaves(criterion))
    )


def node_of(criterion: Any, rules: RuleBase) -> Node:
    """A criterion as it is written, laid out for evaluation."""
    match criterion:
        case All(all=parts):
            return Node("all", criterion, tuple(node_of(part, rules) for part in parts))
        case Any_(any=parts):
            return Node("any", criterion, tuple(node_of(part, rules) for part in parts))
        case Not(not_=part):
            return Node("not", criterion, (node_of(part, rules),))
        case _:
            return _leaf(criterion, rules.questions[criterion.ask])


def _leaf(leaf: Leaf, question: Question) -> Node:
    confirms = question.confirms is not None
    operator, operand = leaf.operator, leaf.operand
    if operator == "known":
        return Node("known", leaf, question=question.id, confirms=confirms, known=operand)
    if question.type in ("choice", "yes_no"):
        named = set(operand) if isinstance(operand, tuple) else {operand}
        wanted = TRUE if operator in ("is", "in") else FALSE
        truth: dict[str | float | None, int] = {
            option: wanted if option in named else 2 - wanted for option in telling_options(question)
        }
        return Node("options", leaf, question=question.id, confirms=confirms, truth=truth)
    least, below = _interval(operator, operand, question)
    grows = question.type == "age"
    return Node("number", leaf, question=question.id, confirms=confirms, least=least, below=below, grows=grows)


def _interval(operator: str, operand: Any, question: Question) -> tuple[Bound, Bound]:
    """The half-open interval on which a test over numbers is true. Ages are compared in completed years or months."""
    first, last = operand if operator == "between" else (operand, operand)
    bounds = _age_bounds if question.type == "age" else _number_bounds
    (least, _), (from_, past) = bounds(first), bounds(last)
    return {
        "is": (least, past),
        "between": (least, past),
        "at_least": (least, NO_MOST),
        "more_than": (past, NO_MOST),
        "at_most": (NO_LEAST, past),
        "less_than": (NO_LEAST, from_),
    }[operator]


def _number_bounds(written: float) -> tuple[Bound, Bound]:
    return Bound(float(written)), Bound(float(written), past=True)


def _age_bounds(written: str) -> tuple[Bound, Bound]:
    """The months at which an age begins and ends: "25 years" lasts until the 26th birthday."""
    number, unit = written.split()
    return Bound(read_age(written).months), Bound(read_age(f"{float(number) + 1:g} {unit}").months)


def nodes(node: Node) -> Iterator[Node]:
    """The leaves of a node, in the order in which they are written."""
    if node.parts:
        for part in node.parts:
            yield from nodes(part)
    else:
        yield node
