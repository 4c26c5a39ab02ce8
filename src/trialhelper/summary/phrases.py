"""Criteria and answers in words, rendered from the same model that the engine evaluates.

A criterion reads as the fact that it asks for ("Age: younger than 2 years"); an answer as what was told. Nothing here
says whether a criterion is met.
"""

from typing import Any

from trialhelper.ages import months_as_words, read_age
from trialhelper.answers import NO_DIAGNOSIS, NOT_LISTED, Answer
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not, leaves
from trialhelper.rulebase.entries import Condition, Question
from trialhelper.words import Words

__all__ = ["Phrases"]


class Phrases:
    """Words for questions, answers and criteria, in one language and to one person."""

    def __init__(self, rules: RuleBase, words: Words) -> None:
        self._rules, self._words = rules, words

    def asked(self, question: Question) -> str:
        """The question as it is put to the person."""
        return self._words.rule(f"question.{question.id}.ask", question.ask).text

    def short(self, question: Question) -> str:
        """The fact that a question is about, in a few words."""
        return self._words.rule(f"question.{question.id}.short", question.short).text

    def why(self, question: Question) -> str:
        return self._words.rule(f"question.{question.id}.why", question.why).text

    def hint(self, question: Question) -> str | None:
        return self._words.rule(f"question.{question.id}.hint", question.hint).text if question.hint else None

    def where_to_find(self, question: Question) -> str | None:
        place = question.where_to_find
        return self._words.rule(f"question.{question.id}.where_to_find", place).text if place else None

    def option(self, question: Question, option: str) -> str:
        """An option as it is offered."""
        if question.type == "yes_no":
            return self._words(f"option.{option}")
        found = next(one for one in question.options if one.id == option)
        return self._words.rule(f"question.{question.id}.option.{option}", found.label).text

    def _option_short(self, question: Question, option: str) -> str:
        if question.type == "yes_no":
            return self._words(f"option.{option}").lower()
        found = next(one for one in question.options if one.id == option)
        return self._words.rule(f"question.{question.id}.option.{option}.short", found.short or found.label).text

    def told(self, question: Question, answer: Answer | None) -> str:
        """What was told, or that it was not."""
        if answer is None:
            return self._words("answer.absent")
        if answer.state != "value":
            return self._words(f"answer.{answer.state}")
        if question.type == "condition":
            return self.condition(str(answer.written))
        if question.type == "therapy":
            return self._rules.therapies[str(answer.written)].brand
        if question.type == "age":
            return self.told_age(answer)
        if question.type == "number":
            return self._words.number(float(answer.written))
        if question.type == "text":
            return str(answer.written)
        return self.option(question, str(answer.written))

    def condition(self, name: str) -> str:
        if name in (NOT_LISTED, NO_DIAGNOSIS):
            return self._words(f"condition.{name}")
        return self._words.rule(f"condition.{name}.name", self._rules.conditions[name].name).text

    def clinical_name(self, condition: Condition) -> str:
        return self._words.rule(f"condition.{condition.id}.clinical_name", condition.clinical_name).text

    def age(self, months: float) -> str:
        """An age in the unit in which it reads best."""
        number, unit = months_as_words(months)
        return self._words(f"age.{unit}", n=int(number) if float(number).is_integer() else number)

    def told_age(self, answer: Answer) -> str:
        """An age in the units in which it was told; one that nobody told, as it reads best."""
        if not isinstance(answer.written, str):
            return self.age(float(answer.fact or 0))
        parts = read_age(answer.written).parts
        return self._words.listed([self._words(f"age.{unit}", n=int(n) if n.is_integer() else n) for n, unit in parts])

    def criterion(self, criterion: Leaf | All | Any_ | Not) -> str:
        """A criterion as the fact that it asks for."""
        match criterion:
            case All(all=parts):
                return self._words("criterion.and").join(self.criterion(part) for part in parts)
            case Any_(any=parts):
                either = self._words("criterion.or").join(self.criterion(part) for part in parts)
                return self._words("criterion.any", parts=either)
            case Not(not_=part):
                return self._words("criterion.not", part=self.criterion(part))
        return self._leaf(criterion)

    def asks(self, criterion: Leaf | All | Any_ | Not) -> str:
        """What a criterion asks for, without the fact that it is about ("younger than 2 years"); of a group, all of it."""
        if not isinstance(criterion, Leaf):
            return self.criterion(criterion)
        question = self._rules.questions[criterion.ask]
        if question.type == "yes_no" and criterion.operator in ("is", "is_not"):
            return self._option_short(question, str(criterion.operand))
        short = self.short(question)
        return self._leaf(criterion).removeprefix(self._words("criterion.is", short=short, value=""))

    def asked_for(self, criterion: Leaf | All | Any_ | Not) -> str:
        """What a criterion asks for, the fact that it is about behind it ("younger than 2 years (age)"); a Yes is the fact."""
        if not isinstance(criterion, Leaf):
            return self.criterion(criterion)
        question = self._rules.questions[criterion.ask]
        if question.type == "yes_no":
            return self._leaf(criterion)
        asks, short = self.asks(criterion), self.short(question)
        return self._words("criterion.asked_for", asks=asks, short=short)

    def against(self, criterion: Leaf | All | Any_ | Not) -> str:
        """What would rule a product out, as the fact; of a group without whom it is asked of (an age, a sex)."""
        parts = criterion.all if isinstance(criterion, All) else ()
        asked = [part for part in parts if isinstance(part, Leaf) and self._rules.questions[part.ask].type != "age"]
        return "; ".join(self.criterion(part) for part in asked or (criterion,))

    def about(self, criterion: Leaf | All | Any_ | Not) -> list[str]:
        """The facts that a criterion is about, without what it asks of them."""
        return list(dict.fromkeys(self.short(self._rules.questions[leaf.ask]) for leaf in leaves(criterion)))

    def _leaf(self, leaf: Leaf) -> str:
        question = self._rules.questions[leaf.ask]
        short, operator, operand = self.short(question), leaf.operator, leaf.operand
        if question.type == "yes_no" and operator in ("is", "is_not"):
            yes = (operand == "yes") is (operator == "is")
            return short if yes else self._words("criterion.absent", short=short)
        if operator == "known":
            return self._words("criterion.known" if operand else "criterion.not_known", short=short)
        named = operand if isinstance(operand, tuple) else (operand,)
        if operator in ("is", "in", "is_not", "not_in") and question.type in ("choice", "yes_no"):
            either = self._words.listed([self._option_short(question, str(one)) for one in named], "or")
            plain = "criterion.is" if operator in ("is", "in") else "criterion.is_not"
            return self._words(plain, short=short, value=either)
        bounds = [self._bound(question, one) for one in named]
        unit = "age" if question.type == "age" else "number"
        text = self._words(f"criterion.{unit}.{operator}", value=bounds[0], last=bounds[-1])
        return self._words("criterion.is", short=short, value=text)

    def _bound(self, question: Question, value: Any) -> str:
        if question.type == "age":
            return self.age_bound(str(value))
        return self._words.number(float(value))

    def age_bound(self, written: str) -> str:
        """An age of a label in its own unit ("12 months" stays months)."""
        number, unit = written.split()
        return self._words("age.years" if unit.startswith("y") else "age.months", n=int(number))
