"""C4: every invented person of `demo_cases/` gets the result that stands beside them."""

from collections.abc import Iterator
from datetime import date

from trialhelper.answers import AnswerProblem, answers_of
from trialhelper.check.report import Remark
from trialhelper.engine.assess import NoRow, assess
from trialhelper.rulebase.base import RuleBase

__all__ = ["check"]


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C401 an answer that cannot be read; C402 another conversation, or none; C403 another fit; each case on its own date."""
    del as_of
    for case in rules.demo_cases.values():
        try:
            answers = answers_of(case, rules)
        except AnswerProblem as fault:
            yield Remark("C401", "error", f"demonstration case {case.id}: {fault}")
            continue
        try:
            result = assess(rules, answers, case.as_of.latest)
        except NoRow:
            says = f"demonstration case {case.id} gives no conversation, expected is {case.expect}"
            yield Remark("C402", "error", says, tuple(answers.facts.items()))
            continue
        if result.conversation != case.expect:
            says = f"demonstration case {case.id} gives {result.conversation}, expected is {case.expect}"
            yield Remark("C402", "error", says, tuple(answers.facts.items()))
        # a product with several indications: the one for the kind that was told comes last, and so stands
        findings = sorted(result.findings, key=lambda finding: not finding.other_kind)
        fits = {finding.plan.therapy.id: finding.fit for finding in findings}
        for name, fit in case.fits.items():
            if fits.get(name) != fit:
                says = f"demonstration case {case.id}: {name} is {fits.get(name, 'not there')}, expected is {fit}"
                yield Remark("C403", "error", says, tuple(answers.facts.items()))
        yield 1
