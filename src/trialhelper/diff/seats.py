"""A rule base as it meets somebody who names a condition, the worlds between two of them, and what of a rule moves a result.

A world is a plan with the decision table that goes with it. It may be a mixture: a plan in which only some of what
changed has changed. The engine evaluates it like any other. Two rules with the same meaning can be exchanged: claims,
wording, the order of criteria and of options do not belong to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trialhelper.answers import Answer, Answers
from trialhelper.diff.model import IndicationKey
from trialhelper.engine.assess import facts_of
from trialhelper.engine.compiled import of_another_kind
from trialhelper.engine.diagrams import Diagrams, Fact
from trialhelper.engine.plan import Criterion, IndicationPlan, Node, Plan
from trialhelper.engine.space import Heard, Space
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not, Test
from trialhelper.rulebase.entries import Question, StudiedCell
from trialhelper.rulebase.linking import option_ids, telling_options

__all__ = ["Seat", "World", "asking_of", "heard", "key_of", "meaning_of", "named", "node_meaning", "seats_of", "written"]


def node_meaning(node: Node) -> object:
    """Of a node, with what its questions can be answered with."""
    if node.parts:
        return node.shape, frozenset(node_meaning(part) for part in node.parts)
    options = frozenset(node.truth.items()) if node.truth is not None else None
    ends = _ends(node.criterion) if isinstance(node.criterion, Leaf) else None
    return node.shape, node.question, node.confirms, options, node.known, node.least, node.below, node.grows, ends


def _ends(leaf: Leaf) -> object:
    return tuple(sorted(leaf.ends.items())) if isinstance(leaf.ends, dict) else leaf.ends


def meaning_of(criterion: Criterion) -> object:
    return criterion.side, criterion.role, node_meaning(criterion.node)


def written(test: Test) -> object:
    """Of a criterion as it stands in a rule file, whatever its questions mean."""
    match test:
        case All(all=parts):
            return "all", frozenset(written(part) for part in parts)
        case Any_(any=parts):
            return "any", frozenset(written(part) for part in parts)
        case Not(not_=part):
            return "not", written(part)
    return test.ask, test.operator, test.operand, test.role, _ends(test)


def asking_of(question: Question) -> tuple[object, ...]:
    """Of a question: its type, its options and which of them tell nothing, what it confirms, and who answers it."""
    tell = telling_options(question)
    options = frozenset((name, name in tell) for name in option_ids(question))
    return question.type, options, question.confirms, question.answered_by


def heard(rules: RuleBase, question: str) -> frozenset[str]:
    """The options of a question that tell something."""
    return frozenset(telling_options(rules.questions[question]))


def key_of(indication: IndicationPlan) -> IndicationKey:
    return indication.therapy.id, indication.condition.id


@dataclass(frozen=True, slots=True)
class Seat:
    """A rule base where somebody names one of its conditions: its plan, and the facts that the name itself tells."""

    rules: RuleBase
    name: str
    plan: Plan
    held: Mapping[str, Fact]
    indications: Mapping[IndicationKey, IndicationPlan]
    """Those that are not for another kind."""

    @property
    def studied(self) -> tuple[StudiedCell, bool]:
        return self.plan.studied[self.name]

    @property
    def studies(self) -> tuple[str, ...]:
        """The claims that say so, of the condition itself or of its kinds."""
        mine = self.rules.kinds.get(self.name) or (self.rules.conditions[self.name],)
        return tuple(dict.fromkeys(ref for one in mine for ref in self.plan.standings[one.id].studied))


def named(name: str) -> Answers:
    """The answers of somebody who has named a condition and told nothing else."""
    return Answers({"condition": Answer("value", name, name)})


def seats_of(old: RuleBase, new: RuleBase, name: str, plans: Sequence[Plan]) -> tuple[Seat, Seat]:
    """Both sides for a condition, or a kind of one, that both hold.

    Where it splits by the same question on both sides, its kind stays untold: who tells it has named that kind. Where
    only one side splits, the question is one like the others.
    """
    asked = {plan.condition.kinds_ask for plan in plans}
    untold = dict.fromkeys(one for one in asked if one and len(asked) == 1)
    first, second = (_seat(rules, name, plan, untold) for rules, plan in zip((old, new), plans, strict=True))
    return first, second


def _seat(rules: RuleBase, name: str, plan: Plan, untold: Mapping[str, Fact]) -> Seat:
    held = {**untold, **facts_of(rules, named(name))}
    mine = {key_of(one): one for one in plan.indications if not of_another_kind(one, held)}
    return Seat(rules, name, plan, held, mine)


@dataclass(frozen=True, slots=True)
class World:
    """A plan, perhaps a mixture, with the decision table that goes with it."""

    rules: RuleBase
    """Whose decision table holds."""
    plan: Plan
    held: Mapping[str, Fact]
    unheard: frozenset[tuple[str, Fact]] = frozenset()
    """Answers that the questions of this world cannot take: to it they are not known."""

    @property
    def hears(self) -> Heard:
        return Heard(tuple(self.held.items()), self.unheard)

    def space(self, diagrams: Diagrams) -> Space:
        """What the answers lead to in this world."""
        return Space(diagrams, self.plan, self.hears)
