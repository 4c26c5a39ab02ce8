"""The engine is a pure function of rules, answers and a date: no clock, no file, no network, no chance, nothing kept."""

import ast
import gc
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.bases import ROOT, TODAY, shipped_rules
from trialhelper.answers import Answer, Answers
from trialhelper.engine import assess, because, next_question
from trialhelper.engine.dates import tops
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import situations
from trialhelper.whatif.changes import fewest_changes

ENGINE = sorted((ROOT / "src" / "trialhelper" / "engine").glob("*.py"))
MAY_IMPORT = {
    "trialhelper",
    "bisect",
    "calendar",
    "collections",
    "dataclasses",
    "enum",
    "functools",
    "itertools",
    "math",
    "typing",
}
FROM_DATETIME = {"date", "timedelta"}
MAY_IMPORT_OF_OURS = (
    "trialhelper.engine",
    "trialhelper.rulebase",
    "trialhelper.answers",
    "trialhelper.ages",
    "trialhelper.kleene",
    "trialhelper.cache",
)
NEVER_CALLED = {"open", "print", "input", "eval", "exec", "__import__", "today", "now", "utcnow", "fromtimestamp"}
MAY_CACHE = {"lru_cache", "cache", "cached_property", "cached", "cached_at_most"}


def imports_of(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


@pytest.fixture(params=ENGINE, ids=lambda path: path.stem)
def tree(request) -> ast.Module:
    return ast.parse(Path(request.param).read_text())


def test_it_imports_nothing_that_knows_of_the_world(tree):
    for module, name in imports_of(tree):
        if module == "datetime":
            assert name in FROM_DATETIME
        elif module.startswith("trialhelper"):
            assert module.startswith(MAY_IMPORT_OF_OURS), module
        else:
            assert module.split(".")[0] in MAY_IMPORT, module


def test_it_reads_no_clock_and_no_file(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in NEVER_CALLED


def test_nothing_is_kept_between_calls_but_what_the_rules_alone_decide(tree):
    """No `global`, and no cache over answers: what is cached takes rules, a plan, a node or a date."""
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Global | ast.Nonlocal)
        if isinstance(node, ast.FunctionDef):
            decorators = {getattr(getattr(one, "func", one), "id", "") for one in node.decorator_list}
            if decorators & MAY_CACHE:
                taken = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
                assert not taken & {"among", "answers", "fact", "facts", "held", "known", "now"}, node.name


def test_no_exact_answer_stays_in_what_is_worked_out_from_the_rules():
    """An age is kept as the stretch of ages that the rules tell apart, if at all."""
    rules, months = shipped_rules(), 449.25
    for name in tops(rules):
        told = Answers({"condition": Answer("value", name, name), "age": Answer("value", "37", months)})
        next_question(rules, told, TODAY)
        because(assess(rules, told, TODAY))
        fewest_changes(assess(rules, told, TODAY))
        plan = make_plan(rules, name, TODAY)
        situations(plan, told.facts)
    assert all(kept != months for kept in reached_from(rules))


def reached_from(*things: object) -> Iterator[object]:
    """Everything that something refers to, the modules of its functions aside."""
    seen: set[int] = set()
    waiting = list(things)
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, ModuleType | type) or (isinstance(thing, dict) and "__builtins__" in thing):
            continue
        seen.add(id(thing))
        yield thing
        waiting += gc.get_referents(thing)
