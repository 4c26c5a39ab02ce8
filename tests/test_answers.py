"""Answers: read with their types, saved and loaded again.

A spoiled file gives up what is whole in it, and nothing that a person typed is ever told on.
"""

import json
import traceback
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import answers_to, shipped_rules, small_rules
from tests.strategies import answer_sets
from trialhelper.answers import (
    CONDITION_TYPED,
    MOST_BYTES,
    Answer,
    AnswerProblem,
    Answers,
    choices,
    load_answers,
    read_answer,
    save_answers,
    typed_of,
)
from trialhelper.words import Words

DAY = date(2026, 11, 20)
SECRET = "hunter2"
"""What a person might have typed, and nothing may repeat."""

READ = [
    # question, what was said, the state, what is saved, what rules compare
    ("who", "child", "value", "child", "child"),
    ("who", "not_sure", "not_sure", "not_sure", None),
    ("condition", "amber", "value", "amber", "amber"),
    ("condition", "not_listed", "value", "not_listed", "not_listed"),
    ("condition", "no_diagnosis", "value", "no_diagnosis", "no_diagnosis"),
    ("condition", "not_sure", "not_sure", "not_sure", None),
    ("asked_for", "bluvera", "value", "bluvera", "bluvera"),
    ("amber_kind", "red", "value", "red", "red"),
    ("hiv_status", "no_test", "value", "no_test", None),
    ("hiv_status", "prefer_not_to_say", "prefer_not_to_say", "prefer_not_to_say", None),
    ("gene_test", "yes", "value", "yes", "yes"),
    ("gene_test", "not_sure", "not_sure", "not_sure", None),
    ("age", " 20 months ", "value", "20 months", 20.0),
    ("age", 14, "value", "14", 168.0),
    ("age", 1.5, "value", "1.5", 18.0),
    ("age", "not_sure", "not_sure", "not_sure", None),
    ("marker", 50, "value", 50, 50.0),
    ("marker", "50", "value", 50, 50.0),
    ("marker", " 2,5 ", "value", 2.5, 2.5),
    ("marker", "not_sure", "not_sure", "not_sure", None),
]

TYPED = [
    # what was typed, what is kept of it: one line, nothing that cannot be seen or that turns the others round
    ("Kabuki syndrome", "Kabuki syndrome"),
    ("  two\n lines\t here ", "two lines here"),
    ("a\x00b\x1b[31mc\u202ed\u200be\ud800", "ab[31mcde"),
    ("not_sure", "not_sure"),
    ("á" * 300, "á" * 200),
    ("<b>{you}</b> & $x$", "<b>{you}</b> & $x$"),
]

REFUSED = [
    ("who", "prefer_not_to_say", "answer.not_an_option"),
    ("who", "", "answer.not_an_option"),
    ("who", SECRET, "answer.not_an_option"),
    ("asked_for", "not_sure", "answer.not_an_option"),
    ("condition", SECRET, "answer.not_an_option"),
    ("gene_test", True, "answer.not_an_option"),
    ("gene_test", None, "answer.not_an_option"),
    ("gene_test", ["yes"], "answer.not_an_option"),
    ("gene_test", {"yes": SECRET}, "answer.not_an_option"),
    ("gene_test", "prefer_not_to_say", "answer.not_an_option"),
    ("age", SECRET, "age.not_read"),
    ("age", "", "age.empty"),
    ("age", "200", "age.too_old"),
    ("age", True, "age.not_read"),
    ("age", None, "age.not_read"),
    ("age", ["14"], "age.not_read"),
    ("age", float("nan"), "age.not_read"),
    ("marker", SECRET, "number.not_read"),
    ("marker", "", "number.empty"),
    ("marker", None, "number.empty"),
    ("marker", True, "number.not_read"),
    ("marker", float("nan"), "number.not_read"),
    ("marker", float("inf"), "number.out_of_range"),
    ("marker", "1001", "number.out_of_range"),
    ("marker", -1, "number.out_of_range"),
    ("marker", [], "number.not_read"),
]


