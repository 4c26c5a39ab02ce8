"""What is typed, and every name that it is compared with, read into the same words.

Case, accents, Greek letters, British spelling, plurals and possessives are levelled; number words and Roman numerals become
numbers; letters and numbers that are written together are told apart, but it is kept that they were together. Words that only
join others are left out. Both sides go through `read_words`: a rule here can make two names alike, never a name unlike itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

__all__ = ["GENERIC", "LONGEST_TYPED", "ORDINARY", "Word", "is_mark", "read_words"]

LONGEST_TYPED: Final = 200
"""Signs that are read; what is typed beyond them is no name of a disease."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


GENERIC: Final = _words(
    "disease syndrome disorder condition illness enfermedad sindrome trastorno afeccion dolencia padecimiento"
)
"""Words that say only that something is a disease: they may be left out of a name, or stand for each other."""

ORDINARY: Final = _words(
    "was as all pa ma ms mm mg ad an am be do he me or aid fa fl fd hd ds rp ra ids ada fus gan coch mal la lad sps"
    " eb ald otc malt macular has had son she rest pad dr far gaa gla"
)
"""Short names that are words, initials or places as well: in a sentence they count in capitals, or beside a word for disease."""

_JOINING: Final = _words(
    "of the in on and with due to from by at caused type types kind form group grade stage number no class classe classified"
    " my our your his her their its mi mis su sus tu nuestro nuestra"
    " de del la las el los en y con por tipo grupo forma grado al a"
)
"""Words between the words of a name that are not compared."""

_COUNTED: Final = (
    "one two three four five six seven eight nine ten eleven",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once",
)
_NUMBERS: Final = {word: str(number) for counted in _COUNTED for number, word in enumerate(counted.split(), 1)}
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ROMAN_LETTER: Final = re.compile(r"(i{1,3}|i?v|vi{1,3}|ix|xi{0,3})([abcdh])")
_NOT_ROMAN: Final = ("id", "via", "vid", "xa")
_NUMBERED: Final = _words("type tipo factor group grupo grade grado stage mps gsd lad lca cps class hsan")
"""Words after which one letter is a Roman numeral."""

_SAME: Final = {
    "hemoglobin": "hb",
    "haemoglobin": "hb",
    "hemoglobina": "hb",
    "hgb": "hb",
    "neurone": "neuron",
    "hypercholesteremia": "hypercholesterolemia",
    "tumoral": "tumor",
    "neoplasm": "cancer",
    "neoplasia": "cancer",
    "carcinoma": "cancer",
    "children": "child",
    "kid": "child",
    "lymphocytic": "lymphoblastic",
}
"""Words that mean the same in the names of diseases."""

_OFTEN_MISSPELLED: Final = (
    *sorted(GENERIC),
    "deficiency",
    "deficiencia",
    "hemoglobin",
    "haemoglobin",
    "carcinoma",
    "neurone",
    "children",
)
"""Common words of which one letter may be wrong wherever they stand: no name has another word so near to them."""

