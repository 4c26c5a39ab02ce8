"""Every page of the card, by its name in the folder: the index, the card, the points, the sources, the history, and one each a
condition and a therapy. The same rules give the same pages, letter for letter; no clock is read.
"""

from collections.abc import Iterator
from pathlib import Path

from trialhelper.card.citing import Writer, read_in
from trialhelper.card.condition import page_of_condition
from trialhelper.card.counts import counts_of, newest
from trialhelper.card.entry_pages import points_page
from trialhelper.card.fields import FIELDS
from trialhelper.card.markdown import headline, link, markdown_table, plain
from trialhelper.card.page import RulesPage, as_file, to_entry
from trialhelper.card.therapy import page_of_therapy
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.dates import Dated
from trialhelper.rulebase.entries import Therapy
from trialhelper.rulebase.standing import standing_of, status_on
from trialhelper.words import Words

__all__ = ["card_page", "pages", "write_pages"]

_CARD = "card.md"
_THERAPY_COLUMNS = ("therapy", "condition", "state", "label", "asked", "team", "beside", "sure", "due")


def pages(rules: RuleBase, words: Words) -> dict[str, str]:
    """The text of every page by its name in the folder."""
    made = {
        "index.md": _index(rules, words),
        _CARD: _card(rules, words),
        "points.md": points_page(rules, words),
        "sources.md": _sources(rules, words),
        "history.md": _history(rules, words),
    }
    made |= {f"conditions/{one.id}.md": page_of_condition(rules, one, words) for one in rules.conditions.values()}
    made |= {f"therapies/{one.id}.md": page_of_therapy(rules, one, words) for one in rules.therapies.values()}
    return {name: as_file(page, name, rules, words) for name, page in made.items()}


def write_pages(made: dict[str, str], folder: Path) -> None:
    """Write the pages, and take away pages of an earlier time from where pages go. Other files are left alone. Raises OSError."""
    begins = {text.partition("\n")[0].encode() for text in made.values()}
    places = sorted({(folder / name).parent for name in made})
    for old in (file for place in places for file in sorted(place.glob("*.md"))):
        if old.is_file() and old.relative_to(folder).as_posix() not in made and old.read_bytes().partition(b"\n")[0] in begins:
            old.unlink()
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def card_page(rules: RuleBase, words: Words) -> str:
    """The file of the card itself, without the pages that it leads to."""
    return as_file(_card(rules, words), _CARD, rules, words)


def _card(rules: RuleBase, words: Words) -> RulesPage:
    """MC-01 to MC-17, each under its own heading."""
    to = Writer(rules, words)
    blocks: list[str] = []
    for name, field in FIELDS:
        blocks += [headline(2, f"{name[:2].upper()}-{name[2:]} {words(f'card.{name}')}"), *field(to)]
    lead = to.say("card.lead", version=rules.version, day=to.day(rules.about.dated))
    return RulesPage(words("card.title"), (lead, *blocks))


def _index(rules: RuleBase, words: Words) -> RulesPage:
    to = Writer(rules, words)
    numbers = {"conditions": len(rules.conditions), "products": len(rules.therapies), "documents": len(rules.documents)}
    others = [link(words(f"card.{name}.title"), f"{name}.md") for name in ("points", "sources", "history")]
    blocks = (
        to.say("about.rules.1", version=rules.version, day=to.day(rules.about.dated), **numbers),
        " · ".join([link(words("card.title"), "card.md"), *others]),
        headline(2, words("card.conditions")),
        markdown_table([to.say(f"card.column.{name}") for name in ("condition", "state", "sure", "due")], _condition_rows(to)),
        headline(2, words("card.therapies.title")),
        markdown_table([to.say(f"card.column.{name}") for name in _THERAPY_COLUMNS], _therapy_rows(to)),
    )
    return RulesPage(words("card.index.title"), blocks)


def _condition_rows(to: Writer) -> Iterator[list[str]]:
    tops = [one for one in to.rules.conditions.values() if not one.kind_of]
    for top in sorted(tops, key=lambda one: one.name.casefold()):
        for one in to.rules.family(top.id):
            state = standing_of(to.rules, one.id, to.as_of).state
            name = to_entry(to.phrases.condition(one.id), "condition", one.id)
            sure = to.say(f"card.confidence.{one.confidence}")
            yield [f"– {name}" if one.kind_of else name, to.say(f"card.state.{state}"), sure, to.day(one.reviewed.due)]


def _therapy_rows(to: Writer) -> Iterator[list[str]]:
    for therapy, use, version in sorted(newest(to.rules), key=lambda one: (one[0].brand.casefold(), one[1].condition)):
        number = counts_of(to.rules, version)
        yield [
            to_entry(therapy.brand, "therapy", therapy.id),
            plain(to.phrases.condition(use.condition)),
            to.say(f"card.status.{status_on(therapy, to.as_of) or 'later'}"),
            *(plain(to.words.number(count)) for count in (number.label, number.asked, number.team, number.beside)),
            to.say(f"card.confidence.{therapy.confidence}"),
            to.day(therapy.reviewed.due),
        ]


def _sources(rules: RuleBase, words: Words) -> RulesPage:
    to = Writer(rules, words)
    blocks = []
    for document in sorted(rules.documents.values(), key=lambda one: (one.publisher.casefold(), one.id)):
        address = f" <{document.url}>" if document.url else ""
        reviewed = to.say("card.reviewed", day=to.day(document.reviewed.on), by=words(f"card.by.{document.reviewed.by}"))
        said = [
            f"- {plain(claim.where)}: {plain(claim.plain)} ({words(f'card.confidence.{claim.confidence}')})"
            for claim in document.claims
        ]
        head = f"{read_in(document, words)}{address} {reviewed} {to.say('card.due', day=to.day(document.reviewed.due))}"
        blocks += [headline(2, document.title), head, "\n".join(said)]
    lead = to.say("card.sources.lead", documents=len(rules.documents), claims=len(rules.claims))
    return RulesPage(words("card.sources.title"), (lead, *blocks))


def _history(rules: RuleBase, words: Words) -> RulesPage:
    """Every approval, withdrawal and label change, the newest first."""
    to = Writer(rules, words)
    events: list[tuple[Dated, Therapy, str, tuple[str, ...]]] = []
    for therapy in rules.therapies.values():
        events += [(one.from_, therapy, to.say(f"card.status.{one.is_}"), (one.claim,)) for one in therapy.status]
        for use in therapy.indications:
            condition = to.phrases.condition(use.condition)
            for place, version in enumerate(use.versions):
                id = "card.history.changed" if place else "card.history.first"
                events.append((version.from_, therapy, to.say(id, condition=condition), version.claim))
    events.sort(key=lambda event: event[0].latest, reverse=True)
    rows = [
        [to.day(day), to_entry(therapy.brand, "therapy", therapy.id), said, to.marks(refs).strip()]
        for day, therapy, said, refs in events
    ]
    head = [to.say(f"card.column.{name}") for name in ("from", "therapy", "change", "source")]
    return RulesPage(words("card.history.title"), (markdown_table(head, rows), *to.sources()))
