"""How pages look: each is held beside a picture of it that somebody has seen and found good (golden/*.png).

Both are blurred and made small before they are compared, since no two versions of poppler draw a letter alike; what moves,
grows or goes away is far above that. To take a new picture, delete the old one and run this: it is written, the test fails
once, and you look at it.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.summary.reading import picture_of, printed
from trialhelper.summary.model import Summary

pytestmark = pytest.mark.pdf

GOLDEN = Path(__file__).parent / "golden"
RESOLUTION = 50
MEAN, MOST = (
    2.5,
    50.0,
)  # of 255; the same drawn at three times the resolution is 2.0 and 33 apart, the least change below 3.3 and 63


def blurred(picture: Image.Image) -> Image.Image:
    return picture.convert("L").filter(ImageFilter.GaussianBlur(3)).resize((106, 137), Image.Resampling.BOX)


def apart(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How far two pictures are apart, from 0 to 255: on the whole, and where most."""
    difference = ImageChops.difference(blurred(one), blurred(other))
    return ImageStat.Stat(difference).mean[0], float(difference.getextrema()[1])


def looks_alike(one: Image.Image, other: Image.Image) -> bool:
    mean, most = apart(one, other)
    return mean <= MEAN and most <= MOST


def page_with(summary: Summary, page: int, *, large: bool = False, resolution: int = RESOLUTION) -> Image.Image:
    return picture_of(printed(summary, large=large), page, resolution)


@pytest.mark.parametrize(
    ("name", "which", "page", "large"),
    [
        ("front", "small", 1, False),
        ("options", "small", 3, False),
        ("full-front", "long", 1, False),
        ("second-front", "long", 2, False),
        ("large-print", "small", 2, True),
    ],
)
def test_a_page_looks_as_it_did(name: str, which: str, page: int, large: bool, request: pytest.FixtureRequest) -> None:
    now = page_with(request.getfixturevalue(which), page, large=large)
    seen = GOLDEN / f"{name}.png"
    if not seen.is_file():
        now.save(seen, optimize=True)
        pytest.fail(f"{seen} was not there; it is now. Look at it, and keep it if it is good")
    with Image.open(seen) as picture:
        mean, most = apart(now, picture)
        assert looks_alike(now, picture), f"{name}: {mean:.2f} apart on the whole, {most:.0f} where most"


def test_what_is_missing_or_moved_is_seen(small: Summary, long: Summary) -> None:
    front, told = small.front[0], small.front[1]
    others = (
        replace(small, front=small.front[:-1]),
        replace(small, front=(front, replace(told, blocks=()), *small.front[2:])),
        replace(small, front=(told, front, *small.front[2:])),
        replace(small, labels={name: text for name, text in small.labels.items() if name != "name_line"}),
        long,
    )
    assert not [other for other in others if looks_alike(page_with(other, 1), page_with(small, 1))]


def test_another_way_of_drawing_the_same_is_not_seen(small: Summary) -> None:
    usual, fine = page_with(small, 1), page_with(small, 1, resolution=3 * RESOLUTION)
    assert looks_alike(fine.resize(usual.size, Image.Resampling.BOX), usual)
