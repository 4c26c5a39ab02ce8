"""Finding a condition by what people type, or saying that it is not in these rules."""

from trialhelper.rulebase.search.finding import Hit, find, find_other, guesses, known_elsewhere
from trialhelper.rulebase.search.known import Listed

__all__ = ["Hit", "Listed", "find", "find_other", "guesses", "known_elsewhere"]
