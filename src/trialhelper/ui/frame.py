"""What stands on every page: the title, the style, Back, what is wrong, and the foot with the disclosures.

Draws and returns nothing. All text is escaped; none is written here.
"""

from html import escape
from zlib import crc32

import streamlit as st

from trialhelper.answers import save_answers
from trialhelper.interview import what_is_wrong
from trialhelper.rulebase.entries import DemoCase
from trialhelper.summary.asking import urgent
from trialhelper.summary.content import labels_in
from trialhelper.summary.html import render_blocks, render_fragment
from trialhelper.summary.model import Block, ListedSource
from trialhelper.summary.phrases import Phrases
from trialhelper.ui import focus, keys, style
from trialhelper.ui.visit import RESULT, START, Visit
from trialhelper.words import LANGUAGES, Words, words_in

__all__ = ["begin", "beside", "end", "found", "heading", "notice", "paragraphs", "part", "shown", "sources", "status", "unmarked"]


def begin(visit: Visit, title: str, back: bool = True, upload: str = "load.choose", *, clinic: bool = False) -> None:
    """Title of the window, style, focus, Back, and the summary of what is wrong with the last try.

    The title stays behind in the history of the browser, so that it must tell nothing of the answers: a question itself can
    name a disease. `upload` names the words on the button of a file field; `clinic` is a page of the clinician's view, which
    has links of its own.
    """
    words, faults = visit.words, st.session_state.get(keys.FAULTS, {})
    name = words("app.page_title", page=title)
    st.set_page_config(page_title=words("app.error_title", title=name) if faults else name, page_icon="🧬", layout="centered")
    other = next((language for language in LANGUAGES if language != words.language), words.language)
    large = bool(st.session_state.get(keys.PRESENTER))
    focus.draw(words.language, words("app.skip"), words(upload), other, presenter=large)
    style.draw(large)
    st.button(words_in(other)("app.language"), key="speak", on_click=visit.speak, args=(other,), type="tertiary")
    if visit.case:
        _invented(visit, visit.case, in_form=back, clinic=clinic)
    if back:
        st.button(words("app.back"), key="back", on_click=visit.back, type="tertiary")
    if faults:
        _faults(visit, faults)
    _load_notes(visit)
    if clinic or visit.at not in (START, RESULT):  # the first page is before all answers, and the result begins with it anyway
        for risk in urgent(visit.assess()):
            notice("danger", words("notice.danger"), words.rule(f"risk.{risk.id}.plain", risk.plain).text)


def _invented(visit: Visit, case: DemoCase, *, in_form: bool, clinic: bool) -> None:
    """The banner over the visit of an invented person (DIS-20), with the ways on and out of it."""
    words = visit.words
    title = words.rule(f"demo.{case.id}.title", case.title).text
    day = words.date(case.as_of.latest)
    notice("warning", words("notice.invented"), words("demo.banner", title=title, day=day))
    with st.container(horizontal=True, key="th-demo"):
        for name, label in () if clinic else (("clinic-why", "demo.why"), ("clinic", "demo.others")):
            st.page_link(st.session_state[keys.PAGES][name], label=words(label))
        if in_form and visit.at != RESULT:
            st.button(words("demo.result"), key="to-result", on_click=visit.go, args=(RESULT,), type="tertiary")
        large = bool(st.session_state.get(keys.PRESENTER))
        st.button(
            words("demo.plain" if large else "demo.large"),
            key="present",
            on_click=visit.present,
            args=(not large,),
            type="tertiary",
        )
        st.button(words("demo.end"), key="end-demo", on_click=_end_demonstration, args=(visit, clinic), type="tertiary")
    if large:
        st.html(f'<p class="th-keys">{escape(words("demo.keys"))}</p>')


def _end_demonstration(visit: Visit, clinic: bool) -> None:
    visit.end_demonstration()
    st.session_state[keys.GO_TO_FORM] = clinic  # the page that is left told of somebody who is gone


def _load_notes(visit: Visit) -> None:
    """What could not be read of a file that was just loaded, on whatever page comes first."""
    for note in st.session_state.get(keys.NOTES, ()):
        question = visit.rules.questions.get(note.question)
        named = Phrases(visit.rules, visit.words).short(question) if question else note.question or "?"
        notice("warning", visit.words("notice.warning"), visit.words(f"error.{note.code}", question=named))


