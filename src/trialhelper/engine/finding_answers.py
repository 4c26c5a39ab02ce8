"""Finding answers that do what is wanted of some criteria, or proving that none do.

Exact, and never a product of everything: what is wanted of one question alone narrows that question first; questions that
nothing asks for together are looked at apart; and a wish is looked at as soon as its last question has an answer. When
nothing is found, nothing is there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trialhelper.ages import MOST_MONTHS
from trialhelper.engine.compiled import outcomes_of
from trialhelper.engine.evaluate import truth
from trialhelper.engine.plan import Criterion, Node, Plan
from trialhelper.engine.space import Fact, cells, components
from trialhelper.kleene import TRUE
from trialhelper.rulebase.entries import Question

__all__ = ["Wish", "all_met", "answers_that", "possible_facts", "wish", "wish_of"]

Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Wish:
    """Something wanted of the answers to some questions."""

    questions: frozenset[str]
    holds: Callable[[Facts], bool]


def wish(criterion: Criterion, *values: int) -> Wish:
    """That a criterion is met to one of these degrees."""
    return Wish(criterion.node.questions, lambda facts: outcomes_of(criterion)(facts).met in values)


def wish_of(node: Node, *values: int) -> Wish:
    """That a node has one of these truth values."""
    return Wish(node.questions, lambda facts: truth(node, facts) in values)


def possible_facts(plan: Plan) -> dict[str, tuple[Fact, ...]]:
    """`cells`, with what nobody can answer left out: numbers outside the range that the question takes."""
    every = dict(cells(plan))
    for question in plan.questions:
        if question.type in ("age", "number"):
            every[question.id] = (None, *_in_range(question, [fact for fact in every[question.id] if isinstance(fact, float)]))
    return every


def _in_range(question: Question, numbers: list[float]) -> Iterator[float]:
    """The numbers that can be answered, one for each stretch between two bounds. A number without a range is not negative."""
    least, most = 0.0, float(MOST_MONTHS)
    if question.type == "number":
        least, most = float(question.least or 0), 1e6 if question.most is None else float(question.most)
    inside = [number for number in numbers if least <= number <= most]
    if not inside or (inside[0] > least and any(number < least for number in numbers)):
        yield least
    yield from inside


def answers_that(wishes: Sequence[Wish], every: Mapping[str, tuple[Fact, ...]]) -> dict[str, Fact] | None:
    """Answers to the questions of the wishes that fulfil every one of them, or None when there are none."""
    found: dict[str, Fact] = {}
    for group in components(one.questions for one in wishes if one.questions):
        mine = [one for one in wishes if one.questions <= group]
        part = _in_group(sorted(group), mine, every)
        if part is None:
            return None
        found |= part
    return found


def _in_group(names: list[str], wishes: list[Wish], every: Mapping[str, tuple[Fact, ...]]) -> dict[str, Fact] | None:
    left = {
        name: [fact for fact in every[name] if all(one.holds({name: fact}) for one in wishes if one.questions == {name})]
        for name in names
    }
    names = sorted(names, key=lambda name: (len(left[name]), name))
    due: dict[str, list[Wish]] = {name: [] for name in names}
    for one in wishes:
        if len(one.questions) > 1:
            due[max(one.questions, key=names.index)].append(one)
    return _fill(names, left, due, {})


def _fill(
    names: list[str], left: Mapping[str, list[Fact]], due: Mapping[str, list[Wish]], chosen: dict[str, Fact]
) -> dict[str, Fact] | None:
    if len(chosen) == len(names):
        return dict(chosen)
    name = names[len(chosen)]
    for fact in left[name]:
        chosen[name] = fact
        if all(one.holds(chosen) for one in due[name]) and (found := _fill(names, left, due, chosen)) is not None:
            return found
        del chosen[name]
    return None


def all_met(criteria: Iterable[Criterion]) -> list[Wish]:
    """That every one of some criteria is met."""
    return [wish(criterion, TRUE) for criterion in criteria]
