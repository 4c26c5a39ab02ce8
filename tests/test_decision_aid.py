"""The checklists for decision aids, item by item: every item that a machine can hold is a check named by its id.

Each check takes a summary and gives what is wrong with it, or nothing. All run over every condition and every conversation
that it can lead to, in both languages. What only people can judge stands in docs/decision-aid.md; a test holds that page
to the same list of ids.

Source of the ids: IPDAS v4 (IPQ, IPC, IPX), risk communication (IPR), NICE (NI), PEMAT-P (PM), CDC Clear Communication
Index (CCI), plain language (PL), print (PR), question lists (QT, QG), languages (L10).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.bases import TODAY, shipped_rules
from tests.visits import TOLD_CONDITIONS, visits_of
from trialhelper.check.wording import BANNED, ONE_IN
from trialhelper.engine import Assessment
from trialhelper.summary import compose
from trialhelper.summary.asking import asked, groups_that_apply
from trialhelper.summary.compose import Composer
from trialhelper.summary.content import person_of
from trialhelper.summary.model import Block, Section, Sentence, Summary, sentences_of
from trialhelper.words import LANGUAGES, Words, words_in

RULES = shipped_rules()
PAGE = Path(__file__).resolve().parents[1] / "docs" / "decision-aid.md"
SPANISH_BANNED = re.compile(
    r"\b(?:elegible\w*|calific\w+|candidat\w+|milagro\w*|esperanza\w*|fácil\w*|sencill\w+)\b", re.IGNORECASE
)
ONE_OF_EACH = re.compile(r"\b(?:1|un[oa]?) de cada \d+", re.IGNORECASE)
PASSIVE_ORDER = re.compile(r"\b(?:should|must) be (?:asked|told|taken|brought)\b", re.IGNORECASE)
ARITHMETIC = re.compile(r"\b(?:subtract|multiply|divide by|add up|reste|multiplique|divida)\b", re.IGNORECASE)
RARE = re.compile(r"\b(?:rarely|very rare|raras veces)\b", re.IGNORECASE)

Check = Callable[["Printed"], Iterable[str]]
CHECKS: dict[str, Check] = {}


class Printed:
    """A summary with what it was made from, and ways to look at its parts."""

    def __init__(self, assessment: Assessment, language: str) -> None:
        self.assessment, self.language = assessment, language
        self.words = words_in(language, RULES.translations).to(person_of(assessment.answers))
        self.summary: Summary = compose(assessment, self.words)
        self.sections = {section.id: section for section in (*self.summary.front, *self.summary.rest)}

    @property
    def present_care(self) -> str:
        """The option to go on as now; where time presses, and the front begins with it, it is not told like the others."""
        return "present_care_now" if "ask.pressing" in self.ids("ask-first") else "present_care"

    def all(self) -> Iterator[Sentence]:
        return self.summary.sentences()

    @property
    def own(self) -> Iterator[Sentence]:
        """The sentences in the reader's language: all but the front for the care team."""
        return sentences_of((*self.summary.front, *self.summary.rest))

    def ids(self, *sections: str) -> list[str]:
        return [sentence.id for sentence in sentences_of(self.sections[name] for name in sections if name in self.sections)]

    @property
    def table(self) -> Block:
        return self.sections["options"].blocks[0]

    @property
    def has_product(self) -> bool:
        return any(one.plan.available and not one.other_kind for one in self.assessment.findings)

    def said(self, id: str) -> bool:
        return any(sentence.id == id for sentence in self.own)


def check(*ids: str) -> Callable[[Check], Check]:
    def keep(made: Check) -> Check:
        for id in ids:
            assert id not in CHECKS
            CHECKS[id] = made
        return made

    return keep


