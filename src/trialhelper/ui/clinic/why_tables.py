"""The tables of the page "Why": what was told, what the decision table saw, and every product's criteria.

Each has a caption, and one row for each leaf and group, numbered so that a part leads to its whole. They are blocks of the
content model, drawn by its templates; no text is written here.
"""

from collections.abc import Iterable
from typing import Final

from trialhelper.kleene import FALSE, NAMES, TRUE
from trialhelper.summary.model import Sentence
from trialhelper.summary.tables import Cue, Cued, Kind, Table, TableEntry, raw, said_as, table
from trialhelper.why.trace import Branch, Cited, Line, Noted, Product, Reasons, Told
from trialhelper.words import Words

__all__ = ["cited", "criteria", "noted", "raised_table", "rows", "seen", "told"]

_Cell = tuple[Sentence, ...]
_CUES: Final[dict[int, Cue]] = {FALSE: "false", TRUE: "true"}


def told(found: Reasons, words: Words) -> Table:
    """The answers, each with whether it belongs to the smallest deciding set."""
    entries = [TableEntry(raw(one.fact, words), ((raw(one.said, words),), (_decides(one, words),))) for one in found.told]
    return _table(words, said_as(words, "clinic.why.caption.told"), ("fact", "told", "decides"), entries)


def seen(found: Reasons, words: Words) -> Table:
    """The four cells that the decision table looks at, each with the value seen and what led to it."""
    saw = found.seen
    cells: dict[str, tuple[Sentence, _Cell]] = {
        "condition": (said_as(words, f"clinic.why.condition.{saw.condition}"), (raw(saw.condition_told.said, words),)),
        "product": (said_as(words, f"clinic.why.product.{saw.product}"), (_product_led(found, words),)),
        "studied": (said_as(words, f"clinic.why.studies.{saw.studied}"), _studied_led(found, words)),
        "reason": (_yes_no(saw.trial_reason, words), (_reason_led(found, words),)),
    }
    entries = [TableEntry(said_as(words, f"clinic.why.col.{name}"), ((value,), led)) for name, (value, led) in cells.items()]
    return _table(words, said_as(words, "clinic.why.caption.seen"), ("cell", "value", "why"), entries)


def _yes_no(value: bool, words: Words) -> Cued:
    return said_as(words, "clinic.why.yes" if value else "clinic.why.no")


def _product_led(found: Reasons, words: Words) -> Cued:
    if not found.seen.studied_in:
        return said_as(words, "clinic.why.product.not_looked_at")
    if found.seen.product == "kind":
        return said_as(words, "clinic.why.product.by_kinds")
    brands = list(dict.fromkeys(product.brand for product in found.products if product.decides))
    if not brands:
        return said_as(words, "clinic.why.product.by_none")
    value = words(f"clinic.why.product.{found.seen.product}")
    return said_as(words, "clinic.why.product.by", value=value, brands=words.listed(brands))


def _studied_led(found: Reasons, words: Words) -> _Cell:
    if not found.seen.studied_in:
        return (said_as(words, "clinic.why.product.not_looked_at"),)
    led: list[Sentence] = []
    for one in found.seen.studied_in:
        state, products = words(f"clinic.why.studies.{one.studied}"), words.listed(list(one.products))
        named = "clinic.why.studied.products" if products else "clinic.why.studied.by"
        led.append(said_as(words, named, condition=one.condition, state=state, products=products))
        led += cited(one.cited, words)
    return tuple(led)


def _reason_led(found: Reasons, words: Words) -> Cued:
    if not found.seen.studied_in:
        return said_as(words, "clinic.why.product.not_looked_at")
    reason = found.seen.reason
    said = reason.told.said if reason and reason.told else ""
    return said_as(words, "clinic.why.reason.by", told=said, criterion=reason.words if reason else "")


def rows(found: Reasons, words: Words) -> Table:
    """The whole decision table, with the row that held."""

    def cell(values: Iterable[str]) -> _Cell:
        some = list(values)
        return (raw(words.listed(some, "or"), words) if some else said_as(words, "clinic.why.any"),)

    this_row = words("clinic.why.this_row")
    held = raw(f"({this_row})", words, "strong")
    entries = [
        TableEntry(
            said_as(words, "clinic.why.row", n=row.number),
            (
                cell(words(f"clinic.why.condition.{one}") for one in row.condition),
                cell(words(f"clinic.why.product.{one}") for one in row.product),
                cell(words(f"clinic.why.studies.{one}") for one in row.studied),
                cell(_yes_no(one, words).text for one in row.trial_reason),
                (
                    raw(row.then_title, words),
                    *([said_as(words, "clinic.why.beside", topics=words.listed(list(row.beside)))] if row.beside else []),
                ),
            ),
            more=(held,) if row.holds else (),
        )
        for row in found.rows
    ]
    heads = ("row", "condition", "product", "studied", "reason", "then")
    return _table(words, said_as(words, "clinic.why.caption.rows"), heads, entries)


