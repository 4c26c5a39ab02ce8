"""Then and now: a condition on a day beside today, its timeline, the whole time in stretches, and the documents side by side.

What is typed and chosen here is kept for this session and for this page; the answers of the visit are never changed.
"""

from dataclasses import replace
from datetime import date

import streamlit as st

from trialhelper.engine import assess
from trialhelper.overtime import then_told
from trialhelper.overtime.history import about, events, periods, read_day, then_of
from trialhelper.overtime.timeline import timeline
from trialhelper.overtime.weighed import ASPECTS
from trialhelper.rulebase.search import find
from trialhelper.summary.compose import Composer
from trialhelper.summary.html import render_fragment
from trialhelper.summary.model import Section
from trialhelper.summary.phrases import Phrases
from trialhelper.summary.tables import Kind, drawn, raw, table
from trialhelper.ui import frame, keys
from trialhelper.ui.clinic import shell
from trialhelper.ui.visit import Visit

__all__ = ["draw"]

_TYPED, _SEARCH, _PICK = "then-typed", "then-search", "then-pick"
_FIRST_DAY = date(2014, 7, 1)
_ALWAYS = (_FIRST_DAY, date(2024, 1, 1))
"""Days that are offered for every condition: about when the oldest and the second of the compared documents were new."""
_MOST_DAYS = 12
_OPENED = ("approval", "trials")


def draw(visit: Visit) -> None:
    """The page. Without a condition only the documents on gene therapy as a whole are shown."""
    first = _first_day(visit)
    visit = replace(visit, as_of=max(visit.as_of, visit.today))  # a case of the past stands beside today
    words = visit.words
    fault = st.session_state.get(keys.THEN_FAULT)
    st.session_state[keys.FAULTS] = {_TYPED: f"then.{fault}"} if fault else {}
    shell.begin_page(visit, "clinic-then")
    st.session_state[keys.FAULTS] = {}  # it belongs to this page and must not follow to the form
    frame.paragraphs(words("clinic.then.lead"))
    condition, day = _condition(visit), _day(visit, first)
    told = about(visit.rules, visit.answers, condition) if condition else visit.answers
    to = Composer.of(assess(visit.rules, told, visit.as_of), words)
    _pick(visit, to.assessment.kind.id if condition and to.assessment.kind else None)
    found = periods(visit.rules, told, visit.as_of) if condition else ()
    _choose_day(visit, day, [one.first for one in found[1:]], str(fault or ""))
    if condition:
        then, now = then_of(visit.rules, told, day), then_of(visit.rules, told, visit.as_of)
        _table(visit, then_told.then_and_now(to, then, now))
        _timeline(visit, to, now.kind.id, day)
        section = then_told.stretches(to, found)
        frame.part(section.title.text, words("clinic.then.stretches_lead"))
        _table(visit, section, titled=False, kind="stretches")
        _documents(visit, to, now.kind.id, day)
    if visit.rules.about.compared:
        _compared(visit, to, day)
    frame.sources(words, to.sources.listed())
    shell.end_page(visit)


# ---- the condition ----


def _condition(visit: Visit) -> str | None:
    """The condition chosen here, else that of the visit, else None."""
    told = st.session_state.get(keys.THEN_CONDITION) or visit.answers.facts.get("condition")
    return str(told) if told in visit.rules.conditions else None


def _pick(visit: Visit, condition: str | None) -> None:
    words, phrases = visit.words, Phrases(visit.rules, visit.words)
    chosen = keys.THEN_CONDITION in st.session_state
    if condition is None:
        said = words("clinic.then.none_chosen")
    else:
        said = words(f"clinic.then.{'of_choice' if chosen else 'of_visit'}", condition=phrases.condition(condition))
    frame.part(words("clinic.then.condition"), said)
    if chosen and visit.answers.facts.get("condition") in visit.rules.conditions:
        st.button(words("clinic.then.back_to_visit"), key="then-visit", on_click=_back_to_visit)
    with st.expander(words("clinic.then.other"), expanded=condition is None or keys.THEN_SEARCH in st.session_state):
        if _SEARCH not in st.session_state:
            st.session_state[_SEARCH] = st.session_state.get(keys.THEN_SEARCH, "")
        with st.form("then-find-form", border=False):
            st.text_input(words("condition.type"), key=_SEARCH, max_chars=keys.LONGEST_SEARCH, autocomplete="off")
            st.form_submit_button(words("condition.find"), on_click=_search)
        searched = st.session_state.get(keys.THEN_SEARCH, "")
        offered = _offered(visit, searched)
        if searched and not offered:
            frame.paragraphs(words("condition.none_found"))
        if offered:
            with st.form("then-pick-form", border=False):
                st.radio(
                    words("condition.choose"),
                    list(offered),
                    index=None,
                    format_func=lambda name: offered[name],
                    key=_PICK,
                )
                st.form_submit_button(words("clinic.then.show_condition"), on_click=_show_condition)


def _offered(visit: Visit, searched: str) -> dict[str, str]:
    """The conditions and kinds that were found, each once, with their names."""
    rules, phrases, found = visit.rules, Phrases(visit.rules, visit.words), {}
    for hit in find(rules, searched, visit.words.language):
        kind = next((one.id for one in rules.kinds.get(hit.condition, ()) if one.kind == hit.kind), None)
        name = kind or hit.condition
        found[name] = phrases.condition(name)
    return found


def _search() -> None:
    st.session_state[keys.THEN_SEARCH] = str(st.session_state.get(_SEARCH, "")).strip()


