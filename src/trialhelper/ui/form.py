"""Which page of the form is shown: a function of the answers and of where the person is."""

import streamlit as st

from trialhelper.clock import today
from trialhelper.rulebase import RuleBase, RuleBaseError, read_rules
from trialhelper.ui import about, condition, frame, how, keys, question, result, review, start, style
from trialhelper.ui.visit import CHECK, RESULT, START, Visit
from trialhelper.words import words_in

__all__ = ["current_visit", "draw_about", "draw_form", "draw_how", "load_rules"]


@st.cache_resource(show_spinner=False)
def load_rules() -> RuleBase | RuleBaseError:
    """The rule base, read once a process; or everything that is wrong with it."""
    try:
        return read_rules()
    except RuleBaseError as fault:
        return fault


def current_visit() -> Visit | None:
    """The visit of this session, or None after a plain page that says that the rules cannot be read."""
    rules = load_rules()
    if isinstance(rules, RuleBase):
        case = rules.demo_cases.get(st.session_state.get(keys.CASE, ""))
        day = today()
        return Visit(rules, case.as_of.latest if case else day, day)
    words = words_in("en")
    st.set_page_config(page_title=words("rules_broken.title"), layout="centered")
    style.draw()
    frame.heading(words("rules_broken.title"))
    frame.paragraphs(words("rules_broken.says"))
    with st.expander(words("rules_broken.more")):
        st.code("\n".join(map(str, rules.problems)), language=None)
    return None


def draw_form() -> None:
    """The page that the visit is at."""
    visit = current_visit()
    if visit is None:
        return
    visit.follow_address()
    if visit.at == START:
        start.draw(visit)
    elif visit.at == CHECK:
        review.draw(visit)
    elif visit.at == RESULT:
        result.draw(visit)
    elif (page := visit.page) is None:
        visit.onward()
        draw_form()
    elif page.kind == "condition":
        condition.draw(visit, page)
    else:
        question.draw(visit, page)


def draw_about() -> None:
    """The page about the tool."""
    visit = current_visit()
    if visit is not None:
        about.draw(visit)


def draw_how() -> None:
    """The page that explains how gene therapy works."""
    visit = current_visit()
    if visit is not None:
        how.draw(visit)
