"""A comparison in words: the rule, what was said before and after, and for whom. All words are the catalogue's or the rules'."""

from dataclasses import dataclass

from trialhelper.diff.model import Cause, Comparison, Difference, Outcome, Ruled, Told
from trialhelper.diff.ranges import range_in_words
from trialhelper.diff.unmoved import listed
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Leaf, leaves
from trialhelper.rulebase.dates import read_dated
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.linking import option_ids
from trialhelper.summary.phrases import Phrases
from trialhelper.summary.sources import dated_words
from trialhelper.words import Words

__all__ = ["Row", "ending", "heading", "rows_of", "same_in_words"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line to sign. Each text may have several lines."""

    rule: str
    before: str
    after: str
    whom: str


def rows_of(comparison: Comparison, words: Words) -> tuple[Row, ...]:
    """A row for each difference, those of one rule below each other."""
    return tuple(_Writer(comparison, words).row(one) for one in comparison.differences)


def same_in_words(comparison: Comparison, words: Words) -> str:
    """The one sentence for two rule bases that say the same to everybody on a date; on another they may differ."""
    day = words.date(comparison.as_of)
    if not comparison.unmoved:
        return words("diff.same", day=day)
    return words("diff.same_but", day=day, n=len(comparison.unmoved), entries=listed(comparison.unmoved))


def heading(comparison: Comparison, words: Words) -> str:
    """Which rules were held beside which, and on which day; the one sentence when they say the same."""
    if not comparison.differences:
        return same_in_words(comparison, words)
    return words("diff.head", old=comparison.old.version, new=comparison.new.version, day=words.date(comparison.as_of))


def ending(comparison: Comparison, words: Words) -> tuple[str, ...]:
    """How much was compared, and what reads otherwise and moves nothing; nothing below that one sentence."""
    if not comparison.differences:
        return ()
    unmoved = comparison.unmoved
    more = [words("diff.unmoved", n=len(unmoved), entries=listed(unmoved))] if unmoved else []
    return (words("diff.covered", n=comparison.answer_sets), *more)


class _Writer:
    def __init__(self, comparison: Comparison, words: Words) -> None:
        self.old, self.new, self.words = comparison.old, comparison.new, words
        self.before, self.after = Phrases(comparison.old, words), Phrases(comparison.new, words)

    def row(self, one: Difference) -> Row:
        brand = self._brand(one.therapy[0]) if one.therapy else ""
        before, after = self._outcome(self.old, brand, one.before), self._outcome(self.new, brand, one.after)
        if one.more:
            topics = self.words.listed([self._title(name) for name in one.more], "or")
            more = "\n" + self.words("diff.more", topics=topics)
            before, after = (before + more, after) if one.cause.after is None else (before, after + more)
        return Row(self._rule(one), before, after, self._whom(one))

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

    def _told(self, told: Told) -> str:
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
            Told(told.question, told.example, tuple(one for one in told.options if (one in option_ids(question)) is mine))
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
