"""An assessment as plain JSON data, for programs: the conversation, every therapy with its reasons, points and sources.

Ids, not sentences: what a program compares stays the same when a wording changes. What people read is in `content`.
"""

from typing import Any, Final

from trialhelper.answers import Answers
from trialhelper.engine import (
    Assessment,
    because,
    because_fit,
    contradictions,
    open_questions,
    to_settle,
    told_by_team,
    window_of,
)
from trialhelper.engine.evaluate import Finding, Judged
from trialhelper.engine.plan import Node
from trialhelper.kleene import NAMES
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.texts import not_asked_id
from trialhelper.summary.asking import urgent
from trialhelper.summary.phrases import Phrases
from trialhelper.words import Words

__all__ = ["RESULT_VERSION", "result_of"]

RESULT_VERSION: Final = 2


def result_of(assessment: Assessment, words: Words) -> dict[str, Any]:
    """The whole result. Every claim that it names stands in `sources` with its document and date."""
    settle = to_settle(assessment)
    phrases = Phrases(assessment.rules, words)
    therapies = [_therapy(assessment, finding, phrases, words) for finding in assessment.findings]
    points = [
        {
            "id": point.discussed.risk.id,
            "therapy": point.therapy.id if point.therapy else None,
            "question": words.rule(f"risk.{point.discussed.risk.id}.question", point.discussed.risk.question).text,
            "raised_by": sorted(_questions(point.discussed.node)) if point.discussed.node else [],
            "claims": list(point.discussed.claims or point.discussed.risk.claim),
        }
        for point in assessment.talking_points
    ]
    standing = assessment.standing
    data: dict[str, Any] = {
        "urgent": [words.rule(f"risk.{risk.id}.plain", risk.plain).text for risk in urgent(assessment)],
        "format": "trialhelper-result",
        "format_version": RESULT_VERSION,
        "as_of": assessment.as_of.isoformat(),
        "rules_version": assessment.rules.version,
        "condition": assessment.kind.id if assessment.kind else None,
        "conversation": {
            "primary": assessment.conversation,
            "words": assessment.variant,
            "others": list(assessment.others),
            "because": list(because(assessment)),
            "to_settle": {
                "person": list(settle.person),
                "care_team": [
                    {"therapy": name, "criterion": phrases.criterion(one.node.criterion)} for name, one in settle.care_team
                ],
            },
        },
        "standing": {
            "state": standing.state,
            "holds": list(standing.holds),
            "studied": list(standing.studied),
            "superseded": list(standing.superseded),
            "in_conflict": list(standing.in_conflict),
        }
        if standing
        else None,
        "therapies": therapies,
        "talking_points": points,
        "contradictions": [
            {"id": found.rule.id, "questions": list(found.questions)}
            for found in contradictions(assessment.rules, Answers({name: assessment.answers[name] for name in assessment.used}))
        ],
        "care_team_only": [question.id for question in _by_team(assessment)],
        "used": list(assessment.used),
        "unused": list(assessment.unused),
    }
    data["sources"] = _sources(assessment, sorted(_claims_in(data)))
    return data


def _by_team(assessment: Assessment) -> tuple[Question, ...]:
    """The questions whose answers count in the care team's view and not in this one."""
    if assessment.view == "care_team":
        return ()
    return told_by_team(assessment.rules, assessment.answers, assessment.as_of)


def _therapy(assessment: Assessment, finding: Finding, phrases: Phrases, words: Words) -> dict[str, Any]:
    plan, facts = finding.plan, assessment.facts
    window = window_of(finding, facts, assessment.answers, assessment.as_of)
    return {
        "id": plan.therapy.id,
        "condition": plan.condition.id,
        "status": "available" if plan.available else "withdrawn",
        "fit": finding.fit,
        "because": [_judged(one, phrases) for one in because_fit(finding)],
        "open": list(open_questions(finding.judged)),
        "not_asked": [
            words.rule(not_asked_id(plan.therapy, plan.condition.id, plan.version, index), note.plain).text
            for index, note in enumerate(plan.version.not_asked)
        ]
        + [phrases.criterion(one.node.criterion) for one in plan.care_team if assessment.view == "person"],
        "postponed_by": [phrases.criterion(one.node.criterion) for one in finding.postponed],
        "changes_with_time": {
            "opens": window.opens,
            "at_age_months": window.age_months,
            "earliest": window.earliest.isoformat()[:7],
            "latest": window.latest.isoformat()[:7],
        }
        if window
        else None,
        "criteria": [_judged(one, phrases) for one in finding.judged],
    }


def _judged(one: Judged, phrases: Phrases) -> dict[str, Any]:
    return {
        "side": one.criterion.side,
        "criterion": phrases.criterion(one.criterion.node.criterion),
        "questions": sorted(_questions(one.criterion.node)),
        "truth": NAMES[one.verdict.value],
        "met": NAMES[one.met],
        "claims": list(one.criterion.claims),
    }


def _questions(node: Node) -> set[str]:
    return set().union(*(_questions(part) for part in node.parts)) if node.parts else {node.question}


def _claims_in(data: object) -> set[str]:
    """Every claim that is named anywhere in some data."""
    if isinstance(data, dict):
        own = {ref for key in ("claims", "holds", "studied", "superseded", "in_conflict") for ref in data.get(key, ())}
        return own.union(*(_claims_in(value) for value in data.values()))
    return set().union(*(_claims_in(value) for value in data)) if isinstance(data, list) else set()


def _sources(assessment: Assessment, claims: list[str]) -> list[dict[str, Any]]:
    found = []
    for ref in claims:
        document, claim = assessment.rules.claims[ref]
        found.append(
            {
                "claim": ref,
                "says": claim.says,
                "plain": claim.plain,
                "where": claim.where,
                "confidence": claim.confidence,
                "document": document.id,
                "title": document.title,
                "publisher": document.publisher,
                "kind": document.kind,
                "url": document.url,
                "dated": str(document.dated),
                "reviewed": str(document.reviewed.on),
            }
        )
    return found
