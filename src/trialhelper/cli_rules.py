"""The commands for people who write and prove rules: check, diff, card, and the tools of the authoring kit."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from trialhelper.commands import AsJson, AsOf, Lang, RulesDir, day_of, fail, print_json, rules_in, words_for

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Give the command line these commands, in this order."""
    for command in (check, schema, new, messages, diff, card):
        app.command()(command)


def check(
    rules: RulesDir = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    today: Annotated[bool, typer.Option("--today", help="Only list the entries that are due for review.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Print hints too: what is not wrong and could be better.")] = False,
) -> None:
    """Prove the rules: every situation has one conversation, what is not known stays so, every case gives its result."""
    import time

    from trialhelper.check import CHECKS, Remark, due, run_checks
    from trialhelper.check.located import cure_of, locate, rule_files
    from trialhelper.rulebase import default_rules

    began = time.perf_counter()
    base, day = rules_in(rules), day_of(as_of)
    with _progress(len(CHECKS)) as done:
        report = run_checks(base, day, [due.reviews] if today else CHECKS, done)
    seconds = round(time.perf_counter() - began, 3)
    errors, warnings, hinted = (report.of(severity) for severity in ("error", "warning", "hint"))
    files = rule_files(rules or default_rules()) if report.findings else {}

    def told(one: Remark) -> dict[str, object]:
        spot = locate(one, base, files)
        where = {"file": spot.file, "line": spot.line, "cure": cure_of(one)}
        return {"code": one.code, "says": one.says, **where, "answers": dict(one.answers)}

    if as_json:
        data = {
            name: [told(one) for one in found] for name, found in (("errors", errors), ("warnings", warnings), ("hints", hinted))
        }
        print_json({**data, "answer_sets": report.answer_sets, "seconds": seconds})
    elif today:
        for finding in report.findings:
            typer.echo(finding.says)
        typer.echo(f"{len(warnings)} entries past their review date on {day}, {len(hinted)} due within {due.SOON.days} days")
    else:
        for finding in report.findings:
            if hints or finding.severity != "hint":
                spot = locate(finding, base, files)
                typer.echo(f"{spot.file}:{spot.line}  {finding}\n    {cure_of(finding)}")
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
        fail(words(f"authoring.{fault.code}", **fault.values, option="--out"))


def new(
    kind: Annotated[str, typer.Argument(help="therapy, condition, document, question or demo_case.")],
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
        fail(words(f"authoring.{fault.code}", **fault.values, option="--rules"))
    typer.echo(words("authoring.written", file=file, n=places))
    typer.echo(words("authoring.then", folder=folder))


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
        fail(words("messages.no_language", languages=", ".join(LANGUAGES[1:])))
    try:
        folder = own_rules(rules)
    except AuthoringProblem as fault:
        fail(words(f"authoring.{fault.code}", **fault.values, option="--rules"))
    files = {folder / catalogue_of(language): [Wording(*pair) for pair in texts_of(rules_in(folder))]}
    if interface:
        files[interface / language / "LC_MESSAGES" / "trialhelper.po"] = [Wording(*text) for text in interface_texts()]
    for file, wordings in files.items():
        try:
            counts = update(file, language, wordings)
        except (OSError, ValueError) as fault:
            fail(words("messages.not_written", file=file, reason=getattr(fault, "strerror", None) or type(fault).__name__))
        typer.echo(words("messages.counts", file=file, n=counts.total, missing=len(counts.missing), stale=len(counts.stale)))
        if listed:
            for state, names in (("missing", counts.missing), ("stale", counts.stale)):
                label = words(f"messages.{state}")
                for name in names:
                    typer.echo(f"  {label}  {name}")


def diff(
    old: Annotated[Path, typer.Argument(help="A folder of rules.")],
    new: Annotated[Path, typer.Argument(help="The folder of rules to hold beside it.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = "en",
) -> None:
    """Say what changes for whom between two folders of rules, as a table to sign."""
    from trialhelper.diff import CannotCompare, compare, comparison_as_dict, render_table
    from trialhelper.engine import NoRow

    day, words = day_of(as_of), words_for(lang)
    before, after = rules_in(old), rules_in(new)
    try:
        found = compare(before, after, day)
    except CannotCompare as fault:
        fail(f"{fault}.")
    except NoRow:
        fail("Some answers have no row in one of the tables of conversations; `trialhelper check` shows them.")
    if as_json:
        print_json(comparison_as_dict(found, words))
    else:
        typer.echo(render_table(found, words, shutil.get_terminal_size().columns if sys.stdout.isatty() else 160))


def card(
    out: Annotated[Path | None, typer.Option("--out", help="A folder for the card and its pages.")] = None,
    rules: RulesDir = None,
) -> None:
    """Write the public card of the rules, with a page for each condition and each therapy; without a folder print the card."""
    from trialhelper.card import card_page, pages, write_pages
    from trialhelper.words import Words

    base, words = rules_in(rules), Words()
    if out is None:
        typer.echo(card_page(base, words), nl=False)
        return
    made = pages(base, words)
    try:
        write_pages(made, out)
    except OSError as fault:
        fail(f"The pages could not be written there: {fault.strerror}.")
    typer.echo(f"{len(made)} pages are in {out}.")
