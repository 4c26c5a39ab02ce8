"""A comparison in words: as rows to read, as a table to sign, and as JSON.

Each row names the rule, what was said before and after, and for whom. All words are the catalogue's or the rules'. Ranges are
half open, ages in months; they are told as a label tells them ("12 years or older"), in whole years or months where they can be.
"""

import io
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from rich.box import SQUARE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trialhelper.diff.model import Cause, Comparison, Difference, Given, Outcome, Ruled
from trialhelper.engine.plan import Bound
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Leaf, leaves
from trialhelper.rulebase.dates import read_dated
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.linking import option_ids
from trialhelper.summary.phrases import Phrases
from trialhelper.summary.sources import dated_words
from trialhelper.words import Words

__all__ = ["DiffRow", "comparison_as_dict", "diff_heading", "ending", "render_table", "rows_of", "same_in_words"]

FORMAT_VERSION = 1
_MOST = 12
"""How many entries a sentence names one by one."""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One line to sign. Each text may have several lines."""

    rule: str
    before: str
    after: str
    whom: str


def rows_of(comparison: Comparison, words: Words) -> tuple[DiffRow, ...]:
    """A row for each difference, those of one rule below each other."""
    return tuple(_Writer(comparison, words).row(one) for one in comparison.differences)


def same_in_words(comparison: Comparison, words: Words) -> str:
    """The one sentence for two rule bases that say the same to everybody on a date; on another they may differ."""
    day = words.date(comparison.as_of)
    if not comparison.unmoved:
        return words("diff.same", day=day)
    return words("diff.same_but", day=day, n=len(comparison.unmoved), entries=_listed(comparison.unmoved))


def diff_heading(comparison: Comparison, words: Words) -> str:
    """Which rules were held beside which, and on which day; the one sentence when they say the same."""
    if not comparison.differences:
        return same_in_words(comparison, words)
    return words("diff.head", old=comparison.old.version, new=comparison.new.version, day=words.date(comparison.as_of))


def ending(comparison: Comparison, words: Words) -> tuple[str, ...]:
    """How much was compared, and what reads otherwise and moves nothing; nothing below that one sentence."""
    if not comparison.differences:
        return ()
    unmoved = comparison.unmoved
    more = [words("diff.unmoved", n=len(unmoved), entries=_listed(unmoved))] if unmoved else []
    return (words("diff.covered", n=comparison.answer_sets), *more)


def _listed(entries: tuple[str, ...]) -> str:
    """The entries, or how many of each group where they are many."""
    if len(entries) <= _MOST:
        return ", ".join(entries)
    return ", ".join(f"{group}: {count}" for group, count in Counter(name.partition("/")[0] for name in entries).items())


class _Writer:
    def __init__(self, comparison: Comparison, words: Words) -> None:
        self.old, self.new, self.words = comparison.old, comparison.new, words
        self.before, self.after = Phrases(comparison.old, words), Phrases(comparison.new, words)

    def row(self, one: Difference) -> DiffRow:
        brand = self._brand(one.therapy[0]) if one.therapy else ""
        before, after = self._outcome(self.old, brand, one.before), self._outcome(self.new, brand, one.after)
        if one.more:
            topics = self.words.listed([self._title(name) for name in one.more], "or")
            more = "\n" + self.words("diff.more", topics=topics)
            before, after = (before + more, after) if one.cause.after is None else (before, after + more)
        return DiffRow(self._rule(one), before, after, self._whom(one))

    # ---- the rule ----

    def _rule(self, one: Difference) -> str:
        cause = one.cause
        lines = [self._heading(cause)]
        if cause.kind not in ("therapy", "condition", "kinds"):
            lines += [
                self.words(id, said=self._part(cause, part, phrases, rules) or self.words("diff.nothing"))
                for id, part, phrases, rules in (
                    ("diff.old", cause.before, self.before, self.old),
                    ("diff.new", cause.after, self.after, self.new),
                )
                if cause.kind != "together" or part
            ]
        elif cause.kind != "kinds":
            lines.append(self.words("diff.added" if cause.before is None else "diff.removed"))
        if one.view == "care_team":
            lines.append(self.words("diff.care_team"))
        return "\n".join(lines)

    def _heading(self, cause: Cause) -> str:
        if cause.kind in ("criterion", "version_date", "indication"):
            return self.words("diff.rule.of", brand=self._brand(cause.id), condition=self._condition(cause.condition))
        if cause.kind in ("status", "therapy"):
            return self.words("diff.rule.product", brand=self._brand(cause.id))
        if cause.kind == "question":
            rules, phrases = (self.new, self.after) if cause.id in self.new.questions else (self.old, self.before)
            return self.words("diff.rule.question", short=phrases.short(rules.questions[cause.id]))
        if cause.kind in ("kinds", "condition"):
            return self.words(f"diff.rule.{cause.kind}", condition=self._condition(cause.id))
        return self.words(f"diff.rule.{cause.kind}")

    def _part(self, cause: Cause, part: Ruled | tuple[str, ...] | None, phrases: Phrases, rules: RuleBase) -> str:
        if part is None:
            return ""
        if isinstance(part, Ruled):
            return self._ruled(cause, part, phrases)
        if cause.kind == "status":
            return self.words(f"diff.status.{part[0]}", day=self._day(part[1]))
        if cause.kind in ("version_date", "indication"):
            return self.words("diff.since", day=self._day(part[0]))
        if cause.kind == "conversation_row":
            return self.words("diff.table_row", n=int(part[0]))
        if cause.kind == "standing":
            return " ".join(rules.claims[ref][1].plain for ref in part)
        if cause.kind == "question":
            other = cause.after if part is cause.before else cause.before
            changed = [one for one in part if not isinstance(other, tuple) or one not in other]
            return self._asked(rules.questions[cause.id], changed, phrases)
        return ", ".join(part)

    def _ruled(self, cause: Cause, part: Ruled, phrases: Phrases) -> str:
        fact = phrases.criterion(part.written)
        if cause.kind == "trial_reason":
            return fact
        text = self.words(f"diff.side.{'rules_out' if part.side == 'rules_out' else 'requires'}", fact=fact)
        if any(leaf.ends not in (None, "never") for leaf in leaves(part.written)):
            text = self.words("diff.may_change", said=text)
        if len({one.since for one in (cause.before, cause.after) if isinstance(one, Ruled)}) > 1:
            text = self.words("diff.dated", said=text, day=self._day(part.since))
        return text

    def _asked(self, question: Question, parts: list[str], phrases: Phrases) -> str:
        said = []
        for part in parts:
            kind, _, value = part.partition(":")
            if kind in ("option", "unknown"):
                said.append(self.words(f"diff.question.{kind}", option=phrases.option(question, value)))
            else:
                said.append(self.words(f"diff.question.{kind}.{value}"))
        return "; ".join(said)

    # ---- what is said ----

    def _outcome(self, rules: RuleBase, brand: str, outcome: Outcome) -> str:
        lines = [self.words(f"diff.fit.{outcome.fit or 'absent'}", brand=brand)] if brand else []
        lines.append(rules.conversations[outcome.conversation].title)
        lines += [self.words("conversation.beside", topic=rules.conversations[name].title) for name in outcome.others]
        return "\n".join(lines)

    def _title(self, name: str) -> str:
        return (self.new if name in self.new.conversations else self.old).conversations[name].title

    # ---- for whom ----

    def _whom(self, one: Difference) -> str:
        conditions = "; ".join(self._named(name) for name in one.conditions)
        answers = [self._told(told) for told in one.told] or [self.words("diff.untold")]
        return "\n".join([conditions, *(f"- {answer}" for answer in answers)])

    def _named(self, name: str) -> str:
        splits = any(rules.conditions[name].kinds_ask for rules in (self.old, self.new) if name in rules.conditions)
        condition = self._condition(name)
        return self.words("diff.kind_untold", condition=condition) if splits else condition

    def _told(self, told: Given) -> str:
        if not told.options:
            rules, phrases = (self.new, self.after) if told.question in self.new.questions else (self.old, self.before)
            question = rules.questions[told.question]
            return self.words(
                "criterion.is", short=phrases.short(question), value=range_in_words(told, question.type, self.words)
            )
        for rules, phrases in ((self.new, self.after), (self.old, self.before)):
            if told.question in rules.questions and {*told.options} <= {*option_ids(rules.questions[told.question])}:
                operator = {"is": told.options[0]} if len(told.options) == 1 else {"in": told.options}
                return phrases.criterion(Leaf.model_validate({"ask": told.question, **operator}))
        halves = [
            Given(told.question, told.example, tuple(one for one in told.options if (one in option_ids(question)) is mine))
            for question in [self.new.questions[told.question]]
            for mine in (True, False)
        ]
        return self.words("criterion.or").join(self._told(half) for half in halves)

    # ---- names ----

    def _brand(self, therapy: str) -> str:
        return (self.new if therapy in self.new.therapies else self.old).therapies[therapy].brand

    def _condition(self, name: str) -> str:
        return (self.after if name in self.new.conditions else self.before).condition(name)

    def _day(self, dated: str) -> str:
        return dated_words(read_dated(dated), self.words)


def range_in_words(told: Given, kind: str, words: Words) -> str:
    """`kind` is the type of the question: an age or a number."""
    unit = "age" if kind == "age" else "number"
    if unit == "age" and (between := _whole_ages(told, words)):
        return between
    parts = []
    if told.least > -math.inf:
        operator = "more_than" if told.least.past else "at_least"
        parts.append(words(f"criterion.{unit}.{operator}", value=_bound(told.least.operand, unit, words)))
    if told.below < math.inf:
        operator = "at_most" if told.below.past else "less_than"
        parts.append(words(f"criterion.{unit}.{operator}", value=_bound(told.below.operand, unit, words)))
    return words("criterion.and").join(parts) or words("diff.any_number")


def _whole_ages(told: Given, words: Words) -> str | None:
    """From 24 up to 144 months is "from 2 years to 11 years", because an age is told in completed years or months."""
    if math.inf in (-told.least, told.below):
        return None
    step = 12 if told.least % 12 == 0 and told.below % 12 == 0 else 1
    last = told.below - step
    if last == told.least:
        return _bound(last, "age", words)
    whole = float(told.least).is_integer() and float(last).is_integer() and last > told.least
    if not whole:
        return None
    return words("criterion.age.between", value=_bound(told.least, "age", words), last=_bound(last, "age", words))


def _bound(value: float, unit: str, words: Words) -> str:
    if unit == "number":
        return words.number(value)
    years = value % 12 == 0 and value >= 24
    number = value / 12 if years else round(value, 2)
    return words("age.years" if years else "age.months", n=int(number) if float(number).is_integer() else number)


def typed(told: Given, kind: str) -> str | float:
    """An answer of the set as it stands in a saved-answers file."""
    if isinstance(told.example, str):
        return told.example
    number = told.example
    if isinstance(number, Bound) and number.past:
        number = min(number + 1, (number + told.below) / 2)
    number = round(number, 3)
    return f"{number:g} months" if kind == "age" else number


def render_table(comparison: Comparison, words: Words, width: int = 160) -> str:
    """The table with room for a name and a date beside each line; one sentence when there is no difference."""
    if not comparison.differences:
        return same_in_words(comparison, words)
    table = Table(box=SQUARE, show_lines=True, expand=True)
    for name, share in (("rule", 5), ("before", 4), ("after", 4), ("whom", 4), ("seen_by", 2), ("date", 2)):
        table.add_column(words(f"diff.column.{name}"), ratio=share)
    last = ""
    for row in rows_of(comparison, words):
        rule = row.rule if row.rule != last else words("diff.same_rule")
        table.add_row(*map(Text, (rule, row.before, row.after, row.whom, "", "")))
        last = row.rule
    page = io.StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join([diff_heading(comparison, words), page.getvalue().rstrip("\n"), *ending(comparison, words)])


def comparison_as_dict(comparison: Comparison, words: Words) -> dict[str, Any]:
    """For programs: ids, with the words beside them. `answers` can be pasted into a saved-answers file or a test."""
    rows = rows_of(comparison, words)
    return {
        "format": "trialhelper-diff",
        "format_version": FORMAT_VERSION,
        "old": comparison.old.version,
        "new": comparison.new.version,
        "as_of": comparison.as_of.isoformat(),
        "answer_sets": comparison.answer_sets,
        "differences": [
            {
                "rule": {**_cause(one.cause), "words": row.rule},
                "view": one.view,
                "conditions": list(one.conditions),
                "therapy": one.therapy[0] if one.therapy else None,
                "told": [_told(told) for told in one.told],
                "answers": {"condition": one.conditions[0], **{told.question: _typed(told, comparison) for told in one.told}},
                "whom": row.whom,
                "before": _outcome(one, one.before),
                "after": _outcome(one, one.after),
                "more": list(one.more),
            }
            for one, row in zip(comparison.differences, rows, strict=True)
        ],
        "unmoved": list(comparison.unmoved),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {"kind": cause.kind, "id": cause.id or None, "condition": cause.condition or None}


def _outcome(one: Difference, outcome: Outcome) -> dict[str, Any]:
    fit = {"fit": outcome.fit} if one.therapy else {}
    return {**fit, "conversation": outcome.conversation, "others": list(outcome.others)}


def _typed(told: Given, comparison: Comparison) -> str | float:
    rules = comparison.new if told.question in comparison.new.questions else comparison.old
    return typed(told, rules.questions[told.question].type)


def _told(told: Given) -> dict[str, Any]:
    if told.options:
        return {"question": told.question, "any_of": list(told.options)}
    least = None if told.least == float("-inf") else told.least
    return {"question": told.question, "least": least, "below": None if told.below == float("inf") else told.below}
