"""The page on which a care team enters what it knows: its own questions, and those of papers that are still open."""

from datetime import date

from trialhelper.answers import Answers
from trialhelper.engine import asked_of_team
from trialhelper.interview.page import Page
from trialhelper.interview.pages import field_of
from trialhelper.rulebase.base import RuleBase
from trialhelper.words import Words

__all__ = ["team_page"]


def team_page(rules: RuleBase, words: Words, answers: Answers, as_of: date) -> Page | None:
    """The page with what matters to the result in the care team's view; None where no question is left.

    What is left open on it is not told, and what was told before and is left open now is taken back.
    """
    asked = asked_of_team(rules, answers, as_of)
    if not asked:
        return None
    fields = tuple(field_of(rules, words, answers, question) for question in asked)
    title = words("clinic.page.clinic-team")
    return Page("team", tuple(question.id for question in asked), title, title, fields, (words("clinic.team.lead"),))
