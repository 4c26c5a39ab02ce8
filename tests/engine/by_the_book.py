"""Fits, points and conversations written down from the rules as plainly as DESIGN says them, with nothing of the engine in it.

Slow, without plans or traces; only there to disagree with the engine when one of the two is wrong.
"""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from trialhelper.rulebase import RuleBase, standing_of, status_on, version_on
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not, leaves

FALSE, UNKNOWN, TRUE = "false", "unknown", "true"
_ORDER = (FALSE, UNKNOWN, TRUE)
ENDINGS = ("with_time", "with_care", "if_worse", "doubt", "never")
"""How a difference could end, the easiest first."""
WORST_LAST = ("lines_up", "open", "with_time", "with_care", "if_worse", "confirm", "doubt", "never")
"""Of one product's criteria the last decides: to find out first what is not known outranks a difference that can end."""
BEST_FIRST = ("lines_up", "open", "confirm", "doubt", "with_time", "with_care", "if_worse", "never")
"""Of several products the first decides the conversation."""
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


# ---- one criterion ----


def need(side: str, criterion: Any) -> Any:
    """What has to be true for a criterion to speak for its product."""
    return Not(not_=criterion) if side == "rules_out" else criterion


def written_leaves(criterion: Any) -> list[Leaf]:
    return list(leaves(criterion))


