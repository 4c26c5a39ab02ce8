"""Changed answers in words: stretches of answers, fits, and what a conversation is called in few words."""

import math
from dataclasses import dataclass

from trialhelper.engine.assess import Assessment
from trialhelper.engine.compiled import TalkingPoint
from trialhelper.engine.evaluate import Finding, product_of
from trialhelper.engine.plan import Bound, IndicationPlan
from trialhelper.engine.space import Fact
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.texts import conversation_id
from trialhelper.summary.phrases import Phrases
from trialhelper.whatif.changes import Change
from trialhelper.whatif.stretches import Stretch
from trialhelper.words import Words

__all__ = ["Telling"]


@dataclass(frozen=True)
class Telling:
    """Words for what moves, in one language and to one person."""

    rules: RuleBase
    words: Words
    phrases: Phrases

    @classmethod
    def of(cls, rules: RuleBase, words: Words) -> "Telling":
        return cls(rules, words, Phrases(rules, words))

    def conversation(self, name: str, variant: str | None = None) -> str:
        said = self.rules.conversations[name].said(variant)
        return self.words.rule(f"{conversation_id(name, variant)}.title", said.title).text

    def conversations(self, assessment: Assessment) -> str:
        """The conversation in its words, with those beside it."""
        said = self.conversation(assessment.conversation, assessment.variant)
        return self.beside(said, assessment.others)

    def beside(self, said: str, others: tuple[str, ...]) -> str:
        """A conversation with those beside it."""
        if not others:
            return said
        beside = self.words.listed([self.conversation(other) for other in others])
        return self.words("clinic.whatif.beside", conversation=said, others=beside)

    def short(self, name: str) -> str:
        """A conversation in a word or two, for a cell of a table."""
        return self.words(f"clinic.whatif.short.{name}")

    def indication(self, indication: IndicationPlan, among: tuple[IndicationPlan, ...]) -> str:
        """The product; where it has several indications, with the condition of this one."""
        brand = indication.therapy.brand
        if sum(one.therapy is indication.therapy for one in among) < 2:
            return brand
        return self.words("clinic.whatif.for", product=brand, condition=self.phrases.condition(indication.condition.id))

    def swept(self, indication: IndicationPlan, among: tuple[IndicationPlan, ...]) -> str:
        """The product as a sweep names it: one that is gone differs whatever is answered, and says why."""
        named = self.indication(indication, among)
        return named if indication.available else self.words("clinic.whatif.gone", product=named)

    def fit(self, fit: str) -> str:
        return self.words(f"clinic.whatif.fit.{fit}")

    def state(self, finding: Finding) -> str:
        """What becomes of an indication: its fit, and what it would take."""
        state: str = product_of(finding.marks) or "other_kind"
        if not finding.plan.available and state != "other_kind":
            state = "gone"
        return self.words(f"clinic.whatif.state.{state}")

    def points(self, points: tuple[TalkingPoint, ...]) -> list[str]:
        """Points to raise, each once with the products that it is about, or that it is about studies."""
        about: dict[str, list[str]] = {}
        for point in points:
            risk = point.discussed.risk
            named = point.therapy.brand if point.therapy else self.words("clinic.whatif.studies")
            about.setdefault(self.words.rule(f"risk.{risk.id}.name", risk.name).text, []).append(named)
        return [self.words("clinic.whatif.about", point=name, products=self.words.listed(named)) for name, named in about.items()]

    def change(self, change: Change) -> str:
        """What an answer would have to be, in all the ways that do."""
        question = self.rules.questions[change.question]
        return self.words("criterion.or").join(self.stretch(question, one) for one in change.stretches)

    def stretch(self, question: Question, stretch: Stretch) -> str:
        """The answers of a stretch: an option, or its ends as the rules write them."""
        if isinstance(stretch.fact, str):
            return self.phrases.option(question, stretch.fact)
        if stretch.fact is None:
            return self.words("clinic.whatif.unknown")
        kind = "age" if question.type == "age" else "number"
        least = float(question.least or 0) if kind == "number" else 0.0
        ends = []
        if stretch.least > least:
            operator = "more_than" if stretch.least.past else "at_least"
            ends.append(self.words(f"criterion.{kind}.{operator}", value=self.edge(question, stretch.least)))
        if math.isfinite(stretch.below):
            operator = "at_most" if stretch.below.past else "less_than"
            ends.append(self.words(f"criterion.{kind}.{operator}", value=self.edge(question, stretch.below)))
        return self.words("criterion.and").join(ends) or self.words(f"clinic.whatif.any.{kind}")

    def number(self, question: Question, number: float) -> str:
        """An age or a number, exactly as it is."""
        if question.type != "age":
            return self.words.number(number)
        years, rest = divmod(number, 12)
        whole = rest == 0 and (years >= 2 or years == 0)
        return self.words(f"age.{'years' if whole else 'months'}", n=_plain(years if whole else number))

    def edge(self, question: Question, bound: float) -> str:
        """The end of a stretch, as the number that the rules wrote."""
        return self.number(question, bound.operand if isinstance(bound, Bound) else bound)

    def fact(self, question: Question, fact: Fact) -> str:
        """What is told now."""
        if fact is None:
            return self.words("clinic.whatif.unknown")
        return self.phrases.option(question, fact) if isinstance(fact, str) else self.number(question, fact)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else round(number, 2)
