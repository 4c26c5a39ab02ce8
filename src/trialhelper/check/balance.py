"""C8: both sides of every option are told in like number and length, and every conversation is whole.

The measure is that of IPDAS criterion 2.1.1 as this project reads it (IPC-2.1.1): of two sides, the longer one has at most a
quarter more than the shorter one, in items and in words. The options that stand in the catalogues (joining a study, keeping
the present care) are held to it like those of the rules, in every language.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from trialhelper.check.report import Remark, Severity
from trialhelper.rulebase.base import RuleBase
from trialhelper.words import LANGUAGES, Words, words_in

__all__ = ["MOST_MORE", "check"]

MOST_MORE: Final = 0.25
_OPTIONS: Final = ("approved", "trials", "present_care")
_OPENING: Final = (1, 2)


def check(rules: RuleBase, as_of: date) -> Iterator[Remark | int]:
    """C801 unlike numbers of benefits and harms; C802 unlike lengths; C803 a conversation without opening questions or next
    steps; C804 an option of the catalogue that has one side only; C805 a boxed warning or the end of a product without words."""
    del as_of  # texts are the same on every date
    for therapy in rules.therapies.values():
        sides = [[one.plain for one in side] for side in (therapy.benefits, therapy.harms)]
        example = (("condition", therapy.indications[0].condition), ("asked_for", therapy.id))
        yield from _unlike(f"therapies/{therapy.id}", "benefits", "harms", sides, example)
        boxed = therapy.boxed_warning
        if boxed.state == "present" and not (boxed.plain and boxed.claim):
            yield Remark("C805", "error", f"therapies/{therapy.id} has a boxed warning and does not say which", example)
        for status in therapy.status:
            if status.is_ == "withdrawn" and not status.plain:
                says = f"therapies/{therapy.id} does not say in words what became of it ({status.from_})"
                yield Remark("C805", "hint", says, example)
    known = set(Words().ids())
    for conversation in rules.conversations.values():
        missing = [f"ask.{conversation.id}.{number}" for number in _OPENING]
        missing = [name for name in missing if name not in known]
        if missing:
            yield Remark("C803", "error", f"the conversation {conversation.id} lacks {', '.join(missing)} in the catalogue")
        if not any(step.strip(" .") for step in conversation.next_steps):
            yield Remark("C803", "error", f"the conversation {conversation.id} has no next steps")
    for language in LANGUAGES:
        yield from _catalogue(words_in(language), language)


def _catalogue(words: Words, language: str) -> Iterator[Remark]:
    for option in _OPTIONS:
        sides = [
            [words(name) for name in words.ids() if name.startswith(f"options.{option}.{side}.")] for side in ("good", "hard")
        ]
        place = f"the option {option} of the catalogue {language}"
        if not all(sides):
            yield Remark("C804", "error", f"{place} has one side only")
        else:
            yield from _unlike(place, "what is good", "what is hard", sides)


def _unlike(
    place: str, one: str, other: str, sides: Sequence[Sequence[str]], example: tuple[tuple[str, str], ...] = ()
) -> Iterator[Remark]:
    severity: Severity = "warning"
    counts = [len(side) for side in sides]
    if _apart(counts):
        yield Remark("C801", severity, f"{place} tells {counts[0]} of {one} and {counts[1]} of {other}", example)
    lengths = [len(" ".join(side).split()) for side in sides]
    if _apart(lengths):
        says = f"{place} takes {lengths[0]} words for {one} and {lengths[1]} for {other}; at most a quarter more is like length"
        yield Remark("C802", severity, says, example)


def _apart(sizes: Sequence[int]) -> bool:
    return max(sizes) > min(sizes) * (1 + MOST_MORE)
