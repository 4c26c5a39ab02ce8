"""Comparing two rule bases: what changes for whom, and because of which rule."""

from trialhelper.diff.comparison import CannotCompare, compare
from trialhelper.diff.model import Cause, Comparison, Difference, Given, Outcome, Ruled
from trialhelper.diff.wording import comparison_as_dict, render_table

__all__ = [
    "CannotCompare",
    "Cause",
    "Comparison",
    "Difference",
    "Given",
    "Outcome",
    "Ruled",
    "compare",
    "comparison_as_dict",
    "render_table",
]
