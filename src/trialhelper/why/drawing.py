"""The decision as a picture that can be read at arm's length: what was told, what the labels ask, the conversation.

`picture(reasons, words)` picks what fits: the answers that decide, the products that decide with the criteria that force them,
and how many more there are. `svgs` draws it (decision.typ) from left to right, or from top to bottom for a narrow page; every
box grows with its words, and no word is cut. A sign never stands without its word, and what decides has a thick line, so
nothing rests on colour. `picture.alt` tells the same.
"""

from dataclasses import asdict, dataclass
from typing import Final

from trialhelper.kleene import NAMES
from trialhelper.typeset import drawings, template
from trialhelper.why.trace import Line, Product, Reasons, Told, leaves_of
from trialhelper.words import Words

__all__ = ["MOST_ANSWERS", "MOST_PRODUCTS", "Card", "Picture", "Said", "picture", "svgs"]

MOST_ANSWERS: Final = 6
MOST_PRODUCTS: Final = 3
_LINES_EACH: Final = {0: 0, 1: 5, 2: 3, 3: 2}
"""By the number of products that are drawn, the most criteria of each."""
_WEIGHS: Final = frozenset({"open", "confirm", "doubt", "with_time", "with_care", "if_worse", "never"})
"""What a product reaches by a criterion that does just that."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a card: text, with the sign of a truth value or none, or an answer, which comes before what it is `about`;
    `reads` are the questions behind it."""

    text: str
    about: str | None = None
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
    return Said(one.said, one.fact, thick=one.decides, reads=(one.question,))


def _seen(found: Reasons, words: Words) -> list[str]:
    if found.seen.condition != "listed":
        return [words(f"clinic.why.condition.{found.seen.condition}")]
    best = words(f"clinic.why.product.{found.seen.product}")
    texts = [words("clinic.why.draw.line", name=words("clinic.why.col.product"), said=best)]
    texts.append(words(f"clinic.why.draw.studied.{found.seen.studied}"))
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
            sign=line.met,
            thick=_tells(line, product),
            reads=tuple(dict.fromkeys(leaf.told.question for leaf in leaves_of(line.tree) if leaf.told)),
        )
        for line in lines[:most]
    )
    left = len(lines) - len(said)
    return Card(title, said, words("clinic.why.draw.more_criteria", n=left) if left else None, thick=True)


def _tells(line: Line, product: Product) -> bool:
    """Whether a criterion is why its product reaches what the table saw: of those that force the fit the ones that weigh most."""
    weighs = [one for one in product.lines if one.forces and one.does == product.reaches]
    return line.forces and (not weighs or product.reaches not in _WEIGHS or line.does == product.reaches)


def _asks(side: str, phrase: str, words: Words) -> str:
    """A criterion that rules out reads as the fact that must not be so."""
    return words("clinic.why.draw.must_not", fact=phrase) if side == "rules_out" else phrase


def _alt(
    heads: tuple[str, ...], told: Card, products: tuple[Card, ...], more: str | None, seen: Card, end: Card, words: Words
) -> str:
    """The drawing in words: every text of it, group by group."""

    def text(line: Said) -> str:
        return words("clinic.why.draw.line", name=line.about, said=line.text) if line.about else line.text

    def texts(card: Card) -> str:
        return "; ".join(filter(None, (card.title, *map(text, card.lines), card.more)))

    labels = ". ".join([*(texts(card) for card in products), *([more] if more else [])])
    groups = [
        words("clinic.why.draw.line", name=heads[0], said=texts(told)),
        *([words("clinic.why.draw.line", name=heads[1], said=labels)] if labels else []),
        texts(seen),
        words("clinic.why.draw.line", name=heads[2], said=end.title),
    ]
    return words("clinic.why.draw.alt", told=". ".join(groups))


# ---- drawing ----


def svgs(drawn: Picture, language: str) -> tuple[str, str]:
    """The picture as SVG on white that names no font and no outside file: across for a wide page, and down for a narrow one."""
    joins = [
        {"answer": answer, "product": product, "line": line, "thick": told.thick and said.thick}
        for answer, told in enumerate(drawn.told.lines)
        for product, card in enumerate(drawn.products)
        for line, said in enumerate(card.lines)
        if set(told.reads) & set(said.reads)
    ]
    content = {"language": language, "joins": joins, **asdict(drawn)}
    across, down = drawings(template(__package__, "decision.typ"), content)
    return across, down
