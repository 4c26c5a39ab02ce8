"""The interview as a view model: the page to show for some answers, and what was entered on it as answers or problems.

The form, the terminal and "what if" draw these pages and read through them, so that they ask the same in the same words.
Pure: no widget, no prompt, no file, no clock.
"""

from trialhelper.interview.checklist import CheckedAnswer, Checklist, NotTogether, checklist
from trialhelper.interview.page import Entered, Field, Finder, Offer, Page
from trialhelper.interview.pages import field_of, page_at, page_of
from trialhelper.interview.reading import Reading, problem_beside, read_field, read_page, what_is_wrong
from trialhelper.interview.team import team_page
from trialhelper.interview.way import CHECK, RESULT, START, VALUES, Place, first_open, place_before, places

__all__ = [
    "CHECK",
    "RESULT",
    "START",
    "VALUES",
    "CheckedAnswer",
    "Checklist",
    "Entered",
    "Field",
    "Finder",
    "NotTogether",
    "Offer",
    "Page",
    "Place",
    "Reading",
    "checklist",
    "field_of",
    "first_open",
    "page_at",
    "page_of",
    "place_before",
    "places",
    "problem_beside",
    "read_field",
    "read_page",
    "team_page",
    "what_is_wrong",
]
