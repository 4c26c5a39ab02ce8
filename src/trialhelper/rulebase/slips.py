"""Slips of the keyboard, of an editor and of a merge that YAML takes for something else, or for nothing at all.

A no-break space looks like a blank and is a letter; a curly quote opens no text; the marks that a merge leaves behind are read
as a key without a colon. Each is found in the text itself, before it is parsed, and told with its line and its cure.
"""

import re
from typing import Final, NamedTuple

__all__ = ["Slip", "slips_in"]


class Slip(NamedTuple):
    """What is wrong in a line, and how to mend it."""

    line: int
    says: str
    cure: str


_MERGE: Final = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?$", re.MULTILINE)
_BLANKS: Final = re.compile("[\u00a0\u2007\u202f\u3000]")
_UNSEEN: Final = re.compile("[\u200b\u200c\u200d\u2060\u00ad]")
_CURLY_VALUE: Final = re.compile("(?:(?:^|: |\\[|\\{|, |- ) *)([“”„‟‘])[^“”„‟‘’\\n]*[“”‟’]\\s*(?:$|[,:\\]}])", re.MULTILINE)


def slips_in(text: str) -> list[Slip]:
    """The slips of a text, from the top; one of each kind is enough to be told."""
    found = []
    if any(sign * 7 in text for sign in "<=>|") and (mark := _MERGE.search(text)):
        cure = "keep one of the two versions and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
        found.append(Slip(_line(text, mark.start()), "a mark of a merge was left behind", cure))
    if text.isascii():
        return found
    if blank := _BLANKS.search(text):
        says = f"a no-break space (U+{ord(blank[0]):04X}) looks like a blank and is none"
        found.append(Slip(_line(text, blank.start()), says, "type a blank in its place"))
    if unseen := _UNSEEN.search(text):
        says = f"a sign that nobody sees (U+{ord(unseen[0]):04X}) stands in the text"
        found.append(Slip(_line(text, unseen.start()), says, "take it out, or type the word again"))
    if any(sign in text for sign in "“„‟‘") and (curly := _CURLY_VALUE.search(text)):
        says = f"curly quotes ({curly[1]}) stand around a text, where they are part of it"
        found.append(Slip(_line(text, curly.start(1)), says, "write straight quotes, or none"))
    return sorted(found)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