def _faults(visit: Visit, faults: dict[str, str]) -> None:
    words = visit.words
    page, named = visit.page, {}
    if page:
        named = {keys.field(one.id): one.id for one in page.fields}
    says = {field: what_is_wrong(page, named.get(field, ""), code, words) for field, code in faults.items()}
    items = "".join(f'<li><a href="#" data-field="{escape(field)}">{escape(said)}</a></li>' for field, said in says.items())
    st.html(
        f'<div class="th-error-summary" role="alert" data-attempt="{st.session_state.get(keys.ATTEMPT, 0)}">'
        f"<h2>{escape(words('error.title'))}</h2><ul>{items}</ul></div>"
    )


def heading(text: str, *, broad: bool = False) -> None:
    """The one first heading of a page; `broad` where the page has tables and pictures that need more than a column of text."""
    st.html(f'<h1 class="{"th-broad" if broad else "th-column"}">{escape(text)}</h1>')


def part(title: str, *texts: str, bulleted: tuple[str, ...] = ()) -> None:
    """A second heading with its paragraphs, and a list below them."""
    items = "".join(f"<li>{escape(text)}</li>" for text in bulleted)
    told = "".join(f"<p>{escape(text)}</p>" for text in texts)
    st.html(f"<h2>{escape(title)}</h2>{told}{f'<ul>{items}</ul>' if items else ''}")


def beside(field: str, *texts: str, title: str = "", wrong: str = "") -> None:
    """What is read out with the widget of a key: its heading if the page has several, notes, and what is wrong."""
    notes = "".join(
        f'<p id="note-{crc32((field + text).encode())}" data-describes="{escape(field)}">{escape(text)}</p>' for text in texts
    )
    fault = (
        f'<p id="wrong-{escape(field)}" data-describes="{escape(field)}" class="th-field-error">{escape(wrong)}</p>'
        if wrong
        else ""
    )
    st.html(f"{f'<h2>{escape(title)}</h2>' if title else ''}{notes}{fault}")


def paragraphs(*texts: str) -> None:
    """Paragraphs, if there are any."""
    if texts:
        st.html("".join(f"<p>{escape(text)}</p>" for text in texts))


def shown(words: Words, *blocks: Block | None, heading_level: int = 3) -> None:
    """Blocks of the content model, drawn by the templates of the summary; those that are None are left out."""
    if drawn := render_blocks(filter(None, blocks), words.language, heading_level):
        st.html(drawn)


def status(text: str) -> None:
    """What just became so, in a line that a screen reader says at once."""
    st.html(f'<p role="status"><strong>{escape(text)}</strong></p>')


def notice(tone: str, word: str, *texts: str) -> None:
    """A notice with its tone said in a word as well as shown."""
    first, *rest = texts
    more = "".join(f"<p>{escape(text)}</p>" for text in rest)
    said = f'<p><strong class="th-word">{escape(word)}:</strong> {escape(first)}</p>{more}'
    st.html(f'<div class="th-notice th-{escape(tone)}">{said}</div>')


def found(text: str) -> None:
    """How much a search found, in a place that is there before any search, so that a screen reader reads out what comes."""
    st.html(f"<p>{escape(text)}</p>")


def sources(words: Words, listed: tuple[ListedSource, ...]) -> None:
    """What a page cites, closed until it is wanted."""
    with st.expander(words("sources.title")):
        st.html(render_fragment((), listed, labels=labels_in(words)))


def unmarked(text: str) -> str:
    """A text for a label of Streamlit's, which would read its signs for Markdown."""
    return text.replace("$", "\\$").replace("*", "\\*")


def end(visit: Visit, *disclosures: str) -> None:
    """The foot: what this is not, privacy, saving and clearing, and where to read more. The same place on every page."""
    words = visit.words
    st.html("<hr>")
    paragraphs(*(words(name) for name in disclosures))
    if words.language != LANGUAGES[0]:
        paragraphs(words("limits.not_native"))
    if visit.answers and visit.at != START:
        with st.expander(words("foot.keep")):
            paragraphs(words("foot.keep_why"))
            st.download_button(
                words("foot.save"),
                save_answers(visit.answers, visit.rules, visit.as_of),
                "my-answers.json",
                "application/json",
                key="save",
                on_click="ignore",
            )
            st.button(words("foot.clear"), key="clear", on_click=visit.clear)
    st.page_link(st.session_state[keys.PAGES]["how"], label=words("how.link"))
    st.page_link(st.session_state[keys.PAGES]["about"], label=words("foot.about"))
    st.page_link(st.session_state[keys.PAGES]["clinic"], label=words("foot.clinic"))
