"""Check your answers: what was told, by topic, each with the place where it is changed; straight before the result.

Answers that cannot all be right stand beside each other there. Nothing is resolved: that is for whoever told them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trialhelper.answers import CONDITION_TYPED, Answers, typed_of
from trialhelper.engine import Step, contradictions, told_by_team
from trialhelper.interview.way import Place
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Question
from trialhelper.summary.phrases import Phrases
from trialhelper.words import Words

__all__ = ["CheckedAnswer", "Checklist", "NotTogether", "checklist"]

_CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """One answer that counts now."""

    question: str
    short: str
    told: str
    change: str
    """The label of what leads to `at`, where it is changed."""
    at: Place


@dataclass(frozen=True, slots=True)
class NotTogether:
    """Answers that cannot all be right, with what is wrong with them."""

    id: str
    plain: str
    rows: tuple[CheckedAnswer, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every answer that counts now, by topic, those that do not go together, and the names of those that are kept and do not
    count."""

    heading: str
    contradictions_title: str
    contradictions_lead: str
    contradictions: tuple[NotTogether, ...]
    topics: tuple[tuple[str, tuple[CheckedAnswer, ...]], ...]
    notes: tuple[str, ...]
    """Sentences on the answers that are kept and not used here."""
    go: str
    """The label of what leads to the result."""


def checklist(rules: RuleBase, words: Words, answers: Answers, steps: Sequence[Step], as_of: date) -> Checklist:
    """The check of some answers along the steps that they lead over."""
    phrases = Phrases(rules, words)
    by_topic: dict[str, list[CheckedAnswer]] = {}
    for step in steps:
        for question in step.ask.questions:
            rows = by_topic.setdefault(rules.topics[question.id], [])
            rows.append(_row(phrases, words, answers, question, step.names))
            if question.id == _CONDITION and typed_of(answers):
                rows.append(_row(phrases, words, answers, rules.questions[CONDITION_TYPED], step.names))
    checked = {row.question: row for rows in by_topic.values() for row in rows}
    return Checklist(
        words("check.title"),
        words("check.contradictions"),
        words("check.contradictions_lead"),
        tuple(_not_together(rules, words, answers, checked)),
        tuple((words.rule(f"topic.{topic}", topic).text, tuple(rows)) for topic, rows in by_topic.items()),
        tuple(_kept(rules, words, answers, checked, as_of)),
        words("check.go"),
    )


def _row(phrases: Phrases, words: Words, answers: Answers, question: Question, at: Place) -> CheckedAnswer:
    short = phrases.short(question)
    change = words("check.change", fact=short[0].lower() + short[1:] if short[:2].istitle() else short)
    return CheckedAnswer(question.id, short, phrases.told(question, answers.get(question.id)), change, at)


def _not_together(rules: RuleBase, words: Words, answers: Answers, checked: Mapping[str, CheckedAnswer]) -> Iterable[NotTogether]:
    """The contradictions among the answers that count: each of them can be changed from here."""
    for found in contradictions(rules, Answers({name: answers[name] for name in checked if name in answers})):
        plain = words.rule(f"contradiction.{found.rule.id}.plain", found.rule.plain).text
        yield NotTogether(found.rule.id, plain, tuple(checked[name] for name in found.questions))


def _kept(rules: RuleBase, words: Words, answers: Answers, checked: Mapping[str, CheckedAnswer], as_of: date) -> Iterable[str]:
    """What is said of answers that do not count in the person's own view: those of a care team, and those of no use here."""
    team = told_by_team(rules, answers, as_of)
    others = [rules.questions[name] for name in answers if name not in checked]
    unused = [one for one in others if one not in team and one.asked not in ("by_name", "values")]
    for id, questions in (("told.team_only", team), ("check.unused", unused)):
        if questions:
            yield words(id, facts=words.listed([Phrases(rules, words).short(question) for question in questions]))
