"""The content of a summary: which sections there are, in which order, and what each says.

A function of the assessment and the words, and nothing else. The front fits one page: the conversation, what was told,
what is open, and up to five questions. The rest explains each of these, with both sides of every option and every
source.
"""

import re

from trialhelper.answers import Answers
from trialhelper.engine import Assessment, TalkingPoint, because, possible_kinds, to_settle
from trialhelper.engine.evaluate import OTHER_KIND
from trialhelper.rulebase.entries import Question, Therapy
from trialhelper.summary.compose import Composer
from trialhelper.summary.model import Block, Pair, Section, Sentence, Summary
from trialhelper.summary.options import asked_for, present_care, therapies, trials, withdrawn
from trialhelper.summary.sources import dated_words
from trialhelper.words import Person, Words

__all__ = ["QUESTIONS_FIRST", "compose", "person_of"]

QUESTIONS_FIRST = 5
_WEIGHT = ("may_exclude", "may_delay", "extra_checks", "planning")
_LABELS = ("page", "of", "name_line", "source", "dated", "reviewed", "where", "opens")


def person_of(answers: Answers) -> Person:
    """To whom or of whom the texts speak, as chosen; "you" until it is."""
    told = answers.facts.get("who")
    return "child" if told == "child" else "other" if told == "other" else "you"


def compose(assessment: Assessment, words: Words) -> Summary:
    """The whole summary of an assessment. Raises nothing for any assessment."""
    to = Composer.of(assessment, words.to(person_of(assessment.answers)))
    front = (_conversation(to), _told(to), _open(to), _first_questions(to))
    rest = [
        _decision(to),
        asked_for(to),
        _condition(to),
        _why(to),
        *_therapies(to),
        withdrawn(to),
        trials(to) if assessment.plan else None,
        present_care(to),
        _raised(to),
        _all_questions(to),
        _next_steps(to),
        _then_and_now(to),
        _words_used(to),
        _limits(to),
    ]
    rules, say = assessment.rules, to.words
    listed, reviewed = to.sources.listed(), to.sources.all_reviewed()
    running = (
        say("running.version", version=rules.version, day=dated_words(rules.about.dated, say)),
        say("running.not_advice"),
        say("running.not_eligible"),
    )
    return Summary(
        say.language,
        say("summary.title"),
        running,
        tuple(section for section in front if section),
        tuple(section for section in rest if section and (section.blocks or section.parts)),
        say("sources.title_reviewed", day=reviewed) if reviewed else say("sources.title"),
        listed,
        {name: say(f"label.{name}") for name in _LABELS},
    )


def _conversation(to: Composer) -> Section:
    rules, assessment = to.assessment.rules, to.assessment
    chosen = rules.conversations[assessment.conversation]
    others = [
        to.say("conversation.beside", topic=to.rule(f"conversation.{name}.title", rules.conversations[name].title).text)
        for name in assessment.others
    ]
    name = to.phrases.condition(assessment.kind.id) if assessment.kind else None
    about = [to.say("conversation.about", condition=name)] if name else []
    clinical = assessment.kind.clinical_name if assessment.kind else None
    if clinical and clinical != name:
        about.append(to.say("conversation.clinical_name", name=clinical))
    coverage = [
        to.statement(f"condition.{one.id}.coverage_note", one.coverage_note)
        for one in (possible_kinds(assessment) if assessment.plan else [])
        if one.coverage_note and to.known(one.coverage_note)
    ]
    stale = []
    if assessment.rules.about.dated.latest > assessment.as_of:
        stale = [to.notice("stale", to.say("as_of.past", day=to.words.date(assessment.as_of)))]
    elif any(therapy.reviewed.due.earliest < assessment.as_of for therapy in _shown_therapies(to)):
        stale = [to.notice("stale", to.say("stale.some"))]
    return to.section(
        "conversation",
        to.rule(f"conversation.{chosen.id}.title", chosen.title),
        to.paragraphs(*about, to.rule(f"conversation.{chosen.id}.plain", chosen.plain), *others),
        to.notice("warning", *coverage) if coverage else None,
        *stale,
        to.notice("info", to.say("conversation.prepares"), to.say("conversation.only_team")),
    )


