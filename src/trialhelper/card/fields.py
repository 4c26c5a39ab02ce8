"""The fields MC-01 to MC-17 of the card (HTI-1 source attributes, 21st Century Cures), each from the rules or the program.

A field for which nothing exists says so. No field is written by hand where it can be counted.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version

from trialhelper.answers import AnswerProblem, answers_of
from trialhelper.card.citing import Writer
from trialhelper.card.counts import counts_of, left_to_the_team, newest, notes_beside, notes_of_the_label
from trialhelper.card.facts import ATTRIBUTES, LEARNING, imported, questions_about, readers
from trialhelper.card.markdown import bullets, link, markdown_table, plain
from trialhelper.card.page import to_entry
from trialhelper.card.therapy import criterion_in_words
from trialhelper.engine import NoRow, assess
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import leaves
from trialhelper.rulebase.entries import AUTHORITY, Carrier, Condition, Document, Review, Therapy
from trialhelper.words import LANGUAGES

__all__ = ["FIELDS"]

_INPUT_COLUMNS = ("therapy", "condition", "label", "asked", "team", "read", "beside", "must_not")


def _reviews(rules: RuleBase) -> list[Review]:
    """Of every entry that is held against its sources on its own."""
    entries = (*rules.documents.values(), *rules.conditions.values(), *rules.therapies.values())
    return [entry.reviewed for entry in entries if isinstance(entry, Document | Condition | Therapy)]


def _citations(to: Writer) -> Iterator[str]:
    rules = to.rules
    criteria = [test for _, _, one in newest(rules) for test in (*one.requires, *one.rules_out)]
    cited = sum(all(leaf.claim for leaf in leaves(test)) for test in criteria)
    read = [document.retrieved for document in rules.documents.values()]
    first, last = min(read, key=lambda day: day.latest), max(read, key=lambda day: day.latest)
    yield to.say("card.mc01.cited", cited=cited, criteria=len(criteria))
    between = to.words("card.days", first=to.day(first), last=to.day(last))
    days = to.words("card.on_day", day=to.day(first)) if first == last else between
    yield to.say("card.mc01.documents", documents=len(rules.documents), claims=len(rules.claims), days=days)
    yield link(to.words("card.sources.title"), "sources.md")


def _developer(to: Writer) -> Iterator[str]:
    yield to.cited(to.rules.about.made_by, ())
    yield to.say("card.mc02.contact")


def _funding(to: Writer) -> Iterator[str]:
    yield to.cited(to.rules.about.funding, ())
    yield to.cited(to.rules.about.interests, ())


def _releases(to: Writer) -> Iterator[str]:
    rules = to.rules
    revised = max((review.on for review in _reviews(rules)), key=lambda day: day.latest)
    yield bullets(
        [
            to.say("card.mc04.rules", version=rules.version, day=to.day(rules.about.dated)),
            to.say("card.mc04.program", version=version("trialhelper")),
            to.say("card.mc04.revised", day=to.day(revised)),
            link(to.words("card.history.title"), "history.md"),
            link(to.words("card.mc04.changelog"), "../../CHANGELOG.md"),
        ]
    )


def _telling_carriers(carrier: Carrier) -> set[str]:
    """The questions that tell whether somebody with a changed gene may be a carrier."""
    return {carrier.signs, *(leaf.ask for leaf in leaves(carrier.when))}


def _attributes(to: Writer) -> Iterator[str]:
    rows = []
    about: set[str] = set()
    for attribute in ATTRIBUTES:
        questions = questions_about(to.rules, attribute)
        about |= {question.id for question in questions}
        used = [_use(to, question.id) for question in questions]
        rows.append([to.say(f"card.mc05.{attribute}"), "; ".join(used) or to.say("card.mc05.not_used")])
    health = [one for one in to.rules.questions.values() if one.clinical and one.id not in about and one.type != "condition"]
    read = sum(any(readers(to.rules, one.id)[:2]) for one in health)
    asked = {one.kinds_ask for one in to.rules.conditions.values()}
    kinds = sum(one.id in asked for one in health)
    of_carriers = {name for one in to.rules.conditions.values() if one.carrier for name in _telling_carriers(one.carrier)}
    carriers = sum(one.id in of_carriers for one in health)
    used_for = to.say("card.mc05.health_used", n=len(health), read=read, kinds=kinds, carriers=carriers)
    rows.append([to.say("card.mc05.health"), used_for])
    yield markdown_table([to.say("card.column.attribute"), to.say("card.column.used")], rows)
    others = [one for one in to.rules.questions.values() if not one.clinical and one.id not in about]
    yield to.say("card.mc05.other", names="; ".join(map(to.phrases.short, others)) or to.words("card.none"))
    yield to.say("card.mc05.how")


def _use(to: Writer, question: str) -> str:
    count, points, brands = readers(to.rules, question)
    short = to.phrases.short(to.rules.questions[question])
    return to.say("card.mc05.used", short=short, rules=count, points=points, brands=", ".join(brands) or to.words("card.nobody"))


def _output(to: Writer) -> Iterator[str]:
    yield to.say("card.mc06.type")
    yield bullets(to.cited(one.title, ()) for one in to.rules.conversations.values())
    yield to.say("card.mc06.fits")


def _intended(to: Writer) -> Iterator[str]:
    lines = [to.say(f"card.mc07.{name}") for name in ("use", "patients", "users", "role")]
    yield bullets([to.cited(to.rules.about.scope, ()), *lines])


def _out_of_scope(to: Writer) -> Iterator[str]:
    rules = to.rules
    lines = [to.say("card.mc08.scope"), to.say("card.mc08.conditions", n=len(rules.conditions))]
    lines += [to.say(f"card.mc08.{name}") for name in ("ages", "emergency", "consent", "billing", "clinician")]
    yield bullets(lines)


def _risks(to: Writer) -> Iterator[str]:
    rules = to.rules
    copies = sum(document.read_from != "original" for document in rules.documents.values())
    not_found = list(dict.fromkeys(therapy.brand for therapy, _, one in newest(rules) if one.contraindications == "not_found"))
    boxed = [therapy.brand for therapy in rules.therapies.values() if therapy.boxed_warning.state == "not_found"]
    low = [one.brand for one in rules.therapies.values() if one.confidence == "low"]
    low += [one.name for one in rules.conditions.values() if one.confidence == "low"]
    lines = [to.say(f"card.mc09.{name}") for name in ("label", "trials", "told", "missing")]
    lines.append(to.say("card.mc09.copies", n=copies, documents=len(rules.documents)))
    for id, names in (("contraindications", not_found), ("boxed", boxed), ("low", low)):
        lines.append(to.say(f"card.mc09.{id}", names=", ".join(names) or to.words("card.none")))
    yield bullets(lines)


def _inputs(to: Writer) -> Iterator[str]:
    rules = to.rules
    who = Counter(question.answered_by for question in rules.questions.values())
    yield to.say("card.mc10.inputs", person=who["person"], paper=who["paper"], team=who["team"])
    rows = []
    for therapy, use, one in newest(rules):
        number = counts_of(rules, one)
        counts = (number.label, number.asked, number.team, number.read, number.beside)
        numbers = [plain(to.words.number(count)) for count in counts]
        numbers.append(to.say(f"card.mc10.must_not.{one.contraindications}"))
        name = to_entry(therapy.brand, "therapy", therapy.id)
        rows.append([name, plain(to.phrases.condition(use.condition)), *numbers])
    yield markdown_table([to.say(f"card.column.{name}") for name in _INPUT_COLUMNS], rows)
    yield to.say("card.mc10.counts")
    of_labels, beside = list[str](), list[str]()
    for therapy, use, one in newest(rules):
        name = to_entry(therapy.brand, "therapy", therapy.id)
        lead = f"{name} {to.say('card.mc10.for', condition=to.phrases.condition(use.condition))}"
        said = [criterion_in_words(to, test, one) for test in left_to_the_team(rules, one)]
        said += [to.words.fill(note.plain) for note in notes_of_the_label(rules, one)]
        of_labels += [f"{lead} {plain(text)}" for text in said]
        beside += [f"{lead} {to.cited(note.plain, ())}" for note in notes_beside(rules, one)]
    for id, lines in (("card.mc10.not_asked", of_labels), ("card.mc10.beside", beside)):
        yield to.say(id)
        yield bullets(lines) or to.say("card.none")
    yield to.say("card.mc10.trials")


def _making(to: Writer) -> Iterator[str]:
    by: Counter[str] = Counter(review.by for review in _reviews(to.rules))
    lines = [to.say(f"card.mc11.{name}", n=by[name], entries=by.total()) for name in ("clinician", "second_reader", "encoder")]
    ranks: dict[int, list[str]] = {}
    for kind, rank in sorted(AUTHORITY.items(), key=lambda pair: -pair[1]):
        ranks.setdefault(rank, []).append(to.words(f"card.kind.{kind}"))
    lines.append(to.say("card.mc11.conflicts", ranks="; ".join(map(to.words.listed, ranks.values()))))
    opposed = sum(claim.contradicts is not None for _, claim in to.rules.claims.values())
    lines.append(to.say("card.mc11.contradictions", n=opposed))
    yield bullets(lines)


def _fairness(to: Writer) -> Iterator[str]:
    rules = to.rules
    tests = [one for one in rules.questions.values() if one.confirms == "gene_test"]
    ways = sum(any(option.unknown for option in one.options) for one in tests)
    lines = [
        to.say("card.mc12.tests", n=len(tests), ways=ways),
        to.say("card.mc12.language", names=", ".join(LANGUAGES)),
        to.say("card.mc12.distance", travel=_raised(to, "travel")),
        to.say("card.mc12.insurance", cost=_raised(to, "cost-and-cover")),
        to.say("card.mc12.checked"),
    ]
    yield bullets(lines)


def _raised(to: Writer, risk: str) -> str:
    """The name of a point for the visit, or that there is none."""
    return to.rules.risk_factors[risk].name if risk in to.rules.risk_factors else to.words("card.none")


def _validation(to: Writer) -> Iterator[str]:
    yield to.say("card.mc13.none")


def _performance(to: Writer) -> Iterator[str]:
    """How the invented people of the rule base fare; experts have judged none yet."""
    rules, agreed, neither, wanted = to.rules, 0, 0, 0
    for case in rules.demo_cases.values():
        try:
            said = assess(rules, answers_of(case, rules), case.as_of.latest).conversation
        except (AnswerProblem, NoRow):
            continue  # it gets no result; `trialhelper check` says why
        agreed += said == case.expect
        wanted += case.expect != "other-care"
        neither += case.expect != "other-care" and said == "other-care"
    yield to.say("card.mc14.experts")
    yield to.say("card.mc14.cases", agreed=agreed, cases=len(rules.demo_cases))
    yield to.say("card.mc14.neither", neither=neither, wanted=wanted)


def _maintenance(to: Writer) -> Iterator[str]:
    yield to.cited(to.rules.about.made_by, ())
    yield to.say("card.mc15.how", n=to.rules.about.review_months)
    yield to.say("card.mc15.fairness")


def _expiry(to: Writer) -> Iterator[str]:
    rules = to.rules
    yield to.cited(rules.about.update_policy, ())
    due = Counter(review.due for review in _reviews(rules))
    yield bullets(
        to.say("card.mc16.due", n=due[day], day=to.day(day)) for day in sorted(due, key=lambda day: (day.earliest, day.text))
    )
    yield to.say("card.mc16.expiry")


def _no_learning(to: Writer) -> Iterator[str]:
    names = imported()
    learning = sorted(LEARNING.intersection(names))
    yield to.say("card.mc17.learning", names=", ".join(learning)) if learning else to.say("card.mc17.none")
    yield to.say("card.mc17.imports", names=", ".join(names))


FIELDS: tuple[tuple[str, Callable[[Writer], Iterator[str]]], ...] = (
    ("mc01", _citations),
    ("mc02", _developer),
    ("mc03", _funding),
    ("mc04", _releases),
    ("mc05", _attributes),
    ("mc06", _output),
    ("mc07", _intended),
    ("mc08", _out_of_scope),
    ("mc09", _risks),
    ("mc10", _inputs),
    ("mc11", _making),
    ("mc12", _fairness),
    ("mc13", _validation),
    ("mc14", _performance),
    ("mc15", _maintenance),
    ("mc16", _expiry),
    ("mc17", _no_learning),
)
