"""Why a result is what it is, laid out so that it can be checked by hand: answers, criteria, fits, the row of the table.

`reasons(assessment, words)` gives plain data with the words of one language: for every product each criterion as a tree with the
truth of every part, the answer that it looked at, the claim behind it and the sentence that the person reads; what the decision
table saw and which row held; the smallest deciding set, and what would settle the rest. It works nothing out anew: the engine
does, and the sentences are those of the summary. From what stands here alone a reader (or a test) can do the sums again.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from trialhelper.engine import Assessment, because_fit, possible_kinds
from trialhelper.engine.assess import row_holds
from trialhelper.engine.evaluate import Finding, Judged, Mark, Verdict, product_of, verdict
from trialhelper.engine.plan import Criterion, Discussed, IndicationPlan, Plan
from trialhelper.kleene import FALSE, UNKNOWN
from trialhelper.rulebase.criterion import Ending
from trialhelper.rulebase.entries import Condition, Therapy
from trialhelper.rulebase.standing import in_force
from trialhelper.rulebase.talks import ConversationRow
from trialhelper.rulebase.texts import conversation_id, not_asked_id
from trialhelper.summary import person_of
from trialhelper.summary.compose import MOST_CLAIMS, Composer
from trialhelper.summary.content import composed
from trialhelper.summary.model import Section, Summary
from trialhelper.summary.phrases import Phrases
from trialhelper.summary.sources import dated_words
from trialhelper.why.trace import (
    Branch,
    Cited,
    Does,
    Line,
    Noted,
    Product,
    Raised,
    Reaches,
    Reasons,
    Seen,
    Settles,
    Spoken,
    StudiedIn,
    TableRow,
    Told,
)
from trialhelper.words import Words

__all__ = ["reasons"]

_DOES: Final[dict[int, Does]] = {
    0: "speaks_for",
    Mark.NEVER: "never",
    Mark.IF_WORSE: "if_worse",
    Mark.WITH_CARE: "with_care",
    Mark.WITH_TIME: "with_time",
    Mark.DOUBT: "doubt",
    Mark.CONFIRM: "confirm",
    Mark.OPEN: "open",
    Mark.OTHER_KIND: "other_kind",
}
_LAST: Final = ("withdrawn", "other_kind")


def reasons(assessment: Assessment, words: Words) -> Reasons:
    """All that led to a result. Raises nothing."""
    return _Maker(assessment, words).reasons()


class _Maker:
    """What every part is made from."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        self._assessment, self._words = assessment, words
        self._rules, self._facts = assessment.rules, assessment.facts
        self._phrases = Phrases(assessment.rules, words)
        self._to = Composer.of(assessment, words.to(person_of(assessment.answers)))
        self._because = self._to.because
        self._one_cited = cache(self._read_claim)  # many criteria and points rest on the same few claims
        self._talked_of = {(id(point.discussed), id(point.therapy)) for point in assessment.talking_points}

    def reasons(self) -> Reasons:
        assessment, rules = self._assessment, self._rules
        summary = composed(self._to)
        spoken = _product_parts(summary)
        settle = self._to.settle
        products = [self._product(finding, spoken.get(finding.plan)) for finding in assessment.findings]
        asked = {*assessment.used, *self._because, *(name for name in self._facts if name not in assessment.answers)}
        return Reasons(
            assessment.conversation,
            self._to.chosen("title").text,
            self._to.chosen("plain").text,
            self._to.chosen("because").text,
            tuple(self._title(name) for name in assessment.others),
            tuple(self._told(name) for name in rules.questions if name in asked),
            tuple(self._phrases.short(rules.questions[name]) for name in assessment.unused),
            tuple(
                Settles(self._phrases.short(rules.questions[name]), self._phrases.where_to_find(rules.questions[name]))
                for name in settle.person
            ),
            tuple((rules.therapies[name].brand, self._phrases.criterion(one.node.criterion)) for name, one in settle.care_team),
            self._seen(),
            tuple(self._row(number, row) for number, row in enumerate(rules.table.rows, 1)),
            tuple(sorted(products, key=_place)),
            summary,
        )

    def _title(self, conversation: str, variant: str | None = None) -> str:
        said = self._rules.conversations[conversation].said(variant)
        return self._words.rule(f"{conversation_id(conversation, variant)}.title", said.title).text

    def _told(self, name: str) -> Told:
        answers, question = self._assessment.answers, self._rules.questions[name]
        by_condition = name not in answers and name in self._facts  # the condition itself names its kind
        said = self._phrases.option(question, str(self._facts[name])) if by_condition else None
        return Told(
            name,
            self._phrases.short(question),
            said or self._phrases.told(question, answers.get(name)),
            self._facts.get(name) is not None,
            by_condition or name in self._because,
        )

    def _cited(self, refs: tuple[str, ...]) -> tuple[Cited, ...]:
        return tuple(self._one_cited(ref) for ref in refs)

    def _read_claim(self, ref: str) -> Cited:
        document, claim = self._rules.claims[ref]
        plain = self._words.rule(f"claim.{ref}", claim.plain)
        return Cited(
            ref,
            plain.text,
            plain.language,
            document.title,
            document.publisher,
            document.url,
            self._words("source.undated") if document.dated == "unknown" else dated_words(document.dated, self._words),
            claim.where,
            claim.confidence,
        )

    # ---- criteria ----

    def _branch(self, one: Verdict, number: str, claims: tuple[str, ...] = (), *, defines: bool = False) -> Branch:
        """A node with all below it; `claims` are those of a leaf that names none of its own. What is not known comes first
        only where it `defines` who a product is for."""
        node, words = one.node, self._phrases.criterion(one.node.criterion)
        if node.parts:
            parts = tuple(
                self._branch(part, f"{number}.{place}", claims, defines=defines) for place, part in enumerate(one.parts, 1)
            )
            return Branch(number, node.shape, words, one.value, parts)  # type: ignore[arg-type]
        return Branch(
            number,
            "known" if node.shape == "known" else "leaf",
            words,
            one.value,
            (),
            self._told(node.question),
            self._turns(one),
            node.confirms and defines,
            self._cited(getattr(node.criterion, "claim", None) or claims),
        )

    def _turns(self, one: Verdict) -> Ending:
        node, fact = one.node, self._facts.get(one.node.question)
        if one.value == UNKNOWN or node.shape == "known":
            return "never"
        if node.grows and isinstance(fact, float):
            bound = node.least if one.value == FALSE else node.below
            return "with_time" if fact < bound < float("inf") else "never"
        ends = getattr(node.criterion, "ending", None)
        return ends(fact) if ends else "never"

    def _line(self, place: int, one: Judged, forces: bool, spoken: Spoken | None) -> Line:
        criterion = one.criterion
        return Line(
            criterion.side,
            criterion.effect,
            self._branch(one.verdict, str(place), criterion.claims, defines=criterion.role == "defines"),
            one.met,
            _DOES[one.mark],
            forces,
            spoken,
        )

    # ---- products ----

    def _product(self, finding: Finding, said: Section | Spoken | None) -> Product:
        plan, words = finding.plan, self._words
        therapy, version = plan.therapy, plan.version
        forcing = {id(one) for one in because_fit(finding)}
        part = said if isinstance(said, Section) else None
        above = Spoken("", part.title.text, part.title.language) if part else said
        spoken, time = _spoken(part)
        status = in_force(therapy, self._assessment.as_of)
        assert status is not None, "a plan holds no product before its first status"
        reaches = _reaches(finding)
        team = plan.care_team if self._assessment.view == "person" else ()
        return Product(
            therapy.id,
            therapy.brand,
            self._phrases.condition(plan.condition.id),
            plan.available,
            dated_words(status.from_, words),
            self._cited((status.claim,)),
            dated_words(version.from_, words),
            self._cited(tuple(ref for ref in version.claim if ref != status.claim)),
            finding.fit,
            reaches,
            reaches == self._assessment.situation.product,
            tuple(
                self._line(place, one, id(one) in forcing, spoken.get(one.criterion))
                for place, one in enumerate(finding.judged, 1)
            ),
            tuple(self._raised(f"D{place}", one, therapy) for place, one in enumerate(plan.discuss, 1)),
            tuple(self._team(one) for one in team),
            tuple(
                Noted(
                    words.rule(not_asked_id(therapy, plan.condition.id, version, index), note.plain).text, self._cited(note.claim)
                )
                for index, note in enumerate(version.not_asked)
            ),
            above if isinstance(above, Spoken) else None,
            time,
        )

    def _team(self, criterion: Criterion) -> Noted:
        return Noted(self._phrases.criterion(criterion.node.criterion), self._cited(criterion.claims))

    def _raised(self, number: str, one: Discussed, therapy: Therapy) -> Raised:
        risk = one.risk
        return Raised(
            self._words.rule(f"risk.{risk.id}.name", risk.name).text,
            self._branch(verdict(one.node, self._facts), number) if one.node else None,
            (id(one), id(therapy)) in self._talked_of,
            self._cited((one.claims or risk.claim)[:MOST_CLAIMS]),
        )

    # ---- the decision table ----

    def _seen(self) -> Seen:
        assessment, seen = self._assessment, self._assessment.situation
        plan = assessment.plan
        return Seen(
            seen.condition,
            self._told("condition"),
            seen.product,
            seen.studied,
            tuple(self._studied_in(plan, kind) for kind in possible_kinds(assessment)) if plan else (),
            seen.trial_reason,
            self._branch(verdict(plan.trial_reason, self._facts), "R") if plan else None,
        )

    def _studied_in(self, plan: Plan, kind: Condition) -> StudiedIn:
        """By the programmes that were known by that day, where there are any; else by what documents say of studies."""
        known = [one for one in kind.programmes if one.dated.latest <= plan.as_of]
        refs = tuple(dict.fromkeys(ref for one in known for ref in one.claim)) or plan.standings[kind.id].studied
        products = tuple(one.product or self._words("programme.not_named") for one in known)
        return StudiedIn(self._phrases.condition(kind.id), plan.studied[kind.id][0], products, self._cited(refs))

    def _row(self, number: int, row: ConversationRow) -> TableRow:
        return TableRow(
            number,
            row.condition or (),
            row.product or (),
            row.studied or (),
            row.trial_reason or (),
            row.then,
            self._title(row.then, row.words),
            tuple(self._title(name) for name in row.beside),
            row_holds(row, self._assessment.situation),
        )


