"""Bringing a translator's catalogue up to the texts as they are: what is new is empty, what has changed is marked.

A text whose English has changed since keeps its old translation marked `fuzzy`, with the English that it was of, so that a
translator sees both; until it is looked at, the English is shown. What is no longer said is dropped. All else stays, the
notes of translators among it; so the same texts make the same file, letter for letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape, write_po

__all__ = ["CatalogueCounts", "NotACatalogue", "Wording", "update"]


class NotACatalogue(ValueError):
    """A file that cannot be read as a catalogue, so that nothing of it is written over; `strerror` says what is wrong."""

    def __init__(self, strerror: str) -> None:
        super().__init__(strerror)
        self.strerror = strerror


@dataclass(frozen=True, slots=True)
class Wording:
    """One English text by its id, with its plural if it has one."""

    id: str
    english: str
    many: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogueCounts:
    """How a catalogue stands: the ids without a translation, those of an older English, and how many there are in all."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    total: int


_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
_UNWRAPPED: Final = 1_000_000
"""A width that no line has: a wrapped note would say the earlier English with breaks that it never had."""
_EARLIER: Final = re.compile(r'msgid(?:_plural)?((?:\s*"(?:[^"\\]|\\.)*")+)')
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


class _Kept(NamedTuple):
    """What a text keeps of its entry: the translation, whether it is of an older English, and that English."""

    string: str | tuple[str, ...]
    stale: bool = False
    earlier: tuple[str, ...] = ()


def update(file: Path, language: str, wordings: Iterable[Wording]) -> CatalogueCounts:
    """Write the catalogue anew from the texts, with every translation that it had. Raises OSError, NotACatalogue."""
    before = _read(file) if file.is_file() else {}
    made = Catalog(locale=language, project="trialhelper", fuzzy=False, creation_date=_NEVER, revision_date=_NEVER)
    missing, stale, total = [], [], 0
    for wording in wordings:
        total += 1
        old = before.get(wording.id)
        said = (wording.english, wording.many) if wording.many else wording.english
        kept = _kept(old, said)
        if kept.stale:
            stale.append(wording.id)
        elif not all(kept.string if isinstance(kept.string, tuple) else (kept.string,)):
            missing.append(wording.id)
        flags = {"fuzzy"} if kept.stale else set()
        notes = [note for note in old.user_comments if not note.startswith("|")] if old else []
        made.add(said, kept.string, context=wording.id, flags=flags, user_comments=notes, previous_id=kept.earlier)
    written = BytesIO()
    write_po(written, made, width=_UNWRAPPED, omit_header=False, include_previous=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_without_dates(written.getvalue()))
    return CatalogueCounts(tuple(missing), tuple(stale), total)


def _read(file: Path) -> dict[str, Message]:
    """The entries of a catalogue by their ids."""
    try:
        entries = read_po(StringIO(file.read_text(encoding="utf-8")), abort_invalid=True)
    except PoFileError as fault:
        raise NotACatalogue(f"line {fault.lineno + 1} is not one of a gettext catalogue") from None
    except UnicodeDecodeError:
        raise NotACatalogue("it is not UTF-8 text") from None
    except (ValueError, LookupError, AttributeError):  # what read_po lets through where a number or a sign is missing
        raise NotACatalogue("it is not a gettext catalogue") from None
    return {str(message.context): message for message in entries if message.context}


def _kept(old: Message | None, said: str | tuple[str, str]) -> _Kept:
    empty = _Kept(("", "") if isinstance(said, tuple) else "")
    if old is None or not any(_forms(old.string)) or isinstance(old.string, tuple | list) != isinstance(said, tuple):
        return empty
    string = _forms(old.string) if isinstance(said, tuple) else str(old.string)
    now, was = _forms(said), _forms(old.id)
    if not old.fuzzy:
        return _Kept(string) if was == now else _Kept(string, True, was)
    earlier = _earlier(old) or (was if was != now else ())
    return _Kept(string) if earlier == now else _Kept(string, True, earlier)


def _forms(text: object) -> tuple[str, ...]:
    """A text, or the two forms of one that counts."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


def _earlier(old: Message) -> tuple[str, ...]:
    """The English that a fuzzy translation was of, from the `#|` lines above it, which babel reads as comments."""
    said = " ".join(note.removeprefix("|") for note in old.user_comments if note.startswith("|"))
    return tuple("".join(map(unescape, _QUOTED.findall(form))) for form in _EARLIER.findall(said))


def _without_dates(content: bytes) -> bytes:
    """Without the header's days of making: the same texts make the same file."""
    kept = [line for line in content.decode().split("\n") if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date'))]
    return "\n".join(kept).encode()
