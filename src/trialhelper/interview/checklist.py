"""Check your answers: what was told, by topic, each with the place where it is changed; straight before the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialhelper.answers import Answers
from trialhelper.engine import Step
from trialhelper.interview.way import Place
from trialhelper.rulebase.base import RuleBase
from trialhelper.summary.phrases import Phrases
from trialhelper.words import Words

__all__ = ["CheckedAnswer", "Checklist", "checklist"]


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
class Checklist:
    """Every answer that counts now, by topic, and the names of those that are kept and do not."""

    heading: str
    topics: tuple[tuple[str, tuple[CheckedAnswer, ...]], ...]
    unused: str
    """A sentence on the answers that are kept and not used, or nothing."""
    go: str
    """The label of what leads to the result."""


def checklist(rules: RuleBase, words: Words, answers: Answers, steps: Sequence[Step]) -> Checklist:
    """The check of some answers along the steps that they lead over."""
    phrases = Phrases(rules, words)
    by_topic: dict[str, list[CheckedAnswer]] = {}
    for step in steps:
        for question in step.ask.questions:
            short = phrases.short(question)
            change = words("check.change", fact=short[0].lower() + short[1:] if short[:2].istitle() else short)
            told = phrases.told(question, answers.get(question.id))
            row = CheckedAnswer(question.id, short, told, change, step.names)
            by_topic.setdefault(rules.topics[question.id], []).append(row)
    used = {row.question for rows in by_topic.values() for row in rows}
    asked = [rules.questions[name] for name in answers if name not in used]
    unused = [phrases.short(question) for question in asked if question.asked not in ("by_name", "values")]
    return Checklist(
        words("check.title"),
        tuple((words.rule(f"topic.{topic}", topic).text, tuple(rows)) for topic, rows in by_topic.items()),
        words("check.unused", facts=words.listed(unused)) if unused else "",
        words("check.go"),
    )
