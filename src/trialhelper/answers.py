"""What was answered: a value, "not sure", "prefer not to say", or nothing yet; reading it, saving it, loading it.

`Answers` is frozen: a changed answer makes a new one, so nothing can leak from an earlier state. No text that a person
typed ever stands in an error: a problem has a code of the catalogue and the id of the question, nothing else.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from trialhelper.ages import AgeProblem, read_age
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import leaves
from trialhelper.rulebase.entries import DemoCase, Question
from trialhelper.rulebase.linking import option_ids, telling_options

__all__ = [
    "CONDITION_TYPED",
    "FORMAT_VERSION",
    "LONGEST_TEXT",
    "MOST_BYTES",
    "NOT_LISTED",
    "NOT_SURE",
    "NOT_TESTED",
    "NO_DIAGNOSIS",
    "PREFER_NOT_TO_SAY",
    "Answer",
    "AnswerProblem",
    "Answers",
    "Loaded",
    "Note",
    "answers_of",
    "choices",
    "load_answers",
    "offers_not_sure",
    "plain_text",
    "read_answer",
    "save_answers",
    "typed_of",
]

NOT_SURE: Final = "not_sure"
PREFER_NOT_TO_SAY: Final = "prefer_not_to_say"
NOT_TESTED: Final = "not_tested"
NOT_LISTED: Final = "not_listed"
NO_DIAGNOSIS: Final = "no_diagnosis"
CONDITION_TYPED: Final = "condition_typed"
"""The question that keeps what was typed for a condition which is not listed; a rule base need not have it."""
LONGEST_TEXT: Final = 200
FORMAT_VERSION: Final = 1
MOST_BYTES: Final = 64 * 1024
_FORMAT: Final = "trialhelper-answers"

State = Literal["value", "not_sure", "not_tested", "prefer_not_to_say"]


class AnswerProblem(ValueError):
    """An answer that cannot be read: `code` names the sentence, `question` the question. Never what was typed."""

    def __init__(self, code: str, question: str = "") -> None:
        super().__init__(f"{code} ({question})" if question else code)
        self.code, self.question = code, question


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `fact` is what rules compare: an option id, months of age, a number, or None when nothing is known."""

    state: State
    written: str | float
    """As it is saved and shown: an option id, the age or the text as typed, a number, or the name of the state."""
    fact: str | float | None
    within: float = 0.0
    """Of an age: the person is less than so many months older than it says, because it was told in whole years, say."""

    def __repr__(self) -> str:
        return "Answer(<not shown>)"  # a log or a traceback must not show what it is


