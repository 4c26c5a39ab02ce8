"""The page of one therapy: what it is, what became of it, and every rule of its label in words, with its sources."""

from collections.abc import Iterator

from trialhelper.card.citing import Writer
from trialhelper.card.counts import (
    counts_of,
    is_asked,
    left_to_the_team,
    notes_beside,
    notes_of_the_label,
    read_in_a_label,
    refs_of,
)
from trialhelper.card.markdown import bullets, headline, markdown_table, plain
from trialhelper.card.page import RulesPage, to_entry
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Leaf, Test, leaves
from trialhelper.rulebase.entries import Indication, IndicationVersion, Statement, Therapy
from trialhelper.rulebase.standing import status_on, version_on
from trialhelper.words import Words

__all__ = ["criterion_in_words", "page_of_therapy"]


def page_of_therapy(rules: RuleBase, therapy: Therapy, words: Words) -> RulesPage:
    to = Writer(rules, words)
    blocks = (
        _what_it_is(to, therapy),
        *_status(to, therapy),
        *(block for indication in therapy.indications for block in _indication(to, therapy, indication)),
        *_both_sides(to, therapy),
        *_boxed_warning(to, therapy),
        *_points(to, therapy),
        *to.reading(therapy.confidence, therapy.reviewed),
    )
    return RulesPage(therapy.brand, (*blocks, *to.sources()))


def _what_it_is(to: Writer, therapy: Therapy) -> str:
    what = to.say("therapy.what", brand=therapy.brand, name=therapy.nonproprietary_name, maker=therapy.maker)
    return bullets(
        [
            what,
            to.say("card.platform", platform=to.words(f"card.platform.{therapy.platform}")),
            to.say(f"therapy.delivery.{therapy.delivery}"),
            to.statement(therapy.how_given),
            *([to.statement(therapy.doses)] if therapy.doses else []),
        ]
    )


def _status(to: Writer, therapy: Therapy) -> tuple[str, str]:
    rows = [
        [
            to.day(one.from_),
            to.say(f"card.status.{one.is_}") + (f" {to.cited(one.plain, ())}" if one.plain else ""),
            to.marks([one.claim]).strip(),
        ]
        for one in therapy.status
    ]
    head = [to.say(f"card.column.{name}") for name in ("from", "state", "source")]
    return headline(2, to.words("card.status")), markdown_table(head, rows)


def _indication(to: Writer, therapy: Therapy, indication: Indication) -> Iterator[str]:
    """The version in force first, then the others, the newest first."""
    condition = to.rules.conditions[indication.condition]
    yield headline(2, to.words("card.indication", condition=to.phrases.condition(condition.id)))
    about = to.words("card.about_condition", condition=to.phrases.condition(condition.id))
    yield to_entry(about, "condition", condition.id)
    now = version_on(indication, to.as_of)
    if now:
        id = "card.version.last" if status_on(therapy, to.as_of) == "withdrawn" else "card.version.now"
        yield headline(3, to.words(id, day=to.day(now.from_)))
        yield from _version(to, now)
    pairs = list(zip(indication.versions, (*indication.versions[1:], None), strict=True))
    for version, following in reversed(pairs):
        if version is not now:
            later = version.from_.latest > to.as_of
            until = to.day(following.from_) if following else ""
            id = "card.version.later" if later else "card.version.before"
            yield headline(3, to.words(id, day=to.day(version.from_), until=until))
            yield from _version(to, version)


def _version(to: Writer, version: IndicationVersion) -> Iterator[str]:
    number = counts_of(to.rules, version)
    yield to.say("card.counts", label=number.label, asked=number.asked, team=number.team) + to.marks(version.claim)
    yield to.say("card.counts.read", read=number.read, label=number.label, beside=number.beside)
    asked = [_criterion(to, test, version) for test in version.requires if is_asked(to.rules, test)]
    out = [_criterion(to, test, version) for test in version.rules_out if is_asked(to.rules, test)]
    team = [_criterion(to, test, version) for test in left_to_the_team(to.rules, version)]
    team += [to.cited(note.plain, note.claim) for note in notes_of_the_label(to.rules, version)]
    beside = [to.cited(note.plain, note.claim) for note in notes_beside(to.rules, version)]
    yield from _list(to, "card.requires", asked)
    yield from _list(to, "card.rules_out", out)
    yield from _list(to, "card.team", team)
    yield from _list(to, "card.beside", beside)
    yield to.say(f"card.contraindications.{version.contraindications}")
    yield from _list(to, "card.discuss", [_discussed(to, test) for test in version.discuss])


def _list(to: Writer, id: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"**{to.say(id)}**"
        yield bullets(lines)


def criterion_in_words(to: Writer, test: Test, version: IndicationVersion) -> str:
    """A criterion in the words that a visit uses; one that rules out says what follows from it."""
    fact = to.phrases.criterion(test).rstrip(".")
    if test in version.requires:
        return to.words("card.fact", fact=fact)
    effect = test.effect if isinstance(test, Leaf) else "exclude"
    return to.words(f"card.effect.{effect}", fact=fact)


def _criterion(to: Writer, test: Test, version: IndicationVersion) -> str:
    """With the marks of what may change and of what was not read in a label, and its sources."""
    change = " " + to.say("card.may_change") if any(leaf.ends not in (None, "never") for leaf in leaves(test)) else ""
    refs = refs_of(test)
    return plain(criterion_in_words(to, test, version)) + change + _told_by(to, refs) + to.marks(refs)


def _told_by(to: Writer, refs: tuple[str, ...]) -> str:
    """By whom a rule of the label is told, where it was not read in a label."""
    if not refs or read_in_a_label(to.rules, refs):
        return ""
    kinds = dict.fromkeys(to.rules.claims[ref][0].kind for ref in refs)
    return " " + to.say("card.told_by", kinds=to.words.listed([to.words(f"card.kind.{kind}") for kind in kinds]))


def _discussed(to: Writer, test: Test) -> str:
    names = [to.rules.risk_factors[leaf.point].name for leaf in leaves(test) if leaf.point]
    said = to.say("card.raised", fact=to.phrases.criterion(test), point=to.words.listed(names))
    return said + to.marks(refs_of(test))


def _both_sides(to: Writer, therapy: Therapy) -> Iterator[str]:
    sides: tuple[tuple[str, tuple[Statement, ...]], ...] = (
        ("therapy.benefits", therapy.benefits),
        ("therapy.harms", therapy.harms),
    )
    for id, statements in sides:
        yield headline(2, to.words(id))
        yield bullets(to.statement(one) for one in statements)


def _boxed_warning(to: Writer, therapy: Therapy) -> Iterator[str]:
    boxed = therapy.boxed_warning
    yield headline(2, to.words("card.boxed"))
    yield to.say("therapy.boxed" if boxed.state == "present" else f"therapy.boxed_{boxed.state}")
    if boxed.plain:
        yield to.cited(boxed.plain, boxed.claim or ())


def _points(to: Writer, therapy: Therapy) -> Iterator[str]:
    """What is raised with this product whatever is told, and what waits for an answer."""
    lines = []
    for risk in to.rules.risk_factors.values():
        if therapy.platform in risk.platforms or therapy.id in risk.therapies:
            when = " " + to.say("card.point_when", fact=to.phrases.criterion(risk.when)) if risk.when else ""
            lines.append(to_entry(risk.name, "point", risk.id) + when)
    if lines:
        yield headline(2, to.words("card.points"))
        yield bullets(lines)
