"""Names with a slip of the pen in them: whole names, each of whose words was typed, or nearly.

A word that any list knows is no slip: that keeps one disease from being taken for another with a like name. Numbers, single
letters and short words must be equal, so that factor VII is never factor VIII. What is less than that is only a guess.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from trialhelper.rulebase.search.known import listed_words, listed_words_of
from trialhelper.rulebase.search.names import Name, Names, core_of
from trialhelper.rulebase.search.reading import Found
from trialhelper.rulebase.search.words import GENERIC, Word, is_mark

__all__ = ["allowed", "near_names", "strange"]

_MOST_STRANGE: Final = 6
"""Words that are looked at: who types more of them does not type a name."""
_MOST_CANDIDATES: Final = 8
_FAR: Final = 99
_SENTENCE: Final = 4
"""More words than this are a sentence, in which an everyday word may look like a name."""
_SOUNDS: Final = str.maketrans({"k": "c", "q": "c", "y": "i", "z": "s", "v": "b", "j": "i", "h": ""})


def allowed(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 0 if len(word) < 4 or is_mark(word) else 1 if len(word) < 7 else 2 if len(word) < 10 else 3


def strange(words: tuple[Word, ...], names: Names, found: Sequence[Found] = ()) -> tuple[int, ...]:
    """The places of the words that no list knows and that stand in no name that was found."""
    known = names.right_words
    places = (
        place
        for place, word in enumerate(words)
        if len(word.text) > 3
        and word.text.isalpha()
        and not word.glued
        and word.text not in known
        and word.text not in listed_words()
        and not any(one.start <= place < one.end for one in found)
    )
    return tuple(place for place, _ in zip(places, range(_MOST_STRANGE), strict=False))


def near_names(words: tuple[Word, ...], names: Names, found: Sequence[Found]) -> Iterator[Found]:
    """The names that were typed with slips, each where it stands."""
    places = strange(words, names, found)
    near = {place: _near(words[place].text, names) for place in places}
    typed = {word.text for word in words}.union(*near.values())
    seen: set[Name] = set()
    for candidates in near.values():
        for name in (name for candidate in candidates for name in names.by_word[candidate]):
            if name not in seen:
                seen.add(name)
                wanted = _wanted(name.words)
                if typed.issuperset(wanted) and (one := _stands(words, name, wanted, near)):
                    yield one


def _near(word: str, names: Names) -> Mapping[str, int]:
    """The words of names that a strange word may be, with how many letters are wrong; none where a listed word is nearer."""
    most = allowed(word)
    as_long = names.vocabulary_of(len(word), most) if most else ()
    found = process.extract(word, as_long, scorer=OSA.distance, score_cutoff=most, limit=_MOST_CANDIDATES)
    near = {want: int(distance) for want, distance, _ in found if len(want) >= 8 or want[0] == word[0]}
    least = min(near.values(), default=0)
    if least > 1:
        closer = process.extractOne(word, listed_words_of(len(word), least - 1), scorer=OSA.distance, score_cutoff=least - 1)
        near = {} if closer and closer[0] not in names.by_word else near
    return {want: distance for want, distance in near.items() if distance <= allowed(want)}


@cache
def _wanted(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that must have been typed: without those such as disease, if the rest still names something."""
    core = tuple(word for word in words if word not in GENERIC)
    return core if core_of(tuple(sorted(core))) else words


def _stands(words: tuple[Word, ...], name: Name, wanted: tuple[str, ...], near: Mapping[int, Mapping[str, int]]) -> Found | None:
    """Where all words of a name stand close together, each as it is or with few letters wrong."""
    places: list[int] = []
    slips = 0
    for want in wanted:
        best: tuple[int, int] | None = None
        for place, word in enumerate(words):
            distance = 0 if word.text == want else near.get(place, {}).get(want, _FAR)
            if place not in places and distance < (best[0] if best else _FAR):
                best = (distance, place)
        if best is None:
            return None
        slips += best[0]
        places.append(best[1])
    start, end = min(places), max(places) + 1
    if any(is_mark(words[place].text) and place not in places for place in range(start, end)):
        return None
    if any(map(is_mark, wanted)) and places != sorted(places):
        return None
    letters = sum(map(len, wanted))
    if slips == 0 or end - start > len(wanted) + 1 or slips * 4 > letters or (end < len(words) and words[end].glued):
        return None
    if len(wanted) == 1 and not _sure(wanted[0], words[start].text, slips, len(words)):
        return None
    return Found(start, end, (name,), slips=slips)


def _sure(want: str, typed: str, slips: int, words: int) -> bool:
    """Whether one word alone is near enough: a short one must sound the same, and a sentence has no short ones."""
    if words > _SENTENCE and len(want) < 7:
        return False
    if len(want) < 5:
        return False
    if len(want) < 6:
        return _sound(want) == _sound(typed)
    return slips <= (1 if len(want) < 8 else 2 if len(want) < 12 else 3)


def _sound(word: str) -> str:
    """The consonants of a word as they sound; doubled letters once."""
    level = word.replace("ph", "f").translate(_SOUNDS)
    return "".join(
        sign for index, sign in enumerate(level) if (index == 0 or sign not in "aeiou") and level[index - 1 : index] != sign
    )