def _shown_therapies(to: Composer) -> list[Therapy]:
    return [finding.plan.therapy for finding in to.assessment.findings if not finding.marks & OTHER_KIND]


def _told(to: Composer) -> Section:
    answers, rules = to.assessment.answers, to.assessment.rules
    pairs = tuple(
        Pair(
            to.rule(f"question.{name}.short", rules.questions[name].short),
            to.raw(f"answer.{name}", to.phrases.told(rules.questions[name], answers[name])),
        )
        for name in ("who", *to.assessment.used)
        if name in answers
    )
    return to.section("told", to.say("told.title"), Block("pairs", pairs=pairs), to.paragraphs(to.say("told.based_on")))


def _open(to: Composer) -> Section:
    """What is not known yet: first what the person can find out, then what only the care team can check."""
    settle = to_settle(to.assessment)
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
    team = list(dict.fromkeys(to.phrases.criterion(one.node.criterion) for _, one in settle.care_team))
    checks = [to.say("open.team", facts=to.words.listed(team))] if team else []
    nothing = [] if found or checks else [to.say("open.nothing")]
    return to.section("open", to.say("open.title"), to.bullets(None, found, "open"), to.paragraphs(*checks, *nothing))


def _points(to: Composer) -> list[TalkingPoint]:
    """The talking points, each risk factor once: what weighs most first, and among those what an answer raised."""
    topics = list(to.assessment.rules.risk_topics)

    def weight(point: TalkingPoint) -> tuple[int, int]:
        risk = point.discussed.risk
        return _WEIGHT.index(risk.kind) + (point.discussed.node is None), topics.index(risk.topic)

    seen: dict[str, TalkingPoint] = {}
    for point in sorted(to.assessment.talking_points, key=weight):
        seen.setdefault(point.discussed.risk.id, point)
    return list(seen.values())


def _first_questions(to: Composer) -> Section:
    """Up to five questions: what the conversation opens with, what the answers raise, then what weighs most."""
    opening = [to.say(f"ask.{to.assessment.conversation}.{index}") for index in (1, 2)]
    raised = [_question(to, point) for point in _points(to)]
    asked = list({sentence.text: sentence for sentence in [*opening, *raised]}.values())[:QUESTIONS_FIRST]
    return to.section("ask-first", to.say("ask.title"), Block("numbered", tuple(asked)))


def _question(to: Composer, point: TalkingPoint) -> Sentence:
    risk = point.discussed.risk
    return to.rule(f"risk.{risk.id}.question", risk.question, point.discussed.claims or risk.claim)


def _decision(to: Composer) -> Section:
    return to.section(
        "decision",
        to.say("decision.title"),
        to.paragraphs(to.say("decision.what"), to.say("decision.options"), to.say("decision.not_ranked")),
    )


def _condition(to: Composer) -> Section | None:
    kind, standing = to.assessment.kind, to.assessment.standing
    if not kind or not standing:
        return None
    alike = [to.say("condition.not_to_confuse", name=one.name, differs=one.differs) for one in kind.not_to_confuse_with]
    return to.section(
        "condition",
        to.say("condition.title", condition=to.phrases.condition(kind.id)),
        to.paragraphs(
            to.rule(f"condition.{kind.id}.plain", kind.plain),
            to.say(f"standing.{standing.state}", standing.holds[:3], day=to.words.date(to.assessment.as_of)),
        ),
        to.bullets("condition.not_to_confuse.title", alike),
        to.notice("stale", to.say("confidence.low")) if kind.confidence == "low" else None,
    )


def _why(to: Composer) -> Section:
    """The smallest set of answers that leads here, and what would settle the rest."""
    rules, answers = to.assessment.rules, to.assessment.answers
    chosen = rules.conversations[to.assessment.conversation]
    because_of = [
        to.say(
            "why.answer" if name in answers else "why.not_told",
            fact=to.phrases.short(rules.questions[name]),
            told=to.phrases.told(rules.questions[name], answers.get(name)),
        )
        for name in because(to.assessment)
        if rules.questions[name].clinical or name in answers
    ]
    settle = [
        to.raw(f"question.{name}.short", to.phrases.short(rules.questions[name]))
        for name in to_settle(to.assessment).person
        if rules.questions[name].clinical
    ]
    unused = [to.phrases.short(rules.questions[name]) for name in to.assessment.unused]
    return to.section(
        "why",
        to.say("why.title"),
        to.paragraphs(to.rule(f"conversation.{chosen.id}.because", chosen.because)),
        to.bullets("why.because", because_of),
        to.bullets("why.settle", settle, "open"),
        to.paragraphs(to.say("why.unused", facts=to.words.listed(unused))) if unused else None,
    )


