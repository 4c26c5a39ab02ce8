"""Every key of the session, in one place. Nothing else in the project writes one by hand."""

from typing import Final

__all__ = [
    "ANSWERS", "AT", "ATTEMPT", "CASE", "ELSEWHERE", "FAULTS", "GO_TO_FORM", "LANGUAGE", "NOTES", "PAGES", "PRESENTER", "SEARCH",
    "TRAIL", "UPLOADS", "VALUES_SEEN", "field", "left_open", "unsure",
]  # fmt: skip

ANSWERS: Final = "answers"
"""`Answers`: all that was told, kept whatever page is shown."""
AT: Final = "at"
"""Which page is shown: `start`, `check`, `result`, or the ids of the questions of a step."""
TRAIL: Final = "trail"
"""The steps of the last walk, to be taken over by the next."""
FAULTS: Final = "faults"
"""What was wrong with the last try at this page: field key to code of the catalogue."""
ATTEMPT: Final = "attempt"
"""How often this page was tried in vain, so that the same error is announced again."""
SEARCH: Final = "searched"
"""What was typed to find a condition."""
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
CASE: Final = "case"
"""The id of the invented person that is shown, if one is."""
PRESENTER: Final = "presenter"
"""Whether the pages are drawn large, for a room."""
ELSEWHERE: Final = "elsewhere"
"""Whether another page than the form was shown last: coming back, the address has no number, and the place is kept."""
UPLOADS: Final = "uploads"
"""How many files were loaded, so that the upload field is a new one each time."""


def field(question: str) -> str:
    """The key of the widget in which a question is answered."""
    return f"field-{question}"


def unsure(question: str) -> str:
    """The key of the box "Not sure" beside a typed answer."""
    return f"unsure-{question}"


def left_open() -> str:
    """The key of the box "none of the rest" on the page of several questions."""
    return "field-left-open"
