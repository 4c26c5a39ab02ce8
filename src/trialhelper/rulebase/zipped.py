"""An earlier rule base from a ZIP file that somebody hands in: read in memory, within limits, and kept nowhere.

Takes the bytes of the file, gives the rule base, or says in one fault what is wrong with it. Only `*.yaml` and `*.po` files are
ever unpacked; all else in the file is left alone. Nothing of it is written anywhere, and nothing in it is run.

What a ZIP file says of itself (names, sizes) is not believed: a name with a way out of its folder is refused, and sizes are
counted while reading. What is unpacked is held near the size of real rules, in letters and in parts, because reading YAML
costs far more than unpacking it.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from stat import S_ISLNK
from typing import Final

from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.problems import RuleBaseError
from trialhelper.rulebase.reading import read_texts

__all__ = [
    "MOST_FILES",
    "MOST_IN_FILE",
    "MOST_PARTS",
    "MOST_UNPACKED",
    "MOST_ZIP_BYTES",
    "EarlierProblem",
    "parts_in",
    "rules_in_zip",
]  # fmt: skip

MOST_ZIP_BYTES: Final = 1024 * 1024
"""What the server takes at most (`server.maxUploadSize`); a field of the form cannot raise it."""
MOST_FILES: Final = 5000
MOST_UNPACKED: Final = 8 * 1024 * 1024
"""The shipped rules have 2.4 MB, half of it the translations."""
MOST_IN_FILE: Final = 128 * 1024
"""In one `.yaml` file; the largest of the shipped has 37 kB."""
MOST_PARTS: Final = 200_000
"""In all `.yaml` files; the shipped have 71 000, which take two seconds to read."""
_PART: Final = re.compile(r"[\[\]{},:?\n]|- ")
"""What begins or ends a part of a YAML file: the cost of reading it grows with these, not with its letters."""
_READ: Final = (".yaml", ".po")
_ROOT: Final = "about.yaml"
_UNREADABLE: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What `zipfile` raises for a file that is damaged, encrypted, or packed in a way that it does not know."""


class EarlierProblem(Exception):
    """A file that cannot be used: `code` names the sentence of the catalogue, `values` what it fills in."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def rules_in_zip(content: bytes) -> RuleBase:
    """The rule base that a ZIP file of a rules folder holds. Raises EarlierProblem."""
    if len(content) > MOST_ZIP_BYTES:
        raise EarlierProblem("too_large", most=MOST_ZIP_BYTES // 2**20)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = dict(_texts(archive, list(_members(archive))))
    except _UNREADABLE:
        raise EarlierProblem("not_zip") from None
    try:
        return read_texts(_below_root(texts))
    except RuleBaseError as fault:
        first = fault.problems[0]
        raise EarlierProblem("faults", n=len(fault.problems), file=first.file, line=first.line, says=first.says) from None


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files that may be rules. Of the others not one byte is unpacked."""
    files = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(files) > MOST_FILES:
        raise EarlierProblem("too_many", most=MOST_FILES)
    names = [info.filename for info in files]
    if any(_leads_out(name) for name in names) or any(S_ISLNK(info.external_attr >> 16) for info in files):
        raise EarlierProblem("leads_out")
    if len(set(names)) < len(names):
        raise EarlierProblem("twice")
    for info in files:
        path = PurePosixPath(info.filename)
        if path.suffix in _READ and "__MACOSX" not in path.parts:
            if info.flag_bits & 1:
                raise EarlierProblem("locked")
            yield info


def _leads_out(name: str) -> bool:
    parts = name.split("/")
    return name.startswith("/") or ".." in parts or "\\" in name or ":" in parts[0] or "\0" in name


def _texts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    left, parts_left = MOST_UNPACKED, MOST_PARTS
    for info in members:
        is_yaml = info.filename.endswith(".yaml")
        with archive.open(info) as file:
            data = file.read(min(left, MOST_IN_FILE if is_yaml else left) + 1)
        left -= len(data)
        if left < 0:
            raise EarlierProblem("too_much", most=MOST_UNPACKED // 2**20)
        if is_yaml and len(data) > MOST_IN_FILE:
            raise EarlierProblem("file_too_large", most=MOST_IN_FILE // 2**10)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise EarlierProblem("not_text") from None
        parts_left -= parts_in(text) if is_yaml else 0
        if parts_left < 0:
            raise EarlierProblem("too_many_parts")
        yield info.filename, text


def parts_in(text: str) -> int:
    """About how many keys, values and items a YAML file has."""
    return sum(1 for _ in _PART.finditer(text))


def _below_root(texts: dict[str, str]) -> dict[str, str]:
    """The files of the one folder that holds `about.yaml`, by their names inside it: the outermost, where there are several."""
    roots = sorted((PurePosixPath(name).parent for name in texts if PurePosixPath(name).name == _ROOT), key=_depth)
    if not roots:
        raise EarlierProblem("no_rules")
    if len(roots) > 1 and _depth(roots[0]) == _depth(roots[1]):
        raise EarlierProblem("several")
    below = {name: PurePosixPath(name) for name in texts if PurePosixPath(name).is_relative_to(roots[0])}
    return {path.relative_to(roots[0]).as_posix(): texts[name] for name, path in below.items()}


def _depth(path: PurePosixPath) -> int:
    return len(path.parts)
