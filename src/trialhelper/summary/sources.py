"""Numbering the documents that a summary cites, in the order in which they are first cited."""

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.dates import Dated
from trialhelper.summary.model import Source
from trialhelper.words import Words

__all__ = ["Sources", "dated_words"]


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

    def listed(self) -> tuple[Source, ...]:
        """Every document cited so far, by its number."""
        return tuple(self._source(name, number) for name, number in self._numbers.items())

    def _source(self, name: str, number: int) -> Source:
        document, words = self._rules.documents[name], self._words
        dated = words("source.undated") if document.dated == "unknown" else dated_words(document.dated, words)
        return Source(
            number,
            document.id,
            document.title,
            document.publisher,
            document.url,
            document.language,
            dated,
            dated_words(document.reviewed.on, words),
            tuple(self._places[name]),
            words(f"source.read_from.{document.read_from}") if document.read_from != "original" else None,
        )
