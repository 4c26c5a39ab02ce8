"""The printed summary: a tagged PDF/UA-1 on Letter and A4 that says everything, in order, with a front of one page."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import page as validation
import pikepdf
import pytest
import segno
from PIL import Image

from tests.summary.reading import as_printed, close_up, elements, figures, in_order, pages_of, picture_of, printed, without_feet
from trialhelper.summary.model import Block, Figure, Section, Summary
from trialhelper.summary.pdf import render_pdf

pytestmark = pytest.mark.pdf

Told = Callable[[Summary], list[str]]
PAPERS: tuple[str, ...] = ("letter", "a4")
POINTS = {"letter": (612, 792), "a4": (595.28, 841.89)}


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


def code_of(summary: Summary) -> Figure:
    return next(figure for figure in figures(summary) if figure.kind == "address")


def is_drawn(block: Block) -> bool:
    return block.figure is not None and block.figure.kind != "address"


def tags(pdf: bytes) -> list[tuple[str, str, bool]]:
    """Kind, title, and whether there is anything in it, of every tag in reading order."""

    def filled(tag: Any) -> bool:
        inside = tag.get("/K", [])
        return not isinstance(inside, pikepdf.Array) or len(inside) > 0

    with pikepdf.open(BytesIO(pdf)) as opened:
        return [(str(tag.S), str(tag.get("/T", "")), filled(tag)) for tag in elements(opened)]


def headings(pdf: bytes) -> list[tuple[int, str]]:
    """Level and text of every heading, in reading order."""
    return [(int(kind[2:]), title) for kind, title, _ in tags(pdf) if re.fullmatch(r"/H\d", kind)]


# ---- the file ----


def test_it_passes_pdf_ua_1(any_summary: Summary, paper: str) -> None:
    report = validation.validate_pdf_bytes(printed(any_summary, paper), profile="ua1")
    assert report.is_compliant, "\n".join(f"{failure.rule_id}: {failure.message}" for failure in report.failures)


def test_it_names_its_title_language_and_author(any_summary: Summary) -> None:
    with pikepdf.open(BytesIO(printed(any_summary))) as pdf:
        assert str(pdf.docinfo["/Title"]) == any_summary.title
        assert str(pdf.docinfo["/Author"]) == "trialhelper"
        assert str(pdf.Root.Lang) == any_summary.language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked


def test_the_same_summary_gives_the_same_bytes_and_no_date_of_making(any_summary: Summary) -> None:
    made = render_pdf(any_summary)
    render_pdf(replace(any_summary, title="Something in between"))
    assert render_pdf(any_summary) == made
    with pikepdf.open(BytesIO(made)) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


def test_the_paper_has_its_size_on_every_page(any_summary: Summary, paper: str) -> None:
    with pikepdf.open(BytesIO(printed(any_summary, paper))) as pdf:
        for sheet in pdf.pages:
            assert [float(side) for side in sheet.mediabox] == pytest.approx([0, 0, *POINTS[paper]], abs=0.01)


def test_another_paper_is_refused(small: Summary) -> None:
    with pytest.raises(ValueError, match="letter or a4, not legal"):
        render_pdf(small, "legal")


def test_only_fonts_of_the_wheel_are_used_and_each_is_in_the_file(any_summary: Summary) -> None:
    with pikepdf.open(BytesIO(printed(any_summary))) as pdf:
        described = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        assert described
        for font in described:
            assert re.search("Libertinus|NewCM|DejaVuSansMono", str(font.FontName)), font.FontName
            assert "/FontFile3" in font or "/FontFile2" in font


def test_two_people_can_print_at_once(small: Summary, odd: Summary) -> None:
    summaries = [replace(one, title=f"{one.title} {n}") for n in range(6) for one in (small, odd)]
    alone = [render_pdf(one) for one in summaries]
    with ThreadPoolExecutor(4) as together:
        assert list(together.map(render_pdf, summaries)) == alone


# ---- what it says ----


def test_it_holds_every_text_in_reading_order(any_summary: Summary, paper: str, told: Told) -> None:
    said = without_feet(pages_of(printed(any_summary, paper)), any_summary)
    in_order([as_printed(text) for text in told(any_summary)], said)


def test_every_page_carries_the_running_words_and_its_number(any_summary: Summary, paper: str) -> None:
    pages = pages_of(printed(any_summary, paper))
    assert len(pages) > 1
    without_feet(pages, any_summary)


def test_the_name_line_stands_on_the_front_only(small: Summary) -> None:
    first, *others = pages_of(printed(small))
    assert small.labels["name_line"] in first
    assert not any(small.labels["name_line"] in text for text in others)


def test_headings_are_tagged_in_order_and_skip_no_level(any_summary: Summary) -> None:
    found = headings(printed(any_summary))
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    front, rest = ([section.title.text for section in part] for part in (any_summary.front, any_summary.rest))
    sheet = [any_summary.sheet.title] if any_summary.sheet else []
    assert [close_up(text) for level, text in found if level == 2] == [
        close_up(text) for text in (*front, *sheet, *rest, any_summary.sources_title)
    ]
    below = [section.title.text for section in any_summary.sheet.sections] if any_summary.sheet else []
    first = [text for _, text in found].index(sheet[0]) + 1 if sheet else 0
    assert found[first : first + len(below)] == [(3, text) for text in below]


def test_signs_and_tick_boxes_are_not_read_out_and_numbers_are(small: Summary) -> None:
    found = tags(printed(small))
    blocks = [block for section in small.rest for block in section.blocks]
    steps = [step for block in blocks if block.layout == "numbered" or is_drawn(block) for step in block.sentences]
    points = [point for block in blocks for row in block.rows for cell in row.cells if len(cell) > 1 for point in cell]
    read_out = [filled for kind, _, filled in found if kind == "/Lbl"].count(True)
    assert read_out == len(steps) + len(points) + len(small.sources)


def test_every_mark_with_a_source_leads_to_the_list_and_every_address_is_a_link(small: Summary) -> None:
    with pikepdf.open(BytesIO(printed(small))) as pdf:
        links = [link for sheet in pdf.pages for link in sheet.get("/Annots", []) if link.Subtype == "/Link"]
        inside = [link for link in links if "/Dest" in link]
        outside = {str(link.A.URI) for link in links if "/A" in link}
    written = "".join(pages_of(printed(small))).partition(small.sources_title)[0]
    assert len(inside) == len(re.findall(r"\[\d+\]", written))
    assert outside == {one.url for one in small.sources if one.url} | {code_of(small).url}


def told_of(tag: Any, key: str) -> Any:
    """What one of the lists of attributes of a tag says under a key; None where none does."""
    lists = tag.get("/A", [])
    each = lists if isinstance(lists, pikepdf.Array) else [lists]
    return next((one[key] for one in each if key in one), None)


def test_a_table_is_tagged_with_the_heads_of_its_columns_and_rows_that_begin_with_theirs(small: Summary) -> None:
    table = small.rest[-1].blocks[0]
    with pikepdf.open(BytesIO(printed(small))) as pdf:
        (found,) = (tag for tag in elements(pdf) if tag.S == "/Table")
        inside = elements_below(found)
        heads = [tag for tag in inside if tag.S == "/TH"]
        assert [str(told_of(head, "/Scope")) for head in heads] == ["/Column"] * (1 + len(table.columns))
        names = {str(head.ID): place for place, head in enumerate(heads)}
        rows = [tag for tag in inside if tag.S == "/TR"][1:]
        assert len(rows) == len(table.rows)
        for row in rows:
            cells = [tag for tag in elements_below(row) if tag.S == "/TD"]
            assert [[names[str(head)] for head in told_of(cell, "/Headers")] for cell in cells] == [[0], [1], [2]]


def elements_below(tag: Any) -> list[Any]:
    def walk(inside: Any) -> Iterator[Any]:
        for inner in inside if isinstance(inside, pikepdf.Array) else [inside]:
            if isinstance(inner, pikepdf.Dictionary) and "/S" in inner:
                yield inner
                yield from walk(inner.get("/K", []))

    return list(walk(tag.get("/K", [])))


def test_each_drawing_is_a_figure_with_the_words_that_tell_of_it(any_summary: Summary) -> None:
    with pikepdf.open(BytesIO(printed(any_summary))) as pdf:
        told_so = [str(tag.Alt) for tag in elements(pdf) if tag.S == "/Figure"]
    assert told_so == [figure.alt.text for figure in figures(any_summary)]


def test_the_printed_code_is_that_of_the_address_which_stands_beside_it_as_a_link(small: Summary, paper: str) -> None:
    made, url = printed(small, paper), code_of(small).url
    with pikepdf.open(BytesIO(made)) as pdf:
        (tag,) = (tag for tag in elements(pdf) if tag.S == "/Figure" and str(tag.Alt) == code_of(small).alt.text)
        box = [float(side) for side in told_of(tag, "/BBox")]
        number = next(n for n, sheet in enumerate(pdf.pages, 1) if sheet.obj.objgen == tag.Pg.objgen)
        links = {str(link.A.URI) for link in pdf.pages[number - 1].Annots if "/A" in link}
    assert url in links
    assert url in pages_of(made)[number - 1].replace("\u200b", "").replace("\n", "")
    left, low, right, high = box
    corners = (left, POINTS[paper][1] - high, right, POINTS[paper][1] - low)
    code = picture_of(made, number, resolution=288).crop([round(4 * side) for side in corners])
    expected = [list(map(bool, row)) for row in segno.make(url, error="m", micro=False).matrix_iter(border=4)]
    dots = code.resize((len(expected), len(expected)), Image.Resampling.BOX)
    assert [[dots.getpixel((x, y)) < 128 for x in range(len(expected))] for y in range(len(expected))] == expected


# ---- large print ----


def test_in_large_print_the_fronts_stay_and_all_else_is_set_in_18_points(any_summary: Summary, paper: str) -> None:
    usual, large = printed(any_summary, paper), printed(any_summary, paper, large=True)
    fronts = 2 if any_summary.sheet else 1
    assert [close_up(text.split("\n", 1)[0]) for text in pages_of(large)[:fronts]] == [
        close_up(text.split("\n", 1)[0]) for text in pages_of(usual)[:fronts]
    ]
    assert begins(pages_of(large)[fronts], any_summary.front[0].title.text)
    for number in range(fronts, len(pages_of(large))):
        by_size = letters(large, number)
        foot, small = by_size.pop(12.0), sum(many for size, many in by_size.items() if size < 16)  # numbers of sources
        assert foot
        assert small <= 0.2 * sum(by_size.values())


def test_in_large_print_the_front_is_told_again_and_nothing_is_missing(any_summary: Summary, told: Told) -> None:
    said = without_feet(pages_of(printed(any_summary, large=True)), any_summary)
    in_order([as_printed(text) for text in told(any_summary)], said)
    for section in any_summary.front:
        assert said.count(as_printed(section.title.text)) >= 2


def test_large_print_passes_pdf_ua_1(any_summary: Summary) -> None:
    report = validation.validate_pdf_bytes(printed(any_summary, large=True), profile="ua1")
    assert report.is_compliant, "\n".join(f"{failure.rule_id}: {failure.message}" for failure in report.failures)


# ---- letters ----


def test_letters_that_no_font_has_become_white_squares_and_the_rest_of_the_sentence_stays(odd: Summary) -> None:
    text = "".join(pages_of(printed(odd)))
    assert "A smile □, a family □" in text
    assert "русский текст, žluťoučký kůň, ģħøþ and" in text
    assert "A title with 1□□" in "".join(pages_of(render_pdf(replace(odd, title="A title with 1\ufe0f\u20e3"))))


def test_it_adds_no_words_of_its_own(mute: Summary) -> None:
    drawn = {"i"}  # the sign of a notice: an artifact, not in the tags
    assert set(re.findall(r"[^\W\d_]+", "".join(pages_of(printed(mute))))) <= drawn


# ---- the front ----


def begins(text: str, title: str) -> bool:
    return close_up(text).startswith(close_up(title))


def test_a_full_front_fits_one_page(small: Summary, paper: str) -> None:
    pages = pages_of(printed(small, paper))
    assert begins(pages[0], small.title)
    assert begins(pages[1], small.rest[0].title.text)


def test_a_front_of_sentences_over_two_lines_fits_one_page(small: Summary, paper: str) -> None:
    def longer(section: Section, layout: str) -> Section:
        block = section.blocks[0]
        wide = tuple(
            replace(one, text=f"{one.text} Ask the care team, and look for it in the letter from the last visit to the clinic.")
            for one in block.sentences
        )
        return replace(section, blocks=(Block(layout, wide, tone=block.tone),))  # type: ignore[arg-type]

    conversation, told, still_open, ask = small.front
    full = replace(small, front=(conversation, told, longer(still_open, "bullets"), longer(ask, "numbered")))
    assert begins(pages_of(render_pdf(full, paper))[1], small.rest[0].title.text)


def test_a_front_with_little_to_say_is_not_made_small(small: Summary) -> None:
    little = replace(small, front=(small.front[0],), rest=(), sources=())
    assert 11.5 in sizes(render_pdf(little))


def test_a_full_front_is_made_smaller_but_not_below_9_and_a_half_points(small: Summary, paper: str) -> None:
    found = sizes(render_pdf(replace(small, rest=(), sources=()), paper))
    assert 11.5 not in found
    assert found & {9.5, 10.0, 10.5, 11.0}


def sizes(pdf: bytes) -> set[float]:
    """The sizes of text on the first page, in points."""
    return set(letters(pdf, 0))


def letters(pdf: bytes, number: int) -> Counter[float]:
    """How many letters are painted on a page in each size, in points."""
    found, size = Counter[float](), 0.0
    with pikepdf.open(BytesIO(pdf)) as opened:
        for step in pikepdf.parse_content_stream(opened.pages[number]):
            match str(step.operator):
                case "Tf":
                    size = round(float(step.operands[1]), 2)
                case "Tj":
                    found[size] += len(bytes(step.operands[0])) // 2
                case "TJ":
                    found[size] += sum(len(bytes(part)) // 2 for part in step.operands[0] if isinstance(part, pikepdf.String))
    return found


def test_a_front_that_cannot_fit_flows_on_and_the_rest_still_begins_a_page(long: Summary, paper: str) -> None:
    long = replace(long, front=(*long.front, *long.front), sheet=None)
    pages = pages_of(render_pdf(long, paper))
    assert sum(begins(text, long.rest[0].title.text) for text in pages) == 1
    assert not begins(pages[1], long.rest[0].title.text)


def test_a_summary_without_rest_and_sources_is_one_page(small: Summary, paper: str) -> None:
    assert len(pages_of(render_pdf(replace(small, rest=(), sources=()), paper))) == 1
