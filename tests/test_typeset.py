"""What Typst draws and sets: a text is never markup, the same content gives the same file, and it can be made to forget."""

from xml.etree import ElementTree

from tests.drawings import laid
from trialhelper import typeset

HOSTILE = (
    '"quoted" \\n',
    "#panic[no] $x$ *bold* _it_",
    "<script>alert(1)</script>",
    "= Heading @label `code` \\ //",
)


def draw(*texts: str) -> str:
    return typeset.drawing(b"#given.texts.map(text).join(linebreak())", {"language": "en", "texts": texts})


def test_what_looks_like_markup_is_drawn_letter_for_letter():
    seen = laid(lambda: draw(*HOSTILE))
    assert "".join(seen.text.split()) == "".join("".join(HOSTILE).split())


def test_a_drawing_has_no_text_no_script_and_leads_nowhere():
    root = ElementTree.fromstring(draw(*HOSTILE))
    names = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert names <= {"svg", "g", "path", "use", "defs", "symbol"}
    for one in root.iter():
        assert all(value.startswith("#") for name, value in one.attrib.items() if name.endswith("href"))


def test_the_same_content_gives_the_same_drawing_before_and_after_the_compiler_forgot():
    before = draw("Zolgensma")
    typeset.forget()
    assert draw("Zolgensma") == before


def test_every_letter_is_drawn_by_a_glyph_that_is_there_once():
    drawn = draw("aaaa")
    assert drawn.count('<use href="#g0"') == 4
    assert drawn.count("<symbol") == 1


def test_an_image_of_it_can_stand_in_an_attribute_as_it_is():
    assert not set('"<>&#') & set(typeset.as_image(draw(*HOSTILE)))