def _therapies(to: Composer) -> list[Section]:
    parts = therapies(to)
    if not parts:
        return []
    said = to.paragraphs(to.say("therapies.lead"), to.say("therapies.not_all_asked"))
    return [to.section("therapies", to.say("therapies.title"), said, parts=tuple(parts))]


def _raised(to: Composer) -> Section | None:
    """What the answers themselves bring up."""
    points = [point for point in _points(to) if point.discussed.node is not None]
    if not points:
        return None
    return to.section("raised", to.say("risks.raised"), to.bullets(None, [_explained(to, point) for point in points], "warning"))


def _explained(to: Composer, point: TalkingPoint) -> Sentence:
    """A point in plain words, with the question to ask about it."""
    risk = point.discussed.risk
    return to.say(
        "risk.told",
        tuple(dict.fromkeys((*point.discussed.claims, *risk.claim))),
        name=to.words.rule(f"risk.{risk.id}.name", risk.name).text,
        plain=to.words.rule(f"risk.{risk.id}.plain", risk.plain).text,
        question=to.words.rule(f"risk.{risk.id}.question", risk.question).text,
    )


def _all_questions(to: Composer) -> Section | None:
    """Everything to talk about under its topic, each point with its reason and its question."""
    by_topic: dict[str, list[Sentence]] = {}
    for point in _points(to):
        if point.discussed.node is None:
            by_topic.setdefault(point.discussed.risk.topic, []).append(_explained(to, point))
    blocks = [
        Block("bullets", tuple(by_topic[topic]), heading=to.rule(f"risk_topic.{topic}", title))
        for topic, title in to.assessment.rules.risk_topics.items()
        if topic in by_topic
    ]
    return to.section("questions", to.say("questions.title"), *blocks) if blocks else None


def _next_steps(to: Composer) -> Section:
    chosen = to.assessment.rules.conversations[to.assessment.conversation]
    steps = tuple(to.rule(f"conversation.{chosen.id}.step.{i}", step) for i, step in enumerate(chosen.next_steps))
    return to.section("next-steps", to.say("next_steps.title"), Block("numbered", steps))


def _then_and_now(to: Composer) -> Section | None:
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


def _words_used(to: Composer) -> Section | None:
    """The glossary entries whose words stand in the questions asked and in what is said about the options."""
    said = " ".join(_texts(to)).casefold()
    used = [
        entry
        for entry in to.assessment.rules.glossary.values()
        if any(re.search(rf"\b{re.escape(word.casefold())}\b", said) for word in (entry.term, *entry.also))
    ]
    pairs = tuple(
        Pair(
            to.rule(f"glossary.{entry.id}.term", entry.term),
            to.rule(f"glossary.{entry.id}.plain", entry.plain, entry.claim or ()),
        )
        for entry in used
    )
    return to.section("words", to.say("words.title"), Block("pairs", pairs=pairs)) if pairs else None


def _texts(to: Composer) -> list[str]:
    rules = to.assessment.rules
    asked: list[Question] = [rules.questions[name] for name in to.assessment.used]
    texts = [text for question in asked for text in (question.ask, question.short, question.why)]
    for finding in to.assessment.findings:
        if not finding.marks & OTHER_KIND:
            therapy = finding.plan.therapy
            texts += [one.plain for one in (*therapy.benefits, *therapy.harms, therapy.how_given)]
            texts += [to.phrases.criterion(one.criterion.node.criterion) for one in finding.judged]
    texts += [
        text for point in to.assessment.talking_points for text in (point.discussed.risk.plain, point.discussed.risk.question)
    ]
    return texts


def _limits(to: Composer) -> Section:
    """The disclosures that belong on paper (DIS-01 to DIS-16)."""
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
    ]
    return to.section("limits", to.say("limits.title"), to.bullets(None, said))
