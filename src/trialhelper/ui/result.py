"""The result: the conversation in one sentence, and the summary that explains it, to read here or to carry away.

The page draws the same content model as the printed summary, so that screen and paper cannot differ.
"""

from functools import partial
from typing import Final, Literal

import streamlit as st

from trialhelper.engine import Assessment
from trialhelper.summary import audit, compose, render
from trialhelper.summary.html import render_fragment
from trialhelper.summary.model import Section, Summary
from trialhelper.ui import frame
from trialhelper.ui.visit import CHECK, Visit
from trialhelper.words import Words

__all__ = ["draw"]

_OPENED = frozenset(
    {"told", "ask-first", "open", "therapies", "asked-for", "withdrawn", "trials", "why", "next-steps", "condition", "options"}
)
_FORMS: Final = (
    ("letter", "pdf", "application/pdf"),
    ("a4", "pdf", "application/pdf"),
    ("large", "pdf", "application/pdf"),
    ("html", "html", "text/html"),
    ("text", "txt", "text/plain"),
    ("json", "json", "application/json"),
)


def draw(visit: Visit) -> None:
    """The result page of the answers so far."""
    words = visit.words
    assessment = visit.assess()
    summary = compose(assessment, words, visit.case is not None)
    first, *front = summary.front
    frame.begin(visit, words("app.result_title"))
    frame.heading(first.title.text)
    st.html(render_fragment((Section(first.id, first.title, first.blocks),), titled=False))
    _carry_away(visit, assessment, summary)
    for section in (*front, *summary.rest):
        if section.id in _OPENED:
            st.html(render_fragment((section,)))
        else:
            with st.expander(section.title.text):
                st.html(render_fragment((section,), titled=False))
    with st.expander(summary.sources_title):
        st.html(render_fragment((), summary.sources, labels=summary.labels))
    st.button(words("result.change"), key="to-check", on_click=visit.go, args=(CHECK,))
    frame.end(visit, "limits.purpose", "limits.do_not_stop", "limits.emergency")


def _carry_away(visit: Visit, assessment: Assessment, summary: Summary) -> None:
    """The summary in every form; made when it is asked for, kept nowhere.

    It is made on another thread, which knows of no session: all that it needs goes with it.
    """
    words = visit.words
    frame.part(words("result.carry"), words("result.carry_lead"))
    _download(words, assessment, summary, *_FORMS[0], type="primary")
    with st.expander(words("result.other_forms")):
        for name, suffix, mime in _FORMS[1:]:
            _download(words, assessment, summary, name, suffix, mime)
    frame.paragraphs(words("result.guard"))


def _download(
    words: Words,
    assessment: Assessment,
    summary: Summary,
    name: str,
    suffix: str,
    mime: str,
    type: Literal["primary", "secondary"] = "secondary",
) -> None:
    made = partial(audit, assessment, summary, words) if name == "json" else partial(render, summary, *_rendering(name))
    st.download_button(
        words(f"result.download.{name}"),
        made,
        f"gene-therapy-visit.{suffix}",
        mime,
        key=f"download-{name}",
        on_click="ignore",
        type=type,
    )


def _rendering(name: str) -> tuple[str, str, bool]:
    """The kind, the paper and the size of print of a form."""
    kind = name if name in ("html", "text") else "pdf"
    return kind, "a4" if name == "a4" else "letter", name == "large"
