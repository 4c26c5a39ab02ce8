"""The pages for the person: what gene therapy is, the options side by side, what it is like, what is not known, the
questions with room to write, the words, and what this paper can and cannot do."""

import re
from typing import Final, Literal

from trialhelper.engine import TalkingPoint
from trialhelper.rulebase.entries import Question, RiskFactor
from trialhelper.rulebase.files import OneWay
from trialhelper.summary.asking import asked, favoured, opening, points_to_raise
from trialhelper.summary.compose import MOST_CLAIMS, Composer
from trialhelper.summary.deciding import pressing
from trialhelper.summary.model import Block, Figure, Pair, Row, Section, Sentence
from trialhelper.summary.sources import dated_words

__all__ = [
    "all_questions", "condition", "decision", "documents", "find_out", "how_it_works", "limits", "next_steps", "points_raised",
    "side_by_side", "told_by_topic", "values", "why", "words_used",
]  # fmt: skip

Way = Literal["in_vivo", "ex_vivo"]
WAYS: Final[tuple[Way, ...]] = ("in_vivo", "ex_vivo")

_LIKE: Final = ("what-happens", "family-planning", "long-term", "cost", "child", "trials")
_UNKNOWN: Final = ("benefit", "risks")
_CHECK: Final = ("confirm", "checks-before", "alternatives")
_ROWS: Final = ("what", "good", "hard", "like", "unknown")


def how_it_works(to: Composer, ways: tuple[Way, ...] = WAYS) -> Section | None:
    """What gene therapy is and how it gets in, with a drawing of each way that comes into question."""
    how = to.assessment.rules.how
    if how is None:
        return None
    lead = [to.rule(f"how.lead.{index}", one.plain, one.claim) for index, one in enumerate(how.lead)]
    drawn = [_drawn(to, way, getattr(how, way)) for way in ways]
    return to.section("how", to.say("how.title"), to.paragraphs(*lead), *drawn)


def _drawn(to: Composer, way: Way, told: OneWay) -> Block:
    return Block(
        "figure",
        tuple(to.rule(f"how.{way}.step.{index}", one.plain, one.claim) for index, one in enumerate(told.steps)),
        heading=to.rule(f"how.{way}.title", told.title),
        figure=Figure(way, to.rule(f"how.{way}.alt", told.alt)),
    )


def decision(to: Composer) -> Section:
    """The decision that the summary is about, said outright."""
    said = [to.say(f"decision.{name}") for name in ("what", "options", "not_ranked")]
    return to.section("decision", to.say("decision.title"), to.paragraphs(*said))


def values(to: Composer) -> Section | None:
    """What the person ticked as mattering; it orders the questions and changes nothing else."""
    rules, facts = to.assessment.rules, to.assessment.facts
    ticked = [
        to.rule(f"question.{question.id}.ask", question.ask)
        for question in rules.questions.values()
        if question.asked == "values" and facts.get(question.id) == "yes"
    ]
    if not ticked:
        return None
    return to.section("values", to.say("values.told"), to.bullets(None, ticked), to.paragraphs(to.say("values.only_order")))


def find_out(to: Composer) -> Section:
    """What is not known yet: first what the person can find out, then what only the care team can check."""
    settle = to.settle
    rules, answers = to.assessment.rules, to.assessment.answers
    found = []
    for name in settle.person:
        question = rules.questions[name]
        if not question.clinical:
            continue
        place = to.phrases.where_to_find(question)
        option = next((one for one in question.options if name in answers and one.id == answers[name].written), None)
        if option and option.confirm:
            found.append(to.rule(f"question.{name}.option.{option.id}.confirm", option.confirm))
        elif place:
            found.append(to.say("open.find", fact=to.phrases.short(question), place=place))
        else:
            found.append(to.say("open.ask", fact=to.phrases.short(question)))
    by_team = {to.phrases.criterion(one.node.criterion): (therapy, one) for therapy, one in reversed(settle.care_team)}
    team = [to.still_open(one, rules.therapies[therapy]) for therapy, one in reversed(by_team.values())]
    known = to.assessment.plan is not None
    nothing = [] if found or team else [to.say("open.nothing" if known else "open.not_known")]
    return to.section(
        "open",
        to.say("open.title"),
        to.bullets(None, found, "open"),
        to.bullets("open.team", team, "team"),
        to.paragraphs(*nothing) if nothing else None,
    )


