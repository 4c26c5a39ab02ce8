"""The rule base: what `rules/` says, read strictly, frozen, and standing on a date."""

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.problems import Problem, RuleBaseError
from trialhelper.rulebase.reading import default_rules, read_rules, read_texts
from trialhelper.rulebase.standing import Standing, standing_of, status_on, version_on

__all__ = [
    "Problem",
    "RuleBase",
    "RuleBaseError",
    "Standing",
    "default_rules",
    "read_rules",
    "read_texts",
    "standing_of",
    "status_on",
    "version_on",
]
