"""What is counted of a label: how many criteria it has, how many are asked here, how many the care team has to check."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not, leaves
from trialhelper.rulebase.entries import Indication, IndicationVersion, Therapy
from trialhelper.rulebase.standing import version_on

__all__ = ["Counts", "Test", "counted", "in_force", "is_asked", "left_to_the_team"]

Test = Leaf | All | Any_ | Not


@dataclass(frozen=True, slots=True)
class Counts:
    """`label` is `asked` and `team` together, so far as the rules hold the label."""

    label: int
    asked: int
    team: int


def is_asked(rules: RuleBase, test: Test) -> bool:
    """Whether a person is asked for it; what stands in one criterion is all answered by the same."""
    return all(rules.questions[leaf.ask].answered_by == "person" for leaf in leaves(test))


def left_to_the_team(rules: RuleBase, version: IndicationVersion) -> tuple[Test, ...]:
    """The criteria that only the care team can answer; what is told in words stands in `not_asked`."""
    return tuple(test for test in (*version.requires, *version.rules_out) if not is_asked(rules, test))


def counted(rules: RuleBase, version: IndicationVersion) -> Counts:
    criteria = len(version.requires) + len(version.rules_out)
    team = len(left_to_the_team(rules, version))
    return Counts(criteria + len(version.not_asked), criteria - team, team + len(version.not_asked))


def in_force(rules: RuleBase) -> Iterator[tuple[Therapy, Indication, IndicationVersion]]:
    """Every indication with the version that holds on the day of the rules; the first one where none does yet."""
    for therapy in rules.therapies.values():
        for indication in therapy.indications:
            yield therapy, indication, version_on(indication, rules.about.dated.latest) or indication.versions[0]
