"""The search over the whole list: every name of every condition finds it, and never another, however it is written."""

import random
import re
from functools import cache

import pytest

from tests.bases import shipped_rules
from trialhelper.rulebase.search import Hit, find, guesses
from trialhelper.rulebase.search.words import ORDINARY, read_words

SLIPS = random.Random(20261130)
LETTERS = "abcdefghilmnoprstu"


def top(condition: str) -> str:
    return shipped_rules().top(condition).id


def run_together(name: str) -> str:
    return re.sub(r"[\s\-]", "", name.casefold())


@cache
def bearers() -> dict[str, frozenset[str]]:
    """The conditions that everything that finds may mean, however it is spaced: rpe 65 is RPE65."""
    found: dict[str, set[str]] = {}
    for condition in shipped_rules().conditions.values():
        for name in every_name(condition):
            found.setdefault(run_together(name), set()).add(top(condition.id))
    return {name: frozenset(meant) for name, meant in found.items()}


def every_name(condition):
    return (*proper(condition), *condition.typed, *condition.genes, *condition.also_genes, *condition.studied_products)


def proper(condition):
    return (condition.name, condition.clinical_name, *condition.synonyms)


def entry(hit: Hit) -> str:
    kinds = shipped_rules().kinds.get(hit.condition, ())
    return next((kind.id for kind in kinds if kind.kind == hit.kind), hit.condition)


def wrong(typed: str, right: frozenset[str]) -> str:
    """What is wrong with what is found: nothing, or another first, or another at all."""
    hits = find(shipped_rules(), typed)
    meant = {hit.condition for hit in hits}
    return "" if meant and meant <= right else f"{typed!r} finds {sorted(meant) or 'nothing'}, not {sorted(right)}"


def all_of(name: str) -> frozenset[str]:
    return bearers().get(run_together(name), frozenset())


@pytest.mark.parametrize("written", [str, str.upper, str.lower, "my son has {}".format, "{}, please".format])
def test_every_name_word_gene_and_product_finds_what_bears_it_and_nothing_else(written):
    names = {name for condition in shipped_rules().conditions.values() for name in every_name(condition)}
    alone = len(read_words(written("ms"))) == 1  # what is a word as well counts only in capitals in a sentence
    typed = {name for name in names if alone or name.isupper() or read_words(name)[0].text not in ORDINARY}
    assert [fault for name in sorted(typed) if (fault := wrong(written(name), all_of(name)))] == []


def test_the_last_word_may_stand_first():
    names = [name for condition in shipped_rules().conditions.values() for name in proper(condition)]
    turned = {
        f"{words[-1]}, {' '.join(words[:-1])}": all_of(name)
        for name in names
        if len(words := name.split()) > 1 and not re.search("[(),]|\\bor\\b", name)
    }
    assert [fault for name, right in turned.items() if (fault := wrong(name, right))] == []


def test_every_code_finds_its_condition_with_and_without_the_name_of_its_system():
    faults = []
    for condition in shipped_rules().conditions.values():
        if codes := condition.codes:
            told = [codes.mondo, codes.mondo and codes.mondo.lower().replace(":", "_")]
            told += [f"{before}{code}" for code in codes.icd10cm for before in ("", "ICD-10 ", "icd10cm: ")]
            told += [f"{before}{code}" for code in codes.orpha for before in ("ORPHA:", "Orphanet ", "orpha")]
            told += [f"{before}{code}" for code in codes.snomed_ct for before in ("", "SNOMED CT ")]
            told += [f"{before}{code}" for code in codes.omim for before in ("OMIM ", "omim:", "MIM#")]
            faults += [fault for code in told if code and (fault := wrong(code, frozenset({top(condition.id)})))]
    assert faults == []


def slipped(name: str) -> str:
    """The longest word of a name with one letter lost, changed, doubled or two exchanged."""
    longest = max(re.findall("[A-Za-z]+", name), key=len)
    place = SLIPS.randrange(1, len(longest) - 1)
    before, sign, after = longest[:place], longest[place], longest[place + 1 :]
    turned = before + after[:1] + sign + after[1:]
    return name.replace(
        longest, SLIPS.choice([before + after, before + SLIPS.choice(LETTERS) + after, before + sign * 2 + after, turned]), 1
    )


def test_one_slip_of_the_pen_finds_the_same_or_little_or_a_guess_and_never_another():
    tried, not_found, faults = 0, 0, []
    for condition in shipped_rules().conditions.values():
        for name in (name for name in proper(condition) if len(max(re.findall("[A-Za-z]+", name), key=len)) > 5):
            slip = slipped(name)
            right = all_of(name) | all_of(slip)
            hits = find(shipped_rules(), slip)
            tried += 1
            not_found += not hits
            if hits and hits[0].condition not in right:
                faults.append((slip, name, hits[0]))
    assert faults == []
    assert not_found <= 0.03 * tried, f"{not_found} of {tried}"


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
MARK = re.compile(r"(?<![A-Za-z])(?:I{1,3}|IV|VI{0,3}|IX)(?![A-Za-z])|\d+")


def test_a_neighbor_in_number_is_never_taken_for_a_condition_that_has_its_own():
    """factor VII is not VIII, LCA10 not LCA1: a name with another number finds the family at most."""
    faults = []
    for condition in shipped_rules().conditions.values():
        for name in (*condition.synonyms, *condition.genes, *condition.also_genes):
            marks = list(MARK.finditer(name))
            if len(marks) != 1 or condition.id in shipped_rules().kinds:
                continue
            (mark,) = marks
            for other in ("2", "5", "7", "11") if mark[0].isdigit() else ROMAN:
                neighbor = name[: mark.start()] + other + name[mark.end() :]
                if not all_of(neighbor):
                    named = [hit for hit in find(shipped_rules(), neighbor) if entry(hit) == condition.id]
                    faults += [(neighbor, name, hit.by) for hit in named if hit.condition != condition.id]
    assert faults == []


@pytest.mark.parametrize("typed", ["krobbe", "gauchex", "stergurdt", "wilsan"])
def test_a_guess_tells_no_kind_and_is_never_among_what_is_found(typed):
    rules = shipped_rules()
    assert find(rules, typed) == () or guesses(rules, typed) == ()
    assert all(hit.kind is None and hit.therapy is None and hit.by == "spelling" for hit in guesses(rules, typed))
