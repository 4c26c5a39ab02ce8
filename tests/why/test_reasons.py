"""The reasons of a result can be checked by hand: everything follows from the answers and the claims that stand beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, answers_to, shipped_rules
from tests.engine.by_the_book import truth as by_the_book
from tests.strategies import answer_sets, answers_of, examples, worlds
from tests.why import by_hand
from trialhelper import answers as told_answers
from trialhelper.answers import Answers
from trialhelper.engine import assess, because, to_settle
from trialhelper.kleene import NAMES
from trialhelper.summary import compose
from trialhelper.why.reasons import reasons
from trialhelper.why.trace import leaves_of
from trialhelper.words import Words, words_in

RULES = shipped_rules()
WORDS = Words()
CASES = [pytest.param(case, id=name) for name, case in RULES.demo_cases.items()]
TOPS = sorted(name for name, condition in RULES.conditions.items() if not condition.kind_of)


def of_case(case, words=WORDS):
    assessment = assess(RULES, told_answers.answers_of(case, RULES), case.as_of.latest)
    return assessment, reasons(assessment, words)


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_the_fits_and_the_conversation_of_every_invented_person_follow_from_the_trace_alone(case):
    assessment, found = of_case(case)
    by_hand.check(found)
    assert found.conversation == assessment.conversation == case.expect
    assert set(case.fits.items()) <= {(product.id, product.fit) for product in found.products}


@examples(80)
@given(st.sampled_from(TOPS), st.sampled_from(["person", "care_team"]), st.data())
def test_they_follow_from_it_for_any_answers(condition, view, data):
    drawn = data.draw(answer_sets(RULES), label="answers")
    answers = drawn.plus("condition", told_answers.read_answer(RULES.questions["condition"], condition, RULES))
    assessment = assess(RULES, answers, TODAY, view)
    found = reasons(assessment, WORDS)
    by_hand.check(found)
    assert found.conversation == assessment.conversation
    assert {(product.id, product.condition, product.fit) for product in found.products} == {
        (one.plan.therapy.id, RULES.conditions[one.plan.condition.id].name, one.fit) for one in assessment.findings
    }


@examples(40)
@given(answer_sets(RULES))
def test_they_follow_from_it_without_a_condition_or_with_any(answers):
    found = reasons(assess(RULES, answers, TODAY), WORDS)
    by_hand.check(found)


@examples(60)
@given(worlds(), st.sampled_from(["person", "care_team"]), st.data())
def test_they_follow_from_it_in_any_small_world(world, view, data):
    answers = data.draw(answer_sets(world.rules), label="answers")
    condition = told_answers.read_answer(world.rules.questions["condition"], "c", world.rules)
    found = reasons(assess(world.rules, answers.plus("condition", condition), world.day, view), WORDS)
    by_hand.check(found)


@examples(60)
@given(st.sampled_from(TOPS), st.data())
def test_every_leaf_says_what_the_rules_as_written_say_of_the_answer_beside_it(condition, data):
    answers = data.draw(answer_sets(RULES), label="answers")
    answers = answers.plus("condition", told_answers.read_answer(RULES.questions["condition"], condition, RULES))
    assessment = assess(RULES, answers, TODAY)
    found = reasons(assessment, WORDS)
    by_id = {(one.plan.therapy.brand, RULES.conditions[one.plan.condition.id].name): one for one in assessment.findings}
    for product in found.products:
        finding = by_id[product.brand, product.condition]
        for line, judged in zip(product.lines, finding.judged, strict=True):
            written = list(by_the_leaf(judged.criterion.node))
            shown = list(leaves_of(line.tree))
            for leaf, one in zip(written, shown, strict=True):
                assert NAMES[one.truth] == by_the_book(leaf, RULES, assessment.facts)
                assert one.told.question == leaf.ask
                assert one.told.known is (assessment.facts.get(leaf.ask) is not None)
                assert one.cited, "every test names its claim"
                assert {claim.ref for claim in one.cited} <= set(RULES.claims)


def stands_in(line):
    """Whether the sentence says the criterion; of a group that rules out, at the least what it asks beside an age."""
    if line.side == "rules_out" and line.tree.shape == "all":
        asked = [one for one in line.tree.parts if not one.parts and RULES.questions[one.told.question].type != "age"]
        return all(one.words in line.spoken.text for one in asked or [line.tree])
    return line.tree.words in line.spoken.text


def by_the_leaf(node):
    if not node.parts:
        yield node.criterion
    for part in node.parts:
        yield from by_the_leaf(part)


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_the_smallest_deciding_set_is_marked_and_what_would_settle_the_rest_is_named(case):
    assessment, found = of_case(case)
    marked = {one.question for one in found.told if one.decides}
    by_condition = {name for name in assessment.facts if name not in assessment.answers}
    assert marked == {*because(assessment), *by_condition}
    for product in found.products:
        for line in product.lines:
            for leaf in leaves_of(line.tree):
                assert leaf.told.decides is (leaf.told.question in marked)
    settle = to_settle(assessment)
    assert [one.fact for one in found.settles] == [RULES.questions[name].short for name in settle.person]
    assert [brand for brand, _ in found.team_settles] == [RULES.therapies[name].brand for name, _ in settle.care_team]


@examples(40)
@given(st.sampled_from(list(RULES.demo_cases.values())), st.data())
def test_answers_that_are_not_marked_can_be_anything(case, data):
    assessment, found = of_case(case)
    held = {one.question for one in found.told if one.decides}
    others = [question.id for question in assessment.plan.questions if question.id not in held] if assessment.plan else []
    changed = {name: data.draw(answers_of(RULES.questions[name], RULES), label=name) for name in others}
    kept = {name: answer for name, answer in assessment.answers.items() if name in held}
    assert assess(RULES, Answers({**kept, **changed}), case.as_of.latest).conversation == found.conversation


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_criterion_stands_beside_the_sentence_that_the_summary_says_of_it(case, language):
    words = words_in(language, RULES.translations)
    assessment, found = of_case(case, words)
    summary = compose(assessment, words)
    sections = next((section.parts for section in summary.rest if section.id == "therapies"), ())
    said = {(section.title.text, block.heading.text, sentence.text) for section in sections for block in section.blocks
            if block.heading for sentence in block.sentences}  # fmt: skip
    listed = {(block.heading.text, sentence.text) for section in summary.rest if section.id == "therapies"
              for block in section.blocks if block.heading for sentence in block.sentences}  # fmt: skip
    headings = {0: words("therapy.differs"), 1: words("therapy.open"), 2: words("therapy.lines_up")}
    for product in found.products:
        # of a carrier no product is spoken of
        shown = product.reaches not in ("other_kind", "withdrawn") and found.seen.condition == "listed"
        assert (product.spoken is not None) is shown
        if product.spoken and not sections:  # while the kind is open and there are many: a line for each under its kind
            assert (product.condition, product.spoken.text) in listed
        for line in product.lines:
            assert (line.spoken is not None) is (shown and bool(sections))
            if line.spoken and product.spoken:
                assert (product.spoken.text, line.spoken.heading, line.spoken.text) in said
                assert line.spoken.heading == headings[line.met]
                assert stands_in(line)


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_what_decides_comes_first_and_every_status_and_version_has_its_claim(case):
    _, found = of_case(case)
    decides = [product.decides for product in found.products]
    assert decides == sorted(decides, reverse=True)
    for product in found.products:
        assert product.status
        for cited in (*product.status, *product.version_cited):
            document, claim = RULES.claims[cited.ref]
            assert (cited.title, cited.where, cited.plain) == (document.title, claim.where, claim.plain)
            assert cited.dated


@examples(60)
@given(st.sampled_from(TOPS), st.data())
def test_whatever_is_answered_no_criterion_stands_beside_the_sentence_of_another(condition, data):
    answers = data.draw(answer_sets(RULES), label="answers")
    answers = answers.plus("condition", told_answers.read_answer(RULES.questions["condition"], condition, RULES))
    for product in reasons(assess(RULES, answers, TODAY), WORDS).products:
        for line in product.lines:
            assert line.spoken is None or stands_in(line)


def test_the_sentence_of_the_difference_that_cannot_mend_stands_beside_it_although_it_is_said_first():
    """At 1 year Itvisma differs by age, which time mends, and by the gene test, which is in doubt and so comes first."""
    answers = answers_to(RULES, {"who": "child", "condition": "sma", "age": "1 year", "smn1_test": "not_found"})
    (product,) = [one for one in reasons(assess(RULES, answers, TODAY), WORDS).products if one.id == "itvisma"]
    assert [(line.does, line.forces) for line in product.lines] == [("with_time", False), ("doubt", True), ("open", False)]
    for line in product.lines:
        assert stands_in(line)
