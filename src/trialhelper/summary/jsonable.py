"""A summary as plain JSON, for other programs: every sentence with its id, its claims and the numbers of its sources.

Takes the content model, gives dicts, lists, strings and numbers, and changes no word. The field names are those of the
model, in the order in which a summary is read; docs/schema/summary-3.schema.json describes them. `format_version` rises
when a field comes, goes away or changes its meaning.
"""

from dataclasses import fields
from functools import cache
from typing import Any, Final

from trialhelper.summary.model import Summary

__all__ = ["FORMAT", "SUMMARY_VERSION", "summary_as_dict"]

FORMAT: Final = "trialhelper-summary"
SUMMARY_VERSION: Final = 3

_NOT_READ: Final = frozenset({"of"})
"""Fields that lead back to the plan of the visit; a summary is handed over without them."""
_READ: Final = (
    *("front", "sheet", "rest", "sources_title", "sources"),  # of a summary
    *("heading", "columns", "rows", "figure", "sentences", "pairs"),  # of a block
)


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """The whole summary, ready for `json.dumps`. Tuples have become lists. Raises nothing."""
    return {"format": FORMAT, "format_version": SUMMARY_VERSION, **_plain(summary)}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return dict(value)
    return {name: _plain(getattr(value, name)) for name in _fields_of(value.__class__)}


@cache
def _fields_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a part of the model: first those that are no part of the reading, then in the order of the reading."""
    names = (one.name for one in fields(kind) if one.name not in _NOT_READ)
    return tuple(sorted(names, key=lambda name: _READ.index(name) if name in _READ else -1))
