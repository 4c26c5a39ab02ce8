"""C14: names, codes and addresses: each name means one condition, each code has the form of its system, each address opens.

The check digit of SNOMED CT is that of J. Verhoeff, Error detecting decimal codes (1969), as the SNOMED CT release file
specifications use it (SCTID: the last digit; the two before it say what the code is, 00 or 10 for a concept).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from trialhelper.check.report import Remark, Severity
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Condition

__all__ = ["check", "verhoeff"]

_ICD: Final = r"[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_FORMS: Final = {
    "mondo": (r"MONDO:\d{7}", "MONDO: and seven digits"),
    "icd10cm": (_ICD, "a letter, two signs and up to four more behind a point"),
    "icd10cm_under": (rf"{_ICD}|[A-TV-Z]\d?", "the beginning of a code, or a whole one"),
    "icd10cm_wider": (_ICD, "a letter, two signs and up to four more behind a point"),
    "snomed_ct": (r"[1-9]\d{2,14}[01]0\d", "6 to 18 digits, the third and second last of them 00 or 10"),
    "orpha": (r"(?:ORPHA:)?[1-9]\d{0,6}", "digits only"),
    "omim": (r"[1-9]\d{5}", "six digits"),
}
_TIMES: Final = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_TURN: Final = "1576283094"
_A_YEAR: Final = timedelta(days=366)


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C1401 a name of two conditions; C1402 a code without the form of its system; C1403 a code whose check digit is wrong;
    C1404 an address that is no web address; C1405 a document that was read after the day of the rules."""
    yield from _names(rules)
    for condition in rules.conditions.values():
        yield from _codes(condition)
    for document in rules.documents.values():
        for key in ("url", "read_at"):
            address = getattr(document, key)
            if address and not re.fullmatch(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?", address):
                yield Remark("C1404", "error", f"{key} of the document {document.id} is no web address: {address}")
    yield from _read_too_late(rules, as_of)


def _read_too_late(rules: RuleBase, as_of: date) -> Iterator[Remark]:
    """Documents that were read after the day of the rules: a year that is mistyped, or rules whose day was left behind."""
    made = max(rules.about.dated.latest, as_of)
    late = [one for one in rules.documents.values() if one.retrieved.earliest > made]
    for document in late:
        if document.retrieved.earliest - made > _A_YEAR:
            yield Remark("C1405", "error", f"the document {document.id} was read on {document.retrieved}, which is yet to come")
    if late:
        first = ", ".join(one.id for one in late[:3])
        yield Remark("C1405", "hint", f"{len(late)} documents were read after {made}, the day of the rules, such as {first}")


def _names(rules: RuleBase) -> Iterator[Remark]:
    found: dict[str, list[str]] = {}
    for condition in rules.conditions.values():
        for name in {re.sub(r"\W+", " ", one).strip().casefold() for one in (condition.name, *condition.synonyms)}:
            found.setdefault(name, []).append(condition.id)
    for name, ids in sorted(found.items()):
        if len(ids) > 1:
            above = {rules.top(one).id for one in ids}
            severity: Severity = "hint" if len(above) == 1 else "warning"
            yield Remark("C1401", severity, f'the name "{name}" stands for {" and ".join(ids)}')


def _codes(condition: Condition) -> Iterator[Remark]:
    if not condition.codes:
        return
    for key, (form, says) in _FORMS.items():
        told = getattr(condition.codes, key)
        for code in (told,) if isinstance(told, str) else told or ():
            if not re.fullmatch(form, code):
                yield Remark("C1402", "error", f"{key} of {condition.id}: {code} has not the form of such a code ({says})")
            elif key == "snomed_ct" and verhoeff(code):
                yield Remark("C1403", "error", f"snomed_ct of {condition.id}: the check digit of {code} is wrong")


def verhoeff(code: str) -> int:
    """What is left over when the digits are summed up by Verhoeff; 0 for a code with its right check digit."""
    left = 0
    for place, digit in enumerate(reversed(code)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = int(_TURN[turned])
        left = int(_TIMES[left][turned])
    return left
