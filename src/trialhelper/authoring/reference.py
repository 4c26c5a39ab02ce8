"""`rules/REFERENCE.md`: every key, closed list, operator, fault and check, in tables, with an example of each kind of file.

Made from the models, the catalogue of faults and the docstrings of the checks; `rules/README.md` explains, this lists. The
words of a key are those of `grammar`. Nothing is written here that could be out of step.
"""

import inspect
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import StrictBool, StrictInt

from trialhelper.authoring.grammar import CRITERIA, FILE_KINDS, FileKind, closed_lists, everything, keys_of, meaning
from trialhelper.check import CHECKS
from trialhelper.rulebase.asking import OPERATORS_OF
from trialhelper.rulebase.criterion import OPERATORS, AnyCriterion, ClaimRefs, Id, Leaf, Model, Plain, Ref, Scalar
from trialhelper.rulebase.dates import Date
from trialhelper.rulebase.problems import CATALOGUE

__all__ = ["check_codes", "examples", "reference"]

_TAKES: Final[tuple[tuple[Any, str, str], ...]] = (
    (AnyCriterion, "[a criterion](#criteria)", "[criteria](#criteria)"),
    (ClaimRefs, "`document.claim`, or a list of them", "claims"),
    (Date, "a date", "dates"),
    (Id, "an id", "ids"),
    (Ref, "`document.claim`", "claims"),
    (Plain, "text", "texts"),
    (Scalar, "text or a number", "texts or numbers"),
    (StrictBool, "`true` or `false`", "`true` or `false`"),
    (StrictInt, "a whole number", "whole numbers"),
    (NoneType, "`null`", "`null`"),
)
_CALLED: Final = {
    "About": "subject",
    "Any_": "any",
    "BaseFacts": "page of facts",
    "Codes": "set of codes",
    "ContradictionsFile": "list of contradictions",
    "DemoCase": "demonstration case",
    "HowFile": "page on how it works",
    "LookAlike": "look-alike",
    "NotAsked": "check of the care team",
    "OneWay": "way in",
    "OtherProductsFile": "list of other products",
    "QuestionFile": "page of questions",
    "RiskFile": "list of risk factors",
    "VisitGroup": "group of questions",
    "VisitQuestionsFile": "list of questions for the visit",
    "GlossaryFile": "glossary",
}
"""Parts whose class makes no good name."""
_HEAD: Final = """\
# Reference

Every key, closed list, operator, fault and check. `trialhelper schema` writes this page from the models; do not change it
by hand. How to write rules, with examples, stands in [README.md](README.md).
"""


def reference() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_files(), *_criteria(), *_lists(), *_operators(), *_faults(), *_checks()]).rstrip() + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _name(part: type[Model]) -> str:
    """The class as words: `IndicationVersion` is an indication version."""
    return _CALLED.get(part.__name__) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part.__name__).lower()


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _many(name: str) -> str:
    first, _, rest = name.partition(" of ")
    return f"{first}{'es' if first.endswith('s') else 's'}{rest and f' of {rest}'}"


def _anchor(heading: str) -> str:
    """The place of a heading, as the sites that show Markdown name it."""
    return re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-")


def _files() -> Iterator[str]:
    yield "## Kinds of file\n"
    rows = (
        (f"[{_name(kind.model)}](#{_anchor(_name(kind.model))})", f"`{kind.place}`", f"`schema/{kind.name}.schema.json`")
        for kind in FILE_KINDS.values()
    )
    yield from _table(("kind", "where", "schema for editors"), rows)
    parts = everything()
    for kind in FILE_KINDS.values():
        yield from _part(kind.model, "##")
        for part, home in parts.items():
            if home is kind and part is not kind.model and part not in CRITERIA:
                yield from _part(part, "###")
        yield from _examples(kind)


def _examples(kind: FileKind) -> Iterator[str]:
    """The invented files of a kind, as they stand in `examples/`, which is a small rule base of its own."""
    for name, text in examples(kind).items():
        yield f"For example, an invented `{name}`:\n"
        yield f"```yaml\n{text}```\n"


