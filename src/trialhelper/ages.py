"""Ages as people write them and as labels state them: how many months, how exactly that was told, and in which units.

"14", "14 years", "8 months", "1½", "2 1/2 years", "20 mo", "3 weeks" and "2 years 6 months" are read, in Spanish too ("14
años", "8 meses", "2 años y medio"). A bare number is a number of years, which is what people mean who write only a number.
Two numbers that may be a range, a date or years and months ("6-8 months", "5.11", "8, 7 months") are never added up: they
are asked back. A year has 365 days here, as people count who tell an age in days; a week has 7.
"""

import re
import unicodedata
from fractions import Fraction
from typing import Final, Literal, NamedTuple

__all__ = ["MOST_MONTHS", "Age", "AgeProblem", "AgeUnit", "months_as_words", "read_age"]

AgeUnit = Literal["years", "months", "weeks", "days"]

MOST_MONTHS: Final = 125 * 12
_LONGEST: Final = 40
_MONTHS_IN: Final[dict[AgeUnit, Fraction]] = {
    "years": Fraction(12),
    "months": Fraction(1),
    "weeks": Fraction(7 * 12, 365),
    "days": Fraction(12, 365),
}
_WORDS_FOR: Final[dict[AgeUnit, str]] = {
    "years": "y yr yrs year years yo año años ano anos",
    "months": "m mo mos mth mths month months mes meses",
    "weeks": "w wk wks week weeks semana semanas",
    "days": "d day days día días dia dias",
}
_UNIT_OF: Final[dict[str, AgeUnit]] = {word: unit for unit, words in _WORDS_FOR.items() for word in words.split()}
_FRACTIONS: Final = {
    "1/2": Fraction(1, 2), "1/4": Fraction(1, 4), "3/4": Fraction(3, 4), "1/3": Fraction(1, 3), "2/3": Fraction(2, 3),
}  # fmt: skip
_DECIMALS: Final = {"5": Fraction(1, 2), "50": Fraction(1, 2), "25": Fraction(1, 4), "75": Fraction(3, 4), "0": Fraction(0)}
"""The parts of a number that can only be a fraction; 5.11 may be 5 years and 11 months."""
_PART = re.compile(
    r"(?:(?P<fraction>\d/\d)(?![\d/])|(?P<whole>\d{1,5})(?:[.,](?P<decimal>\d{1,2})(?!\d)|\s+(?P<extra>\d/\d)(?![\d/]))?)"
    r"\s*(?P<unit>[a-zñí]+)?\s*"
)
_TWO_NUMBERS = re.compile(r"\d\D+\d")
_THOUSAND_DAYS = re.compile(r"\b(\d)[.,](\d{3})(?=\s*(?:d|days?|d[ií]as?)\b)")


class AgeProblem(ValueError):
    """An age that could not be read. `code` names the sentence of the catalogue; the text typed is not repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Age(NamedTuple):
    """An age as it was told."""

    months: float
    """Completed months: what a label's limits are held against."""
    within: float
    """The person is less than so many months older than that: 12 for an age in whole years."""
    parts: tuple[tuple[float, AgeUnit], ...]
    """The numbers and units in which it was told, the largest first."""


def read_age(text: str) -> Age:
    """An age from 0 up to 125 years.

    Raises AgeProblem (`age.empty`, `age.two_numbers`, `age.not_read`, `age.too_old`).
    """
    if len(text) > _LONGEST:
        raise AgeProblem("age.not_read")
    plain = _plain(text)
    if not plain:
        raise AgeProblem("age.empty")
    months = Fraction(0)
    within = Fraction(0)
    parts: list[tuple[float, AgeUnit]] = []
    position = 0
    while position < len(plain):
        part = _PART.match(plain, position)
        position = part.end() if part else len(plain)
        unit = _UNIT_OF.get(part["unit"] or "years") if part else None
        bare = part is not None and part["unit"] is None and (parts or position < len(plain))
        too_many = part is not None and bool(parts) and unit is not None and _past_the_unit_before(part, unit, parts[-1][1])
        if part is None or unit is None or bare or too_many:
            raise AgeProblem("age.two_numbers" if _TWO_NUMBERS.search(plain) else "age.not_read")
        number, step = _number(part)
        months += number * _MONTHS_IN[unit]
        within = step * _MONTHS_IN[unit]
        parts.append((float(number), unit))
    if months > MOST_MONTHS:
        raise AgeProblem("age.too_old")
    return Age(round(float(months), 4), round(float(within), 4), tuple(parts))


def _past_the_unit_before(part: re.Match[str], unit: AgeUnit, before: AgeUnit) -> bool:
    """Whether a further part does not fit below the one before it: "2 years 3 years", "1 year 14 months"."""
    return (_number(part)[0] + 1) * _MONTHS_IN[unit] > _MONTHS_IN[before] + _MONTHS_IN[unit]


def _number(part: re.Match[str]) -> tuple[Fraction, Fraction]:
    """A number, and the step in which it was counted: 1 for a whole one, a half for 1½."""
    written = part["fraction"] or part["extra"]
    if written is not None:
        if written not in _FRACTIONS:
            raise AgeProblem("age.two_numbers")
        rest = _FRACTIONS[written]
    elif part["decimal"] is not None:
        if part["decimal"] not in _DECIMALS:
            raise AgeProblem("age.two_numbers")
        rest = _DECIMALS[part["decimal"]]
    else:
        rest = Fraction(0)
    return int(part["whole"] or 0) + rest, Fraction(1, rest.denominator)


def _plain(text: str) -> str:
    """Lower case, `½` as ` 1/2`, joining words and the words "old" and "and" taken out."""
    spaced = "".join(f" {char}" if unicodedata.category(char) == "No" else char for char in text)
    folded = unicodedata.normalize("NFKC", spaced).replace("\u2044", "/").casefold()
    folded = re.sub(r"\s+|(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=[a-z])", " ", folded).strip()
    folded = re.sub(r"\b(?:years?|months?|weeks?|days?|yrs?|mos?) old\b", lambda m: m[0].removesuffix(" old"), folded)
    folded = re.sub(r"\by medio\b", "1/2", folded)
    folded = re.sub(r"(\d+) (años?|anos?) 1/2", r"\1 1/2 \2", folded)
    folded = _THOUSAND_DAYS.sub(r"\1\2", folded)
    return re.sub(r"(?<=[a-zñí])\s*(?:,|\band\b|\by\b)\s+|(?<=[a-zñí])\.(?=\s|$)", " ", folded).strip(" .")


def months_as_words(months: float) -> tuple[float, AgeUnit]:
    """The number and unit (`years` or `months`) in which an age reads best that nobody told: 20 months, 14 years."""
    if months >= 24 and months % 12 == 0:
        return months / 12, "years"
    if months >= 60:
        return int(months // 12), "years"
    return round(months, 1), "months"
