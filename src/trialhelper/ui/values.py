"""What matters to the person: ticks that put the questions of the summary in order and change nothing else."""

import streamlit as st

from trialhelper.answers import Answer, read_answer
from trialhelper.rulebase.entries import Question
from trialhelper.summary.phrases import Phrases
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The optional page with one box for each thing that may matter."""
    words, phrases = visit.words, Phrases(visit.rules, visit.words)
    frame.begin(visit, words("values.title"))
    frame.heading(words("values.title"))
    frame.paragraphs(words("values.lead"))
    asked = [question for question in visit.rules.questions.values() if question.asked == "values"]
    with st.form("answer-form", border=False):
        for question in asked:
            st.checkbox(phrases.asked(question), value=question.id in visit.answers, key=keys.field(question.id))
        st.form_submit_button(words("app.continue"), type="primary", on_click=_submit, args=(visit, asked))
    frame.end(visit, "foot.purpose", "foot.privacy")


def _submit(visit: Visit, asked: list[Question]) -> None:
    told: dict[str, Answer | None] = {}
    for question in asked:
        ticked = bool(st.session_state.get(keys.field(question.id)))
        told[question.id] = read_answer(question, "yes", visit.rules) if ticked else None
    visit.tell(told)
