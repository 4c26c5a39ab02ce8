"""Rule bases for tests: the shipped one, a small invented one, and the small one with a change laid over it."""

import os
import shutil
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from trialhelper.answers import Answers, read_answer
from trialhelper.rulebase import RuleBase, read_rules

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "rules"
SMALL_BASE = ROOT / "tests" / "small_base"
TODAY = date(2026, 11, 20)
"""The day on which the shipped rules were made; the day that a test asks the rules for, if it names no other."""
CLOCK_DAY = date.fromisoformat(os.environ.get("TRIALHELPER_TEST_DAY", TODAY.isoformat()))
"""What day the form and the commands are told that it is, in every test; TRIALHELPER_TEST_DAY runs the tests on another."""
DAY_WITH_RULES = max(CLOCK_DAY, TODAY)
"""The same, but never before the rules: for tests that walk through what holds only since a product of late was approved."""
SMALL_DAY = date(2024, 6, 1)


@lru_cache(maxsize=1)
def shipped_rules() -> RuleBase:
    return read_rules(RULES)


@lru_cache(maxsize=1)
def small_rules() -> RuleBase:
    return read_rules(SMALL_BASE)


def small_copy(folder: Path) -> Path:
    """A copy of the small base in a folder of the test's own, to be spoiled."""
    return Path(shutil.copytree(SMALL_BASE, folder / "rules"))


def change(rules: Path, file: str, *changes: tuple[str, str]) -> None:
    """Replace words of one file of a copy; each must stand there exactly once."""
    text = (rules / file).read_text()
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        text = text.replace(old, new)
    (rules / file).write_text(text)


def changed_copy(folder: Path, file: str, *changes: tuple[str, str]) -> Path:
    """A copy of the small base with words of one of its files replaced."""
    rules = small_copy(folder)
    change(rules, file, *changes)
    return rules


def answers_to(rules: RuleBase, said: Iterable[tuple[str, object]] | dict[str, object]) -> Answers:
    """Answers as the form reads them."""
    pairs = said.items() if isinstance(said, dict) else said
    return Answers({name: read_answer(rules.questions[name], raw, rules) for name, raw in pairs})
