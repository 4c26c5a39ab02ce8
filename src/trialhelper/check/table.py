"""C1: the conversation table gives every situation one conversation, and only one; and each of them is reached.

All situations are enumerated; nothing is sampled.
"""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import get_args

from trialhelper.check.report import Remark
from trialhelper.engine.assess import Situation, row_holds
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import ConditionCell, ProductCell, StudiedCell

__all__ = ["check", "every_situation"]


def every_situation() -> Iterator[Situation]:
    """All that the decision table can be asked. Without a listed condition there is no product and no study."""
    for state in ("not_known", "no_diagnosis", "not_listed"):
        yield Situation(state, "none", studied="none", trial_reason=False)
    listed: tuple[ConditionCell, ...] = ("listed", "carrier", "one_copy")
    for cells in itertools.product(listed, get_args(ProductCell), get_args(StudiedCell), (False, True)):
        yield Situation._make(cells)


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C101 no row holds; C102 two rows hold; C103 a row, a conversation or words that nothing reaches; C104 no such words."""
    del as_of  # the table is the same on every date
    hit: set[int] = set()
    for seen in every_situation():
        holding = [index for index, row in enumerate(rules.table.rows) if row_holds(row, seen)]
        hit.update(holding)
        if not holding:
            yield Remark("C101", "error", f"no row of conversations.yaml holds for {_plain(seen)}")
        elif len(holding) > 1:
            rows = " and ".join(str(index + 1) for index in holding)
            yield Remark("C102", "error", f"rows {rows} of conversations.yaml both hold for {_plain(seen)}")
    for index, row in enumerate(rules.table.rows):
        if index not in hit:
            yield Remark("C103", "error", f"row {index + 1} of conversations.yaml ({row.then}) holds for nothing")
    for index, row in enumerate(rules.table.rows):
        if row.words and row.words not in {one.id for one in rules.conversations[row.then].variants}:
            yield Remark("C104", "error", f"row {index + 1} of conversations.yaml: {row.then} has no words called {row.words}")
    said = {(row.then, row.words) for row in rules.table.rows}
    for name, conversation in rules.conversations.items():
        for one in conversation.variants:
            if (name, one.id) not in said:
                yield Remark("C103", "error", f"no row of conversations.yaml says {name} in the words {one.id}")
    told = {name for row in rules.table.rows for name in (row.then, *row.beside)}
    for name in rules.conversations:
        if name not in told:
            yield Remark("C103", "error", f"no row of conversations.yaml leads to {name}")


def _plain(seen: Situation) -> str:
    return f"condition {seen.condition}, product {seen.product}, studied {seen.studied}, trial_reason {seen.trial_reason}"