_GREEK: Final = {"\u03b1": "alpha", "\u03b2": "beta", "\u03b3": "gamma", "\u03b4": "delta"}
_POSSESSIVE: Final = re.compile(r"['\u2019\u2018\u0060\u00b4\u02bc](?:s\b)?")
_PIECE: Final = re.compile(r"[a-z]+|[0-9]+")
_RUN: Final = re.compile(r"[a-z0-9]+")
_NOT_PLURAL: Final = ("ss", "us", "is", "as", "os")
_ENDS_IN_YS: Final = re.compile(r"[^aeo]ys$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is compared, and how it was written."""

    text: str
    capitals: bool = False
    """Whether it was written in capitals."""
    glued: bool = False
    """Whether it was written together with the word before it, as 10 in LCA10."""
    after_break: bool = False
    """Whether a sign other than a hyphen stood before it."""
    numbered: bool = False
    """Whether a word such as type or group stood before it."""
    joins: bool = False
    """Whether it is left out of the comparison."""


def is_mark(text: str) -> bool:
    """Whether a word is a number or one letter: part of a name that must be equal, never alike."""
    return text.isdigit() or len(text) == 1


@lru_cache(maxsize=4096)
def read_words(text: str, *, mended: bool = False) -> tuple[Word, ...]:
    """The words of a text, in order. Joining words are kept and marked. Of what a person typed, common words are mended."""
    written = _levelled(text[:LONGEST_TYPED])
    found: list[Word] = []
    last_end = 0
    for run in _RUN.finditer(written.casefold()):
        between = written[last_end : run.start()]
        after_break = bool(re.search(r"[^\s\-]", between)) and bool(found)
        last_end = run.end()
        capitals = written[run.start() : run.end()].isupper()
        for index, piece in enumerate(_pieces(_mended(run[0]) if mended else run[0], found)):
            found.append(Word(piece, capitals, glued=index > 0, after_break=after_break and index == 0))
    return tuple(_joined(found))


def _levelled(text: str) -> str:
    """The same letters for the same sounds; capitals are kept, because they tell a short name from a word."""
    text = re.sub(r"ß(?=[\s\-]*(?:tal|thal))", "beta ", text, flags=re.IGNORECASE)
    for sign, name in _GREEK.items():
        text = re.sub(f"{sign}[\\s\\-]*", f"{name} ", text, flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text)))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    return re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda short: short[0].replace(".", ""), plain)  # A.L.S.


def _pieces(run: str, before: list[Word]) -> list[str]:
    if run in _ROMAN and (len(run) > 1 or run == "v" or (before and before[-1].text in _NUMBERED)):
        return [str(_ROMAN.index(run) + 1)]
    if (numeral := _ROMAN_LETTER.fullmatch(run)) and run not in _NOT_ROMAN:
        return [str(_ROMAN.index(numeral[1]) + 1), numeral[2]]
    pieces = _PIECE.findall(run)
    if len(pieces) == 1:
        return _split_hemoglobin(_same(run))
    return [str(_ROMAN.index(one) + 1) if index and one in _ROMAN[1:] else one for index, one in enumerate(pieces)]


def _split_hemoglobin(word: str) -> list[str]:
    return ["hb", word[2:]] if re.fullmatch(r"hb[acdehs]{1,2}", word) else [word]


def _same(word: str) -> str:
    """One spelling for the words that are spelled in several ways."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    level = word.replace("ae", "e").replace("oe", "e") if len(word) > 4 else word  # DMAE is no DME
    level = re.sub(r"(?<=[mlv])our(?=s?$)", "or", level)
    if len(level) > 4 and level.endswith("ies"):
        level = level[:-3] + "y"
    elif len(level) > 3 and level.endswith("s") and not level.endswith(_NOT_PLURAL) and not _ENDS_IN_YS.search(level):
        level = level[:-1]
    return _SAME.get(level, level)


def _mended(word: str) -> str:
    near = process.extractOne(word, _OFTEN_MISSPELLED, scorer=OSA.distance, score_cutoff=1) if len(word) > 5 else None
    return near[0] if near else word


def _joined(found: list[Word]) -> list[Word]:
    """The words with those marked that only join others: an article is no letter of a name, "I" at the start no numeral."""
    marked: list[Word] = []
    for index, word in enumerate(found):
        alone = not word.glued and not (index + 1 < len(found) and found[index + 1].glued)
        joins = alone and (word.text in _JOINING or word.text == "i")
        if word.text == "a":
            joins = alone and not _is_letter(found, index)
        numbered = index > 0 and marked[-1].joins
        marked.append(Word(word.text, word.capitals, word.glued, word.after_break, numbered, joins))
    return marked


def _is_letter(found: list[Word], index: int) -> bool:
    """Whether a lone "a" is a letter of a name: hemophilia A, and not: a boy with hemophilia, hemophilia a cause of bleeding."""
    if index == 0:
        return False
    if found[index].capitals and not all(word.capitals or word.text.isdigit() for word in found):
        return True
    following = found[index + 1] if index + 1 < len(found) else None
    return following is None or following.after_break or following.text in _JOINING or following.text in GENERIC | {"deficiency"}
