"""Where a finding can be mended: its file and line in the folder of rules, and how.

A check works on the rules as they were read and knows ids, not lines. Here the ids in what a finding says are looked up in the
files: the first file that is about one of them, and in it the line that holds most of the others. A finding about the rules as
a whole leads to the head of the file that it is about.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files as files_of
from pathlib import Path
from typing import Final, NamedTuple

from trialhelper.check.report import Remark
from trialhelper.rulebase.base import RuleBase

__all__ = ["CURES", "Spot", "cure_of", "locate", "rule_files"]

CURES: Final[dict[str, str]] = {
    "C1": "change the cells of a row in conversations.yaml so that exactly one row holds for these answers",
    "C2": "write the criterion so that an unknown answer stays unknown: no `known` in it, no value that stands in for it",
    "C3": "add the row, the criterion or the text that leads there, or take away what nothing leads to",
    "C4": "correct the answers or what is expected; if the rules changed on purpose, so does what is expected",
    "C5": "write it in shorter sentences and plainer words, or explain the word in glossary.yaml",
    "C6": "mend the value or the side of the criterion, or take it away",
    "C7": "cite a claim that carries it, or correct the claim, its date or its place in the document",
    "C8": "say as much of one side as of the other, and fill in what is missing",
    "C9": "add a demonstration case that shows it: `trialhelper new demo_case ID`",
    "C10": "hold the entry against its sources again and write the day under `reviewed`",
    "C11": "add a question to visit_questions.yaml, or correct what the questions there cover",
    "C12": "run `trialhelper messages` and fill in or correct the translation",
    "C1301": "correct the number, or cite a claim that tells it",
    "C1302": "cite a claim about this product, its platform or its condition",
    "C1303": "add a claim that says so, or write `contraindications: not_found`",
    "C1304": "cite a claim that says this kind of thing, or correct what the claim `says`",
    "C1401": "leave the name with the one condition that it means",
    "C1402": "look the code up in its system and write it as it stands there",
    "C1403": "look the code up again: a digit is wrong, or two are the wrong way round",
    "C1404": "write the whole address, with https:// in front",
    "C1405": "correct the year, or set `dated` in about.yaml to the day of the rules",
}
"""How to mend a finding, by its code or the group of its code."""
_HEAD: Final = {
    "C1": "conversations.yaml", "C3": "conversations.yaml", "C5": "glossary.yaml", "C8": "conversations.yaml",
    "C11": "visit_questions.yaml", "C12": "locales/es/LC_MESSAGES/rules.po", "C14": "about.yaml",
}  # fmt: skip
_WORD: Final = re.compile(r"[A-Za-z0-9](?:[\w.:/-]*[A-Za-z0-9])?")


_INTERFACE: Final = re.compile(r"\binterface/([\w.-]*\w)")
_CATALOGUE: Final = "locales/en/LC_MESSAGES/trialhelper.po"


class Spot(NamedTuple):
    """A place in the folder of rules, or in the package for a text of the interface; line 1 is the head of a file."""

    file: str
    line: int


def rule_files(folder: Path) -> dict[str, str]:
    """The text of every rule file by its name inside the folder."""
    found = [*sorted(folder.rglob("*.yaml")), *sorted(folder.rglob("*.po"))]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def cure_of(remark: Remark) -> str:
    """How to mend a finding."""
    return CURES.get(remark.code) or CURES[_group(remark.code)]


def locate(remark: Remark, rules: RuleBase, files: Mapping[str, str]) -> Spot:
    """The file and line where a finding can be mended."""
    if of_interface := _INTERFACE.search(remark.says):
        return _in_interface(of_interface[1])
    words = list(dict.fromkeys(part for word in _WORD.findall(remark.says) for part in (word, *re.split(r"[./]", word))))
    file = _file(remark, rules, words, files)
    lines = files.get(file, "").splitlines()
    told = [word for word in words if len(word) > 2 and not file.endswith(f"/{word}.yaml")]
    score = [sum(word in _words_of(line) for word in told) for line in lines]
    return Spot(file, score.index(max(score)) + 1 if any(score) else 1)


def _in_interface(text: str) -> Spot:
    """The line of a text of the interface, in its English catalogue."""
    lines = (files_of("trialhelper") / _CATALOGUE).read_text(encoding="utf-8").splitlines()
    stands = f'msgctxt "{text}"'
    return Spot(_CATALOGUE, lines.index(stands) + 1 if stands in lines else 1)


def _group(code: str) -> str:
    return code[:-2]


def _file(remark: Remark, rules: RuleBase, words: list[str], files: Mapping[str, str]) -> str:
    by_stem = {name.rsplit("/", 1)[-1].removesuffix(".yaml"): name for name in files if "/" in name}
    for entries in (rules.therapies, rules.documents, rules.demo_cases):
        for word in words:
            if word in entries and word in by_stem:
                return by_stem[word]
    for word in words:
        if word in rules.conditions and (word != "was" or f"of {word}" in remark.says or f"for {word}" in remark.says):
            return by_stem.get(word, _head(remark))
    for word in words:
        name = _holder(word, rules, files)
        if name:
            return name
    return _head(remark)


def _holder(word: str, rules: RuleBase, files: Mapping[str, str]) -> str | None:
    """The file with the question, the risk factor or the word of the glossary that has this id."""
    if word not in rules.questions and word not in rules.risk_factors and word not in rules.glossary:
        return None
    stands = re.compile(rf"^\s*-? *{{?id: {re.escape(word)}(?![\w-])|^  {re.escape(word)}:", re.MULTILINE)
    return next((name for name, text in files.items() if name.endswith(".yaml") and stands.search(text)), None)


def _head(remark: Remark) -> str:
    return _HEAD.get(_group(remark.code), "about.yaml")


@cache
def _words_of(line: str) -> frozenset[str]:
    return frozenset(part for word in _WORD.findall(line) for part in (word, *re.split(r"[./]", word)))