def condition(to: Composer) -> Section | None:
    """What the condition is, where it stands, and what it is taken for."""
    kind, standing = to.assessment.kind, to.assessment.standing
    if not kind or not standing:
        return None
    alike = [
        to.say(
            "condition.not_to_confuse",
            name=to.rule(f"condition.{kind.id}.alike.{index}.name", one.name).text,
            differs=to.rule(f"condition.{kind.id}.alike.{index}.differs", one.differs).text,
        )
        for index, one in enumerate(kind.not_to_confuse_with)
    ]
    coverage = [
        to.statement(f"condition.{one.id}.coverage_note", one.coverage_note)
        for one in to.told_kinds
        if one.coverage_note and to.known(one.coverage_note)
    ]
    return to.section(
        "condition",
        to.say("condition.title", condition=to.phrases.condition(kind.id)),
        to.paragraphs(
            to.rule(f"condition.{kind.id}.plain", kind.plain),
            to.standing(standing),
        ),
        to.notice("warning", *coverage) if coverage else None,
        to.bullets("condition.not_to_confuse.title", alike),
        to.notice("stale", to.say("confidence.low")) if kind.confidence == "low" else None,
    )


def why(to: Composer) -> Section:
    """The smallest set of answers that leads here; what could still change it stands in `find_out`."""
    rules, answers = to.assessment.rules, to.assessment.answers
    because_of = [
        to.say(
            "why.answer" if name in answers else "why.not_told",
            fact=to.phrases.short(rules.questions[name]),
            told=to.phrases.told(rules.questions[name], answers.get(name)),
        )
        for name in to.because
        if rules.questions[name].clinical or name in answers
    ]
    unused = [to.phrases.short(rules.questions[name]) for name in to.assessment.unused]
    return to.section(
        "why",
        to.say("why.title"),
        to.paragraphs(to.chosen("because")),
        to.bullets("why.because", because_of),
        to.paragraphs(to.say("why.unused", facts=to.words.listed(unused))) if unused else None,
    )


def side_by_side(to: Composer) -> Section:
    """The options beside each other, each with what it is, both its sides, what it is like and what is not known."""
    product = any(finding.plan.available and not finding.other_kind for finding in to.assessment.findings)
    options = (*(["approved"] if product else []), "trials", "present_care_now" if pressing(to) else "present_care")
    many = {"good": 2, "hard": 2}

    def cell(option: str, row: str) -> tuple[Sentence, ...]:
        if row in many:
            return tuple(to.say(f"options.{option}.{row}.{index}") for index in range(1, many[row] + 1))
        return (to.say(f"options.{option}.{row}"),)

    rows = tuple(Row(to.say(f"option.{row}"), tuple(cell(option, row) for option in options)) for row in _ROWS)
    heads = tuple(to.say(f"options.{option}.title") for option in options)
    return to.section(
        "options",
        to.say("options.title"),
        Block("table", columns=heads, rows=rows),
        to.paragraphs(to.say("options.present_care.do_not_stop")),
    )


def points_raised(to: Composer) -> Section | None:
    """What the answers themselves bring up."""
    found = [point for point in points_to_raise(to.assessment) if point.discussed.node is not None]
    if not found:
        return None
    said = [sentence for point in found for sentence in (*_facts(to, point.discussed.risk), _explained(to, point))]
    return to.section("raised", to.say("risks.raised"), to.bullets(None, said, "warning"))


def _facts(to: Composer, risk: RiskFactor) -> list[Sentence]:
    """What the sources say of each product whose point an answer raised, before what holds for such products in general."""
    refs = [
        (point.therapy.brand, ref)
        for point in to.assessment.talking_points
        if point.therapy and point.discussed.node is not None and point.discussed.risk is risk
        for ref in point.discussed.claims[:MOST_CLAIMS]
        if ref not in risk.claim
    ]
    return [to.say("risk.fact", (ref,), brand=brand, plain=to.claim_text(ref)) for brand, ref in dict.fromkeys(refs)]


def _explained(to: Composer, point: TalkingPoint) -> Sentence:
    risk = point.discussed.risk
    return to.say(
        "risk.told",
        risk.claim or point.discussed.claims,
        name=to.words.rule(f"risk.{risk.id}.name", risk.name).text,
        plain=to.words.rule(f"risk.{risk.id}.plain", risk.plain).text,
    )


def told_by_topic(to: Composer) -> list[Section]:
    """What it is like to go through, what is not known, and what is checked: each point under its topic."""
    found = [point for point in points_to_raise(to.assessment) if point.discussed.node is None]
    titles, first = to.assessment.rules.risk_topics, favoured(to.assessment)
    named = (("like", _LIKE), ("unknown", _UNKNOWN), ("checked", _CHECK))
    others = [topic for topic in titles if not any(topic in topics for _, topics in named)]
    sections = []
    for name, topics in named:
        here = [topic for topic in (*topics, *(others if name == "like" else ())) if topic in titles]
        here.sort(key=lambda topic: first.index(topic) if topic in first else len(first))
        blocks = [
            Block("bullets", told, heading=to.rule(f"risk_topic.{topic}", titles[topic]))
            for topic in here
            if (told := tuple(_explained(to, point) for point in found if point.discussed.risk.topic == topic))
        ]
        if blocks:
            sections.append(to.section(name, to.say(f"{name}.title"), *blocks))
    return sections


