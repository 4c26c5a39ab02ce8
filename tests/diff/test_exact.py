"""A comparison against the slow and obvious way: assess every answer set with both rule bases, and look."""

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import CONVERSATIONS, WORLD_DAY, World, _question, examples, worlds
from trialhelper.answers import NOT_LISTED, Answer, Answers
from trialhelper.diff import Difference, Given, compare
from trialhelper.diff.comparison import _Between
from trialhelper.diff.seats import heard
from trialhelper.engine import assess
from trialhelper.engine.plan import View, make_plan
from trialhelper.engine.space import diagrams_of
from trialhelper.rulebase import RuleBase

MOST = 1500
_ALL = ("kind", "age", "walks", "test", "stage", "count", "copies", "signs", "liver", "blood", "reason")

Seen = tuple[dict[tuple[str, str], str], tuple[str, tuple[str, ...]]]


def said(rules: RuleBase, name: str, facts: Mapping[str, Any], view: View) -> Seen:
    """The fits and the conversations; an answer that the rules do not know is not told."""
    answers = {"condition": Answer("value", name, name)}
    for question, fact in facts.items():
        known = question in rules.questions and (not isinstance(fact, str) or fact in heard(rules, question))
        if fact is not None and known:
            answers[question] = Answer("value", fact, fact)
    result = assess(rules, Answers(answers), WORLD_DAY, view)
    fits = {(one.plan.therapy.id, one.plan.condition.id): one.fit for one in result.findings}
    return fits, (result.conversation, result.others)


def told_apart(old: tuple[str, tuple[str, ...]], new: tuple[str, tuple[str, ...]]) -> tuple[object, object]:
    return (old[0], new[0]) if old[0] != new[0] else (old, new)


def pairs(old: RuleBase, new: RuleBase, name: str, view: View) -> dict[tuple[object, ...], int]:
    """Every pair of fits, and of conversations, that differ for somebody; with how few answers that takes."""
    plans = [make_plan(rules, rules.top(name).id, WORLD_DAY, view) for rules in (old, new)]
    grid = diagrams_of(plans, dict.fromkeys((*new.questions, *old.questions)))
    told = "kind" if len({plan.condition.kinds_ask for plan in plans}) == 1 else None  # by the name of the condition
    names = [one for one in grid.names if one != told]
    facts = [every for one, every in zip(grid.names, grid.facts, strict=True) if one != told]
    assume(math.prod(map(len, facts)) <= MOST)
    found: dict[tuple[object, ...], int] = {}
    for chosen in itertools.product(*facts):
        answers = dict(zip(names, chosen, strict=True))
        size = sum(fact is not None for fact in chosen)
        before, after = (said(rules, name, answers, view) for rules in (old, new))
        for key in {*before[0], *after[0]}:
            one, two = before[0].get(key), after[0].get(key)
            if key[1] == name and one != two:
                pair = (name, key, one, two) if one and two else (name, key, one is None, two is None)
                found[pair] = min(size, found.get(pair, size))
        if before[1] != after[1]:
            pair = (name, None, *told_apart(before[1], after[1]))
            found[pair] = min(size, found.get(pair, size))
    return found


def listed(differences: Iterator[Difference]) -> dict[tuple[object, ...], int]:
    """The pairs that lines of a comparison name, with how few answers their smallest one has."""
    found: dict[tuple[object, ...], int] = {}
    for one in differences:
        for name in one.conditions:
            here = []
            if one.therapy and one.therapy[1] == name and one.before.fit != one.after.fit:
                fits = (one.before.fit, one.after.fit)
                here.append((name, one.therapy, *(fits if all(fits) else (one.before.fit is None, one.after.fit is None))))
            said = [(side.conversation, side.others) for side in (one.before, one.after)]
            if said[0] != said[1]:
                here.append((name, None, *told_apart(*said)))
            for pair in here:
                found[pair] = min(len(one.told), found.get(pair, len(one.told)))
    return found


def values(told: Given, grid_facts: Mapping[str, tuple[Any, ...]]) -> list[Any]:
    if told.options:
        return list(told.options)
    return [fact for fact in grid_facts[told.question] if fact is not None and told.least <= fact < told.below]


def _files(world: World) -> dict[str, dict[str, Any]]:
    """With all questions, so that files of two worlds can be mixed."""
    start = world.files["questions/all.yaml"]["questions"][:3]
    asked = [*start, *map(_question, _ALL)]
    return {**world.files, "questions/all.yaml": {"topic": "All", "questions": asked}}


