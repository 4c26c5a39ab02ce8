"""Finding the condition by typing: a name, a short name, a slip, a gene or a product; or saying that it is not there.

One form: what is typed is looked up, and what is found is chosen like any other answer. Going on with words that were not looked
up yet, and with nothing chosen for them, looks them up.
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
    with st.form("answer-form", border=False):
        st.text_input(finder.label, value=finder.typed, key=_TYPED, max_chars=keys.LONGEST_SEARCH, autocomplete="off")
        st.form_submit_button(finder.button, on_click=_search)  # the first button: Enter in the field presses it
        with st.container(key="th-found"):  # stays where it is, so that what changes in it is read out
            frame.found(finder.said)
            for note in finder.notes:
                frame.notice("info", words("notice.info"), note)
        code = st.session_state.get(keys.FAULTS, {}).get(keys.field(field.id))
        frame.beside(keys.field(field.id), title=field.asks, wrong=problem_beside(code, words) if code else "")
        question.pick(field)
        st.form_submit_button(words("app.continue"), type="primary", on_click=_go_on, args=(visit, page))
    with st.expander(finder.all_title):
        frame.part(finder.all_title, finder.all_lead, bulleted=finder.all_names)
    frame.end(visit, "foot.purpose", "foot.privacy")


def _typed() -> str:
    return str(st.session_state.get(_TYPED, "")).strip()


def _search() -> None:
    st.session_state[keys.SEARCH] = _typed()
    st.session_state[keys.FAULTS] = {}


def _go_on(visit: Visit, page: Page) -> None:
    """Take the answer; or look up what was typed anew, when nothing else was chosen than what stood there."""
    (field,), finder = page.fields, page.finder
    chosen = st.session_state.get(keys.field(field.id))
    if finder and _typed() not in ("", finder.typed) and (chosen is None or chosen in field.given):
        _search()
    else:
        question.submit(visit, page)