def examples(kind: FileKind) -> dict[str, str]:
    """The example files of a kind by their names below `examples/`."""
    root = Path(str(files("trialhelper.authoring") / "examples"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.glob(kind.place))}


def _part(part: type[Model], level: str) -> Iterator[str]:
    yield f"{level} {_name(part).capitalize()}\n"
    yield f"{meaning(part)}\n"
    rows = ((f"`{key.name}`", "yes" if key.required else "", _takes(key.takes), key.means) for key in keys_of(part))
    yield from _table(("key", "needed", "takes", "means"), rows)


def _takes(takes: Any, many: bool = False) -> str:
    """A type in words, for one value or for many."""
    for known, one, more in _TAKES:
        if takes == known:
            return more if many else one
    origin, parts = get_origin(takes), get_args(takes)
    if origin is Annotated:
        return _takes(parts[0], many)
    if origin is Literal:
        listed = next(one for one in closed_lists() if tuple(one.values) == parts)
        return f"[{'these' if many else 'one of these'}](#{_anchor(_heading(listed.name))})"
    if origin is tuple:
        return f"a list of {_takes(parts[0], many=True)}" if parts[1] is ... else f"two {_takes(parts[0], many=True)}"
    if origin is dict:
        return f"{_takes(parts[1], many=True)}, each by {_takes(parts[0])}"
    if origin in (Union, UnionType):
        return " or ".join(_takes(part, many) for part in parts)
    return f"[{_many(_name(takes)) if many else _a(_name(takes))}](#{_anchor(_name(takes))})"


def _criteria() -> Iterator[str]:
    yield "## Criteria\n"
    yield "A criterion is a leaf, or an `all`, `any` or `not` of criteria. A leaf takes one operator, no more and no less.\n"
    for part in CRITERIA:
        yield from _part(part, "###")


def _heading(name: str) -> str:
    """How a closed list is called: by the key that takes it, and where."""
    part, key = name.split(".")
    return f"`{key}` of {_a(next(_name(one) for one in everything() if one.__name__ == part))}"


def _lists() -> Iterator[str]:
    yield "## Closed lists\n"
    for listed in closed_lists():
        yield f"### {_heading(listed.name)}\n"
        if len(listed.keys) > 1:
            yield f"Also for {', '.join(_heading(name) for name in listed.keys[1:])}.\n"
        yield from _table(("value", "means"), ((f"`{value}`", means) for value, means in listed.values.items()))


def _operators() -> Iterator[str]:
    yield "## Operators\n"
    yield "Which operator can be used on which type of question.\n"
    means = {key.name: key.means for key in keys_of(Leaf)}
    rows = (
        (f"`{name}`", ", ".join(f"`{kind}`" for kind, names in OPERATORS_OF.items() if name in names), means[name])
        for name in OPERATORS
    )
    yield from _table(("operator", "on questions of type", "means"), rows)


def _faults() -> Iterator[str]:
    yield "## Faults\n"
    yield "What is wrong with a file, told with its line and how to mend it. Words in italics stand for what the case is.\n"
    said = {code: "a value cannot stand as it is: {detail}" if says == "{detail}" else says for code, says in CATALOGUE.items()}
    rows = ((f"`{code}`", re.sub(r"\{([^}]*)\}", r"*\1*", says)) for code, says in said.items())
    yield from _table(("code", "says"), rows)


def check_codes() -> dict[str, str]:
    """Every code of the checks with what it means, as the docstrings of the checks list them."""
    found: dict[str, str] = {}
    for check in CHECKS:
        listed = " ".join((inspect.getdoc(check) or "").split("\n\n")[0].split())
        found |= dict(re.findall(r"\b(C\d{3,4}) (.*?)(?=[;.,]? ?(?:\bC\d{3,4}|$))", listed))
    return dict(sorted(found.items(), key=lambda told: (len(told[0]), told[0])))


def _checks() -> Iterator[str]:
    yield "## Checks\n"
    yield "What `trialhelper check` looks for once the files can be read.\n"
    yield from _table(("code", "finds"), ((f"`{code}`", f"{says[0].upper()}{says[1:]}.") for code, says in check_codes().items()))
