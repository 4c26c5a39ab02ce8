"""The page "Why" can be checked by hand from the page alone: its tables are read as they stand there, and the sums done again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import get_args
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from tests.bases import shipped_rules
from tests.why import by_hand
from trialhelper.answers import answers_of
from trialhelper.rulebase.criterion import Ending
from trialhelper.rulebase.entries import ConditionCell, ProductCell, StudiedCell
from trialhelper.ui import keys
from trialhelper.why.trace import Does
from trialhelper.words import Words

RULES = shipped_rules()
W = Words()
TRUTHS = {W("clinic.why.truth.false"): 0, W("clinic.why.truth.unknown"): 1, W("clinic.why.truth.true"): 2}
METS = {W("clinic.why.met.false"): 0, W("clinic.why.met.unknown"): 1, W("clinic.why.met.true"): 2}
RULED_OUT = ("exclude", "postpone", "not_studied")
SIDES = {
    **{W(f"clinic.why.side.{name}"): name for name in ("kind", "requires")},
    **{W(f"clinic.why.side.{name}"): "rules_out" for name in RULED_OUT},
}
SHAPES = {W(f"clinic.why.shape.{name}"): name for name in ("all", "any", "not")}
TURNS = {W(f"clinic.why.turns.{name}"): name for name in get_args(Ending)}
DOES = {W(f"clinic.why.does.{name}"): name for name in get_args(Does)}
REACHES = {W(f"clinic.why.product.{name}"): name for name in (*get_args(ProductCell), "other_kind")}
STUDIES = {W(f"clinic.why.studies.{name}"): name for name in get_args(StudiedCell)}
CONDITIONS = {W(f"clinic.why.condition.{name}"): name for name in get_args(ConditionCell)}
FITS = {W(f"clinic.why.fit.{name}"): name for name in ("lines_up", "cannot_tell", "differs")}
DECIDES = W("clinic.why.expander_decides", brand="", condition="", reaches="").rpartition(" ")[2]
YES_NO = {W("clinic.why.yes"): True, W("clinic.why.no"): False}


@cache
def page(case: str) -> AppTest:
    """The page as it is drawn for an invented person; looked at, never used."""

    def show() -> None:
        import streamlit as st

        from trialhelper.ui import form, keys
        from trialhelper.ui.clinic import shell, why

        st.session_state[keys.PAGES] = {name: f"https://127.0.0.1/{name}" for name in ("form", "about", "how", *shell.PAGE_NAMES)}
        why.draw(form.current_visit())

    app = AppTest.from_function(show, default_timeout=60)
    if case:
        app.session_state[keys.CASE] = case
        app.session_state[keys.ANSWERS] = answers_of(RULES.demo_cases[case], RULES)
    return app.run()


# ---- reading the page ----


@dataclass
class Cell:
    tag: str
    scope: str | None
    head: str | None
    lines: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


class Reader(HTMLParser):
    """The tables of a page by caption, and every other text, in their order; what is hidden from screen readers is not read."""

    BREAKS = frozenset({"p", "div", "li", "strong", "th", "td", "caption", "h2", "h3"})

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[str, list[list[Cell]]]] = []
        self.texts: list[str] = []
        self.into: list[str] | None = None
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.hidden = known.get("aria-hidden") == "true"
        if tag == "table":
            self.tables.append(("", []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in ("th", "td"):
            cell = Cell(tag, known.get("scope"), known.get("data-head"), [])
            self.tables[-1][1][-1].append(cell)
            self.into = cell.lines
        elif tag == "caption":
            self.into = []
        if tag in self.BREAKS and self.into is not None:
            self.into.append("")
        elif tag in self.BREAKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self.hidden = False
        if tag == "caption" and self.into is not None:
            self.tables[-1] = ("".join(self.into), self.tables[-1][1])
        if tag in ("th", "td", "caption"):
            if self.into is not None:
                self.into[:] = [text for text in map(str.strip, self.into) if text]
            self.into = None
        elif tag in self.BREAKS:
            (self.texts if self.into is None else self.into).append("")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            into = self.texts if self.into is None else self.into
            into[-1:] = [f"{into[-1]}{data}" if into else data]


def read(app: AppTest) -> Reader:
    reader = Reader()
    for element in app.get("html"):
        if not re.match(r"\s*(<style|<div class=\"th-page\")", element.proto.body):
            reader.feed(element.proto.body)
    return reader


def table(reader: Reader, caption: str) -> list[list[Cell]]:
    (rows,) = [rows for name, rows in reader.tables if name == caption]
    return rows[1:]


def products(reader: Reader) -> list[SimpleNamespace]:
    """What the page says of each product, by its own line, with the criteria of its table."""
    tables = {name: rows[1:] for name, rows in reader.tables}
    said = W("clinic.why.reached", brand="(?P<brand>.+?)", condition="(?P<on>.+)", fit="(?P<fit>.+)", reaches="(?P<reaches>.+)")
    pattern = re.compile(re.sub(r" \((?=\(\?P<on>)", r" \\(", said).replace("): (?P<fit>", r"\): (?P<fit>").replace(". ", r"\. "))
    texts = [text.strip() for text in reader.texts if text.strip()]
    found = []
    for place, text in enumerate(texts):
        line = pattern.fullmatch(text)
        if line is None:
            continue
        after = texts[place + 1 :]
        ends = next((at for at, other in enumerate(after) if pattern.fullmatch(other)), len(after))
        gone = re.compile(W("clinic.why.status.withdrawn", day=".+"))
        caption = W("clinic.why.caption.criteria", brand=line["brand"], condition=line["on"])
        found.append(
            SimpleNamespace(
                id=line["brand"],
                fit=FITS[line["fit"]],
                reaches=REACHES[line["reaches"].removesuffix(".")],
                available=not any(gone.fullmatch(other) for other in after[:ends]),
                lines=criteria(tables.get(caption, [])),
            )
        )
    return found


def criteria(rows: list[list[Cell]]) -> list[SimpleNamespace]:
    """The criteria of a table: a part belongs to the number before its last dot."""
    lines, by_number = [], {}
    for label, _, so, met, _, _ in rows:
        number, phrase, side = label.lines
        branch = SimpleNamespace(
            number=number,
            shape=SHAPES.get(phrase, "leaf"),
            parts=[],
            truth=TRUTHS[so.lines[0]],
            turns=next((TURNS[text] for text in so.lines if text in TURNS), "never"),
            confirms=W("clinic.why.confirms") in so.lines,
        )
        by_number[number] = branch
        if "." in number:
            whole = number.rpartition(".")[0]
            assert side == W("clinic.why.part", number=whole)
            by_number[whole].parts.append(branch)
        else:
            value, does, *more = met.lines
            assert more in ([], [W("clinic.why.forces")])
            lines.append(SimpleNamespace(side=SIDES[side], tree=branch, met=METS[value], does=DOES[does], forces=bool(more)))
    return lines


def decision(reader: Reader) -> SimpleNamespace:
    """The four cells that were seen, with what led to them."""
    condition, product, studied, reason = table(reader, W("clinic.why.caption.seen"))
    states = "|".join(map(re.escape, STUDIES))
    line = re.compile(rf".+?: (?P<state>{states})\.(?P<products>.*)")
    kinds = [
        SimpleNamespace(studied=STUDIES[found["state"]], products=found["products"])
        for found in map(line.fullmatch, studied[2].lines)
        if found
    ]
    value = YES_NO[reason[1].text]
    return SimpleNamespace(
        condition=CONDITIONS[condition[1].text],
        product=REACHES[product[1].text],
        studied=STUDIES[studied[1].text],
        studied_in=kinds,
        trial_reason=value,
        reason=SimpleNamespace(parts=[], truth=2 if value else 0),
    )


def table_rows(reader: Reader) -> list[SimpleNamespace]:
    def values(cell: Cell, known: dict[str, object]) -> list[object]:
        if cell.text == W("clinic.why.any"):
            return []
        left = [
            name
            for name in sorted(known, key=len, reverse=True)
            if re.search(rf"(^|, |or ){re.escape(name)}($|,| or )", cell.text)
        ]
        return [known[name] for name in left]

    found = []
    for label, condition, product, studied, reason, then in table(reader, W("clinic.why.caption.rows")):
        beside = then.lines[1:]
        found.append(
            SimpleNamespace(
                number=int(re.findall(r"\d+", label.text)[0]),
                holds=W("clinic.why.this_row") in label.text,
                condition=values(condition, CONDITIONS),
                product=values(product, REACHES),
                studied=values(studied, STUDIES),
                trial_reason=values(reason, YES_NO),
                then_title=then.lines[0],
                beside=beside,
            )
        )
    return found


def on_the_page(app: AppTest) -> SimpleNamespace:
    reader = read(app)
    seen = decision(reader)
    texts = [text.strip() for text in reader.texts if text.strip()]
    result = texts.index(W("clinic.why.title.talk"))
    shown = products(reader)
    labels = [one.label for one in app.expander if one.label.startswith(tuple(f"{product.id} (" for product in shown))]
    for product, label in zip(shown, labels, strict=True):
        assert label.startswith(f"{product.id} (")
        product.decides = label.endswith(DECIDES)
    beside = re.compile(W("clinic.why.beside", topics=".+"))
    return SimpleNamespace(
        title=texts[result + 1],
        beside=[text for text in texts[result + 2 : result + 5] if beside.fullmatch(text)],
        products=shown,
        seen=seen,
        rows=table_rows(reader),
    )


# ---- tests ----


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", sorted(RULES.demo_cases))
def test_the_why_of_every_invented_person_can_be_checked_from_the_page_alone(case: str) -> None:
    app = page(case)
    assert not app.exception
    found = on_the_page(app)
    by_hand.check(found)
    expected = RULES.demo_cases[case]
    chosen = RULES.conversations[expected.expect]
    assert found.title in {one.title for one in (chosen, *chosen.variants)}
    brands = {(RULES.therapies[name].brand, fit) for name, fit in expected.fits.items()}
    assert brands <= {(product.id, product.fit) for product in found.products}


@pytest.mark.parametrize("case", ["sma-toddler-both-copies", "cancer-kind-not-sure", "no-diagnosis", "huntington-2014"])
def test_every_table_has_a_caption_and_heads_with_a_scope_and_says_its_columns_again_on_a_narrow_page(case: str) -> None:
    reader = read(page(case))
    assert reader.tables
    for caption, (heads, *rows) in reader.tables:
        assert caption
        assert [cell.tag for cell in heads] == ["th"] * len(heads)
        assert {cell.scope for cell in heads} == {"col"}
        for first, *cells in rows:
            assert (first.tag, first.scope) == ("th", "row")
            assert [cell.head for cell in cells] == [head.text for head in heads[1:]]


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", sorted(RULES.demo_cases))
def test_every_test_on_an_answer_stands_beside_a_claim_with_its_document_date_and_place(case: str) -> None:
    reader = read(page(case))
    trust = re.compile(r".+ – .+, .+\. .+ Our trust in it: (high|medium|low)\.")
    for caption, (_, *rows) in reader.tables:
        if "each criterion" in caption:
            for label, told, _, _, _, claim in rows:
                if label.lines[1] not in SHAPES:
                    assert told.lines
                    assert claim.lines
                    assert all(trust.fullmatch(text) for text in claim.lines), claim.lines


def test_the_picture_is_there_across_and_down_each_with_the_same_alternative() -> None:
    bodies = "".join(element.proto.body for element in page("sma-toddler-both-copies").get("html"))
    figures = re.findall(
        r'<figure class="th-figure th-decision th-(\w+)">\s*<img src="data:image/svg\+xml,([^"]+)" alt="([^"]+)">', bodies
    )
    assert [name for name, _, _ in figures] == ["across", "down"]
    assert len({alt for _, _, alt in figures}) == 1
    assert figures[0][2].startswith("Drawing of the decision.")
    for _, drawing, _ in figures:
        assert ElementTree.fromstring(unquote(drawing)).tag.endswith("svg")


def test_without_answers_the_page_says_where_to_get_some() -> None:
    app = page("")
    assert not app.exception
    assert W("clinic.nobody") in " ".join(element.proto.body for element in app.get("html"))


def test_with_many_products_those_that_decide_come_first_and_most_stay_closed() -> None:
    app = page("cancer-kind-not-sure")
    labels = [one for one in app.expander if "(" in one.label]
    decides = [one.label.endswith(DECIDES) for one in labels]
    assert len(labels) > 10
    assert decides == sorted(decides, reverse=True)
    assert sum(one.proto.expanded for one in labels) <= 2
