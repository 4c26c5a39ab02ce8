"""What stands on every page of the clinician's view: the ways between its pages, and whose visit is looked at."""

import streamlit as st

from trialhelper.engine import Assessment, told_by_team
from trialhelper.summary.phrases import Phrases
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["PAGE_NAMES", "begin_page", "end_page", "looked_at"]

PAGE_NAMES = ("clinic", "clinic-team", "clinic-why", "clinic-what-if", "clinic-then", "clinic-rules", "clinic-take")
"""The pages of the view, in the order of their links. The catalogue has `clinic.page.NAME` for each."""


def begin_page(visit: Visit, name: str, heading: str = "", upload: str = "load.choose") -> None:
    """The top of a page, with the links to the others, and its first heading: its name, or another one. The window's title is
    the name in any case: it stays behind in the history of the browser, and tells nothing of what was looked at."""
    words = visit.words
    st.session_state[keys.ELSEWHERE] = True
    title = words(f"clinic.page.{name}")
    frame.begin(visit, title, back=False, upload=upload, clinic=True)
    with st.container(horizontal=True, key="th-nav"):
        st.page_link(st.session_state[keys.PAGES]["form"], label=words("clinic.form"))
        for each in PAGE_NAMES:
            st.page_link(st.session_state[keys.PAGES][each], label=words(f"clinic.page.{each}"))
    frame.heading(heading or title, broad=True)


def looked_at(visit: Visit) -> Assessment | None:
    """The assessment that a page looks into: of the invented person or of the answers of this visit. Without answers None,
    and the page says where to get some. Once a care team told something, it is the care team's view, and the page says so."""
    words = visit.words
    if "condition" in visit.answers:
        told = told_by_team(visit.rules, visit.answers, visit.as_of)
        if not told:
            return visit.assess()
        facts = words.listed([Phrases(visit.rules, words).short(question) for question in told])
        frame.notice("info", words("notice.info"), words("clinic.team.counted", facts=facts))
        return visit.assess("care_team")
    frame.notice("info", words("notice.info"), words("clinic.nobody"))
    return None


def end_page(visit: Visit) -> None:
    """The foot of a page."""
    frame.end(visit, "foot.purpose", "clinic.foot")
