"""Reading a folder of rule files into a `RuleBase`, or telling everything that is wrong with all of them at once.

A file's folder says what it holds. Each file is read as strict YAML 1.2 and held against the models of `entries`; then
the entries are held against each other (`linking`). Nothing is repaired and nothing is guessed.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Final

from pydantic import ValidationError

from trialhelper.rulebase.base import RuleBase, assemble
from trialhelper.rulebase.criterion import Model
from trialhelper.rulebase.entries import Condition, DemoCase, Document, Therapy
from trialhelper.rulebase.faults import as_problems
from trialhelper.rulebase.files import (
    BaseFacts,
    ContradictionsFile,
    GlossaryFile,
    HowFile,
    OtherProductsFile,
    QuestionFile,
    RiskFile,
    Translations,
    VisitQuestionsFile,
)
from trialhelper.rulebase.linking import link_entries
from trialhelper.rulebase.problems import Problem, RuleBaseError, closest, problem
from trialhelper.rulebase.talks import ConversationTable
from trialhelper.rulebase.translating import CATALOGUES, read_catalogue
from trialhelper.rulebase.yaml12 import Source, read_yaml

__all__ = ["FOLDERS", "OPTIONAL_FILES", "SINGLE_FILES", "default_rules", "read_rules", "read_texts"]

FOLDERS: Final[dict[str, type[Model]]] = {
    "documents": Document,
    "conditions": Condition,
    "therapies": Therapy,
    "questions": QuestionFile,
    "demo_cases": DemoCase,
}
SINGLE_FILES: Final[dict[str, type[Model]]] = {
    "about.yaml": BaseFacts,
    "risk_factors.yaml": RiskFile,
    "glossary.yaml": GlossaryFile,
    "conversations.yaml": ConversationTable,
}

OPTIONAL_FILES: Final[dict[str, type[Model]]] = {
    "other_products.yaml": OtherProductsFile,
    "how_it_works.yaml": HowFile,
    "visit_questions.yaml": VisitQuestionsFile,
    "contradictions.yaml": ContradictionsFile,
}


def default_rules() -> Path:
    """The rules to use when none are named: TRIALHELPER_RULES, else those shipped with the package or the checkout."""
    named = os.environ.get("TRIALHELPER_RULES")
    if named:
        return Path(named)
    shipped = Path(str(files("trialhelper"))) / "rules"
    return shipped if shipped.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def read_rules(folder: Path | None = None) -> RuleBase:
    """Read and link a whole rule base. Raises RuleBaseError with every fault found."""
    root = folder or default_rules()
    if not root.is_dir():
        raise RuleBaseError([problem("R007", str(root), 0, "name a folder of rules", detail="there is no such folder")])
    problems: list[Problem] = []
    found = {name: root / name for name in _placed(_names(root), problems)}
    texts = {name: text for name, path in found.items() if (text := _text(name, path, problems)) is not None}
    return _read_all(texts, [*found, *SINGLE_FILES], problems)


def read_texts(texts: Mapping[str, str]) -> RuleBase:
    """Read and link a rule base from the texts of its files, by their names inside its folder.

    Nothing is written anywhere. Raises RuleBaseError with every fault found.
    """
    problems: list[Problem] = []
    placed = {name: texts[name] for name in _placed(sorted(texts, key=_in_order), problems)}
    return _read_all(placed, [*placed, *SINGLE_FILES], problems)


def _digest(texts: Mapping[str, str]) -> str:
    return hashlib.sha256("\0".join(part for pair in texts.items() for part in pair).encode()).hexdigest()


def _read_all(texts: dict[str, str], names: list[str], problems: list[Problem]) -> RuleBase:
    """The rule base of some files. `names` are those that are there or should be, `problems` what was found before."""
    read: dict[str, tuple[Source, Model]] = {}
    translated: list[Model] = []
    for name, text in texts.items():
        if kind_of(name) is Translations:
            found = read_catalogue(name, text)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                translated.append(found)
            continue
        source = read_yaml(name, text)
        problems += source.problems
        entry = _entry(kind_of(name), source, problems) if source.data is not None else None
        if entry is not None:
            read[name] = (source, entry)
    problems += link_entries(read, names)
    if problems:
        raise RuleBaseError(problems)
    return assemble([*(entry for _, entry in read.values()), *translated], _digest(texts))


_MEANT: Final = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)
"""The end of a name that was meant for a rule file; one that is written otherwise than .yaml is told."""


def _names(root: Path) -> list[str]:
    """Every rule file below a folder by its name inside it, in a fixed order: the catalogues first."""
    found = [*sorted(root.glob(CATALOGUES)), *sorted(path for path in root.rglob("*.*") if _MEANT.search(path.name))]
    return [path.relative_to(root).as_posix() for path in found]


def _is_catalogue(path: PurePosixPath) -> bool:
    return path.match(CATALOGUES) and len(path.parts) == len(PurePosixPath(CATALOGUES).parts)


def _in_order(name: str) -> tuple[bool, tuple[str, ...]]:
    """Where a name stands in the order of `_names`."""
    path = PurePosixPath(name)
    return not _is_catalogue(path), path.parts


def _placed(names: list[str], problems: list[Problem]) -> Iterator[str]:
    """The names of files that lie where something is read; a fault for each other, and for each file that is missing."""
    for name in SINGLE_FILES:
        if name not in names:
            problems.append(problem("R010", name, 0, "every rule base has one; see rules/README.md", file=name))
    for name in names:
        path = PurePosixPath(name)
        if (
            name in SINGLE_FILES
            or name in OPTIONAL_FILES
            or _is_catalogue(path)
            or ("/" in name and name.split("/")[0] in FOLDERS and path.suffix == ".yaml")
        ):
            yield name
        else:
            folder, stem = closest(name.split("/")[0], FOLDERS) if "/" in name else None, _MEANT.sub("", path.name)
            near = f"{folder}/{stem}" if folder else closest(stem, [file.removesuffix(".yaml") for file in SINGLE_FILES])
            hint = f"did you mean {near}.yaml?" if near else f"rule files live in {', '.join(FOLDERS)}, and end in .yaml"
            problems.append(problem("R008", name, 0, hint))


def kind_of(name: str) -> type[Model]:
    """What a file holds, by where it lies."""
    if name.endswith(".po"):
        return Translations
    return SINGLE_FILES.get(name) or OPTIONAL_FILES.get(name) or FOLDERS[name.split("/")[0]]


def _text(name: str, path: Path, problems: list[Problem]) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        sign = fault.object[fault.start : fault.start + 1].decode("latin-1")
        older = "" if b"\0" in fault.object else f"; by an older code (Latin-1) line {line} has {sign!r}"
        problems.append(problem("R007", name, 0, "save it as UTF-8", detail=f"it is not UTF-8 text{older}"))
    except OSError as fault:
        problems.append(problem("R007", name, 0, "look at the file's permissions", detail=fault.strerror or "not readable"))
    return None


def _folder_meant(kind: type[Model], data: dict[str, object]) -> str | None:
    """The folder of another kind of file whose keys are all there, while those of its own kind are not."""

    def needed(model: type[Model]) -> set[str]:
        return {field.alias or name for name, field in model.model_fields.items() if field.is_required()}

    if kind not in FOLDERS.values() or needed(kind) <= data.keys():
        return None
    return next((folder for folder, model in FOLDERS.items() if model is not kind and needed(model) <= data.keys()), None)


def _entry(kind: type[Model], source: Source, problems: list[Problem]) -> Model | None:
    if not isinstance(source.data, dict):
        detail = "a rule file holds keys and values, this one holds " + ("a list" if isinstance(source.data, list) else "text")
        problems.append(problem("R005", source.file, 1, "start with `id: ...`", detail=detail))
        return None
    try:
        return kind.model_validate(source.data)
    except ValidationError as fault:
        if folder := _folder_meant(kind, source.data):
            problems.append(problem("R008", source.file, 1, f"its keys are those of a file in {folder}/: move it there"))
            return None
        problems += as_problems(fault, source)
        return None
