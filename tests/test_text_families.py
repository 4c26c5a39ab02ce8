"""Texts whose id is put together: each family is declared here with where its words come from, and every one has a text.

A family is an id with holes, as the code writes it (`f"clinic.why.does.{line.does}"` is `clinic.why.does.{}`). Where a hole is
filled from a type or a list of the code, that very type or list stands here, so that a new member without a text fails, and so
does a family that nobody declared. The codes of errors, and names that stand in the code beside their family
(`for name in ("fact", "told")`), are read from there.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest

from tests.bases import ROOT, shipped_rules
from tests.test_architecture import tree_of
from trialhelper.card.fields import _INPUT_COLUMNS
from trialhelper.card.library import EntryKind
from trialhelper.card.pages import _THERAPY_COLUMNS
from trialhelper.engine.evaluate import Fit, ProductState
from trialhelper.export.cases_table import COLUMNS
from trialhelper.kleene import NAMES
from trialhelper.overtime.history import What
from trialhelper.overtime.weighed import ASPECTS, Why
from trialhelper.rulebase import entries
from trialhelper.rulebase.criterion import Effect, Ending
from trialhelper.rulebase.entries import ConditionCell, Confidence, Delivery, Platform
from trialhelper.rulebase.standing import State
from trialhelper.summary import content, explained
from trialhelper.ui.about import _MANY, _PARTS
from trialhelper.ui.clinic import shell, why
from trialhelper.why.trace import Does, Reaches
from trialhelper.words import Words

SOURCE = ROOT / "src" / "trialhelper"
SAYS = {"words", "_words", "say", "said_as", "text", "english"}
"""What looks a text of the catalogue up by its id."""
OF_THE_RULES = ("check/reading.py", "check/balance.py")
"""There ids of the rule base are put together, in a function that has the same name."""


def members(kind: Any) -> tuple[str, ...]:
    """The words of a type: those of a union and of a Literal inside it, without None."""
    if get_origin(kind) in (Union, UnionType):
        return tuple(word for part in get_args(kind) for word in members(part))
    return tuple(word for word in get_args(kind) if isinstance(word, str))


def field(model: type[entries.Model], name: str) -> tuple[str, ...]:
    return members(model.model_fields[name].annotation)


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, tree_of(path)


def each(*holes: Iterable[str]) -> list[tuple[str, ...]]:
    """Every way to fill several holes."""
    return list(itertools.product(*holes))


def raised(*errors: str) -> tuple[str, ...]:
    """The codes with which errors of some classes are made."""
    calls = (node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    given = (call.args[0] for call in calls if getattr(call.func, "id", "") in errors and call.args)
    constants = (node for first in given for node in ast.walk(first) if isinstance(node, ast.Constant))
    return tuple(dict.fromkeys(one.value for one in constants if isinstance(one.value, str) and one.value))


IN_LINE: tuple[str, ...] = ()
"""All members stand in the code beside the family."""
CONVERSATIONS = tuple(shipped_rules().conversations)
FIT, CONFIDENCE, KINDS = members(Fit), members(Confidence), members(EntryKind)
UNITS = ("years", "months")
NUMBERS = ("at_least", "more_than", "at_most", "less_than", "between")
OPTIONS = ("present_care", "present_care_now", "approved", "trials")
DOCUMENT = field(entries.Document, "kind")
HOW_SURE = field(entries.IndicationVersion, "contraindications")

FAMILIES: dict[str, Iterable[str] | list[tuple[str, ...]]] = {
    # the form and the summary
    "about.{}.title": _PARTS,
    "age.{}": UNITS,
    "answer.{}": ("absent", "not_sure", "prefer_not_to_say"),
    "asked_for.{}": FIT,
    "condition.{}": ("not_listed", "no_diagnosis"),
    "criterion.{}.{}": each(("age", "number"), NUMBERS),
    "decision.{}": IN_LINE,
    "error.{}": raised("AnswerProblem", "AgeProblem"),
    "label.{}": content._LABELS,
    "limits.{}": ("purpose", "eligibility", "some_criteria", "research", "not_never", "sources", "fda", "privacy"),
    "option.{}": ("yes", "no", "not_sure", "prefer_not_to_say", *explained._ROWS),
    "options.{}.title": OPTIONS,
    "options.{}.{}": each(OPTIONS, ("what",)),
    "options.{}.{}.{}": each(OPTIONS, ("good", "hard"), "12"),
    "result.download.{}": ("letter", "a4", "html", "large", "text", "json"),
    "source.read_from.{}": ("copy", "secondary_copy"),
    "standing.{}": (*members(State), "group_in_trials"),
    "team.{}": ("agree", "differs", "open", "checks"),
    "therapy.boxed_{}": ("then", "none", "not_found"),
    "therapy.delivery.{}": (*members(Delivery), "implant"),
    "therapy.title.{}": FIT,
    "privacy.{}": "12345",
    "{}.title": ("start.at_hand", "like", "unknown", "checked"),
    "{}.{}": [
        *each(("privacy",), "12345"),
        *each(("start.at_hand",), "1234"),
        *((f"about.{part}", str(number)) for part in _PARTS for number in range(1, _MANY[part] + 1) if part != "privacy"),
    ],
    # the clinician's view
    "clinic.card.{}": (*FIT, "talk", "agrees", "differs_in", "open", "team"),
    "clinic.check.{}": ("error", "warning", "hint"),
    "clinic.column.{}": COLUMNS,
    "clinic.download.{}": ("handout", "handout_a4", "audit", "cards", "csv", "parquet"),
    "clinic.due.column.{}": IN_LINE,
    "clinic.earlier.fault.{}": raised("EarlierProblem"),
    "clinic.page.{}": shell.PAGE_NAMES,
    "clinic.rules.is.{}": KINDS,
    "clinic.rules.kind.{}": KINDS,
    "clinic.rules.more.{}": KINDS,
    "clinic.take.{}": IN_LINE,
    "clinic.then.aspect.{}": ASPECTS,
    "clinic.then.column.{}": IN_LINE,
    "clinic.then.event.{}": members(What),
    "clinic.then.fit.{}": FIT,
    "clinic.then.kind.{}": DOCUMENT,
    "clinic.then.state.{}": members(State),
    "clinic.then.verdict.{}": ("holds", "superseded", "in_conflict"),
    "clinic.then.why.{}": [why for why in members(Why) if why != "later"],
    "clinic.then.{}": ("of_choice", "of_visit"),
    "clinic.whatif.any.{}": ("age", "number"),
    "clinic.whatif.fit.{}": FIT,
    "clinic.whatif.pick.{}": ("change", "sweep", "down", "across"),
    "clinic.whatif.short.{}": CONVERSATIONS,
    "clinic.whatif.state.{}": (*members(ProductState), "other_kind", "gone"),
    "clinic.whatif.{}": IN_LINE,
    "clinic.why.col.{}": (
        *("fact", "told", "decides", "cell", "value", "why", "row", "condition", "product", "studied", "reason", "then"),
        *("so", "met", "reads", "claim", "point", "when", "raised"),
    ),
    "clinic.why.condition.{}": members(ConditionCell),
    "clinic.why.confidence.{}": CONFIDENCE,
    "clinic.why.does.{}": members(Does),
    "clinic.why.fit.{}": FIT,
    "clinic.why.forced.{}": FIT,
    "clinic.why.hand.{}": why._HAND,
    "clinic.why.met.{}": NAMES,
    "clinic.why.product.{}": members(Reaches),
    "clinic.why.shape.{}": ("all", "any", "not"),
    "clinic.why.side.{}": ("kind", "requires", *members(Effect)),
    "clinic.why.truth.{}": NAMES,
    "clinic.why.studies.{}": members(entries.StudiedCell),
    "clinic.why.draw.studied.{}": members(entries.StudiedCell),
    "clinic.why.turns.{}": members(Ending),
    "programme.{}": field(entries.Programme, "state"),
    "team.differs_from.{}": ("requires", "rules_out"),
    "window.{}": ("opens", "closes", "in", "by", "between"),
    "documents.{}": ("holds", "superseded", "in_conflict"),
    "error.then.{}": ("empty", "not_read", "later"),
    "judged.differs.{}": ("requires", *members(Effect)),
    "judged.team.{}": members(Effect),
    # for people who write rules
    "authoring.{}": raised("AuthoringProblem"),
    "card.about.{}": (*field(entries.About, "group"), *field(entries.About, "topic")),
    "card.answered_by.{}": field(entries.Question, "answered_by"),
    "card.asked.{}": field(entries.Question, "asked"),
    "card.by.{}": field(entries.Review, "by"),
    "card.column.{}": (*_THERAPY_COLUMNS, *_INPUT_COLUMNS),
    "card.confidence.{}": CONFIDENCE,
    "card.confirms.{}": field(entries.Question, "confirms"),
    "card.contraindications.{}": HOW_SURE,
    "card.effect.{}": members(Effect),
    "card.kind.{}": DOCUMENT,
    "card.mc05.{}": ("race", "ethnicity", "language", "sexual_orientation", "gender_identity", "sex", "age", "social", "health"),
    "card.mc07.{}": ("use", "patients", "users", "role"),
    "card.mc08.{}": ("scope", "conditions", "ages", "emergency", "consent", "billing", "clinician"),
    "card.mc09.{}": ("label", "trials", "told", "missing", "copies", "contraindications", "boxed", "low"),
    "card.mc10.must_not.{}": HOW_SURE,
    "card.mc11.{}": ("clinician", "second_reader", "encoder", "conflicts", "contradictions"),
    "card.platform.{}": members(Platform),
    "card.read_from.{}": field(entries.Document, "read_from"),
    "card.says.{}": field(entries.Claim, "says"),
    "card.side.{}": ("requires", "rules_out", "discuss"),
    "card.stands.{}": ("holds", "studied", "superseded", "in_conflict"),
    "card.state.{}": members(State),
    "card.status.{}": (*field(entries.Status, "is_"), "later"),
    "card.type.{}": field(entries.Question, "type"),
    "card.{}": ("conditions", "therapies", "sources"),
    "card.{}.title": ("index", "therapies", "sources", "history", "points"),
    "diff.column.{}": ("rule", "before", "after", "whom", "seen_by", "date"),
    "diff.fit.{}": (*FIT, "absent"),
    "diff.question.{}": ("option", "unknown"),
    "diff.question.{}.{}": [
        *(("answered_by", who) for who in field(entries.Question, "answered_by")),
        *(("confirms", what) for what in ("nothing", *field(entries.Question, "confirms"))),
    ],
    "diff.rule.{}": ("product", "question", "kinds", "condition", "conversation_row", "trial_reason", "standing"),
    "diff.side.{}": ("requires", "rules_out"),
    "diff.status.{}": field(entries.Status, "is_"),
    "messages.{}": ("missing", "stale"),
}


def family_of(put_together: ast.JoinedStr) -> str:
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in put_together.values)


def written() -> dict[str, list[str]]:
    """Every family that the code uses, with where."""
    found: dict[str, list[str]] = {}
    for path, tree in trees():
        name = path.relative_to(SOURCE).as_posix()
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and name not in OF_THE_RULES]
        for call in calls:
            if getattr(call.func, "attr", getattr(call.func, "id", "")) not in SAYS:
                continue
            given = (node for one in call.args[:2] if not isinstance(one, ast.Call) for node in ast.walk(one))
            for family in (family_of(node) for node in given if isinstance(node, ast.JoinedStr)):
                if re.fullmatch(r"[a-z0-9_{}]+(\.[a-z0-9_{}]+)+", family):
                    found.setdefault(family, []).append(f"{name}:{call.lineno}")
    return found


def in_line() -> dict[str, set[str]]:
    """The members of families with one hole that a loop over names fills where it stands."""
    found: dict[str, set[str]] = {}
    for _, tree in trees():
        for loop in ast.walk(tree):
            parts = (
                loop.generators
                if isinstance(loop, ast.ListComp | ast.GeneratorExp)
                else [loop]
                if isinstance(loop, ast.For)
                else []
            )
            for part in parts:
                if not isinstance(part.target, ast.Name) or not isinstance(part.iter, ast.Tuple):
                    continue
                names = [one.value for one in part.iter.elts if isinstance(one, ast.Constant)]
                for one in (node for node in ast.walk(loop) if isinstance(node, ast.JoinedStr)):
                    holes = [part.value for part in one.values if isinstance(part, ast.FormattedValue)]
                    if [getattr(hole, "id", "") for hole in holes] == [part.target.id]:
                        found.setdefault(family_of(one), set()).update(map(str, names))
    return found


USED, BESIDE = written(), in_line()


def test_every_family_of_texts_is_declared_and_used() -> None:
    assert {family: USED[family] for family in USED.keys() - FAMILIES.keys()} == {}
    assert FAMILIES.keys() - USED.keys() == set()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_has_a_text(family: str) -> None:
    words = [*FAMILIES[family], *BESIDE.get(family, ())]
    assert words
    ids = {family.format(*((word,) if isinstance(word, str) else word)) for word in words}
    assert ids - set(Words().ids()) == set()
