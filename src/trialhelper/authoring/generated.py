"""The files of `rules/` that are made and not written: a schema for each kind of file, and the reference.

They stand in version control, so that an editor finds them in a fresh clone; a test fails when one is out of date.
"""

from pathlib import Path

from trialhelper.authoring.folder import AuthoringProblem
from trialhelper.authoring.grammar import FILE_KINDS
from trialhelper.authoring.reference import reference
from trialhelper.authoring.schema import schema_text

__all__ = ["generated", "write_generated"]


def generated() -> dict[str, str]:
    """The text of each file, by its name below `rules/`."""
    schemas = {f"schema/{kind.name}.schema.json": schema_text(kind) for kind in FILE_KINDS.values()}
    return schemas | {"REFERENCE.md": reference()}


def write_generated(rules: Path) -> int:
    """Write them all; how many they are. Raises AuthoringProblem (`not_written`)."""
    made = generated()
    for name, text in made.items():
        path = rules / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as fault:
            raise AuthoringProblem("not_written", file=path, reason=fault.strerror or "?") from None
    return len(made)
