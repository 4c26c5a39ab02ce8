"""Writing what a person wants to keep: a file that only its owner can read, never over another without asking.

Whatever is wrong with a path is told, and another is asked for: no answer is lost by it.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from trialhelper.terminal.prompting import numbered, plain_line, say
from trialhelper.words import Words

__all__ = ["keep_at_path", "write_private"]


def keep_at_path(content: Callable[[str], bytes], ask: str, words: Words) -> None:
    """Ask for a path until the content is written there, or nothing is typed. `content` gets the ending of the name, such as
    ".pdf", and raises ValueError for one that it has no form for."""
    while typed := plain_line(ask):
        try:
            path = Path(typed).expanduser()
            made = content(path.suffix.lower())
            if path.is_dir():
                raise IsADirectoryError(0, words("terminal.is_folder"))
            if path.exists() and not _may_write_over(words):
                continue
            write_private(path, made)
        except OSError as fault:
            say(words("terminal.not_saved", reason=fault.strerror or "?"), "! ", "  ")
        except (ValueError, RuntimeError):  # no such form; a sign that no path has; no home of that name
            say(words("terminal.no_such_path"), "! ", "  ")
        else:
            say(words("terminal.saved"))
            say(words("result.guard"))
            return


def _may_write_over(words: Words) -> bool:
    say(words("terminal.write_over"))
    numbered([words("option.yes"), words("option.no")])
    return plain_line(words("terminal.number")) == "1"


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read and write, whole or not at all. Raises OSError, and ValueError for a path that
    cannot be one."""
    target = path.resolve()  # a link stays one
    handle, beside = tempfile.mkstemp(dir=target.parent)  # made with 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
