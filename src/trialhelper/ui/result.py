"""The result: the conversation in one sentence, and the summary that explains it, to read here or to carry away.

The page draws the same content model as the printed summary, so that screen and paper cannot differ.
"""

from functools import partial

import streamlit as st

from trialhelper.summary import compose, render
from trialhelper.summary.html import render_fragment
from trialhelper.summary.model import Section, Summary
from trialhelper.ui import frame
from trialhelper.ui.visit import CHECK, Visit

__all__ = ["draw"]

_OPENED = frozenset({"therapies", "asked-for", "withdrawn", "trials", "why", "next-steps", "condition"})


def draw(visit: Visit) -> None:
    """The result page of the answers so far."""
    words = visit.words
    assessment = visit.assess()
    summary = compose(assessment, words)
    first, *front = summary.front
    frame.begin(visit, first.title.text)
    frame.heading(first.title.text)
    st.html(render_fragment((Section(first.id, first.title, first.blocks),), titled=False))
    _carry_away(visit, summary)
    _sections(front)
    for section in summary.rest:
        if section.id in _OPENED:
            _sections([section])
        else:
            with st.expander(section.title.text):
                st.html(render_fragment((section,), titled=False))
    with st.expander(summary.sources_title):
        st.html(render_fragment((), summary.sources, labels=summary.labels))
    st.button(words("result.change"), key="to-check", on_click=visit.go, args=(CHECK,))
    frame.end(visit, "limits.purpose", "limits.do_not_stop", "limits.emergency")


def _sections(sections: list[Section]) -> None:
    st.html(render_fragment(tuple(sections)))


def _carry_away(visit: Visit, summary: Summary) -> None:
    """The summary as PDF (both papers) and HTML; made when it is asked for, kept nowhere.

    It is made on another thread, which knows of no session: all that it needs goes with it.
    """
    words = visit.words
    frame.part(words("result.carry"), words("result.carry_lead"))
    for kind, paper, mime in (
        ("pdf", "letter", "application/pdf"),
        ("pdf", "a4", "application/pdf"),
        ("html", "letter", "text/html"),
    ):
        name = f"{kind}-{paper}" if kind == "pdf" else kind
        st.download_button(
            words(f"result.download.{name}"),
            partial(render, summary, kind, paper),
            f"gene-therapy-visit.{kind}",
            mime,
            key=f"download-{name}",
            on_click="ignore",
            type="primary" if name == "pdf-letter" else "secondary",
        )
    frame.paragraphs(words("result.guard"))
