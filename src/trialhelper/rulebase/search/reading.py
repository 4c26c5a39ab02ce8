"""Where in what was typed a name stands: the names of the rules, and those of diseases that the rules do not hold.

Every run of words is looked up, its words in any order. Of a name inside a longer one the longer counts: "Fanconi syndrome" is
not Fanconi, "diabetes insipidus" not diabetes. A number or a letter right after a name is a part of it, and must be equal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from trialhelper.rulebase.search.known import Listed, listed, listed_by_key, listed_words
from trialhelper.rulebase.search.names import Name, NameKey, Names, core_of
from trialhelper.rulebase.search.words import GENERIC, ORDINARY, Word, is_mark, read_words

__all__ = ["Found", "Typed", "longest", "read"]

_MOST_WORDS: Final = 40
_LONGEST_NAME: Final = 10
_LONGEST_RUN: Final = 4
_NAMES_A_DISEASE: Final = GENERIC | {"deficiency", "gene", "mutation", "patient", "deficiencia", "gen", "mutacion", "carrier"}
_FOLLOWS_A_MARK: Final = GENERIC | {"deficiency", "gene", "patient", "carrier", "deficiencia"}


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words, from one place to before another, that names something."""

    start: int
    end: int
    names: tuple[Name, ...] = ()
    elsewhere: Listed | None = None
    slips: int = 0
    """How many letters had to be changed."""

    @property
    def length(self) -> int:
        return self.end - self.start

    def inside(self, other: "Found") -> bool:
        return other.start <= self.start and self.end <= other.end and other.length > self.length


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, its words that are compared, and all that was found in them."""

    words: tuple[Word, ...]
    found: tuple[Found, ...]


def read(typed: str, names: Names) -> Typed:
    """Everything that stands in a text under a whole name; what stands inside a longer name is left out."""
    every = read_words(typed, mended=True)
    words = tuple(word for word in every if not word.joins)[:_MOST_WORDS]
    shouted = all(word.capitals for word in every if word.text.isalpha())
    return Typed(words, tuple(longest(list(_found(words, names, shouted)))))


def longest(found: list[Found]) -> Iterator[Found]:
    """What does not stand inside something longer. A name of two words or more is not lost in a longer name of another disease:
    that is a form of it, or comes with it."""
    for one in found:
        lost = False
        for other in found:
            if one.inside(other):
                if other.names and not one.elsewhere:
                    lost = other.slips == 0 or one.slips > 0 or all(name.by in ("word", "gene") for name in one.names)
                elif other.names or one.elsewhere:
                    lost = True
                else:
                    lost = one.length == 1 or all(name.by == "word" for name in one.names)
            elif one.elsewhere and other.names and (one.start, one.end) == (other.start, other.end):
                lost = True
            if lost:
                break
        if not lost:
            yield one


class _Run(NamedTuple):
    """A run of words: from where to before where, as typed, sorted, and sorted without those that say only disease."""

    start: int
    end: int
    texts: tuple[str, ...]
    key: NameKey
    core: NameKey


def _runs(words: tuple[Word, ...], names: Names) -> Iterator[_Run]:
    """Every run that may be a name: a long one only of words that stand in names."""
    for start, first in enumerate(words):
        if first.glued:
            continue
        texts: tuple[str, ...] = ()
        known = True
        for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1):
            texts = (*texts, words[end - 1].text)
            known = known and (texts[-1] in names.every_word or texts[-1] in listed_words() or texts[-1] in GENERIC)
            if not known and len(texts) > _LONGEST_RUN:
                break
            key = tuple(sorted(texts))
            yield _Run(start, end, texts, key, tuple(text for text in key if text not in GENERIC))


def _found(words: tuple[Word, ...], names: Names, shouted: bool) -> Iterator[Found]:
    """A whole name of the rules before one of the list, and each before what lacks a word such as disease or has one too many."""
    for run in _runs(words, names):
        cut = run.end < len(words) and words[run.end].glued
        for look_up in (_whole, _listed, _core, _listed_core):
            found = look_up(run, names)
            if isinstance(found, Listed):
                if not cut:
                    yield Found(run.start, run.end, elsewhere=found)
                    break
            elif own := tuple(name for name in found if _meant(words, run, name, names, shouted)):
                yield Found(run.start, run.end, own)
                break


def _whole(run: _Run, names: Names) -> Sequence[Name]:
    """The names with these words, in any order, those of one run in theirs; or written together, as in TaySachs."""
    marks = [text for text in run.texts if is_mark(text)]
    whole = [
        name
        for name in names.by_key.get(run.key, ())
        if (not name.ordered or name.ordered == run.texts)
        and (len(marks) < 2 or marks == [word for word in name.words if is_mark(word)])
    ]
    return whole or (names.by_letters.get("".join(run.texts), ()) if len(run.texts) <= _LONGEST_RUN else ())


def _core(run: _Run, names: Names) -> Sequence[Name]:
    """The names that have these words besides one such as disease, which may be missing, or another, or one too many."""
    if len(run.key) - len(run.core) > 1:
        return ()
    found = names.by_core.get(run.core, ())
    if not found and len(run.core) < len(run.key) and core_of(run.core):
        found = [name for name in names.by_key.get(run.core, ()) if not name.ordered and name.by != "product"]
    return found


def _listed(run: _Run, names: Names) -> Sequence[Name] | Listed:
    return listed_by_key().get(run.key) or names.elsewhere.get(run.key) or ()


def _listed_core(run: _Run, names: Names) -> Sequence[Name] | Listed:
    fits = run.core and len(run.key) - len(run.core) <= 1
    return (_listed_by_core().get(run.core) or ()) if fits else ()


def _meant(words: tuple[Word, ...], run: _Run, name: Name, names: Names, shouted: bool) -> bool:
    return (
        _is_no_word(words, run, shouted)
        and not _denied(words, run)
        and not _other_mark(words, run.end, name, names)
        and not _mark_before(words, run, name)
    )


def _denied(words: tuple[Word, ...], run: _Run) -> bool:
    """Whether the word before says that it is another: non-ketotic, pseudo-Hurler."""
    return run.start > 0 and words[run.start - 1].text in ("non", "pseudo") and not words[run.start].after_break


def _is_no_word(words: tuple[Word, ...], run: _Run, shouted: bool) -> bool:
    """Whether a short name is meant: typed alone, in capitals among others, or where a disease is named."""
    word = words[run.start]
    if len(run.texts) > 1 or len(words) == 1 or word.text not in ORDINARY or (word.capitals and not shouted):
        return True
    return any(words[place].text in _NAMES_A_DISEASE for place in (run.start - 1, run.end) if 0 <= place < len(words))


def _mark_before(words: tuple[Word, ...], run: _Run, name: Name) -> bool:
    """Whether a number stands before an everyday shortening: antitrypsin deficiency in alpha-2 antitrypsin deficiency."""
    if name.by != "word" or len(run.texts) < 2 or run.start < 2:
        return False
    before = words[run.start - 1]
    return is_mark(before.text) and not before.after_break and not words[run.start].after_break


def _other_mark(words: tuple[Word, ...], end: int, name: Name, names: Names) -> bool:
    """Whether a number or a letter that the name does not have follows it, and is not one of its family."""
    if end >= len(words) or (name.entry in names.families and name.by in ("name", "word")):
        return False
    following = words[end]
    if following.glued:
        return True
    if not is_mark(following.text) or following.after_break or name.by in ("gene", "product"):
        return False
    after = words[end + 1] if end + 1 < len(words) else None
    return following.numbered or after is None or after.after_break or after.glued or after.text in _FOLLOWS_A_MARK


@cache
def _listed_by_core() -> Mapping[NameKey, Listed]:
    found: dict[NameKey, Listed] = {}
    for one in listed():
        key = tuple(sorted(one.words))
        if (core := core_of(key)) and core != key:
            found.setdefault(core, one)
    return found
