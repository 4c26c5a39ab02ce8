"""A rule base in memory: everything that `rules/` says, frozen, with the look-ups that the rest needs.

Made once by `read_rules` and never changed; the same object serves every visit of a process.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from trialhelper.rulebase.criterion import Model
from trialhelper.rulebase.entries import (
    Claim,
    Condition,
    DemoCase,
    Document,
    GlossaryEntry,
    Question,
    RiskFactor,
    Therapy,
)
from trialhelper.rulebase.files import (
    BaseFacts,
    Contradiction,
    ContradictionsFile,
    GlossaryFile,
    HowFile,
    OtherProduct,
    OtherProductsFile,
    QuestionFile,
    RiskFile,
    Translations,
    VisitGroup,
    VisitQuestion,
    VisitQuestionsFile,
)
from trialhelper.rulebase.talks import Conversation, ConversationTable

__all__ = ["RuleBase", "assemble"]

_Entry = TypeVar("_Entry", bound=Model)


@dataclass(frozen=True, eq=False)
class RuleBase:
    """All entries by id, in the order of their files, documents in that of their ids, so that a folder moves nothing;
    `digest` is a hash of every file that was read."""

    about: BaseFacts
    documents: Mapping[str, Document]
    conditions: Mapping[str, Condition]
    therapies: Mapping[str, Therapy]
    questions: Mapping[str, Question]
    topics: Mapping[str, str]
    risk_factors: Mapping[str, RiskFactor]
    risk_topics: Mapping[str, str]
    glossary: Mapping[str, GlossaryEntry]
    other_products: Mapping[str, OtherProduct]
    how: HowFile | None
    visit_groups: Mapping[str, VisitGroup]
    visit_questions: Mapping[str, VisitQuestion]
    contradictions: Mapping[str, Contradiction]
    table: ConversationTable
    demo_cases: Mapping[str, DemoCase]
    translations: Mapping[str, Mapping[str, tuple[str, str]]]
    """By language and id: the English that was translated, and its translation (`texts` has the ids)."""
    digest: str

    @property
    def version(self) -> str:
        """The version that people see: the rule base's own number and the start of its hash."""
        return f"{self.about.version}+{self.digest[:8]}"

    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        """What `cached` keeps of it."""
        return {}

    @cached_property
    def conversations(self) -> Mapping[str, Conversation]:
        return {row.id: row for row in self.table.conversations}

    @cached_property
    def claims(self) -> Mapping[str, tuple[Document, Claim]]:
        """Every claim by its reference `document.claim`."""
        return {f"{doc.id}.{claim.id}": (doc, claim) for doc in self.documents.values() for claim in doc.claims}

    @cached_property
    def kinds(self) -> Mapping[str, tuple[Condition, ...]]:
        """The kinds of each condition that splits, in the order of their files."""
        found: dict[str, list[Condition]] = {}
        for condition in self.conditions.values():
            if condition.kind_of:
                found.setdefault(condition.kind_of, []).append(condition)
        return {parent: tuple(kinds) for parent, kinds in found.items()}

    def top(self, condition: str) -> Condition:
        """The condition that a visit is about, for a kind the one that it is a kind of."""
        entry = self.conditions[condition]
        while entry.kind_of:
            entry = self.conditions[entry.kind_of]
        return entry

    def family(self, condition: str) -> Iterator[Condition]:
        """A condition and all kinds below it."""
        yield self.conditions[condition]
        for kind in self.kinds.get(condition, ()):
            yield from self.family(kind.id)


def assemble(entries: Iterable[Model], digest: str) -> RuleBase:
    """The rule base of entries that were read and linked without a fault, in the order of their files."""
    listed = list(entries)

    def of(kind: type[_Entry]) -> list[_Entry]:
        return [entry for entry in listed if isinstance(entry, kind)]

    (about,), (risks,), (glossary,), (table,) = of(BaseFacts), of(RiskFile), of(GlossaryFile), of(ConversationTable)
    asked = sorted(
        ((question, file.topic) for file in of(QuestionFile) for question in file.questions), key=lambda pair: pair[0].order
    )
    return RuleBase(
        about=about,
        documents={entry.id: entry for entry in sorted(of(Document), key=lambda entry: entry.id)},
        conditions={entry.id: entry for entry in of(Condition)},
        therapies={entry.id: entry for entry in of(Therapy)},
        questions={question.id: question for question, _ in asked},
        topics={question.id: topic for question, topic in asked},
        risk_factors={risk.id: risk for risk in risks.risk_factors},
        risk_topics=risks.topics,
        glossary={term.id: term for term in glossary.terms},
        other_products={product.id: product for file in of(OtherProductsFile) for product in file.products},
        how=next(iter(of(HowFile)), None),
        visit_groups={name: group for file in of(VisitQuestionsFile) for name, group in file.groups.items()},
        visit_questions={question.id: question for file in of(VisitQuestionsFile) for question in file.questions},
        contradictions={one.id: one for file in of(ContradictionsFile) for one in file.contradictions},
        table=table,
        demo_cases={entry.id: entry for entry in of(DemoCase)},
        translations={entry.language: entry.texts for entry in of(Translations)},
        digest=digest,
    )
