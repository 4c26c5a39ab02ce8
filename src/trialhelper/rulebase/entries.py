"""The entries of a rule base: documents and their claims, conditions, therapies, questions, conversations, cases.

One class a kind of file. Nothing here computes; what an entry may refer to is checked in `linking`, what holds on a
date in `standing`.
"""

from typing import Final, Literal

from pydantic import Field, StrictBool, StrictInt

from trialhelper.rulebase.criterion import AnyCriterion, ClaimRefs, Id, Model, Plain, Ref, Scalar
from trialhelper.rulebase.dates import Date

__all__ = [
    "AUTHORITY",
    "DELIVERED",
    "About",
    "AnsweredBy",
    "BoxedWarning",
    "Carrier",
    "Claim",
    "Codes",
    "Condition",
    "ConditionCell",
    "Date",
    "DemoCase",
    "Document",
    "GlossaryEntry",
    "Indication",
    "IndicationVersion",
    "NotAsked",
    "Option",
    "Platform",
    "ProductCell",
    "Programme",
    "Question",
    "Review",
    "RiskFactor",
    "Statement",
    "Status",
    "StudiedCell",
    "Therapy",
]

Confidence = Literal["high", "medium", "low"]
AnsweredBy = Literal["person", "paper", "team"]
Platform = Literal[
    "aav_systemic", "aav_liver", "aav_local", "hsc", "cart", "tcrt", "onco", "adv", "skin", "implant", "plasmid",
]  # fmt: skip
Delivery = Literal["in_vivo", "ex_vivo"]

DELIVERED: Final[dict[str, str]] = {"hsc": "ex_vivo", "cart": "ex_vivo", "tcrt": "ex_vivo"} | dict.fromkeys(
    ("aav_systemic", "aav_liver", "aav_local", "onco", "adv", "plasmid"), "in_vivo"
)

AUTHORITY: Final[dict[str, int]] = {
    "label": 3, "regulator": 3,
    "registry": 2, "review": 2, "patient_education": 2, "maker": 2, "payer": 2,
    "news": 1,
}  # fmt: skip
"""A label or a regulator outranks what is written about it; that outranks news. Among equals the newest holds."""


class Review(Model):
    """When an entry was last held against its sources, by whom, and when that is due again."""

    on: Date
    due: Date
    by: Literal["clinician", "second_reader", "encoder"]


class About(Model):
    """What a claim speaks of: exactly one of these."""

    condition: Id | None = None
    therapy: Id | None = None
    platform: Platform | None = None
    group: Literal["single_gene", "eye_disease"] | None = None
    topic: Literal["gene_therapy", "gene_editing", "trials"] | None = None

    def __str__(self) -> str:
        return next((f"{kind} {name}" for kind, name in self if name is not None), "nothing")


class Claim(Model):
    """One fact that one document states, in our words, with where it stands in it."""

    id: Id
    says: Literal[
        "approved", "not_approved", "withdrawn", "restricted", "in_trials", "promising", "risk", "barrier", "benefit",
        "criterion", "how_it_works", "when_to_ask",
    ]  # fmt: skip
    about: About
    plain: Plain
    where: Plain
    confidence: Confidence
    since: Date | None = None
    """From when the fact holds, where that is not the date of the document (an approval is older than the list of it)."""
    contradicts: Ref | None = None
    """A claim of another document that cannot hold together with this one."""


class Document(Model):
    """A published text, with its claims. `dated: unknown` is a page without a date: it speaks from `retrieved` on."""

    id: Id
    title: Plain
    publisher: Plain
    kind: Literal["label", "regulator", "registry", "review", "patient_education", "maker", "payer", "news"]
    url: Plain | None
    """Its own address, at its publisher, or null where it was not found."""
    read_at: Plain | None = None
    """The address of the copy that was read, where that is another."""
    language: Literal["en", "es"]
    dated: Date | Literal["unknown"]
    retrieved: Date
    read_from: Literal["original", "copy", "secondary_copy"]
    note: Plain | None = None
    reviewed: Review
    claims: tuple[Claim, ...] = Field(min_length=1)


class Codes(Model):
    """The codes of a condition in the lists of diseases. One that was not found is left out."""

    mondo: Plain | None = None
    icd10cm: tuple[Plain, ...] = ()
    icd10cm_under: tuple[Plain, ...] = ()
    """Codes and stems of codes that all mean this condition: it is found by them, and they are never shown as its code."""
    icd10cm_wider: tuple[Plain, ...] = ()
    """Codes under which this condition is put beside others: they lead to it, and what else is called so does not."""
    snomed_ct: tuple[Plain, ...] = ()
    orpha: tuple[Plain, ...] = ()
    omim: tuple[Plain, ...] = ()


