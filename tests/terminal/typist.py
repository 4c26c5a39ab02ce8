"""A person at a terminal: a real one (a pseudo-terminal), in which the command asks and is answered line by line."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

_PATIENCE = 60.0  # seconds, on a machine that does other things


class Typist:
    """Runs `trialhelper` in a pseudo-terminal of 78 columns."""

    def __init__(self, folder: Path, *arguments: object) -> None:
        self._ours, theirs = pty.openpty()
        environment = os.environ | {"PAGER": "cat", "COLUMNS": "78", "TERM": "dumb"}
        command = [sys.executable, "-m", "trialhelper", *map(str, arguments)]
        self._run = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment)
        os.close(theirs)
        self.shown = ""
        self._read_to = 0

    def sees(self, text: str) -> "Typist":
        """Wait until a text stands in what came since the last that was seen; lines may break anywhere."""
        wanted = re.compile(r"\s+".join(map(re.escape, text.split())))
        ends = time.monotonic() + _PATIENCE
        while not (found := wanted.search(self.shown, self._read_to)):
            assert time.monotonic() < ends, f"{text!r} did not come after: {self.shown[self._read_to :]}"
            if not self._reads():
                raise AssertionError(f"it ended before {text!r}: {self.shown[self._read_to :]}")
        self._read_to = found.end()
        return self

    def types(self, *lines: str) -> "Typist":
        for line in lines:
            os.write(self._ours, f"{line}\n".encode())
        return self

    def ends(self) -> int:
        while self._reads():
            pass
        os.close(self._ours)
        return self._run.wait(_PATIENCE)

    def _reads(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], _PATIENCE)
        try:
            came = os.read(self._ours, 4096) if ready else b""
        except OSError:  # the other end is closed
            came = b""
        self.shown += came.decode(errors="replace").replace("\r", "")
        return bool(came)
