"""A new rule file to fill in: every key of its kind, with a line on what it is, and its closed lists spelled out.

The files in `templates/` hold the keys and, in `< >`, the places to fill; what each key means is put in from `grammar`, so
that a template cannot say what the models do not. A line of a template that begins with `#?` is a key that may be left
out: it comes out behind one `#`, and what explains behind two, so that taking one `#` away from every line of a part gives
that part with its explanations.

A place that is left unfilled is refused by the reader (R005).
"""

import re
import textwrap
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args, get_origin

from trialhelper.authoring.folder import AuthoringProblem
from trialhelper.authoring.grammar import FILE_KINDS, Key, keys_of, shape_of
from trialhelper.rulebase.criterion import Id, Model
from trialhelper.rulebase.yaml12 import Path as Place
from trialhelper.rulebase.yaml12 import read_yaml
from trialhelper.words import Words

__all__ = ["PLACE_TO_FILL", "TEMPLATES", "Keyed", "commented", "keyed", "live", "new_file", "skeleton"]

TEMPLATES: Final = ("therapy", "condition", "document", "question", "demo_case")
"""The kinds of file that there is a template for."""
PLACE_TO_FILL: Final = re.compile(r"<[^<>]+>")

_MAY_BE_LEFT_OUT: Final = re.compile(r"^( *)#\? ", re.MULTILINE)
_WIDTH: Final = 118
_EXAMPLES: Final = {
    "therapy": "zolgensma", "condition": "hemophilia-b", "document": "zolgensma-label-2025",
    "question": "smn1_test", "demo_case": "sma-baby",
}  # fmt: skip
_FILED: Final = {"question": "questions"}
"""The kind of file that holds an entry, where it is not called like it: a new question begins a file of its own topic."""


class Keyed(NamedTuple):
    """A key that stands in a template: where, the part that it belongs to, and the key; None if that part has no such key."""

    place: Place
    part: type[Model]
    key: Key | None


def skeleton(kind: str) -> str:
    """The keys of a kind of file and the places to fill, as they stand in `templates/`."""
    return (files("trialhelper.authoring") / "templates" / f"{kind}.yaml").read_text(encoding="utf-8")


def live(text: str) -> str:
    """A skeleton with every key that may be left out put in, line by line."""
    return _MAY_BE_LEFT_OUT.sub(r"\1", text)


def keyed(kind: str, text: str) -> tuple[dict[Place, int], list[Keyed]]:
    """The line of every place in a skeleton of a kind, and every key in it, from the top."""
    source = read_yaml(f"{kind}.yaml", live(text))
    if source.problems:
        raise ValueError(str(source.problems[0]))
    return source.lines, list(_keyed((), FILE_KINDS[_FILED.get(kind, kind)].model, source.data))


def _keyed(place: Place, part: type[Model], data: dict[str, Any]) -> Iterator[Keyed]:
    known = {key.name: key for key in keys_of(part)}
    for name, value in data.items():
        key = known.get(name)
        yield Keyed((*place, name), part, key)
        if key is None:
            continue
        for step, inner in _within(key.takes, value):
            inside = shape_of(key.takes, inner)
            if inside:
                yield from _keyed((*place, name, *step), inside, inner)


def _within(takes: Any, value: Any) -> Iterator[tuple[Place, Any]]:
    """What a value holds, with the step to it: each of a list, each that stands under an id, or the value itself."""
    if isinstance(value, list):
        yield from (((index,), one) for index, one in enumerate(value))
    elif get_origin(takes) is dict and isinstance(value, dict):
        yield from (((id,), one) for id, one in value.items())
    else:
        yield (), value


def commented(kind: str, words: Words) -> str:
    """The template of a kind of file, explained, with `<id>` still to be filled."""
    text = skeleton(kind)
    lines, found = keyed(kind, text)
    explained: dict[int, list[str]] = {}
    seen: set[tuple[type[Model], str]] = set()
    for place, part, key in found:
        if key is not None and (part, key.name) not in seen:
            seen.add((part, key.name))
            explained.setdefault(lines[place], []).append(_says(key, words))
    out = [*_comment(words("authoring.head"), 0), ""]
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip())
        for says in explained.get(number, ()):
            out += _comment(says, indent)
        out.append(_MAY_BE_LEFT_OUT.sub(r"\1# ", line))
    return "\n".join(out) + "\n"


def _says(key: Key, words: Words) -> str:
    return f"{key.means} {words('authoring.one_of', values=', '.join(key.values))}" if len(key.values) > 1 else key.means


def _comment(text: str, indent: int) -> list[str]:
    lead = f"{' ' * indent}## "
    return textwrap.wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=lead, break_on_hyphens=False)


def new_file(kind: str, id: str, rules: Path, words: Words) -> tuple[Path, int]:
    """Write the template of a kind under an id below a folder of rules; the file, and how many places there are to fill.

    Never writes over a file. Raises AuthoringProblem (`no_template`, `bad_id`, `exists`, `not_written`).
    """
    if kind not in TEMPLATES:
        raise AuthoringProblem("no_template", kinds=words.listed(list(TEMPLATES), "or"))
    if not _is_id(id):
        raise AuthoringProblem("bad_id", example=_near(id) or _EXAMPLES[kind])
    folder = rules / FILE_KINDS[_FILED.get(kind, kind)].place.split("/")[0]
    path = next(iter(sorted(folder.rglob(f"{id}.yaml"))), folder / f"{id}.yaml")
    text = commented(kind, words).replace("<id>", _as_text(id), 1)
    try:
        folder.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as fault:
        if path.exists():
            raise AuthoringProblem("exists", file=path) from None
        raise AuthoringProblem("not_written", file=path, reason=fault.strerror or "?") from None
    return path, len(PLACE_TO_FILL.findall(re.sub(r"(?m)^ *#.*", "", text)))


def _is_id(text: str) -> bool:
    rule = get_args(Id)[1]
    return len(text) <= rule.max_length and re.fullmatch(rule.pattern, text) is not None and not text.endswith("\n")


def _near(text: str) -> str:
    """The id that was probably meant, or nothing."""
    near = re.sub(r"[^a-z0-9_]+", "-", text.casefold()).strip("-_")
    return near if _is_id(near) else ""


def _as_text(id: str) -> str:
    """The id as YAML reads it as text: `2024` and `true` need quotes."""
    return id if isinstance(read_yaml("", id).data, str) else f'"{id}"'
