"""The tables and the chart of the page "What if", as blocks of the content model. No value is worked out here."""

import itertools
import math
from typing import Final

from trialhelper.engine import Assessment
from trialhelper.engine.evaluate import Fit
from trialhelper.engine.space import Fact
from trialhelper.rulebase.entries import Question
from trialhelper.summary.model import Block, Sentence
from trialhelper.summary.tables import Drawn, Table, TableEntry, raw, said_as, table
from trialhelper.whatif.changes import Moved, Reached
from trialhelper.whatif.charts import Bar, Part, Pattern, StretchMark, at, chart, edges
from trialhelper.whatif.sweep import OLDEST, Grid, Sweep
from trialhelper.whatif.telling import Telling

__all__ = ["bands", "chart_of", "crossed", "fewest", "moved", "now", "points", "told_instead"]

_PATTERNS: Final[dict[Fit, Pattern]] = {"lines_up": "full", "cannot_tell": "lines", "differs": "dots"}


def now(assessment: Assessment, telling: Telling) -> Table:
    """The present result: the conversation and the fits."""
    words = telling.words
    among = tuple(finding.plan for finding in assessment.findings)
    talk = telling.conversations(assessment)
    entries = [_entry(telling, words("clinic.whatif.conversation"), talk)]
    entries += [
        _entry(telling, telling.indication(one.plan, among), telling.state(one))
        for one in assessment.findings
        if not one.other_kind
    ]
    return table([said_as(words, "clinic.whatif.what"), said_as(words, "clinic.whatif.now")], entries)


def told_instead(question: Question, fact: Fact, telling: Telling) -> str:
    """What is told in place of the present answer."""
    return telling.words("clinic.whatif.with", short=telling.phrases.short(question), told=telling.fact(question, fact))


def moved(what: Moved, telling: Telling) -> tuple[Block, ...]:
    """What another answer to one question moves, before and after; what does not move is said in one sentence."""
    words = telling.words
    before, after = what.before, what.after
    among = tuple(finding.plan for finding in before.findings)
    entries = []
    if what.conversation:
        talked = [telling.conversations(one) for one in (before, after)]
        entries.append(_entry(telling, words("clinic.whatif.conversation"), *talked))
    entries += [
        _entry(telling, telling.indication(one.plan, among), telling.state(one), telling.state(two)) for one, two in what.fits
    ]
    told = []
    if not what.conversation:
        still = telling.conversations(after)
        told.append(said_as(words, "clinic.whatif.stays", conversation=still))
    told += [raw(text, words) for text in points_in_short(what, telling)]
    told.append(said_as(words, "clinic.whatif.nothing_else" if entries or what.raised or what.gone else "clinic.whatif.nothing"))
    heads = [said_as(words, f"clinic.whatif.{name}") for name in ("what", "now", "then")]
    return (*([table(heads, entries)] if entries else []), Block("paragraphs", tuple(told)))


def _entry(telling: Telling, label: str, *cells: str) -> TableEntry:
    return TableEntry(raw(label, telling.words), tuple((raw(cell, telling.words),) for cell in cells))


def points_in_short(what: Moved, telling: Telling) -> list[str]:
    """How many points to raise come and go, for what does."""
    words = telling.words
    counted = (
        (words("clinic.whatif.points.raised", n=len(telling.points(what.raised))), what.raised),
        (words("clinic.whatif.points.gone", n=len(telling.points(what.gone))), what.gone),
    )
    return [text for text, points in counted if points]


def points(what: Moved, telling: Telling) -> tuple[Block, ...]:
    """The points that come and those that go, each once with what it is about."""
    blocks = []
    for text, found in zip(points_in_short(what, telling), filter(None, (what.raised, what.gone)), strict=True):
        blocks.append(Block("paragraphs", (raw(text, telling.words),)))
        blocks.append(Block("bullets", tuple(raw(point, telling.words) for point in telling.points(found))))
    return tuple(blocks)


def fewest(
    assessment: Assessment, ways: tuple[Reached, ...], kept: tuple[str, tuple[Reached, ...]] | None, telling: Telling
) -> Table:
    """For each other conversation the changes that lead there; with `kept` below it those that leave the answer to a question."""
    words = telling.words
    entries = []
    for place, way in enumerate(ways):
        entries.append(TableEntry(raw(telling.conversation(way.conversation), words), (_changes(assessment, way, telling),)))
        if kept and way.changes and any(one.question == kept[0] for one in way.changes):
            short = telling.phrases.short(assessment.rules.questions[kept[0]])
            label = said_as(words, "clinic.whatif.kept", short=short)
            entries.append(TableEntry(label, (_changes(assessment, kept[1][place], telling),), depth=1))
    return table([said_as(words, f"clinic.whatif.{name}") for name in ("conversation", "different")], entries, listed=True)


def _changes(assessment: Assessment, way: Reached, telling: Telling) -> tuple[Sentence, ...]:
    if way.changes is None:
        return (said_as(telling.words, "clinic.whatif.unreached"),)
    found = []
    for one in way.changes:
        question = assessment.rules.questions[one.question]
        told = telling.phrases.told(question, assessment.answers.get(one.question))
        short = telling.phrases.short(question)
        found.append(said_as(telling.words, "clinic.whatif.changed", short=short, to=telling.change(one), told=told))
    return tuple(found)


