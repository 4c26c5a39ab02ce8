"""The tables of the page "Why", as HTML: what was told, what the decision table saw, and every product's criteria.

Each has a caption, heads with their scope, and one row for each leaf and group, numbered so that a part leads to its whole. On a
narrow page the cells stand below each other under the names of their columns. All text is escaped here, and none is written here.
"""

from collections.abc import Iterable
from html import escape

from trialhelper.kleene import FALSE, NAMES, TRUE
from trialhelper.why.trace import Branch, Cited, Line, Product, Reasons, Told
from trialhelper.words import Words

__all__ = ["cited", "criteria", "raised_table", "rows", "seen", "told"]

_SIGNS = {TRUE: "✓", FALSE: "✕"}


def told(found: Reasons, words: Words) -> str:
    """The answers, each with whether it belongs to the smallest deciding set."""
    return _table(
        words,
        words("clinic.why.caption.told"),
        [words(f"clinic.why.col.{name}") for name in ("fact", "told", "decides")],
        [(escape(one.fact), [escape(one.said), _decides(one, words)]) for one in found.told],
    )


def seen(found: Reasons, words: Words) -> str:
    """The four cells that the decision table looks at, each with the value seen and what led to it."""
    saw = found.seen
    yes_no = {True: words("clinic.why.yes"), False: words("clinic.why.no")}
    listed = saw.condition == "listed"
    product = f"clinic.why.product.{saw.product}"
    return _table(
        words,
        words("clinic.why.caption.seen"),
        [words(f"clinic.why.col.{name}") for name in ("cell", "value", "why")],
        [
            (
                escape(words("clinic.why.col.condition")),
                [escape(words(f"clinic.why.condition.{saw.condition}")), escape(saw.condition_told.said)],
            ),
            (escape(words("clinic.why.col.product")), [escape(words(product)), escape(_product_led(found, words))]),
            (escape(words("clinic.why.col.studied")), [yes_no[saw.studied], _studied_led(found, words)]),
            (
                escape(words("clinic.why.col.reason")),
                [
                    yes_no[saw.trial_reason],
                    escape(_reason_led(found, words) if listed else words("clinic.why.product.not_looked_at")),
                ],
            ),
        ],
    )


def _product_led(found: Reasons, words: Words) -> str:
    if found.seen.condition != "listed":
        return words("clinic.why.product.not_looked_at")
    if found.seen.kinds_differ:
        return words("clinic.why.product.by_kinds")
    brands = list(dict.fromkeys(product.brand for product in found.products if product.decides))
    if not brands:
        return words("clinic.why.product.by_none")
    return words("clinic.why.product.by", value=words(f"clinic.why.product.{found.seen.product}"), brands=words.listed(brands))


def _studied_led(found: Reasons, words: Words) -> str:
    if found.seen.condition != "listed":
        return escape(words("clinic.why.product.not_looked_at"))
    told = []
    for name, claims in found.seen.studied_in:
        lead = words("clinic.why.studied.by", condition=name) if claims else words("clinic.why.studied.none", condition=name)
        told.append(f"<p>{escape(lead)}</p>{cited(claims, words)}")
    return "".join(told)


def _reason_led(found: Reasons, words: Words) -> str:
    reason = found.seen.reason
    said = reason.told.said if reason and reason.told else ""
    return words("clinic.why.reason.by", told=said, criterion=reason.words if reason else "")


def rows(found: Reasons, words: Words) -> str:
    """The whole decision table, with the row that held."""
    yes_no = {True: words("clinic.why.yes"), False: words("clinic.why.no")}

    held = escape(words("clinic.why.this_row"))

    def cell(values: Iterable[str]) -> str:
        return escape(words.listed(list(values), "or") or words("clinic.why.any"))

    return _table(
        words,
        words("clinic.why.caption.rows"),
        [words(f"clinic.why.col.{name}") for name in ("row", "condition", "product", "studied", "reason", "then")],
        [
            (
                escape(words("clinic.why.row", n=row.number)) + (f" <strong>({held})</strong>" if row.holds else ""),
                [
                    cell(words(f"clinic.why.condition.{one}") for one in row.condition),
                    cell(words(f"clinic.why.product.{one}") for one in row.product),
                    cell(yes_no[one] for one in row.studied),
                    cell(yes_no[one] for one in row.trial_reason),
                    "".join(
                        f"<p>{escape(text)}</p>"
                        for text in (
                            row.then_title,
                            *([words("clinic.why.beside", topics=words.listed(list(row.beside)))] if row.beside else []),
                        )
                    ),
                ],
            )
            for row in found.rows
        ],
    )


def criteria(product: Product, words: Words) -> str:
    """A row for each criterion of a product and for each of its parts."""
    return _table(
        words,
        words("clinic.why.caption.criteria", brand=product.brand, condition=product.condition),
        [words(f"clinic.why.col.{name}") for name in ("criterion", "told", "so", "met", "reads", "claim")],
        [row for line in product.lines for row in _line(line, words)],
        "th-criteria",
    )


