"""The files of a rule base that stand alone or hold many entries: what the base says of itself, the questions of a topic, the
points, the words, other products, how it works, the questions for the visit, the contradictions, and the translations.
"""

from typing import Literal

from pydantic import Field, StrictBool, StrictInt

from trialhelper.rulebase.criterion import AnyCriterion, ClaimRefs, Id, Model, Plain
from trialhelper.rulebase.dates import Date
from trialhelper.rulebase.entries import GlossaryEntry, Platform, Question, RiskFactor, Statement

__all__ = [
    "BaseFacts",
    "Contradiction",
    "ContradictionsFile",
    "GlossaryFile",
    "HowFile",
    "OneWay",
    "OtherProduct",
    "OtherProductsFile",
    "QuestionFile",
    "RiskFile",
    "Translations",
    "VisitGroup",
    "VisitQuestion",
    "VisitQuestionsFile",
]


class BaseFacts(Model):
    """What the whole rule base says of itself (`about.yaml`)."""

    version: Plain
    dated: Date
    made_by: Plain
    funding: Plain
    interests: Plain
    scope: Plain
    update_policy: Plain
    review_months: StrictInt
    compared: tuple[Id, ...] = ()
    """Documents that the clinician's view lays side by side, with what holds of each on a date."""


class QuestionFile(Model):
    """`questions/<topic>.yaml`: the questions of one topic."""

    topic: Plain
    questions: tuple[Question, ...] = Field(min_length=1)


class RiskFile(Model):
    """`risk_factors.yaml`: what changes the conversation."""

    topics: dict[Id, Plain]
    """The headings under which questions for the visit are grouped, in their order."""
    risk_factors: tuple[RiskFactor, ...] = Field(min_length=1)


class OtherProduct(Model):
    """A product that people take for gene therapy and that is none, with what it is."""

    id: Id
    names: tuple[Plain, ...] = Field(min_length=1)
    plain: Plain
    claim: ClaimRefs


class OtherProductsFile(Model):
    """`other_products.yaml`; a rule base need not have one."""

    products: tuple[OtherProduct, ...] = Field(min_length=1)


class OneWay(Model):
    """One way in which a gene therapy gets to the cells: a drawing of as many steps as are told."""

    title: Plain
    alt: Plain
    """What the drawing shows, for who cannot see it."""
    steps: tuple[Statement, ...] = Field(min_length=4, max_length=4)


class HowFile(Model):
    """`how_it_works.yaml`: what gene therapy is and how it gets in; a rule base need not have one."""

    lead: tuple[Statement, ...] = Field(min_length=1)
    in_vivo: OneWay
    ex_vivo: OneWay


class VisitGroup(Model):
    """A group of questions that a list for a visit must not leave out where it applies."""

    plain: Plain
    when: Literal["any", "approved", "trials", "child"]
    genetic: StrictBool = False
    """Only for a condition that comes from a gene that was passed on."""
    platforms: tuple[Platform, ...] = ()
    """Only where a product of one of these is on the table."""


class VisitQuestion(Model):
    """A question to take along, for groups that no point raises. It states nothing, so it needs no claim."""

    id: Id
    topic: Id
    covers: tuple[Id, ...] = Field(min_length=1)
    question: Plain


class VisitQuestionsFile(Model):
    """`visit_questions.yaml`; a rule base need not have one."""

    groups: dict[Id, VisitGroup]
    questions: tuple[VisitQuestion, ...] = Field(min_length=1)


class Contradiction(Model):
    """Answers that cannot all be right. They are shown beside each other, and what to make of them is left to the person."""

    id: Id
    when: AnyCriterion
    """The answers that do not go together, of the person and of papers. It takes nothing away from the result."""
    plain: Plain


class ContradictionsFile(Model):
    """`contradictions.yaml`; a rule base need not have one."""

    contradictions: tuple[Contradiction, ...] = Field(min_length=1)


class Translations(Model):
    """`locales/<language>/LC_MESSAGES/rules.po`: by the id of a text the English that was translated, and its translation."""

    language: Literal["es"]
    texts: dict[str, tuple[str, str]]


class GlossaryFile(Model):
    """`glossary.yaml`: the words that are explained."""

    terms: tuple[GlossaryEntry, ...] = Field(min_length=1)
