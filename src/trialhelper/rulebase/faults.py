"""What the models refuse, turned into faults with a line, plain words and a likely cure.

Knows pydantic's kinds of error; nothing else in the project does.
"""

import re
from typing import Any, Final

from pydantic import ValidationError

from trialhelper.rulebase import criterion, entries
from trialhelper.rulebase.criterion import Model
from trialhelper.rulebase.problems import Problem, closest, problem
from trialhelper.rulebase.yaml12 import Path, Source

__all__ = ["KEYS", "as_problems"]

_TAGS: Final = frozenset({"leaf", "all", "any", "not"})
_SURPRISE: Final = re.compile(r"(?:yes|no|on|off|y|n|[-+]?\d[\d_]*_[\d_]*|0o?[0-7]+|\d+:\d\d)", re.IGNORECASE)
_WANTED: Final = {"bool": "a truth value", "int": "a whole number", "float": "a number", "string": "text"}
_CURE: Final = {
    "bool": "write true or false",
    "int": "write digits only, such as 1000",
    "float": "write digits only, such as 1.5",
    "string": 'put it in quotes, such as "1"',
}


def _known_keys() -> frozenset[str]:
    models = [
        thing
        for module in (criterion, entries)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Model)
    ]
    return frozenset(field.alias or name for model in models for name, field in model.model_fields.items())


KEYS: Final = _known_keys()
"""Every key that may stand in some rule file."""


def as_problems(fault: ValidationError, source: Source) -> list[Problem]:
    """One fault for each place; of several complaints about one place the first is told."""
    told: dict[Path, Problem] = {}
    for error in fault.errors():
        path = _path(error["loc"], source)
        told.setdefault(path, _as_problem(dict(error), path, source))
    return list(told.values())


def _path(loc: tuple[int | str, ...], source: Source) -> Path:
    """The place in the file: the models' own steps (which shape of criterion, which part of a union) taken out."""
    path: Path = ()
    for index, step in enumerate(loc):
        if (*path, step) in source.lines or index == len(loc) - 1:
            if step in _TAGS and (*path, step) not in source.lines:
                continue
            path = (*path, step)
    return path


def _as_problem(error: dict[str, Any], path: Path, source: Source) -> Problem:
    kind, value = error["type"], error["input"]
    file, line = source.file, source.line(path)
    if kind == "extra_forbidden":
        key = str(path[-1])
        near = closest(key, KEYS)
        return problem("R003", file, line, f'did you mean "{near}"?' if near else "see rules/README.md for the keys", key=key)
    if kind == "missing":
        return problem("R004", file, line, "every key of an entry is listed in rules/README.md", key=path[-1])
    wanted = next((name for name in _WANTED if kind.startswith(name)), None)
    if wanted and isinstance(value, str) and _SURPRISE.fullmatch(value):
        return problem("R009", file, line, _CURE[wanted], value=value, wanted=_WANTED[wanted])
    if kind == "literal_error":
        return _not_in_list(error, path, source)
    return problem("R005", file, line, _cure(kind, wanted), detail=_detail(error, path, wanted))


def _not_in_list(error: dict[str, Any], path: Path, source: Source) -> Problem:
    listed = re.findall(r"'([^']+)'", error["ctx"]["expected"])
    value = str(error["input"])
    near = closest(value, listed)
    cure = f'did you mean "{near}"?' if near else f"write one of {', '.join(listed)}"
    return problem("R005", source.file, source.line(path), cure, detail=f'"{value}" cannot stand as {_name(path)}')


def _cure(kind: str, wanted: str | None) -> str:
    if kind == "string_pattern_mismatch":
        return "an id is small letters, digits, - and _; a claim is named document-id.claim-id"
    return _CURE.get(wanted or "", "see rules/README.md")


def _detail(error: dict[str, Any], path: Path, wanted: str | None) -> str:
    kind, value = error["type"], error["input"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "string_pattern_mismatch":
        return f'"{value}" is not an id that can stand as {_name(path)}'
    if kind in {"too_short", "string_too_short"}:
        return f"{_name(path)} is empty"
    if value is None:
        return f"{_name(path)} has no value"
    if wanted:
        return f"{_name(path)} takes {_WANTED[wanted]}"
    return f"{_name(path)}: {error['msg'][0].lower()}{error['msg'][1:]}"


def _name(path: Path) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    return f'"{keys[-1]}"' if keys else "this file"
