"""What may stand in a rule file: every kind of file, the parts of it, their keys, and the closed lists of values.

Everything is read off the models of `rulebase`, so that the schemas, the reference and the templates can say nothing else.
What a key means comes from the docstring below it in its model; where it has none, from `keys.yaml` beside this module,
which also says what the values of the closed lists mean. `unexplained` names what neither explains.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from trialhelper.rulebase.criterion import All, Any_, Leaf, Model, Not
from trialhelper.rulebase.reading import FOLDERS, OPTIONAL_FILES, SINGLE_FILES
from trialhelper.rulebase.yaml12 import read_yaml

__all__ = [
    "CRITERIA",
    "FILE_KINDS",
    "SHAPES",
    "ClosedList",
    "FileKind",
    "Key",
    "closed_lists",
    "everything",
    "keys_of",
    "meaning",
    "parts_of",
    "shape_of",
    "unexplained",
]

SHAPES: Final[dict[str, type[Model]]] = {"all": All, "any": Any_, "not": Not}
"""The criteria that are made of criteria, by the key that they hold; every other is a leaf."""
CRITERIA: Final[tuple[type[Model], ...]] = (Leaf, *SHAPES.values())


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the folder that holds such files, or the one file that there is; and what stands in it."""

    name: str
    place: str
    """Below `rules/`: `therapies/*.yaml`, `glossary.yaml`."""
    model: type[Model]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a part of a file."""

    name: str
    field: str
    """The name that the model has for it, where the key is a word of Python."""
    takes: Any
    """The type as it is annotated; None only where it must be written out (`url: null`)."""
    required: bool
    means: str
    values: tuple[str, ...]
    """The closed list of values, where it has one."""


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A closed list, under the name of the first key that takes it, with every key that does and what each value means."""

    name: str
    keys: tuple[str, ...]
    values: MappingProxyType[str, str]


_SINGULAR: Final = {"documents": "document", "conditions": "condition", "therapies": "therapy", "demo_cases": "demo_case"}


def _kinds() -> Iterator[FileKind]:
    for folder, model in FOLDERS.items():
        below = "**/" if folder == "documents" else ""  # in folders by kind of document
        yield FileKind(_SINGULAR.get(folder, folder), f"{folder}/{below}*.yaml", model)
    for file, model in (SINGLE_FILES | OPTIONAL_FILES).items():
        yield FileKind(file.removesuffix(".yaml"), file, model)


FILE_KINDS: Final[dict[str, FileKind]] = {kind.name: kind for kind in _kinds()}


@cache
def _written() -> dict[str, dict[str, Any]]:
    """`keys.yaml`: what keys mean by model, and under `values` what values mean by list."""
    source = read_yaml("keys.yaml", (files("trialhelper.authoring") / "keys.yaml").read_text(encoding="utf-8"))
    if source.problems:
        raise ValueError(str(source.problems[0]))
    data: dict[str, dict[str, Any]] = source.data
    return data


