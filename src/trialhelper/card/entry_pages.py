"""The pages of the smaller entries: a document, a claim, a question, a point to raise, a word; and that of all points.

Like the pages of conditions and therapies they are for people who write or check rules, and in English.
"""

from collections.abc import Iterator

from trialhelper.answers import offers_not_sure
from trialhelper.cache import cached
from trialhelper.card.citing import Writer, read_in
from trialhelper.card.facts import readers
from trialhelper.card.markdown import bullets, headline, markdown_table, plain
from trialhelper.card.page import RulesPage, to_entry
from trialhelper.check.cited import Citation, citations
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import leaves
from trialhelper.rulebase.entries import Claim, Document, GlossaryEntry, Question, RiskFactor
from trialhelper.rulebase.standing import standing_of
from trialhelper.words import Words

__all__ = ["claim_page", "document_page", "point_page", "points_page", "question_page", "word_page"]

_SIDES = ("requires", "rules_out", "discuss")
_STANDS = ("holds", "studied", "superseded", "in_conflict")


def document_page(rules: RuleBase, document: Document, words: Words) -> RulesPage:
    """A document, and every claim of it with its place, how sure it is, and what rests on it."""
    to = Writer(rules, words)
    address = f" <{document.url}>" if document.url else ""
    about = [
        read_in(document, words) + address,
        to.say("card.reviewed", day=to.day(document.reviewed.on), by=words(f"card.by.{document.reviewed.by}")),
        to.say("card.due", day=to.day(document.reviewed.due)),
        *([to.say("card.entry.note", note=words.fill(document.note))] if document.note else []),
    ]
    rows = []
    for claim in document.claims:
        ref = f"{document.id}.{claim.id}"
        used = "; ".join(one.place for one in _cited(rules).get(ref, ())) or to.words("card.entry.unused")
        fact = to_entry(words.fill(claim.plain), "claim", ref)
        rows.append([fact, plain(claim.where), to.say(f"card.confidence.{claim.confidence}"), plain(used)])
    head = [to.say(f"card.column.{name}") for name in ("fact", "where", "sure", "used_by")]
    return RulesPage(document.title, (bullets(about), headline(2, words("card.entry.facts")), markdown_table(head, rows)))


@cached
def _cited(rules: RuleBase) -> dict[str, tuple[Citation, ...]]:
    """By claim every place that rests on it."""
    found: dict[str, list[Citation]] = {}
    for one in citations(rules):
        for ref in dict.fromkeys(one.refs):
            found.setdefault(ref, []).append(one)
    return {ref: tuple(places) for ref, places in found.items()}


def claim_page(rules: RuleBase, ref: str, words: Words) -> RulesPage:
    """A claim: who states it where, what rests on it, what it says of where conditions stand, and what contradicts it."""
    to = Writer(rules, words)
    document, claim = rules.claims[ref]
    about = [
        f"{to.say('card.entry.stated_by')} {to_entry(document.title, 'document', document.id)}",
        to.say("card.entry.where", where=claim.where),
        to.say("card.entry.says", says=words(f"card.says.{claim.says}")),
        f"{to.say('card.entry.about')} {_about(to, claim)}",
        to.say("card.confidence", confidence=words(f"card.confidence.{claim.confidence}")),
        *([to.say("card.entry.since", day=to.day(claim.since))] if claim.since else []),
    ]
    blocks = [bullets(about), headline(2, words("card.entry.rests"))]
    uses = [_use(one) for one in _cited(rules).get(ref, ())]
    blocks += [bullets(uses) if uses else to.say("card.entry.unused")]
    for name, conditions in _stands(rules).get(ref, {}).items():
        listed = [to_entry(to.phrases.condition(one), "condition", one) for one in conditions]
        blocks += [headline(2, words(f"card.stands.{name}")), bullets(listed)]
    against = [claim.contradicts] if claim.contradicts else []
    against += [other for other, (_, one) in rules.claims.items() if one.contradicts == ref]
    if against:
        said = [to_entry(words.fill(rules.claims[other][1].plain), "claim", other) for other in dict.fromkeys(against)]
        blocks += [headline(2, words("card.entry.against")), bullets(said)]
    return RulesPage(words.fill(claim.plain), tuple(blocks))


def _use(cited: Citation) -> str:
    kind, _, id = cited.entry.partition(".")
    return to_entry(cited.place, kind, id) if id else plain(cited.place)


def _about(to: Writer, claim: Claim) -> str:
    about = claim.about
    if about.condition:
        return to_entry(to.phrases.condition(about.condition), "condition", about.condition)
    if about.therapy:
        return to_entry(to.rules.therapies[about.therapy].brand, "therapy", about.therapy)
    if about.platform:
        return to.say(f"card.platform.{about.platform}")
    return to.say(f"card.about.{about.group or about.topic}")


@cached
def _stands(rules: RuleBase) -> dict[str, dict[str, list[str]]]:
    """By claim, and by what it does there, the conditions on whose standing it has a say, on the day of the rules."""
    found: dict[str, dict[str, list[str]]] = {}
    for condition in rules.conditions:
        standing = standing_of(rules, condition, rules.about.dated.latest)
        for name in _STANDS:
            for ref in getattr(standing, name):
                found.setdefault(ref, {}).setdefault(name, []).append(condition)
    return {ref: {name: by[name] for name in _STANDS if name in by} for ref, by in found.items()}


