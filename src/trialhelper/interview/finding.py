"""The page on which the condition is found: what is typed is searched for, and what is found is chosen like any other answer.

What the search of the rules gave is offered; where that is nothing, what is only spelled alike, marked as such. What was told
before is offered only as long as nothing was searched for: it is no hit. Whoever then says that the condition is not listed
has what was typed kept.
"""

from trialhelper.answers import CONDITION_TYPED, NO_DIAGNOSIS, NOT_LISTED, NOT_SURE, Answers, plain_text, typed_of
from trialhelper.engine import Step
from trialhelper.interview.page import Field, Finder, Offer, Page
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.search import Hit, find, find_other, guesses, known_elsewhere
from trialhelper.summary.phrases import Phrases
from trialhelper.words import Words

__all__ = ["condition_page"]

_ASIDE = {
    NOT_LISTED: "condition.not_listed",
    NO_DIAGNOSIS: "condition.no_diagnosis",
    NOT_SURE: "option.not_sure",
}
"""What can be said in place of a condition, with the id of its text."""
_CONDITION, _ASKED_FOR = "condition", "asked_for"


def condition_page(rules: RuleBase, words: Words, answers: Answers, step: Step, number: int, searched: str) -> Page:
    """The page of the condition after a search, or before one when `searched` is empty."""
    question, phrases = step.ask.questions[0], Phrases(rules, words)
    told = _told_before(rules, phrases, answers)
    found = _once(find(rules, searched, words.language))
    notes = _notes(rules, words, searched, found)
    alike = () if found or notes else _once(guesses(rules, searched, words.language))
    if alike:
        notes = (words("condition.guessed"),)
    elif searched and not found and not notes:
        notes = (words("condition.none_found"),)
    before = (told,) if told and not searched else ()
    offers = (
        *(Offer(_key(hit), _label(rules, words, phrases, hit), _means(rules, answers, hit, told)) for hit in (*found, *before)),
        *(Offer(_key(hit), words("condition.guess", name=hit.name), _means(rules, answers, hit, told)) for hit in alike),
        *(Offer(name, words(text), _aside(rules, answers, name, searched)) for name, text in _ASIDE.items()),
    )
    field = Field(
        _CONDITION,
        "pick",
        words("condition.choose"),
        phrases.short(question),
        (),
        offers,
        _given(answers, told, offers),
        "condition.choose",
    )
    finder = Finder(
        words("condition.type"),
        words("condition.find"),
        words("condition.how"),
        searched,
        len(found) or len(alike),
        words("condition.hits", n=len(found)) if found else words("condition.alike", n=len(alike)) if alike else "",
        notes,
        words("condition.all"),
        words("condition.all_lead"),
        _all_names(rules, phrases),
    )
    title, why = words("app.question_title", n=number), words("question.why", why=phrases.why(question))
    return Page("condition", step.names, title, phrases.asked(question), (field,), (why, finder.how), finder=finder)


def _once(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits, each that tells the same once: a product for several kinds leads to their condition, and the kind is asked."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(_key(hit), hit)
    return tuple(found.values())


def _aside(rules: RuleBase, answers: Answers, name: str, searched: str) -> tuple[tuple[str, str | None], ...]:
    """What is said in place of a condition. Not listed keeps what was typed: in this search, or for the same answer before."""
    means: list[tuple[str, str | None]] = [(_CONDITION, name), (_ASKED_FOR, None)]
    kept = (plain_text(searched) or typed_of(answers)) if name == NOT_LISTED and CONDITION_TYPED in rules.questions else None
    if kept or CONDITION_TYPED in answers:
        means.append((CONDITION_TYPED, kept))
    return tuple(means)


def _notes(rules: RuleBase, words: Words, searched: str, found: tuple[Hit, ...]) -> tuple[str, ...]:
    """What is no gene therapy, by name; and, where nothing was found, a disease that these rules do not hold."""
    others = [
        words("condition.other_product", name=one.names[0], plain=words.rule(f"other_product.{one.id}.plain", one.plain).text)
        for one in find_other(rules, searched)
    ]
    if not searched or others or found:
        return tuple(others)
    return tuple(words("condition.known_elsewhere", name=one.name, code=one.code) for one in known_elsewhere(rules, searched)[:1])


def _told_before(rules: RuleBase, phrases: Phrases, answers: Answers) -> Hit | None:
    """The condition of the rules that was told before, with its kind and the product that it was found by."""
    facts = answers.facts
    top = rules.conditions.get(str(facts.get(_CONDITION)))
    if top is None:
        return None
    kind = facts.get(top.kinds_ask) if top.kinds_ask else None
    asked_for = facts.get(_ASKED_FOR)
    named = next((one for one in rules.kinds.get(top.id, ()) if one.kind == kind), top)
    return Hit(top.id, named.kind, str(asked_for) if asked_for else None, phrases.condition(named.id))


def _given(answers: Answers, told: Hit | None, offers: tuple[Offer, ...]) -> tuple[str, ...]:
    """The offer that says all that was told; another find of the same disease may be another kind of it."""
    answer = answers.get(_CONDITION)
    key = _key(told) if told else str(answer.written) if answer else ""
    return (key,) if any(offer.key == key for offer in offers) else ()


def _means(rules: RuleBase, answers: Answers, hit: Hit, told: Hit | None) -> tuple[tuple[str, str | None], ...]:
    """What a hit says. One that names no kind takes back a kind of the same condition that was told before, so that it is asked:
    what is chosen and what is counted must not differ."""
    asks_kind = rules.conditions[hit.condition].kinds_ask
    means: list[tuple[str, str | None]] = [(_CONDITION, hit.condition), (_ASKED_FOR, hit.therapy)]
    if CONDITION_TYPED in answers:
        means.append((CONDITION_TYPED, None))
    if asks_kind and hit.told_kind:
        means.append((asks_kind, hit.told_kind))
    elif asks_kind and told and told.condition == hit.condition and answers.facts.get(asks_kind) is not None:
        means.append((asks_kind, None))
    return tuple(means)


def _key(hit: Hit) -> str:
    return "|".join((hit.condition, hit.told_kind or "", hit.therapy or ""))


def _label(rules: RuleBase, words: Words, phrases: Phrases, hit: Hit) -> str:
    """The name that was found, and the condition's own name where that is another."""
    kind = next((one for one in rules.kinds.get(hit.condition, ()) if one.kind == hit.told_kind), None)
    own = phrases.condition((kind or rules.conditions[hit.condition]).id)
    return hit.name if own.casefold() in hit.name.casefold() else words("condition.found", name=hit.name, own=own)


def _all_names(rules: RuleBase, phrases: Phrases) -> tuple[str, ...]:
    return tuple(sorted((phrases.condition(one.id) for one in rules.conditions.values() if not one.kind_of), key=str.casefold))
