"""Diseases that others have listed, so that one which the rules do not hold is recognized and never taken for its neighbor.

`diseases.txt.gz` is made by `make diseases` (tools/disease_list.py): the titles and inclusion terms of ICD-10-CM, which are in
the public domain, and names of Orphanet (CC BY 4.0). It holds names and codes, and nothing that a rule stands on.
"""

import gzip
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Final, NamedTuple

from trialhelper.rulebase.search.words import GENERIC

__all__ = ["Listed", "listed", "listed_by_code", "listed_by_key", "listed_words", "listed_words_of", "weak"]

_COMMON: Final = 40
"""A word in more names than this tells no disease from another."""


_EVERYDAY: Final = frozenset(
    {
        *[
            "heart",
            "kidney",
            "liver",
            "lung",
            "brain",
            "eye",
            "retina",
            "retinal",
            "blood",
            "muscle",
            "nerve",
            "bone",
            "joint",
            "skin",
            "ear",
            "spine",
            "knee",
            "hand",
            "foot",
        ]
    }
    | {
        *[
            "child",
            "adult",
            "baby",
            "boy",
            "girl",
            "man",
            "woman",
            "mother",
            "father",
            "son",
            "daughter",
            "person",
            "people",
            "family",
            "body",
        ]
    }
    | {
        *[
            "another",
            "other",
            "common",
            "high",
            "low",
            "old",
            "young",
            "new",
            "early",
            "late",
            "big",
            "large",
            "small",
            "weak",
            "bad",
            "problem",
            "trouble",
        ]
    }
    | {*["first", "second", "time", "year", "month", "day", "week"]}
)
"""Words that name no disease alone, however seldom they stand in names."""


class Listed(NamedTuple):
    """A disease of an official list: its code there (ICD-10-CM, or ORPHA: and a number) and its name as it stands there."""

    code: str
    name: str
    words: tuple[str, ...] = ()


@cache
def listed() -> tuple[Listed, ...]:
    """Every name of the list, in the order of the codes."""
    packed = files("trialhelper.rulebase.search").joinpath("diseases.txt.gz").read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines() if line[0] != "#")
    return tuple(Listed(code, name, tuple(words.split())) for code, name, words in rows)


@cache
def listed_by_key() -> Mapping[tuple[str, ...], Listed]:
    """The first that bears a name, by its words, sorted."""
    found: dict[tuple[str, ...], Listed] = {}
    for one in listed():
        found.setdefault(tuple(sorted(one.words)), one)
    return found


@cache
def listed_by_code() -> Mapping[str, Listed]:
    """The title of each code."""
    found: dict[str, Listed] = {}
    for one in listed():
        found.setdefault(one.code.replace(".", ""), one)
    return found


@cache
def listed_words() -> Mapping[str, int]:
    """How many names have a word."""
    return Counter(chain.from_iterable(set(one.words) for one in listed()))


@cache
def listed_words_of(length: int, most: int) -> tuple[str, ...]:
    """The words of the list that are as long, by so many letters more or less."""
    return tuple(word for word in listed_words() if abs(len(word) - length) <= most)


@cache
def weak(word: str) -> bool:
    """Whether a word stands in so many names that it names no disease alone."""
    return word in GENERIC or word in _EVERYDAY or listed_words().get(word, 0) > _COMMON
