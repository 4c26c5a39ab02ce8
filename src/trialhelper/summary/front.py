"""The front: one page for the care team, to be read in two minutes.

Who it is about, the condition in its clinical term with codes, what was told, the conversation that is asked for, each
product with what is open, and up to five questions. It names the most important first and says how much more there is
inside, so that it fits its page whatever the rules hold.
"""

from collections.abc import Iterable
from typing import Final

from trialhelper.answers import Answers, typed_of
from trialhelper.engine import contradictions, told_by_team
from trialhelper.engine.evaluate import Finding
from trialhelper.engine.plan import Criterion
from trialhelper.kleene import FALSE, UNKNOWN
from trialhelper.rulebase.entries import Codes, Therapy
from trialhelper.rulebase.standing import status_on, version_on
from trialhelper.summary.asking import opening, points_to_raise, urgent
from trialhelper.summary.compose import Composer
from trialhelper.summary.deciding import against, agreeing, deciding, differing, differs_in_words, has_the_disease, in_question
from trialhelper.summary.model import Block, Pair, Section, Sentence
from trialhelper.summary.sources import dated_words

__all__ = ["QUESTIONS_FIRST", "front", "shown_therapies", "told_in_full"]

QUESTIONS_FIRST: Final = 5
_MOST_PRODUCTS: Final = 4
_MOST_FACTS: Final = 4
_MOST_TOLD: Final = 14


def front(to: Composer) -> tuple[Section, ...]:
    """The sections of the front, in their order."""
    return (_conversation(to), _told(to), _team(to), _first_questions(to))


def shown_therapies(to: Composer) -> list[Therapy]:
    """The products that are for this kind of the condition, available or gone."""
    return [finding.plan.therapy for finding in to.assessment.findings if not finding.other_kind]


def _conversation(to: Composer) -> Section:
    rules, assessment = to.assessment.rules, to.assessment
    others = [
        to.say("conversation.beside", topic=to.rule(f"conversation.{name}.title", rules.conversations[name].title).text)
        for name in assessment.others
    ]
    stale = []
    if to.in_the_past:
        stale = [to.notice("stale", to.say("as_of.past", day=to.words.date(assessment.as_of)), *_start_not_found(to))]
    elif any(therapy.reviewed.due.earliest < assessment.as_of for therapy in shown_therapies(to)):
        stale = [to.notice("stale", to.say("stale.some"))]
    return to.section(
        "conversation",
        to.chosen("title"),
        _urgent(to),
        to.paragraphs(to.chosen("plain"), *deciding(to), *others),
        *stale,
        to.notice("info", to.say("conversation.prepares"), to.say("conversation.only_team")),
    )


def _urgent(to: Composer) -> Block | None:
    """First of all what cannot wait for a visit."""
    said = [to.rule(f"risk.{risk.id}.plain", risk.plain, risk.claim) for risk in urgent(to.assessment)]
    return to.notice("warning", *said) if said else None


def _start_not_found(to: Composer) -> list[Sentence]:
    """Products on the market on that day whose use here was found only from a later day, by which it had begun."""
    kind, rules, day = to.assessment.kind, to.assessment.rules, to.assessment.as_of
    family = {one.id for one in rules.family(kind.id)} if kind else set()
    found = {
        therapy.brand: use.versions[0].claim
        for therapy in rules.therapies.values()
        if status_on(therapy, day) == "available"
        for use in therapy.indications
        if use.condition in family and use.versions[0].from_.precision == "by" and version_on(use, day) is None
    }
    return [to.say("as_of.start_not_found", claim, brand=brand, day=to.words.date(day)) for brand, claim in found.items()]


