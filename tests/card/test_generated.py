"""The pages that `make docs` builds are the same each time, letter for letter, and every link in them leads somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bases import ROOT, RULES


def built(folder: Path, seed: str) -> dict[str, str]:
    """The pages by their names, built as `make docs` does, in a process with hashes of its own."""
    command = [sys.executable, "-m", "trialhelper", "card", "--rules", str(RULES), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return built(tmp_path_factory.mktemp("docs"), "1")


def test_the_pages_are_built_the_same_each_time(pages, tmp_path):
    assert built(tmp_path, "2") == pages


def test_every_link_of_the_pages_that_are_built_leads_somewhere(pages):
    """They lie two folders deep, as in build/docs."""
    for name, text in pages.items():
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            path = Path(os.path.normpath(ROOT / "build" / "docs" / Path(name).parent / target))
            inside = path.is_relative_to(ROOT / "build" / "docs")
            there = path.relative_to(ROOT / "build" / "docs").as_posix() in pages if inside else path.is_file()
            assert there, f"{name}: {target}"