def all_questions(to: Composer) -> Section:
    """Every question to take along, under its topic, with room to write; what matters to the person comes first."""
    by_topic: dict[str, list[Sentence]] = {}
    for one in asked(to):
        by_topic.setdefault(one.topic, []).append(one.sentence)
    titles = to.assessment.rules.risk_topics
    blocks = [
        Block("lines", tuple(questions), heading=to.rule(f"risk_topic.{topic}", titles[topic]))
        for topic, questions in by_topic.items()
    ]
    first = Block("lines", tuple(opening(to)), heading=to.say("questions.first"))
    return to.section("questions", to.say("questions.title"), to.paragraphs(to.say("questions.how")), first, *blocks)


def next_steps(to: Composer) -> Section:
    """What to do, in small steps."""
    return to.section("next-steps", to.say("next_steps.title"), Block("numbered", to.steps))


def documents(to: Composer) -> Section | None:
    """What the documents say of where the condition stands: what holds, what is superseded, what is in conflict."""
    standing = to.assessment.standing
    if not standing:
        return None
    return to.section(
        "documents",
        to.say("documents.title"),
        to.bullets("documents.holds", [_dated_claim(to, ref) for ref in standing.holds]),
        to.bullets("documents.superseded", [_dated_claim(to, ref) for ref in standing.superseded], "stale"),
        to.bullets("documents.in_conflict", [_dated_claim(to, ref) for ref in standing.in_conflict], "stale"),
    )


def _dated_claim(to: Composer, ref: str) -> Sentence:
    document, claim = to.assessment.rules.claims[ref]
    dated = to.words("source.undated") if document.dated == "unknown" else dated_words(document.dated, to.words)
    plain = to.words.rule(f"claim.{ref}", claim.plain).text
    return to.say("documents.claim", (ref,), publisher=document.publisher, day=dated, plain=plain)


def words_used(to: Composer) -> Section | None:
    """The glossary entries whose words stand in the questions asked and in what is said about the options."""
    said = " ".join(dict.fromkeys(_texts(to))).casefold()
    used = [
        entry
        for entry in to.assessment.rules.glossary.values()
        if any(_stands_in(word.casefold(), said) for word in (entry.term, *entry.also))
    ]
    pairs = tuple(
        Pair(
            to.rule(f"glossary.{entry.id}.term", entry.term),
            to.rule(f"glossary.{entry.id}.plain", entry.plain, entry.claim or ()),
        )
        for entry in used
    )
    return to.section("words", to.say("words.title"), Block("pairs", pairs=pairs)) if pairs else None


def _stands_in(word: str, said: str) -> bool:
    """Whether a word stands in a text by itself. Most do not stand in it at all, which is known much sooner."""
    return word in said and re.search(rf"\b{re.escape(word)}\b", said) is not None


def _texts(to: Composer) -> list[str]:
    """The English texts in which words are looked for that need explaining; a translation has the same words in its own."""
    rules = to.assessment.rules
    found: list[Question] = [rules.questions[name] for name in to.assessment.used]
    texts = [text for question in found for text in (question.ask, question.short, question.why)]
    for finding in to.assessment.findings:
        if not finding.other_kind:
            therapy = finding.plan.therapy
            texts += [one.plain for one in (*therapy.benefits, *therapy.harms, therapy.how_given)]
            texts += [to.phrases.criterion(one.criterion.node.criterion) for one in finding.judged]
    texts += [
        text for point in to.assessment.talking_points for text in (point.discussed.risk.plain, point.discussed.risk.question)
    ]
    return texts


def limits(to: Composer) -> Section:
    """The disclosures that belong on paper (DIS-01 to DIS-19)."""
    about = to.assessment.rules.about
    due = min((therapy.reviewed.due.earliest for therapy in to.assessment.rules.therapies.values()), default=None)
    said = [to.say(f"limits.{name}") for name in ("purpose", "eligibility", "some_criteria", "told", "research", "not_never")]
    said += [
        to.say("limits.sources", day=dated_words(about.dated, to.words), version=to.assessment.rules.version),
        to.rule("about.update_policy", about.update_policy),
        *([to.say("limits.review_due", day=to.words.date(due))] if due else []),
        to.rule("about.made_by", about.made_by),
        to.rule("about.funding", about.funding),
        to.rule("about.interests", about.interests),
        to.rule("about.scope", about.scope),
        to.say("limits.fda"),
        to.say("limits.privacy"),
        to.say("limits.do_not_stop"),
        to.say("limits.emergency"),
        *([to.say("limits.not_native")] if to.words.language != "en" else []),
    ]
    return to.section("limits", to.say("limits.title"), to.bullets(None, said))