class Statement(Model):
    """One thing said to the reader, with the claims that it stands on."""

    plain: Plain
    claim: ClaimRefs


class LookAlike(Model):
    """Another condition that is taken for this one."""

    name: Plain
    differs: Plain


class Carrier(Model):
    """Who may have a change of the gene and not the disease: one changed copy, say, and no signs of the illness."""

    when: AnyCriterion
    signs: Id
    """The yes_no question whether there are signs of the illness. Without them it is a carrier; with them, a second change
    may have been missed."""
    plain: Plain
    claim: ClaimRefs


class Programme(Model):
    """One product that is or was studied in people for a condition, and what became of its studies."""

    product: Plain | None
    """Its name or code, or null where the document names none."""
    given: Plain | None = None
    """How it is given, in plain words."""
    by: Plain | None = None
    state: Literal["running", "closed_to_new_people", "on_hold", "stopped", "finished", "not_known"]
    dated: Date
    """The day for which the state is told."""
    claim: ClaimRefs
    plain: Plain | None = None
    """What to know of it, in one or two sentences."""
    looks_at: tuple[Statement, ...] = ()
    """What its studies looked at in people who wanted to join: ages, levels, antibodies, earlier operations."""


class Condition(Model):
    """A disease. One that splits names the question that tells its kinds apart; each kind is a condition of its own."""

    id: Id
    name: Plain
    clinical_name: Plain
    plain: Plain
    synonyms: tuple[Plain, ...] = ()
    typed: tuple[Plain, ...] = ()
    """Everyday words and slips that people type; they find a condition and are never shown as its name."""
    genes: tuple[Plain, ...] = ()
    also_genes: tuple[Plain, ...] = ()
    """Further genes by which people look for it; they are not shown as what it comes from."""
    studied_products: tuple[Plain, ...] = ()
    """Names and code names of products in studies, by which people look for it."""
    inheritance: Plain | None = None
    codes: Codes | None = None
    groups: tuple[Literal["single_gene", "eye_disease"], ...] = ()
    kinds_ask: Id | None = None
    kind_of: Id | None = None
    kind: Id | None = None
    """The option of the parent's question that means this kind."""
    not_to_confuse_with: tuple[LookAlike, ...] = ()
    trials_note: Statement | None = None
    programmes: tuple[Programme, ...] = ()
    """The products studied in people for it, each with the state of its studies on a day."""
    looked_for_studies: StrictBool = True
    """No where nobody looked for studies of this kind, so that none found tells nothing."""
    carrier: Carrier | None = None
    before_test: Statement | None = None
    """What comes before a gene test of somebody without signs: counseling, and that not to test is a choice."""
    registry_term: Plain | None = None
    """The disease name with which a registry is searched, where that is not the clinical name."""
    time_matters: Statement | None = None
    """That delay does harm, where documents say so."""
    coverage_note: Statement | None = None
    """What these documents do not cover about it, said wherever the condition is shown."""
    confidence: Confidence
    reviewed: Review


class Status(Model):
    """From a day on, a product is available, or no longer."""

    from_: Date = Field(alias="from")
    is_: Literal["available", "withdrawn"] = Field(alias="is")
    claim: Ref
    plain: Plain | None = None


class NotAsked(Model):
    """A label criterion that only the care team can check."""

    plain: Plain
    claim: ClaimRefs


class IndicationVersion(Model):
    """The criteria of an indication from one day on, as the label stood then."""

    from_: Date = Field(alias="from")
    claim: ClaimRefs
    requires: tuple[AnyCriterion, ...] = Field(min_length=1)
    rules_out: tuple[AnyCriterion, ...] = ()
    discuss: tuple[AnyCriterion, ...] = ()
    not_asked: tuple[NotAsked, ...] = ()
    contraindications: Literal["listed", "none", "not_found"]
    """Whether the label's own section on who must not have it was read; `not_found` is told to the reader."""


class Indication(Model):
    """A therapy for one condition, with the criteria of its label over time."""

    condition: Id
    versions: tuple[IndicationVersion, ...] = Field(min_length=1)


class BoxedWarning(Model):
    """The warning in a box at the head of a US label."""

    state: Literal["present", "none", "not_found"]
    plain: Plain | None = None
    claim: ClaimRefs | None = None


