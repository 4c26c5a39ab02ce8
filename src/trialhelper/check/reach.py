"""C3: everything that the rule base holds can be reached: conversations, questions, points, words; on every date that matters."""

import re
from collections.abc import Iterator
from datetime import date

from trialhelper.check.report import Remark
from trialhelper.check.wording import texts
from trialhelper.engine.assess import NoRow, Situation, converse
from trialhelper.engine.dates import plans_over_time, tops
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import situations
from trialhelper.rulebase.base import RuleBase

__all__ = ["check"]

_BEFORE_ANY_CONDITION = frozenset({"who", "condition"})


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C301 a conversation that no answers reach on any date; C302 a question that no condition asks; C303 a row that fails;
    C304 a conversation or a question that only other dates reach; C305 a point that nothing raises, or a word of the
    glossary that no text of the rules holds."""
    opening = {row.then for row in rules.table.rows if row.condition and "listed" not in row.condition}
    said, asked = set(opening), set(_BEFORE_ANY_CONDITION)
    said_now, asked_now = set(opening), set(_BEFORE_ANY_CONDITION)
    failed: set[Situation] = set()
    raised: set[str] = set()
    for condition in tops(rules):
        now = make_plan(rules, condition, as_of, "care_team")
        asked_now |= {question.id for question in now.questions}
        for seen in situations(now):
            said_now.update(_said(rules, seen))
        for plan in plans_over_time(rules, condition):
            asked |= {question.id for question in plan.questions}
            discussed = (*plan.trial_points, *(one for indication in plan.indications for one in indication.discuss))
            raised |= {one.risk.id for one in discussed}
            for seen, way in situations(plan).items():
                told = _said(rules, seen)
                said.update(told)
                if not told and seen not in failed:
                    failed.add(seen)
                    yield Remark(
                        "C303", "error", f"no row of conversations.yaml holds on {plan.as_of} for {seen}", tuple(way.items())
                    )
    for kind, names, ever, today in (
        ("conversation", rules.conversations, said | said_now, said_now),
        ("question", rules.questions, asked | asked_now, asked_now),
    ):
        lead, code = ("no answers lead to", "C301") if kind == "conversation" else ("no condition asks", "C302")
        for name in names:
            if kind == "question" and rules.questions[name].asked in ("values", "by_name"):
                continue  # it is printed, or orders what is, whatever the condition
            if name not in ever:
                yield Remark(code, "warning", f"{lead} the {kind} {name} on any date, {as_of} among them")
            elif name not in today:
                yield Remark("C304", "hint", f"{lead} the {kind} {name} on {as_of}; other dates do")
    for name in rules.risk_factors:
        if name not in raised:
            yield Remark("C305", "warning", f"nothing raises the point {name} on any date")
    yield from _words(rules)


def _words(rules: RuleBase) -> Iterator[Remark]:
    said = tuple(texts(rules))
    for name, entry in rules.glossary.items():
        known = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in (entry.term, *entry.also)), re.IGNORECASE)
        own = f"glossary/{name}."
        if not any(known.search(text) for place, text in said if not place.startswith(own)):
            yield Remark("C305", "hint", f"no text of the rules holds the word {name}")


def _said(rules: RuleBase, seen: Situation) -> tuple[str, ...]:
    try:
        return (converse(rules, seen)[0],)
    except NoRow:
        return ()
