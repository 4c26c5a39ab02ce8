"""The questions for the visit: what the answers raise, what matters to the person first, and no group left out.

A point of the rules comes with a question of its own. Where a group of questions applies and no point belongs to it, the
question of `visit_questions.yaml` stands in, so that the list is whole for every condition and conversation.
"""

from dataclasses import dataclass
from typing import Final

from trialhelper.engine import Assessment, TalkingPoint
from trialhelper.engine.assess import talks_of_trials
from trialhelper.engine.evaluate import truth
from trialhelper.engine.plan import is_genetic
from trialhelper.kleene import TRUE
from trialhelper.rulebase.entries import RiskFactor
from trialhelper.rulebase.files import VisitGroup
from trialhelper.summary.compose import Composer
from trialhelper.summary.deciding import pressing, too_late
from trialhelper.summary.model import Sentence

__all__ = ["Asked", "asked", "favoured", "groups_that_apply", "opening", "points_to_raise", "urgent"]

_WEIGHT: Final = ("urgent", "may_exclude", "may_delay", "extra_checks", "planning")
_GROWN: Final = 18 * 12.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to take along, under its topic; with the point that raises it, unless it fills a gap."""

    topic: str
    sentence: Sentence
    point: TalkingPoint | None


def favoured(assessment: Assessment) -> tuple[str, ...]:
    """The topics that matter most to the person, by what was ticked."""
    rules, facts = assessment.rules, assessment.facts
    ticked = [question for question in rules.questions.values() if question.asked == "values" and facts.get(question.id) == "yes"]
    return tuple(dict.fromkeys(topic for question in ticked for topic in question.raises))


def points_to_raise(assessment: Assessment) -> list[TalkingPoint]:
    """The talking points, each risk factor once: what weighs most first, among those what an answer raised, then what
    matters to the person."""
    topics, first = list(assessment.rules.risk_topics), favoured(assessment)

    def weight(point: TalkingPoint) -> tuple[int, int, int]:
        risk = point.discussed.risk
        matters = first.index(risk.topic) if risk.topic in first else len(first)
        return _WEIGHT.index(risk.kind) + (point.discussed.node is None), matters, topics.index(risk.topic)

    seen: dict[str, TalkingPoint] = {}
    for point in sorted(assessment.talking_points, key=weight):
        seen.setdefault(point.discussed.risk.id, point)
    return list(seen.values())


def urgent(assessment: Assessment) -> list[RiskFactor]:
    """What an answer raised and cannot wait for a visit, whether or not a product comes into question."""
    told = (one for finding in assessment.findings for one in finding.plan.discuss if one.risk.kind == "urgent" and one.node)
    found = {one.risk.id: one.risk for one in told if one.node and truth(one.node, assessment.facts) == TRUE}
    return list(found.values())


def opening(to: Composer) -> list[Sentence]:
    """The questions that a conversation opens with; where time presses, who can see the person and how soon comes first."""
    name, variant = to.assessment.conversation, to.assessment.variant
    first = f"ask.{name}.{variant}" if variant else f"ask.{name}"
    asked = [to.say(f"{first}.{index}") for index in (1, 2)]
    if too_late(to):
        asked.append(to.say("ask.siblings"))
    return [to.say("ask.pressing"), *asked] if pressing(to) else asked


def groups_that_apply(assessment: Assessment) -> tuple[str, ...]:
    """The groups of questions that the list must not leave out."""
    return tuple(name for name, group in assessment.rules.visit_groups.items() if _applies(assessment, group))


def _applies(assessment: Assessment, group: VisitGroup) -> bool:
    platforms = {
        finding.plan.therapy.platform for finding in assessment.findings if finding.plan.available and finding.fit != "differs"
    }
    trials = talks_of_trials(assessment.conversation, assessment.others)
    plan = assessment.plan
    if group.genetic and not (plan and is_genetic(assessment.rules, plan.condition)):
        return False
    if group.platforms and platforms.isdisjoint(group.platforms):
        return False
    match group.when:
        case "trials":
            return trials
        case "approved":
            return bool(platforms)
        case "child":
            return (trials or bool(platforms)) and _for_a_child(assessment)
    return trials or bool(platforms)


def _for_a_child(assessment: Assessment) -> bool:
    age = assessment.facts.get("age")
    return assessment.facts.get("who") == "child" or (isinstance(age, float) and age < _GROWN)


def asked(to: Composer) -> list[Asked]:
    """Every question to take along, by topic: the topics that matter to the person first."""
    assessment, rules = to.assessment, to.assessment.rules
    found = [
        Asked(
            point.discussed.risk.topic,
            to.rule(
                f"risk.{point.discussed.risk.id}.question",
                point.discussed.risk.question,
                point.discussed.claims or point.discussed.risk.claim,
            ),
            point,
        )
        for point in points_to_raise(assessment)
    ]
    covered = {group for one in found if one.point for group in one.point.discussed.risk.covers}
    wanted = groups_that_apply(assessment)
    for question in rules.visit_questions.values():
        if any(group in wanted and group not in covered for group in question.covers):
            covered.update(question.covers)
            found.append(Asked(question.topic, to.rule(f"visit.{question.id}.question", question.question), None))
    first = favoured(assessment)
    order = {topic: place for place, topic in enumerate(dict.fromkeys((*first, *rules.risk_topics)))}
    return sorted(found, key=lambda one: order[one.topic])
