"""A summary as plain JSON, for other programs: every sentence with its id, its claims and the numbers of its sources.

Takes the content model, gives dicts, lists, strings and numbers, and changes no word. The field names are those of the
model; `format_version` rises when one of them goes away or changes its meaning, not when one is added.
"""

from dataclasses import asdict
from typing import Any

from trialhelper.summary.model import Summary

__all__ = ["FORMAT", "FORMAT_VERSION", "summary_as_dict"]

FORMAT = "trialhelper-summary"
FORMAT_VERSION = 1


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """The whole summary, ready for `json.dumps`. Tuples have become lists. Raises nothing."""
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **_plain(asdict(summary))}


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value
