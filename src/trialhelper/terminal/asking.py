"""Drawing one page of the interview as lines, and asking for what is entered on it until it can be read.

Every text of the page is that of the form. Enter keeps what was told before; on a page of several questions it leaves one open.
"""

from collections.abc import Callable, Iterable

import typer

from trialhelper.interview import Field, Page, Reading, read_page, what_is_wrong
from trialhelper.rulebase.base import RuleBase
from trialhelper.terminal.prompting import Back, Prompter, number_in, numbered, say, title
from trialhelper.words import Words

__all__ = ["ask_condition", "ask_page"]

_UNSURE = "?"
"""Picks the first thing that is offered beside a typed answer, and "not sure" of a list; twice the second, and so on."""


def _head(page: Page) -> None:
    """What stands above the fields."""
    title(page.heading if page.title == page.heading else f"{page.title}. {page.heading}")
    for line in page.lead:
        say(line)


def ask_page(page: Page, rules: RuleBase, prompter: Prompter) -> Reading:
    """Everything that a page asks; what cannot be read is told and asked again. Raises Back."""
    _head(page)
    if page.kind == "values":
        return read_page(page, _ticked(page, prompter), rules)
    entered: dict[str, list[str]] = {}
    wanted = list(page.fields)
    while True:
        entered |= _fields(page, wanted, prompter)
        rest_no = _box(page, entered, prompter)
        reading = read_page(page, entered, rules, rest_no=rest_no)
        if not reading.faults:
            return reading
        _tell(page, reading, prompter.words)
        wanted = [field for field in page.fields if field.id in reading.faults]


def ask_condition(page: Page, rules: RuleBase, prompter: Prompter) -> Reading | str:
    """The condition as it was chosen, or the words to search for next. Raises Back."""
    _head(page)
    (field,), finder = page.fields, page.finder
    for note in filter(None, (finder.said, *finder.notes)) if finder else ():
        say(note, "| ")
    _offers(field)
    while True:
        typed = prompter.line(prompter.words("terminal.prompt_condition"))
        entered = _chosen(field, typed)
        if entered is None:
            return typed
        reading = read_page(page, {field.id: entered}, rules)
        if not reading.faults:
            return reading
        _tell(page, reading, prompter.words)


def _tell(page: Page, reading: Reading, words: Words) -> None:
    for field, code in reading.faults.items():
        say(what_is_wrong(page, field, code, words), "! ", "  ")


def _fields(page: Page, wanted: list[Field], prompter: Prompter) -> dict[str, list[str]]:
    """What is entered in some fields, one after the other; going back goes to the field before, and from the first to the page
    before."""
    entered: dict[str, list[str]] = {}
    place = 0
    while place < len(wanted):
        try:
            entered[wanted[place].id] = _field(page, wanted[place], prompter)
        except Back:
            if place == 0:
                raise
            place -= 2
        place += 1
    return entered


def _field(page: Page, field: Field, prompter: Prompter) -> list[str]:
    words = prompter.words
    if len(page.fields) > 1:
        typer.echo()
        say(field.asks)
    for note in field.notes:
        say(note, "   ")
    _offers(field)
    if field.given:
        say(words("terminal.keeps"), "   ")
    elif field.boxed and page.box:
        say(words("terminal.leaves_open"), "   ")
    ask = words("terminal.prompt_typed" if field.entry == "type" else "terminal.prompt")
    while (entered := _chosen(field, prompter.line(ask))) is None:
        say(words("error.answer.not_an_option"), "! ", "  ")
    return entered


def _offers(field: Field) -> None:
    """What can be chosen, with what to type for it."""
    if field.entry == "pick":
        numbered((offer.label for offer in field.offers), [offer.label for offer in field.offers if offer.key in field.given])
        return
    for number, offer in enumerate(field.offers, 1):
        say(offer.label, f"{'>' if offer.key in field.given else ' '} {_UNSURE * number:>2}  ", " " * 6)
    keys = {offer.key for offer in field.offers}
    for typed in (one for one in field.given if one not in keys):
        say(typed, ">     ")


def _chosen(field: Field, typed: str) -> list[str] | None:
    """What is entered by what was typed: nothing new keeps what was told; None for words that no offer has."""
    if not typed:
        return list(field.given)
    keys = [offer.key for offer in field.offers]
    by_words = {offer.label.casefold(): offer.key for offer in field.offers}
    if typed.casefold() in by_words:
        return [by_words[typed.casefold()]]
    if field.entry == "type":
        marks = {_UNSURE * number: key for number, key in enumerate(keys, 1)}
        return [marks.get(typed, typed)]
    if typed == _UNSURE and "not_sure" in keys:
        return ["not_sure"]
    number = number_in(typed, len(keys))
    return None if number is None else [keys[number - 1]]


def _box(page: Page, entered: dict[str, list[str]], prompter: Prompter) -> bool:
    """Whether the box of the page is ticked; it is asked for only where something that it answers was left open."""
    if not page.box or all(entered.get(field.id) for field in page.fields if field.boxed):
        return False
    typer.echo()
    say(page.box, "[ ] ", "    ")
    return _until(prompter.words("terminal.tick"), ("x", ""), prompter.line) == "x"


def _until(text: str, allowed: Iterable[str], line: Callable[[str], str]) -> str:
    """The first typed line that is one of those allowed."""
    while (typed := line(text).casefold()) not in allowed:
        pass
    return typed


def _ticked(page: Page, prompter: Prompter) -> dict[str, list[str]]:
    """The boxes that are ticked when the person goes on: each number typed turns one over."""
    ticked = {field.id: bool(field.given) for field in page.fields}
    while True:
        for number, field in enumerate(page.fields, 1):
            say(field.asks, f"  {number:>2}  [{'x' if ticked[field.id] else ' '}]  ", " " * 11)
        turn = prompter.number(prompter.words("terminal.ticks"), len(page.fields))
        if turn is None:
            return {field.id: [field.offers[0].key] for field in page.fields if ticked[field.id]}
        turned = page.fields[turn - 1].id
        ticked[turned] = not ticked[turned]
