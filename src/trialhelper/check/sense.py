"""C6: the criteria make sense: each can be met and can fail to be, together they can be met, and none is there twice.

Every version of every indication is looked at, as its label stood. Nothing is sampled: each statement is the outcome of a
search over all answers to the questions involved, taken apart where criteria share none (`finding_answers`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from trialhelper.check.report import Remark, Severity
from trialhelper.check.written import in_words
from trialhelper.engine.dates import plans_over_time, tops
from trialhelper.engine.evaluate import truth
from trialhelper.engine.finding_answers import Wish, all_met, answers_that, possible_facts, wish, wish_of
from trialhelper.engine.plan import Criterion, IndicationPlan, Node, Plan
from trialhelper.engine.space import Fact, components
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Leaf, Test
from trialhelper.rulebase.entries import Indication, IndicationVersion, Therapy
from trialhelper.rulebase.standing import starts

__all__ = ["check"]

_Every = Mapping[str, tuple[Fact, ...]]


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C601 a criterion that nobody can meet; C602 one that everybody meets; C603 a part or a point that is always, or never,
    true; C604 criteria that nobody can meet together; C605 a criterion that the others imply (a hint when another source says
    so too); C606 an indication that another of the same product covers; C607 a version that changes nothing; C608 a version
    that is never in force while the product is available."""
    del as_of  # every date is looked at
    looked: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    told: set[int] = set()
    for condition in tops(rules):
        for plan in plans_over_time(rules, condition):
            every = possible_facts(plan)
            for indication in plan.indications:
                if id(indication.version) not in looked:
                    looked.add(id(indication.version))
                    yield from _one(indication, every, told)
            yield from _subsumed(plan, every, pairs)
            general = [(point.node, f"the point {point.risk.id}") for point in plan.trial_points if point.node]
            for node, place in (*general, (plan.trial_reason, "trial_reason")):
                if id(node.criterion) not in told:
                    told.add(id(node.criterion))
                    yield from _steady(node, every, place)
    for therapy in rules.therapies.values():
        for one in therapy.indications:
            yield from _versions(therapy, one)


def _called(criterion: Criterion) -> str:
    return f"{criterion.side} [{in_words(criterion.node.criterion)}]"


def _place(indication: IndicationPlan) -> str:
    return f"{indication.therapy.id} for {indication.condition.id} from {indication.version.from_}"


def _example(indication: IndicationPlan, facts: Mapping[str, Fact] | None) -> tuple[tuple[str, Fact], ...]:
    return (("condition", indication.condition.id), *(facts or {}).items())


def _one(indication: IndicationPlan, every: _Every, told: set[int]) -> Iterator[Remark]:
    """What is wrong with one version by itself."""
    place, sound = _place(indication), True
    sensible = []
    for criterion in indication.criteria:
        if answers_that([wish(criterion, TRUE)], every) is None:
            sound = False
            fails = _example(indication, answers_that([wish(criterion, FALSE)], every))
            yield Remark("C601", "error", f"no answers meet a criterion of {place}: {_called(criterion)}", fails)
        elif answers_that([wish(criterion, FALSE)], every) is None:
            meets = _example(indication, answers_that([wish(criterion, TRUE)], every))
            yield Remark("C602", "warning", f"every answer meets a criterion of {place}: {_called(criterion)}", meets)
        else:
            sensible.append(criterion)
        yield from _parts(criterion.node, every, place)
    for discussed in indication.discuss:
        if discussed.node and id(discussed.node.criterion) not in told:
            told.add(id(discussed.node.criterion))
            yield from _steady(discussed.node, every, f"the point {discussed.risk.id} of {place}")
    if sound and answers_that(all_met(indication.criteria), every) is None:
        yield _contradiction(indication, every)
    elif sound:
        yield from _redundant(indication, sensible, every)


def _steady(node: Node, every: _Every, place: str) -> Iterator[Remark]:
    """A node that is never true, or never false, whatever is answered; and its parts."""
    for value, said in ((TRUE, "never holds"), (FALSE, "always holds")):
        if answers_that([wish_of(node, value)], every) is None:
            other = answers_that([wish_of(node, 2 - value)], every) or {}
            written = in_words(node.criterion)
            yield Remark("C603", "warning", f"whatever is answered, [{written}] {said}: {place}", tuple(other.items()))
            return
    yield from _parts(node, every, place)


def _parts(node: Node, every: _Every, place: str) -> Iterator[Remark]:
    """Parts of a group that are always or never true, or that the rest of the group makes idle."""
    for index, part in enumerate(node.parts):
        before = list(_steady(part, every, f"a part of {place}"))
        yield from before
        rest = node.parts[:index] + node.parts[index + 1 :]
        if not before and node.shape in ("all", "any") and rest:
            yield from _idle(node, part, rest, every, place)


def _idle(node: Node, part: Node, rest: Sequence[Node], every: _Every, place: str) -> Iterator[Remark]:
    worst = min if node.shape == "all" else max

    def moves(facts: Mapping[str, Fact]) -> bool:
        return truth(node, facts) != worst(truth(other, facts) for other in rest)

    if answers_that([Wish(node.questions, moves)], every) is None:
        shown = answers_that([wish_of(part, FALSE if node.shape == "all" else TRUE)], every) or {}
        says = f"a part of a group changes nothing, the other parts imply it: {place}: [{in_words(part.criterion)}]"
        yield Remark("C605", "warning", says, tuple(shown.items()))


