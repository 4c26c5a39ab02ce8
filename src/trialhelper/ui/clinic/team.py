"""What the care team knows: its answers are kept with those of the visit, and counted in the care team's view."""

import streamlit as st

from trialhelper.interview import Page, read_page, team_page
from trialhelper.rulebase.texts import conversation_id
from trialhelper.ui import frame, keys, question
from trialhelper.ui.clinic import shell
from trialhelper.ui.visit import Visit

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The page, for the invented person or the answers of this visit."""
    words = visit.words
    page = team_page(visit.rules, words, visit.answers, visit.as_of)
    shell.begin_page(visit, "clinic-team")
    assessment = shell.looked_at(visit)
    if assessment is not None:
        title = visit.rules.conversations[assessment.conversation].said(assessment.variant).title
        said = words.rule(f"{conversation_id(assessment.conversation, assessment.variant)}.title", title).text
        frame.paragraphs(words("clinic.team.result", title=said))
        if page is None:
            frame.paragraphs(words("clinic.team.nothing"))
        else:
            _fields(visit, page)
    shell.end_page(visit)


def _fields(visit: Visit, page: Page) -> None:
    """Every question in one form, so that nothing counts before it is kept."""
    frame.paragraphs(*page.lead)
    with st.form("team-form", border=False):
        for field in page.fields:
            question.one_of_several(visit, page, field)
        st.form_submit_button(visit.words("clinic.team.keep"), type="primary", on_click=_keep, args=(visit, page))


def _keep(visit: Visit, page: Page) -> None:
    reading = read_page(page, {field.id: question.entered(field) for field in page.fields}, visit.rules)
    if reading.faults:
        visit.refuse({keys.field(name): code for name, code in reading.faults.items()})
    else:
        visit.keep(reading.told)