def _told(to: Composer) -> Section:
    kind = to.assessment.kind
    names = _told_names(to)
    if len(names) > _MOST_TOLD:  # what decides comes first, then what raises something; all of it stands inside
        decides, raises = to.because, _raising(to)
        names = sorted(names, key=lambda name: (name not in ("who", *decides), name not in raises))[:_MOST_TOLD]
    pairs = [_pair(to, name) for name in names]
    if kind:
        sure = has_the_disease(to) and to.assessment.situation.product != "doubt"
        name = to.phrases.clinical_name(kind) if sure else to.phrases.condition(to.assessment.rules.top(kind.id).id)
        clinical = to.raw(f"condition.{kind.id}.clinical", _clinical(name, kind.codes if sure else None))
        pairs.insert(min(2, len(pairs)), Pair(to.say("told.clinical"), clinical))
    more = len(_told_names(to)) - len(names)
    said = [to.say("told.based_on"), *([to.say("told.more", n=more)] if more else []), *_team_answers(to)]
    return to.section(
        "told",
        to.say("told.title"),
        Block("pairs", pairs=tuple(pairs)),
        *_typed(to),
        to.notice("warning", *clash) if (clash := _contradictions(to)) else None,
        to.paragraphs(*said),
    )


def _typed(to: Composer) -> list[Block]:
    """What was typed for an illness that is not listed, with room for its name."""
    typed = typed_of(to.assessment.answers)
    if typed is None:
        return []
    return [to.paragraphs(to.say("told.typed", typed=typed)), Block("lines", (to.say("told.typed_name"),))]


def _contradictions(to: Composer) -> list[Sentence]:
    """Answers that cannot all be right. The result takes them as they are, and says so."""
    rules, answers = to.assessment.rules, to.assessment.answers
    counted = Answers({name: answers[name] for name in _told_names(to)})
    return [
        to.say(
            "told.contradiction",
            facts=to.words.listed([to.phrases.short(rules.questions[name]) for name in found.questions]),
            plain=to.rule(f"contradiction.{found.rule.id}.plain", found.rule.plain).text,
        )
        for found in contradictions(rules, counted)
    ]


def _team_answers(to: Composer) -> list[Sentence]:
    """That answers which only a care team can give count in its own view, and nowhere else."""
    told = told_by_team(to.assessment.rules, to.assessment.answers, to.assessment.as_of)
    facts = to.words.listed([to.phrases.short(question) for question in told])
    return [to.say("told.team_counted" if to.assessment.view == "care_team" else "told.team_only", facts=facts)] if told else []


def _raising(to: Composer) -> set[str]:
    """The questions whose answers raise a point, speak against a product or make treatment wait."""
    found = {name for point in to.assessment.talking_points if point.discussed.node for name in point.discussed.node.questions}
    for finding in to.assessment.findings:
        if not finding.other_kind:
            found.update(name for one in finding.judged if one.met == FALSE for name in one.criterion.node.questions)
            found.update(name for one in finding.postponed for name in one.node.questions)
    return found


def _told_names(to: Composer) -> list[str]:
    return [name for name in ("who", *to.assessment.used) if name in to.assessment.answers]


def _pair(to: Composer, name: str) -> Pair:
    question = to.assessment.rules.questions[name]
    told = to.phrases.told(question, to.assessment.answers[name])
    return Pair(to.rule(f"question.{name}.short", question.short), to.raw(f"answer.{name}", told))


def told_in_full(to: Composer) -> Section | None:
    """Everything that was told, where the front has no room for all of it."""
    names = _told_names(to)
    if len(names) <= _MOST_TOLD:
        return None
    return to.section("told-all", to.say("told.all"), Block("pairs", pairs=tuple(_pair(to, name) for name in names)))


def _clinical(name: str, codes: Codes | None) -> str:
    """The clinical term, with the first code of each list of diseases that has one."""
    known = []
    if codes:
        known += [f"ICD-10-CM {code}" for code in codes.icd10cm[:1]]
        known += [codes.mondo] if codes.mondo else []
        known += [f"ORPHA:{code.removeprefix('ORPHA:')}" for code in codes.orpha[:1]]
    return f"{name} ({', '.join(known)})" if known else name


