"""Check your answers: what was told, by topic, each with a way to change it; straight before the result."""

from html import escape

import streamlit as st

from trialhelper.engine import Step
from trialhelper.rulebase.entries import Question
from trialhelper.summary.phrases import Phrases
from trialhelper.ui import frame
from trialhelper.ui.visit import RESULT, Visit

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The page with every answer that counts now, and the names of those that are kept and do not."""
    words = visit.words
    phrases = Phrases(visit.rules, words)
    frame.begin(visit, words("check.title"))
    frame.heading(words("check.title"))
    rows = [(question, step) for step in visit.steps for question in step.ask.questions]
    for topic in dict.fromkeys(visit.rules.topics[question.id] for question, _ in rows):
        frame.part(words.rule(f"topic.{topic}", topic).text)
        for question, step in rows:
            if visit.rules.topics[question.id] == topic:
                _row(visit, question, step, phrases)
    used = {question.id for question, _ in rows}
    unused = [
        name for name in visit.answers if name not in used and visit.rules.questions[name].asked not in ("by_name", "values")
    ]
    if unused:
        frame.paragraphs(
            words("check.unused", facts=words.listed([phrases.short(visit.rules.questions[name]) for name in unused]))
        )
    st.button(words("check.go"), key="see-result", type="primary", on_click=visit.go, args=(RESULT,))
    frame.end(visit, "foot.purpose", "foot.privacy")


def _row(visit: Visit, question: Question, step: Step, phrases: Phrases) -> None:
    short = phrases.short(question)
    told = phrases.told(question, visit.answers.get(question.id))
    with st.container(key=f"th-row-{question.id}"):
        st.html(f'<dl class="th-list"><div><dt>{escape(short)}</dt><dd>{escape(told)}</dd></div></dl>')
        label = visit.words("check.change", fact=short[0].lower() + short[1:] if short[:2].istitle() else short)
        st.button(label, key=f"change-{question.id}", on_click=visit.go, args=(step.names,), type="tertiary")
