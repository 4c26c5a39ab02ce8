"""What a care team is asked: what only it can know, and what stands in papers and is still open.

Its answers are kept with those of the person and count in the care team's view alone, so both have to be told apart.
"""

from datetime import date

from trialhelper.answers import Answers
from trialhelper.engine.assess import condition_of, facts_of
from trialhelper.engine.plan import make_plan
from trialhelper.engine.relevance import relevant_to
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Question

__all__ = ["asked_of_team", "told_by_team"]


def asked_of_team(rules: RuleBase, answers: Answers, as_of: date) -> tuple[Question, ...]:
    """The questions that matter to the result in the care team's view and that the team can answer, in their order: its own,
    answered or not, and those of papers that are not known. None where no condition of the rules was named."""
    facts = facts_of(rules, answers)
    _, named = condition_of(facts)
    if named is None:
        return ()
    held = {name: fact for name, fact in facts.items() if not _for_team(rules.questions[name], fact)}
    plan = make_plan(rules, named, as_of, "care_team")
    return tuple(
        question
        for question in map(rules.questions.__getitem__, relevant_to(rules, plan, held))
        if question.answered_by != "person" and _for_team(question, facts.get(question.id))
    )


def told_by_team(rules: RuleBase, answers: Answers, as_of: date) -> tuple[Question, ...]:
    """The questions that only a care team can answer, that were answered, and that count in its view of this condition."""
    _, named = condition_of(facts_of(rules, answers))
    if named is None:
        return ()
    asked = make_plan(rules, named, as_of, "care_team").questions
    return tuple(one for one in asked if one.answered_by == "team" and answers.facts.get(one.id) is not None)


def _for_team(question: Question, fact: str | float | None) -> bool:
    return question.answered_by == "team" or (question.answered_by == "paper" and fact is None)
