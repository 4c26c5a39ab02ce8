"""The sources of one page: every claim that it states, under the document that states it, with its place and date."""

from collections.abc import Iterable

from trialhelper.card.markdown import bullets, headline, plain
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.dates import Dated
from trialhelper.rulebase.entries import Document, Review, Statement
from trialhelper.summary.phrases import Phrases
from trialhelper.summary.sources import dated_words
from trialhelper.words import Words

__all__ = ["Writer", "dated", "read_in"]


def dated(document: Document, words: Words) -> str:
    return words("source.undated") if document.dated == "unknown" else dated_words(document.dated, words)


def read_in(document: Document, words: Words) -> str:
    """What kind of document it is, its date, and when and from what it was read."""
    return words(
        "card.source",
        publisher=plain(document.publisher),
        kind=words(f"card.kind.{document.kind}"),
        day=dated(document, words),
        read=dated_words(document.retrieved, words),
        how=words(f"card.read_from.{document.read_from}"),
    )


class Writer:
    """What a page is written with: the rules, the words, and the numbers of the documents cited so far."""

    def __init__(self, rules: RuleBase, words: Words) -> None:
        self.rules, self.words, self.phrases = rules, words, Phrases(rules, words)
        self.as_of = rules.about.dated.latest
        self._cited: dict[str, dict[str, None]] = {}

    def say(self, id: str, /, **values: object) -> str:
        """A sentence of the catalogue. Its values are escaped here, so it may stand in a page as it is."""
        return plain(self.words(id, **values))

    def marks(self, refs: Iterable[str]) -> str:
        """The numbers of the documents behind some claims, as they stand at the end of a sentence."""
        numbers = set()
        for ref in refs:
            document, _ = self.rules.claims[ref]
            self._cited.setdefault(document.id, {})[ref] = None
            numbers.add(list(self._cited).index(document.id) + 1)
        return f" \\[{', '.join(map(str, sorted(numbers)))}\\]" if numbers else ""

    def cited(self, text: str, refs: Iterable[str]) -> str:
        """A text of the rules with its sources."""
        return plain(self.words.fill(text)) + self.marks(refs)

    def statement(self, statement: Statement) -> str:
        return self.cited(statement.plain, statement.claim)

    def day(self, day: Dated) -> str:
        """A date of the rules, as exact as it is known."""
        return plain(dated_words(day, self.words))

    def sources(self) -> tuple[str, str]:
        """Heading and list: each document, and below it each claim with its place and how sure it is."""
        lines = []
        for number, (name, refs) in enumerate(self._cited.items(), 1):
            document = self.rules.documents[name]
            address = f" <{document.url}>" if document.url else ""
            lines.append(f"{number}. **{plain(document.title)}.** {read_in(document, self.words)}{address}")
            for ref in refs:
                _, claim = self.rules.claims[ref]
                sure = self.words(f"card.confidence.{claim.confidence}")
                lines.append(f"   - {plain(claim.where)}: {plain(claim.plain)} ({sure})")
        return headline(2, self.words("card.sources")), "\n".join(lines)

    def reading(self, confidence: str, reviewed: Review) -> tuple[str, str]:
        """Heading and list: how sure an entry is, when it was read against its sources, and when that is due again."""
        lines = [
            self.say("card.confidence", confidence=self.words(f"card.confidence.{confidence}")),
            self.say("card.reviewed", day=self.day(reviewed.on), by=self.words(f"card.by.{reviewed.by}")),
            self.say("card.due", day=self.day(reviewed.due)),
        ]
        return headline(2, self.words("card.reading")), bullets(lines)
