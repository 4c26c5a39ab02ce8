"""The command line: the form, the interview, an assessment, a summary, what the rules hold, and the proof of them.

The only place besides the form that reads the clock. Bad input ends with one clear sentence and exit code 2; no answer
of a person is ever repeated in it. Imports that a command does not need are made inside it, because a cold start counts.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from trialhelper.answers import Answers
    from trialhelper.rulebase.base import RuleBase

__all__ = ["main"]

app = typer.Typer(
    name="trialhelper",
    help="Prepare a talk about gene therapy with a provider. It does not decide, diagnose or enroll.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

RulesDir = Annotated[Path | None, typer.Option("--rules", help="A folder of rules to use instead of the shipped ones.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The date to answer for, such as 2024-01-01. Today when left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
AnswersFile = Annotated[
    str, typer.Argument(help="A saved-answers file, the id of a demonstration case, or - to read from a pipe.")
]
Lang = Annotated[str, typer.Option("--lang", help="The language of the texts.")]


def main() -> None:
    """Run the command line; a closed pipe ends it quietly."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _rules(folder: Path | None) -> "RuleBase":
    from trialhelper.rulebase import RuleBaseError, read_rules

    try:
        return read_rules(folder)
    except RuleBaseError as fault:
        _fail(str(fault))


def _day(as_of: str | None) -> date:
    if as_of is None:
        return date.today()
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        _fail("--as-of takes a date of the calendar, such as 2024-01-01.")


def _words(lang: str, base: "RuleBase | None" = None) -> Any:
    from trialhelper.words import words_in

    try:
        return words_in(lang, base.translations if base else None)
    except ValueError as fault:
        _fail(f"--lang: {fault}.")


def _answers(named: str, rules: "RuleBase") -> "Answers":
    """Answers from a file, a demonstration case or a pipe; what could not be read of a file is told on stderr."""
    from trialhelper.answers import AnswerProblem, answers_of, load_answers
    from trialhelper.words import Words

    if named in rules.demo_cases:
        return answers_of(rules.demo_cases[named], rules)
    words = Words()
    try:
        content = sys.stdin.buffer.read() if named == "-" else Path(named).read_bytes()
    except OSError:
        _fail(words("error.no_such_answers", cases=", ".join(rules.demo_cases)))
    try:
        loaded = load_answers(content, rules)
    except AnswerProblem as fault:
        _fail(words(f"error.{fault.code}"))
    for note in loaded.notes:
        typer.echo(words(f"error.{note.code}", question=note.question or "?"), err=True)
    return loaded.answers


def _print_json(data: object) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


@app.command("app")
def open_app(
    port: Annotated[int, typer.Option(help="The port to listen on, on this machine only.")] = 8501,
    rules: RulesDir = None,
) -> None:
    """Open the form in a browser."""
    from importlib.resources import files

    _rules(rules)
    if rules:
        os.environ["TRIALHELPER_RULES"] = str(rules.resolve())
    shipped = Path(str(files("trialhelper"))) / "app.py"
    script = shipped if shipped.is_file() else Path(__file__).resolve().parents[2] / "app.py"
    typer.echo(f"The form is at http://127.0.0.1:{port} (end it with Ctrl+C).")
    settings = {"port": port, "address": "127.0.0.1", "headless": str(not _has_screen()).lower(), "showEmailPrompt": "false"}
    given = [part for name, value in settings.items() for part in (f"--server.{name}", str(value))]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(script), *given])


