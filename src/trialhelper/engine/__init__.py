"""The engine: three-valued criteria, the conversation worth having, exact relevance and exact reasons.

Everything here is a pure function of a frozen rule base, the answers and a date. No clock, no file, no network.
"""

from trialhelper.engine.assess import Assessment, NoRow, Situation, TalkingPoint, assess, possible_kinds
from trialhelper.engine.contradictions import Contradicting, contradictions
from trialhelper.engine.explain import because, because_fit, open_questions, to_settle
from trialhelper.engine.interview import Step, walk
from trialhelper.engine.relevance import Ask, next_question, relevant
from trialhelper.engine.team import asked_of_team, told_by_team
from trialhelper.engine.windows import Window, losable, window_of

__all__ = [
    "Ask",
    "Assessment",
    "Contradicting",
    "NoRow",
    "Situation",
    "Step",
    "TalkingPoint",
    "Window",
    "asked_of_team",
    "assess",
    "because",
    "because_fit",
    "contradictions",
    "losable",
    "next_question",
    "open_questions",
    "possible_kinds",
    "relevant",
    "to_settle",
    "told_by_team",
    "walk",
    "window_of",
]
