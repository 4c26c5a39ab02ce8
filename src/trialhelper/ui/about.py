"""What this tool is, who made it, how it treats what is told, and its limits: the disclosures in full."""

import streamlit as st

from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["draw"]

_PARTS = ("purpose", "how", "rules", "trials", "privacy", "people", "not_reviewed", "access")
_MANY = {"purpose": 3, "how": 4, "rules": 4, "trials": 2, "privacy": 5, "people": 0, "not_reviewed": 3, "access": 4}

_OF_THE_BASE = {"people": ("made_by", "funding", "interests"), "rules": ("scope", "update_policy")}


def draw(visit: Visit) -> None:
    """The page about the tool."""
    words, about = visit.words, visit.rules.about
    st.session_state[keys.ELSEWHERE] = True
    frame.begin(visit, words("about.title"), back=False)
    st.page_link(st.session_state[keys.PAGES]["form"], label=words("about.back"))
    frame.heading(words("about.title"))
    due = min(therapy.reviewed.due.earliest for therapy in visit.rules.therapies.values())
    values = {
        "version": visit.rules.version,
        "day": words.date(about.dated.latest),
        "due": words.date(due),
        "documents": len(visit.rules.documents),
        "conditions": sum(not condition.kind_of for condition in visit.rules.conditions.values()),
        "products": len(visit.rules.therapies),
    }
    for part in _PARTS:
        prefix = "privacy" if part == "privacy" else f"about.{part}"
        said = [words(f"{prefix}.{index}", **values) for index in range(1, _MANY[part] + 1)]
        of_the_base = [words.rule(f"about.{name}", getattr(about, name)).text for name in _OF_THE_BASE.get(part, ())]
        frame.part(words(f"about.{part}.title"), *said, *of_the_base)
    if due < visit.today:
        frame.notice("stale", words("notice.stale"), words("stale.some"))
    st.html("<hr>")
    frame.paragraphs(words("limits.emergency"))
