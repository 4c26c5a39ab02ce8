"""Finding the condition by typing: a name, a short name, a slip, a gene or a product; or saying that it is not there.

Two forms on one page: what is typed is looked up, and what is found is chosen like any other answer.
"""

import streamlit as st

from trialhelper.interview import Page, problem_beside
from trialhelper.ui import frame, keys, question
from trialhelper.ui.visit import Visit

__all__ = ["draw"]

_TYPED = "typed-condition"


def draw(visit: Visit, page: Page) -> None:
    """The page on which the condition is found."""
    words, (field,), finder = visit.words, page.fields, page.finder
    if finder is None:
        raise AssertionError("the page of the condition has a search")
    frame.begin(visit, page.title)
    frame.heading(page.heading)
    frame.beside(_TYPED, *page.lead)
    with st.form("find-form", border=False):
        st.text_input(finder.label, value=finder.typed, key=_TYPED, max_chars=keys.LONGEST_SEARCH, autocomplete="off")
        st.form_submit_button(finder.button, on_click=_search)
    for note in finder.notes:
        frame.notice("info", words("notice.info"), note)
    with st.form("answer-form", border=False):
        code = st.session_state.get(keys.FAULTS, {}).get(keys.field(field.id))
        frame.beside(keys.field(field.id), title=field.asks, wrong=problem_beside(code, words) if code else "")
        question.pick(field)
        st.form_submit_button(words("app.continue"), type="primary", on_click=question.submit, args=(visit, page))
    with st.expander(finder.all_title):
        frame.part(finder.all_title, finder.all_lead, bulleted=finder.all_names)
    frame.end(visit, "foot.purpose", "foot.privacy")


def _search() -> None:
    st.session_state[keys.SEARCH] = str(st.session_state.get(_TYPED, "")).strip()
    st.session_state[keys.FAULTS] = {}
