"""The tables and the chart of the page "What if", as HTML. Every value is escaped; none is worked out here."""

import itertools
import math
from collections.abc import Sequence
from html import escape
from typing import Final
from urllib.parse import quote

from trialhelper.engine import Assessment
from trialhelper.engine.evaluate import Fit
from trialhelper.engine.space import Fact
from trialhelper.rulebase.entries import Question
from trialhelper.whatif.changes import Moved, Reached
from trialhelper.whatif.charts import Bar, Part, Pattern, StretchMark, at, chart, edges
from trialhelper.whatif.sweep import OLDEST, Grid, Sweep
from trialhelper.whatif.telling import Telling

__all__ = ["bands", "chart_of", "crossed", "fewest", "moved", "now", "points"]

_PATTERNS: Final[dict[Fit, Pattern]] = {"lines_up": "full", "cannot_tell": "lines", "differs": "dots"}


def now(assessment: Assessment, telling: Telling) -> str:
    """The present result: the conversation and the fits."""
    words = telling.words
    among = tuple(finding.plan for finding in assessment.findings)
    rows = [(words("clinic.whatif.conversation"), telling.conversations(assessment.conversation, assessment.others))]
    rows += [(telling.indication(one.plan, among), telling.state(one)) for one in assessment.findings if not one.other_kind]
    return _table((words("clinic.whatif.what"), words("clinic.whatif.now")), [tuple(map(escape, row)) for row in rows])


def moved(what: Moved, question: Question, fact: Fact, telling: Telling) -> str:
    """What another answer to one question moves, before and after; what does not move is said in one sentence."""
    words = telling.words
    before, after = what.before, what.after
    among = tuple(finding.plan for finding in before.findings)
    said = words("clinic.whatif.with", short=telling.phrases.short(question), told=telling.fact(question, fact))
    head = f'<p role="status"><strong>{escape(said)}</strong></p>'
    rows = []
    if what.conversation:
        talked = [telling.conversations(one.conversation, one.others) for one in (before, after)]
        rows.append((words("clinic.whatif.conversation"), *talked))
    rows += [(telling.indication(one.plan, among), telling.state(one), telling.state(two)) for one, two in what.fits]
    drawn = head
    if rows:
        heads = tuple(words(f"clinic.whatif.{name}") for name in ("what", "now", "then"))
        drawn += _table(heads, [tuple(map(escape, row)) for row in rows])
    if not what.conversation:
        still = telling.conversations(after.conversation, after.others)
        drawn += _paragraph(words("clinic.whatif.stays", conversation=still))
    if rows or what.raised or what.gone:
        drawn += "".join(map(_paragraph, points_in_short(what, telling)))
        return drawn + _paragraph(words("clinic.whatif.nothing_else"))
    return drawn + _paragraph(words("clinic.whatif.nothing"))


def points_in_short(what: Moved, telling: Telling) -> list[str]:
    """How many points to raise come and go, for what does."""
    words = telling.words
    counted = (
        (words("clinic.whatif.points.raised", n=len(telling.points(what.raised))), what.raised),
        (words("clinic.whatif.points.gone", n=len(telling.points(what.gone))), what.gone),
    )
    return [text for text, points in counted if points]


def points(what: Moved, telling: Telling) -> str:
    """The points that come and those that go, each once with what it is about."""
    drawn = ""
    for text, found in zip(points_in_short(what, telling), filter(None, (what.raised, what.gone)), strict=True):
        items = "".join(f"<li>{escape(point)}</li>" for point in telling.points(found))
        drawn += f"{_paragraph(text)}<ul>{items}</ul>"
    return drawn


