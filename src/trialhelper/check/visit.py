"""C11: the questions for the visit leave out no group, and say nothing twice."""

from collections.abc import Iterator
from datetime import date

from trialhelper.check.report import Remark
from trialhelper.rulebase.base import RuleBase

__all__ = ["check"]


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C1101 a group of questions that no risk factor and no question of visit_questions.yaml covers; C1102 two questions there
    that cover the same groups, so that only the first is ever printed; C1103 a group that only risk factors cover, so that
    nothing stands in where none of them is raised; C1104 what matters to a person, and brings nothing to the top."""
    del as_of  # questions are the same on every date
    by_points = {group for risk in rules.risk_factors.values() for group in risk.covers}
    by_questions = {group for question in rules.visit_questions.values() for group in question.covers}
    for name, group in rules.visit_groups.items():
        told = f"the group {name} of visit_questions ({group.plain})"
        if name not in by_points | by_questions:
            yield Remark("C1101", "warning", f"no risk factor and no question covers {told}")
        elif name not in by_questions:
            yield Remark("C1103", "hint", f"only risk factors cover {told}; where none of them is raised, nothing stands in")
    first: dict[frozenset[str], str] = {}
    for name, question in rules.visit_questions.items():
        earlier = first.setdefault(frozenset(question.covers), name)
        if earlier != name:
            yield Remark(
                "C1102", "hint", f"the visit questions {earlier} and {name} cover the same: {', '.join(question.covers)}"
            )
    for name, asked in rules.questions.items():
        if asked.asked == "values" and not asked.raises:
            yield Remark("C1104", "warning", f"the question {name} is about what matters, and raises no topic")