def criteria(product: Product, words: Words) -> Table:
    """A row for each criterion of a product and for each of its parts."""
    caption = said_as(words, "clinic.why.caption.criteria", brand=product.brand, condition=product.condition)
    entries = [entry for line in product.lines for entry in _line(line, words)]
    return _table(words, caption, ("criterion", "told", "so", "met", "reads", "claim"), entries, "criteria")


def _line(line: Line, words: Words) -> list[TableEntry]:
    side = said_as(words, f"clinic.why.side.{line.effect if line.side == 'rules_out' else line.side}", "aside")
    met: _Cell = (
        said_as(words, f"clinic.why.met.{NAMES[line.met]}", _CUES.get(line.met, "unknown")),
        said_as(words, f"clinic.why.does.{line.does}"),
        *([said_as(words, "clinic.why.forces", "decides")] if line.forces else []),
    )
    spoken = said_as(words, "clinic.why.not_spoken")
    if line.spoken:
        spoken = said_as(words, "clinic.why.spoken", heading=line.spoken.heading, said=line.spoken.text)
    return [_branch(line.tree, side, words, (met, (spoken,))), *_parts(line.tree, words)]


def _parts(branch: Branch, words: Words) -> list[TableEntry]:
    found = []
    for part in branch.parts:
        found += [_branch(part, said_as(words, "clinic.why.part", "aside", number=branch.number), words), *_parts(part, words)]
    return found


def _branch(branch: Branch, side: Sentence, words: Words, met: tuple[_Cell, _Cell] = ((), ())) -> TableEntry:
    """One node: its number and words, what was told, whether it is so; that it is met, and how it reads, only for a criterion."""
    phrase = said_as(words, f"clinic.why.shape.{branch.shape}") if branch.parts else raw(branch.words, words)
    so = [said_as(words, f"clinic.why.truth.{NAMES[branch.truth]}", _CUES.get(branch.truth, "unknown"))]
    if branch.shape == "leaf" and branch.truth in (TRUE, FALSE):
        so.append(said_as(words, f"clinic.why.turns.{branch.turns}"))
    if branch.confirms:
        so.append(said_as(words, "clinic.why.confirms"))
    answer: list[Sentence] = []
    if branch.told:
        answer.append(said_as(words, "clinic.why.draw.line", name=branch.told.fact, said=branch.told.said))
        answer += [_decides(branch.told, words)] if branch.told.decides else []
    cells = (tuple(answer), tuple(so), *met, cited(branch.cited, words))
    return TableEntry(phrase, cells, number=branch.number, depth=branch.number.count("."), more=(side,))


def raised_table(product: Product, words: Words) -> Table | None:
    """The points to discuss that wait for an answer, with when each is raised and whether it was."""
    entries = []
    for one in product.raised:
        if one.tree is None:
            continue
        when = said_as(
            words, "clinic.why.spoken", heading=one.tree.words, said=words(f"clinic.why.truth.{NAMES[one.tree.truth]}")
        )
        so = said_as(words, "clinic.why.no_raised_differs") if product.fit == "differs" else _yes_no(one.raised, words)
        entries.append(TableEntry(raw(one.name, words), ((when,), (so,), cited(one.cited, words))))
    caption = said_as(words, "clinic.why.caption.raised", brand=product.brand, condition=product.condition)
    return _table(words, caption, ("point", "when", "raised", "claim"), entries) if entries else None


def noted(caption: Cued, left: tuple[Noted, ...], words: Words) -> Table | None:
    """What is left to the care team, with its claims; nothing when there is nothing."""
    entries = [TableEntry(raw(one.words, words), (cited(one.cited, words),)) for one in left]
    heads = [said_as(words, f"clinic.why.col.{name}") for name in ("criterion", "claim")]
    return table(heads, entries, caption=caption) if entries else None


def cited(claims: tuple[Cited, ...], words: Words) -> _Cell:
    """Claims in words, each with its document, date, place and confidence."""
    return tuple(
        Sentence(
            words(
                "clinic.why.claim",
                plain=one.plain,
                title=one.title,
                publisher=one.publisher,
                day=one.dated,
                where=one.where,
                confidence=words(f"clinic.why.confidence.{one.confidence}"),
            ),
            "clinic.why.claim",
            one.language,
            (one.ref,),
        )
        for one in claims
    )


def _decides(one: Told, words: Words) -> Cued:
    return said_as(words, "clinic.why.decides.yes", "decides") if one.decides else said_as(words, "clinic.why.decides.no")


def _table(words: Words, caption: Cued, heads: tuple[str, ...], entries: list[TableEntry], kind: Kind = "plain") -> Table:
    named = [said_as(words, f"clinic.why.col.{name}") for name in heads]
    return table(named, entries, caption=caption, region=words("clinic.why.region", caption=caption.text), kind=kind)
