"""One question on a page, or several that share the page "does any of this apply".

Draws the question with its reason and its options, nothing preselected; reads what was answered when Continue is
pressed. What to ask, and every word of it, come from elsewhere.
"""

import streamlit as st

from trialhelper.answers import NOT_SURE, PREFER_NOT_TO_SAY, Answer, AnswerProblem, choices, offers_not_sure, read_answer
from trialhelper.engine import Step
from trialhelper.rulebase.entries import Question
from trialhelper.summary.phrases import Phrases
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["draw_one", "draw_together"]

_TYPED = ("age", "number")


def draw_one(visit: Visit, step: Step) -> None:
    """A page with one question, which is its heading."""
    question = step.ask.questions[0]
    phrases = Phrases(visit.rules, visit.words)
    frame.begin(visit, visit.words("app.question_title", n=visit.place))
    frame.heading(phrases.asked(question))
    _reasons(visit, question, phrases)
    with st.form("answer-form", border=False):
        _field(visit, question, phrases, label=phrases.asked(question))
        st.form_submit_button(visit.words("app.continue"), type="primary", on_click=_submit, args=(visit, step))
    frame.end(visit, "foot.purpose", "foot.privacy")


def draw_together(visit: Visit, step: Step) -> None:
    """A page with several questions, each with its own options; what is left open can be answered with one "no"."""
    words = visit.words
    phrases = Phrases(visit.rules, words)
    frame.begin(visit, words("together.title"))
    frame.heading(words("together.title"))
    frame.paragraphs(words("together.lead"))
    by_box = [question for question in step.ask.questions if question.type == "yes_no"]
    with st.form("answer-form", border=False):
        for question in by_box:
            _one_of_several(visit, question, phrases)
        if len(by_box) > 1:
            st.checkbox(words("together.rest_no"), key=keys.left_open())
        for question in step.ask.questions:
            if question not in by_box:  # below the box, which answers what stands above it
                _one_of_several(visit, question, phrases)
        st.form_submit_button(words("app.continue"), type="primary", on_click=_submit, args=(visit, step))
    frame.end(visit, "foot.purpose", "foot.privacy")


def _one_of_several(visit: Visit, question: Question, phrases: Phrases) -> None:
    _reasons(visit, question, phrases, title=phrases.asked(question))
    _field(visit, question, phrases, label=phrases.asked(question), flat=True)


def _reasons(visit: Visit, question: Question, phrases: Phrases, title: str = "") -> None:
    """Why it is asked, what it means, and where the answer is found, read out with the field; then what is wrong."""
    words, field = visit.words, keys.field(question.id)
    place, hint = phrases.where_to_find(question), phrases.hint(question)
    said = [hint, words("question.why", why=phrases.why(question)), place and words("question.where", place=place)]
    code = st.session_state.get(keys.FAULTS, {}).get(field)
    wrong = words("error.here", says=words(f"error.{code}")) if code else ""
    frame.beside(field, *filter(None, said), title=title, wrong=wrong)


def _field(visit: Visit, question: Question, phrases: Phrases, label: str, flat: bool = False) -> None:
    """The widget for an answer, holding the answer that was given before, if any; `flat` puts short options in a row."""
    given = visit.answers.get(question.id)
    if question.type in _TYPED:
        typed = str(given.written) if given and given.state == "value" else ""
        st.text_input(
            label, value=typed, key=keys.field(question.id), max_chars=40, label_visibility="collapsed", autocomplete="off"
        )
        unsure = given is not None and given.state == "not_sure"
        if offers_not_sure(question, visit.rules):
            st.checkbox(visit.words("option.not_sure"), value=unsure, key=keys.unsure(question.id))
        return
    options = _options(visit, question)
    before = options.index(str(given.written)) if given and given.written in options else None
    st.radio(
        label,
        options,
        index=before,
        format_func=lambda option: _label(visit, question, option, phrases),
        key=keys.field(question.id),
        label_visibility="collapsed",
        horizontal=flat and question.type == "yes_no",
    )


def _options(visit: Visit, question: Question) -> list[str]:
    return [
        *choices(question, visit.rules),
        *([NOT_SURE] if offers_not_sure(question, visit.rules) else []),
        *([PREFER_NOT_TO_SAY] if question.sensitive else []),
    ]


def _label(visit: Visit, question: Question, option: str, phrases: Phrases) -> str:
    plain = option in (NOT_SURE, PREFER_NOT_TO_SAY)
    text = visit.words(f"option.{option}") if plain else phrases.option(question, option)
    return frame.unmarked(text)


def _submit(visit: Visit, step: Step) -> None:
    """Read every field of the page: keep the answers, or say what is wrong with which."""
    told: dict[str, Answer] = {}
    faults: dict[str, str] = {}
    rest_no = bool(st.session_state.get(keys.left_open()))
    for question in step.ask.questions:
        try:
            told[question.id] = _read(visit, question, rest_no)
        except AnswerProblem as problem:
            faults[keys.field(question.id)] = problem.code
    if faults:
        visit.refuse(faults)
    else:
        visit.tell(told)


def _read(visit: Visit, question: Question, rest_no: bool) -> Answer:
    """What stands in a field. Raises AnswerProblem when it cannot be read, or when nothing was chosen."""
    given = st.session_state.get(keys.field(question.id))
    if question.type in _TYPED:
        typed = str(given or "").strip()
        unsure = bool(st.session_state.get(keys.unsure(question.id)))
        if typed and unsure:
            raise AnswerProblem("answer.both", question.id)
        return read_answer(question, NOT_SURE if unsure else typed, visit.rules)
    if given is None and rest_no and question.type == "yes_no":
        given = "no"
    if given is None:
        raise AnswerProblem("answer.not_an_option", question.id)
    return read_answer(question, given, visit.rules)