def everything_told(problem: BaseException) -> str:
    """An exception as a log could show it, with all that it says led to it."""
    return " ".join([str(problem), repr(problem), repr(vars(problem)), *traceback.format_exception(problem)])


@pytest.mark.parametrize(("question", "said", "state", "written", "fact"), READ)
def test_an_answer_is_read_as_its_question_takes_it(small, question, said, state, written, fact):
    answer = read_answer(small.questions[question], said, small)
    assert (answer.state, answer.written, answer.fact) == (state, written, fact)


@pytest.mark.parametrize(("typed", "kept"), TYPED)
def test_typed_words_are_kept_as_they_are_seen_and_tell_no_rule_anything(shipped, typed, kept):
    question = shipped.questions[CONDITION_TYPED]
    answer = read_answer(question, typed, shipped)
    assert (answer.state, answer.written, answer.fact) == ("value", kept, None)
    again = load_answers(save_answers(Answers({"condition_typed": answer}), shipped, DAY), shipped).answers
    assert again[CONDITION_TYPED] == answer


@pytest.mark.parametrize("typed", ["", "  ", "\u202e\x00", 7, None, ["a"]])
def test_nothing_that_can_be_seen_is_no_text(shipped, typed):
    with pytest.raises(AnswerProblem) as refusal:
        read_answer(shipped.questions[CONDITION_TYPED], typed, shipped)
    assert Words()(f"error.{refusal.value.code}")


def test_what_was_typed_is_of_a_condition_that_is_not_listed_and_of_no_other(shipped):
    told = {"condition": "not_listed", CONDITION_TYPED: "Kabuki"}
    assert typed_of(answers_to(shipped, told)) == "Kabuki"
    assert typed_of(answers_to(shipped, {**told, "condition": "sma"})) is None
    assert typed_of(answers_to(shipped, {"condition": "not_listed"})) is None


@pytest.mark.parametrize(("question", "said", "code"), REFUSED)
def test_what_is_no_answer_is_refused_with_a_sentence_and_never_repeated(small, question, said, code):
    with pytest.raises(AnswerProblem) as refusal:
        read_answer(small.questions[question], said, small)
    assert (refusal.value.code, refusal.value.question) == (code, question)
    assert SECRET not in everything_told(refusal.value)
    assert Words()(f"error.{code}")


def test_every_listed_choice_can_be_chosen(shipped):
    for question in shipped.questions.values():
        for option in choices(question, shipped):
            assert read_answer(question, option, shipped).written == option


@given(answer_sets(shipped_rules(), least=1))
def test_saving_and_loading_gives_the_same_answers_in_their_order(answers):
    rules = shipped_rules()
    loaded = load_answers(save_answers(answers, rules, DAY), rules)
    assert list(loaded.answers.items()) == list(answers.items())
    assert loaded.notes == ()


def test_no_answers_are_saved_as_no_answers(small):
    with pytest.raises(AnswerProblem, match=r"file\.not_answers"):
        load_answers(save_answers(Answers(), small, DAY), small)


@given(answer_sets(shipped_rules(), least=1))
def test_no_repr_shows_an_answer(answers):
    rules = shipped_rules()
    loaded = load_answers(save_answers(answers, rules, DAY), rules)
    for shown in (repr(answers), str(answers), repr(loaded), f"{answers}"):
        assert not any(f"'{answer.written}'" in shown for answer in answers.values())


def test_the_repr_of_one_answer_does_not_show_it(small):
    assert SECRET not in repr(Answer("value", SECRET, SECRET))


# ---- files ----


def saved(small, **answers):
    return json.loads(save_answers(Answers(), small, DAY)) | {"answers": answers}


def notes(loaded):
    return [(note.code.removeprefix("file."), note.question) for note in loaded.notes]


