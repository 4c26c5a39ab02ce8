"""One rule file as plain data and the line of every part of it, read strictly as YAML 1.2.

`yes`, `no`, `on` and dates stay text; a key that stands twice, an anchor, an alias, a merge key or a tag is refused, so
that a file says what it seems to say. Reading goes on after a fault, so that all of them are told at once.
"""

import re
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trialhelper.rulebase.problems import Problem, problem

__all__ = ["Path", "Source", "read_yaml"]

Path = tuple[str | int, ...]

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT: Final = re.compile(r"[-+]?[0-9]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@dataclass(slots=True)
class Source:
    """What one file holds: its data, the line (from 1) of each path into it, and what is wrong with it."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: tuple[object, ...]) -> int:
        """The line of the nearest part of the file on the way to a path; parts that the file lacks are passed over."""
        here: Path = ()
        for step in path:
            if isinstance(step, str | int) and (*here, step) in self.lines:
                here = (*here, step)
        return self.lines.get(here, 1)

    def at(self, path: Path) -> Any:
        """The data at a path, or None."""
        data = self.data
        for step in path:
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                return None
        return data


def read_yaml(file: str, text: str) -> Source:
    """Read one file; faults are in `problems`, and `data` is None when nothing could be read."""
    source = Source(file)
    try:
        root = YAML(typ="safe", pure=True).compose(StringIO(text))
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        detail = " ".join(str(fault.problem or fault.context or fault).split())
        source.problems.append(
            problem(
                "R001",
                file,
                mark.line + 1 if mark else 1,
                "look at the indent, a missing colon, a quote left open",
                detail=detail,
            )
        )
        return source
    if root is None:
        source.problems.append(problem("R007", file, 1, "write the entry, or delete the file", detail="it is empty"))
        return source
    source.data = _data(root, (), source)
    return source


def _data(node: Node, path: Path, source: Source) -> Any:
    line = node.start_mark.line + 1
    source.lines.setdefault(path, line)
    if node.anchor or str(node.tag).startswith("!"):
        what = "anchors and aliases" if node.anchor else "tags"
        source.problems.append(problem("R006", source.file, line, "write the value out where it is needed", what=what))
    if isinstance(node, MappingNode):
        return _mapping(node, path, source)
    if isinstance(node, SequenceNode):
        return [_data(part, (*path, index), source) for index, part in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return str(node.value) if node.style else _plain_scalar(str(node.value))


def _mapping(node: MappingNode, path: Path, source: Source) -> dict[str, Any]:
    seen: dict[str, int] = {}
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key == "<<":
            source.problems.append(problem("R006", source.file, line, "write the keys out", what="merge keys"))
            continue
        if key in seen:
            source.problems.append(problem("R002", source.file, line, "keep one of the two", key=key, first=seen[key]))
            continue
        seen[key] = line
        source.lines[(*path, key)] = line
        data[key] = _data(value_node, (*path, key), source)
    return data


def _plain_scalar(text: str) -> Any:
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
