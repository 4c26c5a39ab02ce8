"""The content of a summary: which sections there are and in which order.

A function of the assessment and the words, and nothing else. The front is for the care team and fits one page; the rest
is for the person to read at home. A summary in another language carries the front in English as well.
"""

from trialhelper.answers import Answers
from trialhelper.engine import Assessment
from trialhelper.engine.assess import talks_of_trials
from trialhelper.summary import explained
from trialhelper.summary.compose import Composer
from trialhelper.summary.front import front, told_in_full
from trialhelper.summary.model import Section, Sheet, Summary, sentences_of
from trialhelper.summary.options import asked_for, therapies, therapies_by_kind, trials, withdrawn
from trialhelper.summary.sources import dated_words
from trialhelper.words import Person, Words

__all__ = ["compose", "composed", "labels_in", "person_of"]

_LABELS = ("page", "of", "name_line", "source", "dated", "reviewed", "where", "opens", "in_en", "in_es")


def person_of(answers: Answers) -> Person:
    """To whom or of whom the texts speak, as chosen; "you" until it is."""
    told = answers.facts.get("who")
    return "child" if told == "child" else "other" if told == "other" else "you"


def compose(assessment: Assessment, words: Words, invented: bool = False) -> Summary:
    """The whole summary of an assessment; that of an invented person says so on every page. Raises nothing."""
    return composed(Composer.of(assessment, words.to(person_of(assessment.answers))), invented)


def composed(to: Composer, invented: bool = False) -> Summary:
    """The whole summary, written with a composer that somebody goes on to ask of the assessment."""
    assessment, words = to.assessment, to.words
    sheets = front(to)
    english = None
    if words.language != "en":
        team = to.speaking(Words("en", to.words.person))
        english = Sheet("en", team.words("summary.title"), team.words("label.name_line"), front(team))
    rest = [
        explained.find_out(to),
        explained.decision(to),
        explained.values(to),
        asked_for(to),
        told_in_full(to),
        explained.condition(to),
        explained.why(to),
        explained.how_it_works(to, _ways(assessment)),
        explained.side_by_side(to),
        *_therapies(to),
        withdrawn(to),
        trials(to) if assessment.plan else None,
        explained.points_raised(to),
        *explained.told_by_topic(to),
        explained.next_steps(to),
        explained.all_questions(to),
        explained.documents(to),
        explained.words_used(to),
        explained.limits(to),
    ]
    if any(sentence.language != words.language for sentence in sentences_of(filter(None, (*sheets, *rest)))):
        rest.insert(0, to.section("part-english", to.say("label.in_en"), to.notice("stale", to.say("summary.part_english"))))
    rules, say = assessment.rules, to.words
    listed, reviewed = to.sources.listed(), to.sources.all_reviewed()
    running = (
        say("running.version", version=rules.version, day=dated_words(rules.about.dated, say)),
        say("running.not_advice"),
        say("running.not_eligible"),
        *((say("running.invented"),) if invented else ()),
    )
    return Summary(
        say.language,
        say("summary.title"),
        running,
        sheets,
        tuple(section for section in rest if section and (section.blocks or section.parts)),
        say("sources.title_reviewed", day=reviewed) if reviewed else say("sources.title"),
        listed,
        labels_in(say),
        english,
    )


def labels_in(words: Words) -> dict[str, str]:
    """The words that a rendering puts beside what it draws: the number of a page, what the lines of a source are."""
    return {name: words(f"label.{name}") for name in _LABELS}


def _ways(assessment: Assessment) -> tuple[explained.Way, ...]:
    """The ways of the products for this kind; both where there is none, or where studies are raised, which may be of either.
    An implant goes neither way: its cells are not those of the person."""
    here = [finding.plan.therapy for finding in assessment.findings if not finding.other_kind]
    if talks_of_trials(assessment.conversation, assessment.others) or not here:
        return explained.WAYS
    found = {therapy.delivery for therapy in here if therapy.platform != "implant"}
    return tuple(way for way in explained.WAYS if way in found)


def _therapies(to: Composer) -> list[Section]:
    if to.kind_decides:
        return [therapies_by_kind(to)]
    parts = therapies(to)
    if not parts:
        return []
    said = to.paragraphs(to.say("therapies.lead"), to.say("therapies.not_all_asked"))
    past = to.notice("stale", to.say("therapies.past", day=to.words.date(to.assessment.as_of))) if to.in_the_past else None
    return [to.section("therapies", to.say("therapies.title"), said, past, parts=tuple(parts))]
