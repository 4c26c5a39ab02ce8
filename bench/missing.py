"""What each peer makes of an answer that is missing, test by test.

From an answer set that is complete, one answer at a time is taken away, and every test that reads it is run by itself (in a
graph, one test that raises takes the others with it). Ours is the truth: Kleene's tables, which tests prove. On the complete
sets all must agree, else the translation would be at fault, and this raises.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.peers import SINGLE, Context, Evaluate, facts_for_peers, tests_of, written
from bench.people import Setting, complete
from bench.report import Row
from trialhelper.engine.evaluate import Facts, truth
from trialhelper.engine.plan import Node, make_plan, nodes
from trialhelper.kleene import NAMES

__all__ = ["rows"]


@dataclass(frozen=True, slots=True)
class Case:
    """A test, the facts for it, the question whose answer is missing, and the truth."""

    test: Node
    facts: Context
    missing: str
    truth: int


def rows(setting: Setting) -> Iterator[Row]:
    whole, cases = _cases(setting)
    for name, compile_one in SINGLE.items():
        compiled = {id(case.test): compile_one(case.test) for case in whole}
        for case in whole:
            if _said(compiled, case) != NAMES[case.truth]:
                raise AssertionError(f"{name} differs from us where nothing is missing: {written(case.test, 'zen')}")
        yield _row(name, cases, compiled)


def _cases(setting: Setting) -> tuple[list[Case], list[Case]]:
    """Every test on every complete answer set, and again without each answer that it reads; what reads the same, once."""
    whole: list[Case] = []
    cases: dict[tuple[str, str], Case] = {}
    tests: dict[str, list[Node]] = {}
    for answers in complete(setting):
        plan = make_plan(setting.rules, str(answers.facts["condition"]), setting.as_of)
        for test in tests.setdefault(plan.condition.id, tests_of(plan)):
            whole.append(Case(test, facts_for_peers(answers.facts, plan), "", truth(test, answers.facts)))
            read = {leaf.question: answers.facts[leaf.question] for leaf in nodes(test)}
            for question in read:
                facts: Facts = {**answers.facts, question: None}
                case = Case(test, facts_for_peers(facts, plan), question, truth(test, facts))
                cases.setdefault((written(test, "zen"), repr({**read, question: None})), case)
    return whole, list(cases.values())


def _row(name: str, cases: list[Case], compiled: Mapping[int, Evaluate]) -> Row:
    wrong, example = Counter[str](), ""
    for case in cases:
        said = _said(compiled, case)
        if said != NAMES[case.truth]:
            wrong[said] += 1
            text = written(case.test, "zen")[1:-1]
            example = example or f"e.g. {case.missing} not known: {text} is {NAMES[case.truth]}; it {_verb(said)}"
    kinds = ", ".join(f"{count} {_verb(said)}" for said, count in wrong.most_common())
    total = sum(wrong.values())
    note = f"{kinds}; {example}" if total else "agrees with Kleene's tables throughout"
    what = f"wrong where an answer is missing: {name}"
    return Row(what, total, None, f"of {len(cases)} tests", note=note)


def _said(compiled: Mapping[int, Evaluate], case: Case) -> str:
    try:
        return NAMES[compiled[id(case.test)](case.facts)]
    except Exception:  # each engine has its own; whatever it is, it is not an answer
        return "raises"


def _verb(said: str) -> str:
    return said if said == "raises" else f"says {said}"