@st.composite
def _changed_worlds(draw: st.DrawFn) -> tuple[World, World, str]:
    """Two rule bases that differ in one file, in one question, or in everything."""
    one, other = draw(worlds()), draw(worlds())
    files, others = _files(one), _files(other)
    common = [name for name in files if name in others and name.startswith(("therapies", "conversations"))]
    what = draw(st.sampled_from([*common, "question", "everything"]))
    if what == "everything":
        return World(files), World(others), what
    if what == "question":
        questions = [dict(question) for question in files["questions/all.yaml"]["questions"]]
        changed = draw(st.sampled_from([question for question in questions if question["id"] in ("walks", "test", "stage")]))
        if changed["id"] == "stage" and draw(st.booleans()):
            changed["options"] = [*changed["options"][1:], {"id": "new", "label": "new"}]
        elif draw(st.booleans()):
            changed["answered_by"] = "team"
        else:
            changed["confirms"] = None if changed.get("confirms") else "diagnosis"
        return World(files), World({**files, "questions/all.yaml": {"topic": "All", "questions": questions}}), what
    conditions = {name for name in files if name.startswith("conditions")}
    assume(conditions == {name for name in others if name.startswith("conditions")})
    return World(files), World({**files, what: others[what]}), what


@examples(100)
@given(_changed_worlds(), st.sampled_from(["person", "care_team"]))
def test_every_pair_that_differs_for_somebody_is_listed_with_its_smallest_answer_set(drawn, view):
    old, new = drawn[0].rules, drawn[1].rules
    both = [name for name in old.conditions if name in new.conditions]
    wanted: dict[tuple[object, ...], int] = {}
    for name in both:
        wanted |= pairs(old, new, name, view)
    between = _Between(old, new, WORLD_DAY, view)
    assert listed(line for name in both for line in between.differences(name)) == wanted


@examples(80)
@given(_changed_worlds())
def test_every_line_is_true_for_everybody_it_names(drawn):
    one, other, what = drawn
    old, new = one.rules, other.rules
    for line in compare(old, new, WORLD_DAY).differences:
        for name in line.conditions:
            plans = [make_plan(r, r.top(name).id, WORLD_DAY, line.view) for r in (old, new) if name in r.conditions]
            grid = diagrams_of(plans, dict.fromkeys((*new.questions, *old.questions)))
            every = dict(zip(grid.names, grid.facts, strict=True))
            for chosen in itertools.product(*(values(told, every) for told in line.told)):
                answers = dict(zip([told.question for told in line.told], chosen, strict=True))
                for rules, outcome in ((old, line.before), (new, line.after)):
                    fits, conversation = said(rules, name if name in rules.conditions else _elsewhere(rules), answers, line.view)
                    assert conversation == (outcome.conversation, outcome.others)
                    assert line.therapy is None or fits.get(line.therapy) == outcome.fit
        if what.startswith("therapies"):
            assert line.cause.id == what.removeprefix("therapies/").removesuffix(".yaml") or line.cause.kind == "together"
        if what == "conversations.yaml":
            assert line.cause.kind in ("conversation_row", "trial_reason", "together")
        if what == "question":
            assert line.cause.kind == "question"


def _elsewhere(rules: RuleBase) -> str:
    return "c" if "c" in rules.conditions else NOT_LISTED


@examples(40)
@given(worlds())
def test_a_rule_base_differs_from_itself_for_nobody(world):
    again = World(world.files)
    comparison = compare(world.rules, again.rules, WORLD_DAY)
    assert comparison.differences == ()
    assert comparison.unmoved == ()


@examples(40)
@given(worlds(), st.data())
def test_an_order_of_rows_or_criteria_moves_nobody(world, data):
    files = {name: dict(content) for name, content in world.files.items()}
    table = files["conversations.yaml"]
    if {row["then"] for row in table["rows"]} != set(CONVERSATIONS):
        assume(len(table["rows"]) > 20)  # every situation has a row of its own
    files["conversations.yaml"] = table | {"rows": data.draw(st.permutations(table["rows"]))}
    for name, content in files.items():
        if name.startswith("therapies"):
            for indication in content["indications"]:
                for version in indication["versions"]:
                    version["requires"] = data.draw(st.permutations(version["requires"]))
    assert compare(world.rules, World(files).rules, WORLD_DAY).differences == ()
