"""Kleene's strong three-valued logic: what a rule may conclude when an answer is missing.

FALSE < UNKNOWN < TRUE, so that `and` is the least of its parts, `or` the greatest, and `not` the mirror image. The same
functions take one value or an int8 array of them, so that a check can run them over a whole answer space. An empty
group has nothing to stand on: it is refused when the rules are read, and has no value here.

Source: S. C. Kleene, Introduction to Metamathematics, section 64; the same tables as DMN FEEL, CQL, FHIRPath and SQL
(tests/truth_tables.yaml).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Grid = npt.NDArray[np.int8]

__all__ = ["FALSE", "NAMES", "TRUE", "UNKNOWN", "all_of", "any_of", "negate"]

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2

NAMES: Final = ("false", "unknown", "true")

_Value = TypeVar("_Value", int, "Grid")


def negate(value: _Value) -> _Value:
    """Not: true and false change places, unknown stays."""
    return TRUE - value


def all_of(values: Iterable[_Value]) -> _Value:
    """And: the least of one or more values. Raises ValueError on none at all."""
    return _fold(values, "minimum")


def any_of(values: Iterable[_Value]) -> _Value:
    """Or: the greatest of one or more values. Raises ValueError on none at all."""
    return _fold(values, "maximum")


def _fold(values: Iterable[_Value], ufunc: str) -> _Value:
    parts = list(values)
    if not parts:
        raise ValueError("an empty group of criteria has no truth value")
    if all(isinstance(part, int) for part in parts):
        return min(parts) if ufunc == "minimum" else max(parts)
    import numpy as np  # only a check over a whole answer space needs it; one answer set must not pay for the import

    folded: _Value = getattr(np, ufunc).reduce(np.broadcast_arrays(*parts))
    return folded
