"""Holding the entries of a rule base against each other: every id that is named exists and can be used as it is.

Takes what `reading` read, file by file; gives a `RuleBase` or the faults. A reference into a file that could not itself
be read is passed over, so that one fault does not make twenty.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trialhelper.ages import AgeProblem, read_age
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import All, Any_, Leaf, Model, Not, leaves
from trialhelper.rulebase.dates import Dated
from trialhelper.rulebase.entries import (
    DELIVERED,
    BaseFacts,
    Condition,
    ConversationTable,
    DemoCase,
    Document,
    GlossaryFile,
    Question,
    QuestionFile,
    RiskFile,
    Therapy,
)
from trialhelper.rulebase.problems import Problem, closest, problem
from trialhelper.rulebase.yaml12 import Path, Source

__all__ = ["YES_NO", "link", "option_ids"]

YES_NO = ("yes", "no")
_OPERATORS_OF = {
    "choice": ("is", "is_not", "in", "not_in", "known"),
    "yes_no": ("is", "is_not", "in", "not_in", "known"),
    "age": ("at_least", "at_most", "more_than", "less_than", "between", "known"),
    "number": ("is", "at_least", "at_most", "more_than", "less_than", "between", "known"),
    "condition": ("known",),
    "therapy": ("known",),
}


def option_ids(question: Question) -> tuple[str, ...]:
    """The ids of what a question of type choice or yes_no can be answered with."""
    return YES_NO if question.type == "yes_no" else tuple(option.id for option in question.options)


@dataclass
class _Linker:
    """The entries by id with where they stand, and the faults found so far."""

    unread: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    entries: dict[type[Model], dict[str, tuple[Source, Any]]] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)

    def ids(self, kind: type[Model]) -> dict[str, tuple[Source, Any]]:
        return self.entries.setdefault(kind, {})

    def fault(self, code: str, source: Source, path: tuple[object, ...], remedy: str = "", /, **details: object) -> None:
        self.problems.append(problem(code, source.file, source.line(path), remedy, **details))

    def refer(self, name: str, wanted: str, known: Iterable[str], source: Source, path: Path, folder: str) -> bool:
        """True when `name` is one of `known`; otherwise a fault, unless its own file could not be read."""
        known = list(known)
        if name in known:
            return True
        owner = name.split(".")[0]
        if f"{folder}/{owner}.yaml" in self.unread or (
            folder == "questions" and any(f.startswith("questions/") for f in self.unread)
        ):
            return False
        near = closest(name, known)
        self.fault(
            "R104",
            source,
            path,
            f'did you mean "{near}"?' if near else f"add it under rules/{folder}",
            kind=wanted,
            id=name,
        )
        return False


def link(read: Mapping[str, tuple[Source, Model]], digest: str, names: Sequence[str]) -> tuple[RuleBase | None, list[Problem]]:
    """The rule base and the faults between its entries; no rule base when a file that every base has is missing."""
    linker = _Linker(unread=frozenset(names) - frozenset(read))
    singles: dict[type[Model], tuple[Source, Any]] = {}
    for name, (source, entry) in read.items():
        if isinstance(entry, QuestionFile):
            _gather(linker, Question, source, enumerate(entry.questions), "questions")
        elif isinstance(entry, BaseFacts | RiskFile | GlossaryFile | ConversationTable):
            singles[type(entry)] = (source, entry)
        else:
            stem = name.rsplit("/", 1)[-1].removesuffix(".yaml")
            if entry.id != stem:  # type: ignore[attr-defined]
                linker.fault("R101", source, ("id",), f"rename the file or write id: {stem}", id=entry.id)  # type: ignore[attr-defined]
            linker.ids(type(entry))[entry.id] = (source, entry)  # type: ignore[attr-defined]
    linker.questions = {name: entry for name, (_, entry) in linker.ids(Question).items()}
    _gather_claims(linker)
    for kind, check in _CHECKS.items():
        for source, entry in linker.ids(kind).values():
            check(linker, source, entry)
    for kind, single_check in _SINGLE_CHECKS.items():
        if kind in singles:
            single_check(linker, *singles[kind])
    if linker.problems or len(singles) < 4:
        return None, linker.problems
    return _assemble(linker, read, singles, digest), []


def _gather(linker: _Linker, kind: type[Model], source: Source, parts: Iterable[tuple[int, Any]], key: str) -> None:
    known = linker.ids(kind)
    for index, part in parts:
        if part.id in known:
            linker.fault(
                "R102",
                source,
                (key, index, "id"),
                "give one of them another id",
                id=part.id,
                first=known[part.id][0].file,
            )
        known.setdefault(part.id, (source, part))


def _gather_claims(linker: _Linker) -> None:
    for source, document in linker.ids(Document).values():
        for index, claim in enumerate(document.claims):
            name = f"{document.id}.{claim.id}"
            if name in linker.claims:
                linker.fault(
                    "R102",
                    source,
                    ("claims", index, "id"),
                    "give one of them another id",
                    id=claim.id,
                    first=source.file,
                )
            linker.claims[name] = claim


def _check_claims(linker: _Linker, source: Source, path: Path, refs: Iterable[str] | None) -> None:
    for ref in refs or ():
        linker.refer(ref, "claim", linker.claims, source, path, "documents")


def _check_document(linker: _Linker, source: Source, document: Document) -> None:
    for index, claim in enumerate(document.claims):
        path: Path = ("claims", index, "about")
        if claim.about.condition:
            linker.refer(claim.about.condition, "condition", linker.ids(Condition), source, (*path, "condition"), "conditions")
        if claim.about.therapy:
            linker.refer(claim.about.therapy, "therapy", linker.ids(Therapy), source, (*path, "therapy"), "therapies")
        if str(claim.about) == "nothing":
            linker.fault("R004", source, path, "say what the claim is about", key="condition, therapy, platform, group or topic")
        if claim.contradicts:
            _check_claims(linker, source, ("claims", index, "contradicts"), [claim.contradicts])


def _check_condition(linker: _Linker, source: Source, condition: Condition) -> None:
    for name in ("trials_note", "coverage_note"):
        note = getattr(condition, name)
        if note:
            _check_claims(linker, source, (name, "claim"), note.claim)
    conditions = linker.ids(Condition)
    if condition.kinds_ask and linker.refer(
        condition.kinds_ask, "question", linker.questions, source, ("kinds_ask",), "questions"
    ):
        kinds = {entry.kind for _, entry in conditions.values() if entry.kind_of == condition.id}
        for option in linker.questions[condition.kinds_ask].options:
            if not option.unknown and option.id not in kinds:
                linker.fault(
                    "R113", source, ("kinds_ask",), "add a condition with kind_of and kind",
                    option=option.id, question=condition.kinds_ask, condition=condition.id,
                )  # fmt: skip
    if not condition.kind_of:
        return
    if not linker.refer(condition.kind_of, "condition", conditions, source, ("kind_of",), "conditions"):
        return
    trail = [condition.id]
    while (parent := conditions[trail[-1]][1].kind_of) in conditions:
        if parent in trail:
            linker.fault(
                "R112",
                source,
                ("kind_of",),
                "take one kind_of away",
                id=condition.id,
                path=" > ".join([*trail, parent]),
            )
            return
        trail.append(parent)
    asked = linker.questions.get(conditions[condition.kind_of][1].kinds_ask or "")
    if asked and condition.kind not in option_ids(asked):
        near = closest(condition.kind or "", option_ids(asked))
        linker.fault(
            "R105",
            source,
            ("kind",),
            f'did you mean "{near}"?' if near else "",
            question=asked.id,
            option=condition.kind,
        )


def _check_therapy(linker: _Linker, source: Source, therapy: Therapy) -> None:
    expected = DELIVERED.get(therapy.platform)
    if expected and therapy.delivery != expected:
        linker.fault(
            "R115", source, ("delivery",), "change one of the two",
            id=therapy.id, platform=therapy.platform, expected=expected, delivery=therapy.delivery,
        )  # fmt: skip
    for name in ("benefits", "harms"):
        for index, statement in enumerate(getattr(therapy, name)):
            _check_claims(linker, source, (name, index, "claim"), statement.claim)
    _check_claims(linker, source, ("how_given", "claim"), therapy.how_given.claim)
    _check_claims(linker, source, ("boxed_warning", "claim"), therapy.boxed_warning.claim)
    _check_rising(linker, source, ("status",), [status.from_ for status in therapy.status])
    for index, status in enumerate(therapy.status):
        _check_claims(linker, source, ("status", index, "claim"), [status.claim])
        _check_about(linker, source, ("status", index, "claim"), status.claim, {f"therapy {therapy.id}"})
    for index, indication in enumerate(therapy.indications):
        here: Path = ("indications", index)
        linker.refer(indication.condition, "condition", linker.ids(Condition), source, (*here, "condition"), "conditions")
        _check_rising(linker, source, (*here, "versions"), [version.from_ for version in indication.versions])
        about = {f"therapy {therapy.id}", f"platform {therapy.platform}", f"condition {indication.condition}"}
        for number, version in enumerate(indication.versions):
            _check_version(linker, source, (*here, "versions", number), version, about)


def _check_version(linker: _Linker, source: Source, path: Path, version: Any, about: set[str]) -> None:
    _check_claims(linker, source, (*path, "claim"), version.claim)
    for index, note in enumerate(version.not_asked):
        _check_claims(linker, source, (*path, "not_asked", index, "claim"), note.claim)
    for name in ("requires", "rules_out", "discuss"):
        for index, criterion in enumerate(getattr(version, name)):
            here = (*path, name, index)
            _check_criterion(linker, source, here, criterion, known_allowed=name == "discuss")
            for leaf_path, leaf in _placed_leaves(criterion, here):
                if not leaf.claim:
                    linker.fault("R109", source, leaf_path, "add `claim: document.claim`")
                for ref in leaf.claim or ():
                    _check_about(linker, source, (*leaf_path, "claim"), ref, about)
                if name == "discuss" and not leaf.point:
                    linker.fault("R004", source, leaf_path, "name the risk factor that this raises", key="point")


def _check_about(linker: _Linker, source: Source, path: Path, ref: str, allowed: set[str]) -> None:
    claim = linker.claims.get(ref)
    if claim is not None and str(claim.about) not in allowed:
        linker.fault(
            "R114",
            source,
            path,
            "cite a claim about this entry",
            about=claim.about,
            wanted=" or ".join(sorted(allowed)),
        )


def _check_rising(linker: _Linker, source: Source, path: Path, dates: Sequence[Dated]) -> None:
    for index, (earlier, later) in enumerate(zip(dates, dates[1:], strict=False)):
        if later.latest <= earlier.latest:
            linker.fault(
                "R110",
                source,
                (*path, index + 1, "from"),
                "the oldest comes first, the newest last",
                earlier=earlier,
                later=later,
            )


def _placed_leaves(criterion: Any, path: Path) -> Iterator[tuple[Path, Leaf]]:
    match criterion:
        case All(all=parts):
            for index, part in enumerate(parts):
                yield from _placed_leaves(part, (*path, "all", index))
        case Any_(any=parts):
            for index, part in enumerate(parts):
                yield from _placed_leaves(part, (*path, "any", index))
        case Not(not_=part):
            yield from _placed_leaves(part, (*path, "not"))
        case _:
            yield path, criterion


def _check_criterion(linker: _Linker, source: Source, path: Path, criterion: Any, *, known_allowed: bool) -> None:
    for leaf_path, leaf in _placed_leaves(criterion, path):
        if leaf.operator == "known" and not known_allowed:
            linker.fault("R108", source, (*leaf_path, "known"), "ask for a value")
        _check_claims(linker, source, (*leaf_path, "claim"), leaf.claim)
        if linker.refer(leaf.ask, "question", linker.questions, source, (*leaf_path, "ask"), "questions"):
            _check_leaf(linker, source, leaf_path, leaf, linker.questions[leaf.ask])
    if not isinstance(criterion, Leaf | All):
        answerers = {linker.questions[leaf.ask].answered_by for leaf in leaves(criterion) if leaf.ask in linker.questions}
        if len(answerers) > 1:
            linker.fault("R111", source, path, "write two criteria, or ask both of the same")


def _check_leaf(linker: _Linker, source: Source, path: Path, leaf: Leaf, question: Question) -> None:
    operator, operand = leaf.operator, leaf.operand
    if operator not in _OPERATORS_OF[question.type]:
        cure = f"use one of {', '.join(_OPERATORS_OF[question.type])}"
        linker.fault("R106", source, (*path, operator), cure, operator=operator, question=question.id, type=question.type)
        return
    if operator == "known":
        return
    for value in operand if isinstance(operand, tuple) else (operand,):
        if question.type in ("choice", "yes_no"):
            _check_option(linker, source, (*path, operator), question, value)
        elif question.type == "age":
            _check_age(linker, source, (*path, operator), question, value)
        elif isinstance(value, str):
            linker.fault(
                "R107",
                source,
                (*path, operator),
                "write a number",
                value=value,
                question=question.id,
                detail="it is text",
            )


def _check_option(linker: _Linker, source: Source, path: Path, question: Question, value: object) -> None:
    options = option_ids(question)
    if value not in options:
        near = closest(str(value), options)
        linker.fault(
            "R105", source, path, f'did you mean "{near}"?' if near else f"its options are {', '.join(options)}",
            question=question.id, option=value,
        )  # fmt: skip
    elif any(option.id == value and option.unknown for option in question.options):
        linker.fault(
            "R107",
            source,
            path,
            "ask for a value",
            value=value,
            question=question.id,
            detail="it means that nothing is known",
        )


def _check_age(linker: _Linker, source: Source, path: Path, question: Question, value: object) -> None:
    try:
        if not isinstance(value, str) or not value.split()[-1].isalpha():
            raise AgeProblem("age.not_read")
        read_age(value)
    except AgeProblem:
        cure = "write a number and years or months, such as 4 years"
        linker.fault("R107", source, path, cure, value=value, question=question.id, detail="it is not an age")


def _check_question(linker: _Linker, source: Source, question: Question) -> None:
    path: Path = next((p for p in source.lines if p[-1:] == ("id",) and source.at(p) == question.id), ())[:-1]
    if question.type == "choice" and not question.options:
        linker.fault("R004", source, path, "a choice lists its options", key="options")
    seen: set[str] = set()
    for index, option in enumerate(question.options):
        if option.id in seen:
            linker.fault("R102", source, (*path, "options", index, "id"), "give one another id", id=option.id, first=source.file)
        seen.add(option.id)


def _check_demo(linker: _Linker, source: Source, case: DemoCase) -> None:
    for name in case.answers:
        linker.refer(name, "question", linker.questions, source, ("answers", name), "questions")
    for name in case.fits:
        linker.refer(name, "therapy", linker.ids(Therapy), source, ("fits", name), "therapies")


def _check_risks(linker: _Linker, source: Source, entry: RiskFile) -> None:
    seen: set[str] = set()
    for index, risk in enumerate(entry.risk_factors):
        here: Path = ("risk_factors", index)
        if risk.id in seen:
            linker.fault("R102", source, (*here, "id"), "give one another id", id=risk.id, first=source.file)
        seen.add(risk.id)
        _check_claims(linker, source, (*here, "claim"), risk.claim)
        linker.refer(risk.topic, "topic", entry.topics, source, (*here, "topic"), "risk_factors")
        for therapy in risk.therapies:
            linker.refer(therapy, "therapy", linker.ids(Therapy), source, (*here, "therapies"), "therapies")
        if risk.when:
            _check_criterion(linker, source, (*here, "when"), risk.when, known_allowed=True)
    for therapy_source, therapy in linker.ids(Therapy).values():
        for index, indication in enumerate(therapy.indications):
            for number, version in enumerate(indication.versions):
                for place, criterion in enumerate(version.discuss):
                    where = ("indications", index, "versions", number, "discuss", place)
                    for leaf_path, leaf in _placed_leaves(criterion, where):
                        if leaf.point:
                            linker.refer(leaf.point, "risk factor", seen, therapy_source, (*leaf_path, "point"), "risk_factors")


def _check_glossary(linker: _Linker, source: Source, entry: GlossaryFile) -> None:
    for index, term in enumerate(entry.terms):
        _check_claims(linker, source, ("terms", index, "claim"), term.claim)


def _check_table(linker: _Linker, source: Source, entry: ConversationTable) -> None:
    known = [conversation.id for conversation in entry.conversations]
    _check_criterion(linker, source, ("trial_reason",), entry.trial_reason, known_allowed=True)
    for index, row in enumerate(entry.rows):
        for name in (row.then, *row.beside):
            linker.refer(name, "conversation", known, source, ("rows", index, "then"), "conversations")


_CHECKS: dict[type[Model], Callable[[_Linker, Source, Any], None]] = {
    Document: _check_document,
    Condition: _check_condition,
    Therapy: _check_therapy,
    Question: _check_question,
    DemoCase: _check_demo,
}
_SINGLE_CHECKS: dict[type[Model], Callable[[_Linker, Source, Any], None]] = {
    RiskFile: _check_risks,
    GlossaryFile: _check_glossary,
    ConversationTable: _check_table,
}


def _assemble(
    linker: _Linker,
    read: Mapping[str, tuple[Source, Model]],
    singles: Mapping[type[Model], tuple[Source, Any]],
    digest: str,
) -> RuleBase:
    def entries(kind: type[Model]) -> dict[str, Any]:
        return {name: entry for name, (_, entry) in linker.ids(kind).items()}

    risks: RiskFile = singles[RiskFile][1]
    topics = {
        question.id: entry.topic for _, entry in read.values() if isinstance(entry, QuestionFile) for question in entry.questions
    }
    questions = sorted(linker.questions.values(), key=lambda question: question.order)
    return RuleBase(
        about=singles[BaseFacts][1],
        documents=entries(Document),
        conditions=entries(Condition),
        therapies=entries(Therapy),
        questions={question.id: question for question in questions},
        topics=topics,
        risk_factors={risk.id: risk for risk in risks.risk_factors},
        risk_topics=risks.topics,
        glossary={term.id: term for term in singles[GlossaryFile][1].terms},
        table=singles[ConversationTable][1],
        demo_cases=entries(DemoCase),
        digest=digest,
    )
