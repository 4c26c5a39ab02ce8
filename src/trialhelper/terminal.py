"""The interview in a terminal: the same questions, in the same order, as the form.

Draws and reads, nothing else: what to ask next is the engine's, every word is the catalogue's or the rules'.
"""

from datetime import date

import typer

from trialhelper.answers import (
    NO_DIAGNOSIS,
    NOT_LISTED,
    NOT_SURE,
    PREFER_NOT_TO_SAY,
    AnswerProblem,
    Answers,
    choices,
    offers_not_sure,
    read_answer,
    save_answers,
)
from trialhelper.engine import assess, next_question
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.search import find, find_other
from trialhelper.summary import compose, render_text
from trialhelper.summary.content import person_of
from trialhelper.summary.phrases import Phrases
from trialhelper.words import Words

__all__ = ["interview"]


class _Back(Exception):
    """The person wants the question before."""


def interview(rules: RuleBase, as_of: date, words: Words) -> None:
    """Ask until nothing can change the result any more, then print the summary; offers to save the answers."""
    answers = Answers()
    asked: list[tuple[str, ...]] = []
    typer.echo(words("terminal.welcome"))
    while page := next_question(rules, answers, as_of):
        question = page.questions[0]
        to = words.to(person_of(answers))
        try:
            given = _ask(question, rules, to)
        except _Back:
            for name in asked.pop() if asked else ():
                answers = answers.minus(name)
            continue
        for name, raw in given.items():
            answers = answers.plus(name, read_answer(rules.questions[name], raw, rules))
        asked.append(tuple(given))
    result = assess(rules, answers, as_of)
    typer.echo("\n" + render_text(compose(result, words)))
    path = typer.prompt(words("terminal.save"), default="", show_default=False)
    if path:
        try:
            with open(path, "w", encoding="utf-8") as file:
                file.write(save_answers(answers, rules, as_of))
        except OSError as fault:
            typer.echo(words("terminal.not_saved", reason=fault.strerror or "?"), err=True)
            raise typer.Exit(2) from None


def _ask(question: Question, rules: RuleBase, words: Words) -> dict[str, object]:
    """The answer to one question, and what it tells of others (a kind, a product). Asks again until it can be read."""
    phrases = Phrases(rules, words)
    typer.echo(f"\n{phrases.asked(question)}")
    for line in (phrases.hint(question), phrases.why(question), phrases.where_to_find(question)):
        if line:
            typer.echo(f"  {line}")
    if question.type == "condition":
        return _ask_condition(question, rules, words)
    options = _options(question, rules)
    for number, option in enumerate(options, 1):
        typer.echo(f"  {number}  {_label(question, option, phrases, words)}")
    while True:
        typed = _prompt(words("terminal.prompt" if question.type in ("choice", "yes_no") else "terminal.prompt_typed"), words)
        raw: object = options[int(typed) - 1] if _picks(question, typed, len(options)) else typed
        try:
            read_answer(question, raw, rules)
        except AnswerProblem as problem:
            typer.echo(words(f"error.{problem.code}"))
            continue
        return {question.id: raw}


def _picks(question: Question, typed: str, options: int) -> bool:
    """Whether a typed number picks an option; an age or a number is typed as itself."""
    return question.type in ("choice", "yes_no") and typed.isdecimal() and 1 <= int(typed) <= options


def _options(question: Question, rules: RuleBase) -> list[str]:
    listed = list(choices(question, rules)) if question.type in ("choice", "yes_no") else []
    listed += [NOT_SURE] if listed and offers_not_sure(question, rules) else []
    return listed + ([PREFER_NOT_TO_SAY] if question.sensitive else [])


def _label(question: Question, option: str, phrases: Phrases, words: Words) -> str:
    return words(f"option.{option}") if option in (NOT_SURE, PREFER_NOT_TO_SAY) else phrases.option(question, option)


def _ask_condition(question: Question, rules: RuleBase, words: Words) -> dict[str, object]:
    while True:
        typed = _prompt(words("terminal.prompt_condition"), words)
        for other in find_other(rules, typed):
            said = words.rule(f"other_product.{other.id}.plain", other.plain).text
            typer.echo(words("condition.other_product", name=other.names[0], plain=said))
        hits = find(rules, typed, words.language)
        for number, hit in enumerate(hits, 1):
            typer.echo(f"  {number}  {hit.name}")
        after = len(hits) + 1
        for number, name in enumerate((NOT_LISTED, NO_DIAGNOSIS), after):
            typer.echo(f"  {number}  {words(f'condition.{name}')}")
        picked = _prompt(words("terminal.pick_condition"), words)
        if picked in (str(after), str(after + 1)):
            return {question.id: NOT_LISTED if picked == str(after) else NO_DIAGNOSIS}
        if picked.isdecimal() and 1 <= int(picked) <= len(hits):
            hit = hits[int(picked) - 1]
            asks_kind = rules.conditions[hit.condition].kinds_ask
            given: dict[str, object] = {question.id: hit.condition}
            given |= {asks_kind: hit.kind} if asks_kind and hit.kind else {}
            return given | ({"asked_for": hit.therapy} if hit.therapy else {})


def _prompt(text: str, words: Words) -> str:
    typed = str(typer.prompt(text, default="", show_default=False)).strip()
    if typed.casefold() == words("terminal.back_key"):
        raise _Back
    if typed == "?":
        return NOT_SURE
    return typed
