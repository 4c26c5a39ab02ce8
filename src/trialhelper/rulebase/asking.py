"""Holding a criterion against the questions that it asks: the operator, the values, and who answers.

What passes here can be evaluated: the engine never meets an operator, an option or an age that it cannot read.
"""

import re
from collections.abc import Iterator
from typing import Any

from trialhelper.ages import AgeProblem, read_age
from trialhelper.rulebase.criterion import All, Any_, Leaf, Not, leaves
from trialhelper.rulebase.entries import Question
from trialhelper.rulebase.linker import Linker
from trialhelper.rulebase.problems import closest
from trialhelper.rulebase.yaml12 import Path, Source

__all__ = [
    "OPERATORS_OF",
    "YES_NO",
    "check_criterion",
    "check_option",
    "check_role",
    "option_ids",
    "placed_leaves",
    "telling_options",
]

YES_NO = ("yes", "no")
OPERATORS_OF = {
    "choice": ("is", "is_not", "in", "not_in", "known"),
    "yes_no": ("is", "is_not", "in", "not_in", "known"),
    "age": ("at_least", "at_most", "more_than", "less_than", "between", "known"),
    "number": ("is", "at_least", "at_most", "more_than", "less_than", "between", "known"),
    "condition": ("known",),
    "therapy": ("known",),
    "text": ("known",),
}
"""The operators that each type of question takes."""
_AGE = re.compile(r"[0-9]+ (?:years?|months?)")
"""Days and weeks are no part of a month, and what people read of a rule is in months and years."""


def option_ids(question: Question) -> tuple[str, ...]:
    """The ids of what a question of type choice or yes_no can be answered with."""
    return YES_NO if question.type == "yes_no" else tuple(option.id for option in question.options)


def telling_options(question: Question) -> tuple[str, ...]:
    """Those of them that tell something; the others mean that nothing is known."""
    unknown = {option.id for option in question.options if option.unknown}
    return tuple(option for option in option_ids(question) if option not in unknown)


def placed_leaves(criterion: Any, path: Path) -> Iterator[tuple[Path, Leaf]]:
    """Every leaf below a criterion with the path to it."""
    match criterion:
        case All(all=parts):
            for index, part in enumerate(parts):
                yield from placed_leaves(part, (*path, "all", index))
        case Any_(any=parts):
            for index, part in enumerate(parts):
                yield from placed_leaves(part, (*path, "any", index))
        case Not(not_=part):
            yield from placed_leaves(part, (*path, "not"))
        case _:
            yield path, criterion


def check_criterion(linker: Linker, source: Source, path: Path, criterion: Any, *, known_allowed: bool) -> None:
    """Everything that can be wrong with one criterion, its claims included."""
    for leaf_path, leaf in placed_leaves(criterion, path):
        if leaf.operator == "known" and not known_allowed:
            linker.fault("R108", source, (*leaf_path, "known"), "ask for a value")
        for ref in leaf.claim or ():
            linker.refer(ref, "claim", linker.claims, source, (*leaf_path, "claim"), "documents")
        if linker.refer(leaf.ask, "question", linker.questions, source, (*leaf_path, "ask"), "questions"):
            _check_leaf(linker, source, leaf_path, leaf, linker.questions[leaf.ask])
    asked = {linker.questions[leaf.ask].answered_by for leaf in leaves(criterion) if leaf.ask in linker.questions}
    if "team" in asked and len(asked) > 1:
        linker.fault("R111", source, path, "write two criteria, or ask both of the same")


def check_role(linker: Linker, source: Source, path: Path, criterion: Any) -> None:
    """Whether a criterion that decides says what it is for and how a difference could end, each in its place."""
    if criterion.role is None:
        linker.fault("R004", source, path, "write role: defines, limits or postpones", key="role")
    for leaf_path, leaf in placed_leaves(criterion, path):
        if leaf is not criterion and leaf.role is not None:
            linker.fault("R120", source, (*leaf_path, "role"), "write it on the whole group")
        question = linker.questions.get(leaf.ask)
        if question is None:
            continue
        ages = question.type == "age"
        if leaf.ends is None and not ages and criterion.role != "postpones":
            linker.fault("R004", source, leaf_path, "say how a difference could end", key="ends")
        if leaf.ends is not None and (ages or criterion.role == "postpones"):
            why = "an age grows by itself" if ages else "what postpones ends"
            linker.fault("R121", source, (*leaf_path, "ends"), "take it away", why=why)
        if isinstance(leaf.ends, dict):
            for option in leaf.ends:
                check_option(linker, source, (*leaf_path, "ends"), question, option)


def _check_leaf(linker: Linker, source: Source, path: Path, leaf: Leaf, question: Question) -> None:
    operator, operand = leaf.operator, leaf.operand
    here = (*path, operator)
    if question.asked == "values":
        linker.fault("R117", source, (*path, "ask"), "ask for a fact", question=question.id)
    if question.asked == "by_name":
        linker.fault("R119", source, (*path, "ask"), "ask another question", question=question.id)
    if operator not in OPERATORS_OF[question.type]:
        cure = f"use one of {', '.join(OPERATORS_OF[question.type])}"
        linker.fault("R106", source, here, cure, operator=operator, question=question.id, type=question.type)
        return
    if operator == "known":
        return
    values = operand if isinstance(operand, tuple) else (operand,)
    if question.type in ("choice", "yes_no"):
        for value in values:
            check_option(linker, source, here, question, value)
        return
    sizes = [_size(linker, source, here, question, value) for value in values]
    if operator == "between" and None not in sizes and sizes[0] > sizes[1]:  # type: ignore[operator]
        detail = f"it is above {values[1]}"
        linker.fault("R107", source, here, "the lower comes first", value=values[0], question=question.id, detail=detail)


def check_option(linker: Linker, source: Source, path: Path, question: Question, value: object) -> None:
    """A value of a choice is one of its options, and one that says something."""
    options = option_ids(question)
    if value not in options:
        near = closest(str(value), options)
        cure = f'did you mean "{near}"?' if near else f"its options are {', '.join(options) or 'none'}"
        linker.fault("R105", source, path, cure, question=question.id, option=value)
    elif value not in telling_options(question):
        detail = "it means that nothing is known"
        linker.fault("R107", source, path, "ask for a value", value=value, question=question.id, detail=detail)


def _size(linker: Linker, source: Source, path: Path, question: Question, value: Any) -> float | None:
    """A number, or an age in months; None, and a fault, when it is neither."""
    try:
        if question.type == "age":
            return read_age(value if isinstance(value, str) and _AGE.fullmatch(value) else "").months
        return float(value if not isinstance(value, str) else "")
    except (AgeProblem, ValueError):
        cure, detail = "write a number", "it is text"
        if question.type == "age":
            cure, detail = "write a whole number and years or months, such as 4 years or 18 months", "it is not an age"
        linker.fault("R107", source, path, cure, value=value, question=question.id, detail=detail)
        return None
