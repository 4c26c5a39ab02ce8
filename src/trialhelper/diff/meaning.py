"""What of a rule moves a result, apart from how it is put: two rules with the same meaning can be exchanged.

Claims, wording, the order of criteria and of options do not belong to it.
"""

from trialhelper.engine.plan import Criterion, Node
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.linking import option_ids, telling_options

__all__ = ["Test", "asked", "heard", "meaning", "meaning_of", "written"]

Test = Leaf | All | Any_ | Not


def meaning(node: Node) -> object:
    """Of a node, with what its questions can be answered with."""
    if node.parts:
        return node.shape, frozenset(meaning(part) for part in node.parts)
    options = frozenset(node.truth.items()) if node.truth is not None else None
    may_change = bool(getattr(node.criterion, "may_change", False))
    return node.shape, node.question, node.confirms, options, node.known, node.least, node.below, node.grows, may_change


def meaning_of(criterion: Criterion) -> object:
    return criterion.side, meaning(criterion.node)


def written(test: Test) -> object:
    """Of a criterion as it stands in a rule file, whatever its questions mean."""
    match test:
        case All(all=parts):
            return "all", frozenset(written(part) for part in parts)
        case Any_(any=parts):
            return "any", frozenset(written(part) for part in parts)
        case Not(not_=part):
            return "not", written(part)
    return test.ask, test.operator, test.operand, test.may_change


def asked(question: Question) -> tuple[object, ...]:
    """Of a question: its type, its options and which of them tell nothing, what it confirms, and who answers it."""
    tell = telling_options(question)
    options = frozenset((name, name in tell) for name in option_ids(question))
    return question.type, options, question.confirms, question.answered_by


def heard(rules: RuleBase, question: str) -> frozenset[str]:
    """The options of a question that tell something."""
    return frozenset(telling_options(rules.questions[question]))
