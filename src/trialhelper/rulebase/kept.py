"""Keeping rules that were read without a fault, so that the next process need not parse them again.

Plain JSON in the user's cache folder, named by a hash of every rule file and of the code that reads them: a changed letter
of either means another name. It holds rules only, never an answer. Whatever cannot be kept or fetched is read anew; nothing
depends on it. `TRIALHELPER_CACHE` names another folder; empty, it keeps nothing.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from trialhelper.rulebase.criterion import Model

__all__ = ["fetch", "keep"]

_FILES_KEPT = 4


def _folder() -> Path | None:
    named = os.environ.get("TRIALHELPER_CACHE")
    if named is not None:
        return Path(named) if named else None
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "trialhelper"


def _name(digest: str) -> str:
    return f"rules-{digest[:32]}-{_reader()}.json"


@lru_cache(maxsize=1)
def _reader() -> str:
    """A hash of the modules of this package: what one of them refused, another version of it may have let through."""
    modules = sorted((file for file in files(__package__).iterdir() if file.name.endswith(".py")), key=lambda file: file.name)
    read = hashlib.sha256()
    for module in modules:
        read.update(f"{module.name}\0".encode() + module.read_bytes())
    return read.hexdigest()[:16]


def fetch(digest: str, kind_of: Callable[[str], type[Model]]) -> dict[str, Model] | None:
    """The entries by file name, or None when they were not kept or cannot be read."""
    folder = _folder()
    if folder is None:
        return None
    try:
        data = json.loads((folder / _name(digest)).read_bytes())
        return {name: kind_of(name).model_validate(entry) for name, entry in data.items()}
    except (OSError, ValueError, ValidationError, AttributeError, KeyError):
        return None


def keep(digest: str, entries: Mapping[str, Model]) -> None:
    """Keep entries that have no fault; the oldest of earlier ones go."""
    folder = _folder()
    if folder is None:
        return
    data = {name: entry.model_dump(mode="json", by_alias=True, exclude_defaults=True) for name, entry in entries.items()}
    target = folder / _name(digest)
    unfinished = target.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(data), encoding="utf-8")
        unfinished.replace(target)
        for old in sorted(folder.glob("rules-*.json"), key=lambda path: path.stat().st_mtime)[:-_FILES_KEPT]:
            old.unlink()
    except OSError:
        return
