"""The picture of a decision says what the tables say: the sign, the word and the line of everything, and how much is left out."""

import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from tests.bases import shipped_rules
from tests.drawings import laid
from trialhelper.answers import answers_of
from trialhelper.engine import assess
from trialhelper.why.drawing import MOST_ANSWERS, MOST_PRODUCTS, Card, Picture, Said, picture, svgs
from trialhelper.why.reasons import reasons
from trialhelper.why.trace import leaves_of
from trialhelper.words import Words, words_in

RULES = shipped_rules()
WORDS = Words()
CASES = [pytest.param(case, id=name) for name, case in RULES.demo_cases.items()]
WORD = {0: "Not met", 1: "Not known", 2: "Met"}
GREY = "#ebebeb"
NUMBER = re.compile(r"\d+")


def drawn_of(case, words=WORDS):
    found = reasons(assess(RULES, answers_of(case, RULES), case.as_of.latest), words)
    return found, picture(found, words)


def more(text):
    return int(NUMBER.findall(text)[0]) if text else 0


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_every_criterion_drawn_has_the_sign_and_the_word_of_the_table_and_is_thick_only_when_it_forces_the_fit(case):
    found, drawn = drawn_of(case)
    shown = [product for product in found.products if product.decides][:MOST_PRODUCTS]
    assert len(drawn.products) == len(shown)
    for product, card in zip(shown, drawn.products, strict=True):
        assert card.title.startswith(product.brand)
        assert len(card.lines) + more(card.more) == len(product.lines)
        for said in card.lines:
            asked = {
                f"{WORD[line.met]}: {line.tree.words}{': must not be so' if line.side == 'rules_out' else ''}": line
                for line in product.lines
            }
            line = asked[said.text]
            assert said.sign == line.met
            assert not said.thick or line.forces
            assert set(said.reads) == {leaf.told.question for leaf in leaves_of(line.tree)}
        if any(line.forces for line in product.lines):  # one that is gone may be so by its status alone
            assert card.lines[0].thick, "what decides is drawn first"


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_the_answers_drawn_are_thick_when_they_decide_and_none_is_lost_without_being_counted(case):
    found, drawn = drawn_of(case)
    told = {(one.said, one.fact): one for one in found.told}
    assert [said.thick for said in drawn.told.lines] == [told[said.text, said.about].decides for said in drawn.told.lines]
    assert drawn.told.lines[0].reads == ("condition",)
    read = {name for card in drawn.products for line in card.lines for name in line.reads}
    wanted = [one for one in found.told if one.decides or one.question in read]
    assert len(drawn.told.lines) + more(drawn.told.more) == len(wanted)
    assert len(drawn.told.lines) <= MOST_ANSWERS
    chosen = RULES.conversations[case.expect]
    assert drawn.end.title == found.title
    assert found.title in {one.title for one in (chosen, *chosen.variants)}


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_the_alternative_tells_everything_that_is_drawn(case):
    _, drawn = drawn_of(case)
    texts = [drawn.end.title, *drawn.heads[::2]]
    for card in (drawn.told, *drawn.products, drawn.seen):
        texts += words_on(card)
    assert [text for text in texts if text not in drawn.alt] == []


def words_on(card):
    return [card.title, *(text for line in card.lines for text in (line.text, line.about or "")), card.more or ""]


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
@pytest.mark.parametrize("case", CASES[::3])
def test_every_word_is_drawn_whole_inside_the_page_and_on_no_other(case, down, language):
    words = words_in(language, RULES.translations)
    _, drawn = drawn_of(case, words)
    seen = laid(lambda: svgs(drawn, language)[down], page=1 + down)
    groups = [drawn.told, *drawn.products, drawn.seen, drawn.end]
    heads = [head for head in drawn.heads if head != drawn.heads[1] or drawn.products]
    more = [drawn.products_more or ""] if drawn.products else []
    assert seen.missing([*heads, *more, *(text for card in groups for text in words_on(card))]) == []
    assert seen.outside() == []
    assert seen.on_each_other() == []


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_a_word_that_is_wider_than_its_box_is_broken_and_the_box_grows(down):
    long = "pneumonoultramicroscopicsilicovolcanoconiosis" * 2
    told = Card("", (Said(long, "and/or" * 20, thick=True),), long, thick=True)
    product = Card(long, (Said(f"Met: {long}", sign=1),), None)
    drawn = Picture(("Told", "Labels", "Talk"), told, (product,), None, Card("Together"), Card(long), "")
    seen = laid(lambda: svgs(drawn, "en")[down], page=1 + down)
    letters = Counter("".join(word.said for word in seen.words))
    assert Counter(long * 4 + "and/or" * 20) - letters == Counter()
    assert seen.outside() == []
    assert seen.on_each_other() == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
@pytest.mark.parametrize("case", CASES[::3])
def test_the_drawing_needs_no_font_asks_nothing_of_outside_and_is_black_on_white(case, down):
    _, drawn = drawn_of(case)
    text = svgs(drawn, "en")[down]
    root = ElementTree.fromstring(text)
    assert not list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert set(re.findall(r'href="(.)', text)) == {"#"}
    assert "url(" not in text
    assert {shape.get(name) for shape in root.iter() for name in ("fill", "stroke")} <= {None, "none", "#000000", "#ffffff", GREY}


def test_each_truth_value_has_a_shape_of_its_own():
    def shape(value):
        product = Card("d", (Said("word", sign=value),))
        return svgs(Picture(("a", "b", "c"), Card(""), (product,), None, Card("e"), Card("f"), ""), "en")

    assert len({shape(value) for value in (0, 1, 2)}) == 3