def fewest(
    assessment: Assessment, ways: tuple[Reached, ...], kept: tuple[str, tuple[Reached, ...]] | None, telling: Telling
) -> str:
    """For each other conversation the changes that lead there; with `kept` also those that leave the answer to a question."""
    words = telling.words
    heads = (words("clinic.whatif.conversation"), words("clinic.whatif.different"))
    rows = []
    for place, way in enumerate(ways):
        told = _changes(assessment, way, telling)
        if kept and way.changes and any(one.question == kept[0] for one in way.changes):
            short = telling.phrases.short(assessment.rules.questions[kept[0]])
            told += _paragraph(words("clinic.whatif.kept", short=short)) + _changes(assessment, kept[1][place], telling)
        rows.append((escape(telling.conversation(way.conversation)), told))
    return _table(heads, rows)


def _changes(assessment: Assessment, way: Reached, telling: Telling) -> str:
    if way.changes is None:
        return _paragraph(telling.words("clinic.whatif.unreached"))
    items = ""
    for one in way.changes:
        question = assessment.rules.questions[one.question]
        told = telling.phrases.told(question, assessment.answers.get(one.question))
        short = telling.phrases.short(question)
        said = telling.words("clinic.whatif.changed", short=short, to=telling.change(one), told=told)
        items += f"<li>{escape(said)}</li>"
    return f"<ul>{items}</ul>"


def bands(swept: Sweep, telling: Telling) -> str:
    """A row for each stretch of answers: the conversation, and the fits."""
    words = telling.words
    heads = (telling.phrases.short(swept.question), words("clinic.whatif.conversation"), words("clinic.whatif.fits"))
    rows = []
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
                fits.append(words("clinic.whatif.fitting", fit=telling.fit(fit), products=words.listed(names)))
        listed = "".join(f"<li>{escape(text)}</li>" for text in fits)
        rows.append((escape(answer), escape(telling.conversations(band.conversation, band.others)), f"<ul>{listed}</ul>"))
    return _table(heads, rows)


def chart_of(swept: Sweep, told: Fact, telling: Telling) -> str:
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
    drawn = chart(tuple(bars), cuts, tuple(_marks(swept, cuts, middle, most, telling)), (here, words("clinic.whatif.now_mark")))
    short = telling.phrases.short(swept.question)
    alt = words("clinic.whatif.chart", short=short)
    notes = [words("clinic.whatif.legend")]
    if any(fit is None for band in swept.bands for fit in band.fits):
        notes.append(words("clinic.whatif.gaps"))
    if swept.question.type in ("age", "number"):
        notes.append(words("clinic.whatif.scale"))
    told_below = "".join(map(_paragraph, notes))
    return f'<figure class="th-figure"><img src="data:image/svg+xml,{quote(drawn)}" alt="{escape(alt)}"></figure>{told_below}'


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


def crossed(drawn: Grid, telling: Telling) -> str:
    """The grid: the conversation of every pair of answers in few words, the present one marked."""
    words, phrases = telling.words, telling.phrases
    title = words("clinic.whatif.grid", down=phrases.short(drawn.down), across=phrases.short(drawn.across))
    heads = "".join(f'<th scope="col">{escape(telling.stretch(drawn.across, one))}</th>' for one in drawn.columns)
    rows = ""
    for place, stretch in enumerate(drawn.rows):
        row = ""
        for column, conversation in enumerate(drawn.conversations[place]):
            said, here = telling.short(conversation), (place, column) == drawn.here
            text = words("clinic.whatif.marked", answer=said) if here else said
            row += f'<td class="th-here"><strong>{escape(text)}</strong></td>' if here else f"<td>{escape(text)}</td>"
        rows += f'<tr><th scope="row">{escape(telling.stretch(drawn.down, stretch))}</th>{row}</tr>'
    return (
        f'<div class="th-wide" tabindex="0" role="region" aria-label="{escape(title)}"><table class="th-grid">'
        f"<caption>{escape(title)}</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table whose first column names the row; on a phone each cell is headed by its column. The cells are HTML."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = ""
    for first, *cells in rows:
        told = "".join(f'<td data-head="{escape(head)}">{cell}</td>' for head, cell in zip(heads[1:], cells, strict=True))
        body += f'<tr><th scope="row">{first}</th>{told}</tr>'
    return f'<table class="th-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