def _contradiction(indication: IndicationPlan, every: _Every) -> Remark:
    """The fewest criteria, as far as leaving out one by one goes, that cannot be met together."""
    clash = list(indication.criteria)
    for criterion in indication.criteria:
        without = [one for one in clash if one is not criterion]
        if answers_that(all_met(without), every) is None:
            clash = without
    facts = answers_that(all_met(clash[:-1]), every)
    listed = " and ".join(map(_called, clash))
    says = f"no answers line up with {_place(indication)}: {listed} contradict each other"
    return Remark("C604", "error", says, _example(indication, facts))


def _redundant(indication: IndicationPlan, criteria: list[Criterion], every: _Every) -> Iterator[Remark]:
    """Criteria without which no fit changes. Of two that say the same the later one is named."""
    kept = list(criteria)
    for criterion in reversed(criteria):
        near = _near(kept, criterion)
        others = [one for one in kept if one is not criterion and one.node.questions & near]
        if criterion.side == "kind" or not _implied(criterion, others, every):
            continue
        kept.remove(criterion)
        for one in list(others):
            fewer = [other for other in others if other is not one]
            if _implied(criterion, fewer, every):
                others = fewer
        cited = {ref for one in others for ref in one.claims}
        severity: Severity = "warning" if cited.issuperset(criterion.claims) else "hint"
        by = " and ".join(map(_called, others))
        says = f"a criterion of {_place(indication)} changes nothing: {_called(criterion)} is implied by {by}"
        facts = answers_that([wish(criterion, FALSE)], every)
        yield Remark("C605", severity, says, _example(indication, facts))


def _near(criteria: Sequence[Criterion], wanted: Criterion) -> frozenset[str]:
    """The questions that criteria tie to those of one of them."""
    groups = components(one.node.questions for one in criteria)
    return next(group for group in groups if group & wanted.node.questions)


def _implied(criterion: Criterion, others: Sequence[Criterion], every: _Every) -> bool:
    """Whether no fit changes without the criterion: it is never worse than the worst of the others."""
    for mine, theirs in ((FALSE, (UNKNOWN, TRUE)), (UNKNOWN, (TRUE,))):
        if answers_that([wish(criterion, mine), *(wish(one, *theirs) for one in others)], every) is not None:
            return False
    return True


def _subsumed(plan: Plan, every: _Every, pairs: set[tuple[int, int]]) -> Iterator[Remark]:
    """Indications of one product, in force on one date, of which one lines up whenever another does."""
    for one in plan.indications:
        for other in plan.indications:
            pair = (id(one.version), id(other.version))
            if one is other or one.therapy is not other.therapy or pair in pairs:
                continue
            pairs.add(pair)
            facts = answers_that(all_met(one.criteria), every)
            if facts is None or not _covers(other, one, every):
                continue
            same = _covers(one, other, every)
            if same:
                pairs.add(pair[::-1])
            does = "lines up for the very same answers as" if same else "adds nothing to"
            yield Remark("C606", "warning", f"{_place(one)} {does} {_place(other)}", _example(one, facts))


def _covers(wider: IndicationPlan, narrower: IndicationPlan, every: _Every) -> bool:
    """Whether everything that lines up with the narrower one lines up with the wider one."""
    lined_up = all_met(narrower.criteria)
    return all(answers_that([*lined_up, wish(one, FALSE, UNKNOWN)], every) is None for one in wider.criteria)


def _versions(therapy: Therapy, indication: Indication) -> Iterator[Remark]:
    example = (("condition", indication.condition),)
    for index, version in enumerate(indication.versions):
        place = f"{therapy.id} for {indication.condition} from {version.from_}"
        if index and _said(version) == _said(indication.versions[index - 1]):
            yield Remark("C607", "warning", f"{place} is the same as the version before it", example)
        ends = indication.versions[index + 1].from_.latest if index + 1 < len(indication.versions) else date.max
        if not _available(therapy, version.from_.latest, ends):
            yield Remark("C608", "warning", f"{place} is in force on no day on which the product is available", example)


def _said(version: IndicationVersion) -> object:
    """What a version says, its date and its claims aside."""
    asked = [sorted(_bare(one) for one in side) for side in (version.requires, version.rules_out, version.discuss)]
    return asked, sorted(note.plain for note in version.not_asked), version.contraindications


def _bare(written: Test) -> str:
    leaf = (
        (written.role, str(written.ends), written.may_be_lost, written.effect, written.point)
        if isinstance(written, Leaf)
        else written.role
    )
    return f"{in_words(written)} {leaf}"


def _available(therapy: Therapy, first: date, ends: date) -> bool:
    """Whether the product is available on some day from `first` on and before `ends`."""
    days = [(starts(status), status.is_) for status in therapy.status]
    until = [day for day, _ in days[1:]] + [date.max]
    return any(
        is_ == "available" and max(day, first) <= min(over, ends) - timedelta(days=1)
        for (day, is_), over in zip(days, until, strict=True)
    )