def _reaches(finding: Finding) -> Reaches:
    if finding.other_kind:
        return "other_kind"
    return (product_of(finding.marks) or "other_kind") if finding.plan.available else "withdrawn"


def _place(product: Product) -> int:
    """Where a product stands in the list."""
    if product.decides:
        return 0
    return _LAST.index(product.reaches) + 2 if product.reaches in _LAST else 1


def _product_parts(summary: Summary) -> Mapping[IndicationPlan, Section | Spoken]:
    """By the product that it speaks of, its part of the summary; what the summary leaves out has none.

    While the kind is open and there are many products, the summary has a line for each under its kind, and no part.
    """
    section = next((section for section in summary.rest if section.id == "therapies"), None)
    if section is None:
        return {}
    found: dict[IndicationPlan, Section | Spoken] = {}
    for part in section.parts:
        if isinstance(part.title.of, IndicationPlan):
            found[part.title.of] = part
    for block in section.blocks:
        for one in block.sentences:
            if block.heading and isinstance(one.of, IndicationPlan):
                found[one.of] = Spoken(block.heading.text, one.text, one.language)
    return found


def _spoken(part: Section | None) -> tuple[Mapping[Criterion, Spoken], str | None]:
    """By criterion what the person reads of it, and the sentence on the next limit of age."""
    found: dict[Criterion, Spoken] = {}
    time = None
    for block in part.blocks if part else ():
        for one in block.sentences:
            if block.heading and isinstance(one.of, Criterion):
                found[one.of] = Spoken(block.heading.text, one.text, one.language)
            time = one.text if one.id in ("window.opens", "window.closes") else time
    return found, time