def bands(swept: Sweep, telling: Telling) -> Table:
    """A row for each stretch of answers: the conversation, and the fits."""
    words = telling.words
    entries = []
    for place, band in enumerate(swept.bands):
        answer = words("clinic.whatif.numbered", number=place + 1, answer=telling.stretch(swept.question, band.stretch))
        if place == swept.here:
            answer = words("clinic.whatif.marked", answer=answer)
        fits = []
        for fit in _PATTERNS:
            names = [
                telling.swept(one, swept.indications)
                for one, reached in zip(swept.indications, band.fits, strict=True)
                if reached == fit
            ]
            if names:
                fits.append(said_as(words, "clinic.whatif.fitting", fit=telling.fit(fit), products=words.listed(names)))
        talk = raw(telling.beside(telling.conversation(band.conversation), band.others), words)
        entries.append(TableEntry(raw(answer, words), ((talk,), tuple(fits))))
    heads = [raw(telling.phrases.short(swept.question), words), said_as(words, "clinic.whatif.conversation")]
    return table([*heads, said_as(words, "clinic.whatif.fits")], entries, listed=True)


def chart_of(swept: Sweep, told: Fact, telling: Telling) -> Drawn:
    """The chart of a sweep, with how to read it."""
    words, stretches = telling.words, tuple(band.stretch for band in swept.bands)
    bars = [_bar(words("clinic.whatif.conversation"), [(telling.short(band.conversation), "plain") for band in swept.bands])]
    for place, one in enumerate(swept.indications):
        fits = [band.fits[place] for band in swept.bands]
        parts: list[tuple[str, Pattern]] = [(telling.fit(fit), _PATTERNS[fit]) if fit else ("", "gap") for fit in fits]
        bars.append(_bar(telling.swept(one, swept.indications), parts))
    most = _most(swept, told)
    cuts = edges(stretches, most)
    middle = [(one + two) / 2 for one, two in itertools.pairwise(cuts)]
    here = middle[swept.here]
    if isinstance(told, float):
        least = min(one.least for one in stretches if math.isfinite(one.least))
        here = at(told, least, most)
    marks = tuple(_marks(swept, cuts, middle, most, telling))
    svg = chart(tuple(bars), cuts, marks, (here, words("clinic.whatif.now_mark")), words.language)
    notes = [said_as(words, "clinic.whatif.legend")]
    if any(fit is None for band in swept.bands for fit in band.fits):
        notes.append(said_as(words, "clinic.whatif.gaps"))
    if swept.question.type in ("age", "number"):
        notes.append(said_as(words, "clinic.whatif.scale"))
    alt = words("clinic.whatif.chart", short=telling.phrases.short(swept.question))
    return Drawn("figure", tuple(notes), svg=svg, alt=alt, kind="chart")


def _bar(label: str, parts: list[tuple[str, Pattern]]) -> Bar:
    """A bar, with neighbours that say the same as one part."""
    found: list[Part] = []
    for place, (word, pattern) in enumerate(parts, 1):
        if found and (found[-1].word, found[-1].pattern) == (word, pattern):
            before = found[-1]
            found[-1] = Part(before.many + 1, pattern, word, f"{before.number.partition('-')[0]}-{place}")
        else:
            found.append(Part(1, pattern, word, str(place)))
    return Bar(label, tuple(found))


def _most(swept: Sweep, told: Fact) -> float:
    """Where the axis of a chart of numbers ends."""
    last = max((band.stretch.least for band in swept.bands if math.isfinite(band.stretch.least)), default=0.0)
    if swept.question.type == "age":
        return max(OLDEST, told if isinstance(told, float) else 0.0)
    return float(swept.question.most) if swept.question.most else max(last * 1.3 + 1, told if isinstance(told, float) else 0.0)


def _marks(swept: Sweep, cuts: tuple[float, ...], middle: list[float], most: float, telling: Telling) -> list[StretchMark]:
    """The words under a chart: the ends of stretches of numbers, the numbers of options in the table, and "not known"."""
    found: list[StretchMark] = []
    for place, band in enumerate(swept.bands):
        if math.isfinite(band.stretch.least):
            found.append((cuts[place], telling.edge(swept.question, band.stretch.least)))
            if math.isinf(band.stretch.below):
                found.append((cuts[place + 1], telling.edge(swept.question, most)))
        elif band.stretch.fact is None:
            found.append((middle[place], telling.words("clinic.whatif.unknown_mark")))
        else:
            found.append((middle[place], str(place + 1)))
    return found


def crossed(drawn: Grid, telling: Telling) -> Table:
    """The grid: the conversation of every pair of answers in few words, the present one marked."""
    words, phrases = telling.words, telling.phrases
    title = said_as(words, "clinic.whatif.grid", down=phrases.short(drawn.down), across=phrases.short(drawn.across))
    entries = []
    for place, stretch in enumerate(drawn.rows):
        cells: list[tuple[Sentence, ...]] = []
        for column, conversation in enumerate(drawn.conversations[place]):
            said = telling.short(conversation)
            here = (place, column) == drawn.here
            cells.append((said_as(words, "clinic.whatif.marked", "strong", answer=said) if here else raw(said, words),))
        marked = drawn.here[1] if place == drawn.here[0] else None
        entries.append(TableEntry(raw(telling.stretch(drawn.down, stretch), words), tuple(cells), here=marked))
    heads = [raw("", words), *(raw(telling.stretch(drawn.across, one), words) for one in drawn.columns)]
    return table(heads, entries, caption=title, region=title.text, kind="grid")
