"""A summary as plain JSON, for other programs: every sentence with its id, its claims and the numbers of its sources.

Takes the content model, gives dicts, lists, strings and numbers, and changes no word. The field names are those of the
model, in the order in which a summary is read; docs/schema/summary-2.schema.json describes them. `format_version` rises
when a field comes, goes away or changes its meaning.
"""

from dataclasses import asdict
from typing import Any, Final

from trialhelper.summary.model import Summary

__all__ = ["FORMAT", "FORMAT_VERSION", "summary_as_dict"]

FORMAT: Final = "trialhelper-summary"
FORMAT_VERSION: Final = 2

_READ: Final = (
    *("front", "sheet", "rest", "sources_title", "sources"),  # of a summary
    *("heading", "columns", "rows", "figure", "sentences", "pairs"),  # of a block
)


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """The whole summary, ready for `json.dumps`. Tuples have become lists. Raises nothing."""
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **_plain(asdict(summary))}


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(value[key]) for key in sorted(value, key=_place)}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value


def _place(key: str) -> int:
    """Where a field is read among those beside it; one that is no part of the reading keeps its place before them."""
    return _READ.index(key) if key in _READ else -1
