"""The plain renderings, text and JSON: they hold every sentence in the order in which it is read, and nothing else."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from trialhelper.summary.jsonable import summary_as_dict
from trialhelper.summary.model import Summary
from trialhelper.summary.text import WIDTH, render_text

Told = Callable[[Summary], list[str]]


def close_up(text: str) -> str:
    """Without blanks, line breaks and bars in front of lines: what is left is in which order what is said."""
    return re.sub(r"\s|^\| ", "", text, flags=re.MULTILINE)


def stands_in_order(texts: list[str], where: str) -> None:
    """Fails with the first text that is not found behind those before it."""
    at = 0
    for text in texts:
        found = where.find(close_up(text), at)
        assert found >= 0, f"not there, or not in its place: {text!r}"
        at = found + len(close_up(text))


# ---- text ----


def test_the_text_holds_every_sentence_and_source_in_reading_order(any_summary: Summary, told: Told) -> None:
    stands_in_order(told(any_summary), close_up(render_text(any_summary)))


def test_the_text_numbers_its_sources_as_its_sentences_do(small: Summary) -> None:
    text = render_text(small)
    assert "What you told lines up with its label so far. [1] [2]\n" in text
    assert "\n[2] Example prescribing information, edition 2\n" in text


def test_no_line_of_the_text_is_wider_than_a_message_unless_one_word_is(any_summary: Summary) -> None:
    for line in render_text(any_summary).splitlines():
        assert line == line.rstrip()
        assert len(line) <= WIDTH or len(line.split()) <= 2, line


def test_no_address_and_no_word_of_the_text_is_cut(long: Summary) -> None:
    lines = render_text(long).splitlines()
    assert all(any(line.strip() == one.url for line in lines) for one in long.sources)
    assert any(long.front[1].blocks[0].pairs[-1].label.text in line for line in lines)


def test_the_text_ends_with_the_running_words(small: Summary) -> None:
    assert render_text(small).endswith("\n".join(small.running) + "\n")


def test_the_text_underlines_its_titles(small: Summary) -> None:
    assert render_text(small).startswith("Summary for your visit\n======================\n")
    assert "\nStill open\n----------\n" in render_text(small)


def test_the_text_of_a_table_keeps_its_options_beside_each_other(small: Summary) -> None:
    text = " ".join(render_text(small).split())
    one, other = (f"{name}: {name} has one side. {name} has another." for name in ("An approved product", "Present care"))
    assert f" Both sides - {one} - {other} " in text


def test_the_text_tells_what_a_drawing_shows_and_where_a_code_leads_but_of_no_code(small: Summary) -> None:
    text = render_text(small)
    assert "\n| Four steps from left to right.\n\n1. Step 1 of the drawing. [1]\n" in text
    assert "square code" not in text
    assert "\nhttps://www.example.org/search?cond=Spinal+muscular+atrophy\n" in text


def test_the_text_adds_no_words_of_its_own(mute: Summary) -> None:
    assert not re.findall(r"[^\W\d_]", render_text(mute))


# ---- JSON ----


def test_the_json_says_what_it_is_and_survives_writing_and_reading(any_summary: Summary) -> None:
    made = summary_as_dict(any_summary)
    assert (made["format"], made["format_version"]) == ("trialhelper-summary", 3)
    assert json.loads(json.dumps(made)) == made


def test_the_json_keeps_ids_claims_and_numbers_of_every_sentence(small: Summary) -> None:
    first = summary_as_dict(small)["front"][0]["blocks"][0]["sentences"][0]
    sentence = small.front[0].blocks[0].sentences[0]
    assert first == {
        "text": sentence.text,
        "id": sentence.id,
        "language": "en",
        "claims": list(sentence.claims),
        "marks": [1],
    }


def test_the_json_holds_every_sentence_in_reading_order(any_summary: Summary) -> None:
    def texts(value: Any) -> Iterator[str]:
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from texts(inner)
        if isinstance(value, dict) and "text" in value:
            yield value["text"]

    assert list(texts(summary_as_dict(any_summary))) == [sentence.text for sentence in any_summary.sentences()]


def test_the_json_holds_the_front_in_the_other_language_and_where_a_code_leads(long: Summary, small: Summary) -> None:
    assert long.sheet
    assert summary_as_dict(long)["sheet"]["title"] == long.sheet.title
    assert summary_as_dict(small)["sheet"] is None
    code = next(block["figure"] for block in summary_as_dict(small)["rest"][-1]["blocks"][::-1] if block["figure"])
    assert code["url"] == "https://www.example.org/search?cond=Spinal+muscular+atrophy"