def _show_condition() -> None:
    if chosen := st.session_state.get(_PICK):
        st.session_state[keys.THEN_CONDITION] = chosen
        st.session_state.pop(keys.THEN_SEARCH, None)


def _back_to_visit() -> None:
    st.session_state.pop(keys.THEN_CONDITION, None)
    st.session_state.pop(keys.THEN_SEARCH, None)


# ---- the day ----


def _first_day(visit: Visit) -> date:
    """The day that the page opens at: that of an invented person who is older than the rules, else one for everybody.

    Not older than today: every person invented with the rules would be so the day after.
    """
    return visit.as_of if visit.case and visit.as_of < visit.rules.about.dated.latest else _FIRST_DAY


def _day(visit: Visit, first: date) -> date:
    """The day that was chosen, else the first; never one that is yet to come."""
    chosen: date = st.session_state.get(keys.THEN_DAY, first)
    return min(chosen, visit.as_of)


def _choose_day(visit: Visit, day: date, moved: list[date], fault: str) -> None:
    """The typed day, and a button for each day that matters; no picker, which knows no other language and no screen reader."""
    words = visit.words
    wrong = words("error.here", says=words(f"error.then.{fault}")) if fault else ""
    if _TYPED not in st.session_state:
        st.session_state[_TYPED] = st.session_state.get(keys.THEN_TYPED, day.isoformat())
    with st.form("then-day-form", border=False):
        frame.beside(_TYPED, title=words("clinic.then.day_title"), wrong=wrong)
        st.text_input(words("clinic.then.type"), key=_TYPED, max_chars=20, autocomplete="off")
        st.form_submit_button(words("clinic.then.show"), on_click=_show_typed, args=(visit.as_of, visit))
    frame.paragraphs(words("clinic.then.days"))
    days = sorted({*moved, *_ALWAYS} - {visit.as_of})
    always = [one for one in days if one in _ALWAYS or len(days) <= _MOST_DAYS]
    _buttons(visit, [one for one in always if one <= visit.as_of] + [visit.as_of], "some")
    if rest := [one for one in days if one not in always]:
        with st.expander(words("clinic.then.more_days")):
            _buttons(visit, rest, "all")
    shown = words("clinic.then.shown", day=words.date(day), today=words.date(visit.as_of))
    frame.status(shown)


def _buttons(visit: Visit, days: list[date], name: str) -> None:
    with st.container(horizontal=True, key=f"th-days-{name}"):
        for day in days:
            st.button(visit.words.date(day), key=f"then-{day.isoformat()}", on_click=_show_day, args=(day,))


def _show_typed(last: date, visit: Visit) -> None:
    typed = str(st.session_state.get(_TYPED, ""))
    st.session_state[keys.THEN_TYPED] = typed
    try:
        st.session_state[keys.THEN_DAY] = read_day(typed, last)
    except ValueError as fault:
        st.session_state[keys.THEN_FAULT] = str(fault)
        visit.refuse({})  # it counts the try, so that the same fault is announced again
    else:
        st.session_state.pop(keys.THEN_FAULT, None)


def _show_day(day: date) -> None:
    st.session_state[keys.THEN_DAY] = day
    st.session_state[keys.THEN_TYPED] = st.session_state[_TYPED] = day.isoformat()
    st.session_state.pop(keys.THEN_FAULT, None)


# ---- what is shown ----


def _table(visit: Visit, section: Section, titled: bool = True, kind: Kind = "plain") -> None:
    """The tables of a section, each in a frame that scrolls by itself where the page is narrower."""
    if titled:
        frame.part(section.title.text)
    label = visit.words("clinic.then.wide", title=section.title.text)
    nobody = raw("", visit.words)
    tables = (table((nobody, *one.columns), one.rows, region=label, kind=kind, listed=True) for one in section.blocks)
    frame.shown(visit.words, *tables)


def _timeline(visit: Visit, to: Composer, condition: str, day: date) -> None:
    words = visit.words
    found = events(visit.rules, condition, visit.as_of)
    section = then_told.marked(to, found)
    if not found:
        frame.part(section.title.text, words("clinic.then.timeline_none"))
        return
    said = {name: words(f"clinic.then.event.{name}") for name in ("approved", "new_use", "label", "withdrawn", "returned")}
    svg = timeline(found, visit.as_of, (day, words.date(day)), said, words.language)  # type: ignore[arg-type]
    alt = words(
        "clinic.then.timeline_alt",
        n=len({one.therapy.id for one in found}),
        first=words.date(found[0].day),
        last=words.date(visit.as_of),
    )
    label = words("clinic.then.wide_drawing", title=section.title.text)
    frame.part(section.title.text)
    frame.shown(words, drawn(svg, alt, "timeline", label))
    _table(visit, section, titled=False)


def _documents(visit: Visit, to: Composer, condition: str, day: date) -> None:
    words = visit.words
    section = then_told.documents_then(to, condition, day)
    frame.part(section.title.text, words("clinic.then.rule"))
    if section.blocks:
        _table(visit, section, titled=False)
    else:
        frame.paragraphs(words("clinic.then.documents_none"))


def _compared(visit: Visit, to: Composer, day: date) -> None:
    words = visit.words
    frame.part(
        words("clinic.then.compared", n=len(visit.rules.about.compared)),
        then_told.how_many_hold(to, day).text,
        words("clinic.then.holds_means"),
    )
    if section := then_told.overruled(to, day):
        st.html(render_fragment((section,), heading_level=3))
    for aspect in ASPECTS:
        section = then_told.documents_compared(to, day, aspect)
        with st.expander(section.title.text, expanded=aspect in _OPENED):
            _table(visit, section, titled=False, kind="many")
