"""Which questions can still matter, exactly, and which to ask next.

A question is asked if and only if, for some completion of the unanswered others, its answer changes a fit, the
conversation or a talking point. "Not sure" counts as asked. When nothing more can change, the interview is over.
Nothing here samples or guesses: the answer space holds what every completion leads to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trialhelper.answers import Answers
from trialhelper.engine.assess import condition_of, facts_of
from trialhelper.engine.plan import Plan, View, make_plan
from trialhelper.engine.space import Fact, results, space_of, that_matter
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Question

__all__ = ["Ask", "next_question", "relevant", "relevant_to"]

_OPENING = ("who", "condition")


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask next: one question, or several that share the page "does any of this apply"."""

    questions: tuple[Question, ...]

    @property
    def together(self) -> bool:
        return self.questions[0].asked == "together"


def next_question(rules: RuleBase, answers: Answers, as_of: date) -> Ask | None:
    """The next page of the interview, or None when no answer can change anything more.

    Pages follow the order that the authors gave the questions; those marked `together` share one page, at the place of
    the first of them.
    """
    for name in _OPENING:
        if name not in answers:
            return Ask((rules.questions[name],))
    kind = _kind_to_tell(rules, answers, as_of)
    if kind:
        return Ask((kind,))
    open_now = [rules.questions[name] for name in relevant(rules, answers, as_of)]
    if not open_now:
        return None
    first = open_now[0]
    if first.asked == "alone":
        return Ask((first,))
    return Ask(tuple(question for question in open_now if question.asked == "together"))


def _kind_to_tell(rules: RuleBase, answers: Answers, as_of: date) -> Question | None:
    """The question that tells the kinds of the condition apart, when it comes first: it always matters while it is open."""
    facts = facts_of(rules, answers)
    _, named = condition_of(facts)
    if named is None:
        return None
    plan = make_plan(rules, named, as_of)
    first = next((question for question in plan.questions if question.id not in facts), None)
    return first if first is not None and first.id == plan.condition.kinds_ask else None


def relevant(rules: RuleBase, answers: Answers, as_of: date, view: View = "person") -> tuple[str, ...]:
    """The unanswered questions whose answer can still change the result, in the order in which they are asked."""
    facts = facts_of(rules, answers)
    _, named = condition_of(facts)
    if "condition" not in answers:
        return ("condition",)
    if named is None:
        return ()
    return relevant_to(rules, make_plan(rules, named, as_of, view), facts)


def relevant_to(rules: RuleBase, plan: Plan, held: Mapping[str, Fact]) -> tuple[str, ...]:
    """The questions of a plan, not among the held facts, whose answer can still change the result."""
    space = space_of(plan)
    found = that_matter(space.diagrams, results(space, rules), held)
    kind = plan.condition.kinds_ask  # it names the condition that the result is about
    return tuple(one.id for one in plan.questions if one.id in found or (one.id == kind and kind not in held))
