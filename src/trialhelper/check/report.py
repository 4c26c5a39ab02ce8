"""What a check finds, and running all of them."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from trialhelper.rulebase.base import RuleBase

__all__ = ["Check", "Remark", "Report", "Severity", "run_checks", "to_paste"]

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a check found: a stable code, what is wrong, and answers that show it, ready for a test."""

    code: str
    severity: Severity
    says: str
    answers: tuple[tuple[str, str | float | None], ...] = ()

    def __str__(self) -> str:
        shown = ", ".join(f"{name}: {fact}" for name, fact in self.answers)
        return f"{self.code}  {self.severity}  {self.says}" + (f"\n    for example {{{shown}}}" if shown else "")


Check = Callable[[RuleBase, date], Iterator[Remark | int]]
"""A check gives its findings, and numbers: how many answer sets it has covered since the last number."""


@dataclass(frozen=True, slots=True)
class Report:
    findings: tuple[Remark, ...]
    answer_sets: int

    def of(self, severity: Severity) -> tuple[Remark, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)


def run_checks(rules: RuleBase, as_of: date, checks: Iterable[Check], done: Callable[[str], None] = lambda name: None) -> Report:
    """Every check over a rule base as it stands on a date; `done` hears the name of each check that has ended."""
    findings: list[Remark] = []
    covered = 0
    for check in checks:
        for found in check(rules, as_of):
            if isinstance(found, int):
                covered += found
            else:
                findings.append(replace(found, answers=to_paste(rules, found.answers)))
        done(check.__module__.rsplit(".", 1)[-1])
    return Report(tuple(findings), covered)


def to_paste(rules: RuleBase, facts: Iterable[tuple[str, str | float | None]]) -> tuple[tuple[str, str | float | None], ...]:
    """Facts as they are written in a test or a demonstration case: ages with their unit, nothing for what is not known."""
    return tuple((name, _written(rules, name, fact)) for name, fact in facts if fact is not None)


def _written(rules: RuleBase, name: str, fact: str | float) -> str | float:
    if isinstance(fact, str):
        return fact
    short = math.ceil(fact * 1000) / 1000  # a bound just above a number is shown as a number that can be typed
    number = int(short) if short.is_integer() else short
    question = rules.questions.get(name)
    return f"{number} months" if question and question.type == "age" else number