class Answers(Mapping[str, Answer]):
    """Answers by question id, in the order in which they were first given. Frozen."""

    __slots__ = ("_by_id", "facts")

    def __init__(self, answers: Mapping[str, Answer] | Iterable[tuple[str, Answer]] = ()) -> None:
        self._by_id: Mapping[str, Answer] = MappingProxyType(dict(answers))
        self.facts: Mapping[str, str | float | None] = {name: answer.fact for name, answer in self._by_id.items()}

    def __getitem__(self, question: str) -> Answer:
        return self._by_id[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __repr__(self) -> str:
        return f"Answers(<{len(self)} answers>)"  # a log or a traceback must not show what they are

    def plus(self, question: str, answer: Answer) -> "Answers":
        """These answers with one given or changed."""
        return Answers({**self._by_id, question: answer})

    def minus(self, question: str) -> "Answers":
        """These answers without one."""
        return Answers({name: answer for name, answer in self._by_id.items() if name != question})


def typed_of(answers: Answers) -> str | None:
    """What was typed for a condition that is not listed, if anything was."""
    told, typed = answers.get("condition"), answers.get(CONDITION_TYPED)
    return str(typed.written) if told and typed and told.written == NOT_LISTED else None


def choices(question: Question, rules: RuleBase) -> tuple[str, ...]:
    """The option ids that a question can be answered with, "not sure" and "prefer not to say" aside."""
    if question.type == "condition":
        return (*rules.conditions, NOT_LISTED, NO_DIAGNOSIS)
    return tuple(rules.therapies) if question.type == "therapy" else option_ids(question)


def offers_not_sure(question: Question, rules: RuleBase) -> bool:
    """Whether "not sure" is offered: with every question of health, and with those that the table of conversations reads."""
    return question.clinical or any(leaf.ask == question.id for leaf in leaves(rules.table.trial_reason))


def read_answer(question: Question, raw: object, rules: RuleBase) -> Answer:
    """Read what was said to a question. Raises AnswerProblem with a code that has a sentence and an example."""
    if question.type == "text":
        return _read_text(question, raw)  # before all else: whatever is typed is only words
    if raw == NOT_SURE and (question.clinical or question.type == "choice"):
        return Answer("not_sure", NOT_SURE, None)
    if raw == NOT_TESTED and question.answered_by == "paper":
        return Answer("not_tested", NOT_TESTED, None)
    if raw == PREFER_NOT_TO_SAY and question.sensitive:
        return Answer("prefer_not_to_say", PREFER_NOT_TO_SAY, None)
    if question.type == "age":
        return _read_age(question, raw)
    if question.type == "number":
        return _read_number(question, raw)
    if not isinstance(raw, str) or raw not in choices(question, rules):
        raise AnswerProblem("answer.not_an_option", question.id)
    tells = question.type in ("condition", "therapy") or raw in telling_options(question)
    return Answer("value", raw, raw if tells else None)


def plain_text(typed: str) -> str:
    """What was typed, without signs that nobody sees or that move others about, on one line, and not too long."""
    spaced = "".join(" " if sign.isspace() else sign for sign in typed if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join(spaced.split())[:LONGEST_TEXT].rstrip()


def _read_text(question: Question, raw: object) -> Answer:
    text = plain_text(raw) if isinstance(raw, str) else ""
    if not text:
        raise AnswerProblem("text.not_read", question.id)
    return Answer("value", text, None)  # no rule compares it


def _read_age(question: Question, raw: object) -> Answer:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise AnswerProblem("age.not_read", question.id)
    try:
        age = read_age(str(raw))
        return Answer("value", str(raw).strip(), age.months, age.within)
    except AgeProblem as problem:
        raise AnswerProblem(problem.code, question.id) from None


def _read_number(question: Question, raw: object) -> Answer:
    if isinstance(raw, str) and re.fullmatch(r"\s*\d{1,6}(?:[.,]\d{1,3})?\s*", raw):
        raw = float(raw.replace(",", "."))
    if isinstance(raw, bool) or not isinstance(raw, int | float) or raw != raw:
        raise AnswerProblem("number.empty" if raw in ("", None) else "number.not_read", question.id)
    if not (question.least or 0) <= raw <= (question.most if question.most is not None else 1e6):
        raise AnswerProblem("number.out_of_range", question.id)
    number = int(raw) if float(raw).is_integer() else float(raw)
    return Answer("value", number, float(number))


def answers_of(case: DemoCase, rules: RuleBase) -> Answers:
    """The answers of a demonstration case. Raises AnswerProblem for one that cannot be read."""
    return Answers({name: read_answer(rules.questions[name], raw, rules) for name, raw in case.answers.items()})


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a saved-answers file that its owner should know: a sentence of the catalogue, and the question."""

    code: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read of a saved-answers file, and what could not."""

    answers: Answers
    notes: tuple[Note, ...]


def save_answers(answers: Answers, rules: RuleBase, as_of: date) -> str:
    """The saved-answers file: JSON that a person can read, with the versions it was made with."""
    return json.dumps(
        {
            "format": _FORMAT,
            "format_version": FORMAT_VERSION,
            "rules_version": rules.version,
            "saved_on": as_of.isoformat(),
            "answers": {name: answer.written for name, answer in answers.items()},
        },
        indent=2,
        ensure_ascii=False,
    )


def load_answers(content: str | bytes, rules: RuleBase) -> Loaded:
    """Read a saved-answers file as far as it can be read.

    Raises AnswerProblem when nothing can be (`file.too_large`, `file.not_text`, `file.not_answers`). A damaged file
    gives up what is whole in it; every question that is unknown or whose answer is unreadable is noted by its id.
    """
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(raw) > MOST_BYTES:
        raise AnswerProblem("file.too_large")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerProblem("file.not_text") from None
    notes: list[Note] = []
    saved = _parse(text, notes)
    if saved.get("format", _FORMAT) != _FORMAT:
        raise AnswerProblem("file.not_answers")
    if saved.get("format_version", FORMAT_VERSION) != FORMAT_VERSION:
        notes.append(Note("file.other_format_version"))
    if saved.get("rules_version", rules.version) != rules.version:
        notes.append(Note("file.other_rules_version"))
    given = saved.get("answers", {name: value for name, value in saved.items() if name in rules.questions})
    if not isinstance(given, dict) or not given:
        raise AnswerProblem("file.not_answers")
    read: dict[str, Answer] = {}
    for name, value in given.items():
        question = rules.questions.get(name)
        if question is None:
            notes.append(Note("file.unknown_question", name if re.fullmatch(r"[a-z0-9_-]{1,64}", name) else ""))
            continue
        try:
            read[name] = read_answer(question, value, rules)
        except AnswerProblem:
            notes.append(Note("file.unreadable_answer", name))
    return Loaded(Answers(read), tuple(notes))


def _parse(text: str, notes: list[Note]) -> dict[str, Any]:
    try:
        saved = json.loads(text)
    except (ValueError, RecursionError):
        saved = _salvage(text)
        notes.append(Note("file.damaged"))
    if not isinstance(saved, dict) or not saved:
        raise AnswerProblem("file.not_answers")
    return saved


def _salvage(text: str) -> dict[str, Any]:
    """The whole `"name": value` pairs of a damaged file, told apart from its header by the name `answers`."""
    _, found, body = text.partition('"answers"')
    if not found:
        return {}
    pairs = re.findall(r'"([a-z0-9_-]{1,64})"\s*:\s*("(?:[^"\\\n]|\\.){0,200}"|-?\d+(?:\.\d+)?)\s*(?=[,}\n])', body)
    whole = {}
    for name, value in pairs:
        with suppress(ValueError, RecursionError):
            whole[name] = json.loads(value)
    return {"answers": whole}
