"""The floors of the house: imports go one way, one package draws, nobody opens a socket, every module says what it is for.

(kleene, words, ages, cache, typeset) < rulebase < answers < engine < (check, summary) < (interview, diff, card, authoring, why,
whatif, overtime, export) < clock < (ui, commands, cli, terminal) < app.py. Every module has a floor; one that is not named here
fails.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.bases import ROOT

SRC = ROOT / "src"
FLOORS = {
    **dict.fromkeys(("kleene", "words", "ages", "cache", "typeset"), 0),
    "rulebase": 1,
    "answers": 2,
    "engine": 3,
    **dict.fromkeys(("check", "summary"), 4),
    **dict.fromkeys(("interview", "diff", "card", "authoring", "why", "whatif", "overtime", "export"), 5),
    "clock": 6,  # above all that gets the day as a value
    **dict.fromkeys(("ui", "commands", "cli_rules", "cli", "terminal"), 7),
    "__main__": 8,
}
MOST_LINES = 400
SOCKETS = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "websockets",
    "xmlrpc",
}
PLAIN_ENOUGH = {("urllib.parse", "parse_qs"), ("urllib.parse", "quote"), ("urllib.parse", "urlencode"), ("http", "HTTPStatus")}
"""Names that live beside ones that open sockets, and open none."""
RUNS_OTHER_PROGRAMS = {"subprocess", "multiprocessing", "pickle", "marshal", "shelve", "ctypes"}

MODULES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SRC / "trialhelper").rglob("*.py"))
}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imports_of(tree: ast.Module, module: str, package: bool) -> set[tuple[str, str]]:
    """The modules that a module imports when it runs, with the name taken from each; typing alone does not count."""
    found: set[tuple[str, str]] = set()
    typing_only = {
        id(node)
        for test in ast.walk(tree)
        if isinstance(test, ast.If) and getattr(test.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(test)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: len(module.split(".")) - node.level + package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                found.add((submodule, "") if submodule in MODULES else (base, alias.name))
    return found


NAMES = {name: imports_of(tree_of(path), name, path.name == "__init__.py") for name, path in MODULES.items()}
IMPORTS = {name: {module for module, _ in taken} for name, taken in NAMES.items()}


def floor(module: str) -> int | None:
    parts = module.split(".")
    if parts[0] != "trialhelper" or len(parts) == 1:
        return None
    return FLOORS[parts[1]]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_upward(module):
    here = floor(module)
    if here is not None:
        assert [name for name in IMPORTS[module] if (there := floor(name)) is not None and there > here] == []


def test_no_two_modules_import_each_other_in_a_round():
    """A package counts as its `__init__` alone: to import one module of it, the package is imported first."""
    state: dict[str, str] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert state.get(name) != "open", " > ".join([*trail, name])
        if name in state or name not in MODULES:
            return
        state[name] = "open"
        for other in sorted(IMPORTS[name]):
            if other != name and not name.startswith(f"{other}."):
                visit(other, (*trail, name))
        state[name] = "done"

    for name in MODULES:
        visit(name, ())


@pytest.mark.parametrize("module", MODULES)
def test_only_the_form_knows_streamlit(module):
    drawn = {name for name in IMPORTS[module] if name.split(".")[0] in {"streamlit", "starlette", "tornado"}}
    assert not drawn or module.startswith("trialhelper.ui")


def test_only_the_form_and_the_commands_ask_what_day_it_is():
    asking = {module.split(".")[1] for module, taken in IMPORTS.items() if "trialhelper.clock" in taken}
    assert asking <= {"ui", "commands", "cli", "cli_rules", "terminal"}


@pytest.mark.parametrize("module", MODULES)
def test_nothing_opens_a_socket_or_runs_what_it_reads(module):
    risky = {taken for taken in NAMES[module] if taken[0].split(".")[0] in SOCKETS | RUNS_OTHER_PROGRAMS}
    assert risky - PLAIN_ENOUGH == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_fits_on_a_few_screens_and_says_what_it_is_for(module):
    assert len(MODULES[module].read_text().splitlines()) <= MOST_LINES
    assert ast.get_docstring(tree_of(MODULES[module]))


@cache
def offered(module: str) -> list[str] | None:
    """What stands in `__all__`, or None."""
    for node in tree_of(MODULES[module]).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [str(ast.literal_eval(element)) for element in node.value.elts]  # type: ignore[attr-defined]
    return None


@pytest.mark.parametrize("module", [name for name in MODULES if not name.endswith("__")])
def test_what_a_module_offers_is_there(module):
    listed = offered(module)
    if listed is not None:
        assert set(listed) <= names_in(tree_of(MODULES[module]))
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize("module", MODULES)
def test_what_one_module_takes_from_another_is_offered_there(module):
    for other, name in NAMES[module]:
        if other in MODULES and name:
            assert name in (offered(other) or []), f"{other} does not offer {name}"


def names_in(tree: ast.Module) -> set[str]:
    """Every name that is bound at the top of a module."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ImportFrom | ast.Import):
            found |= {alias.asname or alias.name for alias in node.names}
        if isinstance(node, ast.Assign | ast.AnnAssign):
            found |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return found


def test_app_py_only_opens_the_form():
    script = ROOT / "app.py"
    names = {module for module, _ in imports_of(tree_of(script), "app", package=False)}
    assert {name for name in names if name.startswith("trialhelper") and not name.startswith("trialhelper.ui")} == set()
    assert not {name.split(".")[0] for name in names} & SOCKETS
    assert len(script.read_text().splitlines()) <= 60


def test_the_package_says_that_it_is_typed():
    assert (SRC / "trialhelper" / "py.typed").is_file()
