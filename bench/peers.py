"""The same criteria in the languages of three other engines, each in the form that serves it best.

A test is a criterion of an indication, or of a talking point; the trees of the plan are written out again, none by hand. Tests
that say the same are given to a peer once, as an author of its rules would (our own engine goes through all of them).

zen-engine    One decision graph: input, one expression node with a key for every test, output. It comes from a static loader,
              which compiles it once; `create_decision` would do so again on every call, and take some 100 us more.
rule-engine   One rule, the list of all tests: one walk is quicker than a rule for each.
fhirpathpy    One compiled expression a test: an answer is a collection, so that several would flow into one.

`guarded` forms are three-valued by hand (`x == null ? null : ...`, and Kleene's tables in every group): what an author has to
write in an engine that takes a missing value for a value. FHIRPath needs none, its own logic is Kleene's.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import fhirpathpy
import rule_engine  # type: ignore[import-untyped]
import zen

from trialhelper.engine.evaluate import Facts
from trialhelper.engine.plan import Node, Plan
from trialhelper.kleene import FALSE, TRUE, UNKNOWN

__all__ = [
    "SINGLE",
    "Context",
    "Evaluate",
    "facts_for_peers",
    "fhirpath",
    "rule_list",
    "tests_of",
    "written",
    "zen_array",
    "zen_graph",
]

Context = dict[str, str | float | None]
Evaluate = Callable[[Context], Any]
MISSING = rule_engine.Context(default_value=None)


def tests_of(plan: Plan) -> list[Node]:
    """Every test of a plan, those that say the same once."""
    written_once: dict[str, Node] = {}
    for indication in plan.indications:
        for criterion in indication.criteria:
            written_once.setdefault(written(criterion.node, "zen"), criterion.node)
    points = [point for indication in plan.indications for point in indication.discuss]
    for point in (*points, *plan.trial_points):
        if point.node:
            written_once.setdefault(written(point.node, "zen"), point.node)
    written_once.setdefault(written(plan.trial_reason, "zen"), plan.trial_reason)
    return list(written_once.values())


def facts_for_peers(facts: Facts, plan: Plan) -> Context:
    """The facts under names that are identifiers everywhere.

    What is missing stands there as null: rule-engine is seven times as slow where it has to find out that a name is not there.
    """
    return {_name(question.id): facts.get(question.id) for question in plan.questions}


def _name(question: str) -> str:
    return question.replace("-", "_")


# ---- one test as text ----


def written(node: Node, language: str, *, guarded: bool = False) -> str:
    """A test in the language of a peer: "zen", "rule" (rule-engine) or "fhirpath"."""
    parts = [written(part, language, guarded=guarded) for part in node.parts]
    if node.shape in ("all", "any"):
        return _group(parts, node.shape, guarded)
    if node.shape == "not":
        if language == "fhirpath":
            return f"{parts[0]}.not()"
        return f"({parts[0]} == null ? null : not ({parts[0]}))" if guarded else f"(not ({parts[0]}))"
    name = _name(node.question)
    if node.shape == "known":
        if language == "fhirpath":
            return f"({name}.exists())" if node.known else f"({name}.empty())"
        return f"({name} {'!=' if node.known else '=='} null)"
    test = _options(node, language) if node.shape == "options" else _interval(node)
    return f"({name} == null ? null : {test})" if guarded else f"({test})"


def _group(parts: Sequence[str], shape: str, guarded: bool) -> str:
    if not guarded:
        return "(" + (" and " if shape == "all" else " or ").join(parts) + ")"
    decides = "false" if shape == "all" else "true"
    decided = " or ".join(f"{part} == {decides}" for part in parts)
    is_open = " or ".join(f"{part} == null" for part in parts)
    return f"(({decided}) ? {decides} : (({is_open}) ? null : {'true' if shape == 'all' else 'false'}))"


def _options(node: Node, language: str) -> str:
    name, taken = _name(node.question), [option for option, value in (node.truth or {}).items() if value == TRUE]
    equals = "=" if language == "fhirpath" else "=="
    if len(taken) == 1 or language == "fhirpath":
        return " or ".join(f"{name} {equals} '{option}'" for option in taken) or "false"
    return f"{name} in [{', '.join(repr(option) for option in taken)}]"


def _interval(node: Node) -> str:
    """The half-open interval; a bound that is one step of a float past a number is written as "up to that number"."""
    bounds = []
    if node.least > -math.inf:
        bounds.append((">=", node.least))
    if node.below < math.inf:
        rounded = round(node.below, 6)
        bounds.append(("<", node.below) if rounded == node.below else ("<=", rounded))
    return " and ".join(f"{_name(node.question)} {operator} {bound:g}" for operator, bound in bounds)


# ---- all tests of a plan, compiled ----


def zen_graph(tests: Sequence[Node], *, trace: bool, guarded: bool = False) -> Evaluate:
    """A decision graph, compiled once."""
    expressions = [
        {"id": f"t{place}", "key": f"t{place}", "value": written(test, "zen", guarded=guarded)}
        for place, test in enumerate(tests)
    ]
    criteria = {
        "expressions": expressions,
        "passThrough": False,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }
    graph = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "answers", "position": {"x": 0, "y": 0}},
            {"id": "all", "type": "expressionNode", "name": "criteria", "position": {"x": 1, "y": 0}, "content": criteria},
            {"id": "out", "type": "outputNode", "name": "truth", "position": {"x": 2, "y": 0}},
        ],
        "edges": [
            {"id": "first", "sourceId": "in", "targetId": "all", "type": "edge"},
            {"id": "second", "sourceId": "all", "targetId": "out", "type": "edge"},
        ],
    }
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"criteria": graph}}})
    if trace:
        return lambda facts: engine.evaluate("criteria", facts, {"trace": True})
    return lambda facts: engine.evaluate("criteria", facts)


def zen_array(tests: Sequence[Node], *, guarded: bool = False) -> Evaluate:
    """No graph and no trace: one compiled expression, the array of all tests."""
    text = ", ".join(written(test, "zen", guarded=guarded) for test in tests)
    return zen.compile_expression(f"[{text}]").evaluate


def rule_list(tests: Sequence[Node], *, guarded: bool = False) -> Evaluate:
    text = ", ".join(written(test, "rule", guarded=guarded) for test in tests)
    return rule_engine.Rule(f"[{text}]", context=MISSING).evaluate


def fhirpath(tests: Sequence[Node]) -> Evaluate:
    compiled = [fhirpathpy.compile(written(test, "fhirpath")) for test in tests]
    return lambda facts: [evaluate(facts) for evaluate in compiled]


# ---- one test by itself, and its answer as one of ours ----


def _truth(value: object) -> int:
    if isinstance(value, list):
        value = value[0] if value else None
    return UNKNOWN if value is None else TRUE if value is True else FALSE


def _zen_one(test: Node, *, guarded: bool = False) -> Evaluate:
    evaluate = zen.compile_expression(written(test, "zen", guarded=guarded)).evaluate
    return lambda facts: _truth(evaluate(facts))


def _rule_one(test: Node, *, guarded: bool = False) -> Evaluate:
    evaluate = rule_engine.Rule(written(test, "rule", guarded=guarded), context=MISSING).evaluate
    return lambda facts: _truth(evaluate(facts))


def _fhirpath_one(test: Node) -> Evaluate:
    evaluate = fhirpathpy.compile(written(test, "fhirpath"))
    return lambda facts: _truth(evaluate(facts))


SINGLE: Final[Mapping[str, Callable[[Node], Evaluate]]] = {
    "zen-engine": _zen_one,
    "zen-engine, guarded by hand": lambda test: _zen_one(test, guarded=True),
    "rule-engine": _rule_one,
    "rule-engine, guarded by hand": lambda test: _rule_one(test, guarded=True),
    "fhirpathpy": _fhirpath_one,
}
