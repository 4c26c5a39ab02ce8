"""The picture of a decision says what the tables say: the sign, the word and the line of everything, and how much is left out."""

import re
from xml.etree import ElementTree

import pytest

from tests.bases import shipped_rules
from trialhelper.answers import answers_of
from trialhelper.engine import assess
from trialhelper.why.drawing import MOST_ANSWERS, MOST_PRODUCTS, picture, svg
from trialhelper.why.reasons import reasons
from trialhelper.why.trace import leaves_of
from trialhelper.words import Words

RULES = shipped_rules()
WORDS = Words()
CASES = [pytest.param(case, id=name) for name, case in RULES.demo_cases.items()]
WORD = {0: "Not met", 1: "Not known", 2: "Met"}
NUMBER = re.compile(r"\d+")


def drawn_of(case):
    found = reasons(assess(RULES, answers_of(case, RULES), case.as_of.latest), WORDS)
    return found, picture(found, WORDS)


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
    told = {f"{one.fact}: {one.said}": one for one in found.told}
    assert [said.thick for said in drawn.told.lines] == [told[said.text].decides for said in drawn.told.lines]
    assert drawn.told.lines[0].reads == ("condition",)
    read = {name for card in drawn.products for line in card.lines for name in line.reads}
    wanted = [one for one in found.told if one.decides or one.question in read]
    assert len(drawn.told.lines) + more(drawn.told.more) == len(wanted)
    assert len(drawn.told.lines) <= MOST_ANSWERS
    assert drawn.end.title == found.title == RULES.conversations[case.expect].title


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_the_alternative_tells_everything_that_is_drawn(case):
    _, drawn = drawn_of(case)
    texts = [drawn.end.title, *drawn.heads[::2]]
    for card in (drawn.told, *drawn.products, drawn.seen):
        texts += [card.title, *(line.text for line in card.lines), card.more or ""]
    assert [text for text in texts if text not in drawn.alt] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_each_truth_value_has_a_shape_of_its_own_and_the_drawing_asks_nothing_of_outside(case, across):
    _, drawn = drawn_of(case)
    text = svg(drawn, across=across)
    tree = ElementTree.fromstring(text)
    signs = [line.sign for card in drawn.products for line in card.lines]
    name = "{http://www.w3.org/2000/svg}"
    assert len(list(tree.iter(f"{name}circle"))) == signs.count(2)
    assert len([one for one in tree.iter(f"{name}rect") if one.get("rx") is None and one.get("width") == "22"]) == signs.count(0)
    assert len([one for one in tree.iter(f"{name}text") if one.text == "?"]) == signs.count(1)
    assert "href" not in text
    assert "url(" not in text
