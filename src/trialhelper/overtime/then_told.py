"""Then and now in words: the tables of the page, in the content model that summaries use, so that each fact leads to its source.

Takes what `history` and `weighed` found, and the words; gives sections. It states nothing that they did not find.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from trialhelper.overtime.history import Event, News, Period, ProductThen, Then, changes, texts_of_the_time
from trialhelper.overtime.weighed import ASPECTS, Weighed, aspect_of, compared, weighed_for
from trialhelper.rulebase.entries import Claim, Document
from trialhelper.rulebase.texts import conversation_id, status_id
from trialhelper.summary.compose import Composer
from trialhelper.summary.model import Block, Row, Section, Sentence
from trialhelper.summary.sources import dated_words

__all__ = ["documents_compared", "documents_then", "how_many_hold", "marked", "overruled", "stretches", "then_and_now"]

MOST: Final = 5
"""How many texts a cell names before it says how many more there are."""
_COLUMNS: Final = ("holds", "superseded", "in_conflict")
_Cell = tuple[Sentence, ...]


def then_and_now(to: Composer, then: Then, now: Then) -> Section:
    """A day beside today: where things stand and by which texts, the talk, each product, and what was written at the time."""
    both = (then, now)
    rows = [
        Row(to.say("clinic.then.row.standing"), _cells(_standing(to, one) for one in both)),
        Row(to.say("clinic.then.row.texts"), tuple(_texts(to, one.standing.holds) for one in both)),
        Row(to.say("clinic.then.row.talk"), tuple(_talk(to, one) for one in both)),
    ]
    for brand in dict.fromkeys(one.therapy.brand for one in now.products):
        rows.append(Row(to.raw("clinic.then.brand", brand), tuple(_of_brand(to, one, brand) for one in both)))
    rows.append(Row(to.say("clinic.then.row.written"), tuple(_written(to, one) for one in both)))
    head = (to.say("clinic.then.on", day=to.words.date(then.day)), to.say("clinic.then.today", day=to.words.date(now.day)))
    return _table(to, "then-and-now", to.say("clinic.then.beside", day=to.words.date(then.day)), head, rows)


def _cells(sentences: Iterable[Sentence]) -> tuple[_Cell, ...]:
    return tuple((sentence,) for sentence in sentences)


def _table(to: Composer, id: str, title: Sentence, columns: tuple[Sentence, ...], rows: list[Row]) -> Section:
    return to.section(id, title, Block("table", columns=columns, rows=tuple(rows)))


def _standing(to: Composer, then: Then) -> Sentence:
    return to.standing(then.standing)


def _some(to: Composer, said: list[Sentence]) -> _Cell:
    """The first of many, and how many more there are; or that there is none."""
    if len(said) <= MOST + 1:
        return tuple(said) or (to.say("clinic.then.none"),)
    return (*said[:MOST], to.say("clinic.then.more", n=len(said) - MOST))


def _texts(to: Composer, refs: Iterable[str]) -> _Cell:
    return _some(to, [_text(to, ref) for ref in refs])


def _text(to: Composer, ref: str) -> Sentence:
    document, claim = to.assessment.rules.claims[ref]
    plain = to.words.rule(f"claim.{ref}", claim.plain).text
    return to.say("documents.claim", (ref,), publisher=document.publisher, day=_dated(to, document, claim), plain=plain)


def _dated(to: Composer, document: Document, claim: Claim | None = None) -> str:
    """From when a claim speaks, in words; a page without a date says when it was read."""
    if claim and claim.since:
        day = dated_words(claim.since, to.words)
        return day if claim.since.precision == "by" else to.words("clinic.then.since", day=day)
    if document.dated == "unknown":
        return to.words("clinic.then.read_on", day=dated_words(document.retrieved, to.words))
    return dated_words(document.dated, to.words)


def _talk(to: Composer, then: Then) -> _Cell:
    rules, assessment = to.assessment.rules, then.assessment
    said = rules.conversations[assessment.conversation].said(assessment.variant)
    title = to.rule(f"{conversation_id(assessment.conversation, assessment.variant)}.title", said.title)
    beside = [to.rule(f"conversation.{name}.title", rules.conversations[name].title) for name in assessment.others]
    return (title, *(to.say("conversation.beside", topic=one.text) for one in beside))


def _of_brand(to: Composer, then: Then, brand: str) -> _Cell:
    products = [one for one in then.products if one.therapy.brand == brand]
    if all(one.state == "later" for one in products):
        return (_product(to, products[0], named=False),)
    return tuple(_product(to, one, len(products) > 1 or one.condition.id != then.kind.id) for one in products)


def _product(to: Composer, one: ProductThen, named: bool) -> Sentence:
    """What became of a product, and where it is on offer what the answers say of it; with the condition where that is not
    the one looked at."""
    if one.state == "later" or one.version is None or one.finding is None:
        said = to.words("clinic.then.product.later")
        claims: tuple[str, ...] = ()
    elif one.state == "withdrawn":
        status = [status for status in one.therapy.status if status.is_ == "withdrawn"][-1]
        told = to.words.rule(status_id(one.therapy, status), status.plain).text if status.plain else ""
        said = f"{to.words('clinic.then.product.withdrawn', day=dated_words(status.from_, to.words))} {told}".strip()
        claims = (status.claim,)
    else:
        fit = to.words(f"clinic.then.fit.{one.finding.fit}")
        said = f"{to.words('clinic.then.product.available', day=dated_words(one.version.from_, to.words))} {fit}"
        claims = one.version.claim
    id = f"clinic.then.product.{one.state}"
    if not named:
        return to.raw(id, said, claims)
    return to.say("clinic.then.for", claims, condition=to.phrases.condition(one.condition.id), said=said)


def _written(to: Composer, then: Then) -> _Cell:
    return _texts(to, texts_of_the_time(to.assessment.rules, then.kind.id, then.day))


def marked(to: Composer, events: Iterable[Event]) -> Section:
    """The timeline as a table: when, what happened to which product, and the sources."""
    rows = []
    for one in events:
        names = to.words.listed([to.phrases.condition(name) for name in one.conditions])
        what = to.say(f"clinic.then.event.{one.what}", one.claims)
        rows.append(
            Row(
                to.raw("clinic.then.event.day", dated_words(one.dated, to.words)),
                ((to.raw("clinic.then.brand", one.therapy.brand),), (what,), (to.raw("clinic.then.event.for", names),)),
            )
        )
    head = tuple(to.say(f"clinic.then.column.{name}") for name in ("product", "event", "for"))
    return _table(to, "timeline", to.say("clinic.then.timeline"), head, rows)


def stretches(to: Composer, found: tuple[Period, ...]) -> Section:
    """Every stretch of time: where things stood, the talk for these answers, the products on offer, and what was new."""
    rows = []
    for place, one in enumerate(found):
        offered = dict.fromkeys(product.therapy.brand for product in one.then.products if product.state == "available")
        new = changes(found[place - 1].then, one.then) if place else ()
        rows.append(
            Row(
                _span(to, one, place == len(found) - 1),
                (
                    (to.say(f"clinic.then.state.{one.then.standing.state}", one.then.standing.holds),),
                    _talk(to, one.then),
                    (to.raw("clinic.then.offered", to.words.listed(list(offered))) if offered else to.say("clinic.then.none"),),
                    _some(to, [said for change in new for said in _change(to, change)]),
                ),
            )
        )
    head = tuple(to.say(f"clinic.then.column.{name}") for name in ("standing", "talk", "offered", "new"))
    return _table(to, "stretches", to.say("clinic.then.stretches", first=to.words.date(found[0].first)), head, rows)


def _span(to: Composer, one: Period, newest: bool) -> Sentence:
    if newest:
        return to.say("clinic.then.from", first=to.words.date(one.first))
    if one.last - one.first < timedelta(days=1):
        return to.raw("clinic.then.day", to.words.date(one.first))
    return to.say("clinic.then.span", first=to.words.date(one.first), last=to.words.date(one.last))


def _change(to: Composer, change: News) -> list[Sentence]:
    if change.product is None:
        id = f"clinic.then.change.{change.what}"
        return [to.say(id, (ref,), said=_text(to, ref).text) for ref in change.claims]
    said = to.words(f"clinic.then.event.{change.what}")
    return [to.say("clinic.then.of_product", change.claims, brand=change.product.therapy.brand, said=said)]


def documents_then(to: Composer, condition: str, day: date) -> Section:
    """The texts on a condition in three columns: what holds, what is superseded, what is in conflict, each with the reason."""
    weighed = weighed_for(to.assessment.rules, condition, day)
    rows = []
    for aspect in ASPECTS:
        here = [one for one in weighed if aspect_of(one.claim) == aspect]
        if here:
            cells = tuple(tuple(_fact(to, one) for one in here if one.state == column) for column in _COLUMNS)
            rows.append(
                Row(to.say(f"clinic.then.aspect.{aspect}"), tuple(cell or (to.say("clinic.then.none"),) for cell in cells))
            )
    head = tuple(to.say(f"documents.{column}") for column in _COLUMNS)
    return _table(to, "documents", to.say("clinic.then.documents", day=to.words.date(day)), head, rows)


def _fact(to: Composer, one: Weighed) -> Sentence:
    return to.say(
        "clinic.then.fact",
        (one.ref,),
        plain=_plain(to, one.ref),
        publisher=one.document.publisher,
        kind=to.words(f"clinic.then.kind.{one.document.kind}"),
        day=_dated(to, one.document, one.claim),
        where=one.claim.where.rstrip("."),
        why=_why(to, one),
    )


def _plain(to: Composer, ref: str) -> str:
    return to.words.rule(f"claim.{ref}", to.assessment.rules.claims[ref][1].plain).text


def _why(to: Composer, one: Weighed) -> str:
    """The rule that decides, in words, with the text that it is held against."""
    if one.against is None:
        return to.words(f"clinic.then.why.{one.why}")
    document, claim = to.assessment.rules.claims[one.against]
    kind = to.words(f"clinic.then.kind.{document.kind}")
    return to.words(f"clinic.then.why.{one.why}", publisher=document.publisher, kind=kind, day=_dated(to, document, claim))


def documents_compared(to: Composer, day: date, aspect: str) -> Section:
    """What each of the documents that the rules compare says of one aspect, and whether it holds on a day."""
    shown = compared(to.assessment.rules, day)
    head = tuple(to.say("clinic.then.document", publisher=document.publisher, day=_dated(to, document)) for document, _ in shown)
    cells = tuple(_said(to, [one for one in claims if aspect_of(one.claim) == aspect], day) for _, claims in shown)
    title = to.say(f"clinic.then.aspect.{aspect}")
    return _table(to, f"compared-{aspect}", title, head, [Row(title, cells)])


def _said(to: Composer, here: list[Weighed], day: date) -> _Cell:
    if not here:
        return (to.say("clinic.then.silent"),)
    if all(one.state == "later" for one in here):
        return (to.say("clinic.then.unwritten", day=to.words.date(day)),)
    return tuple(_verdict(to, one) for one in here if one.state != "later")


def _verdict(to: Composer, one: Weighed) -> Sentence:
    why = f" {_why(to, one)}" if one.against and one.state != "holds" else ""
    refs = (one.ref, one.against) if why and one.against else (one.ref,)
    return to.say(f"clinic.then.verdict.{one.state}", refs, plain=f"{_plain(to, one.ref)}{why}")


def how_many_hold(to: Composer, day: date) -> Sentence:
    """How many of the compared documents were there on a day, and how many of their facts hold."""
    shown = compared(to.assessment.rules, day)
    there = [claims for _, claims in shown if any(one.state != "later" for one in claims)]
    states = [one.state for claims in there for one in claims if one.state != "later"]
    numbers: dict[str, object] = {state: states.count(state) for state in _COLUMNS}
    numbers |= {"there": len(there), "all": len(shown), "facts": len(states)}
    return to.say("clinic.then.counted", (), day=to.words.date(day), **numbers)


def overruled(to: Composer, day: date) -> Section | None:
    """The facts of the compared documents that do not hold on a day, each with the fact that overrules it."""
    said = [
        to.say(
            "clinic.then.overruled",
            (one.ref, one.against),
            publisher=one.document.publisher,
            verdict=_verdict(to, one).text,
            other=_plain(to, one.against),
        )
        for _, claims in compared(to.assessment.rules, day)
        for one in claims
        if one.state in ("superseded", "in_conflict") and one.against
    ]
    return to.section("overruled", to.say("clinic.then.overruled_title"), to.bullets(None, said, "stale")) if said else None
