"""A page of questions: one, several that share the page "does any of this apply", or what matters.

Draws the page of the interview, nothing preselected, and hands back what stands in its fields when Continue is pressed. What is
asked, and every word of it, come from `interview`.
"""

import streamlit as st

from trialhelper.interview import Field, Page, problem_beside, read_page
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["draw", "entered", "one_of_several", "pick", "submit"]


def draw(visit: Visit, page: Page) -> None:
    """The page, with Continue below its fields."""
    words = visit.words
    frame.begin(visit, page.title)
    frame.heading(page.heading)
    frame.paragraphs(*page.lead)
    if page.kind == "one":
        _notes(visit, page.fields[0])
    with st.form("answer-form", border=False):
        for field in (one for one in page.fields if one.boxed):
            one_of_several(visit, page, field)
        if page.box:
            st.checkbox(page.box, key=keys.left_open())
        for field in (one for one in page.fields if not one.boxed):  # below the box, which answers what stands above it
            one_of_several(visit, page, field)
        st.form_submit_button(words("app.continue"), type="primary", on_click=submit, args=(visit, page))
    frame.end(visit, "foot.purpose", "foot.privacy")


def one_of_several(visit: Visit, page: Page, field: Field) -> None:
    """A field with its own heading and notes where the page has several."""
    if page.kind in ("together", "paper", "team"):
        _notes(visit, field, title=field.asks)
    _WIDGETS[field.entry](field)


def _notes(visit: Visit, field: Field, title: str = "") -> None:
    """Why it is asked, what it means, and where the answer is found, read out with the field; then what is wrong."""
    code = st.session_state.get(keys.FAULTS, {}).get(keys.field(field.id))
    wrong = problem_beside(code, visit.words) if code else ""
    frame.beside(keys.field(field.id), *field.notes, title=title, wrong=wrong)


def _type(field: Field) -> None:
    beside = {offer.key for offer in field.offers}
    typed = next((one for one in field.given if one not in beside), "")
    st.text_input(
        field.asks, value=typed, key=keys.field(field.id), max_chars=40, label_visibility="collapsed", autocomplete="off"
    )
    for offer in field.offers:
        st.checkbox(offer.label, value=offer.key in field.given, key=keys.beside_answer(field.id, offer.key))


def _tick(field: Field) -> None:
    st.checkbox(field.asks, value=bool(field.given), key=keys.field(field.id))


def pick(field: Field) -> None:
    """The offers of a field, that one chosen which was told before, if any; short ones in a row."""
    labels = {offer.key: offer.label for offer in field.offers}
    st.radio(
        field.asks,
        list(labels),
        index=list(labels).index(field.given[0]) if field.given else None,
        format_func=lambda key: frame.unmarked(labels[key]),
        key=keys.field(field.id),
        label_visibility="collapsed",
        horizontal=field.boxed,
    )


_WIDGETS = {"type": _type, "tick": _tick, "pick": pick}


def submit(visit: Visit, page: Page) -> None:
    """Read every field of the page: keep the answers, or say what is wrong with which."""
    stands = {field.id: entered(field) for field in page.fields}
    reading = read_page(page, stands, visit.rules, rest_no=bool(st.session_state.get(keys.left_open())))
    if reading.faults:
        visit.refuse({keys.field(name): code for name, code in reading.faults.items()})
    else:
        visit.tell(reading.told)


def entered(field: Field) -> list[str]:
    """What stands in a field."""
    stands = st.session_state.get(keys.field(field.id))
    if field.entry == "tick":
        return [field.offers[0].key] if stands else []
    beside = field.offers if field.entry == "type" else ()
    return [
        *filter(None, [str(stands or "").strip()]),
        *(offer.key for offer in beside if st.session_state.get(keys.beside_answer(field.id, offer.key))),
    ]
