"""What the models refuse, turned into faults with a line, plain words and a likely cure.

Knows pydantic's kinds of error; nothing else in the project does.
"""

import re
from typing import Any, Final

from pydantic import ValidationError

from trialhelper.rulebase import criterion, entries
from trialhelper.rulebase.criterion import OPERATORS, Model
from trialhelper.rulebase.problems import Problem, closest, problem
from trialhelper.rulebase.yaml12 import Path, Source

__all__ = ["as_problems"]

_GROUPS: Final = ("all", "any", "not")
_SURPRISE: Final = re.compile(r"(?:yes|no|on|off|y|n|[-+]?\d[\d_]*_[\d_]*|0o?[0-7]+|\d+:\d\d)", re.IGNORECASE)
_WANTED: Final = {
    "bool": ("a truth value", "write true or false"),
    "int": ("a whole number", "write digits only, such as 1000"),
    "float": ("a number", "write digits only, such as 1.5"),
    "string": ("text", 'put it in quotes, such as "1"'),
    "tuple": ("a list", "write it in brackets, such as [one, two]"),
    "dict": ("keys and values", "write them in braces, such as {key: value}"),
    "model": ("keys and values", "write them in braces, such as {ask: age, at_least: 4 years}"),
}
_SEE: Final = "see rules/README.md"


def _grammar() -> tuple[tuple[str, ...], ...]:
    models = [
        thing
        for module in (criterion, entries)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Model)
    ]
    return tuple(tuple(field.alias or name for name, field in model.model_fields.items()) for model in models)


_GRAMMAR: Final = _grammar()
"""For every kind of entry and part of one, the keys that it takes."""


def as_problems(fault: ValidationError, source: Source) -> list[Problem]:
    """One fault for each place; of several complaints about one place the first is told."""
    told: dict[tuple[object, ...], Problem] = {}
    for error in fault.errors():
        if error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]:
            continue  # a list whose parts could not be read: they are told, the list is long enough
        path = _path(error["loc"], source)
        place = (path, error["loc"][-1]) if error["type"] == "missing" else path
        told.setdefault(place, _as_problem(dict(error), path, source))
    return list(told.values())


def _path(loc: tuple[int | str, ...], source: Source) -> Path:
    """The place in the file: the models' own steps (which shape of criterion, which part of a union) taken out."""
    path: Path = ()
    for step, after in zip(loc, (*loc[1:], None), strict=True):
        is_shape = step in _GROUPS and (*path, after) in source.lines and (*path, step, after) not in source.lines
        if (*path, step) in source.lines and not is_shape:
            path = (*path, step)
    return path


def _as_problem(error: dict[str, Any], path: Path, source: Source) -> Problem:
    kind, value = error["type"], error["input"]
    file, line = source.file, source.line(path)
    if kind == "extra_forbidden":
        return problem("R003", file, line, _what_can_stand(path, source), key=path[-1])
    if kind == "missing" and isinstance(error["loc"][-1], str):
        return problem("R004", file, line, f"{_SEE} for the keys of an entry", key=error["loc"][-1])
    wanted = next((name for name in _WANTED if kind.startswith(name)), None)
    if wanted and isinstance(value, str) and _SURPRISE.fullmatch(value) and wanted in ("bool", "int", "float"):
        says, cure = _WANTED[wanted]
        return problem("R009", file, line, cure, value=value, wanted=says)
    if isinstance(value, str) and re.fullmatch(r"\s*<[^<>]*>\s*", value):
        detail = f"{_name(path)} is a place of a template that is not filled: {value}"
        return problem("R005", file, line, "write what belongs there, or take the key away", detail=detail)
    if value is None:
        return problem("R005", file, line, "write the value, or take the key away", detail=f"{_name(path)} has no value")
    if kind == "literal_error":
        return _not_in_list(error, path, source)
    detail, cure = _told(error, path, wanted)
    return problem("R005", file, line, cure, detail=detail)


def _what_can_stand(path: Path, source: Source) -> str:
    """The cure for a key that cannot stand where it does, by the keys beside it."""
    key, beside = str(path[-1]), set(source.at(path[:-1]))
    group = next((name for name in _GROUPS if name in beside), None)
    if group:
        return f'"{group}" stands alone; put the other criterion inside it'
    keys = max(_GRAMMAR, key=lambda keys: (len(beside.intersection(keys)), -len(keys)))
    near = closest(key, keys)
    return f'did you mean "{near}"?' if near else f"here may stand {', '.join(keys)}"


def _not_in_list(error: dict[str, Any], path: Path, source: Source) -> Problem:
    listed = re.findall(r"'([^']+)'", error["ctx"]["expected"])
    value = str(error["input"])
    near = closest(value, listed)
    cure = f'did you mean "{near}"?' if near else f"write one of {', '.join(listed)}"
    return problem("R005", source.file, source.line(path), cure, detail=f'"{value}" cannot stand as {_name(path)}')


def _told(error: dict[str, Any], path: Path, wanted: str | None) -> tuple[str, str]:
    """What is wrong with a value, and the cure."""
    kind, value, name = error["type"], error["input"], _name(path)
    if kind == "value_error":
        return str(error["ctx"]["error"]), _SEE
    if kind == "string_pattern_mismatch":
        cure = "an id is small letters, digits, - and _; a claim is named document-id.claim-id"
        return f'"{value}" is not an id that can stand as {name}', cure
    if kind == "string_too_long":
        return f"{name} is longer than {error['ctx']['max_length']} letters", "shorten it"
    wanted_length = error.get("ctx", {}).get("min_length") if kind == "too_short" else error.get("ctx", {}).get("max_length")
    if kind in {"too_short", "too_long"} and value and wanted_length and wanted_length != 2:
        return f"{name} has {len(value)} parts, not {wanted_length}", f"write {wanted_length} of them"
    if kind in {"too_short", "string_too_short"}:
        return f"{name} is empty", "write what belongs there, or take the key away"
    if kind in {"missing", "too_long"}:
        return f"{name} takes two values", "write the lower and the higher, such as [4 years, 8 years]"
    if isinstance(value, list | dict) and wanted in {"string", "int", "float", "bool"}:
        return f"{name} takes one value", "several values go with in or not_in" if path[-1] in OPERATORS else "write one"
    if isinstance(value, bool) and wanted == "string":
        return f"{name} takes text", "a yes_no question is answered yes or no"
    if wanted:
        says, cure = _WANTED[wanted]
        return f"{name} takes {says}", cure
    return f"{name}: {error['msg'][0].lower()}{error['msg'][1:]}", _SEE


def _name(path: Path) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    return f'"{keys[-1]}"' if keys else "this file"