def _line(line: Line, words: Words) -> list[tuple[str, list[str]]]:
    side = words(f"clinic.why.side.{line.effect}") if line.side == "rules_out" else words(f"clinic.why.side.{line.side}")
    met = [_signed(line.met, words(f"clinic.why.met.{NAMES[line.met]}")), escape(words(f"clinic.why.does.{line.does}"))]
    if line.forces:
        met.append(f'<strong class="th-decides">{escape(words("clinic.why.forces"))}</strong>')
    spoken = words("clinic.why.not_spoken")
    if line.spoken:
        spoken = words("clinic.why.spoken", heading=line.spoken.heading, said=line.spoken.text)
    first = _branch(line.tree, side, words)
    first[1][2:4] = ["".join(f"<p>{text}</p>" for text in met), escape(spoken)]
    return [first, *_parts(line.tree, words)]


def _parts(branch: Branch, words: Words) -> list[tuple[str, list[str]]]:
    found = []
    for part in branch.parts:
        found += [_branch(part, words("clinic.why.part", number=branch.number), words), *_parts(part, words)]
    return found


def _branch(branch: Branch, side: str, words: Words) -> tuple[str, list[str]]:
    """One node: its number and words, what was told, whether it is so; the cells on being met are the criterion's to fill."""
    phrase = words(f"clinic.why.shape.{branch.shape}") if branch.parts else branch.words
    deep = branch.number.count(".")
    head = (
        f'<div style="padding-left:{deep}rem"><strong>{escape(branch.number)}</strong> {escape(phrase)}'
        f'<div class="th-side">{escape(side)}</div></div>'
    )
    so = [_signed(branch.truth, words(f"clinic.why.truth.{NAMES[branch.truth]}"))]
    if branch.shape == "leaf" and branch.truth in (TRUE, FALSE):
        so.append(escape(words(f"clinic.why.turns.{branch.turns}")))
    if branch.confirms:
        so.append(escape(words("clinic.why.confirms")))
    answer = ""
    if branch.told:
        mark = f"<p>{_decides(branch.told, words)}</p>" if branch.told.decides else ""
        answer = f"<p>{escape(branch.told.fact)}: {escape(branch.told.said)}</p>{mark}"
    return head, [answer, "".join(f"<p>{text}</p>" for text in so), "", "", cited(branch.cited, words)]


def raised_table(product: Product, words: Words) -> str:
    """The points to discuss, with when each is raised and whether it was; those that always are by name only."""
    found, always = [], []
    for one in product.raised:
        if one.tree is None:
            always.append(one.name)
            continue
        when = words("clinic.why.spoken", heading=one.tree.words, said=words(f"clinic.why.truth.{NAMES[one.tree.truth]}"))
        so = "clinic.why.yes" if one.raised else "clinic.why.no"
        if product.fit == "differs":
            so = "clinic.why.no_raised_differs"
        found.append((escape(one.name), [escape(when), escape(words(so)), cited(one.cited, words)]))
    heads = [words(f"clinic.why.col.{name}") for name in ("point", "when", "raised", "claim")]
    table = (
        _table(words, words("clinic.why.caption.raised", brand=product.brand, condition=product.condition), heads, found)
        if found
        else ""
    )
    if not always or product.fit == "differs":
        return table
    said = words("clinic.why.raised.always", points=words.listed(always))
    return f"{table}<p>{escape(said)}</p>"


def cited(claims: tuple[Cited, ...], words: Words) -> str:
    """Claims in words, each with its document, date, place and confidence."""
    return "".join(
        f"<p{_language(one.language, words)}>"
        + escape(
            words(
                "clinic.why.claim",
                plain=one.plain,
                title=one.title,
                publisher=one.publisher,
                day=one.dated,
                where=one.where,
                confidence=words(f"clinic.why.confidence.{one.confidence}"),
            )
        )
        + "</p>"
        for one in claims
    )


def _language(language: str, words: Words) -> str:
    return f' lang="{escape(language)}"' if language != words.language else ""


def _decides(one: Told, words: Words) -> str:
    if not one.decides:
        return escape(words("clinic.why.decides.no"))
    return f'<strong class="th-decides">{escape(words("clinic.why.decides.yes"))}</strong>'


def _signed(value: int, word: str) -> str:
    """A truth value as a sign and a word; the sign only repeats the word."""
    return f'<span class="th-sign" aria-hidden="true">{_SIGNS.get(value, "?")}</span> {escape(word)}'


def _table(words: Words, caption: str, heads: list[str], body: list[tuple[str, list[str]]], kind: str = "") -> str:
    """A table in a region that scrolls by itself; the parts are named by role, which a style that stacks them would else undo."""
    head = "".join(f'<th scope="col" role="columnheader">{escape(text)}</th>' for text in heads)
    lines = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{label}</th>'
        + "".join(f'<td role="cell" data-head="{escape(name)}">{cell}</td>' for name, cell in zip(heads[1:], cells, strict=True))
        + "</tr>"
        for label, cells in body
    )
    return (
        f'<div class="th-wide" tabindex="0" role="region" aria-label="{escape(words("clinic.why.region", caption=caption))}">'
        f'<table class="th-table {kind}" role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{lines}</tbody></table></div>'
    )
