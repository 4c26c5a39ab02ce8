"""The first page: what this is and is not, who it is for, how long it takes, what to have at hand, privacy as it is."""

import streamlit as st

from trialhelper.answers import MOST_BYTES, AnswerProblem, load_answers
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The start page, with the way in and the way back to saved answers."""
    words = visit.words
    frame.begin(visit, words("start.title"), back=False)
    frame.heading(words("start.title"))
    frame.paragraphs(words("start.what"), words("start.decision"))
    _list(visit, "start.is", 3)
    _list(visit, "start.is_not", 4)
    frame.part(words("start.who.title"), words("start.who"), words("start.scope"))
    frame.part(words("start.time.title"), words("start.time"))
    _list(visit, "start.at_hand", 4)
    frame.notice("danger", words("notice.danger"), words("limits.emergency"), words("limits.do_not_stop"))
    label = words("start.go_on" if visit.answers else "start.go")
    st.button(label, key="go", type="primary", on_click=visit.onward)
    _load(visit)
    frame.part(words("start.privacy.title"), *(words(f"privacy.{index}") for index in range(1, 6)))
    due = min(therapy.reviewed.due.earliest for therapy in visit.rules.therapies.values())
    dated = words("start.dates", day=words.date(visit.rules.about.dated.latest), due=words.date(due))
    frame.part(words("start.dates.title"), dated)
    if due < visit.today:
        frame.notice("stale", words("notice.stale"), words("stale.some"))
    frame.end(visit)


def _list(visit: Visit, name: str, many: int) -> None:
    frame.part(visit.words(f"{name}.title"), bulleted=tuple(visit.words(f"{name}.{index}") for index in range(1, many + 1)))


def _load(visit: Visit) -> None:
    """Bring back saved answers. What is wrong with the file is said here; what could be read of it is kept."""
    words = visit.words
    with st.expander(words("load.title")):
        frame.paragraphs(words("load.lead"))
        key = f"upload-{st.session_state.get(keys.UPLOADS, 0)}"
        st.file_uploader(words("load.file"), type=["json"], key=key, on_change=_take, args=(visit, key))
        if code := st.session_state.get(keys.FAULTS, {}).get("upload"):
            frame.notice("danger", words("notice.danger"), words(f"error.{code}"))


def _take(visit: Visit, key: str) -> None:
    given = st.session_state.get(key)
    if given is None:
        return
    st.session_state[keys.UPLOADS] = st.session_state.get(keys.UPLOADS, 0) + 1
    try:
        loaded = load_answers(given.getvalue()[: MOST_BYTES + 1], visit.rules)
    except AnswerProblem as problem:
        visit.refuse({"upload": problem.code})
        return
    visit.load(loaded.answers, loaded.notes)
