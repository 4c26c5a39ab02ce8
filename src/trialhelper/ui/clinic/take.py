"""Ways to take a result out of the tool, for programs and for the room, and all invented people as one table.

Every file is made when it is asked for and kept nowhere. It is made on another thread, which knows of no session: all that it
needs goes with it. No name of a file tells anything of a person.
"""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from trialhelper.card.shown import as_html
from trialhelper.engine import Assessment
from trialhelper.export.cases_table import COLUMNS, as_csv, as_parquet, cases_table
from trialhelper.export.cds_cards import cards_of, cds_cards
from trialhelper.export.handout import handout
from trialhelper.rulebase import RuleBase
from trialhelper.summary import audit, compose, render
from trialhelper.summary.tables import TableEntry, raw, said_as, table
from trialhelper.ui import frame
from trialhelper.ui.clinic import shell
from trialhelper.ui.visit import Visit

__all__ = ["draw"]

_JSON: Final = "application/json"
_PDF: Final = "application/pdf"


def draw(visit: Visit) -> None:
    """The downloads of the present result, if there is one, and those of all invented people."""
    shell.begin_page(visit, "clinic-take")
    assessment = shell.looked_at(visit)
    if assessment:
        _result(visit, assessment)
    _cases(visit)
    shell.end_page(visit)


def _result(visit: Visit, assessment: Assessment) -> None:
    words, invented = visit.words, visit.case is not None
    summary = compose(assessment, words, invented)
    sheet = handout(summary, words)
    frame.part(words("clinic.take.result"), words("clinic.take.made"), *([words("clinic.take.invented")] if invented else []))
    frame.part(words("clinic.take.handout"), words("clinic.take.handout_what"))
    _download(visit, "handout", partial(render, sheet, "pdf"), "one-page.pdf", _PDF)
    _download(visit, "handout_a4", partial(render, sheet, "pdf", "a4"), "one-page-a4.pdf", _PDF)
    frame.part(words("clinic.take.audit"), words("clinic.take.audit_what"))
    _download(visit, "audit", partial(audit, assessment, summary, words), "audit.json", _JSON)
    frame.part(words("clinic.take.cards"), words("clinic.take.cards_what"))
    _download(visit, "cards", partial(cds_cards, assessment, words, invented), "cds-cards.json", _JSON)
    _shown(visit, assessment, invented)


def _shown(visit: Visit, assessment: Assessment, invented: bool) -> None:
    """The cards as a clinician would meet them."""
    cards = cards_of(assessment, visit.words, invented)["cards"]
    if not cards:
        frame.paragraphs(visit.words("clinic.take.no_cards"))
    for number, card in enumerate(cards):
        with st.expander(card["summary"], key=f"card-{number}"):
            source = card["source"]
            named = escape(source["label"])
            if "url" in source:
                named = f'<a href="{escape(source["url"])}" target="_blank" rel="noopener noreferrer">{named}</a>'
            said = escape(visit.words("clinic.take.card_source"))
            st.html(f"{as_html(card['detail'])}<p>{said} {named}</p>")


def _cases(visit: Visit) -> None:
    words, rules = visit.words, visit.rules
    frame.part(words("clinic.take.cases"), words("clinic.take.cases_what", n=len(rules.demo_cases), columns=len(COLUMNS)))
    _download(visit, "csv", partial(_table, rules, as_csv), "cases.csv", "text/csv")
    _download(visit, "parquet", partial(_table, rules, as_parquet), "cases.parquet", "application/vnd.apache.parquet")
    with st.expander(words("clinic.take.columns")):
        rows = [TableEntry(raw(name, words, "code"), ((said_as(words, f"clinic.column.{name}"),),)) for name in COLUMNS]
        frame.shown(words, table([said_as(words, f"clinic.take.{name}") for name in ("column", "meaning")], rows))


def _table(rules: RuleBase, written: Callable[..., bytes]) -> bytes:
    return written(cases_table(rules))


def _download(visit: Visit, name: str, made: Callable[[], bytes], file: str, mime: str) -> None:
    st.download_button(
        visit.words(f"clinic.download.{name}"), made, f"gene-therapy-{file}", mime, key=f"take-{name}", on_click="ignore"
    )
