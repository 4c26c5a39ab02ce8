"""One rule file as plain data and the line of every part of it, read strictly as YAML 1.2.

`yes`, `no`, `on` and dates stay text; a key that stands twice, an anchor, an alias, a merge key or a tag is refused, so
that a file says what it seems to say. Reading goes on after a fault, so that all of them are told at once.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any, Final

from yaml import AliasEvent, CSafeLoader, MappingNode, MarkedYAMLError, Node, NodeEvent, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from trialhelper.rulebase.problems import Problem, problem
from trialhelper.rulebase.slips import slips_in

__all__ = ["Path", "Source", "read_yaml"]

Path = tuple[str | int, ...]

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT: Final = re.compile(r"[-+]?[0-9]{1,18}")
"""No rule needs more digits, and Python refuses to read thousands of them."""
_MARKED: Final = re.compile(r"[!&*](?<![^\s\[{,:].)", re.DOTALL)
_BRACKET: Final = re.compile(r"[\[\]{}]")
_DEEPEST: Final = 50
"""So many open brackets are more than any rule needs; reading takes time by the square of them."""
_UNREADABLE: Final = re.compile("[\x85\u2028\u2029\ud800-\udfff]|(?s:(?<=.)\ufeff)")
"""Signs that nobody sees: for YAML 1.2 letters like any other, for libyaml the end of a line, or no text at all."""
_TAB_INDENT: Final = re.compile(r"^ *\t", re.MULTILINE)
_NESTED: Final = "exceeded maximum nesting depth"
"""What libyaml says of a file that goes deeper than any program should follow."""
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


class _Parser(CSafeLoader):
    """libyaml's parser, with every tag left as written: what YAML 1.1 would make of `yes` or `1:30` is never looked at."""

    def resolve(self, kind: type[Node], value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, index: object) -> None:
        """Nothing to look up on the way down."""

    def ascend_resolver(self) -> None:
        """Nor on the way up."""


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
    if _is_deep(text):
        source.problems.append(_too_deep(file))
        return source
    if not text.isascii() and (sign := _UNREADABLE.search(text)) is not None:
        _refuse_sign(source, text, sign[0])
        return source
    if (tab := _TAB_INDENT.search(text)) is not None:
        line = text.count("\n", 0, tab.start()) + 1
        _not_yaml(source, line, "a tab stands in the indent", "look at the indent: only blanks can stand there")
        return source
    if slips := slips_in(text):
        for slip in slips:
            _not_yaml(source, slip.line, slip.says, slip.cure)
        return source
    try:
        if _MARKED.search(text):
            _refuse_marks(text, source)
        root = _Parser(text).get_single_node()
        if root is not None:
            source.data = _data(root, (), source, {})
    except MarkedYAMLError as fault:
        if fault.problem == _NESTED:
            source.problems.append(_too_deep(file))
        else:
            cure = _CURES.get(str(fault.problem), "look at the indent, a missing colon, a quote left open")
            _not_yaml(source, *_told(fault, text), cure)
    except ReaderError as fault:
        _refuse_sign(source, text, chr(fault.character))
    except RecursionError:
        source.problems.append(_too_deep(file))
    else:
        if root is None:
            source.problems.append(problem("R007", file, 1, "write the entry, or delete the file", detail="it is empty"))
    return source


def _is_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            return True
    return False


def _too_deep(file: str) -> Problem:
    return problem("R007", file, 1, "no rule needs more than a few levels", detail="it is nested too deeply")


_CURES: Final = {
    "mapping values are not allowed in this context": "look at the indent, a missing colon, a quote left open; a text with a "
    "colon in it stands in quotes",
    "could not find expected ':'": "look at the indent, and put a colon behind the key",
    "did not find expected key": "look at the indent, and for a quote that was closed early",
    "did not find expected '-' indicator": "look at the indent: the items of a list stand below one another",
}
"""How to mend what the parser met, by what it says."""


def _told(fault: MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line of a fault and what it is: the sign that was met, and where what it is inside of began."""
    began = fault.context_mark
    mark = fault.problem_mark or began
    detail = str(fault.problem or fault.context)
    if mark is None:
        return 1, detail
    lines = f"{text}\n".splitlines()
    line = min(mark.line, len(lines) - 1)
    met = lines[line][mark.column : mark.column + 1]
    if met:
        detail = detail.replace("found character that", f"found the character {met!r}, which")
    if (fault.context or "").startswith("while ") and began is not None and began.line < mark.line:
        detail += f", {fault.context} that begins on line {began.line + 1}"
    return line + 1, detail


def _refuse_sign(source: Source, text: str, sign: str) -> None:
    line = text.count("\n", 0, text.find(sign)) + 1
    _not_yaml(source, line, f"the sign U+{ord(sign):04X} cannot stand in a file", "take it out")


def _not_yaml(source: Source, line: int, detail: str, cure: str) -> None:
    source.problems.append(problem("R001", source.file, line, cure, detail=detail))


def _refuse_marks(text: str, source: Source) -> None:
    """Anchors, aliases and tags, each where it stands; the parsed nodes no longer know."""
    parser = _Parser(text)
    while (event := parser.get_event()) is not None:
        if isinstance(event, NodeEvent) and (event.anchor or getattr(event, "tag", None)):
            what = "anchors and aliases" if event.anchor or isinstance(event, AliasEvent) else "tags"
            line, cure = event.start_mark.line + 1 if event.start_mark else 1, "write the value out where it is needed"
            source.problems.append(problem("R006", source.file, line, cure, what=what))


def _data(node: Node, path: Path, source: Source, made: dict[int, Any]) -> Any:
    """The data of a node. `made` holds what each node gave, because an alias leads to the same node again."""
    if id(node) in made:
        return made[id(node)]
    source.lines.setdefault(path, node.start_mark.line + 1)
    made[id(node)] = None
    if isinstance(node, MappingNode):
        data: Any = _mapping(node, path, source, made)
    elif isinstance(node, SequenceNode):
        data = [_data(part, (*path, index), source, made) for index, part in enumerate(node.value)]
    else:
        assert isinstance(node, ScalarNode)
        data = str(node.value) if node.style else _plain_scalar(str(node.value))
        if isinstance(data, float) and not math.isfinite(data):
            line, detail = node.start_mark.line + 1, "the number is too large to be read"
            source.problems.append(problem("R001", source.file, line, "write a number of a few digits", detail=detail))
    made[id(node)] = data
    return data


def _mapping(node: MappingNode, path: Path, source: Source, made: dict[int, Any]) -> dict[str, Any]:
    seen: dict[str, int] = {}
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            source.problems.append(problem("R006", source.file, line, "write one word", what="lists and mappings as keys"))
            continue
        key = str(key_node.value)
        if key == "<<":
            source.problems.append(problem("R006", source.file, line, "write the keys out", what="merge keys"))
            continue
        if key in seen:
            source.problems.append(problem("R002", source.file, line, "keep one of the two", key=key, first=seen[key]))
            continue
        seen[key] = line
        source.lines[(*path, key)] = line
        data[key] = _data(value_node, (*path, key), source, made)
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