@cache
def _docstrings(model: type[Model]) -> dict[str, str]:
    """The docstring below each field of a model, by the field's name."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for above, below in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(above, ast.AnnAssign)
            and isinstance(above.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            found[above.target.id] = inspect.cleandoc(str(below.value.value))
    return found


def meaning(model: type[Model]) -> str:
    """What a part of a file is, by its docstring."""
    return " ".join(inspect.cleandoc(model.__doc__ or "").split())


@cache
def keys_of(model: type[Model]) -> tuple[Key, ...]:
    """The keys of a part, in the order of the model."""
    hints = get_type_hints(model, vars(sys.modules[model.__module__]), include_extras=True)
    said, written = _docstrings(model), _written().get(model.__name__, {})
    return tuple(
        Key(
            name=field.alias or name,
            field=name,
            takes=hints[name] if field.is_required() else _without_none(hints[name]),
            required=field.is_required(),
            means=" ".join((said.get(name) or written.get(field.alias or name, "")).split()),
            values=tuple(_literals(hints[name])),
        )
        for name, field in model.model_fields.items()
    )


def _without_none(takes: Any) -> Any:
    if get_origin(takes) in (Union, UnionType):
        left = tuple(part for part in get_args(takes) if part is not NoneType)
        return left[0] if len(left) == 1 else Union[left]  # noqa: UP007
    return takes


def _literals(takes: Any) -> Iterator[str]:
    """The values of every closed list in a type."""
    if get_origin(takes) is Literal:
        yield from get_args(takes)
    elif get_origin(takes) is Annotated:
        yield from _literals(get_args(takes)[0])
    else:
        for part in get_args(takes):
            yield from _literals(part)


def _models(takes: Any) -> Iterator[type[Model]]:
    if isinstance(takes, type) and issubclass(takes, BaseModel):
        yield takes  # type: ignore[misc]
    else:
        for part in get_args(takes):
            yield from _models(part)


def parts_of(model: type[Model]) -> tuple[type[Model], ...]:
    """A kind of file and every part that may stand in it, each once, outer ones first."""
    found: dict[type[Model], None] = {model: None}
    for key in keys_of(model):
        _gather(key.takes, found)
    return tuple(found)


def _gather(takes: Any, found: dict[type[Model], None]) -> None:
    for part in _models(takes):
        if part not in found:
            found[part] = None
            for key in keys_of(part):
                _gather(key.takes, found)


def shape_of(takes: Any, data: object) -> type[Model] | None:
    """The part that some data of a type is: its model, and of a criterion the shape that its keys tell. None for a value."""
    parts = tuple(_models(takes))
    if not parts or not isinstance(data, dict):
        return None
    return next((SHAPES[key] for key in SHAPES if key in data), Leaf) if Leaf in parts else parts[0]


def everything() -> dict[type[Model], FileKind]:
    """Every part with the first kind of file that it stands in."""
    found: dict[type[Model], FileKind] = {}
    for kind in FILE_KINDS.values():
        for part in parts_of(kind.model):
            found.setdefault(part, kind)
    return found


@cache
def closed_lists() -> tuple[ClosedList, ...]:
    """Every closed list, each once, however many keys take it."""
    takers: dict[tuple[str, ...], list[str]] = {}
    for part in everything():
        for key in keys_of(part):
            if key.values:
                takers.setdefault(key.values, []).append(f"{part.__name__}.{key.name}")
    said = _written()["values"]
    return tuple(
        ClosedList(names[0], tuple(names), MappingProxyType({value: said.get(names[0], {}).get(value, "") for value in values}))
        for values, names in takers.items()
    )


def unexplained() -> list[str]:
    """What has no words (or two sources of words), and words for what does not exist; each with what to do."""
    keys = {f"{part.__name__}.{key.name}": (part, key) for part in everything() for key in keys_of(part)}
    faults = [
        f"{name} has no words: add a docstring below it, or a line to keys.yaml"
        for name, (_, key) in keys.items()
        if not key.means
    ]
    faults += [f"{part.__name__} has no docstring" for part in everything() if not meaning(part)]
    for model, lines in _written().items():
        for name in lines if model != "values" else ():
            if f"{model}.{name}" not in keys:
                faults.append(f"{model}.{name} stands in keys.yaml and in no model: take it out")
            elif keys[f"{model}.{name}"][1].field in _docstrings(keys[f"{model}.{name}"][0]):
                faults.append(f"{model}.{name} has a docstring: take it out of keys.yaml")
    lists = {one.name: one for one in closed_lists()}
    faults += [
        f"the value {name}: {value} has no words in keys.yaml"
        for name, one in lists.items()
        for value, says in one.values.items()
        if not says
    ]
    for name, says in _written()["values"].items():
        faults += [
            f"values: {name}: {value} is in no model" for value in says if name not in lists or value not in lists[name].values
        ]
    return faults
