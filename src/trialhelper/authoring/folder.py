"""The folder of rules that an author works in, and what keeps a file from being written there."""

from importlib.resources import files
from pathlib import Path

from trialhelper.rulebase import default_rules

__all__ = ["AuthoringProblem", "own_rules"]


class AuthoringProblem(ValueError):
    """What keeps a file from being written. `code` names the sentence of the catalogue, `values` what is put into it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def own_rules(named: Path | None) -> Path:
    """The folder that was named, or the one in use. Raises AuthoringProblem (`no_rules`, `shipped`).

    The rules inside an installed package are nobody's to change: the next version would take the changes away.
    """
    folder = named or default_rules()
    if not folder.is_dir():
        raise AuthoringProblem("no_rules", folder=folder)
    if folder.resolve() == (Path(str(files("trialhelper"))) / "rules").resolve():
        raise AuthoringProblem("shipped")
    return folder
