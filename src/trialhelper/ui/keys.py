"""The keys of the session that outlive a page or are read by several modules. Those of a page's own widgets stand in it."""

from typing import Final

__all__ = [
    "ALL_CASES", "ANSWERS", "AT", "ATTEMPT", "CASE", "CHECKED", "COMPARED", "ELSEWHERE", "FAULTS", "GO_TO_FORM",
    "LANGUAGE", "LONGEST_SEARCH", "NOTES", "OWN", "PAGES", "PRESENTER", "SEARCH", "SOUGHT", "THEN_CONDITION", "THEN_DAY",
    "THEN_FAULT", "THEN_SEARCH", "THEN_TYPED", "TRAIL", "UPLOADS", "VALUES_SEEN", "beside_answer", "field", "left_open",
    "what_if",
]  # fmt: skip

ANSWERS: Final = "answers"
"""`Answers`: all that was told, kept whatever page is shown."""
AT: Final = "at"
"""Which page is shown: `start`, `check`, `result`, or the ids of the questions of a step."""
TRAIL: Final = "trail"
"""The day and the steps of the last walk, to be taken over by the next of the same day."""
FAULTS: Final = "faults"
"""What was wrong with the last try at this page: field key to code of the catalogue."""
ATTEMPT: Final = "attempt"
"""How often this page was tried in vain, so that the same error is announced again."""
SEARCH: Final = "searched"
"""What was typed to find a condition."""
LONGEST_SEARCH: Final = 200
"""Characters that a search takes; the browser drops without a word what is pasted beyond the limit of its field."""
NOTES: Final = "notes"
"""What could not be read of a loaded file, until the next page."""
PAGES: Final = "pages"
"""The pages of the navigation by name, for links between them."""
LANGUAGE: Final = "language"
"""The language that was chosen."""
VALUES_SEEN: Final = "values-seen"
"""Whether the optional page on what matters was shown once."""
GO_TO_FORM: Final = "go-to-form"
"""Whether the next page to show is the form, although the address is that of another."""
ALL_CASES: Final = "all-cases"
"""Whether the whole list of invented people is drawn."""
CASE: Final = "case"
"""The id of the invented person that is shown, if one is."""
OWN: Final = "own"
"""What a real person had answered, while an invented one is shown."""
PRESENTER: Final = "presenter"
"""Whether the pages are drawn large, for a room."""
ELSEWHERE: Final = "elsewhere"
"""Whether another page than the form was shown last: coming back, the address has no number, and the place is kept."""
SOUGHT: Final = "sought"
"""What is looked for in the rule base: the typed text, the kind of entry, and how many of a kind are shown."""
CHECKED: Final = "checked"
"""The report of the last check of the rules, with the day that it was for."""
COMPARED: Final = "compared"
"""What the last comparison with earlier rules said, in words: nothing of the file itself."""
THEN_DAY: Final = "then-day"
"""The day that the page "Then and now" shows beside today."""
THEN_TYPED: Final = "then-was-typed"
"""What was typed for that day, also when it cannot be read."""
THEN_FAULT: Final = "then-fault"
"""The code of what is wrong with it, or nothing."""
THEN_CONDITION: Final = "then-condition"
"""The id of the condition that was chosen on that page, if it is not that of the visit."""
THEN_SEARCH: Final = "then-searched"
"""What was typed there to find one."""
UPLOADS: Final = "uploads"
"""How many files were loaded, so that the upload field is a new one each time."""


def field(question: str) -> str:
    """The key of the widget in which a question is answered."""
    return f"field-{question}"


def beside_answer(question: str, offer: str) -> str:
    """The key of a box beside a typed answer, such as "Not sure"."""
    return f"{offer}-{question}"


def left_open() -> str:
    """The key of the box "none of the rest" on the page of several questions."""
    return "field-left-open"


def what_if(part: str) -> str:
    """The key of a widget on the page "What if"."""
    return f"what-if-{part}"
