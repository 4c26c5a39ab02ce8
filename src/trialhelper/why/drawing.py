"""The decision as a picture that can be read at arm's length: what was told, what the labels ask, the conversation.

`picture(reasons, words)` picks what fits: the answers that decide, the products that decide with the criteria that force them,
and how many more there are. `svg(picture, across=...)` draws it from left to right, or from top to bottom for a narrow page. A
sign never stands without its word, and what decides has a thick line, so nothing rests on colour. `picture.alt` tells the same.
"""

from dataclasses import dataclass, field
from html import escape
from typing import Final

from trialhelper.kleene import FALSE, NAMES, TRUE
from trialhelper.why.trace import Line, Product, Reasons, Told, leaves_of
from trialhelper.words import Words

__all__ = ["MOST_ANSWERS", "MOST_PRODUCTS", "Card", "Picture", "Said", "picture", "svg"]

MOST_ANSWERS: Final = 6
MOST_PRODUCTS: Final = 3
_LINES_EACH: Final = {0: 0, 1: 5, 2: 3, 3: 2}
"""By the number of products that are drawn, the most criteria of each."""
_WEIGHS: Final[dict[str, str]] = {"confirm": "confirm", "open": "open", "differs": "for_good", "differs_for_now": "for_now"}

_SIZE: Final = 24
_LEAD: Final = 31
_PAD: Final = 16
_GAP: Final = 18
_BETWEEN: Final = 90
_MOST_WRAPPED: Final = 4
_INK, _PAPER, _HEAD = "#14181d", "#ffffff", "#e9edf2"


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a card: text, with the sign of a truth value or none; `reads` are the questions behind it."""

    text: str
    sign: int | None = None
    thick: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A box: a heading, lines, and how many more there are."""

    title: str
    lines: tuple[Said, ...] = ()
    more: str | None = None
    thick: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, in three groups from the answers to the conversation, and the same told in words."""

    heads: tuple[str, str, str]
    told: Card
    products: tuple[Card, ...]
    products_more: str | None
    seen: Card
    end: Card
    alt: str


def picture(found: Reasons, words: Words) -> Picture:
    """Pick what the drawing shows: the fewer products, the more of each."""
    shown = [product for product in found.products if product.decides][:MOST_PRODUCTS]
    brands = [product.brand for product in found.products]
    products = tuple(
        _product(product, _named(product, brands.count(product.brand) > 1, words), _LINES_EACH[len(shown)], words)
        for product in shown
    )
    rest = len([one for one in found.products if one.reaches != "other_kind"]) - len(products)
    more = words("clinic.why.draw.more_products", n=rest) if rest > 0 else None
    read = list(dict.fromkeys(name for card in products for line in card.lines for name in line.reads))
    order = {name: place for place, name in enumerate(["condition", *read])}
    wanted = [one for one in found.told if one.decides or one.question in read]
    wanted.sort(key=lambda one: order.get(one.question, len(order)))
    answers = tuple(_answer(one, words) for one in wanted[:MOST_ANSWERS])
    left = len(wanted) - len(answers)
    told = Card("", answers, words("clinic.why.draw.more_answers", n=left) if left else None, thick=True)
    seen = Card(words("clinic.why.draw.seen"), tuple(Said(text) for text in _seen(found, words)))
    heads = (words("clinic.why.draw.told"), words("clinic.why.draw.labels"), words("clinic.why.draw.talk"))
    end = Card(found.title, thick=True)
    return Picture(heads, told, products, more, seen, end, _alt(heads, told, products, more, seen, end, words))


def _answer(one: Told, words: Words) -> Said:
    return Said(words("clinic.why.draw.line", name=one.fact, said=one.said), thick=one.decides, reads=(one.question,))


def _seen(found: Reasons, words: Words) -> list[str]:
    if found.seen.condition != "listed":
        return [words(f"clinic.why.condition.{found.seen.condition}")]
    best = words(f"clinic.why.product.{found.seen.product}")
    texts = [words("clinic.why.draw.line", name=words("clinic.why.col.product"), said=best)]
    texts.append(words("clinic.why.draw.studied" if found.seen.studied else "clinic.why.draw.not_studied"))
    return [*texts, words("clinic.why.draw.reason")] if found.seen.trial_reason else texts


def _named(product: Product, twice: bool, words: Words) -> str:
    """The brand; with what it is for when it stands in the list twice."""
    return words("clinic.why.draw.brand", brand=product.brand, condition=product.condition) if twice else product.brand


def _product(product: Product, name: str, most: int, words: Words) -> Card:
    title = words("clinic.why.draw.line", name=name, said=words(f"clinic.why.product.{product.reaches}"))
    lines = sorted(product.lines, key=lambda line: (not _tells(line, product), not line.forces))
    said = tuple(
        Said(
            words(
                "clinic.why.draw.line",
                name=words(f"clinic.why.met.{NAMES[line.met]}"),
                said=_asks(line.side, line.tree.words, words),
            ),
            line.met,
            _tells(line, product),
            tuple(dict.fromkeys(leaf.told.question for leaf in leaves_of(line.tree) if leaf.told)),
        )
        for line in lines[:most]
    )
    left = len(lines) - len(said)
    return Card(title, said, words("clinic.why.draw.more_criteria", n=left) if left else None, thick=True)


def _tells(line: Line, product: Product) -> bool:
    """Whether a criterion is why its product reaches what the table saw: of those that force the fit the ones that weigh most."""
    return line.forces and line.does == _WEIGHS.get(product.reaches, line.does)


def _asks(side: str, phrase: str, words: Words) -> str:
    """A criterion that rules out reads as the fact that must not be so."""
    return words("clinic.why.draw.must_not", fact=phrase) if side == "rules_out" else phrase


def _alt(
    heads: tuple[str, ...], told: Card, products: tuple[Card, ...], more: str | None, seen: Card, end: Card, words: Words
) -> str:
    """The drawing in words: every text of it, group by group."""

    def texts(card: Card) -> str:
        return "; ".join(filter(None, (card.title, *(line.text for line in card.lines), card.more)))

    labels = ". ".join([*(texts(card) for card in products), *([more] if more else [])])
    groups = [
        words("clinic.why.draw.line", name=heads[0], said=texts(told)),
        *([words("clinic.why.draw.line", name=heads[1], said=labels)] if labels else []),
        texts(seen),
        words("clinic.why.draw.line", name=heads[2], said=end.title),
    ]
    return words("clinic.why.draw.alt", told=". ".join(groups))


# ---- drawing ----


@dataclass
class _Sheet:
    """What is drawn so far, and where the lines are that other things are joined to."""

    drawn: list[str] = field(default_factory=list)
    places: list[tuple[Said, float, float, float]] = field(default_factory=list)
    """Each line with its left edge, its right edge and its middle."""

    def box(self, x: float, y: float, width: float, height: float, *, thick: bool, fill: str = "none") -> None:
        self.drawn.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8" fill="{fill}" stroke="{_INK}" '
            f'stroke-width="{5 if thick else 1.5}"/>'
        )

    def text(self, x: float, y: float, said: str, *, bold: bool = False) -> None:
        weight = ' font-weight="700"' if bold else ""
        self.drawn.append(f'<text x="{x:g}" y="{y:g}"{weight}>{escape(said)}</text>')

    def sign(self, x: float, y: float, value: int) -> None:
        """A tick in a circle, a cross in a square, or a question mark in a diamond: three shapes, each with its mark."""
        pen = f'fill="none" stroke="{_INK}" stroke-width="2.5" stroke-linecap="round"'
        if value == TRUE:
            shape = f'<circle r="12" {pen}/><path d="M-6 0-2 5 6-5" {pen}/>'
        elif value == FALSE:
            shape = f'<rect x="-11" y="-11" width="22" height="22" {pen}/><path d="M-5-5 5 5M5-5-5 5" {pen}/>'
        else:
            mark = '<text y="6" font-size="17" font-weight="700" text-anchor="middle">?</text>'
            shape = f'<path d="M0-14 14 0 0 14-14 0Z" {pen}/>{mark}'
        self.drawn.append(f'<g transform="translate({x:g} {y:g})">{shape}</g>')

    def join(self, x: float, y: float, to_x: float, to_y: float, *, thick: bool) -> None:
        bend = (to_x - x) / 2
        self.drawn.append(
            f'<path d="M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}" fill="none" '
            f'stroke="{_INK}" stroke-width="{4 if thick else 1.5}"/>'
        )

    def arrow(self, x: float, y: float, *, down: bool) -> None:
        turned = " rotate(90)" if down else ""
        self.drawn.append(
            f'<g transform="translate({x:g} {y:g}){turned}" fill="none" stroke="{_INK}" stroke-width="5" stroke-linecap="round" '
            f'stroke-linejoin="round"><path d="M-22 0H20M6-12 20 0 6 12"/></g>'
        )


def _wrapped(text: str, width: float, size: float = _SIZE, *, bold: bool = False) -> list[str]:
    """A text in lines of about a width; what does not fit four of them is cut, and stands whole in the table."""
    most = max(8, int(width / (size * (0.56 if bold else 0.52))))
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= most else line[: most - 1] + "…" for line in lines[:_MOST_WRAPPED]]
    return kept if len(lines) <= _MOST_WRAPPED else [*kept[:-1], kept[-1].rstrip(" ,;.")[: most - 1] + " …"]


def _height(card: Card, width: float) -> float:
    title = _wrapped(card.title, width - 2 * _PAD, bold=True) if card.title else []
    lines = [_lines_of(line, width) for line in card.lines]
    body = sum(len(one) * _LEAD + _PAD for one in lines) + (_LEAD + _PAD if card.more else 0)
    return (len(title) * _LEAD + _PAD if title else 0) + body + (_PAD if body else _PAD / 2)


def _lines_of(line: Said, width: float) -> list[str]:
    return _wrapped(line.text, width - 2 * _PAD - 24 - (36 if line.sign is not None else 0), bold=line.thick)


def _draw_card(sheet: _Sheet, card: Card, x: float, y: float, width: float) -> float:
    """Draw a card; gives the y below it."""
    height = _height(card, width)
    sheet.box(x, y, width, height, thick=card.thick, fill=_PAPER)
    here = y + _PAD / 2
    if card.title:
        for text in _wrapped(card.title, width - 2 * _PAD, bold=True):
            sheet.text(x + _PAD, here + _SIZE, text, bold=True)
            here += _LEAD
        here += _PAD / 2
    here += _PAD / 2 if card.lines else 0
    for line in card.lines:
        texts = _lines_of(line, width)
        tall = len(texts) * _LEAD + 6
        if line.sign is not None:
            sheet.box(x + _PAD / 2, here - 2, width - _PAD, tall, thick=line.thick, fill=_HEAD if line.thick else "none")
            sheet.sign(x + _PAD + 18, here + _LEAD / 2 + 2, line.sign)
        sheet.places.append((line, x + _PAD / 2, x + width, here - 2 + tall / 2))
        for text in texts:
            sheet.text(x + _PAD + (44 if line.sign is not None else 0), here + _SIZE, text, bold=line.thick)
            here += _LEAD
        here += _PAD
    if card.more:
        sheet.text(x + _PAD, here + _SIZE, card.more)
    return y + height


def svg(drawn: Picture, *, across: bool) -> str:
    """The picture as one SVG on white that names no outside file: across for a wide page, else down."""
    return _across(drawn) if across else _down(drawn)


def _framed(sheet: _Sheet, width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="Arial, Helvetica, sans-serif" '
        f'font-size="{_SIZE}" fill="{_INK}"><rect width="{width:g}" height="{height:g}" fill="{_PAPER}"/>'
        f"{''.join(sheet.drawn)}</svg>"
    )


def _across(drawn: Picture) -> str:
    columns = (330.0, 480.0, 300.0) if drawn.products else (420.0, 0.0, 420.0)
    cards = ((drawn.told,), drawn.products, (drawn.seen, drawn.end))
    talls = [sum(_height(card, width) + _GAP for card in group) for group, width in zip(cards, columns, strict=True)]
    talls[1] += _LEAD + _GAP if drawn.products_more and drawn.products else 0
    tall, head = max(talls), _LEAD + _GAP
    sheet, x = _Sheet(), 4.0
    places: list[list[tuple[float, float, float]]] = []
    for group, width, own, title in zip(cards, columns, talls, drawn.heads, strict=True):
        places.append([])
        if not group:
            continue
        sheet.text(x, 4 + _SIZE, title, bold=True)
        y = 4 + head + (tall - own) / 2
        for card in group:
            below = _draw_card(sheet, card, x, y, width)
            places[-1].append((x, x + width, (y + below) / 2))
            y = below + _GAP
        if group is drawn.products and drawn.products_more:
            sheet.text(x, y + _SIZE, drawn.products_more)
        x += width + _BETWEEN
    _join(sheet, drawn, places)
    return _framed(sheet, x - _BETWEEN + 4, 4 + head + tall)


def _join(sheet: _Sheet, drawn: Picture, places: list[list[tuple[float, float, float]]]) -> None:
    """Answers to the criteria that read them, products to what was seen of them, that to the conversation."""
    for answer, _, right, middle in [place for place in sheet.places if place[0] in drawn.told.lines]:
        for line, left, _, other in sheet.places:
            if line.sign is not None and set(answer.reads) & set(line.reads):
                sheet.join(right, middle, left, other, thick=line.thick and answer.thick)
    seen, end = places[2]
    for _, right, middle in places[1] or places[0]:
        sheet.join(right, middle, seen[0], seen[2], thick=True)
    sheet.join(
        (seen[0] + seen[1]) / 2,
        seen[2] + _height(drawn.seen, seen[1] - seen[0]) / 2,
        (end[0] + end[1]) / 2,
        end[2] - _height(drawn.end, end[1] - end[0]) / 2,
        thick=True,
    )


def _down(drawn: Picture) -> str:
    sheet, width, y = _Sheet(), 560.0, 4.0
    groups = (
        (drawn.heads[0], (drawn.told,)),
        (drawn.heads[1], drawn.products),
        ("", (drawn.seen,)),
        (drawn.heads[2], (drawn.end,)),
    )
    shown = [group for group in groups if group[1]]
    for place, (title, cards) in enumerate(shown):
        if title:
            sheet.text(4, y + _SIZE, title, bold=True)
            y += _LEAD + _GAP / 2
        for card in cards:
            y = _draw_card(sheet, card, 4, y, width) + _GAP
        if cards is drawn.products and drawn.products_more:
            sheet.text(4, y + _SIZE - _GAP / 2, drawn.products_more)
            y += _LEAD
        if place < len(shown) - 1:
            sheet.arrow(4 + width / 2, y + 22, down=True)
            y += 44 + _GAP
    return _framed(sheet, width + 8, y)
