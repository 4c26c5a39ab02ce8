"""The slow and obvious way: look at every completion. What the engine works out cleverly is held against this."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date

from trialhelper.answers import Answer, Answers
from trialhelper.engine import Assessment, assess
from trialhelper.engine.plan import Plan, View
from trialhelper.engine.space import Fact, cells
from trialhelper.rulebase import RuleBase

Result = tuple[object, ...]


def told(facts: Mapping[str, Fact]) -> Answers:
    """Answers that hold these facts; None is "not sure"."""
    return Answers(
        {
            name: Answer("not_sure", "not_sure", None) if fact is None else Answer("value", fact, fact)
            for name, fact in facts.items()
        }
    )


def result_of(assessment: Assessment) -> Result:
    """What a person can see change: the kind, each fit with what makes it wait, the conversations with their words, and the
    points with what raised them."""
    return (
        assessment.kind.id if assessment.kind else None,
        tuple(
            (finding.plan.therapy.id, finding.plan.condition.id, finding.fit, frozenset(map(id, finding.postponed)))
            for finding in assessment.findings
        ),
        assessment.conversation,
        assessment.variant,
        assessment.others,
        frozenset((id(point.discussed), point.therapy.id if point.therapy else None) for point in assessment.talking_points),
    )


def completions(plan: Plan, held: Mapping[str, Fact]) -> Iterator[dict[str, Fact]]:
    """Every way to answer the questions of a plan that are not held, "nothing known" among them."""
    every, names = cells(plan), [question.id for question in plan.questions if question.id not in held]
    names = [name for name in names if name != "condition"]
    for values in itertools.product(*(every[name] for name in names)):
        yield {**held, **dict(zip(names, values, strict=True))}


def how_many(plan: Plan, held: Mapping[str, Fact]) -> int:
    number = 1
    for name, every in cells(plan).items():
        number *= 1 if name in held or name == "condition" else len(every)
    return number


def results(
    rules: RuleBase, plan: Plan, held: Mapping[str, Fact], as_of: date, view: View = "person"
) -> list[tuple[dict[str, Fact], Result]]:
    """Every completion with its result."""
    return [
        (facts, result_of(assess(rules, told({"condition": plan.condition.id, **facts}), as_of, view)))
        for facts in completions(plan, held)
    ]


def that_matter(plan: Plan, held: Mapping[str, Fact], found: list[tuple[dict[str, Fact], Result]]) -> tuple[str, ...]:
    """The questions not held for which two completions that differ in nothing else have other results."""
    names = [question.id for question in plan.questions if question.id not in held and question.id != "condition"]
    matter = []
    for name in names:
        by_the_others: dict[tuple[object, ...], set[Result]] = {}
        for facts, result in found:
            by_the_others.setdefault(tuple(facts[other] for other in names if other != name), set()).add(result)
        if any(len(seen) > 1 for seen in by_the_others.values()):
            matter.append(name)
    return tuple(matter)


def forces(
    held: tuple[str, ...], now: Mapping[str, Fact], conversation: str, found: list[tuple[dict[str, Fact], Result]]
) -> bool:
    """Whether every completion that agrees with `now` on the held questions leads to the conversation."""
    return all(result[2] == conversation for facts, result in found if all(facts[name] == now[name] for name in held))


def smallest_that_forces(
    plan: Plan, now: Mapping[str, Fact], conversation: str, found: list[tuple[dict[str, Fact], Result]]
) -> tuple[str, ...]:
    """The first, in the order of the questions, of the smallest sets that force a conversation."""
    names = [question.id for question in plan.questions if question.id != "condition"]
    for size in range(len(names) + 1):
        for chosen in itertools.combinations(names, size):
            if forces(chosen, now, conversation, found):
                return chosen
    raise AssertionError("all the answers together force what they lead to")
