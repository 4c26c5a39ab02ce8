"""What the commands share: their options, reading what was named, and how a command ends that cannot go on.

Bad input ends with one clear sentence and exit code 2; no answer of a person is ever repeated in it.
"""

import difflib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from trialhelper.clock import named_day, today

if TYPE_CHECKING:
    from trialhelper.answers import Answers
    from trialhelper.engine import Assessment
    from trialhelper.engine.plan import View
    from trialhelper.rulebase.base import RuleBase
    from trialhelper.words import Words

__all__ = [
    "AnswersFile",
    "AsJson",
    "AsOf",
    "Lang",
    "RulesDir",
    "answers_in_file",
    "assessment_of",
    "cannot_be_assessed",
    "day_of",
    "fail",
    "print_json",
    "print_table",
    "rules_in",
    "words_for",
]  # fmt: skip

RulesDir = Annotated[Path | None, typer.Option("--rules", help="A folder of rules to use instead of the shipped ones.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The date to answer for, such as 2024-01-01. Today when left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
AnswersFile = Annotated[
    str, typer.Argument(help="A saved-answers file, the id of a demonstration case, or - to read from a pipe.")
]
Lang = Annotated[str, typer.Option("--lang", help="The language of the texts.")]


_TELLS = "`trialhelper check` tells more"


def fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def rules_in(folder: Path | None) -> "RuleBase":
    from trialhelper.rulebase import RuleBaseError, read_rules

    try:
        return read_rules(folder)
    except RuleBaseError as fault:
        fail(str(fault))


def day_of(as_of: str | None) -> date:
    """The day that a command answers for: the one that was named, else today."""
    try:
        return today() if as_of is None else named_day(as_of, "--as-of")
    except ValueError as fault:
        fail(str(fault))


def words_for(lang: str, base: "RuleBase | None" = None) -> Any:
    from trialhelper.words import words_in

    try:
        return words_in(lang, base.translations if base else None)
    except ValueError as fault:
        fail(f"--lang: {fault}.")


def assessment_of(named: str, rules: "RuleBase", as_of: str | None, view: "View" = "person") -> "Assessment":
    """The assessment of answers, a demonstration case on its own date unless another is named."""
    from trialhelper.engine import assess

    own = rules.demo_cases.get(named)
    day = own.as_of.latest if own and not as_of else day_of(as_of)
    answers = _answers_in(named, rules)
    with cannot_be_assessed():
        return assess(rules, answers, day, view)


@contextmanager
def cannot_be_assessed() -> Iterator[None]:
    """Ends the command when the rules hold a case whose answers cannot be read, or have no row for what was answered."""
    from trialhelper.answers import AnswerProblem
    from trialhelper.engine import NoRow

    try:
        yield
    except AnswerProblem as fault:
        fail(f'A demonstration case of these rules has an answer to "{fault.question}" that cannot be read; {_TELLS}.')
    except NoRow:
        fail(f"Some answers have no row in the table of conversations; {_TELLS}.")


def _answers_in(named: str, rules: "RuleBase") -> "Answers":
    """Answers from a file, a demonstration case or a pipe; what could not be read of a file is told on stderr."""
    from trialhelper.answers import answers_of
    from trialhelper.words import Words

    if named in rules.demo_cases:
        with cannot_be_assessed():
            return answers_of(rules.demo_cases[named], rules)
    words = Words()
    try:
        content = sys.stdin.buffer.read() if named == "-" else Path(named).read_bytes()
    except OSError:
        near = difflib.get_close_matches(named, rules.demo_cases, n=5, cutoff=0.3) or list(rules.demo_cases)[:5]
        fail(words("error.no_such_answers", cases=", ".join(near)))
    return _loaded(content, rules, words)


def answers_in_file(path: Path, rules: "RuleBase", words: "Words") -> "Answers":
    """The answers of a saved file; what could not be read of it is told on stderr."""
    from trialhelper.answers import MOST_BYTES

    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):  # a sign that no path has is a ValueError
        fail(words("error.file.not_there"))
    return _loaded(content, rules, words)


def _loaded(content: bytes, rules: "RuleBase", words: "Words") -> "Answers":
    from trialhelper.answers import AnswerProblem, load_answers

    try:
        loaded = load_answers(content, rules)
    except AnswerProblem as fault:
        fail(words(f"error.{fault.code}"))
    for note in loaded.notes:
        typer.echo(words(f"error.{note.code}", question=note.question or "?"), err=True)
    return loaded.answers


def print_json(data: object) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


def print_table(head: list[str], rows: list[list[Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*head, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*map(str, row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
