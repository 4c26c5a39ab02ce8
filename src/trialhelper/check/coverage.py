"""C9: the demonstration cases show every criterion true, false and unknown.

A leaf counts as shown when a demonstration case, on its own date and for the condition or kind that it is about, has it with
that truth. What no case shows is listed for each product, with answers that would show the first of it.
"""

from collections.abc import Iterator
from datetime import date

from trialhelper.answers import AnswerProblem, answers_of
from trialhelper.check.report import Remark
from trialhelper.check.written import in_words
from trialhelper.engine.assess import condition_of, facts_of
from trialhelper.engine.compiled import of_another_kind
from trialhelper.engine.dates import plans_over_time, tops
from trialhelper.engine.evaluate import truth
from trialhelper.engine.finding_answers import possible_facts
from trialhelper.engine.plan import IndicationPlan, Node, Plan, make_plan, nodes
from trialhelper.engine.space import Fact
from trialhelper.kleene import FALSE, NAMES, TRUE, UNKNOWN
from trialhelper.rulebase.base import RuleBase

__all__ = ["check", "deciding_tests", "shown_by"]

_VALUES = (TRUE, FALSE, UNKNOWN)


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C901 how many criteria the demonstration cases show true, false and unknown; C902 for each product, which they do not."""
    del as_of  # each case has its own date, and each version its own time
    shown = shown_by(rules)
    total, covered = 0, dict.fromkeys(_VALUES, 0)
    lacking: dict[str, dict[str, list[int]]] = {}
    example: dict[str, tuple[tuple[str, Fact], ...]] = {}
    for plan, indication in _versions(rules):
        for leaf in deciding_tests(indication):
            total += 1
            there = shown.get(id(leaf.criterion), set())
            for value in _VALUES:
                if value in there:
                    covered[value] += 1
                    continue
                name = indication.therapy.id
                lacks = lacking.setdefault(name, {}).setdefault(in_words(leaf.criterion), [])
                if value not in lacks:
                    lacks.append(value)
                if name not in example:
                    example[name] = _example(plan, indication, leaf, value)
    counts = ", ".join(f"{covered[value]} {NAMES[value]}" for value in _VALUES)
    yield Remark("C901", "hint", f"of {total} criteria the demonstration cases show {counts}")
    for name, of in lacking.items():
        listed = ", ".join(f"{written} [{', '.join(NAMES[value] for value in lacks)}]" for written, lacks in of.items())
        yield Remark("C902", "hint", f"no demonstration case shows of {name}: {listed}", example[name])


def _versions(rules: RuleBase) -> Iterator[tuple[Plan, IndicationPlan]]:
    seen: set[int] = set()
    for condition in tops(rules):
        for plan in plans_over_time(rules, condition):
            for indication in plan.indications:
                if id(indication.version) not in seen:
                    seen.add(id(indication.version))
                    yield plan, indication


def _example(plan: Plan, indication: IndicationPlan, leaf: Node, value: int) -> tuple[tuple[str, Fact], ...]:
    facts = (fact for fact in possible_facts(plan)[leaf.question] if truth(leaf, {leaf.question: fact}) == value)
    return (("condition", indication.condition.id), (leaf.question, next(facts, None)))


def deciding_tests(indication: IndicationPlan) -> Iterator[Node]:
    """Every test on one answer that decides, the kind of the condition aside."""
    for criterion in indication.criteria:
        if criterion.side != "kind":
            yield from nodes(criterion.node)


def shown_by(rules: RuleBase) -> dict[int, set[int]]:
    """For every leaf as it is written (by its identity) the truth values that some demonstration case gives it."""
    shown: dict[int, set[int]] = {}
    for case in rules.demo_cases.values():
        try:
            facts = facts_of(rules, answers_of(case, rules))
        except AnswerProblem:
            continue  # told by C401
        _, named = condition_of(facts)
        if named is None:
            continue
        for indication in make_plan(rules, named, case.as_of.latest, "care_team").indications:
            if not of_another_kind(indication, facts):
                for leaf in deciding_tests(indication):
                    shown.setdefault(id(leaf.criterion), set()).add(truth(leaf, facts))
    return shown
