"""Check your answers: what was told, by topic, each with a way to change it; straight before the result."""

from html import escape

import streamlit as st

from trialhelper.interview import RESULT, CheckedAnswer, Checklist, checklist
from trialhelper.ui import frame
from trialhelper.ui.visit import Visit

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The page with every answer that counts now, and the names of those that are kept and do not."""
    shown = checklist(visit.rules, visit.words, visit.answers, visit.steps, visit.as_of)
    frame.begin(visit, shown.heading)
    frame.heading(shown.heading)
    if shown.contradictions:
        _contradictions(visit, shown)
    for topic, rows in shown.topics:
        frame.part(topic)
        for row in rows:
            _row(visit, row)
    frame.paragraphs(*shown.notes)
    st.button(shown.go, key="see-result", type="primary", on_click=visit.go, args=(RESULT,))
    frame.end(visit, "foot.purpose", "foot.privacy")


def _contradictions(visit: Visit, shown: Checklist) -> None:
    """What cannot all be right, each with the ways to change it; it keeps nobody from going on."""
    frame.part(shown.contradictions_title, shown.contradictions_lead)
    for found in shown.contradictions:
        frame.notice("warning", visit.words("notice.warning"), found.plain)
        for row in found.rows:
            _row(visit, row, f"{found.id}-")


def _row(visit: Visit, row: CheckedAnswer, within: str = "") -> None:
    """An answer with its way to change it; `within` tells a second showing of it from the first."""
    with st.container(key=f"th-row-{within}{row.question}"):
        st.html(f'<dl class="th-list"><div><dt>{escape(row.short)}</dt><dd>{escape(row.told)}</dd></div></dl>')
        st.button(row.change, key=f"change-{within}{row.question}", on_click=visit.go, args=(row.at,), type="tertiary")
