"""A comparison as a table to sign, and as JSON."""

import io
from typing import Any

from rich.box import SQUARE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trialhelper.diff.model import Cause, Comparison, Difference, Outcome, Told
from trialhelper.diff.ranges import typed
from trialhelper.diff.wording import ending, heading, rows_of, same_in_words
from trialhelper.words import Words

__all__ = ["comparison_as_dict", "render_table"]

FORMAT_VERSION = 1


def render_table(comparison: Comparison, words: Words, width: int = 160) -> str:
    """The table with room for a name and a date beside each line; one sentence when there is no difference."""
    if not comparison.differences:
        return same_in_words(comparison, words)
    table = Table(box=SQUARE, show_lines=True, expand=True)
    for name, share in (("rule", 5), ("before", 4), ("after", 4), ("whom", 4), ("seen_by", 2), ("date", 2)):
        table.add_column(words(f"diff.column.{name}"), ratio=share)
    last = ""
    for row in rows_of(comparison, words):
        rule = row.rule if row.rule != last else words("diff.same_rule")
        table.add_row(*map(Text, (rule, row.before, row.after, row.whom, "", "")))
        last = row.rule
    page = io.StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join([heading(comparison, words), page.getvalue().rstrip("\n"), *ending(comparison, words)])


def comparison_as_dict(comparison: Comparison, words: Words) -> dict[str, Any]:
    """For programs: ids, with the words beside them. `answers` can be pasted into a saved-answers file or a test."""
    rows = rows_of(comparison, words)
    return {
        "format": "trialhelper-diff",
        "format_version": FORMAT_VERSION,
        "old": comparison.old.version,
        "new": comparison.new.version,
        "as_of": comparison.as_of.isoformat(),
        "answer_sets": comparison.answer_sets,
        "differences": [
            {
                "rule": {**_cause(one.cause), "words": row.rule},
                "view": one.view,
                "conditions": list(one.conditions),
                "therapy": one.therapy[0] if one.therapy else None,
                "told": [_told(told) for told in one.told],
                "answers": {"condition": one.conditions[0], **{told.question: _typed(told, comparison) for told in one.told}},
                "whom": row.whom,
                "before": _outcome(one, one.before),
                "after": _outcome(one, one.after),
                "more": list(one.more),
            }
            for one, row in zip(comparison.differences, rows, strict=True)
        ],
        "unmoved": list(comparison.unmoved),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {"kind": cause.kind, "id": cause.id or None, "condition": cause.condition or None}


def _outcome(one: Difference, outcome: Outcome) -> dict[str, Any]:
    fit = {"fit": outcome.fit} if one.therapy else {}
    return {**fit, "conversation": outcome.conversation, "others": list(outcome.others)}


def _typed(told: Told, comparison: Comparison) -> str | float:
    rules = comparison.new if told.question in comparison.new.questions else comparison.old
    return typed(told, rules.questions[told.question].type)


def _told(told: Told) -> dict[str, Any]:
    if told.options:
        return {"question": told.question, "any_of": list(told.options)}
    least = None if told.least == float("-inf") else told.least
    return {"question": told.question, "least": least, "below": None if told.below == float("inf") else told.below}
