"""Comparing two rule bases: what changes for whom, and because of which rule."""

from trialhelper.diff.comparison import CannotCompare, compare
from trialhelper.diff.model import Cause, Comparison, Difference, Outcome, Ruled, Told
from trialhelper.diff.wording import comparison_as_dict, render_table

__all__ = [
    "CannotCompare",
    "Cause",
    "Comparison",
    "Difference",
    "Outcome",
    "Ruled",
    "Told",
    "compare",
    "comparison_as_dict",
    "render_table",
]
