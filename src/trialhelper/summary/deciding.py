"""What decides, by when, and what only makes treatment wait: the lines that stand under the conversation on the front.

Each is a fact of this person's result: what has to be found out first, what was told beside what the label asks, a window
that opens or closes, what can be lost. None is surer than the answers: what is not known is said to be not known.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from trialhelper.ages import months_as_words
from trialhelper.engine import Window, losable, window_of
from trialhelper.engine.assess import rank_of
from trialhelper.engine.evaluate import Finding, Judged, Mark
from trialhelper.engine.plan import is_genetic, nodes
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.summary.compose import Composer
from trialhelper.summary.model import Sentence

__all__ = [
    "against",
    "agreeing",
    "deciding",
    "differing",
    "differs_in_words",
    "has_the_disease",
    "in_question",
    "pressing",
    "studies",
    "too_late",
    "window_in_words",
]

_SOON_MONTHS: Final = 36
"""A limit that lies further ahead presses nobody; it is told with the product."""
_MOST_WINDOWS: Final = 3
_SETTLED: Final = ("never", "if_worse")
"""Where no product is made for what was told: what is not known beside it does not come first."""
_MOST_FACTS: Final = 4


def has_the_disease(to: Composer) -> bool:
    """Whether the products come into question: not for a carrier, nor while one changed copy is all that was found."""
    return to.assessment.situation.condition == "listed"


def in_question(to: Composer) -> list[Finding]:
    """The available products for this kind of the condition, best first."""
    here = [one for one in to.assessment.findings if one.plan.available and not one.other_kind]
    return sorted(here, key=lambda one: rank_of(one.marks)) if has_the_disease(to) else []


def deciding(to: Composer) -> list[Sentence]:
    """The lines, in the order in which they weigh."""
    return [
        *_carrier(to),
        *_before_test(to),
        *_test_wanted(to),
        *_delay(to),
        *_decides(to),
        *_find_first(to),
        *_waits(to),
        *_windows(to),
        *_lost(to),
        *_programmes(to),
    ]


def _carrier(to: Composer) -> Iterator[Sentence]:
    plan, kind = to.assessment.plan, to.assessment.kind
    carrier = plan.carriers.get(kind.id) if plan and kind else None
    if carrier and kind and not has_the_disease(to):
        yield to.rule(f"condition.{kind.id}.carrier", carrier.carrier.plain, carrier.carrier.claim)


def _before_test(to: Composer) -> Iterator[Sentence]:
    kind = to.assessment.kind
    if kind and kind.before_test and to.assessment.conversation == "confirm-first":
        yield to.statement(f"condition.{kind.id}.before_test", kind.before_test)


def _test_wanted(to: Composer) -> Iterator[Sentence]:
    """Of a test that was told not to be made yet, how to ask for it, as the rules word it for that test."""
    if to.assessment.conversation != "confirm-first":
        return
    for name in to.assessment.used:
        question, answer = to.assessment.rules.questions[name], to.assessment.answers.get(name)
        for option in question.options:
            if answer and option.confirm and answer.written == option.id:
                yield to.rule(f"question.{name}.option.{option.id}.confirm", option.confirm)
                return


def _delay(to: Composer) -> Iterator[Sentence]:
    """That delay does harm, where documents say so."""
    kind, plan = to.assessment.kind, to.assessment.plan
    above = plan.condition if plan else None
    for one in dict.fromkeys(entry.id for entry in (kind, above) if entry):
        entry = to.assessment.rules.conditions[one]
        if entry.time_matters and has_the_disease(to) and to.all_known(entry.time_matters):
            yield to.statement(f"condition.{one}.time_matters", entry.time_matters)
            return


def _decides(to: Composer) -> Iterator[Sentence]:
    """What was told that no time changes, beside what the label asks; and what care or a new test may change."""
    settled = to.assessment.situation.product in _SETTLED
    wanted = Mark.NEVER | Mark.IF_WORSE if settled else Mark.WITH_CARE
    found: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}
    for finding in in_question(to):
        differ = [one for one in differing(finding) if one.mark & wanted]
        if differ and (settled or not finding.marks & (Mark.NEVER | Mark.IF_WORSE)):
            facts = tuple(differs_in_words(to, one) for one in differ if one.mark == differ[0].mark or not settled)
            found.setdefault(facts, {})[finding.plan.therapy.brand] = tuple(r for one in differ for r in one.criterion.claims[:1])
    for facts, brands in list(found.items())[:2]:
        said = "; ".join(facts[:_MOST_FACTS])
        id = "front.decides" if settled else "front.with_care"
        yield to.say(id, next(iter(brands.values())), brands=to.words.listed(list(brands)), facts=said)


def _find_first(to: Composer) -> Iterator[Sentence]:
    """Of the products that come closest who they are for, as far as that is not known."""
    found = in_question(to)
    if to.kind_decides or not found or to.assessment.situation.product in _SETTLED:
        return
    best = rank_of(found[0].marks)
    by_facts: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}
    for finding in found:
        open_ones = [one for one in finding.judged if one.met == UNKNOWN and one.criterion.role == "defines"]
        facts = tuple(dict.fromkeys(to.phrases.asked_for(one.criterion.node.criterion) for one in open_ones))
        if facts and rank_of(finding.marks) == best:
            claims = tuple(ref for one in open_ones for ref in one.criterion.claims[:1])
            by_facts.setdefault(facts, {})[finding.plan.therapy.brand] = claims
    for facts, brands in list(by_facts.items())[:2]:
        claims = next(iter(brands.values()))
        yield to.say(
            "front.find_first", claims, brands=to.words.listed(list(brands)), facts="; ".join(facts[:_MOST_FACTS]), n=len(brands)
        )


def _waits(to: Composer) -> Iterator[Sentence]:
    """What only makes treatment wait, once for all products."""
    found: dict[str, tuple[str, ...]] = {}
    for finding in in_question(to):
        for criterion in finding.postponed:
            found.setdefault(to.phrases.criterion(criterion.node.criterion), criterion.claims)
    if found:
        claims = tuple(ref for refs in found.values() for ref in refs[:1])
        yield to.say("front.waits", claims, facts="; ".join(found))


def pressing(to: Composer) -> bool:
    """Whether time presses: delay does harm, a limit comes soon, or what speaks for a product can be lost."""
    return any(_delay(to)) or any(not window.opens for _, window in _soon(to)) or any(_lost(to))


def _soon(to: Composer) -> list[tuple[Finding, Window]]:
    """The windows of the products in question, the soonest first; those that open whatever the time, those that close soon."""
    assessment = to.assessment
    found = []
    for finding in in_question(to):
        window = window_of(finding, assessment.facts, assessment.answers, assessment.as_of)
        if window and (window.opens or _months(assessment.as_of, window.earliest) <= _SOON_MONTHS):
            found.append((finding, window))
    return sorted(found, key=lambda one: one[1].earliest)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def too_late(to: Composer) -> bool:
    """Whether a product is for a time that is over here, while a brother or sister with the same illness may be in it."""
    plan = to.assessment.plan
    if to.assessment.situation.product != "never" or not plan or not is_genetic(to.assessment.rules, plan.condition):
        return False
    differ = (one for finding in in_question(to) for one in differing(finding))
    return any(getattr(leaf.criterion, "may_be_lost", False) for one in differ for leaf in nodes(one.criterion.node))


def _windows(to: Composer) -> Iterator[Sentence]:
    by_window: dict[Window, list[Finding]] = {}
    for finding, window in _soon(to):
        by_window.setdefault(window, []).append(finding)
    for window, findings in list(by_window.items())[:_MOST_WINDOWS]:
        yield window_in_words(to, window, findings)


def window_in_words(to: Composer, window: Window, findings: list[Finding]) -> Sentence:
    """A window with its age and its months: between the earliest and the latest that the told age allows."""
    number, unit = months_as_words(window.age_months)
    age = to.words(f"age.{unit}", n=int(number) if float(number).is_integer() else number)
    today, first, last = to.assessment.as_of, window.earliest, window.latest
    if (first.year, first.month) == (last.year, last.month):
        when = to.words("window.in", month=to.words.month(last))
    elif (first.year, first.month) == (today.year, today.month):
        when = to.words("window.by", month=to.words.month(last))
    else:
        when = to.words("window.between", first=to.words.month(first), last=to.words.month(last))
    brands = to.words.listed(list(dict.fromkeys(finding.plan.therapy.brand for finding in findings)))
    claims = tuple(
        ref
        for finding in findings
        for one in finding.judged
        if any(leaf.grows for leaf in nodes(one.criterion.node))
        for ref in one.criterion.claims[:1]
    )
    return to.say(f"window.{'opens' if window.opens else 'closes'}", claims, brands=brands, age=age, when=when)


def _lost(to: Composer) -> Iterator[Sentence]:
    """What is true today, speaks for a product and can be lost."""
    found: dict[str, tuple[list[str], tuple[str, ...]]] = {}
    for finding in in_question(to):
        if finding.fit == "differs":
            continue
        for seen in losable(finding):
            question = to.assessment.rules.questions[seen.node.question]
            told = to.phrases.told(question, to.assessment.answers.get(question.id))
            fact = to.words("criterion.is", short=to.phrases.short(question), value=told)
            brands, claims = found.setdefault(fact, ([], getattr(seen.node.criterion, "claim", None) or ()))
            brands.append(finding.plan.therapy.brand)
    for fact, (brands, claims) in found.items():
        yield to.say("front.can_be_lost", claims, brands=to.words.listed(list(dict.fromkeys(brands))), fact=fact)


def _programmes(to: Composer) -> Iterator[Sentence]:
    """The state of the studies, where the conversation turns on them."""
    assessment = to.assessment
    if assessment.conversation not in ("trials", "not-now-but-ask") or assessment.situation.product in ("with_time", "with_care"):
        return
    yield from studies(to, most=2, most_looked_at=2)


def studies(to: Composer, most: int | None = None, most_looked_at: int | None = None) -> list[Sentence]:
    """The products studied for the condition or kind that was told, each with the state of its studies and whom they took.

    With `most` products of a kind, and `most_looked_at` lines on whom the studies took in all; the rest is told inside.
    """
    said, looked_at = [], 0
    for kind in to.told_kinds:
        shown = [place for place, one in enumerate(kind.programmes) if one.dated.latest <= to.assessment.as_of]
        for place in shown[:most]:
            one, here = kind.programmes[place], f"condition.{kind.id}.programme.{place}"
            product = one.product or to.words("programme.not_named")
            said.append(to.say(f"programme.{one.state}", one.claim, product=product, day=to.words.month(one.dated.latest)))
            if one.plain:
                said.append(to.rule(f"{here}.plain", one.plain, one.claim))
            points = one.looks_at if most_looked_at is None else one.looks_at[: most_looked_at - looked_at]
            looked_at += len(points)
            said += [to.rule(f"{here}.looks_at.{n}", point.plain, point.claim) for n, point in enumerate(points)]
    return said


def differs_in_words(to: Composer, one: Judged) -> str:
    """A criterion that differs: what was told, and beside it what the label asks."""
    rules, answers = to.assessment.rules, to.assessment.answers
    names = dict.fromkeys(leaf.question for leaf in nodes(one.criterion.node))
    told = [
        to.words(
            "criterion.is",
            short=to.phrases.short(rules.questions[name]),
            value=to.phrases.told(rules.questions[name], answers.get(name)),
        )
        for name in names
    ]
    asks = to.phrases.asks(one.criterion.node.criterion)
    side = "rules_out" if one.criterion.side == "rules_out" else "requires"
    return to.words(f"team.differs_from.{side}", told="; ".join(told), asks=asks)


def agreeing(to: Composer, finding: Finding) -> tuple[int, int]:
    """How many points agree, and of how many: what defines who the product is for, what else is known, and what an answer
    raised that may speak against it. What only a report could tell against it is told apart, as not known."""
    counted = [one for one in finding.judged if one.met != UNKNOWN or one.criterion.role == "defines" or not on_paper(to, one)]
    return sum(one.met == TRUE for one in counted), len(counted) + len(against(to, finding))


def against(to: Composer, finding: Finding) -> list[str]:
    """What an answer raised that may speak against a product without being a criterion of its label: the answers."""
    rules, answers = to.assessment.rules, to.assessment.answers
    nodes_raised = [
        point.discussed.node
        for point in to.assessment.talking_points
        if point.therapy is finding.plan.therapy and point.discussed.node and point.discussed.risk.kind == "may_exclude"
    ]
    told = dict.fromkeys(leaf.question for node in nodes_raised for leaf in nodes(node) if leaf.question in answers)
    names = [name for name in told if rules.questions[name].type != "age"]
    return [
        to.words(
            "criterion.is",
            short=to.phrases.short(rules.questions[name]),
            value=to.phrases.told(rules.questions[name], answers[name]),
        )
        for name in names
    ]


def on_paper(to: Composer, one: Judged) -> bool:
    """Whether a letter, report or lab sheet would tell it."""
    return any(to.assessment.rules.questions[name].answered_by == "paper" for name in one.criterion.node.questions)


def differing(finding: Finding) -> list[Judged]:
    """The criteria that differ, the hardest to end first."""
    return sorted((one for one in finding.judged if one.met == FALSE), key=lambda one: -one.mark)
