"""Answers that cannot all be right, as the rules list them.

They are told beside the result and never resolved: which of them is wrong only the person knows. Pure; the result itself is
worked out from the answers as they stand.
"""

from typing import NamedTuple

from trialhelper.answers import Answers
from trialhelper.cache import cached
from trialhelper.engine.evaluate import Verdict, truth, verdict
from trialhelper.engine.plan import Node, node_of
from trialhelper.kleene import TRUE
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.files import Contradiction

__all__ = ["Contradicting", "contradictions"]


class Contradicting(NamedTuple):
    """A contradiction with the answered questions that make it, in the order in which they are asked."""

    rule: Contradiction
    questions: tuple[str, ...]


def contradictions(rules: RuleBase, answers: Answers) -> tuple[Contradicting, ...]:
    """The contradictions among some answers, in the order of the rules. What is not known contradicts nothing."""
    facts = answers.facts
    return tuple(
        Contradicting(rule, tuple(name for name in rules.questions if name in _making(verdict(node, facts), TRUE)))
        for rule, node in _nodes(rules)
        if truth(node, facts) == TRUE
    )


@cached
def _nodes(rules: RuleBase) -> tuple[tuple[Contradiction, Node], ...]:
    return tuple((rule, node_of(rule.when, rules)) for rule in rules.contradictions.values())


def _making(seen: Verdict, wanted: int) -> set[str]:
    """The questions whose answers make a verdict what it is."""
    if not seen.parts:
        return {seen.node.question} if seen.value == wanted else set()
    inside = 2 - wanted if seen.node.shape == "not" else wanted
    return set().union(*(_making(part, inside) for part in seen.parts if part.value == inside))
