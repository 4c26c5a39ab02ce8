"""What was typed, what cannot all be right, and what only a care team told: each is said in the summary, and none is silent."""

import json

import pytest

from tests.bases import TODAY, answers_to, shipped_rules
from trialhelper.engine import assess
from trialhelper.summary import audit, compose, render, render_text, result_of
from trialhelper.words import words_in

RULES = shipped_rules()
WORDS = words_in("en", RULES.translations)
TYPED = 'Odd "Bone" <i>Ill</i> & {you} \\alpha #co'
CLASH = {"who": "you", "condition": "cancer", "cancer_kind": "fl", "prior_lines": "0", "lymphoma_course": "later"}
TEAM = {"who": "you", "condition": "cancer", "cancer_kind": "melanoma", "can_have_nivolumab": "no"}


def composed(said, language="en", view="person"):
    assessment = assess(RULES, answers_to(RULES, said), TODAY, view)
    return assessment, compose(assessment, words_in(language, RULES.translations))


def lines(summary):
    return [block for section in summary.front for block in section.blocks if block.layout == "lines"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_typed_is_printed_as_it_is_with_a_line_for_the_name(language):
    _, summary = composed({"who": "you", "condition": "not_listed", "condition_typed": TYPED}, language)
    said = words_in(language)("told.typed", typed=TYPED)
    assert said in [sentence.text for sentence in summary.sentences()]
    assert [block.sentences[0].id for block in lines(summary)] == ["told.typed_name"]
    assert TYPED in " ".join(render_text(summary).split())
    assert "&lt;i&gt;Ill&lt;/i&gt; &amp; {you}" in render(summary, "html").decode()
    assert render(summary, "pdf").startswith(b"%PDF")
    assert not any(TYPED in words for words in (summary.title, *summary.running))


def test_nothing_is_said_of_typed_words_where_nothing_was_typed_or_the_condition_was_found():
    for said in ({"who": "you", "condition": "not_listed"}, {"who": "you", "condition": "sma", "condition_typed": TYPED}):
        assessment, summary = composed(said)
        assert TYPED not in render_text(summary)
        assert lines(summary) == []
        assert TYPED not in json.dumps(result_of(assessment, WORDS))


def test_an_illness_that_is_not_listed_is_one_that_cannot_be_told_of():
    text = " ".join(render_text(composed({"who": "you", "condition": "not_listed", "condition_typed": TYPED})[1]).split())
    assert "This tool does not know this condition. It cannot tell" in text


@pytest.mark.parametrize("condition", ["no_diagnosis", "not_sure"])
def test_without_a_diagnosis_it_is_said_who_looks_for_one(condition):
    text = " ".join(render_text(composed({"who": "child", "condition": condition})[1]).split())
    for who in ("genetics clinic", "nerve doctor (neurologist)", "eye doctor", "blood doctor (hematologist)", "heart doctor"):
        assert who in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_contradiction_is_a_line_of_the_summary_with_both_answers_named(language):
    _, summary = composed(CLASH, language)
    said = summary.front[1].blocks[1].sentences
    assert [sentence.id for sentence in said] == ["told.contradiction"]
    words = words_in(language, RULES.translations)
    for name in ("prior_lines", "lymphoma_course"):
        assert words.rule(f"question.{name}.short", RULES.questions[name].short).text in said[0].text
    assert said[0].language == language


def test_it_stands_in_the_data_and_changes_nothing_else():
    assessment, summary = composed(CLASH)
    told = json.loads(audit(assessment, summary, WORDS))["audit"]
    assert told["contradictions"] == [{"id": "never-treated-and-came-back", "questions": ["lymphoma_course", "prior_lines"]}]
    assert told["conversation"]["primary"] == assessment.conversation
    assert result_of(assess(RULES, answers_to(RULES, TEAM), TODAY), WORDS)["contradictions"] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_answers_of_a_care_team_are_named_with_where_they_count(language):
    words = words_in(language, RULES.translations)
    short = RULES.questions["can_have_nivolumab"].short
    facts = words.rule("question.can_have_nivolumab.short", short).text
    for view, id in (("person", "told.team_only"), ("care_team", "told.team_counted")):
        assessment, summary = composed(TEAM, language, view)
        assert words(id, facts=facts) in [sentence.text for sentence in summary.sentences()]
        assert result_of(assessment, WORDS)["care_team_only"] == (["can_have_nivolumab"] if view == "person" else [])


def test_an_answer_of_a_care_team_to_what_this_condition_never_asks_is_not_said_to_count():
    _, summary = composed({**TEAM, "condition": "sma"})
    assert "told.team_only" not in {sentence.id for sentence in summary.sentences()}
