"""Ages as people write them and as labels state them, in months.

"14", "14 years", "8 months", "1½", "2 1/2 years", "20 mo", "3 weeks" and "2 years 6 months" are read, in Spanish too ("14
años", "8 meses", "2 años y medio"); anything else is refused with an example of what works. A bare number is a number of
years, which is what people mean who write only a number. Months are exact for years and months; a week is 12/52.1775 of a
year.
"""

import re
import unicodedata
from typing import Final

__all__ = ["MOST_MONTHS", "AgeProblem", "months_as_words", "read_age"]

MOST_MONTHS: Final = 125 * 12
_LONGEST: Final = 40
_MONTHS_IN: Final = {"year": 12.0, "month": 1.0, "week": 12 / 52.1775, "day": 12 / 365.2425}
_UNIT_WORDS: Final = {
    "y": "year", "yr": "year", "yrs": "year", "year": "year", "years": "year", "yo": "year",
    "m": "month", "mo": "month", "mos": "month", "mth": "month", "mths": "month", "month": "month", "months": "month",
    "w": "week", "wk": "week", "wks": "week", "week": "week", "weeks": "week",
    "d": "day", "day": "day", "days": "day",
    "año": "year", "años": "year", "ano": "year", "anos": "year", "mes": "month", "meses": "month",
    "semana": "week", "semanas": "week", "día": "day", "días": "day", "dia": "day", "dias": "day",
}  # fmt: skip
_NUMBER = r"\d+(?:[.,]\d+)?"
_PART = re.compile(rf"(?:(?P<fraction>\d+/\d+)|(?P<whole>{_NUMBER})(?:\s+(?P<extra>\d+/\d+))?)\s*(?P<unit>[a-zñí]+)?\s*")


class AgeProblem(ValueError):
    """An age that could not be read. `code` names the sentence of the catalogue; the text typed is not repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_age(text: str) -> float:
    """Months, from 0 up to 125 years. Raises AgeProblem (`age.empty`, `age.not_read`, `age.too_old`)."""
    if len(text) > _LONGEST:
        raise AgeProblem("age.not_read")
    plain = _plain(text)
    if not plain:
        raise AgeProblem("age.empty")
    months = 0.0
    units: list[str] = []
    position = 0
    while position < len(plain):
        part = _PART.match(plain, position)
        if part is None:
            raise AgeProblem("age.not_read")
        unit = _UNIT_WORDS.get(part["unit"] or "years")
        if unit is None or (units and _MONTHS_IN[unit] >= _MONTHS_IN[units[-1]]):
            raise AgeProblem("age.not_read")
        months += sum(map(_number, part.group("whole", "extra", "fraction"))) * _MONTHS_IN[unit]
        units.append(unit)
        position = part.end()
    if months > MOST_MONTHS:
        raise AgeProblem("age.too_old")
    return round(months, 4)


def _plain(text: str) -> str:
    """Lower case, `½` as ` 1/2`, joining words and the words "old" and "and" taken out."""
    spaced = "".join(f" {char}" if unicodedata.category(char) == "No" else char for char in text)
    folded = unicodedata.normalize("NFKC", spaced).replace("\u2044", "/").casefold()
    folded = re.sub(r"\s+|(?<=\w)-(?=\w)", " ", folded).strip()
    folded = re.sub(r"\b(?:years?|months?|weeks?|days?|yrs?|mos?) old\b", lambda m: m[0].removesuffix(" old"), folded)
    folded = re.sub(r"\by medio\b", "1/2", folded)
    folded = re.sub(r"(\d+) (años?|anos?) 1/2", r"\1 1/2 \2", folded)
    return re.sub(r"\s*(?:,|\band\b|\by\b)\s+", " ", folded).rstrip(".")


def _number(text: str | None) -> float:
    if not text:
        return 0.0
    if "/" in text:
        above, below = text.split("/")
        if int(below) == 0:
            raise AgeProblem("age.not_read")
        return int(above) / int(below)
    return float(text.replace(",", "."))


def months_as_words(months: float) -> tuple[float, str]:
    """The number and unit (`years` or `months`) in which an age reads best: 20 months, 14 years, 1.5 -> 18 months."""
    if months >= 24 and months % 12 == 0:
        return months / 12, "years"
    if months >= 60:
        return int(months // 12), "years"
    return round(months, 1), "months"
