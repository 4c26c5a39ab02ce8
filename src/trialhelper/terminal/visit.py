"""One visit in the terminal: which page comes next, the check of all answers, and the result. Moves as the form does.

The answers are the state; going back keeps them. What was told before stands on its page, marked, and Enter keeps it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import typer

from trialhelper.answers import Answer, Answers, save_answers
from trialhelper.engine import Step, assess, walk
from trialhelper.interview import (
    CHECK,
    RESULT,
    START,
    VALUES,
    Place,
    checklist,
    first_open,
    page_at,
    place_before,
)
from trialhelper.rulebase.base import RuleBase
from trialhelper.summary import compose, person_of, render, render_text
from trialhelper.summary.asking import urgent
from trialhelper.terminal.asking import ask_condition, ask_page
from trialhelper.terminal.files import keep_at_path
from trialhelper.terminal.prompting import Back, Prompter, numbered, say, title
from trialhelper.words import LANGUAGES, Words

__all__ = ["interview"]

_END = "end"
_FORMS = {".pdf": "pdf", ".html": "html", ".txt": "text"}


def interview(rules: RuleBase, as_of: date, words: Words, saved: Answers | None = None) -> None:
    """Ask until nothing can change the result any more, let all answers be checked, then show the result.

    With `saved` answers it goes on where they end, as the form does. Ends with typer.Abort when there is nothing more to read.
    """
    say(words("terminal.welcome"))
    say(words("terminal.keys"))
    if words.language != LANGUAGES[0]:
        say(words("limits.not_native"))
    visit = _Visit(rules, as_of, words, saved or Answers(), values_seen=bool(saved))
    visit.onward()
    while visit.at != _END:
        try:
            visit.show()
        except Back:
            visit.back()


@dataclass
class _Visit:
    """Where one person is, and what they told."""

    rules: RuleBase
    as_of: date
    base: Words
    answers: Answers
    values_seen: bool
    at: Place = START
    searched: str = ""
    trail: tuple[Step, ...] = field(default=())

    @property
    def words(self) -> Words:
        return self.base.to(person_of(self.answers))

    @property
    def steps(self) -> tuple[Step, ...]:
        self.trail = walk(self.rules, self.answers, self.as_of, self.trail)
        return self.trail

    @property
    def prompter(self) -> Prompter:
        return Prompter(self.words, self.save)

    def onward(self) -> None:
        self.at = first_open(self.rules, self.steps, self.values_seen)
        self.values_seen = self.values_seen or self.at == VALUES

    def back(self) -> None:
        before = place_before(self.rules, self.steps, self.at)
        self.at = self.at if before == START else before

    def tell(self, told: Mapping[str, Answer | None]) -> None:
        for name, answer in told.items():
            self.answers = self.answers.plus(name, answer) if answer else self.answers.minus(name)
        self.onward()

    def save(self) -> None:
        saved = save_answers(self.answers, self.rules, self.as_of).encode()
        keep_at_path(lambda _: saved, self.words("terminal.save"), self.words)

    def show(self) -> None:
        """The page that the visit is at, and what is done on it. Raises Back."""
        if self.at == RESULT:
            self._result()
            return
        for risk in urgent(assess(self.rules, self.answers, self.as_of)):
            warning = self.words.rule(f"risk.{risk.id}.plain", risk.plain).text
            typer.echo()
            say(f"{self.words('notice.danger')}: {warning}", "| ")
        if self.at == CHECK:
            self._check()
            return
        page = page_at(self.rules, self.words, self.answers, self.steps, self.at, self.searched)
        if page is None:
            self.onward()
        elif page.kind == "condition":
            chosen = ask_condition(page, self.rules, self.prompter)
            if isinstance(chosen, str):
                self.searched = chosen
            else:
                self.tell(chosen.told)
        else:
            self.tell(ask_page(page, self.rules, self.prompter).told)

    def _check(self) -> None:
        shown = checklist(self.rules, self.words, self.answers, self.steps, self.as_of)
        title(shown.heading)
        rows = [row for _, rows in shown.topics for row in rows]
        if shown.contradictions:
            say(shown.contradictions_title)
            say(shown.contradictions_lead)
        for found in shown.contradictions:
            say(found.plain, "! ", "  ")
            for row in found.rows:
                say(f"{row.short}: {row.told}", f"  {rows.index(row) + 1:>2}  ", " " * 6)
        for topic, of_topic in shown.topics:
            say(topic)
            for row in of_topic:
                say(f"{row.short}: {row.told}", f"  {rows.index(row) + 1:>2}  ", " " * 6)
        for note in shown.notes:
            say(note)
        number = self.prompter.number(self.words("terminal.check", go=shown.go), len(rows))
        self.at = RESULT if number is None else rows[number - 1].at

    def _result(self) -> None:
        """The first page of the summary, then what else there is to do with it."""
        assessment, words = assess(self.rules, self.answers, self.as_of), self.words
        summary = compose(assessment, words)
        typer.echo("\n" + render_text(replace(summary, sheet=None, rest=(), sources=())))
        ways = ("terminal.read_all", "result.change", "foot.save", "terminal.summary")
        while True:
            numbered(words(one) for one in ways)
            match self.prompter.number(words("terminal.next"), len(ways)):
                case 1:
                    _in_pages(render_text(summary))
                case 2:
                    self.at = CHECK
                    return
                case 3:
                    self.save()
                case 4:
                    keep_at_path(lambda ending: render(summary, _FORMS.get(ending, "")), words("terminal.summary_file"), words)
                case _:
                    self.at = _END
                    return


def _in_pages(text: str) -> None:
    """A long text from its beginning: page by page where somebody sits at the terminal, else as it is."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=True)
    with console.pager():
        console.print(text)
