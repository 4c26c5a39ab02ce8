"""What linking has at hand: every entry by its id with where it stands, and the faults found so far.

A reference into a file that could not itself be read is passed over, so that one fault does not make twenty.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from trialhelper.rulebase.criterion import Model
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.files import VisitGroup
from trialhelper.rulebase.problems import Problem, closest, problem
from trialhelper.rulebase.yaml12 import Path, Source

__all__ = ["Linker"]

_MOST_LOOKED_AT = 50_000
"""Among so many names in all the one that was meant is looked for: to look costs as much as reading the file, and a base in
which nothing fits has a fault a line."""


@dataclass
class Linker:
    """The entries by id with where they stand, and the faults found so far."""

    unread: frozenset[str]
    """The files that are missing or could not be read."""
    problems: list[Problem] = field(default_factory=list)
    entries: dict[type[Model], dict[str, tuple[Source, Any]]] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    conversations: tuple[str, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, VisitGroup] = field(default_factory=dict)
    looked_at: int = 0
    """Among how many names a near one was looked for so far."""

    def ids(self, kind: type[Model]) -> dict[str, tuple[Source, Any]]:
        return self.entries.setdefault(kind, {})

    def fault(self, code: str, source: Source, path: tuple[object, ...], remedy: str = "", /, **details: object) -> None:
        self.problems.append(problem(code, source.file, source.line(path), remedy, **details))

    def once(self, id: str, seen: dict[str, Source], source: Source, path: Path) -> None:
        """A fault when an id was seen before; else it is now."""
        if id in seen:
            self.twice(id, seen[id], source, path)
        seen.setdefault(id, source)

    def twice(self, id: str, first: Source, source: Source, path: Path) -> None:
        self.fault("R102", source, path, "give one of them another id", id=id, first=first.file)

    def refer(self, name: str, wanted: str, known: Collection[str], source: Source, path: Path, home: str) -> bool:
        """True when `name` is one of `known`; otherwise a fault, unless the file that it lives in could not be read.

        `home` is the folder of which each file holds one entry, or `questions`, or the one file that lists them.
        """
        if name in known:
            return True
        if self._may_be_unread(name, home):
            return False
        near = self._closest(name, known)
        cure = f'did you mean "{near}"?' if near else f"add it {'in' if home.endswith('.yaml') else 'under'} rules/{home}"
        self.fault("R104", source, path, cure, kind=wanted, id=name)
        return False

    def _closest(self, name: str, known: Collection[str]) -> str | None:
        self.looked_at += len(known)
        return closest(name, known) if self.looked_at <= _MOST_LOOKED_AT else None

    def _may_be_unread(self, name: str, home: str) -> bool:
        if home == "questions":
            return any(file.startswith("questions/") for file in self.unread)
        return home in self.unread or f"{home}/{name.split('.')[0]}.yaml" in self.unread