def question_page(rules: RuleBase, question: Question, words: Words) -> RulesPage:
    """A question: its words, its answers, who answers it, and every rule that reads it, with its product and its date."""
    to = Writer(rules, words)
    blocks = [
        bullets(_asked(to, question)),
        headline(2, words("card.entry.answers")),
        *_answers(to, question),
        headline(2, words("card.entry.readers")),
    ]
    rows = list(_readers(to, question.id))
    head = [to.say(f"card.column.{name}") for name in ("therapy", "condition", "label_from", "side", "rule")]
    criteria, points, _ = readers(rules, question.id)
    blocks += [to.say("card.entry.read", rules=criteria, points=points), markdown_table(head, rows) if rows else ""]
    raising = [risk for risk in rules.risk_factors.values() if risk.when and _reads(question.id, risk.when)]
    if raising:
        listed = [to_entry(risk.name, "point", risk.id) for risk in raising]
        blocks += [headline(2, words("card.entry.raises")), bullets(listed)]
    return RulesPage(to.phrases.short(question), (*blocks, *to.sources()))


def _asked(to: Writer, question: Question) -> Iterator[str]:
    yield to.say("card.entry.asks", said=to.phrases.asked(question))
    yield to.say("card.entry.why", said=to.phrases.why(question))
    for id, text in (
        ("card.entry.hint", to.phrases.hint(question)),
        ("card.entry.where_to_find", to.phrases.where_to_find(question)),
    ):
        if text:
            yield to.say(id, said=text)
    yield to.say("card.entry.answered_by", who=to.words(f"card.answered_by.{question.answered_by}"))
    yield to.say(f"card.asked.{question.asked}")
    if question.confirms:
        yield to.say(f"card.confirms.{question.confirms}")
    for parent in (one for one in to.rules.conditions.values() if one.kinds_ask == question.id):
        yield f"{to.say('card.entry.splits')} {to_entry(to.phrases.condition(parent.id), 'condition', parent.id)}"
    if _reads(question.id, to.rules.table.trial_reason):
        yield to.say("card.entry.trial_reason")


def _answers(to: Writer, question: Question) -> Iterator[str]:
    yield to.say(f"card.type.{question.type}")
    if question.options:
        rows = [
            [plain(to.phrases.option(question, one.id)), to.say("card.entry.unknown" if one.unknown else "card.entry.known")]
            for one in question.options
        ]
        yield markdown_table([to.say(f"card.column.{name}") for name in ("answer", "counts_as")], rows)
    if question.least is not None and question.most is not None:
        yield to.say("card.entry.range", least=question.least, most=question.most, unit=question.unit or "")
    if offers_not_sure(question, to.rules):
        yield to.say("card.entry.not_sure")


def _readers(to: Writer, question: str) -> Iterator[list[str]]:
    """A row for each criterion of any version of any label that reads it."""
    for therapy in to.rules.therapies.values():
        for indication in therapy.indications:
            for version in indication.versions:
                for side in _SIDES:
                    for test in (one for one in getattr(version, side) if _reads(question, one)):
                        refs = dict.fromkeys(ref for leaf in leaves(test) for ref in leaf.claim or ())
                        yield [
                            to_entry(therapy.brand, "therapy", therapy.id),
                            plain(to.phrases.condition(indication.condition)),
                            to.day(version.from_),
                            to.say(f"card.side.{side}"),
                            plain(to.phrases.criterion(test)) + to.marks(refs),
                        ]


def _reads(question: str, test: object) -> bool:
    return any(leaf.ask == question for leaf in leaves(test))  # type: ignore[arg-type]


def point_page(rules: RuleBase, risk: RiskFactor, words: Words) -> RulesPage:
    """A point to raise: what it is about, the question to ask, for what it comes up and when."""
    to = Writer(rules, words)
    text = to.cited(risk.plain, risk.claim)
    products = [one for one in rules.therapies.values() if one.platform in risk.platforms or one.id in risk.therapies]
    listed = [to_entry(one.brand, "therapy", one.id) for one in products]
    asked = dict.fromkeys(leaf.ask for leaf in leaves(risk.when)) if risk.when else {}
    read = [to_entry(to.phrases.short(rules.questions[name]), "question", name) for name in asked]
    blocks = [text, bullets(_about_point(to, risk))]
    for id, lines in (("card.entry.reads", read), ("card.entry.products", listed)):
        blocks += [headline(2, words(id)), bullets(lines)] if lines else []
    return RulesPage(risk.name, (*blocks, *to.sources()))


def points_page(rules: RuleBase, words: Words) -> RulesPage:
    """Every point that may be raised, each with its question and its sources."""
    to = Writer(rules, words)
    blocks = [to.say("card.points.lead")]
    for risk in rules.risk_factors.values():
        blocks += [headline(2, risk.name), to.cited(risk.plain, risk.claim), bullets(_about_point(to, risk))]
    return RulesPage(words("card.points.title"), (*blocks, *to.sources()))


def _about_point(to: Writer, risk: RiskFactor) -> list[str]:
    """The question to ask, for what it is raised, when, and how sure it is."""
    whom = [to.words(f"card.platform.{platform}") for platform in risk.platforms]
    whom += [to.rules.therapies[name].brand for name in risk.therapies]
    whom += [to.words("card.point.trials")] if risk.trials else []
    lines = [to.say("card.point.question", question=to.words.fill(risk.question))]
    lines += [to.say("card.point.for", whom="; ".join(whom))] if whom else []
    lines += [to.say("card.point_when", fact=to.phrases.criterion(risk.when))] if risk.when else []
    return [*lines, to.say("card.confidence", confidence=to.words(f"card.confidence.{risk.confidence}"))]


def word_page(rules: RuleBase, term: GlossaryEntry, words: Words) -> RulesPage:
    """A word that the texts explain."""
    to = Writer(rules, words)
    also = to.say("card.synonyms", names=", ".join(term.also)) if term.also else ""
    text = to.cited(term.plain, term.claim or ())
    return RulesPage(term.term, (text, also, *(to.sources() if term.claim else ())))
