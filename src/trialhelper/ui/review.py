"""Check your answers: what was told, by topic, each with a way to change it; straight before the result."""

from html import escape

import streamlit as st

from trialhelper.interview import RESULT, CheckedAnswer, checklist
from trialhelper.ui import frame
from trialhelper.ui.visit import Visit

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The page with every answer that counts now, and the names of those that are kept and do not."""
    shown = checklist(visit.rules, visit.words, visit.answers, visit.steps)
    frame.begin(visit, shown.heading)
    frame.heading(shown.heading)
    for topic, rows in shown.topics:
        frame.part(topic)
        for row in rows:
            _row(visit, row)
    if shown.unused:
        frame.paragraphs(shown.unused)
    st.button(shown.go, key="see-result", type="primary", on_click=visit.go, args=(RESULT,))
    frame.end(visit, "foot.purpose", "foot.privacy")


def _row(visit: Visit, row: CheckedAnswer) -> None:
    with st.container(key=f"th-row-{row.question}"):
        st.html(f'<dl class="th-list"><div><dt>{escape(row.short)}</dt><dd>{escape(row.told)}</dd></div></dl>')
        st.button(row.change, key=f"change-{row.question}", on_click=visit.go, args=(row.at,), type="tertiary")
