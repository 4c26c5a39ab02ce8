"""What the answers say of each criterion: every operator, completed ages, and the fit that they add up to."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import TODAY, answers_to, changed_copy, shipped_rules
from tests.engine import by_the_book
from tests.engine.brute_force import told
from tests.strategies import answer_sets, examples, worlds
from trialhelper.ages import read_age
from trialhelper.engine import assess
from trialhelper.engine.assess import talks_of_trials
from trialhelper.engine.evaluate import product_of, truth, verdict
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import cells
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase import read_rules
from trialhelper.rulebase.criterion import Leaf

VIEWS = st.sampled_from(["person", "care_team"])
AGE, GENE = "{ask: age, at_least: 2 years,", "{ask: gene_test, is: yes,"


def met(folder, criterion, instead, **said):
    """What the first criterion of the small base says of some answers, when it is written otherwise."""
    rules = read_rules(changed_copy(folder, "therapies/ambera.yaml", (instead, criterion)))
    result = assess(rules, answers_to(rules, {"condition": "amber", "amber_kind": "red", **said}), TODAY, "care_team")
    finding = next(finding for finding in result.findings if finding.plan.therapy.id == "ambera")
    return finding.judged[1 if instead == AGE else 2].met


AGES = [
    # a criterion, ages at which it holds, ages at which it does not
    ("at_least: 2 years", ["2 years", "24 months", "90"], ["23 months", "1 year 11 months", "0"]),
    ("less_than: 2 years", ["23 months", "1 year 11 months", "0"], ["2 years", "24 months", "3"]),
    ("at_most: 25 years", ["25", "25 years 11 months", "311 months", "8"], ["26", "312 months", "60"]),
    ("more_than: 25 years", ["26", "312 months"], ["25", "25 years 11 months", "311 months"]),
    ("between: [4 years, 5 years]", ["4", "5 years", "5 years 11 months", "71 months"], ["3 years 11 months", "6", "72 months"]),
    ("at_least: 12 months", ["12 months", "1 year"], ["11 months", "51 weeks"]),
    ("at_most: 6 months", ["6 months", "27 weeks"], ["7 months", "1"]),
]


@pytest.mark.parametrize(("criterion", "holds", "not_"), AGES)
def test_ages_are_compared_in_completed_years_and_months(tmp_path, criterion, holds, not_):
    for number, (age, value) in enumerate([*((age, TRUE) for age in holds), *((age, FALSE) for age in not_)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert met(folder, f"{{ask: age, {criterion},", AGE, age=age) == value, age


NUMBERS = [
    ("is: 2", [2], [1, 3, 2.5]),
    ("at_least: 2", [2, 2.5, 9], [1, 0, 1.9]),
    ("more_than: 2", [2.1, 3], [2, 0]),
    ("at_most: 2", [2, 0], [2.1, 3]),
    ("less_than: 2", [1.9, 0], [2, 3]),
    ("between: [2, 4]", [2, 3, 4], [1.9, 4.1]),
]


@pytest.mark.parametrize(("criterion", "holds", "not_"), NUMBERS)
def test_numbers_are_compared_as_they_are(tmp_path, criterion, holds, not_):
    for number, (count, value) in enumerate([*((one, TRUE) for one in holds), *((one, FALSE) for one in not_)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert met(folder, f"{{ask: marker, {criterion},", GENE, marker=count) == value, count


@pytest.mark.parametrize(
    ("criterion", "values"),
    [
        ("is: yes", (TRUE, FALSE)),
        ("is_not: yes", (FALSE, TRUE)),
        ("in: [yes]", (TRUE, FALSE)),
        ("not_in: [yes]", (FALSE, TRUE)),
        ("in: [yes, no]", (TRUE, TRUE)),
        ("not_in: [yes, no]", (FALSE, FALSE)),
    ],
)
def test_choices_are_compared_with_their_options(tmp_path, criterion, values):
    for said, value in zip(("yes", "no"), values, strict=True):
        folder = tmp_path / said
        folder.mkdir()
        assert met(folder, f"{{ask: gene_test, {criterion},", GENE, gene_test=said) == value


@pytest.mark.parametrize("said", [{}, {"gene_test": "not_sure"}])
@pytest.mark.parametrize("operator", ["is: yes", "is_not: yes", "in: [yes, no]", "not_in: [yes, no]"])
def test_what_is_not_known_is_unknown_to_every_operator(tmp_path, operator, said):
    assert met(tmp_path, f"{{ask: gene_test, {operator},", GENE, **said) == UNKNOWN


@examples(40)
@given(worlds(), st.data())
def test_is_not_and_not_in_are_the_mirror_images_of_is_and_in(world, data):
    """Of every leaf in a drawn rule base, over every answer that its question takes."""
    plan = make_plan(world.rules, "c", world.day, "care_team")
    for criterion in (one for indication in plan.indications for one in indication.criteria):
        for node in _leaf_nodes(criterion.node):
            leaf = node.criterion
            mirror = {"is": "is_not", "is_not": "is", "in": "not_in", "not_in": "in"}.get(leaf.operator)
            for fact in cells(plan)[node.question]:
                value = truth(node, {node.question: fact})
                assert (value == UNKNOWN) == (fact is None)
                if mirror and fact is not None:
                    turned = leaf.model_copy(update={_field(leaf.operator): None, _field(mirror): leaf.operand})
                    other = by_the_book.truth(turned, world.rules, {node.question: fact})
                    assert {TRUE: "false", FALSE: "true"}[value] == other


def _field(operator):
    return {"is": "is_", "in": "in_"}.get(operator, operator)


def _leaf_nodes(node):
    return [leaf for part in node.parts for leaf in _leaf_nodes(part)] if node.parts else [node]


@examples(100)
@given(worlds(), VIEWS, st.data())
def test_fits_points_and_conversation_are_as_the_book_says(world, view, data):
    plan = make_plan(world.rules, "c", world.day, "care_team")
    facts = {name: data.draw(st.sampled_from(every), label=name) for name, every in cells(plan).items() if name != "condition"}
    _agrees_with_the_book(world.rules, {"condition": "c", **facts}, world.day, view)


@examples(80)
@given(answer_sets(shipped_rules()), VIEWS, st.sampled_from(sorted(shipped_rules().conditions)))
def test_fits_points_and_conversation_of_the_shipped_rules_are_as_the_book_says(answers, view, condition):
    rules = shipped_rules()
    _agrees_with_the_book(rules, {**answers.facts, "condition": rules.top(condition).id}, TODAY, view)


def _agrees_with_the_book(rules, facts, day, view):
    result = assess(rules, told(facts), day, view)
    asked = rules, facts["condition"], facts, day, view
    found = [(one.plan.therapy.id, one.plan.condition.id, one.fit, product_of(one.marks)) for one in result.findings]
    book = list(by_the_book.products(*asked))
    assert found == [one[:4] for one in book]
    assert [[one.node.criterion for one in finding.postponed] for finding in result.findings] == [one.waits for one in book]
    assert tuple(result.situation) == by_the_book.situation(*asked)
    assert (result.conversation, result.variant, result.others) == by_the_book.conversation(rules, result.situation)
    raised = talks_of_trials(result.conversation, result.others)
    points = {(point.discussed.risk.id, point.therapy.id if point.therapy else None) for point in result.talking_points}
    assert points == by_the_book.points(rules, facts["condition"], facts, day, view, raised)


@examples(40)
@given(worlds(), st.data())
def test_the_trace_of_a_criterion_says_what_its_truth_says(world, data):
    plan = make_plan(world.rules, "c", world.day, "care_team")
    facts = {name: data.draw(st.sampled_from(every), label=name) for name, every in cells(plan).items() if name != "condition"}
    for criterion in (one for indication in plan.indications for one in indication.criteria):
        trace = [verdict(criterion.node, facts)]
        while trace:
            seen = trace.pop()
            assert seen.value == truth(seen.node, facts)
            assert [part.node for part in seen.parts] == list(seen.node.parts)
            trace += seen.parts


def test_twenty_five_years_last_until_the_twenty_sixth_birthday(shipped):
    """Kymriah for B-cell ALL is for people up to 25 years (label)."""
    said = {
        "condition": "cancer",
        "cancer_kind": "b_all",
        "all_course": "no_response",
        "infection_now": "no",
        "inflammation_now": "no",
    }
    fits = {}
    for age in ("25", "25 years 11 months", "26"):
        result = assess(shipped, answers_to(shipped, said | {"age": age}), TODAY)
        here = {(one.plan.therapy.id, one.plan.condition.id): one.fit for one in result.findings}
        fits[age] = here["kymriah", "b-cell-all"]
    assert fits == {"25": "lines_up", "25 years 11 months": "lines_up", "26": "differs"}


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["years", "months"])), min_size=2, max_size=2))
def test_at_least_and_less_than_part_all_ages_between_them(ages):
    for (number, unit), (other, its) in itertools.permutations(ages, 2):
        bound, age = f"{number} {unit}", f"{other} {its}"
        rules = shipped_rules()
        leaf = {"ask": "age", "claim": ["a.b"]}
        at_least, less_than = (
            by_the_book.truth(Leaf.model_validate(leaf | {operator: bound}), rules, {"age": read_age(age).months})
            for operator in ("at_least", "less_than")
        )
        assert {at_least, less_than} == {"true", "false"}
