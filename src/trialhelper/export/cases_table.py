"""All invented people as one table: who they are, what the rules say of them, and which answers force it. As CSV and as Parquet.

The columns, their order and their types are fixed; the same rules give the same table. Both files hold the same cells: lists
are ids with "; " between them, a day is a day. No index.
"""

import io
from collections.abc import Iterable
from typing import Any, Final

import pandas as pd
import pyarrow as pa

from trialhelper.answers import Answers, answers_of
from trialhelper.engine import assess, because, open_questions, to_settle
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import DemoCase

__all__ = ["COLUMNS", "as_csv", "as_parquet", "cases_table"]

COLUMNS: Final[dict[str, pa.DataType]] = {
    "id": pa.string(),
    "title": pa.string(),
    "condition": pa.string(),
    "as_of": pa.date32(),
    "who": pa.string(),
    "expected": pa.string(),
    "conversation": pa.string(),
    "others": pa.string(),
    "standing": pa.string(),
    "lines_up": pa.string(),
    "cannot_tell": pa.string(),
    "differs": pa.string(),
    "withdrawn": pa.string(),
    "criteria": pa.int64(),
    "open_criteria": pa.int64(),
    "open_questions": pa.string(),
    "because": pa.string(),
    "to_settle": pa.string(),
    "care_team_criteria": pa.int64(),
    "as_expected": pa.bool_(),
    "rules_version": pa.string(),
}
"""The columns with their types. Products of another kind of the condition are in none of them."""


def cases_table(rules: RuleBase) -> pd.DataFrame:
    """A row for each demonstration case, in the order of the rules. Raises AnswerProblem for a case that cannot be read."""
    rows = [_row(rules, case) for case in rules.demo_cases.values()]
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=pd.ArrowDtype(kind)) for name, kind in COLUMNS.items()}
    )


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8, a comma between cells, one line end, the names of the columns first."""
    return table.to_csv(index=False, lineterminator="\n").encode()


def as_parquet(table: pd.DataFrame) -> bytes:
    """The same cells with their types."""
    made = io.BytesIO()
    table.to_parquet(made, engine="pyarrow", index=False)
    return made.getvalue()


def _row(rules: RuleBase, case: DemoCase) -> dict[str, Any]:
    answers = answers_of(case, rules)
    result = assess(rules, answers, case.as_of.latest)
    settle = to_settle(result)
    found = [one for one in result.findings if not one.other_kind]
    offered = [one for one in found if one.plan.available]
    fits = {
        fit: _listed(one.plan.therapy.id for one in offered if one.fit == fit) for fit in ("lines_up", "cannot_tell", "differs")
    }
    open_to = list(dict.fromkeys(name for one in offered for name in open_questions(one.judged)))
    kept_last = sorted(result.findings, key=lambda one: not one.other_kind)  # of a product's uses the one for this kind
    told = {one.plan.therapy.id: one.fit for one in kept_last}
    return {
        "id": case.id,
        "title": case.title,
        "condition": result.kind.id if result.kind else _told(answers, "condition"),
        "as_of": case.as_of.latest,
        "who": _told(answers, "who"),
        "expected": case.expect,
        "conversation": result.conversation,
        "others": _listed(result.others),
        "standing": result.standing.state if result.standing else "",
        **fits,
        "withdrawn": _listed(one.plan.therapy.id for one in found if not one.plan.available),
        "criteria": sum(len(one.judged) for one in offered),
        "open_criteria": sum(bool(open_questions([judged])) for one in offered for judged in one.judged),
        "open_questions": _listed(open_to),
        "because": _listed(because(result)),
        "to_settle": _listed(settle.person),
        "care_team_criteria": len(settle.care_team),
        "as_expected": result.conversation == case.expect and all(told.get(name) == fit for name, fit in case.fits.items()),
        "rules_version": rules.version,
    }


def _told(answers: Answers, question: str) -> str:
    return str(answers[question].written) if question in answers else ""


def _listed(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))
