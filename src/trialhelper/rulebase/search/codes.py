"""Codes of diseases in what is typed: ICD-10-CM, ORPHA, Mondo, SNOMED CT and OMIM.

A code is read only in the form of its system, and a SNOMED CT code only with its check digit right, so that no number of a
sentence is taken for one. A code of ICD-10-CM means the condition whose code, or stem, it lies under most closely.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from trialhelper.cache import cached
from trialhelper.rulebase.base import RuleBase

__all__ = ["Coded", "System", "conditions_of", "is_icd10cm", "is_snomed_ct", "named_by", "read_codes"]

System = Literal["icd10cm", "orpha", "mondo", "snomed_ct", "omim"]
Coded = tuple[System, str]
"""A system and a code of it, written as the rules write it; ICD-10-CM without its point."""

_ICD10CM: Final = re.compile(r"[A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
_TYPED_ICD10CM: Final = re.compile(r"(?<![A-Z0-9.])[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4}|[0-9][0-9A-Z]{0,3})?(?![A-Z0-9])")
_NAMED: Final[tuple[tuple[System, re.Pattern[str]], ...]] = (
    ("orpha", re.compile(r"\bORPHA(?:NET|CODE)?(?:\s*(?:CODE|NUMBER|NO\.?))?\s*[:#_\-]?\s*(\d{1,7})\b")),
    ("mondo", re.compile(r"\bMONDO\s*[:_\-]?\s*(\d{7})\b")),
    ("omim", re.compile(r"\b(?:O?MIM)(?:\s*(?:CODE|NUMBER|NO\.?))?\s*[:#_\-]?\s*(\d{6})\b")),
    ("snomed_ct", re.compile(r"(?<!\d)(\d{6,18})(?!\d)")),
)

# The dihedral group of order 10 (J. Verhoeff, 1969), which SNOMED CT uses for its check digit.
_TIMES: Final = (
    *("0123456789", "1234067895", "2340178956", "3401289567", "4012395678"),
    *("5987604321", "6598710432", "7659821043", "8765932104", "9876543210"),
)
_TURN: Final = "1576283094"


def read_codes(typed: str) -> tuple[Coded, ...]:
    """The codes in a text, in the order of the systems. A number without a system's name is a SNOMED CT code, if it is one."""
    text = typed.upper()
    found: list[Coded] = []
    for system, pattern in _NAMED:
        for code in pattern.findall(text):
            if system != "snomed_ct" or is_snomed_ct(code):
                found.append((system, code if system != "orpha" else str(int(code))))
        text = text if system == "snomed_ct" else pattern.sub(" ", text)
    found += [("icd10cm", code.replace(".", "")) for code in _TYPED_ICD10CM.findall(text)]
    return tuple(dict.fromkeys(found))


def conditions_of(rules: RuleBase, coded: Coded) -> tuple[str, ...]:
    """The conditions that a code means, in the order of the files."""
    system, code = coded
    if system != "icd10cm":
        return _by_code(rules).get(coded, ())
    found = _closest(_stems(rules, True), code)
    return (found,) if found else ()


def named_by(rules: RuleBase, code: str) -> str | None:
    """The condition that every name of a listed code means: one whose own code it is, or all of whose codes begin like it."""
    if code.startswith("ORPHA:"):
        return next(iter(_by_code(rules).get(("orpha", code.removeprefix("ORPHA:")), ())), None)
    return _closest(_stems(rules, False), code)


def _closest(stems: Mapping[str, str], code: str) -> str | None:
    plain = code.replace(".", "")
    return next((stems[plain[:length]] for length in range(len(plain), 0, -1) if plain[:length] in stems), None)


def is_icd10cm(code: str) -> bool:
    """Whether a code has the form of ICD-10-CM."""
    return bool(_ICD10CM.fullmatch(code))


def is_snomed_ct(code: str) -> bool:
    """Whether a code has the form of a SNOMED CT concept, its check digit right."""
    if not re.fullmatch(r"[1-9]\d{5,17}", code):
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        value = int(digit)
        for _ in range(place % 8):
            value = int(_TURN[value])
        check = int(_TIMES[check][value])
    return check == 0 and code[-3:-1] in ("00", "10")


@cached
def _by_code(rules: RuleBase) -> Mapping[Coded, tuple[str, ...]]:
    found: dict[Coded, list[str]] = {}
    for condition in rules.conditions.values():
        for coded in _codes(rules, condition.id):
            found.setdefault(coded, []).append(condition.id)
    return {coded: tuple(ids) for coded, ids in found.items()}


def _codes(rules: RuleBase, condition: str) -> Iterator[Coded]:
    codes = rules.conditions[condition].codes
    if codes:
        if codes.mondo:
            yield "mondo", codes.mondo.removeprefix("MONDO:")
        yield from (("orpha", code.removeprefix("ORPHA:")) for code in codes.orpha)
        yield from (("snomed_ct", code) for code in codes.snomed_ct)
        yield from (("omim", code.removeprefix("OMIM:")) for code in codes.omim)


@cached
def _stems(rules: RuleBase, wider: bool) -> Mapping[str, str]:
    """The conditions by their codes of ICD-10-CM; a code that two bear is the first one's."""
    found: dict[str, str] = {}
    for condition in rules.conditions.values():
        if codes := condition.codes:
            for code in (*codes.icd10cm, *codes.icd10cm_under, *(codes.icd10cm_wider if wider else ())):
                found.setdefault(code.replace(".", ""), condition.id)
    return found
