"""What the search finds and how fast: first hits right and false friends over the terms of the tests, and the time of one search.

The target is 97 of 100 first hits and no false friend; a search of 200 signs has 5 ms.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ruamel.yaml import YAML

from bench.people import Setting
from bench.report import Row, against
from bench.timing import Call, take_turns
from trialhelper.rulebase import RuleBase
from trialhelper.rulebase.search import find, find_other

__all__ = ["rows"]

TERMS = Path(__file__).parents[1] / "tests" / "search_terms.yaml"
BUDGET = 5.0


def rows(setting: Setting) -> Iterator[Row]:
    rules = setting.rules
    terms = YAML(typ="safe").load(TERMS.read_text(encoding="utf-8"))
    named = [term for term in terms if term["right"] != ["none"]]
    wrong = [term["typed"] for term in named if not _right(rules, term)]
    false = [term["typed"] for term in terms if set(_found(rules, term)) & set(term.get("not", ()))]
    false += [term["typed"] for term in terms if term["right"] == ["none"] and _found(rules, term)]
    missed = 100 * len(wrong) / len(named)
    yield against("search: first hit not right", missed, None, "%", 3, f"{len(wrong)} of {len(named)} terms")
    yield against("search: false friends", len(false), None, "terms", 0.5, f"of {len(terms)} terms")
    words = "hemophelia distrophie sindrom leukimia atrophie cardiomiopathy ataksia neuropathie gangliosidosys "
    contestants: dict[str, list[Call]] = {
        "search: a usual text": [partial(find, rules, str(term["typed"])) for term in terms],
        "search: 200 signs, all misspelled": [partial(find, rules, (words * 3)[start : start + 200]) for start in range(20)],
    }
    for name, taken in take_turns(contestants, setting.rounds(30)).items():
        yield against(name, *taken.in_("ms"), BUDGET, "after the first, which reads the lists")


def _found(rules: RuleBase, term: dict) -> list[str]:
    kinds = {(kind.kind_of, kind.kind): kind.id for kind in rules.conditions.values()}
    hits = find(rules, str(term["typed"]), term.get("lang", "en"))
    return [kinds.get((hit.condition, hit.kind), hit.condition) for hit in hits]


def _right(rules: RuleBase, term: dict) -> bool:
    found = _found(rules, term)
    if found:
        return found[0] in term["right"]
    return "none" in term["right"] or ("note" in term["right"] and bool(find_other(rules, str(term["typed"]))))
