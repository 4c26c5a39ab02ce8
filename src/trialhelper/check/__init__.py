"""Proofs and lints of a rule base, one a file. The list below is the documentation of what is checked."""

from trialhelper.check import (
    balance,
    codes,
    coverage,
    demo_cases,
    due,
    fitting,
    provenance,
    reach,
    sense,
    table,
    translated,
    unknowns,
    visit,
    wording,
)
from trialhelper.check.report import Remark, Report, Severity, run_checks

__all__ = ["CHECKS", "Remark", "Report", "Severity", "due", "run_checks"]

CHECKS = (
    table.check,  # C1 the conversation table is complete, and no two rows hold
    unknowns.check,  # C2 what is not known is treated as what it is, on every date
    reach.check,  # C3 conversations and questions are reached, on some date
    demo_cases.check,  # C4 every invented person gets the result that is expected
    wording.check,  # C5 no banned word, short sentences, grade 6, every technical word explained
    sense.check,  # C6 no criterion is impossible, idle or there twice
    provenance.check,  # C7 every fact stands on a claim that may carry it
    balance.check,  # C8 both sides in like number and length, conversations whole
    coverage.check,  # C9 every criterion is shown true, false and unknown by a demonstration case
    due.check,  # C10 what is due for review, and what is of low confidence
    visit.check,  # C11 the questions for the visit leave out no group
    translated.check,  # C12 translations: how many lack, and what is wrong with those that are shown
    fitting.check,  # C13 what is cited is about what it is cited for: the number, the product, the kind of fact
    codes.check,  # C14 a name means one condition, codes have the form of their system, addresses open
)
