"""Why a result is so: a picture of the decision, then each step of it in tables that can be checked by hand.

Draws what `why.reasons` and `why.drawing` lay out. The products that decide stand open; the others wait closed, so that a
condition with many products stays readable.
"""

from html import escape

import streamlit as st

from trialhelper.kleene import FALSE
from trialhelper.summary.html import render_fragment
from trialhelper.summary.model import Block
from trialhelper.summary.tables import drawn, raw, said_as
from trialhelper.ui import frame
from trialhelper.ui.clinic import shell, why_tables
from trialhelper.ui.visit import Visit
from trialhelper.why.drawing import picture, svgs
from trialhelper.why.reasons import reasons
from trialhelper.why.trace import Product, Reasons
from trialhelper.words import Words

__all__ = ["draw"]

_HAND = ("leaf", "groups", "met", "change", "open", "fit", "product", "row")


def draw(visit: Visit) -> None:
    """The page, for the invented person or the answers of this visit."""
    shell.begin_page(visit, "clinic-why")
    assessment = shell.looked_at(visit)
    if assessment is not None:
        words = visit.words
        found = reasons(assessment, words)
        _result(found, words)
        _picture(found, words)
        _told(found, words)
        _settles(found, words)
        _table(found, words)
        _products(found, words)
        frame.part(words("clinic.why.title.hand"), bulleted=tuple(words(f"clinic.why.hand.{name}") for name in _HAND))
        with st.expander(words("clinic.why.title.sources")):
            st.html(render_fragment((), found.summary.sources, labels=found.summary.labels))
    shell.end_page(visit)


def _result(found: Reasons, words: Words) -> None:
    frame.paragraphs(words("clinic.why.lead"))
    beside = [words("clinic.why.beside", topics=words.listed(list(found.beside)))] if found.beside else []
    lines = "".join(f"<p>{escape(text)}</p>" for text in (found.plain, found.because, *beside))
    title = words("clinic.why.title.talk")
    head = f"<h2>{escape(title)}</h2><p><strong>{escape(found.title)}</strong></p>"
    st.html(f'<div class="th-card">{head}{lines}</div>')


def _picture(found: Reasons, words: Words) -> None:
    """The drawing twice, across for a wide page and down for a narrow one; the style shows the one that fits."""
    made = picture(found, words)
    across, down = svgs(made, words.language)
    frame.part(words("clinic.why.title.draw"))
    frame.shown(words, drawn(across, made.alt, "decision across"), drawn(down, made.alt, "decision down"))
    frame.paragraphs(words("clinic.why.draw.key"))


def _told(found: Reasons, words: Words) -> None:
    frame.part(words("clinic.why.title.told"), words("clinic.why.smallest"))
    frame.shown(words, why_tables.told(found, words))
    if found.unused:
        frame.paragraphs(words("clinic.why.unused", facts=words.listed(list(found.unused))))


def _settles(found: Reasons, words: Words) -> None:
    """What is not known and could still change something; what only the care team can check, each fact once."""
    person = tuple(
        words("clinic.why.settle.find", fact=one.fact, place=one.where)
        if one.where
        else words("clinic.why.settle.ask", fact=one.fact)
        for one in found.settles
    )
    by_fact: dict[str, list[str]] = {}
    for brand, fact in found.team_settles:
        by_fact.setdefault(fact, []).append(brand)
    team = tuple(
        words("clinic.why.settle.team", brand=words.listed(list(dict.fromkeys(brands))), fact=fact)
        for fact, brands in by_fact.items()
    )
    lead = (words("clinic.why.settle.lead"),) if person else () if team else (words("clinic.why.settle.none"),)
    frame.part(words("clinic.why.title.settle"), *lead, bulleted=(*person, *team))


def _table(found: Reasons, words: Words) -> None:
    frame.part(words("clinic.why.title.table"))
    frame.shown(words, why_tables.seen(found, words))
    for row in found.rows:
        if row.holds:
            then = words("clinic.why.draw.line", name=words("clinic.why.row", n=row.number), said=row.then_title)
            frame.paragraphs(then)
    with st.expander(words("clinic.why.other_rows")):
        frame.shown(words, why_tables.rows(found, words))


def _products(found: Reasons, words: Words) -> None:
    if not found.products:
        return
    frame.part(words("clinic.why.title.products"), words("clinic.why.count", n=len(found.products)))
    for place, product in enumerate(found.products):
        name = "clinic.why.expander_decides" if product.decides else "clinic.why.expander"
        reaches = words(f"clinic.why.product.{product.reaches}")
        open_now = product.decides and place < 2
        with st.expander(words(name, brand=product.brand, condition=product.condition, reaches=reaches), expanded=open_now):
            _product(product, words)


def _product(product: Product, words: Words) -> None:
    status = words("clinic.why.status.available" if product.available else "clinic.why.status.withdrawn", day=product.since)
    reached = words(
        "clinic.why.reached",
        brand=product.brand,
        condition=product.condition,
        fit=words(f"clinic.why.fit.{product.fit}"),
        reaches=words(f"clinic.why.product.{product.reaches}"),
    )
    spoken = words("clinic.why.not_shown")
    if product.spoken:
        spoken = words("clinic.why.spoken_title", said=product.spoken.text)
    said = [reached, _forced(product, words), spoken, *([product.time] if product.time else [])]
    version = words("clinic.why.version", day=product.version)
    always = [one.name for one in product.raised if one.tree is None] if product.fit != "differs" else []
    raised = said_as(words, "clinic.why.raised.always", points=words.listed(always)) if always else None
    frame.shown(
        words,
        Block("paragraphs", tuple(raw(text, words) for text in (*said, status))),
        Block("paragraphs", why_tables.cited(product.status, words)),
        Block("paragraphs", (raw(version, words), *why_tables.cited(product.version_cited, words))),
        why_tables.criteria(product, words) if product.lines else None,
        why_tables.noted(said_as(words, "clinic.why.team"), product.team, words),
        why_tables.noted(said_as(words, "clinic.why.not_asked"), product.not_asked, words),
        why_tables.raised_table(product, words),
        Block("paragraphs", (raised,)) if raised else None,
    )


def _forced(product: Product, words: Words) -> str:
    """Which criteria force the fit, by their numbers."""
    numbers = [line.tree.number for line in product.lines if line.forces]
    if not product.available and not any(line.met == FALSE for line in product.lines):
        return words("clinic.why.forced.gone")
    if not product.lines:
        return words("clinic.why.forced.none")
    return words(f"clinic.why.forced.{product.fit}", numbers=words.listed(numbers))
