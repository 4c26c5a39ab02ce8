"""The standalone page and the fragment: complete, accessible by structure, escaped, and asking nothing of any server."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import html5lib
import pytest

from tests.summary.reading import figures
from trialhelper.summary.html import render_fragment, render_html
from trialhelper.summary.model import ListedSource, Section, Sentence, Summary

Told = Callable[[Summary], list[str]]
Attributes = dict[str, str | None]

# What the sanitizer behind `st.html` leaves alone, as far as it is used here; browser/test_summary_page.py asks it.
KEPT_TAGS = {
    *("section", "h2", "h3", "h4", "ul", "ol", "li", "p", "a", "sup", "span", "strong", "div", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "img"),
}
KEPT_ATTRIBUTES = {
    *("class", "lang", "role", "href", "rel", "target", "value", "aria-hidden"),
    *("scope", "data-head", "src", "alt", "width", "height"),
}
DRAWN = {"svg", "g", "path", "circle", "rect"}


class Read(HTMLParser):
    """The elements of a page in order, and its text without the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self._open: list[str] = []
        self._said: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self._open):
            self._said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self._said).split())

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch(r"h\d", tag)]

    def every(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.elements if name == tag]


def close_up(text: str) -> str:
    return re.sub(r"\s", "", text)


def style_of(page: str) -> str:
    return page.partition("<style>")[2].partition("</style>")[0]


# ---- the page ----


def test_it_has_its_language_one_title_and_its_landmarks(any_summary: Summary) -> None:
    read = Read(page := render_html(any_summary))
    assert page.startswith("<!DOCTYPE html>")
    assert read.every("html") == [{"lang": any_summary.language}]
    assert all(len(read.every(landmark)) == 1 for landmark in ("title", "header", "main", "footer", "h1"))


def test_it_is_valid(any_summary: Summary) -> None:
    html5lib.HTMLParser(strict=True).parse(render_html(any_summary))


def test_headings_begin_at_one_and_skip_no_level(any_summary: Summary) -> None:
    levels = Read(render_html(any_summary)).levels
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_it_holds_every_text_in_reading_order(any_summary: Summary, told: Told) -> None:
    said, at = close_up(Read(render_html(any_summary)).text), 0
    for text in told(any_summary):
        found = said.find(close_up(text), at)
        assert found >= 0, f"not there, or not in its place: {text!r}"
        at = found + len(close_up(text))


def test_it_holds_no_script_and_asks_nothing_of_any_server(any_summary: Summary) -> None:
    page = render_html(any_summary)
    tags = {tag for tag, _ in Read(page).elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "video", "audio", "base"}
    assert not tags & {"use", "image", "foreignobject", "animate", "set", "text"}
    attributes = {name for _, found in Read(page).elements for name in found}
    assert all(set(found) <= {"class", "href", "rel", "aria-label"} for found in Read(page).every("a"))
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"src", "srcset", "style", "ping"}
    assert "url(" not in style_of(page)
    assert "@import" not in style_of(page)
    assert "default-src 'none'" in page


def test_markup_in_a_text_is_text(odd: Summary) -> None:
    read = Read(page := render_html(odd))
    assert not {tag for tag, _ in read.elements} & {"b", "i"}
    assert 'These <b>&" marks are text' in read.text
    assert "{{ 7 * 7 }} and </td>" in read.text
    assert "<title>A &lt;b&gt;title" in page


def test_running_words_cannot_end_the_style_sheet(small: Summary) -> None:
    hostile = '"; } </style><script>alert(1)</script> \\'
    page = render_html(Summary("en", "T", (hostile,), small.front, (), "S", (), {"page": hostile, "of": hostile}))
    assert not Read(page).every("script")
    assert "script" not in style_of(page).replace("script\\3e ", "")
    assert style_of(page).count('"') == style_of(render_html(small)).count('"')


def test_every_mark_leads_to_its_source_and_every_id_is_single(any_summary: Summary) -> None:
    read = Read(render_html(any_summary))
    ids = [found["id"] for _, found in read.elements if "id" in found]
    assert len(ids) == len(set(ids)) == len(any_summary.sources)
    inside = {str(link["href"]) for link in read.every("a") if str(link["href"]).startswith("#")}
    assert {name.removeprefix("#") for name in inside} <= set(ids)
    assert [link["href"] for link in read.every("a") if not str(link["href"]).startswith("#")] == [
        *(figure.url for figure in figures(any_summary) if figure.url),
        *(one.url for one in any_summary.sources if one.url),
    ]


def test_an_address_that_is_none_of_the_web_is_not_a_link(small: Summary) -> None:
    trap = ListedSource(1, "d", "Title", "Publisher", "javascript:alert(1)", "en", "2026", "2026", ())
    page = render_html(Summary("en", "T", (), small.front, (), "Sources", (trap,)))
    assert not [link for link in Read(page).every("a") if "javascript" in str(link["href"])]
    assert "javascript:alert(1)" in Read(page).text


def test_a_sentence_in_another_language_says_so(long: Summary) -> None:
    assert '<span lang="en">This sentence about product 1 has no translation yet.</span>' in render_html(long)
    assert '<strong lang="en">' in render_html(long)


def test_signs_are_hidden_from_screen_readers_and_repeat_words(small: Summary) -> None:
    read = Read(render_html(small))
    signs = [found for found in read.every("span") if found.get("class") == "th-sign"]
    assert signs
    assert all(found.get("aria-hidden") == "true" for found in signs)


