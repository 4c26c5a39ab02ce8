"""The engine is a pure function of rules, answers and a date: no clock, no file, no network, no chance, nothing kept."""

import ast
from pathlib import Path

import pytest

from tests.bases import ROOT

ENGINE = sorted((ROOT / "src" / "trialhelper" / "engine").glob("*.py"))
MAY_IMPORT = {"trialhelper", "collections", "dataclasses", "functools", "itertools", "math", "typing"}
FROM_DATETIME = {"date", "timedelta"}
MAY_IMPORT_OF_OURS = (
    "trialhelper.engine",
    "trialhelper.rulebase",
    "trialhelper.answers",
    "trialhelper.ages",
    "trialhelper.kleene",
    "trialhelper.once",
)
NEVER_CALLED = {"open", "print", "input", "eval", "exec", "__import__", "today", "now", "utcnow", "fromtimestamp"}
MAY_CACHE = {"lru_cache", "cache", "cached_property", "once"}


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
                assert not taken & {"answers", "facts", "held", "known"}, node.name
