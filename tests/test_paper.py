"""The papers say what is there: the floors, the vocabulary, the standards, and every link between them."""

import ast
import re
from collections import defaultdict

import pytest

from tests.bases import ROOT
from tests.test_architecture import FLOORS, MODULES, SRC, names_in, offered, tree_of

DOCS = ROOT / "docs"
FAMILIES = "CCI|DIS|ER|FD|G|HTI|IPC|IPQ|IPR|IPX|L10|MC|NI|PL|PM|PP|PR|QA|QG|QT|RG|ST|UA|WC"
ID = re.compile(rf"(?<![\w.-])(?:{FAMILIES})-(?:[EHP]?\d{{1,2}}(?:\.\d{{1,2}})*)(?![\w-])")
GROUP = re.compile(r"\bq[tg]-\d\d\b")
"""In the rules the groups of questions are written small, as ids are."""
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def rows(page: str, *heads: str) -> list[list[str]]:
    """The rows of every table of a page that has these heads."""
    found, here = [], False
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if tuple(cells) == heads:
            here = True
        elif not cells:
            here = False
        elif here and not set(cells[0]) <= {"-"}:
            found.append(cells)
    return found


# ---- architecture.md ----


def test_the_table_of_floors_is_that_of_the_tests_and_names_every_package():
    told = {package.strip("`"): int(floor) for floor, package, _ in rows("architecture.md", "floor", "package", "is for")}
    assert told == FLOORS
    there = {path.stem for path in (SRC / "trialhelper").glob("*.py")} - {"__init__"}
    there |= {path.parent.name for path in (SRC / "trialhelper").glob("*/__init__.py")}
    assert set(told) == there


def test_the_table_of_folders_names_every_folder_of_the_project():
    told = {name.strip("`") for name, _ in rows("architecture.md", "folder", "holds")}
    assert all((ROOT / name).is_dir() for name in told)
    made = {"build", "dist"}
    there = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.rglob("*.py")) and path.name[0] not in "._"}
    assert there - made <= told


# ---- words.md ----


def places() -> dict[str, list[str]]:
    """By public name the modules that define it; one that is passed on from another module is not defined again."""
    found = defaultdict(list)
    for module, path in MODULES.items():
        own = names_in(tree_of(path)) - imported_in(module)
        for name in offered(module) or ():
            if name in own:
                found[name].append(module.removeprefix("trialhelper."))
    return found


def imported_in(module: str) -> set[str]:
    nodes = (node for node in tree_of(MODULES[module]).body if isinstance(node, ast.Import | ast.ImportFrom))
    return {alias.asname or alias.name for node in nodes for alias in node.names}


def test_no_public_name_means_two_things():
    """A name of several modules stands in words.md with its one meaning, or is given another name."""
    shared = {name.strip("`") for name, _ in rows("words.md", "name", "meaning")}
    several = {name: modules for name, modules in places().items() if len(modules) > 1}
    assert {name: modules for name, modules in several.items() if name not in shared} == {}
    assert shared == set(several), "words.md speaks of a name that one module offers, or none"


def test_every_word_is_explained_once_and_its_name_is_in_the_code():
    told = rows("words.md", "word", "meaning", "in the code")
    words = [word for word, *_ in told]
    assert len(words) == len(set(words))
    for word, _, code in told:
        module, _, name = code.strip("`").rpartition(".")
        assert name in (offered(f"trialhelper.{module}") or ()), f"{word}: {module} does not offer {name}"


# ---- standards.md ----


def cited() -> dict[str, set[str]]:
    """By id the files that cite it."""
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("src/**/*.po"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("bench/*.py")]
    files += [*DOCS.glob("*.md"), *DOCS.glob("decisions/*.md"), *DOCS.glob("tasks/*.md"), *ROOT.glob("*.md")]
    found: dict[str, set[str]] = defaultdict(set)
    for path in files:
        if path.name != "standards.md":
            for id in ID.findall(path.read_text(encoding="utf-8")):
                found[id].add(path.relative_to(ROOT).as_posix())
    for path in ROOT.glob("rules/*.yaml"):
        for id in GROUP.findall(path.read_text(encoding="utf-8")):
            found[id.upper()].add(path.relative_to(ROOT).as_posix())
    return found


def test_every_id_of_a_standard_that_is_cited_is_explained():
    explained = set(ID.findall((DOCS / "standards.md").read_text(encoding="utf-8")))
    assert {id: sorted(files) for id, files in cited().items() if id not in explained} == {}


# ---- links ----

PAPERS = [
    *DOCS.glob("*.md"),
    *DOCS.glob("tasks/*.md"),
    *DOCS.glob("decisions/*.md"),
    *ROOT.glob("*.md"),
    ROOT / "rules/README.md",
]


@pytest.mark.parametrize("page", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_paper_leads_to_a_file_or_to_the_web(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [one for one in targets if not one.startswith(("http://", "https://")) and not (page.parent / one).exists()] == []


def test_every_paper_is_linked_from_readme_or_contributing():
    linked = set()
    for page in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "rules/README.md"):
        path = ROOT / page
        linked |= {(path.parent / one).resolve() for one in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in one}
    wanted = {path.resolve() for path in (*DOCS.glob("*.md"), *DOCS.glob("tasks/*.md"))}
    assert sorted(path.name for path in wanted - linked) == []
