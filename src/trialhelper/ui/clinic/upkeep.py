"""The upkeep of the rule base: what is due to be read again, the result of all checks, and the difference to earlier rules.

What is due is due today, whatever the day of the invented person who is shown. A file of earlier rules is
read in memory and forgotten with the comparison; of that only its words stay in the session.
"""

from dataclasses import dataclass
from datetime import date
from html import escape
from threading import Lock
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from trialhelper.check import CHECKS, Remark, Report, Severity, run_checks
from trialhelper.check.due import SOON, due_dates
from trialhelper.diff import CannotCompare, compare
from trialhelper.diff.wording import DiffRow, diff_heading, ending, rows_of
from trialhelper.engine import NoRow
from trialhelper.rulebase.zipped import MOST_ZIP_BYTES, EarlierProblem, rules_in_zip
from trialhelper.summary.html import render_blocks
from trialhelper.summary.model import Block
from trialhelper.summary.sources import dated_words
from trialhelper.summary.tables import TableEntry, lines, raw, said_as, table
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit
from trialhelper.words import Words

__all__ = ["draw"]

_MOST_ROWS = 100
_ONE_AT_A_TIME: Final = Lock()
"""Earlier rules take seconds of a processor to read and compare, and anybody can hand them in."""
_SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class _Compared:
    """A comparison in words, or the one sentence that says why there is none."""

    fault: str = ""
    head: str = ""
    rows: tuple[DiffRow, ...] = ()
    foot: tuple[str, ...] = ()


def draw(visit: Visit) -> None:
    """The three parts, one below the other."""
    _due(visit)
    _check(visit)
    _earlier(visit)


# ---- due for review ----


def _due(visit: Visit) -> None:
    """What is past its date or soon will be, the longest overdue first; else when the next is due."""
    words, day = visit.words, visit.today
    dates = due_dates(visit.rules)
    waiting = [(place, due) for place, due in dates if due.earliest - day <= SOON]
    past = sum(due.earliest < day for _, due in waiting)
    said = [words("clinic.due.count", past=past, soon=len(waiting) - past, day=words.date(day), days=SOON.days)]
    if len(waiting) < len(dates):
        later = dates[len(waiting)][1]
        at_once = sum(due.earliest == later.earliest for _, due in dates)
        said.append(words("clinic.due.next", n=at_once, day=dated_words(later, words)))
    frame.part(words("clinic.due.title"), *said)
    if waiting:
        heads = [said_as(words, f"clinic.due.column.{name}") for name in ("entry", "due", "state")]
        rows = [
            TableEntry(
                raw(place, words),
                (
                    (raw(dated_words(due, words), words),),
                    (said_as(words, "clinic.due.past" if due.earliest < day else "clinic.due.soon"),),
                ),
            )
            for place, due in waiting[:_MOST_ROWS]
        ]
        frame.shown(words, table(heads, rows, region=words("clinic.due.title")))
        if len(waiting) > _MOST_ROWS:
            frame.paragraphs(words("clinic.due.rest", n=len(waiting) - _MOST_ROWS))


# ---- the checks ----


def _check(visit: Visit) -> None:
    words = visit.words
    frame.part(words("clinic.check.title"), words("clinic.check.what", n=len(CHECKS)))
    place = st.empty()
    if st.button(words("clinic.check.run"), key="run-check"):
        st.session_state[keys.CHECKED] = (visit.today, _run(visit, place))
        place.empty()
    if keys.CHECKED in st.session_state:
        _report(visit, *st.session_state[keys.CHECKED])


def _run(visit: Visit, place: DeltaGenerator) -> Report:
    done: list[str] = []

    def tell(name: str) -> None:
        done.append(name)
        said = visit.words("clinic.check.progress", done=len(done), n=len(CHECKS))
        place.html(f'<p role="status">{escape(said)}</p>')

    return run_checks(visit.rules, visit.today, CHECKS, tell)


def _report(visit: Visit, day: date, report: Report) -> None:
    words = visit.words
    errors, warnings, hints = (report.of(severity) for severity in _SEVERITIES)
    counts = words("clinic.check.counts", errors=len(errors), warnings=len(warnings), hints=len(hints), day=words.date(day))
    frame.notice(
        "warning" if errors or warnings else "info",
        words("notice.warning" if errors or warnings else "notice.info"),
        counts,
        words("clinic.check.covered", n=report.answer_sets),
    )
    for severity, findings in zip(_SEVERITIES, (errors, warnings, hints), strict=True):
        if findings:
            with st.expander(words(f"clinic.check.{severity}", n=len(findings)), expanded=severity == "error"):
                st.html(_findings(findings))


def _findings(findings: tuple[Remark, ...]) -> str:
    """What the checks say is in English: it is for people who write rules."""
    items = []
    for one in findings:
        shown = ", ".join(f"{name}: {fact}" for name, fact in one.answers)
        example = f"<br><code>{escape(shown)}</code>" if shown else ""
        items.append(f"<li><strong>{escape(one.code)}</strong> {escape(one.says)}{example}</li>")
    return f'<ul lang="en">{"".join(items)}</ul>'


# ---- earlier rules ----


def _earlier(visit: Visit) -> None:
    words = visit.words
    frame.part(words("clinic.earlier.title"), words("clinic.earlier.what", day=words.date(visit.as_of)))
    with st.form("earlier-form", clear_on_submit=True, border=False):
        label = words("clinic.earlier.file", most=MOST_ZIP_BYTES // 2**20)
        given = st.file_uploader(label, type=["zip"], key="earlier-file")
        pressed = st.form_submit_button(words("clinic.earlier.compare"))
    if pressed:
        place = st.empty()
        place.html(f'<p role="status">{escape(words("clinic.earlier.progress"))}</p>')
        st.session_state[keys.COMPARED] = _compared(visit, given.getvalue() if given else b"")
        place.empty()
    if keys.COMPARED in st.session_state:
        _difference(visit, st.session_state[keys.COMPARED])


def _compared(visit: Visit, content: bytes) -> _Compared:
    words, english = visit.words, Words()
    if not content:
        return _Compared(words("clinic.earlier.fault.no_file"))
    try:
        with _ONE_AT_A_TIME:
            comparison = compare(rules_in_zip(content), visit.rules, visit.as_of)
    except EarlierProblem as fault:
        return _Compared(words(f"clinic.earlier.fault.{fault.code}", **fault.values))
    except CannotCompare as fault:
        return _Compared(words("clinic.earlier.fault.cannot", says=str(fault)))
    except NoRow:
        return _Compared(words("clinic.earlier.fault.no_row"))
    return _Compared("", diff_heading(comparison, english), rows_of(comparison, english), ending(comparison, english))


def _difference(visit: Visit, compared: _Compared) -> None:
    """The table is in English, like the one that `trialhelper diff` prints to be signed."""
    words, english = visit.words, Words()
    if compared.fault:
        frame.notice("danger", words("notice.danger"), compared.fault)
        return
    names = ("rule", "before", "after", "whom")
    first, *others = names
    rows = [
        TableEntry(raw(getattr(row, first), english), tuple(lines(getattr(row, name), english) for name in others))
        for row in compared.rows
    ]
    heads = [said_as(english, f"diff.column.{name}") for name in names]
    blocks = (
        *([table(heads, rows, region=words("clinic.earlier.title"))] if rows else []),
        Block("paragraphs", tuple(raw(line, english) for line in compared.foot)),
    )
    told = render_blocks(blocks, english.language)
    st.html(f'<div lang="en" role="status"><p><strong>{escape(compared.head)}</strong></p>{told}</div>')