class Therapy(Model):
    """One product: what it is, its status over time, and its indications."""

    id: Id
    brand: Plain
    nonproprietary_name: Plain
    maker: Plain
    platform: Platform
    delivery: Delivery
    one_time: StrictBool
    doses: Statement | None = None
    """How often it is given, as far as documents say."""
    how_given: Statement
    status: tuple[Status, ...] = Field(min_length=1)
    indications: tuple[Indication, ...] = Field(min_length=1)
    benefits: tuple[Statement, ...] = Field(min_length=1)
    harms: tuple[Statement, ...] = Field(min_length=1)
    boxed_warning: BoxedWarning
    typed: tuple[Plain, ...] = ()
    confidence: Confidence
    note: Plain | None = None
    reviewed: Review


class Option(Model):
    """One of the answers that a question of type `choice` offers."""

    id: Id
    label: Plain
    short: Plain | None = None
    """How the option reads inside a criterion ("changes in both copies")."""
    unknown: StrictBool = False
    """Chosen, it leaves the fact unknown ("no test yet"), and is shown as what it says."""
    confirm: Plain | None = None
    """For an unknown option: what to ask the care team for."""


class Question(Model):
    """What is asked. "Not sure" is added to every clinical question; nothing is preselected."""

    id: Id
    type: Literal["choice", "yes_no", "age", "number", "condition", "therapy", "text"]
    ask: Plain
    short: Plain
    """The fact itself, in a few words, as it reads in a list of criteria ("SMN1 gene test")."""
    why: Plain
    where_to_find: Plain | None = None
    hint: Plain | None = None
    options: tuple[Option, ...] = ()
    unit: Plain | None = None
    least: StrictInt | None = None
    most: StrictInt | None = None
    answered_by: AnsweredBy = "person"
    """Who can know it: the person; whoever holds the letter, report or lab sheet (`paper`); or only the care team."""
    confirms: Literal["diagnosis", "gene_test", "subtype", "stage", "earlier_treatment", "test"] | None = None
    """A missing answer here, where it defines who a product is for, comes before either conversation."""
    asked: Literal["alone", "together", "by_name", "values"] = "alone"
    """Alone on a page; with others on the page "does any of this apply"; never, as it is known by what was typed in the search
    for a condition; or on the page "what matters to you", where a tick says yes and no criterion may read it."""
    raises: tuple[Id, ...] = ()
    """For one of `values`: the topics whose questions come first in the summary when it was ticked."""
    sensitive: StrictBool = False
    """Offers "prefer not to say"."""
    clinical: StrictBool = True
    order: StrictInt


class RiskFactor(Model):
    """What changes the conversation: a plain explanation and a question, for the platforms and products concerned."""

    id: Id
    name: Plain
    kind: Literal["urgent", "may_exclude", "may_delay", "extra_checks", "planning"]
    plain: Plain
    question: Plain
    topic: Id
    platforms: tuple[Platform, ...] = ()
    therapies: tuple[Id, ...] = ()
    genetic: StrictBool = False
    """Only for a condition that comes from a gene that was passed on: not for an infection or most cancers."""
    trials: StrictBool = False
    """Also raised when the conversation is about trials, whose platform is not known yet."""
    when: AnyCriterion | None = None
    """Raised only when this holds; without it, always raised for what it concerns."""
    covers: tuple[Id, ...] = ()
    """The groups of `visit_questions.yaml` that its question belongs to."""
    claim: ClaimRefs
    confidence: Confidence


class GlossaryEntry(Model):
    """One word, explained where it is used."""

    id: Id
    term: Plain
    plain: Plain
    also: tuple[Plain, ...] = ()
    claim: ClaimRefs | None = None


ConditionCell = Literal["listed", "carrier", "one_copy", "not_listed", "no_diagnosis", "not_known"]
ProductCell = Literal[
    "lines_up", "open", "confirm", "doubt", "with_time", "with_care", "if_worse", "never", "kind", "withdrawn", "none",
]  # fmt: skip
StudiedCell = Literal["running", "stopped", "none", "not_looked"]


class DemoCase(Model):
    """An invented person, and the result that the rules must give."""

    id: Id
    title: Plain
    shows: Plain
    as_of: Date
    answers: dict[Id, Scalar]
    expect: Id
    fits: dict[Id, Literal["lines_up", "cannot_tell", "differs"]] = Field(default_factory=dict)
