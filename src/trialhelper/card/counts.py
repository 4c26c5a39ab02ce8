"""What is counted of a label: how many rules of it are held, how many are asked here, how many the care team has to check.

What the care team is told to check stands in `not_asked`, whoever asks for it: the label, an insurer, a review, or nobody ("was
not found"). Only what label texts alone say is counted as a rule of the label; the rest is counted beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Test, leaves
from trialhelper.rulebase.entries import Indication, IndicationVersion, NotAsked, Therapy
from trialhelper.rulebase.standing import version_on

__all__ = [
    "LabelCounts",
    "counts_of",
    "is_asked",
    "left_to_the_team",
    "newest",
    "notes_beside",
    "notes_of_the_label",
    "read_in_a_label",
    "refs_of",
]


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """`label` is `asked` and `team` together, so far as the rules hold the label."""

    label: int
    asked: int
    team: int
    read: int
    """How many of `label` were read in a text of a label; the others are told by other documents."""
    beside: int
    """What else is left to the care team, and is no rule of the label or was not found."""


def is_asked(rules: RuleBase, test: Test) -> bool:
    """Whether a person is asked for it; what stands in one criterion is all answered by the same."""
    return all(rules.questions[leaf.ask].answered_by != "team" for leaf in leaves(test))


def left_to_the_team(rules: RuleBase, version: IndicationVersion) -> tuple[Test, ...]:
    """The criteria that only the care team can answer."""
    return tuple(test for test in (*version.requires, *version.rules_out) if not is_asked(rules, test))


def counts_of(rules: RuleBase, version: IndicationVersion) -> LabelCounts:
    criteria = (*version.requires, *version.rules_out)
    notes = notes_of_the_label(rules, version)
    team = len(left_to_the_team(rules, version))
    read = sum(read_in_a_label(rules, refs_of(test)) for test in criteria) + len(notes)
    beside = len(notes_beside(rules, version))
    return LabelCounts(len(criteria) + len(notes), len(criteria) - team, team + len(notes), read, beside)


def refs_of(test: Test) -> tuple[str, ...]:
    """The claims that a criterion rests on."""
    return tuple(dict.fromkeys(ref for leaf in leaves(test) for ref in leaf.claim or ()))


def read_in_a_label(rules: RuleBase, refs: Iterable[str]) -> bool:
    """Whether one of some claims was read in a text of a label, and not in what another document tells of it."""
    return any(rules.claims[ref][0].kind == "label" for ref in refs)


def notes_of_the_label(rules: RuleBase, version: IndicationVersion) -> tuple[NotAsked, ...]:
    """What the care team is told to check because label texts, and no other documents, ask for it."""
    return tuple(note for note in version.not_asked if _of_the_label(rules, note))


def notes_beside(rules: RuleBase, version: IndicationVersion) -> tuple[NotAsked, ...]:
    """What the care team is told to check for any other reason."""
    return tuple(note for note in version.not_asked if not _of_the_label(rules, note))


def _of_the_label(rules: RuleBase, note: NotAsked) -> bool:
    pairs = [rules.claims[ref] for ref in note.claim]
    return all(document.kind == "label" and claim.says == "criterion" for document, claim in pairs)


def newest(rules: RuleBase) -> Iterator[tuple[Therapy, Indication, IndicationVersion]]:
    """Every indication with the version that holds on the day of the rules; the first one where none does yet. The product
    may be withdrawn."""
    for therapy in rules.therapies.values():
        for indication in therapy.indications:
            yield therapy, indication, version_on(indication, rules.about.dated.latest) or indication.versions[0]