def lacks(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    held = set(there)
    return [f"lacks {name}" for name in wanted if name not in held]


# ---- IPDAS ----


@check("IPQ-1.1.1", "NI-E1")
def _describes_the_condition(printed: Printed) -> Iterable[str]:
    kind = printed.assessment.kind
    return lacks([f"rules.condition.{kind.id}.plain"], printed.ids("condition")) if kind else []


@check("IPQ-1.1.2", "CCI-01")
def _states_the_decision(printed: Printed) -> Iterable[str]:
    return lacks(["decision.what", "decision.options", "decision.not_ranked"], printed.ids("decision"))


@check("IPQ-1.1.3", "NI-E2", "QT-08")
def _tells_every_option(printed: Printed) -> Iterable[str]:
    there = {head.id.split(".")[1] for head in printed.table.columns}
    wanted = {*(("approved",) if printed.has_product else ()), "trials", printed.present_care}
    return [] if there == wanted else [f"the options are {sorted(there)}"]


@check("IPQ-1.1.4", "IPQ-1.1.5", "CCI-19")
def _both_sides_of_every_option(printed: Printed) -> Iterable[str]:
    for row in printed.table.rows:
        if row.label.id in ("option.good", "option.hard") and not all(row.cells):
            yield f"an option has nothing under {row.label.id}"
    for section in printed.sections["therapies"].parts if "therapies" in printed.sections else ():
        heads = {block.heading.id for block in section.blocks if block.heading}
        yield from lacks(["therapy.benefits", "therapy.harms"], heads)


@check("IPQ-1.2.1")
def _what_it_is_like(printed: Printed) -> Iterable[str]:
    return lacks(["option.like"], [row.label.id for row in printed.table.rows])


@check("IPC-2.1.1", "NI-E3")
def _equal_detail(printed: Printed) -> Iterable[str]:
    sides = {row.label.id: row.cells for row in printed.table.rows}
    for good, hard in zip(sides["option.good"], sides["option.hard"], strict=True):
        if len(good) != len(hard):
            yield "unlike numbers of what is good and what is hard"
        long = [sum(len(one.text) for one in side) for side in (good, hard)]
        if max(long) > 1.25 * min(long):
            yield f"unlike lengths of what is good and what is hard: {long}"


@check("IPC-2.2.1", "NI-P1")
def _every_claim_leads_to_a_source(printed: Printed) -> Iterable[str]:
    numbers = {source.number for source in printed.summary.sources}
    named = {source.id for source in printed.summary.sources}
    for sentence in printed.all():
        if not set(sentence.marks) <= numbers:
            yield f"{sentence.id} has a mark without a source"
        for ref in sentence.claims:
            if ref not in RULES.claims or RULES.claims[ref][0].id not in named:
                yield f"{sentence.id} cites {ref}, which is not in the list"
        states = sentence.id.startswith(("rules.therapy.", "rules.risk.", "rules.claim."))
        if states and not sentence.claims and not sentence.id.endswith((".name", ".brand")):
            yield f"{sentence.id} states a fact without a claim"


@check("IPC-2.2.2", "NI-P4")
def _dates(printed: Printed) -> Iterable[str]:
    if not any("2026" in words for words in printed.summary.running):
        yield "no date at the foot"
    if any(not source.dated for source in printed.summary.sources):
        yield "a source without its date"


@check("IPC-2.2.3")
def _update_policy(printed: Printed) -> Iterable[str]:
    return lacks(["rules.about.update_policy", "limits.review_due"], printed.ids("limits"))


@check("IPC-2.2.4", "IPR-04", "CCI-11")
def _uncertainty_stands_by_itself(printed: Printed) -> Iterable[str]:
    yield from lacks(["option.unknown"], [row.label.id for row in printed.table.rows])
    if printed.assessment.talking_points and "unknown" not in printed.sections:
        yield "what is not known has no section of its own"


@check("IPC-2.3.1", "IPR-06", "NI-P3")
def _who_made_and_paid(printed: Printed) -> Iterable[str]:
    return lacks(["rules.about.made_by", "rules.about.funding", "rules.about.interests"], printed.ids("limits"))


@check("IPX-01")
def _the_course_without_action(printed: Printed) -> Iterable[str]:
    return (
        [] if any(sentence.id == f"options.{printed.present_care}.hard.1" for sentence in printed.own) else ["nothing on waiting"]
    )


@check("IPX-05", "IPX-07", "IPR-01", "IPR-03")
def _numbers_are_counts_of_people(printed: Printed) -> Iterable[str]:
    for sentence in printed.own:
        if ONE_IN.search(sentence.text) or ONE_OF_EACH.search(sentence.text):
            yield f"{sentence.id} says 1 in N"
        if re.search(r"\d+ ?% (?:lower|higher|less|more|menos|más)", sentence.text):
            yield f"{sentence.id} gives a relative number alone"
        if RARE.search(sentence.text) and not re.search(r"\d", sentence.text):
            yield f"{sentence.id} says rare without a number"


@check("IPR-05")
def _no_score(printed: Printed) -> Iterable[str]:
    wrong = re.compile(r"\b\d+ ?% (?:chance|fit|likely|match)|\b(?:fit|match|eligibility) score\b", re.IGNORECASE)
    return [f"{sentence.id} gives a score" for sentence in printed.own if wrong.search(sentence.text)]


@check("IPX-09", "NI-E4", "NI-H1")
def _asks_what_matters(printed: Printed) -> Iterable[str]:
    asks = [question for question in RULES.questions.values() if question.asked == "values"]
    return [] if len(asks) >= 6 and all(question.raises for question in asks) else ["values are not asked"]


@check("IPX-11", "PM-23", "CCI-14")
def _a_list_to_write_on(printed: Printed) -> Iterable[str]:
    lines = [block for block in printed.sections["questions"].blocks if block.layout == "lines"]
    return [] if lines and all(block.sentences for block in lines) else ["no questions with room to write"]


@check("IPX-19")
def _weak_evidence_is_called_weak(printed: Printed) -> Iterable[str]:
    for part in printed.sections["therapies"].parts if "therapies" in printed.sections else ():
        said = list(sentences_of([part]))
        low = [ref for sentence in said for ref in sentence.claims if RULES.claims[ref][1].confidence == "low"]
        if low and not any(sentence.id.startswith("confidence.low") for sentence in said):
            yield f"{part.id} rests on {low[0]} and does not say that it is weak"


@check("IPX-21")
def _reading_level_is_told(printed: Printed) -> Iterable[str]:
    words = Words(printed.language)
    return [] if "6" in words("about.access.1") else ["the reading level is not told"]


# ---- NICE, PEMAT, CDC ----


@check("NI-E5", "PM-03", "CCI-07", "PL-08", "PL-09")
def _no_banned_word(printed: Printed) -> Iterable[str]:
    wrong = BANNED if printed.language == "en" else SPANISH_BANNED
    for sentence in printed.own:
        text = sentence.text
        for ref in sentence.claims:
            text = text.replace(RULES.claims[ref][0].publisher, "")  # the name of a publisher is its own
        if sentence.language == printed.language and (found := wrong.search(text)):
            yield f"{sentence.id}: {found[0]}"


@check("NI-E7", "DIS-01", "DIS-02")
def _prompts_a_talk(printed: Printed) -> Iterable[str]:
    return lacks(["conversation.prepares", "conversation.only_team"], printed.ids("conversation"))


@check("NI-E8", "DIS-19")
def _who_it_is_for(printed: Printed) -> Iterable[str]:
    return lacks(["rules.about.scope"], printed.ids("limits"))


@check("PM-04", "PL-06")
def _terms_are_explained(printed: Printed) -> Iterable[str]:
    return [] if not printed.has_product or "words" in printed.sections else ["no glossary"]


@check("PM-05", "CCI-06")
def _orders_are_active(printed: Printed) -> Iterable[str]:
    steps = [*printed.sections["next-steps"].blocks[0].sentences]
    return [f"{step.id} is passive" for step in steps if PASSIVE_ORDER.search(step.text)]


@check("PM-07", "CCI-17")
def _no_sums_for_the_reader(printed: Printed) -> Iterable[str]:
    return [f"{sentence.id} asks for a sum" for sentence in printed.own if ARITHMETIC.search(sentence.text)]


@check("PM-08", "PL-04", "CCI-09")
def _short_chunks(printed: Printed) -> Iterable[str]:
    for section in printed.sections.values():
        for part in (section, *section.parts):
            for block in part.blocks:
                for sentence in block.sentences:
                    if len(sentence.text.split()) > 75 and not sentence.id.startswith("criterion."):  # as long as the label's
                        yield f"{sentence.id} is too long for one piece"


@check("PM-11", "CCI-02", "PR-08")
def _begins_with_a_summary(printed: Printed) -> Iterable[str]:
    front = [section.id for section in printed.summary.front]
    return [] if front == ["conversation", "told", "team", "ask-first"] else [f"the front is {front}"]


@check("PM-17")
def _pictures_are_told_in_words(printed: Printed) -> Iterable[str]:
    blocks = [block for section in printed.sections.values() for block in section.blocks if block.layout == "figure"]
    return (
        [] if all(block.figure and block.figure.alt.text and block.heading for block in blocks) else ["a picture without words"]
    )


@check("PM-19")
def _tables_have_short_heads(printed: Printed) -> Iterable[str]:
    heads = [*printed.table.columns, *(row.label for row in printed.table.rows)]
    return [f"{head.id} is long for a head" for head in heads if len(head.text.split()) > 7]


@check("PM-20", "PM-22", "CCI-05", "CCI-12")
def _says_what_to_do_next(printed: Printed) -> Iterable[str]:
    steps = printed.sections["next-steps"].blocks[0].sentences
    return [] if len(steps) >= 3 and all(len(step.text.split()) <= 25 for step in steps) else ["the next steps are not small"]


@check("PM-21")
def _speaks_to_the_reader(printed: Printed) -> Iterable[str]:
    said = " ".join(sentence.text for sentence in printed.own).casefold()
    wanted = {"en": {"you": "your", "child": "your child", "other": "the person you care for"},
              "es": {"you": "usted", "child": "su hijo o hija", "other": "la persona que usted cuida"}}  # fmt: skip
    return [] if wanted[printed.language][printed.words.person] in said else ["does not speak to the reader"]


@check("CCI-08")
def _uses_lists(printed: Printed) -> Iterable[str]:
    layouts = {block.layout for section in printed.sections.values() for block in section.blocks}
    return lacks(["bullets", "numbered", "lines"], layouts)


# ---- print, disclosures, languages ----


@check("PR-09")
def _no_name_is_asked(printed: Printed) -> Iterable[str]:
    return lacks(["name_line"], printed.summary.labels)


@check("PR-11", "DIS-05", "DIS-06")
def _every_page_says_what_it_is(printed: Printed) -> Iterable[str]:
    version, *rest = printed.summary.running
    if RULES.version not in version:
        yield "the foot lacks the version of the rules"
    if len(rest) != 2:
        yield "the foot lacks that it is no advice, and that only the team can tell"


@check("DIS-03")
def _lists_what_was_not_asked(printed: Printed) -> Iterable[str]:
    return lacks(["limits.some_criteria"], printed.ids("limits"))


@check("DIS-04", "PP-08")
def _rests_on_what_was_told(printed: Printed) -> Iterable[str]:
    yield from lacks(["told.based_on"], printed.ids("told"))
    if "open" not in printed.sections:
        yield "what is not known is not listed"


@check("DIS-08")
def _says_why(printed: Printed) -> Iterable[str]:
    return (
        []
        if any(block.heading and block.heading.id == "why.because" for block in printed.sections["why"].blocks)
        else ["no reason"]
    )


@check("DIS-10", "DIS-11", "DIS-13", "DIS-14", "DIS-15", "DIS-16")
def _discloses(printed: Printed) -> Iterable[str]:
    wanted = [f"limits.{name}" for name in ("research", "not_never", "privacy", "do_not_stop", "emergency", "fda")]
    return lacks(wanted, printed.ids("limits"))


@check("G-12", *(f"QT-{n:02}" for n in range(1, 21) if n != 8), *(f"QG-{n:02}" for n in range(1, 23)))
def _no_group_of_questions_is_left_out(printed: Printed) -> Iterable[str]:
    to = Composer.of(printed.assessment, printed.words)
    found = asked(to)
    covered = {group for one in found if one.point for group in one.point.discussed.risk.covers}
    ids = {one.sentence.id.split(".")[2] for one in found if one.point is None}
    covered |= {group for name in ids for group in RULES.visit_questions[name].covers}
    return [f"no question of the group {group}" for group in groups_that_apply(printed.assessment) if group not in covered]


@check("L10-01", "L10-02", "L10-05")
def _is_whole_in_its_language(printed: Printed) -> Iterable[str]:
    return [f"{one.id} is in {one.language}" for one in printed.own if one.language != printed.language]


@check("L10-04")
def _carries_an_english_front(printed: Printed) -> Iterable[str]:
    sheet = printed.summary.sheet
    if printed.language == "en":
        return ["an English summary has a second front"] if sheet else []
    return [] if sheet and {one.language for one in sentences_of(sheet.sections)} == {"en"} else ["no English front"]


@check("L10-08")
def _says_that_no_native_translator_read_it(printed: Printed) -> Iterable[str]:
    return lacks(["limits.not_native"], printed.ids("limits")) if printed.language != "en" else []


@pytest.mark.exhaustive
@pytest.mark.parametrize("condition", TOLD_CONDITIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_holds_for_every_condition_and_conversation(language: str, condition: str) -> None:
    wrong = []
    for assessment in visits_of(condition):
        printed = Printed(assessment, language)
        where = f"{assessment.kind.id if assessment.kind else 'no condition'}, {assessment.conversation}"
        wrong += [f"{id}: {said} ({where})" for id, made in CHECKS.items() for said in made(printed)]
    assert wrong == []


def test_the_visits_cover_every_condition_and_every_conversation() -> None:
    visits = [one for condition in TOLD_CONDITIONS for one in visits_of(condition)]
    assert {one.conversation for one in visits} == set(RULES.conversations)
    seen = {str(one.facts["condition"]) for one in visits}
    assert {condition.id for condition in RULES.conditions.values() if not condition.kind_of} <= seen
    assert all(one.as_of == TODAY for one in visits)


def test_a_check_can_fail() -> None:
    """A summary that says nothing passes hardly any of them."""
    printed = Printed(visits_of(TOLD_CONDITIONS[-1])[-1], "en")
    empty = tuple(Section(section.id, section.title, ()) for section in printed.summary.rest)
    printed.summary = Summary("en", "x", ("a",), (), empty, "s", ())
    printed.sections = {section.id: Section(section.id, section.title, (Block("table"), Block("lines"))) for section in empty}
    failed = set()
    for id, made in CHECKS.items():
        try:
            failed |= {id} if list(made(printed)) else set()
        except (IndexError, KeyError):
            failed.add(id)
    assert len(failed) > len(CHECKS) / 3


def test_the_page_on_the_checklists_names_every_check_and_judges_the_rest() -> None:
    rows = re.findall(
        r"^\| ([A-Z0-9]+-[0-9A-Z.]+[a-z]?) \| (met|partly|not met|not applicable) \| (.+?) \|", PAGE.read_text(), re.MULTILINE
    )
    told = {id: state for id, state, _ in rows}
    assert len(told) == len(rows), "an item stands twice"
    own = {id for id in CHECKS if not id.startswith(("DIS", "G-", "QT", "QG", "PP", "L10"))}
    assert own - told.keys() == set()
    assert [id for id in own if told[id] != "met"] == []
    assert {"IPX-14", "IPX-16", "NI-P2", "PM-01", "IPC-2.4.1"} <= told.keys()
