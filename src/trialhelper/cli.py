"""The command line: the form, the interview, an assessment, a summary, what the rules hold, and the proof of them.

Imports that a command does not need are made inside it, because a cold start counts.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from trialhelper import cli_rules
from trialhelper.clock import TODAY
from trialhelper.commands import (
    AnswersFile,
    AsJson,
    AsOf,
    Lang,
    RulesDir,
    answers_in_file,
    assessment_of,
    cannot_be_assessed,
    day_of,
    fail,
    print_json,
    print_table,
    rules_in,
    words_for,
)

__all__ = ["main"]

_COLLECT_AFTER = 100_000
"""New objects between two looks for garbage. Rules are many small objects of which none is garbage: looking often costs a fifth
of a short command."""

app = typer.Typer(
    name="trialhelper",
    help="Prepare a talk about gene therapy with a provider. It does not decide, diagnose or enroll.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; a closed pipe ends it quietly."""
    gc.set_threshold(_COLLECT_AFTER)
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


@app.command("app")
def open_app(
    port: Annotated[int, typer.Option(help="The port to listen on, on this machine only.")] = 8501,
    rules: RulesDir = None,
) -> None:
    """Open the form in a browser."""
    from importlib.resources import files

    rules_in(rules)
    day = day_of(None)
    if rules:
        os.environ["TRIALHELPER_RULES"] = str(rules.resolve())
    shipped = Path(str(files("trialhelper"))) / "app.py"
    script = shipped if shipped.is_file() else Path(__file__).resolve().parents[2] / "app.py"
    typer.echo(f"The form is at http://127.0.0.1:{port} (end it with Ctrl+C).")
    if os.environ.get(TODAY):
        typer.echo(f"It takes {day} for today, because {TODAY} says so.")
    settings = {"port": port, "address": "127.0.0.1", "headless": str(not _has_screen()).lower(), "showEmailPrompt": "false"}
    given = [part for name, value in settings.items() for part in (f"--server.{name}", str(value))]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(script), *given])


def _has_screen() -> bool:
    """Whether somebody sits here with a desktop on which a browser can open."""
    return sys.stdout.isatty() and (
        sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


@app.command()
def ask(
    answers: Annotated[Path | None, typer.Option("--answers", help="A saved-answers file to go on with.")] = None,
    rules: RulesDir = None,
    as_of: AsOf = None,
    lang: Lang = "en",
) -> None:
    """Walk through the same questions in the terminal."""
    from trialhelper.terminal import interview

    base, day = rules_in(rules), day_of(as_of)
    words = words_for(lang, base)
    saved = answers_in_file(answers, base, words) if answers else None
    with cannot_be_assessed():
        interview(base, day, words, saved)


@app.command()
def assess(
    answers: AnswersFile,
    rules: RulesDir = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    care_team: Annotated[bool, typer.Option("--care-team", help="Count what only a care team can answer.")] = False,
    cds: Annotated[bool, typer.Option("--cds", help="Print CDS Hooks cards, one for each product on offer.")] = False,
) -> None:
    """Say which conversation some answers lead to, and why."""
    from trialhelper.summary import compose, render_text, result_of

    base = rules_in(rules)
    words = words_for(lang, base)
    result = assessment_of(answers, base, as_of, "care_team" if care_team else "person")
    if cds:
        from trialhelper.export.cds_cards import cards_of

        print_json(cards_of(result, words, answers in base.demo_cases))
    elif as_json:
        print_json(result_of(result, words))
    else:
        typer.echo(render_text(compose(result, words, answers in base.demo_cases)))


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
    from trialhelper.summary import audit, compose, render

    if kind not in ("pdf", "html", "text", "json"):
        fail("--format takes pdf, html, text or json.")
    if paper not in ("letter", "a4"):
        fail("--paper takes letter or a4.")
    if kind == "pdf" and out is None:
        fail("A pdf needs a file to go to: add --out summary.pdf.")
    base = rules_in(rules)
    words = words_for(lang, base)
    result = assessment_of(answers, base, as_of)
    made = compose(result, words, answers in base.demo_cases)
    content = audit(result, made, words) if kind == "json" else render(made, kind, paper, large)
    if out is None:
        typer.echo(content.decode())
        return
    try:
        out.write_bytes(content)
    except OSError as fault:
        fail(f"The summary could not be written there: {fault.strerror}.")


@app.command()
def cases(
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write: .csv or .parquet. CSV is printed when left out.")
    ] = None,
    rules: RulesDir = None,
) -> None:
    """Write all demonstration cases as a table, with what the rules say of each."""
    from trialhelper.export.cases_table import as_csv, as_parquet, cases_table

    if out and out.suffix not in (".csv", ".parquet"):
        fail("--out takes a file whose name ends in .csv or .parquet.")
    base = rules_in(rules)
    with cannot_be_assessed():
        made = cases_table(base)
    content = as_parquet(made) if out and out.suffix == ".parquet" else as_csv(made)
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as fault:
        fail(f"The table could not be written there: {fault.strerror}.")


@app.command()
def conditions(rules: RulesDir = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """List the conditions, where each stands on a date, and its therapies."""
    from trialhelper.rulebase import standing_of, status_on, version_on

    base, day = rules_in(rules), day_of(as_of)
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
        print_json(rows)
    else:
        print_table(
            ["condition", "name", "standing", "therapies"],
            [[*map(str, list(row.values())[:3]), ", ".join(row["therapies"])] for row in rows],
        )


@app.command()
def questions(rules: RulesDir = None, as_json: AsJson = False) -> None:
    """List the questions, their options, and who can answer them."""
    from trialhelper.answers import choices

    base = rules_in(rules)
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
        print_json(rows)
    else:
        print_table(
            ["question", "type", "answered by", "asks"],
            [[row["id"], row["type"], row["answered_by"], base.questions[str(row["id"])].short] for row in rows],
        )


cli_rules.add_to(app)
