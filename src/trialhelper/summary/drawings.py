"""The drawings, as SVG: the two ways of gene therapy in four steps, and the code of an address.

Lines only, in one colour, so that they survive a grey printer; they repeat what the words beside them say. Nothing here
depends on a person or a language, and no letter stands in it: what has words is drawn by `typeset`, which measures them.
"""

from functools import lru_cache
from io import BytesIO
from typing import Final

import segno

from trialhelper.summary.model import Figure

__all__ = ["svg_of"]

_HELIX: Final = (
    '<path d="M-5-17C9-11 9-5 0 0S-9 11 5 17M5-17C-9-11-9-5 0 0S9 11-5 17'
    'M-4-13.5h8M-5.4-9h10.8M-3-4h6M-3 4h6M-5.4 9h10.8M-4 13.5h8"/>'
)
_CARRIER: Final = '<path d="M0-27 23.4-13.5v27L0 27l-23.4-13.5v-27Z"/>'
_SMALL_CARRIER: Final = '<path d="M0-10 8.7-5V5L0 10-8.7 5V-5Z"/>'
_PERSON: Final = '<circle cy="-24" r="8"/><path d="M-14 30V-1q0-11 14-11t14 11V30"/>'
_CELL: Final = '<circle r="26"/><circle r="9"/>'
_CELLS: Final = '<circle cx="-8" cy="3" r="7"/><circle cx="8" cy="5" r="7"/><circle cx="1" cy="-9" r="7"/>'
_ARROW: Final = '<path d="M-12 0h22M4-6l7 6-7 6"/>'
_DROP: Final = '<path d="M0-14c7 9 9 13 9 17a9 9 0 0 1-18 0c0-4 2-8 9-17Z"/>'


def _at(x: float, y: float, drawn: str, size: float = 1) -> str:
    scale = f" scale({size})" if size != 1 else ""
    return f'<g transform="translate({x} {y}){scale}">{drawn}</g>'


_STEPS: Final = {
    "in_vivo": (
        _at(0, 0, _CARRIER) + _at(0, 0, _HELIX),
        _at(14, 0, _PERSON) + _at(-30, 4, _SMALL_CARRIER) + _at(-8, 4, _ARROW, 0.7),
        _at(8, 0, _CELL) + _at(-36, -12, _SMALL_CARRIER) + _at(-6, -12, _SMALL_CARRIER, 0.8) + _at(-20, -12, _ARROW, 0.5),
        _at(-10, 0, _CELL)
        + _at(-10, 0, _HELIX, 0.4)
        + "".join(_at(*place, _DROP, 0.4) for place in ((26, -16), (34, 2), (26, 20))),
    ),
    "ex_vivo": (
        _at(-16, 0, _PERSON) + _at(12, 2, _ARROW, 0.7) + _at(34, 2, _CELLS, 0.8),
        '<path d="M-34 26H34M-30-16V16a10 10 0 0 0 10 10h40a10 10 0 0 0 10-10v-32"/>' + _at(-12, 6, _CELLS) + _at(16, 2, _HELIX),
        _at(-10, 0, _PERSON) + '<path d="M24-32h16v22a8 8 0 0 1-16 0ZM32-2q0 14-28 12"/>',
        _at(18, 0, _PERSON) + _at(-34, 2, _CELLS, 0.8) + _at(-10, 2, _ARROW, 0.7),
    ),
}
_WIDTH, _HEIGHT, _APART = 480, 116, 120


@lru_cache(maxsize=64)
def svg_of(figure: Figure, ink: str = "currentColor", *, on_a_card: bool = False) -> str:
    """The drawing as one SVG element that names no font and no outside file; its meaning stands in `figure.alt`.

    The ink is the colour of the text around (`currentColor`). An image of its own does not know that colour, nor what it
    stands on: it wants another, or black on a white card.
    """
    if figure.kind == "address":
        return _code(figure.url or "")
    steps = "".join(
        _at(_APART * (place + 0.5), 48, drawn) + _at(_APART * (place + 0.5), 102, _dots(place + 1))
        for place, drawn in enumerate(_STEPS[figure.kind])
    )
    between = "".join(_at(_APART * place, 48, '<path d="M-5-5 1 0-5 5"/>') for place in (1, 2, 3))
    card = f'<rect width="{_WIDTH}" height="{_HEIGHT}" rx="6" fill="#fff" stroke="none"/>' if on_a_card else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" fill="none" '
        f'stroke="{"#000" if on_a_card else ink}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f"{card}{steps}{between}</svg>"
    )


def _dots(many: int) -> str:
    """So many dots below a step as its number says: they need no font."""
    first = -5 * (many - 1)
    return "".join(f'<circle cx="{first + 10 * place}" r="1.6"/>' for place in range(many))


def _code(url: str) -> str:
    """A QR code, black on white on every page, because phones read no other."""
    written = BytesIO()
    segno.make(url, error="m", micro=False).save(
        written,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        xmldecl=False,
        nl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return written.getvalue().decode()