def _team(to: Composer) -> Section:
    """Each product in a line: what differs, what is open, what only the team can check, and since when its rules hold."""
    findings = in_question(to)
    pairs = [_product(to, finding) for finding in findings[:_MOST_PRODUCTS]]
    if to.kind_decides:
        brands = to.words.listed(list(dict.fromkeys(finding.plan.therapy.brand for finding in findings)))
        pairs = [Pair(to.say("team.by_kind"), to.raw("team.by_kind.brands", brands))]
    elif not findings and to.assessment.plan:
        why = "none" if has_the_disease(to) else "carrier"
        pairs = [Pair(to.say("team.products"), to.say(f"team.{why}"))]
    elif len(findings) > _MOST_PRODUCTS:
        more = to.words.listed([finding.plan.therapy.brand for finding in findings[_MOST_PRODUCTS:]])
        pairs.append(Pair(to.say("team.more"), to.raw("team.more.brands", more)))
    rules = to.assessment.rules
    dated = to.say("team.dated", version=rules.version, day=dated_words(rules.about.dated, to.words))
    return to.section("team", to.say("team.title"), Block("pairs", pairs=tuple(pairs)), to.paragraphs(dated))


def _product(to: Composer, finding: Finding) -> Pair:
    plan = finding.plan
    differs = [differs_in_words(to, one) for one in differing(finding)]
    waits = [to.phrases.criterion(one.node.criterion) for one in finding.postponed]
    needed, doubts = _by_side(to, [one.criterion for one in finding.judged if one.met == UNKNOWN])
    checks, excludes = _by_side(to, to.left_to_team(plan))
    parts = (
        ("differs", differs),
        ("raised", against(to, finding)),
        ("waits", waits),
        ("open", needed),
        ("open_against", doubts),
        ("checks", checks),
        ("rules_out", excludes),
    )
    said = [to.words(f"team.{name}", facts=_some(to, facts)) for name, facts in parts if facts]
    agree, n = agreeing(to, finding)
    said.insert(0, to.words("team.agree", agree=agree, n=n))
    if plan.version.not_asked or plan.version.contraindications == "not_found":
        said.append(to.words("team.not_asked"))
    said.append(to.words("team.since", day=dated_words(plan.version.from_, to.words)))
    return Pair(
        to.raw(f"therapy.{plan.therapy.id}.brand", plan.therapy.brand),
        to.raw(f"therapy.{plan.therapy.id}.in_a_line", " ".join(said), plan.version.claim),
    )


def _by_side(to: Composer, criteria: Iterable[Criterion]) -> tuple[list[str], list[str]]:
    """What a label asks for, and what would rule the product out; told together the two would look alike."""
    sides: tuple[list[str], list[str]] = ([], [])
    for one in criteria:
        if one.side == "rules_out":
            sides[1].append(to.phrases.against(one.node.criterion))
        else:
            sides[0].extend(fact for fact in to.phrases.about(one.node.criterion) if fact not in sides[0])
    return sides


def _some(to: Composer, facts: list[str]) -> str:
    """A few facts in a row, with how many more there are inside."""
    shown = "; ".join(facts[:_MOST_FACTS])
    return shown if len(facts) <= _MOST_FACTS else to.words("team.and_more", facts=shown, n=len(facts) - _MOST_FACTS)


def _first_questions(to: Composer) -> Section:
    """Up to five questions: what the conversation opens with, what the answers raise, then what weighs and matters most."""
    raised: list[Sentence] = []
    for point in points_to_raise(to.assessment):
        risk = point.discussed.risk
        raised.append(to.rule(f"risk.{risk.id}.question", risk.question, point.discussed.claims or risk.claim))
    found = list({sentence.text: sentence for sentence in [*opening(to), *raised]}.values())[:QUESTIONS_FIRST]
    return to.section("ask-first", to.say("ask.title"), Block("numbered", tuple(found)))