def test_a_file_says_what_it_is_and_when_it_was_saved(small):
    answers = answers_to(small, {"age": "14 years", "gene_test": "yes"})
    assert json.loads(save_answers(answers, small, DAY)) == {
        "format": "trialhelper-answers",
        "format_version": 1,
        "rules_version": small.version,
        "saved_on": DAY.isoformat(),
        "answers": {"age": "14 years", "gene_test": "yes"},
    }


def test_a_file_of_another_version_is_read_and_said_so(small):
    file = saved(small, age="14") | {"format_version": 2, "rules_version": "0+00000000"}
    loaded = load_answers(json.dumps(file), small)
    assert loaded.answers.facts == {"age": 168.0}
    assert notes(loaded) == [("other_format_version", ""), ("other_rules_version", "")]


def test_unknown_questions_and_wrong_types_are_left_out_and_listed(small):
    file = saved(small, age="14", shoe_size=SECRET, gene_test=[SECRET], marker="many", amber_kind="red", who={"a": 1})
    loaded = load_answers(json.dumps(file), small)
    assert loaded.answers.facts == {"age": 168.0, "amber_kind": "red"}
    assert notes(loaded) == [
        ("unknown_question", "shoe_size"),
        ("unreadable_answer", "gene_test"),
        ("unreadable_answer", "marker"),
        ("unreadable_answer", "who"),
    ]
    assert SECRET not in repr(loaded)


def test_the_name_of_an_unknown_question_is_repeated_only_if_it_can_be_one(small):
    loaded = load_answers(json.dumps(saved(small, **{"age": "14", f"My name is {SECRET}": "x", "A" * 200: 1})), small)
    assert notes(loaded) == [("unknown_question", ""), ("unknown_question", "")]
    assert SECRET not in repr(loaded)


def test_a_plain_object_of_answers_is_read_too(small):
    assert load_answers('{"age": "14", "gene_test": "yes"}', small).answers.facts == {"age": 168.0, "gene_test": "yes"}


def test_a_byte_order_mark_is_passed_over(small):
    assert load_answers(b"\xef\xbb\xbf" + b'{"age": "14"}', small).answers.facts == {"age": 168.0}


REFUSED_FILES = {
    "too large": ("file.too_large", b'{"answers": {"age": "14"}}' + b" " * MOST_BYTES),
    "not UTF-8": ("file.not_text", f'{{"answers": {{"age": "{SECRET}é"}}}}'.encode("latin-1")),
    "two bytes a letter": ("file.not_text", f'{{"answers": {{"age": "{SECRET}"}}}}'.encode("utf-16")),
    "a picture": ("file.not_text", b"\x89PNG\r\n\x1a\n\x00\xff"),
    "empty": ("file.not_answers", b""),
    "white space": ("file.not_answers", b" \n\t "),
    "no object": ("file.not_answers", f'["{SECRET}"]'.encode()),
    "a number": ("file.not_answers", b"14"),
    "null": ("file.not_answers", b"null"),
    "prose": ("file.not_answers", f"I am {SECRET} and 14 years old.".encode()),
    "another format": ("file.not_answers", json.dumps({"format": SECRET, "answers": {"age": "14"}}).encode()),
    "a result": ("file.not_answers", json.dumps({"format": "trialhelper-result", "answers": {"age": "14"}}).encode()),
    "a list of answers": ("file.not_answers", json.dumps({"answers": [SECRET]}).encode()),
    "text for answers": ("file.not_answers", json.dumps({"answers": SECRET}).encode()),
    "no answers": ("file.not_answers", b'{"answers": {}}'),
    "nothing known": ("file.not_answers", json.dumps({SECRET: SECRET}).encode()),
    "huge nesting": ("file.not_answers", b"[" * 60_000),
    "huge nesting of objects": ("file.not_answers", b'{"a":' * 12_000),
}


@pytest.mark.parametrize(("code", "content"), REFUSED_FILES.values(), ids=REFUSED_FILES)
def test_a_file_that_holds_no_answers_is_refused_with_a_sentence(small, code, content):
    with pytest.raises(AnswerProblem) as refusal:
        load_answers(content, small)
    assert refusal.value.code == code
    assert SECRET not in everything_told(refusal.value)
    assert Words()(f"error.{code}")


