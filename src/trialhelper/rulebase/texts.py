"""Every text of a rule base that a person may see, by the stable id under which it is translated.

What is not here is not translated: names of products, genes, makers and documents, places in a document, addresses, and
the notes that authors leave beside an entry.
"""

from collections.abc import Iterator
from itertools import chain

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Condition, IndicationVersion, Question, Status, Therapy
from trialhelper.rulebase.talks import Talk

__all__ = ["SEPARATOR", "conversation_id", "not_asked_id", "search_id", "status_id", "texts_of"]

SEPARATOR = "; "
"""Between the names in the one text that holds all by which a condition is found."""

Texts = Iterator[tuple[str, str]]


def texts_of(rules: RuleBase) -> Texts:
    """Pairs of an id and its English text, in the order of the rule files. An id comes once."""
    for name, text in rules.about:
        if name in ("made_by", "funding", "interests", "scope", "update_policy"):
            yield f"about.{name}", text
    for conversation in rules.conversations.values():
        yield from _said(conversation_id(conversation.id, None), conversation)
        for variant in conversation.variants:
            yield from _said(conversation_id(conversation.id, variant.id), variant)
    for topic in dict.fromkeys(rules.topics.values()):
        yield f"topic.{topic}", topic
    yield from chain.from_iterable(map(_question, rules.questions.values()))
    for name, title in rules.risk_topics.items():
        yield f"risk_topic.{name}", title
    for risk in rules.risk_factors.values():
        for name in ("name", "plain", "question"):
            yield f"risk.{risk.id}.{name}", getattr(risk, name)
    if rules.how:
        for index, told in enumerate(rules.how.lead):
            yield f"how.lead.{index}", told.plain
        for name in ("in_vivo", "ex_vivo"):
            way = getattr(rules.how, name)
            yield from ((f"how.{name}.title", way.title), (f"how.{name}.alt", way.alt))
            for index, told in enumerate(way.steps):
                yield f"how.{name}.step.{index}", told.plain
    for one in rules.visit_questions.values():
        yield f"visit.{one.id}.question", one.question
    for contradiction in rules.contradictions.values():
        yield f"contradiction.{contradiction.id}.plain", contradiction.plain
    yield from chain.from_iterable(map(_condition, rules.conditions.values()))
    yield from chain.from_iterable(map(_therapy, rules.therapies.values()))
    for product in rules.other_products.values():
        yield f"other_product.{product.id}.plain", product.plain
    for term in rules.glossary.values():
        yield f"glossary.{term.id}.term", term.term
        yield f"glossary.{term.id}.plain", term.plain
    for case in rules.demo_cases.values():
        yield f"demo.{case.id}.title", case.title
        yield f"demo.{case.id}.shows", case.shows
    for ref, (_, claim) in rules.claims.items():
        yield f"claim.{ref}", claim.plain


def conversation_id(conversation: str, variant: str | None) -> str:
    """Where the ids of the words of a conversation begin, or of a variant of it."""
    return f"conversation.{conversation}.{variant}" if variant else f"conversation.{conversation}"


def _said(id: str, said: Talk) -> Texts:
    for name in ("title", "plain", "because"):
        yield f"{id}.{name}", getattr(said, name)
    for index, step in enumerate(said.next_steps):
        yield f"{id}.step.{index}", step


def search_id(condition: str) -> str:
    """The id of the text that holds every name by which a condition is found, and slips, between semicolons."""
    return f"condition.{condition}.typed"


def not_asked_id(therapy: Therapy, condition: str, version: IndicationVersion, index: int) -> str:
    """The id of a criterion that only the care team can check: it belongs to one version of one indication."""
    return f"therapy.{therapy.id}.{condition}.{version.from_}.not_asked.{index}"


def status_id(therapy: Therapy, status: Status) -> str:
    """The id of what is said of a change of a product's status."""
    return f"therapy.{therapy.id}.{status.is_}.{status.from_}"


def _question(question: Question) -> Texts:
    for name in ("ask", "short", "why", "hint", "where_to_find"):
        if text := getattr(question, name):
            yield f"question.{question.id}.{name}", text
    for option in question.options:
        yield f"question.{question.id}.option.{option.id}", option.label
        yield f"question.{question.id}.option.{option.id}.short", option.short or option.label
        if option.confirm:
            yield f"question.{question.id}.option.{option.id}.confirm", option.confirm


def _condition(condition: Condition) -> Texts:
    for name in ("name", "clinical_name", "plain", "inheritance"):
        if text := getattr(condition, name):
            yield f"condition.{condition.id}.{name}", text
    yield search_id(condition.id), SEPARATOR.join((*condition.synonyms, *condition.typed)) or condition.name
    for index, alike in enumerate(condition.not_to_confuse_with):
        yield f"condition.{condition.id}.alike.{index}.name", alike.name
        yield f"condition.{condition.id}.alike.{index}.differs", alike.differs
    for name in ("trials_note", "coverage_note", "time_matters", "carrier", "before_test"):
        if note := getattr(condition, name):
            yield f"condition.{condition.id}.{name}", note.plain
    for index, programme in enumerate(condition.programmes):
        here = f"condition.{condition.id}.programme.{index}"
        for name in ("given", "plain"):
            if text := getattr(programme, name):
                yield f"{here}.{name}", text
        for number, point in enumerate(programme.looks_at):
            yield f"{here}.looks_at.{number}", point.plain


def _therapy(therapy: Therapy) -> Texts:
    yield f"therapy.{therapy.id}.how_given", therapy.how_given.plain
    if therapy.doses:
        yield f"therapy.{therapy.id}.doses", therapy.doses.plain
    for name in ("benefit", "harm"):
        for index, one in enumerate(getattr(therapy, f"{name}s")):
            yield f"therapy.{therapy.id}.{name}.{index}", one.plain
    if therapy.boxed_warning.plain:
        yield f"therapy.{therapy.id}.boxed_warning", therapy.boxed_warning.plain
    for status in therapy.status:
        if status.plain:
            yield status_id(therapy, status), status.plain
    for indication in therapy.indications:
        for version in indication.versions:
            for index, note in enumerate(version.not_asked):
                yield not_asked_id(therapy, indication.condition, version, index), note.plain