def test_each_drawing_is_one_image_with_the_words_that_tell_of_it(small: Summary) -> None:
    read = Read(render_html(small))
    named = [found["aria-label"] for found in read.every("div") if found.get("role") == "img"]
    assert named == [figure.alt.text for figure in figures(small)]
    assert len(read.every("svg")) == len(named)
    assert not [found for tag, found in read.elements if tag in DRAWN and set(found) & {"id", "class", "style", "href"}]


def test_a_table_names_its_columns_and_its_rows(small: Summary) -> None:
    read = Read(render_html(small))
    table = small.rest[-1].blocks[0]
    assert [head["scope"] for head in read.every("th")] == ["col"] * len(table.columns) + ["row"] * len(table.rows)
    assert [cell["data-head"] for cell in read.every("td") if "data-head" in cell] == [
        head.text for _ in table.rows for head in table.columns
    ]


def test_the_front_for_the_team_is_a_part_of_the_page_in_its_own_language(long: Summary) -> None:
    assert long.sheet
    read = Read(render_html(long))
    assert [found.get("lang") for found in read.every("section") if "th-sheet" in str(found.get("class"))] == ["en"]
    assert read.levels[: 2 + len(long.front)] == [1, *(2 for _ in long.front), 2]
    assert read.levels[2 + len(long.front)] == 3


def test_it_adds_no_words_of_its_own(mute: Summary) -> None:
    read = Read(render_html(mute))
    signs = {"i"}  # hidden from screen readers
    names = " ".join(str(found.get("aria-label") or found.get("title") or "") for _, found in read.elements)
    assert set(re.findall(r"[^\W\d_]+", f"{read.text} {names}")) <= signs


# ---- the style sheet ----


def test_it_prints_black_on_white_at_12_points_with_page_numbers(small: Summary) -> None:
    style = style_of(render_html(small))
    printed = style.partition("@media print")[2]
    assert {"--page: #fff", "--ink: #000", "--quiet: #000", "--link: #000"} <= set(re.split(r"; |;\s|{ ", printed))
    assert "font-size: 12pt" in printed
    assert "break-after: page" in printed
    assert re.search(r'content: "Page " counter\(page\) " of " counter\(pages\)', style)
    assert "Not medical advice\\2e " in style


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, of a colour such as #0b4f8a."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", ["ink", "quiet", "link"])
def test_text_stands_out_by_day_and_by_night(small: Summary, scheme: str, role: str) -> None:
    day, night = style_of(render_html(small)).split("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--(\w+): (#\w{6})", (day if scheme == "light" else night).partition("}")[0]))
    light, dark = sorted((luminance(colours[role]), luminance(colours["page"])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


# ---- the fragment ----


def test_a_fragment_holds_only_what_a_sanitizer_keeps(any_summary: Summary) -> None:
    made = render_fragment((*any_summary.front, *any_summary.rest), any_summary.sources, labels=any_summary.labels)
    for tag, attributes in Read(made).elements:
        assert tag in KEPT_TAGS
        assert set(attributes) <= KEPT_ATTRIBUTES
        assert all(name.startswith("th-") for name in (attributes.get("class") or "").split())


def test_a_fragment_says_what_its_sections_say(any_summary: Summary, told: Told) -> None:
    made = close_up(Read(render_fragment((*any_summary.front, *any_summary.rest), any_summary.sources)).text)
    texts = told(replace(any_summary, sheet=None))[1:]
    assert all(close_up(text) in made for text in texts if text != any_summary.sources_title)


def test_a_drawing_of_a_fragment_is_an_image_on_a_white_card(small: Summary) -> None:
    images = Read(render_fragment(small.rest)).every("img")
    assert [image["alt"] for image in images] == [figure.alt.text for figure in figures(small)]
    for image in images:
        kind, _, drawn = str(image["src"]).partition(",")
        assert kind == "data:image/svg+xml"
        assert "currentColor" not in unquote(drawn)
        assert "fill='#fff'" in unquote(drawn)
        assert not set(drawn) & set('<>"#&')  # what would end the attribute or the address


def test_a_fragment_begins_at_the_level_it_is_told(small: Summary) -> None:
    therapies = small.rest[1]
    assert Read(render_fragment((therapies,))).levels[:3] == [2, 3, 4]
    assert Read(render_fragment((therapies,), heading_level=3)).levels[:2] == [3, 4]


def test_a_fragment_can_leave_the_title_to_the_page_around_it(small: Summary) -> None:
    therapies = small.rest[1]
    made = Read(render_fragment((therapies,), titled=False))
    assert therapies.title.text not in made.text
    assert made.levels[:2] == [2, 3]


def test_a_fragment_of_sources_opens_them_beside_the_page(small: Summary) -> None:
    made = Read(render_fragment((), small.sources, labels={**small.labels, "opens": "opens in a new tab"}))
    assert all(link["target"] == "_blank" and "noopener" in str(link["rel"]) for link in made.every("a"))
    assert [item["value"] for item in made.every("li")] == ["1", "2", "3"]
    assert "opens in a new tab" in made.text
    assert "Dated: November 2025" in made.text


def test_a_fragment_in_another_language_than_its_first_title_says_where() -> None:
    title = Sentence("Título", "t", "es")
    section = Section("s", title, (), (Section("p", Sentence("Part", "p", "en")),))
    assert render_fragment((section,)) == (
        '<section class="th-section">\n<h2>Título</h2>\n<section class="th-section th-part">\n'
        '<h3><span lang="en">Part</span></h3>\n</section>\n</section>'
    )