def test_answers_nested_without_end_are_left_out_and_the_others_read(small):
    content = '{"answers": {"age": "14", "gene_test": ' + "[" * 20_000 + "]" * 20_000 + ', "amber_kind": "red"}}'
    loaded = load_answers(content, small)
    assert loaded.answers.facts == {"age": 168.0, "amber_kind": "red"}
    assert notes(loaded) == [("damaged", "")]


def pairs(answers):
    return {name: f'"{name}": {json.dumps(answer.written)},' for name, answer in answers.items()}


@given(answer_sets(small_rules(), least=1), st.data())
def test_a_file_that_was_cut_off_gives_up_every_whole_answer(answers, data):
    rules = small_rules()
    whole = save_answers(answers, rules, DAY)
    cut = data.draw(st.integers(whole.index('"answers"') + 9, len(whole) - 1))
    ends = {name: whole.index(pair[:-1]) + len(pair) for name, pair in pairs(answers).items()}
    left = [name for name in answers if ends[name] <= cut]
    if not left:
        with pytest.raises(AnswerProblem, match=r"file\.not_answers"):
            load_answers(whole[:cut], rules)
        return
    loaded = load_answers(whole[:cut], rules)
    assert set(left) <= set(loaded.answers)
    assert all(loaded.answers[name] == answers[name] for name in loaded.answers)
    assert ("damaged", "") in notes(loaded)


CRASHES = {
    "an escape that JSON does not know": b'{"answers": {"age": "14", "who": "y\\qou",',
    "a tab inside a text": b'{"answers": {"age": "14", "who": "y\tou",',
    "a number that begins with 0": b'{"answers": {"age": "14", "marker": 007, }',
    "more digits than Python reads": b'{"answers": {"age": "14", "marker": ' + b"9" * 5000 + b"}}",
    "an endless fraction for an age": b'{"answers": {"age": "' + b"9" * 5000 + b'/2", "who": "you"}}',
}


@pytest.mark.parametrize("content", CRASHES.values(), ids=CRASHES)
def test_a_damaged_value_is_left_out_and_the_others_are_read(small, content):
    loaded = load_answers(content, small)
    assert len(loaded.answers) == 1
    assert loaded.notes


def test_half_a_character_is_no_text(small):
    with pytest.raises(AnswerProblem):
        load_answers('{"age": "\ud800"}', small)


def loaded_or_code(content):
    try:
        return load_answers(content, small_rules())
    except AnswerProblem as refusal:
        return refusal.code


QUESTIONS = tuple(small_rules().questions)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["yes", "red", "14"])
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*QUESTIONS, "x"]), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*QUESTIONS, "answers", "format", "format_version", "shoe_size"]), JSON))
def test_whatever_a_file_holds_is_loaded_listed_or_refused(content):
    loaded = loaded_or_code(json.dumps(content))
    if loaded == "file.not_answers":
        return
    named = content.get("answers", {name: value for name, value in content.items() if name in QUESTIONS})
    assert set(named) == set(loaded.answers) | {note.question for note in loaded.notes} - {""}


@given(st.binary(max_size=200) | st.text(alphabet='{}[]":,0123456789aswer ', max_size=80).map(str.encode))
def test_any_bytes_are_loaded_or_refused(content):
    loaded = loaded_or_code(content)
    assert not isinstance(loaded, str) or loaded in ("file.not_text", "file.not_answers")


# ---- changing ----


def test_a_changed_answer_makes_new_answers_and_leaves_the_old(small):
    first = Answers([("age", read_answer(small.questions["age"], "14", small))])
    second = first.plus("age", read_answer(small.questions["age"], "15", small)).minus("who")
    assert (first.facts["age"], second.facts["age"]) == (168.0, 180.0)
    assert dict(second.minus("age")) == {}
    with pytest.raises(TypeError):
        first._by_id["age"] = None
