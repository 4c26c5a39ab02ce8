"""Numbering the documents that a summary cites, in the order in which they are first cited."""

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.dates import Dated
from trialhelper.summary.model import ListedSource
from trialhelper.words import Words

__all__ = ["MOST_PLACES", "Sources", "dated_words"]

MOST_PLACES = 3
"""How many places in a document are named; a page that is cited for everything would fill a sheet with them."""


def dated_words(dated: Dated, words: Words) -> str:
    """A date as exact as it is known: a day, a month, a year, or "by" a day."""
    if dated.precision == "year":
        return str(dated.latest.year)
    if dated.precision == "month":
        return words.month(dated.latest)
    day = words.date(dated.latest)
    return words("date.by", day=day) if dated.precision == "by" else day


class Sources:
    """Gives each cited document a number, and keeps where in it the cited facts stand."""

    def __init__(self, rules: RuleBase, words: Words) -> None:
        self._rules, self._words = rules, words
        self._numbers: dict[str, int] = {}
        self._places: dict[str, dict[str, None]] = {}

    def cite(self, claims: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of the documents behind some claims, lowest first."""
        found = set()
        for ref in claims:
            document, claim = self._rules.claims[ref]
            found.add(self._numbers.setdefault(document.id, len(self._numbers) + 1))
            self._places.setdefault(document.id, {})[claim.where] = None
        return tuple(sorted(found))

    def all_reviewed(self) -> str | None:
        """The day on which every cited document was last held against its text, or None when the days differ."""
        days = {self._rules.documents[name].reviewed.on for name in self._numbers}
        return dated_words(days.pop(), self._words) if len(days) == 1 else None

    def listed(self) -> tuple[ListedSource, ...]:
        """Every document cited so far, by its number; with the day of its review where these days differ."""
        apart = self.all_reviewed() is None
        return tuple(self._source(name, number, apart) for name, number in self._numbers.items())

    def _source(self, name: str, number: int, apart: bool) -> ListedSource:
        document, words = self._rules.documents[name], self._words
        dated = words("source.undated") if document.dated == "unknown" else dated_words(document.dated, words)
        return ListedSource(
            number,
            document.id,
            document.title,
            document.publisher,
            document.url,
            document.language,
            dated,
            dated_words(document.reviewed.on, words) if apart else "",
            tuple(self._places[name])[:MOST_PLACES],
            words(f"source.read_from.{document.read_from}") if document.read_from != "original" else None,
        )
