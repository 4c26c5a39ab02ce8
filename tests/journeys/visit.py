"""A visit as a conversation: what is said, what is heard, and why. Nothing here knows a rule."""

import re
from datetime import date

from tests.bases import TODAY
from trialhelper.answers import NO_DIAGNOSIS, NOT_LISTED, NOT_SURE, Answers, read_answer
from trialhelper.engine import Assessment, assess, because, because_fit, next_question, to_settle, window_of
from trialhelper.engine.evaluate import Finding
from trialhelper.rulebase import RuleBase
from trialhelper.rulebase.criterion import leaves
from trialhelper.rulebase.search import find
from trialhelper.summary import compose, person_of, render_text
from trialhelper.summary.phrases import Phrases
from trialhelper.words import Words


class Visit:
    """One person's way through the form, on a day; today unless told otherwise."""

    def __init__(self, rules: RuleBase) -> None:
        self.rules, self.day, self.answers = rules, TODAY, Answers()

    def on(self, year: int, month: int, day: int) -> "Visit":
        self.day = date(year, month, day)
        return self

    def says(self, condition: str | None = None, **said: object) -> "Visit":
        """Answers as in the form. The condition is typed as people type it, and the first that is found is meant."""
        if condition is not None:
            said = self._typed(condition) | said
        for name, raw in said.items():
            self.answers = self.answers.plus(name, read_answer(self.rules.questions[name], raw, self.rules))
        return self

    def _typed(self, condition: str) -> dict[str, object]:
        if condition in (NOT_LISTED, NO_DIAGNOSIS, NOT_SURE):
            return {"condition": condition}
        hits = find(self.rules, condition)
        assert hits, f"nothing is found for {condition!r}"
        asked = self.rules.conditions[hits[0].condition].kinds_ask
        found: dict[str, object] = {"condition": hits[0].condition}
        found |= {asked: hits[0].told_kind} if asked and hits[0].told_kind else {}
        return found | ({"asked_for": hits[0].therapy} if hits[0].therapy else {})

    @property
    def assessment(self) -> Assessment:
        return assess(self.rules, self.answers, self.day)

    def hears(self, conversation: str, words: str | None = None, beside: str = "") -> None:
        """The conversation that is worth having, in which words when these are named, and one beside it likewise."""
        assert self.assessment.conversation == conversation, self.assessment.situation
        assert words is None or self.assessment.variant == words, self.assessment.situation
        assert not beside or beside in self.assessment.others

    def _finding(self, therapy: str) -> Finding:
        found = [one for one in self.assessment.findings if one.plan.therapy.id == therapy]
        assert found, f"{therapy} is not in force on {self.day}"
        kind = self.assessment.kind
        return next((one for one in found if kind and one.plan.condition.id == kind.id), found[0])

    @property
    def products(self) -> set[str]:
        """The products that are available on that day, for the condition or for the kind of it that was told."""
        found = [one for one in self.assessment.findings if one.plan.available and not one.other_kind]
        return {one.plan.therapy.id for one in found}

    def fit(self, therapy: str) -> str:
        return self._finding(therapy).fit

    def reason(self, therapy: str) -> str:
        """What forces the fit, as criteria: "age at_least 2 years"."""
        why = because_fit(self._finding(therapy))
        told = [leaf for one in why for leaf in leaves(one.criterion.node.criterion)]
        return "; ".join(f"{leaf.ask} {leaf.operator} {leaf.operand}" for leaf in told)

    def changes(self, therapy: str) -> tuple[str, str, str] | None:
        """Whether an age limit opens or closes next, and between which months; None when none does."""
        assessment = self.assessment
        one = window_of(self._finding(therapy), assessment.facts, self.answers, self.day)
        return ("opens" if one.opens else "closes", f"{one.earliest:%B %Y}", f"{one.latest:%B %Y}") if one else None

    @property
    def waits(self) -> set[str]:
        """The questions whose answers make treatment wait, without changing what to talk of."""
        return {leaf.ask for one in self.assessment.findings for each in one.postponed for leaf in leaves(each.node.criterion)}

    @property
    def because(self) -> set[str]:
        return set(because(self.assessment))

    @property
    def settles(self) -> set[str]:
        """What the person can still find out."""
        return set(to_settle(self.assessment).person)

    @property
    def care_team_checks(self) -> set[str]:
        """The questions that only the care team can answer, of products that do not differ."""
        checks = to_settle(self.assessment).care_team
        return {leaf.ask for _, one in checks for leaf in leaves(one.node.criterion)}

    @property
    def raised(self) -> set[str]:
        """The points to bring up."""
        return {point.discussed.risk.id for point in self.assessment.talking_points}

    @property
    def next_page(self) -> list[str]:
        page = next_question(self.rules, self.answers, self.day)
        return [question.id for question in page.questions] if page else []

    def hears_asked(self, question: str) -> str:
        """A question in the words in which this person hears it."""
        words = Words().to(person_of(self.answers))
        return str(Phrases(self.rules, words).asked(self.rules.questions[question]))

    @property
    def summary(self) -> str:
        """What the person carries away, on one line."""
        return re.sub(r"[\s|]+", " ", render_text(compose(self.assessment, Words())))
