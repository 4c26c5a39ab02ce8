"""What if an answer were another: one changed beside the result, the fewest changes to another conversation, one over its
range, and two against each other.

Nothing here touches the answers of the visit. What is worked out, and how it is said, comes from `whatif`.
"""

import streamlit as st

from trialhelper.answers import PREFER_NOT_TO_SAY, AnswerProblem
from trialhelper.engine import Assessment
from trialhelper.engine.space import Fact
from trialhelper.interview import field_of, problem_beside, read_field
from trialhelper.rulebase.entries import Question
from trialhelper.ui import frame, keys
from trialhelper.ui.clinic import shell, what_if_tables
from trialhelper.ui.visit import Visit
from trialhelper.whatif.changes import fewest_changes, what_moves
from trialhelper.whatif.stretches import answered_otherwise, questions_to_change
from trialhelper.whatif.sweep import grid, sweep
from trialhelper.whatif.telling import Telling

__all__ = ["draw"]


def draw(visit: Visit) -> None:
    """The page, for the invented person or the answers of this visit."""
    shell.begin_page(visit, "clinic-what-if")
    assessment = shell.looked_at(visit)
    if assessment is not None:
        words = visit.words
        telling = Telling.of(visit.rules, words)
        frame.paragraphs(words("clinic.whatif.lead"))
        asked = questions_to_change(assessment)
        if asked:
            _one_change(assessment, asked, telling)
            _fewest(assessment, telling)
            _sweep(assessment, asked, telling)
            _grid(assessment, asked, telling)
        else:
            frame.notice("info", words("notice.info"), words("clinic.whatif.no_condition"))
    shell.end_page(visit)


def _one_change(assessment: Assessment, asked: tuple[Question, ...], telling: Telling) -> None:
    """One answer changed, with what moves beside it."""
    words = telling.words
    frame.part(words("clinic.whatif.title.change"))
    left, right = st.columns(2, gap="large")
    with left:
        question = _chosen(assessment, asked, telling, "change", None)
        told = _told_instead(assessment, question, telling) if question else None
    with right:
        if question is None or told is None:
            frame.shown(words, what_if_tables.now(assessment, telling))
            return
        moved = what_moves(assessment, answered_otherwise(assessment, {question.id: told[0]}))
        frame.status(what_if_tables.told_instead(question, told[0], telling))
        frame.shown(words, *what_if_tables.moved(moved, telling))
        if moved.raised or moved.gone:
            with st.expander(words("clinic.whatif.points")):
                frame.shown(words, *what_if_tables.points(moved, telling))


def _chosen(
    assessment: Assessment, asked: tuple[Question, ...], telling: Telling, name: str, first: str | None
) -> Question | None:
    """The question that is picked from a list, each with its present answer."""
    words, phrases = telling.words, telling.phrases
    by_id = {question.id: question for question in asked}

    def label(name: str) -> str:
        told = phrases.told(by_id[name], assessment.answers.get(name))
        return words("clinic.whatif.told", short=phrases.short(by_id[name]), told=told)

    picked = st.selectbox(
        words(f"clinic.whatif.pick.{name}"),
        list(by_id),
        index=list(by_id).index(first) if first in by_id else None,
        format_func=label,
        key=keys.what_if(name),
        placeholder=words("clinic.whatif.choose"),
    )
    return by_id.get(str(picked))


def _told_instead(assessment: Assessment, question: Question, telling: Telling) -> tuple[Fact] | None:
    """What is told in place of the present answer, or None as long as nothing is."""
    words, rules = telling.words, assessment.rules
    label = words("clinic.whatif.instead", short=telling.phrases.short(question))
    field, key = field_of(rules, words, assessment.answers, question), keys.what_if(f"to-{question.id}")
    if field.entry == "type":
        with st.form("what-if-form", border=False):
            st.text_input(label, key=key, max_chars=40, autocomplete="off")
            st.form_submit_button(words("clinic.whatif.show"))
        raw: str | None = str(st.session_state.get(key) or "").strip()
    else:
        # withheld counts as not sure does, and stands there already
        labels = {one.key: one.label for one in field.offers if one.key not in (*field.given, PREFER_NOT_TO_SAY)}
        raw = st.radio(label, list(labels), index=None, format_func=lambda one: frame.unmarked(labels[one]), key=key)
    if not raw:
        return None
    try:
        told = read_field(field, (raw,), rules)[question.id]
    except AnswerProblem as fault:
        frame.beside(key, wrong=problem_beside(fault.code, words))
        return None
    return (told.fact,) if told else None


def _fewest(assessment: Assessment, telling: Telling) -> None:
    """The fewest changes that lead to each other conversation; where they change the kind, also those that keep it."""
    frame.part(telling.words("clinic.whatif.title.fewest"), telling.words("clinic.whatif.fewest"))
    ways = fewest_changes(assessment)
    kind = assessment.plan.condition.kinds_ask if assessment.plan else None
    kept = None
    if kind and assessment.facts.get(kind) and any(one.question == kind for way in ways for one in way.changes or ()):
        kept = (kind, fewest_changes(assessment, (kind,)))
    frame.shown(telling.words, what_if_tables.fewest(assessment, ways, kept, telling))


def _sweep(assessment: Assessment, asked: tuple[Question, ...], telling: Telling) -> None:
    """One answer over its range, as a chart and as a table."""
    words = telling.words
    frame.part(words("clinic.whatif.title.sweep"))
    age = next((question.id for question in asked if question.type == "age"), None)
    question = _chosen(assessment, asked, telling, "sweep", age)
    if question is not None:
        swept = sweep(assessment, question.id)
        frame.shown(words, what_if_tables.chart_of(swept, assessment.facts.get(question.id), telling))
        frame.shown(words, what_if_tables.bands(swept, telling))


def _grid(assessment: Assessment, asked: tuple[Question, ...], telling: Telling) -> None:
    """The conversation for every pair of answers to two questions."""
    if len(asked) < 2:
        return
    words = telling.words
    frame.part(words("clinic.whatif.title.grid"))
    down = _chosen(assessment, asked, telling, "down", None)
    rest = tuple(question for question in asked if question is not down)
    across = _chosen(assessment, rest, telling, "across", None)
    if down is not None and across is not None:
        frame.shown(words, what_if_tables.crossed(grid(assessment, down.id, across.id), telling))
