"""Doing the sums again by hand, from what the page says and nothing else: trees, fits, what the table saw, the conversation.

Works on anything that has the names of `why.trace`, whether the trace itself or what was read off the page. No part of the
engine and none of `kleene` is used: the tables stand here.
"""

from collections.abc import Iterable
from typing import Any

NOT_SO, OPEN, SO = 0, 1, 2
AND = {(a, b): SO if (a, b) == (SO, SO) else NOT_SO if NOT_SO in (a, b) else OPEN for a in range(3) for b in range(3)}
OR = {(a, b): NOT_SO if (a, b) == (NOT_SO, NOT_SO) else SO if SO in (a, b) else OPEN for a in range(3) for b in range(3)}
NOT = {NOT_SO: SO, OPEN: OPEN, SO: NOT_SO}
ENDINGS = ("with_time", "with_care", "if_worse", "doubt", "never")
"""How a difference could end, the easiest first."""
WORST_LAST = ("speaks_for", "open", "with_time", "with_care", "if_worse", "confirm", "doubt", "never")
"""What a criterion does for its product; of several the last decides what the product reaches."""
BEST_FIRST = ("lines_up", "open", "confirm", "doubt", "with_time", "with_care", "if_worse", "never")
LOOKED_AT = ("listed", "carrier", "one_copy")


def truth(branch: Any) -> int:
    """What a tree comes to, from its leaves; that of every part must be what the page says."""
    if not branch.parts:
        return int(branch.truth)
    values = [truth(part) for part in branch.parts]
    found = values[0]
    if branch.shape == "not":
        found = NOT[found]
    for value in values[1:]:
        found = {"all": AND, "any": OR}[branch.shape][found, value]
    assert branch.truth == found, branch.number
    return found


def met(line: Any) -> int:
    return NOT[truth(line.tree)] if line.side == "rules_out" else truth(line.tree)


def ending(branch: Any, wanted: int) -> int:
    """How a tree can come to where it is wanted, the easiest way: a place in ENDINGS, or -1 if nothing told is in the way."""
    now = truth(branch)
    if now == wanted:
        return -1
    if branch.shape == "not":
        return ending(branch.parts[0], NOT[wanted])
    if branch.parts:
        all_count = (branch.shape == "all") == (wanted == SO)
        return (max if all_count else min)([ending(part, wanted) for part in branch.parts])
    return -1 if now == OPEN else ENDINGS.index(branch.turns)


def open_test(branch: Any) -> bool:
    """Whether a diagnosis, type or gene test is among what is open below."""
    if truth(branch) != OPEN:
        return False
    return any(map(open_test, branch.parts)) if branch.parts else bool(branch.confirms)


def does(line: Any) -> str:
    if met(line) == SO:
        return "speaks_for"
    if met(line) == OPEN:
        return "confirm" if open_test(line.tree) else "open"
    if line.side == "kind":
        return "other_kind"
    return ENDINGS[ending(line.tree, NOT_SO if line.side == "rules_out" else SO)]


def fit(product: Any) -> str:
    values = [met(line) for line in product.lines]
    if NOT_SO in values or not product.available:
        return "differs"
    return "cannot_tell" if OPEN in values else "lines_up"


def reaches(product: Any) -> str:
    done = {does(line) for line in product.lines}
    if "other_kind" in done:
        return "other_kind"
    if not product.available:
        return "withdrawn"
    worst = max(done, key=WORST_LAST.index, default="speaks_for")
    return "lines_up" if worst == "speaks_for" else worst


def best(products: Iterable[Any], studied_in: Iterable[Any]) -> str:
    """The product cell of the decision table."""
    found = [reaches(product) for product in products]
    for cell in BEST_FIRST:
        if cell in found:
            return cell
    kinds = {(one.studied, one.products) for one in studied_in}
    if len(kinds) > 1 and any(state in ("running", "stopped") for state, _ in kinds):
        return "kind"
    return "withdrawn" if "withdrawn" in found else "none"


def studied(studied_in: Iterable[Any]) -> str:
    """The cell of studies: the best that is told of any kind that is still possible."""
    found = [one.studied for one in studied_in]
    return next((cell for cell in ("running", "stopped", "not_looked") if cell in found), "none")


def row(rows: Iterable[Any], condition: str, product: str, studied: str, trial_reason: bool) -> Any:
    """The first row that takes what was seen."""
    seen = {"condition": condition, "product": product, "studied": studied, "trial_reason": trial_reason}
    for one in rows:
        if all(not getattr(one, name) or value in getattr(one, name) for name, value in seen.items()):
            return one
    raise AssertionError("no row holds")


def check(found: Any) -> None:
    """That every step of a result follows from the one before."""
    for product in found.products:
        for line in product.lines:
            assert line.met == met(line)
            assert line.does == does(line)
        assert product.fit == fit(product)
        assert product.reaches == reaches(product)
        forcing = [line for line in product.lines if line.forces]
        if product.fit == "lines_up":
            assert forcing == list(product.lines)
        elif product.fit == "cannot_tell":
            assert forcing == [line for line in product.lines if line.met == OPEN]
        else:
            assert len(forcing) == any(line.met == NOT_SO for line in product.lines)
            assert all(line.met == NOT_SO for line in forcing)
            differing = [one.does for one in product.lines if one.met == NOT_SO and one.does in ENDINGS]
            assert all(line.does == max(differing, key=ENDINGS.index) for line in forcing if line.does in ENDINGS)
    saw = found.seen
    looked_at = saw.condition in LOOKED_AT
    assert saw.product == (best(found.products, saw.studied_in) if looked_at else "none")
    assert saw.studied == studied(saw.studied_in)
    assert saw.trial_reason is (looked_at and truth(saw.reason) == SO)
    assert [product.decides for product in found.products] == [product.reaches == saw.product for product in found.products]
    chosen = row(found.rows, saw.condition, saw.product, saw.studied, saw.trial_reason)
    assert [one.number for one in found.rows if one.holds] == [chosen.number]
    assert chosen.then_title == found.title
    assert chosen.beside == found.beside
