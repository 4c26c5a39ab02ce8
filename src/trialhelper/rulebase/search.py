"""Finding a condition by what people type: its name, a synonym, a slip, a gene, or the name of a product.

Short names must be typed as they are ("ALL" is not "wall"); longer ones are found by their beginning, by a word in
them, and by near spelling. A product leads to the conditions that it is for, and is remembered as asked for.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trialhelper.cache import cached
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.files import OtherProduct
from trialhelper.rulebase.texts import SEPARATOR, search_id

__all__ = ["Hit", "find", "find_other"]

MOST_HITS: Final = 8
_NEAR: Final = 0.78
_SHORT: Final = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A condition that was found: the one the visit would be about, the kind of it if one was named, and the product."""

    condition: str
    kind: str | None
    therapy: str | None
    name: str
    """What was found, as it is written in the rules; a slip shows the condition's own name."""


@cached
def _names(rules: RuleBase, language: str) -> tuple[tuple[str, Hit], ...]:
    return tuple((_plain(text), hit) for text, hit in _every_name(rules, language))


def _every_name(rules: RuleBase, language: str) -> Iterator[tuple[str, Hit]]:
    translated = rules.translations.get(language, {})

    def spoken(id: str, english: str) -> str:
        of, said = translated.get(id, ("", ""))
        return said if of == english else english

    for condition in rules.conditions.values():
        top = rules.top(condition.id)
        kind = condition.kind if condition.kind_of else None
        name = spoken(f"condition.{condition.id}.name", condition.name)
        own = {name, spoken(f"condition.{condition.id}.clinical_name", condition.clinical_name)}
        if language == "en":
            own |= set(condition.synonyms)
        for text in sorted(own, key=lambda text: text != name):
            yield text, Hit(top.id, kind, None, text)
        _, others = translated.get(search_id(condition.id), ("", ""))  # also a stale name still finds what it named
        said = others.split(SEPARATOR) if others else []
        for text in (condition.name, condition.clinical_name, *condition.synonyms, *condition.typed, *condition.genes, *said):
            if text not in own:
                yield text, Hit(top.id, kind, None, name)
    for therapy in rules.therapies.values():
        for indication in therapy.indications:
            condition = rules.conditions[indication.condition]
            kind = condition.kind if condition.kind_of else None
            named = spoken(f"condition.{condition.id}.name", condition.name)
            hit = Hit(rules.top(condition.id).id, kind, therapy.id, f"{therapy.brand}: {named}")
            for text in (therapy.brand, therapy.nonproprietary_name, *therapy.typed):
                yield text, hit


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", letters.replace("'", "").replace("\u2019", "")))


def find(rules: RuleBase, typed: str, language: str = "en") -> tuple[Hit, ...]:
    """What the typed words may mean, the nearest first, each condition, kind and product once.

    The names in a language find beside the English ones, and what is found is shown in it.
    """
    wanted = _plain(typed)
    if not wanted:
        return ()
    scored = [(score, hit) for name, hit in _names(rules, language) if (score := _score(wanted, name)) > 0]
    scored.sort(key=lambda pair: (-pair[0], pair[1].kind is not None))  # on a tie a condition comes before its kinds
    best: dict[tuple[str, str | None, str | None], Hit] = {}
    for _, hit in scored:
        best.setdefault((hit.condition, hit.kind, hit.therapy), hit)
    return tuple(best.values())[:MOST_HITS]


def find_other(rules: RuleBase, typed: str) -> tuple[OtherProduct, ...]:
    """The products that are no gene therapy and that the typed words name."""
    wanted = _plain(typed)
    if len(wanted) <= _SHORT:
        return ()
    return tuple(
        product for product in rules.other_products.values() if any(_score(wanted, _plain(name)) > 1 for name in product.names)
    )


def _score(wanted: str, name: str) -> float:
    """From 0 (not meant) to 4 (the very name)."""
    if wanted == name:
        return 4
    if min(len(wanted), len(name)) <= _SHORT:
        return 2.5 if wanted in name.split() or name in wanted.split() else 0
    if name.startswith(wanted):
        return 3
    if f" {wanted}" in name or f" {name} " in f" {wanted} ":
        return 2
    near = difflib.SequenceMatcher(None, wanted, name)
    if near.real_quick_ratio() >= _NEAR and near.quick_ratio() >= _NEAR and near.ratio() >= _NEAR:
        return near.ratio()
    words = [word for word in name.split() if len(word) > _SHORT + 1]
    return (
        max(
            (ratio for word in words if (ratio := difflib.SequenceMatcher(None, wanted, word).ratio()) >= 0.84),
            default=0,
        )
        / 2
    )
