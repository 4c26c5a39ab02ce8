"""A result as CDS Hooks cards: for each product that is on offer, one card that says what to talk about.

A card informs and never warns: its indicator is always "info", it suggests no order, and it says of nobody that they may have
a product. What a clinician reads on it can be held against its source, which CDS Hooks requires: the label, or else what a
regulator says. The same answers give the same cards, letter for letter; nothing of the person but the facts asked is in them.

Source: CDS Hooks 2.0, "CDS Service Response" (cds-hooks.org); docs/schema/cds-cards.schema.json describes what is used of it.
"""

import json
from collections.abc import Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from trialhelper.card.markdown import bullets, in_blocks, plain
from trialhelper.engine import Assessment
from trialhelper.engine.evaluate import Finding, Judged
from trialhelper.engine.plan import Criterion
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase.entries import Condition, Document
from trialhelper.rulebase.standing import known_from
from trialhelper.rulebase.texts import conversation_id, not_asked_id
from trialhelper.summary.asking import urgent
from trialhelper.summary.content import person_of
from trialhelper.summary.phrases import Phrases
from trialhelper.summary.sources import dated_words
from trialhelper.words import Words

__all__ = ["MOST_LETTERS", "cards_of", "cds_cards"]

MOST_LETTERS: Final = 139
"""A summary of a card has fewer than 140 characters."""
_MOST_LINKS: Final = 5
_KINDS: Final = ("label", "regulator")
_BEST: Final = ("lines_up", "cannot_tell", "differs")
_OWN: Final = "urn:trialhelper:card:"


def cds_cards(assessment: Assessment, words: Words, invented: bool = False) -> bytes:
    """The cards as the JSON text that a CDS service answers with."""
    return json.dumps(cards_of(assessment, words, invented), indent=2, ensure_ascii=False).encode()


def cards_of(assessment: Assessment, words: Words, invented: bool = False) -> dict[str, list[dict[str, Any]]]:
    """The cards: one for each product on offer for the kind that was told, those with the fewest differences first.

    None where the rules hold no such product. Raises nothing.
    """
    say = words.to(person_of(assessment.answers))
    found = [one for one in assessment.findings if one.plan.available and not one.other_kind]
    found.sort(key=lambda one: _BEST.index(one.fit))
    return {"cards": [_card(assessment, finding, say, invented) for finding in found]}


def _card(assessment: Assessment, finding: Finding, words: Words, invented: bool) -> dict[str, Any]:
    documents = _documents(assessment, finding)
    source = next((one for kind in _KINDS for one in documents if one.kind == kind), documents[0])
    card: dict[str, Any] = {
        "summary": _short(words(f"clinic.card.{finding.fit}", brand=finding.plan.therapy.brand)),
        "detail": _detail(assessment, finding, words, invented),
        "indicator": "info",
        "source": {"label": f"{source.title} ({source.publisher})"},
    }
    if source.url:
        card["source"]["url"] = source.url
    if topic := _topic(finding.plan.condition):
        card["source"]["topic"] = topic
    links = [
        {"label": f"{one.title} ({one.publisher})", "url": one.url, "type": "absolute"}
        for one in documents
        if one is not source and one.url
    ]
    if links:
        card["links"] = links[:_MOST_LINKS]
    return {"uuid": str(uuid5(NAMESPACE_URL, _OWN + json.dumps(card, sort_keys=True))), **card}


def _short(text: str) -> str:
    """A brand may be of any length, a summary not."""
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"


def _detail(assessment: Assessment, finding: Finding, words: Words, invented: bool) -> str:
    """Markdown: the talk, what lines up, differs and is open, what the team checks, the boxed warning, and what a card is not."""
    phrases, plan = Phrases(assessment.rules, words), finding.plan
    talk = assessment.rules.conversations[assessment.conversation].said(assessment.variant)
    judged = {
        name: [_judged(one, phrases, words) for one in finding.judged if one.met == met]
        for name, met in (("agrees", TRUE), ("differs_in", FALSE), ("open", UNKNOWN))
    }
    team = [_still_open(one, phrases, words) for one in plan.care_team if assessment.view == "person"]
    team += [
        words.rule(not_asked_id(plan.therapy, plan.condition.id, plan.version, index), note.plain).text
        for index, note in enumerate(plan.version.not_asked)
    ]
    blocks = [words("clinic.card.invented")] if invented else []
    blocks = [*(words.rule(f"risk.{risk.id}.plain", risk.plain).text for risk in urgent(assessment)), *blocks]
    id = conversation_id(assessment.conversation, assessment.variant)
    blocks.append(words("clinic.card.talk", talk=words.rule(f"{id}.title", talk.title).text))
    parts = [plain(block) for block in blocks]
    for name, said in (*judged.items(), ("team", team)):
        if said:
            parts += [f"**{plain(words(f'clinic.card.{name}'))}**", bullets(map(plain, said))]
    boxed = plan.therapy.boxed_warning
    warned = [words("therapy.boxed" if boxed.state == "present" else f"therapy.boxed_{boxed.state}")]
    if boxed.plain:
        warned.append(words.rule(f"therapy.{plan.therapy.id}.boxed_warning", boxed.plain).text)
    parts.append(plain(" ".join(warned)))
    day = dated_words(plan.version.from_, words)
    dated = words("clinic.card.dated", day=day, version=assessment.rules.version, as_of=words.date(assessment.as_of))
    return in_blocks(*parts, plain(dated), plain(words("clinic.card.limits"))).rstrip("\n")


def _still_open(one: Criterion, phrases: Phrases, words: Words) -> str:
    fact = phrases.criterion(one.node.criterion)
    return words(f"judged.team.{one.effect}", fact=fact) if one.side == "rules_out" else fact


def _judged(one: Judged, phrases: Phrases, words: Words) -> str:
    """As the summary says it: what rules out is said to be absent, or what follows from it."""
    criterion = one.criterion.node.criterion
    fact, rules_out = phrases.criterion(criterion), one.criterion.side == "rules_out"
    if one.met == TRUE:
        return words("judged.absent", fact=fact) if rules_out else fact
    if one.met == FALSE:
        reason = one.criterion.effect if rules_out else "requires"
        return words(f"judged.differs.{reason}", fact=fact)
    return _still_open(one.criterion, phrases, words)


def _documents(assessment: Assessment, finding: Finding) -> list[Document]:
    """What the product's rules rest on and was known on the day, in the order in which the rules name it."""
    claims, found = assessment.rules.claims, dict[str, Document]()
    refs = list(dict.fromkeys(_refs(finding)))
    known = [ref for ref in refs if known_from(*claims[ref]).latest <= assessment.as_of]
    for ref in known or refs:
        document, _ = claims[ref]
        found.setdefault(document.id, document)
    return list(found.values())


def _refs(finding: Finding) -> Iterator[str]:
    yield from finding.plan.version.claim
    for one in finding.judged:
        yield from one.criterion.claims
    for status in finding.plan.therapy.status:
        yield status.claim


def _topic(condition: Condition) -> dict[str, str] | None:
    """The condition as a code that other systems know."""
    codes = condition.codes
    if codes and codes.snomed_ct:
        return {"system": "http://snomed.info/sct", "code": codes.snomed_ct[0], "display": condition.clinical_name}
    if codes and codes.icd10cm:
        return {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": codes.icd10cm[0], "display": condition.clinical_name}
    return None
