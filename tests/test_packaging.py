"""What is imported is declared, and what is declared is imported: a plain installation needs nothing of the tests or bench."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.bases import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
STARTED = {
    # what is run and never imported, or reached through another: why
    "pytest-cov": "make coverage",
    "pytest-xdist": "pytest -n",
    "axe-core-python": "its script is read",
    "ruff": "make lint",
    "mypy": "make lint",
    "pandas-stubs": "types for mypy",
    "types-pyyaml": "types for mypy",
    "ruamel-yaml": "what reads the cases that the team scores the product with",
}
OWN = {"trialhelper", "tests", "bench", "docs"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", name, maxsplit=1)[0]).lower()


def declared(*groups: list[str]) -> set[str]:
    return {plain(name) for group in groups for name in group}


def imported(*folders: str) -> set[str]:
    """The distributions that some folders import from, wherever in a file it stands."""
    found: set[str] = set()
    paths = [
        path for folder in folders for path in (sorted((ROOT / folder).rglob("*.py")) if folder != "app.py" else [ROOT / folder])
    ]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    known = packages_distributions()
    return {plain(known[name][0]) for name in found - OWN if name in known}


def test_what_a_plain_installation_brings_is_what_the_program_imports():
    assert imported("src", "app.py") == declared(PROJECT["dependencies"])


def test_what_the_tests_and_the_bench_import_is_declared():
    needed = imported("tests", "docs", "bench") | set(STARTED)
    assert needed - declared(PROJECT["dependencies"], EXTRAS["dev"], EXTRAS["bench"]) == set()
    assert declared(EXTRAS["dev"], EXTRAS["bench"]) - needed == set()


def versions(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_both_locks_hold_what_is_declared_in_the_same_versions():
    to_run, all_of_it = versions("requirements.lock"), versions("requirements-dev.lock")
    assert declared(PROJECT["dependencies"], EXTRAS["clone"]) <= to_run.keys()
    assert declared(PROJECT["dependencies"], *EXTRAS.values()) <= all_of_it.keys()
    assert to_run.items() <= all_of_it.items()
    assert not {"pytest", "playwright", "mypy", "zen-engine"} & to_run.keys()


def test_the_locks_name_no_address_and_every_file_has_its_hash():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = Path(ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        entries = re.split(r"\n(?=[a-z])", text.strip())
        assert all("--hash=sha256:" in entry for entry in entries)


def test_the_version_has_a_dated_entry_in_the_changelog():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", changelog, re.MULTILINE)
    assert newest
    assert newest[1] == PROJECT["version"]
