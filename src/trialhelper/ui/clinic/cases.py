"""The invented people: picked by condition or by the point that they show, and walked through the form's own pages."""

from html import escape

import streamlit as st

from trialhelper.rulebase.entries import DemoCase
from trialhelper.summary.phrases import Phrases
from trialhelper.ui import frame, keys
from trialhelper.ui.clinic import shell
from trialhelper.ui.visit import Visit

__all__ = ["draw"]

_FILTER = "case-filter"
_MOST = 12


def draw(visit: Visit) -> None:
    """The list of demonstration cases, with a field to narrow it."""
    words = visit.words
    shell.begin_page(visit, "clinic")
    frame.paragraphs(words("clinic.what"), words("demo.lead"))
    with st.form("case-form", border=False):
        st.text_input(words("demo.find"), key=_FILTER, max_chars=keys.LONGEST_SEARCH, autocomplete="off")
        st.form_submit_button(words("demo.narrow"))
    found = _found(visit, str(st.session_state.get(_FILTER, "")))
    frame.paragraphs(words("demo.count", n=len(found), total=len(visit.rules.demo_cases)))
    whole = bool(st.session_state.get(keys.ALL_CASES))
    for case in found if whole else found[:_MOST]:
        _case(visit, case)
    if len(found) > _MOST and not whole:  # a list of all of them takes a browser a second to draw
        frame.paragraphs(words("demo.more"))
        st.button(words("demo.all"), key="all-cases-shown", on_click=_draw_all)
    shell.end_page(visit)


def _found(visit: Visit, typed: str) -> list[DemoCase]:
    """The cases in which every typed word stands, in the title, the point shown, the condition or a product."""
    wanted = typed.casefold().split()
    return [case for case in visit.rules.demo_cases.values() if all(word in _texts(visit, case) for word in wanted)]


def _texts(visit: Visit, case: DemoCase) -> str:
    rules, words = visit.rules, visit.words
    named = str(case.answers.get("condition", ""))
    own = [rules.conditions[named].name, *rules.conditions[named].synonyms] if named in rules.conditions else [named]
    conversation = rules.conversations[case.expect].title
    spoken = [words.rule(f"demo.{case.id}.{part}", getattr(case, part)).text for part in ("title", "shows")]
    return " ".join([case.title, case.shows, *spoken, *own, *case.fits, conversation, str(case.as_of)]).casefold()


def _case(visit: Visit, case: DemoCase) -> None:
    words, rules = visit.words, visit.rules
    expected = rules.conversations[case.expect]
    named = str(case.answers.get("condition", "not_listed"))
    about = Phrases(rules, words).condition(named)
    title = words.rule(f"demo.{case.id}.title", case.title).text
    lines = [
        words.rule(f"demo.{case.id}.shows", case.shows).text,
        words("demo.about", condition=about, day=words.date(case.as_of.latest)),
        words("demo.expects", conversation=words.rule(f"conversation.{expected.id}.title", expected.title).text),
    ]
    with st.container(key=f"th-card-{case.id}"):
        st.html(f"<h2>{escape(title)}</h2>" + "".join(f"<p>{escape(line)}</p>" for line in lines))
        st.button(words("demo.show", title=title), key=f"show-{case.id}", on_click=_show, args=(visit, case))


def _draw_all() -> None:
    st.session_state[keys.ALL_CASES] = True


def _show(visit: Visit, case: DemoCase) -> None:
    visit.show(case)
    st.session_state[keys.GO_TO_FORM] = True
