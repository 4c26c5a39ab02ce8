"""Finding a condition by what people type, or saying that it is not there.

`find` gives only what was named: by a name, an everyday word, a code, a gene, or a product. `guesses` gives what is only spelled
alike, never with its kind. `known_elsewhere` says of what was typed that it is a disease, or a code of one, not in these rules.
"""

from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from trialhelper.cache import cached
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.files import OtherProduct
from trialhelper.rulebase.search.codes import conditions_of, read_codes
from trialhelper.rulebase.search.known import Listed, listed_by_code
from trialhelper.rulebase.search.names import Name, Names, known_names
from trialhelper.rulebase.search.reading import Found, longest, read
from trialhelper.rulebase.search.slips import near_names, strange
from trialhelper.rulebase.search.words import GENERIC, LONGEST_TYPED, read_words

__all__ = ["MOST_HITS", "Hit", "find", "find_other", "guesses", "known_elsewhere"]

MOST_HITS: Final = 8
_ALIKE: Final = 70
"""How alike, of 100, a guess must be."""
_MOST_GUESSES: Final = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A condition that was found: the one the visit would be about, the kind of it if one was meant, and the product."""

    condition: str
    kind: str | None
    therapy: str | None
    name: str
    """What was found, as it is written in the rules; a slip shows the condition's own name; before it a gene or a product."""
    by: Literal["name", "word", "code", "gene", "product", "spelling"] = "name"
    """How: what was typed holds a name of it, an everyday word, a code, a gene or a product; or is only spelled alike."""

    @property
    def told_kind(self) -> str | None:
        """The kind that whoever chooses this has told. A gene or a product only leads to a condition: its kind is asked."""
        return self.kind if self.by in ("name", "word", "code") else None


def find(rules: RuleBase, typed: str, language: str = "en") -> tuple[Hit, ...]:
    """What the typed words name, the name that was found whole first, each condition, kind and product once.

    The names of every language find; what is found is shown in the one given.
    """
    names = known_names(rules, language)
    best: dict[tuple[str, str | None, str | None], Hit] = {}
    hits = [_hit(rules, Name(entry, "code", names.shown(rules, entry))) for entry in _coded(rules, typed)]
    for found in sorted(_named(typed[:LONGEST_TYPED], names), key=lambda found: _order(rules, found)):
        hits += [_hit(rules, name) for name in sorted(found.names, key=lambda name: (name.rank, _is_kind(rules, name)))]
    for hit in hits:
        best.setdefault((hit.condition, hit.kind, hit.therapy), hit)
    return tuple(best.values())[:MOST_HITS]


def guesses(rules: RuleBase, typed: str, language: str = "en") -> tuple[Hit, ...]:
    """Where nothing is named: conditions of which a name of one word is spelled alike, the nearest first. Never a kind."""
    names = known_names(rules, language)
    words = tuple(word for word in read_words(typed[:LONGEST_TYPED], mended=True) if not word.joins)
    if find(rules, typed, language):
        return ()
    near: dict[str, float] = {}
    for place in strange(words, names):
        for word, score, _ in process.extract(
            words[place].text, names.vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=6
        ):
            for name in names.by_word[word]:
                if all(want in GENERIC or want == word for want in name.words) and name.by == "name":
                    top = rules.top(name.entry).id
                    near[top] = max(near.get(top, 0), score)
    nearest = sorted(near, key=lambda top: (-near[top], top))[:_MOST_GUESSES]
    return tuple(Hit(top, None, None, names.shown(rules, top), "spelling") for top in nearest)


def known_elsewhere(rules: RuleBase, typed: str) -> tuple[Listed, ...]:
    """The diseases, by name or code, that were typed and that the rules do not hold, as an official list has them."""
    read_in = read(typed[:LONGEST_TYPED], known_names(rules, "en"))
    named = [found for found in read_in.found if found.elsewhere and found.elsewhere.name]
    coded = (
        listed_by_code().get(f"ORPHA:{code}" if system == "orpha" else code)
        for system, code in read_codes(typed[:LONGEST_TYPED])
        if not conditions_of(rules, (system, code))
    )
    by_length = sorted(named, key=lambda found: -found.length)
    return tuple(dict.fromkeys([*filter(None, coded), *(found.elsewhere for found in by_length if found.elsewhere)]))


def find_other(rules: RuleBase, typed: str) -> tuple[OtherProduct, ...]:
    """The products that are no gene therapy and that the typed words name."""
    words = tuple(word for word in read_words(typed[:LONGEST_TYPED]) if not word.joins)
    names = _other_names(rules)
    texts = [word.text for word in words]
    found: dict[str, OtherProduct] = {}
    for start in range(len(texts)):
        for end in range(start + 1, min(len(texts), start + 5) + 1):
            letters = "".join(texts[start:end])
            exact = names.get(letters)
            near = exact or (_near_other(letters, names) if end == start + 1 else None)
            if near:
                found.setdefault(near.id, near)
    return tuple(found.values())


def _near_other(typed: str, names: dict[str, OtherProduct]) -> OtherProduct | None:
    most = 0 if len(typed) < 7 else 1 if len(typed) < 10 else 2
    alike = [name for name in names if name[0] == typed[0]]
    near = process.extractOne(typed, alike, scorer=OSA.distance, score_cutoff=most) if most else None
    return names[near[0]] if near else None


@cached
def _other_names(rules: RuleBase) -> dict[str, OtherProduct]:
    return {
        "".join(word.text for word in read_words(name) if not word.joins): product
        for product in rules.other_products.values()
        for name in product.names
    }


def _coded(rules: RuleBase, typed: str) -> list[str]:
    return [entry for coded in read_codes(typed[:LONGEST_TYPED]) for entry in conditions_of(rules, coded)]


def _named(typed: str, names: Names) -> list[Found]:
    """What was named, with slips only where a word was typed that nobody knows."""
    reading = read(typed, names)
    slips = list(near_names(reading.words, names, reading.found))
    found = list(longest([*reading.found, *slips])) if slips else list(reading.found)
    least = min((one.slips for one in found if one.slips), default=0)
    return [one for one in found if one.names and (not one.slips or one.slips == least)]


def _order(rules: RuleBase, found: Found) -> tuple[object, ...]:
    rank = min(name.rank for name in found.names)
    return (found.slips > 0, -found.length, rank, found.slips, found.start, min(_is_kind(rules, name) for name in found.names))


def _is_kind(rules: RuleBase, name: Name) -> bool:
    return rules.conditions[name.entry].kind_of is not None


def _hit(rules: RuleBase, name: Name) -> Hit:
    entry = rules.conditions[name.entry]
    return Hit(rules.top(entry.id).id, entry.kind if entry.kind_of else None, name.therapy, name.shown, name.by)
