"""What can be wrong with a rule base, told to the person who can mend it.

Every fault has a stable code, the file and line where it stands, one sentence that says what is wrong, and the likely
cure. `CATALOGUE` is the list of all of them; the authoring guide prints it and a test holds one bad file to each.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["CATALOGUE", "Problem", "RuleBaseError", "closest", "problem"]

Severity = Literal["error", "warning", "hint"]

CATALOGUE: Final[dict[str, str]] = {
    "R001": "this is not YAML: {detail}",
    "R002": 'the key "{key}" stands twice in one place (first on line {first})',
    "R003": '"{key}" is not a key that can stand here',
    "R004": 'the key "{key}" is missing',
    "R005": "{detail}",
    "R006": "{what} are not used in rule files, so that a file says what it seems to say",
    "R007": "this file cannot be read: {detail}",
    "R008": "no kind of entry lives here",
    "R009": '"{value}" is text in YAML 1.2, not {wanted}',
    "R010": "{file} is missing",
    "R101": 'the id "{id}" differs from the name of its file',
    "R102": 'the id "{id}" is used twice (first in {first})',
    "R104": 'no {kind} is called "{id}"',
    "R105": 'the question "{question}" has no option "{option}"',
    "R106": '"{operator}" cannot be used on the question "{question}", which is of type {type}',
    "R107": '"{value}" cannot be compared with answers to "{question}": {detail}',
    "R108": '"known" may stand only under "discuss" and in the conversation table',
    "R109": "this criterion has no claim, so nobody can see where it comes from",
    "R110": "dates must rise from one entry to the next; {later} stands after {earlier}",
    "R111": "a criterion for the care team stands in one group with a criterion for the person",
    "R112": 'the condition "{id}" is a kind of itself, by way of {path}',
    "R113": 'the option "{option}" of "{question}" leads to no kind of "{condition}"',
    "R114": "the claim is about {about}, not about {wanted}",
    "R115": 'the platform of "{id}" is "{platform}", which is delivered {expected}, not {delivery}',
    "R116": 'the question "{question}" is for the care team, and this has to be known from the person',
    "R117": 'the question "{question}" is about what matters to the person, and no criterion may read that',
    "R118": "the braces {braces} hold no word for the person, so nothing would fill them",
    "R119": 'the question "{question}" is known only by what was typed in a search, and no criterion may read that',
    "R120": "the role of a group stands on the whole of it, not on a part",
    "R121": "how a difference ends is not said here: {why}",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it is (path inside the rule base, line from 1), its code, what is wrong, and how to mend it."""

    file: str
    line: int
    code: str
    says: str
    remedy: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}  {self.code}  {self.says}" + (f"\n    {self.remedy}" if self.remedy else "")


class RuleBaseError(Exception):
    """A rule base that cannot be used, with every fault of every file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        files = len({found.file for found in self.problems})
        many = len(self.problems)
        faults, in_files = ("fault" if many == 1 else "faults"), ("file" if files == 1 else "files")
        super().__init__(f"the rule base has {many} {faults} in {files} {in_files}")

    def __str__(self) -> str:
        return "\n".join([f"{self.args[0]}:", *map(str, self.problems)])


def problem(code: str, file: str, line: int, remedy: str = "", /, **details: object) -> Problem:
    """A fault of the catalogue with its details filled in. Raises KeyError for a code that the catalogue lacks."""
    return Problem(file, line, code, CATALOGUE[code].format(**details), remedy)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return near[0] if near else None
