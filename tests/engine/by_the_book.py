"""Fits and points written down from the rules as plainly as DESIGN says them, with nothing of the engine in it.

Slow, without plans or traces; only there to disagree with the engine when one of the two is wrong.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from trialhelper.rulebase import RuleBase, status_on, version_on
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not, leaves

FALSE, UNKNOWN, TRUE = "false", "unknown", "true"
_ORDER = (FALSE, UNKNOWN, TRUE)
_MONTHS = {"year": 12.0, "years": 12.0, "month": 1.0, "months": 1.0, "week": 12 / 52.1775, "weeks": 12 / 52.1775}

Facts = Mapping[str, str | float | None]


def truth(criterion: Any, rules: RuleBase, facts: Facts) -> str:
    match criterion:
        case All(all=parts):
            return min((truth(part, rules, facts) for part in parts), key=_ORDER.index)
        case Any_(any=parts):
            return max((truth(part, rules, facts) for part in parts), key=_ORDER.index)
        case Not(not_=part):
            return {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[truth(part, rules, facts)]
        case _:
            return _leaf(criterion, rules, facts)


def _leaf(leaf: Leaf, rules: RuleBase, facts: Facts) -> str:
    said = facts.get(leaf.ask)
    if leaf.operator == "known":
        return TRUE if (said is not None) is leaf.operand else FALSE
    if said is None:
        return UNKNOWN
    test = _holds_for_age if rules.questions[leaf.ask].type == "age" else _holds
    return TRUE if test(leaf.operator, leaf.operand, said) else FALSE


def _holds(operator: str, operand: Any, said: Any) -> bool:
    if operator == "between":
        return bool(operand[0] <= said <= operand[1])
    return {
        "is": lambda: said == operand,
        "is_not": lambda: said != operand,
        "in": lambda: said in operand,
        "not_in": lambda: said not in operand,
        "at_least": lambda: said >= operand,
        "at_most": lambda: said <= operand,
        "more_than": lambda: said > operand,
        "less_than": lambda: said < operand,
    }[operator]()


def _holds_for_age(operator: str, operand: Any, months: Any) -> bool:
    """Ages are told in completed years or months: someone of 25 years and 11 months is 25."""
    first, last = operand if operator == "between" else (operand, operand)
    return {
        "at_least": months >= _begins(first),
        "at_most": months < _ends(last),
        "more_than": months >= _ends(first),
        "less_than": months < _begins(last),
        "between": _begins(first) <= months < _ends(last),
    }[operator]


def _begins(age: str) -> float:
    number, unit = age.split()
    return round(int(number) * _MONTHS[unit], 4)


def _ends(age: str) -> float:
    number, unit = age.split()
    return round((int(number) + 1) * _MONTHS[unit], 4)


def fits(rules: RuleBase, condition: str, facts: Facts, day: date, view: str) -> Iterator[tuple[str, str, str]]:
    """Every product in force for a condition or a kind of it, with its fit."""
    top = rules.top(condition)
    family = {entry.id for entry in rules.family(top.id)}
    for therapy in rules.therapies.values():
        status = status_on(therapy, day)
        for indication in therapy.indications:
            version = version_on(indication, day)
            if indication.condition not in family or status is None or version is None:
                continue
            met = []
            kind = rules.conditions[indication.condition].kind
            if kind and indication.condition != top.id:
                told = facts.get(top.kinds_ask or "")
                met.append(UNKNOWN if told is None else TRUE if told == kind else FALSE)
            met += [truth(one, rules, facts) for one in version.requires if counts(one, rules, view)]
            met += [truth(Not(not_=one), rules, facts) for one in version.rules_out if counts(one, rules, view)]
            differs = status == "withdrawn" or FALSE in met
            yield therapy.id, indication.condition, "differs" if differs else "cannot_tell" if UNKNOWN in met else "lines_up"


def counts(criterion: Any, rules: RuleBase, view: str) -> bool:
    """What only the care team can answer counts in their view alone."""
    return view == "care_team" or all(rules.questions[leaf.ask].answered_by == "person" for leaf in leaves(criterion))


def points(rules: RuleBase, condition: str, facts: Facts, day: date, view: str, raised: bool) -> set[tuple[str, str | None]]:
    """The risk factors to raise, each with the product (None: for studies, when those are talked about)."""
    found: set[tuple[str, str | None]] = set()

    def holds(criterion: Any) -> bool:
        return criterion is None or (counts(criterion, rules, view) and truth(criterion, rules, facts) == TRUE)

    for name, target, fit in fits(rules, condition, facts, day, view):
        if fit == "differs":
            continue
        therapy = rules.therapies[name]
        version = next(version_on(one, day) for one in therapy.indications if one.condition == target)
        assert version is not None
        named = {leaf.point for one in version.discuss if counts(one, rules, view) for leaf in leaves(one)}
        for one in version.discuss:
            found |= {(leaf.point or "", name) for leaf in leaves(one) if holds(one)}
        for risk in rules.risk_factors.values():
            concerned = therapy.platform in risk.platforms or name in risk.therapies
            if concerned and (risk.when is None or risk.id not in named) and holds(risk.when):
                found.add((risk.id, name))
    if raised:
        found |= {(risk.id, None) for risk in rules.risk_factors.values() if risk.trials and holds(risk.when)}
    return found
