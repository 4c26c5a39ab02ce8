"""The tools with which sections are written: sentences with their claims, from the catalogue or from the rule base.

Every text of a summary passes through here, so that none can stand without an id, and none of the rule base without a
claim and its number in the list of sources.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from trialhelper.engine import Assessment, because, possible_kinds, to_settle
from trialhelper.engine.explain import ToSettle
from trialhelper.engine.plan import Criterion, IndicationPlan
from trialhelper.rulebase.entries import Condition, Statement, Therapy
from trialhelper.rulebase.standing import Standing, known_from
from trialhelper.rulebase.talks import Talk
from trialhelper.rulebase.texts import conversation_id
from trialhelper.summary.model import Block, Section, Sentence, Tone
from trialhelper.summary.phrases import Phrases
from trialhelper.summary.sources import Sources
from trialhelper.words import Text, Words

__all__ = ["MOST_CLAIMS", "MOST_TOLD_IN_FULL", "Composer"]

MOST_TOLD_IN_FULL = 4
"""How many products are told in full while it is not known which kind of the condition it is."""
MOST_CLAIMS = 2
"""How many claims a sentence cites: the best first, and of a past day none that came later while another was there."""


@dataclass(frozen=True)
class Composer:
    """What every section is written from: the assessment, the words, and the sources cited so far."""

    assessment: Assessment
    words: Words
    phrases: Phrases
    sources: Sources

    @classmethod
    def of(cls, assessment: Assessment, words: Words) -> "Composer":
        return cls(assessment, words, Phrases(assessment.rules, words), Sources(assessment.rules, words))

    def speaking(self, words: Words) -> "Composer":
        """The same assessment and the same list of sources, in other words."""
        return Composer(self.assessment, words, Phrases(self.assessment.rules, words), self.sources)

    @cached_property
    def because(self) -> tuple[str, ...]:
        """The smallest set of answers that leads to the conversation; several parts tell of it."""
        return because(self.assessment)

    @cached_property
    def settle(self) -> ToSettle:
        """What is open and could still change the result."""
        return to_settle(self.assessment)

    @property
    def possible(self) -> tuple[Condition, ...]:
        """The condition, or those of its kinds that the answers leave possible."""
        return possible_kinds(self.assessment)

    @property
    def told_kinds(self) -> tuple[Condition, ...]:
        """The condition itself while its kind is not told: what is said of one kind is not said of another."""
        return self.possible if len(self.possible) == 1 else (self.assessment.kind,) if self.assessment.kind else ()

    @property
    def kind_decides(self) -> bool:
        """Whether the kind is not known and so many products are for one kind or another that it has to come first."""
        products = {finding.plan.therapy.id for finding in self.assessment.findings if finding.plan.available}
        return len(self.possible) > 1 and len(products) > MOST_TOLD_IN_FULL

    def say(self, id: str, /, claims: tuple[str, ...] = (), **values: object) -> Sentence:
        """A sentence of the interface catalogue, with claims where it states what a document says."""
        return self._sentence(self.words.text(id, **values), claims)

    def rule(self, id: str, english: str, claims: tuple[str, ...] = ()) -> Sentence:
        """A text of the rule base."""
        return self._sentence(self.words.rule(id, english), claims)

    def statement(self, id: str, statement: Statement) -> Sentence:
        return self.rule(id, statement.plain, statement.claim)

    def chosen(self, part: str) -> Sentence:
        """A part (title, plain, because) of the words of the chosen conversation."""
        said, id = self._said
        return self.rule(f"{id}.{part}", getattr(said, part))

    @property
    def steps(self) -> tuple[Sentence, ...]:
        """The next steps of the chosen conversation."""
        said, id = self._said
        return tuple(self.rule(f"{id}.step.{index}", step) for index, step in enumerate(said.next_steps))

    @property
    def _said(self) -> tuple[Talk, str]:
        name, variant = self.assessment.conversation, self.assessment.variant
        return self.assessment.rules.conversations[name].said(variant), conversation_id(name, variant)

    def all_known(self, statement: Statement) -> bool:
        """Whether every claim that a text stands on may have been known on the day of the assessment."""
        return not any(self.came_later((ref,)) for ref in statement.claim)

    def known(self, statement: Statement) -> bool:
        """Whether every claim that a statement stands on was there on the day of the assessment."""
        claims = self.assessment.rules.claims
        return all(known_from(*claims[ref]).latest <= self.assessment.as_of for ref in statement.claim)

    def standing(self, standing: Standing) -> Sentence:
        """Where a condition stands on a day; where only its group is known to be studied, that this one is not named."""
        claims, state = self.assessment.rules.claims, str(standing.state)
        if state == "in_trials" and all(claims[ref][1].about.group for ref in standing.studied):
            state = "group_in_trials"
        return self.say(f"standing.{state}", standing.holds[:3], day=self.words.date(standing.as_of))

    def came_later(self, claims: tuple[str, ...]) -> bool:
        """Whether a source of a text is certain to be newer than the day of the assessment; a page without a date is not."""
        found = (self.assessment.rules.claims[ref] for ref in claims)
        dates = [claim.since or (None if document.dated == "unknown" else document.dated) for document, claim in found]
        return any(dated is not None and dated.earliest > self.assessment.as_of for dated in dates)

    @property
    def in_the_past(self) -> bool:
        """Whether the day of the assessment lies before the rules themselves."""
        return self.assessment.rules.about.dated.latest > self.assessment.as_of

    def made_for(self, therapy: Therapy) -> bool:
        """Whether the product has a use for this condition or a kind of it, on whatever day."""
        kind = self.assessment.kind
        family = {one.id for one in self.assessment.rules.family(kind.id)} if kind else set()
        return any(indication.condition in family for indication in therapy.indications)

    def left_to_team(self, plan: IndicationPlan) -> tuple[Criterion, ...]:
        """The criteria that only the care team can check; in its own view they were asked like any other."""
        return plan.care_team if self.assessment.view == "person" else ()

    def claim(self, ref: str) -> Sentence:
        """What one claim states, with its document."""
        _, claim = self.assessment.rules.claims[ref]
        return self.rule(f"claim.{ref}", claim.plain, (ref,))

    def claim_text(self, ref: str) -> str:
        """What one claim states, for use inside a sentence that cites it."""
        return self.words.rule(f"claim.{ref}", self.assessment.rules.claims[ref][1].plain).text

    def raw(self, id: str, text: str, claims: tuple[str, ...] = ()) -> Sentence:
        """A text put together from texts that have ids of their own (a criterion, an answer)."""
        return self._sentence(Text(id, text, self.words.language), claims)

    def criterion(self, criterion: Criterion, therapy: Therapy, id: str | None = None) -> Sentence:
        """A criterion as the fact that it asks for; with `id`, inside that sentence of the catalogue as `fact`."""
        written = criterion.node.criterion
        phrase = self.phrases.against(written) if criterion.side == "rules_out" else self.phrases.criterion(written)
        if id is None:
            said = self.raw(f"criterion.{therapy.id}.{criterion.side}", phrase, criterion.claims)
        else:
            said = self.say(id, criterion.claims, fact=phrase)
        return replace(said, of=criterion)

    def still_open(self, one: Criterion, therapy: Therapy) -> Sentence:
        """What is not known yet. What would rule the product out says so, or it would read like a finding or a demand."""
        return self.criterion(one, therapy, f"judged.team.{one.effect}" if one.side == "rules_out" else None)

    def _sentence(self, text: Text, claims: tuple[str, ...]) -> Sentence:
        shown = (tuple(ref for ref in claims if not self.came_later((ref,))) or claims)[:MOST_CLAIMS]
        return Sentence(text.text, text.id, text.language, shown, self.sources.cite(shown))

    def section(self, id: str, title: Sentence, *blocks: Block | None, parts: tuple[Section, ...] = ()) -> Section:
        """A section without the blocks that turned out empty."""
        return Section(id, title, tuple(one for one in blocks if one and (one.sentences or one.pairs or one.rows)), parts)

    def bullets(self, heading: str | None, sentences: list[Sentence], tone: Tone = "plain") -> Block | None:
        """A list under its own small heading; None when there is nothing to list."""
        if not sentences:
            return None
        return Block("bullets", tuple(sentences), heading=self.say(heading) if heading else None, tone=tone)

    def paragraphs(self, *sentences: Sentence) -> Block:
        return Block("paragraphs", sentences)

    def notice(self, tone: Tone, *sentences: Sentence) -> Block:
        return Block("notice", sentences, tone=tone)