def truth_of_leaves(criterion: Any, values: Mapping[int, str]) -> str:
    """The truth of a criterion when each of its leaves, by its place as written, is told to be so."""
    places = iter(range(len(values)))

    def look(one: Any) -> str:
        match one:
            case All(all=parts):
                return min([look(part) for part in parts], key=_ORDER.index)
            case Any_(any=parts):
                return max([look(part) for part in parts], key=_ORDER.index)
            case Not(not_=part):
                return {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[look(part)]
            case _:
                return values[next(places)]

    return look(criterion)


def can_become_true(criterion: Any, values: Mapping[int, str], free: list[int]) -> bool:
    """Whether some way of telling the free leaves anew makes it true."""
    return any(
        truth_of_leaves(criterion, {**values, **dict(zip(free, chosen, strict=True))}) == TRUE
        for chosen in itertools.product((FALSE, TRUE), repeat=len(free))
    )


def ending_of(leaf: Leaf, rules: RuleBase, facts: Facts) -> str:
    """How what an answer makes of a leaf could end. An age only grows: it ends with time if it is otherwise at some later age."""
    said = facts[leaf.ask]
    if rules.questions[leaf.ask].type == "age":
        assert isinstance(said, float)
        now = _leaf(leaf, rules, facts)
        older = [said + 1 / 16 * step for step in range(1, 16 * 12 * 8)] + [12.0 * years for years in range(2, 130)]
        return "with_time" if any(_leaf(leaf, rules, {leaf.ask: age}) != now for age in older if age > said) else "never"
    if isinstance(leaf.ends, str):
        return leaf.ends
    return dict(leaf.ends or {}).get(said, "never")  # type: ignore[arg-type]


def ending(wanted: Any, rules: RuleBase, facts: Facts) -> str:
    """The easiest way in which what is not met could come to be met: of the endings of all that has to change the hardest."""
    those = written_leaves(wanted)
    values = {place: _leaf(leaf, rules, facts) for place, leaf in enumerate(those)}
    told = {place: ending_of(leaf, rules, facts) for place, leaf in enumerate(those) if values[place] != UNKNOWN}
    for number, name in enumerate(ENDINGS):
        free = [place for place in values if values[place] == UNKNOWN or told[place] in ENDINGS[: number + 1]]
        if can_become_true(wanted, values, free):
            return name
    raise AssertionError("when every answer may change, any criterion can be met")


def asks_to_confirm(criterion: Any, rules: RuleBase, facts: Facts) -> bool:
    """Whether a diagnosis, a test, a stage or what was tried before is among the answers that could still settle it."""
    those = written_leaves(criterion)
    values = {place: _leaf(leaf, rules, facts) for place, leaf in enumerate(those)}
    unknown = [place for place, value in values.items() if value == UNKNOWN]
    for place in unknown:
        others = [other for other in unknown if other != place]
        for chosen in itertools.product((FALSE, TRUE), repeat=len(others)):
            told = {**values, **dict(zip(others, chosen, strict=True))}
            turns = {truth_of_leaves(criterion, {**told, place: value}) for value in (FALSE, TRUE)}
            if len(turns) > 1 and rules.questions[those[place].ask].confirms:
                return True
    return False


# ---- one product ----


class Seen(NamedTuple):
    """What the answers say of one product for one condition."""

    therapy: str
    condition: str
    fit: str
    reaches: str | None
    """The worst that one of its criteria makes of it; None when it is for another kind."""
    available: bool
    waits: list[Any]
    """What only makes treatment wait, as told."""


def products(rules: RuleBase, condition: str, facts: Facts, day: date, view: str) -> Iterator[Seen]:
    """Every product in force for a condition or a kind of it."""
    top = rules.top(condition)
    family = {entry.id for entry in rules.family(top.id)}
    for therapy in rules.therapies.values():
        status = status_on(therapy, day)
        for indication in therapy.indications:
            version = version_on(indication, day)
            if indication.condition not in family or status is None or version is None:
                continue
            found = [] if status == "available" else ["never"]
            other_kind = False
            kind = rules.conditions[indication.condition].kind
            if kind and indication.condition != top.id:
                asked = top.kinds_ask or ""
                told = facts.get(asked)
                other_kind = told is not None and told != kind
                if told is None:
                    found.append("confirm" if rules.questions[asked].confirms else "open")
            waits = []
            for side, criteria in (("requires", version.requires), ("rules_out", version.rules_out)):
                for one in criteria:
                    if not counts(one, rules, view):
                        continue
                    if one.role == "postpones":
                        waits += [one] if truth(one, rules, facts) == TRUE else []
                        continue
                    wanted = need(side, one)
                    match truth(wanted, rules, facts):
                        case "false":
                            found.append(ending(wanted, rules, facts))
                        case "unknown":
                            defines = one.role == "defines" and asks_to_confirm(one, rules, facts)
                            found.append("confirm" if defines else "open")
            differs = other_kind or set(found) & set(ENDINGS)
            fit = "differs" if differs else "cannot_tell" if found else "lines_up"
            worst = max(found, key=WORST_LAST.index, default="lines_up")
            yield Seen(
                therapy.id, indication.condition, fit, None if other_kind else worst, status == "available",
                [] if differs else waits,
            )  # fmt: skip


def fits(rules: RuleBase, condition: str, facts: Facts, day: date, view: str) -> Iterator[tuple[str, str, str]]:
    """Every product in force for a condition or a kind of it, with its fit."""
    for one in products(rules, condition, facts, day, view):
        yield one.therapy, one.condition, one.fit


def counts(criterion: Any, rules: RuleBase, view: str) -> bool:
    """What only the care team can answer counts in their view alone; what stands on paper counts in every view."""
    return view == "care_team" or all(rules.questions[leaf.ask].answered_by != "team" for leaf in leaves(criterion))


# ---- the conversation ----


def studied_of(rules: RuleBase, condition: str, day: date) -> str:
    """What is told of studies: a programme known by then decides; else what documents said; else whether anybody looked."""
    entry = rules.conditions[condition]
    states = [one.state for one in entry.programmes if one.dated.latest <= day]
    if states:
        return "stopped" if all(state in ("on_hold", "stopped", "finished") for state in states) else "running"
    if standing_of(rules, condition, day).studied:
        return "running"
    return "none" if entry.looked_for_studies else "not_looked"


def studied_apart(rules: RuleBase, kinds: list[str], day: date) -> bool:
    """Whether what is studied is another for one kind than for the next: in another state, or another product."""
    named = [[one.product for one in rules.conditions[kind].programmes if one.dated.latest <= day] for kind in kinds]
    states = [studied_of(rules, kind, day) for kind in kinds]
    return any(one != states[0] for one in states) or any(one != named[0] for one in named)


def situation(rules: RuleBase, condition: str, facts: Facts, day: date, view: str) -> tuple[str, str, str, bool]:
    """What the decision table looks at: the condition, the best product, the studies, and a reason to ask for these."""
    top = rules.top(condition)
    kinds = {entry.kind: entry.id for entry in rules.family(top.id) if entry.kind_of == top.id}
    told = kinds.get(facts.get(top.kinds_ask or ""), top.id)
    found = [one for one in products(rules, condition, facts, day, view) if one.reaches is not None]
    reached = [one.reaches for one in found if one.available and one.reaches]
    product = min(reached, key=BEST_FIRST.index) if reached else "withdrawn" if found else "none"
    studied = studied_of(rules, told, day)
    if told == top.id and kinds:
        each = {studied_of(rules, kind, day) for kind in kinds.values()}
        studied = min(each, key=("running", "stopped", "not_looked", "none").index)
        if each & {"running", "stopped"} and not reached and studied_apart(rules, list(kinds.values()), day):
            product = "kind"
    listed = "listed"
    carrier = rules.conditions[told].carrier
    if carrier and truth(carrier.when, rules, facts) == TRUE:
        listed = "carrier" if facts.get(carrier.signs) == "no" else "one_copy"
    return listed, product, studied, truth(rules.table.trial_reason, rules, facts) == TRUE


def conversation(rules: RuleBase, seen: tuple[str, str, str, bool]) -> tuple[str, str | None, tuple[str, ...]]:
    """The one row of the decision table that takes all of it: what to talk of, in which words, and what beside it."""
    (row,) = [
        row
        for row in rules.table.rows
        if all(
            cell is None or value in cell
            for cell, value in zip((row.condition, row.product, row.studied, row.trial_reason), seen, strict=True)
        )
    ]
    return row.then, row.words, row.beside


def points(rules: RuleBase, condition: str, facts: Facts, day: date, view: str, raised: bool) -> set[tuple[str, str | None]]:
    """The risk factors to raise, each with the product (None: for studies, when those are talked about)."""
    found: set[tuple[str, str | None]] = set()

    def holds(criterion: Any) -> bool:
        return criterion is None or (counts(criterion, rules, view) and truth(criterion, rules, facts) == TRUE)

    genetic = any(entry.genes for entry in rules.family(rules.top(condition).id))
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
    return {point for point in found if genetic or not rules.risk_factors[point[0]].genetic}
