"""The page of one condition: its names and kinds, where it stood over time, what is asked, and its sources."""

from collections.abc import Iterator
from datetime import date

from trialhelper.card.citing import Writer
from trialhelper.card.markdown import bullets, headline, markdown_table, plain
from trialhelper.card.page import RulesPage, to_entry
from trialhelper.engine.plan import Plan, make_plan, nodes
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import leaves
from trialhelper.rulebase.dates import Dated
from trialhelper.rulebase.entries import Condition, Question
from trialhelper.rulebase.standing import Standing, known_from, standing_of, status_on, version_on
from trialhelper.words import Words

__all__ = ["page_of_condition", "standings"]


def page_of_condition(rules: RuleBase, condition: Condition, words: Words) -> RulesPage:
    to = Writer(rules, words)
    blocks = (
        plain(words.fill(condition.plain)),
        bullets(_names(to, condition)),
        *_standing(to, condition),
        *_therapies(to, condition),
        *_studies(to, condition),
        *_look_alikes(to, condition),
        *_questions(to, condition),
        *to.reading(condition.confidence, condition.reviewed),
    )
    return RulesPage(to.phrases.condition(condition.id), (*blocks, *to.sources()))


def _names(to: Writer, condition: Condition) -> Iterator[str]:
    yield to.say("card.clinical_name", name=condition.clinical_name)
    for id, listed in (("card.synonyms", condition.synonyms), ("card.genes", condition.genes)):
        if listed:
            yield to.say(id, names=", ".join(listed))
    if condition.inheritance:
        yield to.say("card.inheritance", name=condition.inheritance)
    if condition.codes:
        codes = condition.codes
        named = {"MONDO": codes.mondo, "ICD-10-CM": codes.icd10cm, "SNOMED CT": codes.snomed_ct, "ORPHA": codes.orpha}
        said = [f"{system} {codes if isinstance(codes, str) else ', '.join(codes)}" for system, codes in named.items() if codes]
        yield to.say("card.codes", codes="; ".join(said))
    if condition.kind_of:
        parent = condition.kind_of
        yield f"{to.say('card.kind_of')} {to_entry(to.phrases.condition(parent), 'condition', parent)}"
    if kinds := to.rules.kinds.get(condition.id):
        named_kinds = ", ".join(to_entry(to.phrases.condition(kind.id), "condition", kind.id) for kind in kinds)
        yield f"{to.say('card.kinds')} {named_kinds}"


def standings(rules: RuleBase, condition: str) -> tuple[Standing, ...]:
    """Where it stood on the day of the rules and before: the first standing of each stretch of time, the oldest first."""
    found: list[Standing] = []
    for day in sorted(_days(rules, condition)):
        standing = standing_of(rules, condition, day)
        if not found or found[-1].state != standing.state:
            found.append(standing)
    return tuple(found)


def _days(rules: RuleBase, condition: str) -> dict[date, Dated | None]:
    """Every day on which the claims and products that speak of a condition, or of its group, can change its standing, each
    with the date that means it; None where a date names the very day, or no date does."""
    family = {one.id for one in rules.family(condition)}
    above = set()
    parent = rules.conditions[condition].kind_of
    while parent:
        above.add(parent)
        parent = rules.conditions[parent].kind_of
    products = {one.id: one for one in rules.therapies.values() if any(use.condition in family for use in one.indications)}
    dates = [
        known_from(document, claim)
        for document, claim in rules.claims.values()
        if claim.about.condition in family | above
        or claim.about.therapy in products
        or claim.about.group in rules.conditions[condition].groups
        or claim.about.topic == "gene_therapy"
    ]
    dates += [status.from_ for one in products.values() for status in one.status]
    dates += [version.from_ for one in products.values() for use in one.indications for version in use.versions]
    now = rules.about.dated.latest
    days: dict[date, Dated | None] = {now: None}
    for dated in sorted(dates, key=lambda one: one.precision == "day"):
        exact = dated.precision == "day"
        days |= {day: None if exact else dated for day in (dated.earliest, dated.latest) if day <= now}
    return days