def _has_screen() -> bool:
    """Whether somebody sits here with a desktop on which a browser can open."""
    return sys.stdout.isatty() and (
        sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


@app.command()
def ask(rules: RulesDir = None, as_of: AsOf = None, lang: Lang = "en") -> None:
    """Walk through the same questions in the terminal."""
    from trialhelper.terminal import interview

    base = _rules(rules)
    interview(base, _day(as_of), _words(lang, base))


@app.command()
def assess(
    answers: AnswersFile,
    rules: RulesDir = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    care_team: Annotated[bool, typer.Option("--care-team", help="Count what only a care team can answer.")] = False,
) -> None:
    """Say which conversation some answers lead to, and why."""
    from trialhelper.engine import assess as assess_answers
    from trialhelper.summary import compose, render_text, result_of

    base = _rules(rules)
    words = _words(lang, base)
    day = _day(as_of) if as_of or answers not in base.demo_cases else base.demo_cases[answers].as_of.latest
    result = assess_answers(base, _answers(answers, base), day, "care_team" if care_team else "person")
    if as_json:
        _print_json(result_of(result, words))
    else:
        typer.echo(render_text(compose(result, words)))


@app.command()
def summary(
    answers: AnswersFile,
    kind: Annotated[str, typer.Option("--format", help="pdf, html, text or json.")] = "pdf",
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; a pdf needs one.")] = None,
    paper: Annotated[str, typer.Option("--paper", help="letter or a4.")] = "letter",
    large: Annotated[bool, typer.Option("--large", help="Large print, for a pdf.")] = False,
    rules: RulesDir = None,
    as_of: AsOf = None,
    lang: Lang = "en",
) -> None:
    """Write the printable summary."""
    from trialhelper.engine import assess as assess_answers
    from trialhelper.summary import audit, compose, render

    if kind not in ("pdf", "html", "text", "json"):
        _fail("--format takes pdf, html, text or json.")
    if paper not in ("letter", "a4"):
        _fail("--paper takes letter or a4.")
    if kind == "pdf" and out is None:
        _fail("A pdf needs a file to go to: add --out summary.pdf.")
    base = _rules(rules)
    words = _words(lang, base)
    day = _day(as_of) if as_of or answers not in base.demo_cases else base.demo_cases[answers].as_of.latest
    result = assess_answers(base, _answers(answers, base), day)
    made = compose(result, words)
    content = audit(result, made, words) if kind == "json" else render(made, kind, paper, large)
    if out is None:
        typer.echo(content.decode())
        return
    try:
        out.write_bytes(content)
    except OSError as fault:
        _fail(f"The summary could not be written there: {fault.strerror}.")


@app.command()
def conditions(rules: RulesDir = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """List the conditions, where each stands on a date, and its therapies."""
    from trialhelper.rulebase import standing_of, status_on, version_on

    base, day = _rules(rules), _day(as_of)
    rows = []
    for condition in base.conditions.values():
        family = {entry.id for entry in base.family(condition.id)}
        found = [
            therapy.id
            for therapy in base.therapies.values()
            if status_on(therapy, day) and any(one.condition in family and version_on(one, day) for one in therapy.indications)
        ]
        state = standing_of(base, condition.id, day).state
        rows.append({"id": condition.id, "name": condition.name, "standing": state, "therapies": found})
    if as_json:
        _print_json(rows)
    else:
        _table(
            ["condition", "name", "standing", "therapies"],
            [[*map(str, list(row.values())[:3]), ", ".join(row["therapies"])] for row in rows],
        )


@app.command()
def questions(rules: RulesDir = None, as_json: AsJson = False) -> None:
    """List the questions, their options, and who can answer them."""
    from trialhelper.answers import choices

    base = _rules(rules)
    rows = [
        {
            "id": question.id,
            "type": question.type,
            "options": list(choices(question, base)) if question.type not in ("age", "number") else [],
            "answered_by": question.answered_by,
        }
        for question in base.questions.values()
    ]
    if as_json:
        _print_json(rows)
    else:
        _table(
            ["question", "type", "answered by", "asks"],
            [[row["id"], row["type"], row["answered_by"], base.questions[str(row["id"])].short] for row in rows],
        )


@app.command()
def check(
    rules: RulesDir = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    today: Annotated[bool, typer.Option("--today", help="Only list the entries that are due for review.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Print hints too: what is not wrong and could be better.")] = False,
) -> None:
    """Prove the rules: every situation has one conversation, what is not known stays so, every case gives its result."""
    import time

    from trialhelper.check import CHECKS, due, run

    began = time.perf_counter()
    base, day = _rules(rules), _day(as_of)
    with _progress(len(CHECKS)) as done:
        report = run(base, day, [due.reviews] if today else CHECKS, done)
    seconds = round(time.perf_counter() - began, 3)
    errors, warnings, hinted = (report.of(severity) for severity in ("error", "warning", "hint"))
    if as_json:
        data = {
            name: [{"code": one.code, "says": one.says, "answers": dict(one.answers)} for one in found]
            for name, found in (("errors", errors), ("warnings", warnings), ("hints", hinted))
        }
        _print_json({**data, "answer_sets": report.answer_sets, "seconds": seconds})
    elif today:
        for finding in report.findings:
            typer.echo(finding.says)
        typer.echo(f"{len(warnings)} entries past their review date on {day}, {len(hinted)} due within {due.SOON.days} days")
    else:
        for finding in report.findings:
            if hints or finding.severity != "hint":
                typer.echo(str(finding))
        more = "" if hints or not hinted else " (--hints shows them)"
        counts = f"{len(errors)} errors, {len(warnings)} warnings, {len(hinted)} hints{more}"
        typer.echo(f"{counts}; {report.answer_sets:,} answer sets covered in {seconds} s")
    if errors:
        raise typer.Exit(1)


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal, on stderr so that what is printed can be piped; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=steps)
        yield lambda name: bar.update(task, advance=1, description=name)


@app.command()
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder of rules to write into. The one in use when left out.")
    ] = None,
) -> None:
    """Write the schemas for editors and the reference of every key, from the models."""
    from trialhelper.authoring import AuthoringProblem, own_rules, write_generated
    from trialhelper.words import Words

    words = Words()
    try:
        folder = out if out and not out.exists() else own_rules(out)
        typer.echo(words("authoring.made", n=write_generated(folder), folder=folder))
    except AuthoringProblem as fault:
        _fail(words(f"authoring.{fault.code}", **fault.values, option="--out"))


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="therapy, condition or document.")],
    id: Annotated[str, typer.Argument(help="The id of the entry, which is also the name of its file.")],
    rules: RulesDir = None,
) -> None:
    """Begin a rule file: a template with every key of its kind, explained."""
    from trialhelper.authoring import AuthoringProblem, new_file, own_rules
    from trialhelper.words import Words

    words = Words()
    try:
        folder = own_rules(rules)
        file, places = new_file(kind, id, folder, words)
    except AuthoringProblem as fault:
        _fail(words(f"authoring.{fault.code}", **fault.values, option="--rules"))
    typer.echo(words("authoring.written", file=file, n=places))
    typer.echo(words("authoring.then", folder=folder))


