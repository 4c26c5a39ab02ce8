"""How gene therapy works, with its drawings: the same words and pictures as in the summary."""

import streamlit as st

from trialhelper.summary.compose import Composer
from trialhelper.summary.explained import how_it_works
from trialhelper.summary.html import render_fragment
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The page with both ways; nothing that was told changes it."""
    words = visit.words
    st.session_state[keys.ELSEWHERE] = True
    frame.begin(visit, words("how.title"), back=False)
    st.page_link(st.session_state[keys.PAGES]["form"], label=words("how.back"))
    frame.heading(words("how.title"))
    to = Composer.of(visit.assess(), words)
    section = how_it_works(to)
    if section:
        st.html(render_fragment((section,), titled=False))
        frame.sources(words, to.sources.listed())
    frame.end(visit, "foot.purpose", "foot.privacy")
