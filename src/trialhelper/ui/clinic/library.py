"""The rule base to read: a search over all of it, the page of an entry, and its upkeep below.

The entry that is shown stands in the address, so that it can be linked and the browser's own Back works: an id of the rule base
is no answer of a person. The pages of entries are those of the card: in English, for people who write and check rules.
"""

from typing import Final, NamedTuple

import streamlit as st

from trialhelper.card import library
from trialhelper.card.library import Entry
from trialhelper.card.shown import as_shown
from trialhelper.ui import frame, keys
from trialhelper.ui.clinic import shell, upkeep
from trialhelper.ui.visit import Visit
from trialhelper.words import Words

__all__ = ["draw"]

_ENTRY, _FIELD = "entry", "rules-search"
_SOME, _MORE = 6, 40
_MOST_LETTERS: Final = 110


class _Sought(NamedTuple):
    """What is looked for: nothing typed and any kind at first."""

    typed: str = ""
    kind: str = ""
    most: int = _SOME


def draw(visit: Visit) -> None:
    """The entry that the address names, or else the search, what it finds, and the upkeep of the rules."""
    named = st.query_params.get(_ENTRY)
    entry = library.entry_named(visit.rules, visit.language, named) if named else None
    if entry:
        _page(visit, entry)
    else:
        words = visit.words
        shell.begin_page(visit, "clinic-rules", upload="clinic.earlier.choose")
        if named:
            frame.notice("info", words("notice.info"), words("clinic.rules.no_entry"))
        frame.paragraphs(words("clinic.rules.what", version=visit.rules.version))
        _search(visit)
        _results(visit)
        upkeep.draw(visit)
    shell.end_page(visit)


# ---- the search ----


def _search(visit: Visit) -> None:
    words = visit.words
    st.session_state.setdefault(_FIELD, _sought().typed)
    with st.form("rules-form", border=False):
        st.text_input(words("clinic.rules.find"), key=_FIELD, max_chars=keys.LONGEST_SEARCH, autocomplete="off")
        st.form_submit_button(words("clinic.rules.search"), type="primary", on_click=_seek)


def _sought() -> _Sought:
    sought: _Sought = st.session_state.setdefault(keys.SOUGHT, _Sought())
    return sought


def _seek() -> None:
    st.session_state[keys.SOUGHT] = _Sought(str(st.session_state[_FIELD]))


def _more(kind: str) -> None:
    """Show only one kind, and more of it than before."""
    sought = _sought()
    st.session_state[keys.SOUGHT] = _Sought(sought.typed, kind, sought.most + _MORE if kind == sought.kind else _MORE)


def _results(visit: Visit) -> None:
    words, sought = visit.words, _sought()
    found = library.find_entries(visit.rules, sought.typed, visit.language, sought.kind)
    total = sum(map(len, found.values()))
    frame.part(words("clinic.rules.found", n=total), *([] if total else [words("clinic.rules.nothing")]))
    if sought.kind:
        st.button(words("clinic.rules.all_kinds"), key="rules-all-kinds", on_click=_seek, type="tertiary")
    for kind, entries in found.items():
        with st.container(key=f"th-list-{kind}"):
            st.html(f"<h3>{_counted(words, kind, len(entries))}</h3>")
            for entry in entries[: sought.most]:
                _link(entry)
            if len(entries) > sought.most:
                label = words(f"clinic.rules.more.{kind}", n=len(entries) - sought.most)
                st.button(label, key=f"rules-more-{kind}", on_click=_more, args=(kind,), type="tertiary")


def _counted(words: Words, kind: str, many: int) -> str:
    return words("clinic.rules.counted", kind=words(f"clinic.rules.kind.{kind}"), n=many)


def _link(entry: Entry) -> None:
    name = entry.name if len(entry.name) <= _MOST_LETTERS else f"{entry.name[:_MOST_LETTERS].rsplit(' ', 1)[0]} …"
    st.button(_plain(name), key=f"entry-{entry.ref}", on_click=_open, args=(entry.ref,), type="tertiary")


def _open(ref: str) -> None:
    """Not a link: one that leads to the same page leaves the address as it was, so that Back would leave the rules."""
    st.query_params[_ENTRY] = ref


def _close() -> None:
    del st.query_params[_ENTRY]


def _plain(name: str) -> str:
    """A name as the label of a button, in which Markdown would be read."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|~$:" else sign for sign in name)


# ---- an entry ----


def _page(visit: Visit, entry: Entry) -> None:
    rules, words, english = visit.rules, visit.words, Words()
    page = as_shown(
        library.page_of_entry(rules, entry, english),
        lambda above, number: above if number == 1 else english("card.table", above=above, n=number),
    )
    shell.begin_page(visit, "clinic-rules", entry.name)
    st.button(words("clinic.rules.back"), key="entries", on_click=_close, type="tertiary")
    frame.paragraphs(words(f"clinic.rules.is.{entry.kind}"), *([words("clinic.rules.english")] if words.language != "en" else []))
    st.html(f'<div lang="en">{page.html}</div>')
    leads = [found for ref in page.links if (found := library.entry_named(rules, visit.language, ref)) and found != entry]
    if leads:
        frame.part(words("clinic.rules.leads"))
        with st.container(key="th-list-leads"):
            for one in leads:
                _link(one)
    frame.paragraphs(words("clinic.rules.made", version=rules.version))