@app.command()
def messages(
    language: Annotated[str, typer.Argument(help="The language to bring up to date, such as es.")] = "es",
    rules: RulesDir = None,
    interface: Annotated[
        Path | None, typer.Option("--interface", help="The folder of the interface's own catalogues, for its developers.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Name every text that is missing or stale.")] = False,
) -> None:
    """Bring the translations of the rules up to their texts, and say what is missing or stale."""
    from trialhelper.authoring import AuthoringProblem, own_rules
    from trialhelper.authoring.messages import Wording, update
    from trialhelper.rulebase.texts import texts_of
    from trialhelper.rulebase.translating import catalogue_of
    from trialhelper.words import LANGUAGES, Words, interface_texts

    words = Words()
    if language == "en" or language not in LANGUAGES:
        _fail(words("messages.no_language", languages=", ".join(LANGUAGES[1:])))
    try:
        folder = own_rules(rules)
    except AuthoringProblem as fault:
        _fail(words(f"authoring.{fault.code}", **fault.values, option="--rules"))
    files = {folder / catalogue_of(language): [Wording(*pair) for pair in texts_of(_rules(folder))]}
    if interface:
        files[interface / language / "LC_MESSAGES" / "trialhelper.po"] = [Wording(*text) for text in interface_texts()]
    for file, wordings in files.items():
        try:
            counts = update(file, language, wordings)
        except (OSError, ValueError) as fault:
            _fail(words("messages.not_written", file=file, reason=getattr(fault, "strerror", None) or type(fault).__name__))
        typer.echo(words("messages.counts", file=file, n=counts.total, missing=len(counts.missing), stale=len(counts.stale)))
        if listed:
            for state, names in (("missing", counts.missing), ("stale", counts.stale)):
                for name in names:
                    typer.echo(f"  {words(f'messages.{state}')}  {name}")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A folder of rules.")],
    new: Annotated[Path, typer.Argument(help="The folder of rules to hold beside it.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = "en",
) -> None:
    """Say what changes for whom between two folders of rules, as a table to sign."""
    from trialhelper.compare import CannotCompare, compare, comparison_as_dict, render_table

    day, words = _day(as_of), _words(lang)
    before, after = _rules(old), _rules(new)
    try:
        found = compare(before, after, day)
    except CannotCompare as fault:
        _fail(f"{fault}.")
    except LookupError:
        _fail("Some answers have no row in one of the tables of conversations; `trialhelper check` shows them.")
    if as_json:
        _print_json(comparison_as_dict(found, words))
    else:
        typer.echo(render_table(found, words, shutil.get_terminal_size().columns if sys.stdout.isatty() else 160))


@app.command()
def card(
    out: Annotated[Path | None, typer.Option("--out", help="A folder for the card and its pages.")] = None,
    rules: RulesDir = None,
) -> None:
    """Write the public card of the rules, with a page for each condition and each therapy; without a folder print the card."""
    from trialhelper.card import card_page, pages, write_pages
    from trialhelper.words import Words

    base, words = _rules(rules), Words()
    if out is None:
        typer.echo(card_page(base, words), nl=False)
        return
    made = pages(base, words)
    try:
        write_pages(made, out)
    except OSError as fault:
        _fail(f"The pages could not be written there: {fault.strerror}.")
    typer.echo(f"{len(made)} pages are in {out}.")


def _table(head: list[str], rows: list[list[Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*head, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*map(str, row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