def _standing(to: Writer, condition: Condition) -> Iterator[str]:
    now = standing_of(to.rules, condition.id, to.as_of)
    yield headline(2, to.words("card.standing"))
    yield to.say(f"standing.{now.state}", day=to.words.date(to.as_of)) + to.marks(now.holds)
    days = _days(to.rules, condition.id)
    rows = [
        [_from(to, one.as_of, days[one.as_of]), to.say(f"card.state.{one.state}"), to.marks(one.holds).strip()]
        for one in standings(to.rules, condition.id)
    ]
    yield markdown_table([to.say(f"card.column.{name}") for name in ("from", "state", "source")], rows)
    for id, refs in (("card.superseded", now.superseded), ("documents.in_conflict", now.in_conflict)):
        if refs:
            yield f"**{to.say(id)}**"
            yield bullets(to.cited(to.rules.claims[ref][1].plain, [ref]) for ref in refs)


def _from(to: Writer, day: date, dated: Dated | None) -> str:
    """A day as exact as it is known: not the first of May for a page that says "May"."""
    return to.day(dated) if dated else plain(to.words.date(day))


def _therapies(to: Writer, condition: Condition) -> Iterator[str]:
    family = {one.id for one in to.rules.family(condition.id)}
    rows = []
    for therapy in to.rules.therapies.values():
        for use in therapy.indications:
            if use.condition in family:
                status = status_on(therapy, to.as_of)
                version = version_on(use, to.as_of)
                state = to.say(f"card.status.{status}" if status and version else "card.status.later")
                since = to.day(version.from_) if version else to.day(use.versions[0].from_)
                name = to_entry(therapy.brand, "therapy", therapy.id)
                rows.append([name, plain(to.phrases.condition(use.condition)), state, since])
    yield headline(2, to.words("card.therapies"))
    if not rows:
        yield to.say("card.therapies.none")
        return
    yield markdown_table([to.say(f"card.column.{name}") for name in ("therapy", "condition", "state", "label_from")], rows)


def _studies(to: Writer, condition: Condition) -> Iterator[str]:
    yield headline(2, to.words("trials.title"))
    for note in (condition.trials_note, condition.coverage_note):
        if note:
            yield to.statement(note)
    studied = standing_of(to.rules, condition.id, to.as_of).studied
    if studied:
        yield bullets(to.cited(to.rules.claims[ref][1].plain, [ref]) for ref in studied)
    else:
        yield to.say("trials.none_in_documents")


def _look_alikes(to: Writer, condition: Condition) -> Iterator[str]:
    if condition.not_to_confuse_with:
        yield headline(2, to.words("condition.not_to_confuse.title"))
        yield bullets(
            to.say("condition.not_to_confuse", name=one.name, differs=to.words.fill(one.differs))
            for one in condition.not_to_confuse_with
        )


def _questions(to: Writer, condition: Condition) -> Iterator[str]:
    """Every question that a result can depend on, and how many criteria and points read it."""
    plan = make_plan(to.rules, to.rules.top(condition.id).id, to.as_of, "care_team")
    family = {one.id for one in to.rules.family(condition.id)}
    versions = [one.version for one in plan.indications if one.condition.id in family]
    rows = []
    for question in (one for one in plan.questions if one.type != "condition" and _concerns(one, condition, family, plan)):
        deciding = [test for version in versions for test in (*version.requires, *version.rules_out)]
        read = sum(any(leaf.ask == question.id for leaf in leaves(test)) for test in deciding)
        who = to.say(f"card.answered_by.{question.answered_by}")
        rows.append([plain(to.phrases.short(question)), plain(to.phrases.why(question)), who, plain(to.words.number(read))])
    yield headline(2, to.words("card.questions"))
    yield to.say("card.questions.lead")
    yield markdown_table([to.say(f"card.column.{name}") for name in ("question", "why", "who", "criteria")], rows)


def _concerns(question: Question, condition: Condition, family: set[str], plan: Plan) -> bool:
    """Whether it can matter once a condition is named: on the page of a kind not what only the other kinds ask."""
    if not condition.kind_of:
        return True
    read = {name for one in plan.indications for name in one.questions if one.condition.id in family}
    others = {name for one in plan.indications for name in one.questions} - read
    return question.id not in others or question.id in _of_studies(plan)


def _of_studies(plan: Plan) -> set[str]:
    """What the points about studies ask, whatever the kind."""
    nodes_of = (node for point in plan.trial_points if point.node for node in nodes(point.node))
    return {node.question for node in nodes_of}
