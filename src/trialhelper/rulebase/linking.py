"""Holding the entries of a rule base against each other: every id that is named exists and can be used as it is.

Takes what `reading` read, file by file; gives the faults. A reference into a file that could not be read is passed over.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from trialhelper.rulebase.asking import (
    YES_NO,
    check_criterion,
    check_option,
    check_role,
    option_ids,
    placed_leaves,
    telling_options,
)
from trialhelper.rulebase.criterion import Model
from trialhelper.rulebase.dates import Dated
from trialhelper.rulebase.entries import DELIVERED, Condition, DemoCase, Document, Question, Therapy
from trialhelper.rulebase.files import (
    BaseFacts,
    ContradictionsFile,
    GlossaryFile,
    HowFile,
    OtherProductsFile,
    QuestionFile,
    RiskFile,
    VisitQuestionsFile,
)
from trialhelper.rulebase.linker import Linker
from trialhelper.rulebase.problems import Problem
from trialhelper.rulebase.talks import ConversationTable
from trialhelper.rulebase.yaml12 import Path, Source

__all__ = ["YES_NO", "link_entries", "option_ids", "telling_options"]

_SINGLE = (
    BaseFacts, RiskFile, GlossaryFile, ConversationTable, OtherProductsFile, HowFile, VisitQuestionsFile, ContradictionsFile,
)  # fmt: skip
_ALWAYS_ASKED = ("who", "condition", "asked_for")


def link_entries(read: Mapping[str, tuple[Source, Model]], names: Sequence[str]) -> list[Problem]:
    """The faults between the entries that were read, of all the files that are there or should be (`names`)."""
    linker = Linker(unread=frozenset(names) - frozenset(read))
    singles: dict[type[Model], tuple[Source, Any]] = {}
    for name, (source, entry) in read.items():
        _check_braces(linker, source, source.data, ())
        if isinstance(entry, QuestionFile):
            _gather(linker, Question, source, entry.questions)
        elif isinstance(entry, _SINGLE):
            singles[type(entry)] = (source, entry)
        else:
            stem = name.rsplit("/", 1)[-1].removesuffix(".yaml")
            if entry.id != stem:  # type: ignore[attr-defined]
                linker.fault("R101", source, ("id",), f"rename the file or write id: {stem}", id=entry.id)  # type: ignore[attr-defined]
            _gather(linker, type(entry), source, [entry])
    linker.questions = {name: entry for name, (_, entry) in linker.ids(Question).items()}
    if ConversationTable in singles:
        linker.conversations = tuple(conversation.id for conversation in singles[ConversationTable][1].conversations)
    for name in _ALWAYS_ASKED:
        linker.refer(name, "question", linker.questions, Source("questions", lines={(): 0}), (), "questions")
    if RiskFile in singles:
        linker.topics = singles[RiskFile][1].topics
    if VisitQuestionsFile in singles:
        linker.groups = singles[VisitQuestionsFile][1].groups
    _gather_claims(linker)
    for kind, check in _CHECKS.items():
        for source, entry in linker.ids(kind).values():
            check(linker, source, entry)
    for kind, single_check in _SINGLE_CHECKS.items():
        if kind in singles:
            single_check(linker, *singles[kind])
    return linker.problems


def _check_braces(linker: Linker, source: Source, data: Any, path: Path) -> None:
    """Braces in a text hold a word for the person, which changes with who it is; a page fills nothing else."""
    if isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            _check_braces(linker, source, part, (*path, key))
    elif isinstance(data, str) and "{" in data:
        from trialhelper.words import braces_in, is_person  # catalogues take time to read, and few texts have braces

        strange = sorted(brace for brace in braces_in(data) if not is_person(brace))
        if strange:
            listed = ", ".join(f"{{{brace}}}" for brace in strange)
            linker.fault("R118", source, path, "write the words out, or one of {you}, {your}, {do you}", braces=listed)


def _gather(linker: Linker, kind: type[Model], source: Source, parts: Iterable[Any]) -> None:
    known = linker.ids(kind)
    for index, part in enumerate(parts):
        path: Path = ("questions", index, "id") if kind is Question else ("id",)
        if part.id in known:
            linker.twice(part.id, known[part.id][0], source, path)
        known.setdefault(part.id, (source, part))


def _gather_claims(linker: Linker) -> None:
    for source, document in linker.ids(Document).values():
        seen: dict[str, Source] = {}
        for index, claim in enumerate(document.claims):
            linker.once(claim.id, seen, source, ("claims", index, "id"))
            linker.claims[f"{document.id}.{claim.id}"] = claim


def _check_claims(linker: Linker, source: Source, path: Path, refs: Iterable[str] | None) -> None:
    for ref in refs or ():
        linker.refer(ref, "claim", linker.claims, source, path, "documents")


def _check_document(linker: Linker, source: Source, document: Document) -> None:
    for index, claim in enumerate(document.claims):
        path: Path = ("claims", index, "about")
        if claim.about.condition:
            linker.refer(claim.about.condition, "condition", linker.ids(Condition), source, (*path, "condition"), "conditions")
        if claim.about.therapy:
            linker.refer(claim.about.therapy, "therapy", linker.ids(Therapy), source, (*path, "therapy"), "therapies")
        named = [key for key, subject in claim.about if subject is not None]
        if not named:
            linker.fault("R004", source, path, "say what the claim is about", key="condition, therapy, platform, group or topic")
        elif len(named) > 1:
            detail = f"a claim is about one thing, this one is about {len(named)} ({', '.join(named)})"
            linker.fault("R005", source, path, "make a claim of each", detail=detail)
        if claim.contradicts:
            _check_claims(linker, source, ("claims", index, "contradicts"), [claim.contradicts])


def _check_condition(linker: Linker, source: Source, condition: Condition) -> None:
    for name in ("trials_note", "coverage_note", "carrier", "time_matters", "before_test"):
        note = getattr(condition, name)
        if note:
            _check_claims(linker, source, (name, "claim"), note.claim)
    if condition.carrier:
        linker.refer(condition.carrier.signs, "question", linker.questions, source, ("carrier", "signs"), "questions")
        check_criterion(linker, source, ("carrier", "when"), condition.carrier.when, known_allowed=False)
    for index, programme in enumerate(condition.programmes):
        here: Path = ("programmes", index)
        _check_claims(linker, source, (*here, "claim"), programme.claim)
        for number, point in enumerate(programme.looks_at):
            _check_claims(linker, source, (*here, "looks_at", number, "claim"), point.claim)
    if condition.kinds_ask:
        _check_kinds_ask(linker, source, condition)
    if condition.kind_of:
        _check_kind_of(linker, source, condition)
    if bool(condition.kind_of) is not bool(condition.kind):
        missing, there = ("kind", "kind_of") if condition.kind_of else ("kind_of", "kind")
        linker.fault("R004", source, (there,), "a kind has kind_of and kind", key=missing)


def _check_kinds_ask(linker: Linker, source: Source, condition: Condition) -> None:
    here: Path = ("kinds_ask",)
    asked = condition.kinds_ask or ""
    if not linker.refer(asked, "question", linker.questions, source, here, "questions"):
        return
    question = linker.questions[asked]
    if question.answered_by == "team":
        linker.fault("R116", source, here, "ask the person", question=asked)
    kinds = {entry.kind for _, entry in linker.ids(Condition).values() if entry.kind_of == condition.id}
    for option in option_ids(question):
        known = all(one.id != option or not one.unknown for one in question.options)
        if known and option not in kinds:
            cure = "add a condition with kind_of and kind"
            linker.fault("R113", source, here, cure, option=option, question=asked, condition=condition.id)


def _check_kind_of(linker: Linker, source: Source, condition: Condition) -> None:
    conditions = linker.ids(Condition)
    above = condition.kind_of or ""
    if not linker.refer(above, "condition", conditions, source, ("kind_of",), "conditions"):
        return
    trail = [condition.id, above]
    while (parent := conditions[trail[-1]][1].kind_of) in conditions and len(set(trail)) == len(trail):
        trail.append(parent)
    if len(set(trail)) < len(trail):
        linker.fault("R112", source, ("kind_of",), "take one kind_of away", id=condition.id, path=" > ".join(trail))
        return
    if len(trail) > 2:
        detail = f'"{above}" is a kind itself, and a kind does not split again'
        linker.fault("R005", source, ("kind_of",), f"make it a kind of {trail[-1]}", detail=detail)
    parent_source, splits = conditions[above]
    if not splits.kinds_ask:
        cure = f'name the question that tells "{condition.id}" from the other kinds'
        linker.fault("R004", parent_source, (), cure, key="kinds_ask")
    elif condition.kind and splits.kinds_ask in linker.questions:
        check_option(linker, source, ("kind",), linker.questions[splits.kinds_ask], condition.kind)
        twins = [there for there, entry in conditions.values() if (entry.kind_of, entry.kind) == (above, condition.kind)]
        if twins[0] is not source:
            cure = "each option leads to one kind"
            linker.fault("R102", source, ("kind",), cure, id=condition.kind, first=twins[0].file)


def _check_therapy(linker: Linker, source: Source, therapy: Therapy) -> None:
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
    _check_claims(linker, source, ("doses", "claim"), therapy.doses.claim if therapy.doses else ())
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


def _check_version(linker: Linker, source: Source, path: Path, version: Any, about: set[str]) -> None:
    _check_claims(linker, source, (*path, "claim"), version.claim)
    for index, note in enumerate(version.not_asked):
        _check_claims(linker, source, (*path, "not_asked", index, "claim"), note.claim)
    for name in ("requires", "rules_out", "discuss"):
        for index, criterion in enumerate(getattr(version, name)):
            here = (*path, name, index)
            check_criterion(linker, source, here, criterion, known_allowed=name == "discuss")
            if name != "discuss":
                check_role(linker, source, here, criterion)
            for leaf_path, leaf in placed_leaves(criterion, here):
                if not leaf.claim:
                    linker.fault("R109", source, leaf_path, "add `claim: document.claim`")
                for ref in leaf.claim or ():
                    _check_about(linker, source, (*leaf_path, "claim"), ref, about)
                if name == "discuss" and not leaf.point:
                    linker.fault("R004", source, leaf_path, "name the risk factor that this raises", key="point")


def _check_about(linker: Linker, source: Source, path: Path, ref: str, allowed: set[str]) -> None:
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


def _check_rising(linker: Linker, source: Source, path: Path, dates: Sequence[Dated]) -> None:
    for index, (earlier, later) in enumerate(itertools.pairwise(dates)):
        if later.latest <= earlier.latest:
            linker.fault(
                "R110",
                source,
                (*path, index + 1, "from"),
                "the oldest comes first, the newest last",
                earlier=earlier,
                later=later,
            )


def _check_question(linker: Linker, source: Source, question: Question) -> None:
    path: Path = next((p for p in source.lines if p[-1:] == ("id",) and source.at(p) == question.id), ())[:-1]
    if question.type == "choice" and not question.options:
        linker.fault("R004", source, path, "a choice lists its options", key="options")
    seen: dict[str, Source] = {}
    for topic in question.raises:
        linker.refer(topic, "topic", linker.topics, source, (*path, "raises"), "risk_factors.yaml")
    if question.asked == "values" and (question.type != "yes_no" or question.clinical):
        detail = "what matters to a person is a yes_no question that is not clinical"
        linker.fault("R005", source, (*path, "asked"), "write type: yes_no and clinical: false", detail=detail)
    if (question.asked == "by_name") is not (question.type in ("therapy", "text")):
        detail = "by_name is for what was typed in a search, the name of a product or the words themselves, and for nothing else"
        cure = "write asked: alone, or type: therapy" if question.asked == "by_name" else "write asked: by_name"
        linker.fault("R005", source, (*path, "asked"), cure, detail=detail)
    for index, option in enumerate(question.options):
        linker.once(option.id, seen, source, (*path, "options", index, "id"))


def _check_demo(linker: Linker, source: Source, case: DemoCase) -> None:
    linker.refer(case.expect, "conversation", linker.conversations, source, ("expect",), "conversations.yaml")
    for name in case.answers:
        linker.refer(name, "question", linker.questions, source, ("answers", name), "questions")
    for name in case.fits:
        linker.refer(name, "therapy", linker.ids(Therapy), source, ("fits", name), "therapies")


def _check_about_itself(linker: Linker, source: Source, entry: BaseFacts) -> None:
    for index, name in enumerate(entry.compared):
        here: Path = ("compared", index)
        linker.refer(name, "document", linker.ids(Document), source, here, "documents")
        if name in entry.compared[:index]:
            linker.fault("R005", source, here, "take one of them away", detail=f'"{name}" stands twice')


def _check_risks(linker: Linker, source: Source, entry: RiskFile) -> None:
    seen: dict[str, Source] = {}
    for index, risk in enumerate(entry.risk_factors):
        here: Path = ("risk_factors", index)
        linker.once(risk.id, seen, source, (*here, "id"))
        _check_claims(linker, source, (*here, "claim"), risk.claim)
        linker.refer(risk.topic, "topic", entry.topics, source, (*here, "topic"), "risk_factors.yaml")
        for group in risk.covers:
            linker.refer(group, "group of questions", linker.groups, source, (*here, "covers"), "visit_questions.yaml")
        for therapy in risk.therapies:
            linker.refer(therapy, "therapy", linker.ids(Therapy), source, (*here, "therapies"), "therapies")
        if risk.when:
            check_criterion(linker, source, (*here, "when"), risk.when, known_allowed=True)
    for therapy_source, therapy in linker.ids(Therapy).values():
        for index, indication in enumerate(therapy.indications):
            for number, version in enumerate(indication.versions):
                for place, criterion in enumerate(version.discuss):
                    where = ("indications", index, "versions", number, "discuss", place)
                    for leaf_path, leaf in placed_leaves(criterion, where):
                        if leaf.point:
                            here = (*leaf_path, "point")
                            linker.refer(leaf.point, "risk factor", seen, therapy_source, here, "risk_factors.yaml")


def _check_glossary(linker: Linker, source: Source, entry: GlossaryFile) -> None:
    seen: dict[str, Source] = {}
    for index, term in enumerate(entry.terms):
        linker.once(term.id, seen, source, ("terms", index, "id"))
        _check_claims(linker, source, ("terms", index, "claim"), term.claim)


def _check_others(linker: Linker, source: Source, entry: OtherProductsFile) -> None:
    seen: dict[str, Source] = {}
    for index, product in enumerate(entry.products):
        linker.once(product.id, seen, source, ("products", index, "id"))
        _check_claims(linker, source, ("products", index, "claim"), product.claim)


def _check_how(linker: Linker, source: Source, entry: HowFile) -> None:
    for index, told in enumerate(entry.lead):
        _check_claims(linker, source, ("lead", index, "claim"), told.claim)
    for name, way in (("in_vivo", entry.in_vivo), ("ex_vivo", entry.ex_vivo)):
        for index, told in enumerate(way.steps):
            _check_claims(linker, source, (name, "steps", index, "claim"), told.claim)


def _check_visit(linker: Linker, source: Source, entry: VisitQuestionsFile) -> None:
    seen: dict[str, Source] = {}
    for index, one in enumerate(entry.questions):
        here: Path = ("questions", index)
        linker.once(one.id, seen, source, (*here, "id"))
        linker.refer(one.topic, "topic", linker.topics, source, (*here, "topic"), "risk_factors.yaml")
        for group in one.covers:
            linker.refer(group, "group of questions", entry.groups, source, (*here, "covers"), "visit_questions.yaml")


def _check_contradictions(linker: Linker, source: Source, entry: ContradictionsFile) -> None:
    seen: dict[str, Source] = {}
    for index, one in enumerate(entry.contradictions):
        here: Path = ("contradictions", index)
        linker.once(one.id, seen, source, (*here, "id"))
        check_criterion(linker, source, (*here, "when"), one.when, known_allowed=False)
        _check_no_team(linker, source, (*here, "when"), one.when)


def _check_no_team(linker: Linker, source: Source, path: Path, criterion: Any) -> None:
    for leaf_path, leaf in placed_leaves(criterion, path):
        if leaf.ask in linker.questions and linker.questions[leaf.ask].answered_by == "team":
            linker.fault("R116", source, (*leaf_path, "ask"), "ask the person", question=leaf.ask)


def _check_table(linker: Linker, source: Source, entry: ConversationTable) -> None:
    seen: dict[str, Source] = {}
    for index, conversation in enumerate(entry.conversations):
        linker.once(conversation.id, seen, source, ("conversations", index, "id"))
    check_criterion(linker, source, ("trial_reason",), entry.trial_reason, known_allowed=True)
    _check_no_team(linker, source, ("trial_reason",), entry.trial_reason)
    for index, row in enumerate(entry.rows):
        for key, named in (("then", (row.then,)), ("beside", row.beside)):
            for name in named:
                linker.refer(name, "conversation", linker.conversations, source, ("rows", index, key), "conversations.yaml")


_CHECKS: dict[type[Model], Callable[[Linker, Source, Any], None]] = {
    Document: _check_document,
    Condition: _check_condition,
    Therapy: _check_therapy,
    Question: _check_question,
    DemoCase: _check_demo,
}
_SINGLE_CHECKS: dict[type[Model], Callable[[Linker, Source, Any], None]] = {
    BaseFacts: _check_about_itself,
    RiskFile: _check_risks,
    GlossaryFile: _check_glossary,
    OtherProductsFile: _check_others,
    HowFile: _check_how,
    VisitQuestionsFile: _check_visit,
    ContradictionsFile: _check_contradictions,
    ConversationTable: _check_table,
}
