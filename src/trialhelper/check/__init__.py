"""Proofs and lints of a rule base, one a file. The list below is the documentation of what is checked."""

from trialhelper.check import demo_cases, reach, table, unknowns, wording
from trialhelper.check.report import Finding, Report, Severity, run

__all__ = ["CHECKS", "Finding", "Report", "Severity", "run"]

CHECKS = (table.check, unknowns.check, reach.check, demo_cases.check, wording.check)
