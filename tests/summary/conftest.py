"""Summaries written by hand, for tests of how a summary looks: they need no rule base and no engine.

`small` is the usual case in English with a front page of the fullest usual size, `long` an unusually full one in Spanish
with words and addresses that do not want to break, `odd` holds what no catalogue sends today: markup, emoji, text from
right to left, empty blocks. `any_summary` is each of them in turn. Nothing in them is a clinical fact.

`told(summary)` are the texts in the order in which they are read.
"""

import zlib
from collections.abc import Callable, Iterator

import pytest

from trialhelper.summary.model import Block, Figure, Pair, Row, Section, Sentence, Sheet, Source, Summary

LONG_WORD = "pneumonoultramicroscopicsilicovolcanoconiosisdeoxyribonucleoproteinphosphatidylethanolamine"
LONG_URL = (
    "https://www.example.org/medicamentos/terapias-genicas/documentos/2026/noviembre/"
    "informacion_de_prescripcion_completa_version_revisada_por_la_agencia_reguladora.html?edicion=2026-11-20&pagina=14"
)


def say(text: str, *marks: int, language: str = "en") -> Sentence:
    return Sentence(text, id=f"said.{zlib.crc32(text.encode())}", language=language, claims=("a.b",) * len(marks), marks=marks)


def bullets(*sentences: Sentence, **more: object) -> Block:
    return Block("bullets", sentences=sentences, **more)  # type: ignore[arg-type]


def paragraphs(*sentences: Sentence) -> Block:
    return Block("paragraphs", sentences=sentences)


ENGLISH = {
    "page": "Page",
    "of": "of",
    "name_line": "Name (write by hand if you wish)",
    "dated": "Dated",
    "reviewed": "Last checked",
    "where": "Where",
    "source": "Source",
    "tone_good": "Lines up so far",
    "tone_differs": "Differs today",
    "tone_open": "Cannot tell yet",
    "tone_stale": "Past its review date",
}
SPANISH = {
    "page": "Página",
    "of": "de",
    "name_line": "Nombre (a mano, si lo desea)",
    "dated": "Fecha",
    "reviewed": "Última revisión",
    "where": "Dónde",
    "source": "Fuente",
    "in_en": "en inglés",
    "tone_good": "Coincide hasta ahora",
    "tone_differs": "Hoy no coincide",
    "tone_open": "Aún no se sabe",
    "tone_stale": "Pasó su fecha de revisión",
}
RUNNING = (
    "trialhelper 0.1.0",
    "Rule base 2026.11, dated November 20, 2026",
    "Not medical advice. It cannot tell you that you can have a treatment.",
)

TOLD = (
    ("Condition", "Spinal muscular atrophy (SMA)"),
    ("Who this is about", "My child"),
    ("Age", "1 year and 8 months"),
    ("Change in the SMN1 gene", "Yes, found by a gene test"),
    ("SMN1 copies changed", "Both copies"),
    ("SMN2 copies", "2"),
    ("No arm or leg movement, or a breathing machine all the time", "No"),
    ("Had Zolgensma or Itvisma before", "No"),
    ("Baby born early, due date not reached", "No"),
    ("An infection now", "Not sure"),
    ("Liver disease", "No"),
    ("Low platelets", "Not sure"),
    ("High level of AAV9 antibodies", "Not sure"),
    ("Reason to ask about studies", "I want to know all choices"),
)
OPEN = (
    "An infection now: ask if the treatment has to wait.",
    "Low platelets: a blood test tells.",
    "High level of AAV9 antibodies: a blood test tells, and it can change with time.",
    "Your care team still has to check: liver tests and troponin (a heart blood test) before the infusion.",
    "Your care team still has to check: the weight on the day, because the dose goes by weight.",
    "Your care team still has to check: which vaccines are due, and when.",
    "Your care team still has to check: kidney tests.",
    "Your care team still has to check: other medicines that act on the immune system.",
)
ASK = (
    "Does the label fit my child, and who decides that?",
    "Which tests come first, and how long do they take?",
    "What are the most serious risks, and how would you watch for them?",
    "What other choices are there, and what happens if we wait?",
    "Where is it given, and what does our plan pay?",
)


def front_page(told: int, still_open: int, ask: int) -> tuple[Section, ...]:
    return (
        Section(
            "conversation",
            say("Ask about an approved gene therapy"),
            (
                paragraphs(say("An approved gene therapy exists for this condition. Ask if its label fits your child.", 1)),
                Block(
                    "notice",
                    (
                        say("This page helps you talk with a provider. It does not decide, diagnose or enrol."),
                        say("Keep your present care until your care team says to change it."),
                    ),
                    tone="info",
                ),
            ),
        ),
        Section(
            "told",
            say("What you told us"),
            (Block("pairs", pairs=tuple(Pair(say(label), say(value)) for label, value in TOLD[:told])),),
        ),
        Section("open", say("Still open"), (bullets(*map(say, OPEN[:still_open]), tone="open"),)),
        Section("ask", say("Five questions to bring"), (Block("lines", tuple(map(say, ASK[:ask]))),)),
    )


def options(*more: str) -> Section:
    """A table of options, a drawing of steps, and an address with its code."""
    columns = ("An approved product", "Present care", *more)
    rows = (
        Row(say("What it is"), tuple((say(f"{name}: what it is.", 1),) for name in columns)),
        Row(say("Both sides"), tuple((say(f"{name} has one side."), say(f"{name} has another.")) for name in columns)),
    )
    steps = tuple(say(f"Step {number} of the drawing.", 1) for number in (1, 2, 3, 4))
    address = "https://www.example.org/search?cond=Spinal+muscular+atrophy"
    return Section(
        "options",
        say("The options side by side"),
        (
            Block("table", columns=tuple(map(say, columns)), rows=rows),
            Block(
                "figure", steps, heading=say("Inside the body"), figure=Figure("in_vivo", say("Four steps from left to right."))
            ),
            Block(
                "figure",
                (say("Look there."), say(address)),
                heading=say("Where studies are listed"),
                figure=Figure("address", say("A square code."), address),
            ),
        ),
    )


def source(number: int, url: str | None = "https://www.example.org/labels/example", language: str = "en", **more: str) -> Source:
    return Source(
        number=number,
        id=f"document-{number}",
        title=f"Example prescribing information, edition {number}",
        publisher="Example Agency",
        url=url and f"{url}?n={number}",
        language=language,
        dated="November 2025",
        reviewed="November 20, 2026",
        places=("Section 1, Indications", "Section 5.1, Warnings"),
        **more,  # type: ignore[arg-type]
    )


def therapy(name: str, fit: str, tone: str) -> Section:
    return Section(
        f"therapy.{name.lower()}",
        say(f"{name} (exemplagene parvovec)"),
        (
            paragraphs(say(f"{name} is given once, as one infusion into a vein.", 1), say(fit, 1, 2)),
            bullets(
                say("Age: the label says less than 2 years. You told: 1 year and 8 months.", 1),
                say("Change in the SMN1 gene: the label asks for it. You told: yes.", 1, 2),
                heading=say("What lines up"),
                tone="good",
            ),
            bullets(say("An infection now: not sure.", 2), heading=say("What is open"), tone="open"),
            bullets(
                say("Liver tests, platelets and troponin before and after the infusion.", 3),
                heading=say("What only your care team can check"),
                tone="team",
            ),
            bullets(
                say("Serious liver injury and sudden liver failure have happened, and some people died.", 3),
                heading=say("Most serious risks"),
                tone="warning",
            ),
        ),
        tone=tone,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="session")
def small() -> Summary:
    return Summary(
        language="en",
        title="Summary for your visit",
        running=RUNNING,
        front=front_page(14, 8, 5),
        rest=(
            Section(
                "because",
                say("Why this result"),
                (
                    paragraphs(
                        say("A product is available, and nothing told so far differs from its label.", 1),
                        say("These answers led here. Change one of them and the result may change."),
                    ),
                    Block("pairs", pairs=(Pair(say("Age"), say("1 year and 8 months"), say("from the birth date")),)),
                ),
            ),
            Section(
                "therapies",
                say("Gene therapies for this condition"),
                (paragraphs(say("Each is told with both sides. They stand in the order of the alphabet.")),),
                (
                    therapy("Examplar", "What you told lines up with its label so far.", "good"),
                    therapy("Otherone", "What you told differs from its label today.", "differs"),
                ),
            ),
            Section(
                "steps",
                say("What to do next"),
                (
                    Block(
                        "numbered",
                        (
                            say("Take this summary to the visit."),
                            say("Ask what the care team still has to check."),
                            say("Ask what other choices there are, with both sides of each."),
                        ),
                    ),
                    Block("notice", (say("If this is an emergency, call 911."),), tone="warning"),
                    Block(
                        "notice",
                        (say("This entry is past its review date of May 20, 2026."),),
                        heading=say("An old entry"),
                        tone="stale",
                    ),
                ),
            ),
            Section(
                "more-questions",
                say("More questions, with room to write"),
                (Block("lines", (say("How often are visits in the first year?", 3), say("What is not known yet?"))),),
            ),
            options(),
        ),
        sources_title="Sources",
        sources=(
            source(1),
            source(2, note="A later edition changed section 1."),
            source(3, url=None),
        ),
        labels=ENGLISH,
    )


def criteria(count: int) -> Iterator[Sentence]:
    for n in range(1, count + 1):
        yield say(
            f"Criterio abierto {n}: el prospecto pide un análisis de sangre que aún no está hecho, y el resultado número {n} "
            "puede cambiar lo que se habla en la visita.",
            1 + n % 12,
            language="es",
        )


@pytest.fixture(scope="session")
def long() -> Summary:
    def es(text: str, *marks: int) -> Sentence:
        return say(text, *marks, language="es")

    return Summary(
        language="es",
        title="Resumen para su visita: preguntas, respuestas y lo que aún no se sabe",
        running=(
            "trialhelper 0.1.0",
            "Base de reglas 2026.11 del 20 de noviembre de 2026",
            "No es consejo médico. No puede decirle que usted puede recibir un tratamiento.",
        ),
        front=(
            Section(
                "conversation",
                es("Pregunte por una terapia génica aprobada, y también por los estudios"),
                (paragraphs(es("Existe una terapia aprobada. ¿Coincide con el prospecto? Eso lo decide su equipo.", 1)),),
            ),
            Section(
                "told",
                es("Lo que usted nos dijo"),
                (
                    Block(
                        "pairs",
                        pairs=(
                            *(
                                Pair(
                                    es(f"Pregunta {n} sobre la salud, el corazón y el hígado"),
                                    es(f"Respuesta {n}: sí, con señales"),
                                )
                                for n in range(1, 17)
                            ),
                            Pair(es(LONG_WORD), es(f"Sí: {LONG_WORD}"), es("Dicho por el niño y la señora Muñoz Ibáñez.")),
                        ),
                    ),
                ),
            ),
            Section("open", es("Lo que falta"), (bullets(*list(criteria(8)), tone="open"),)),
            Section(
                "ask",
                es("Cinco preguntas"),
                (Block("lines", tuple(es(f"¿Pregunta número {n} para llevar a la visita?") for n in range(1, 6))),),
            ),
        ),
        sheet=Sheet("en", "Summary for your visit", ENGLISH["name_line"], front_page(14, 8, 5)),
        rest=(
            Section("open-all", es("Todos los criterios abiertos"), (bullets(*criteria(40), tone="open"),)),
            Section(
                "therapies",
                es("Terapias génicas"),
                parts=tuple(
                    Section(
                        f"t{n}",
                        es(f"Producto {n} ({LONG_WORD})"),
                        (
                            paragraphs(es(f"Se da una sola vez, por vena, en el centro número {n}.", n, n + 1)),
                            paragraphs(say(f"This sentence about product {n} has no translation yet.", n)),
                            bullets(
                                *(es(f"Detalle {k} del producto {n} con {LONG_WORD}.", k) for k in range(1, 4)), tone="differs"
                            ),
                        ),
                        tone="differs",
                    )
                    for n in range(1, 6)
                ),
            ),
        ),
        sources_title="Fuentes",
        sources=tuple(source(n, url=LONG_URL, language="es" if n % 2 else "en") for n in range(1, 13)),
        labels=SPANISH,
    )


@pytest.fixture(scope="session")
def odd() -> Summary:
    return Summary(
        language="en",
        title='A <b>title</b> & "quotes" #strong[not code] ")) #panic() \\',
        running=RUNNING,
        front=(
            Section(
                "other-care",
                say("Talk about other care for now"),
                (
                    paragraphs(
                        say('These <b>&" marks are text, and so are #set, $x$, *stars*, _lines_ and \\ too.'),
                        say("A smile 😀, a family 👩‍👩‍👧 and 中文 may stand inside a sentence."),
                        say("The word שלום stands inside this sentence, and مرحبا too."),
                        say("Ελληνικά, русский текст, žluťoučký kůň, ģħøþ and ığdır are letters."),  # noqa: RUF001
                    ),
                    Block("pairs", pairs=(Pair(say("Said <i>so</i>"), say("{{ 7 * 7 }} and </td>")),)),
                ),
            ),
        ),
        sheet=Sheet("es", "Una hoja <b>de</b> #otra lengua", "Nombre", (Section("s", say("¿Qué?", language="es"), ()),)),
        rest=(
            options('<i>"third"</i> #column'),
            Section("empty", say("A section with nothing in its blocks"), (Block("pairs"), bullets(), Block("lines"))),
            Section("foreign", say("Una sección en español", language="es"), (paragraphs(say("De veras.", language="es")),)),
            Section("end", say("The end"), (paragraphs(say("A mark without a source stays a number.", 9)),)),
        ),
        sources_title="Sources",
        sources=(source(1, url='https://example.org/?a=1&b="2"<3>'),),
        labels={"page": "Page", "of": "of", "name_line": "Name"},
    )


@pytest.fixture(scope="session")
def mute() -> Summary:
    """Digits only, in every layout and tone, every label a digit, too: any letter that is read is a rendering's own."""

    words = (say("1", 1, 9), say("2"))
    layouts = [Block(layout, words, heading=say("3")) for layout in ("paragraphs", "bullets", "numbered", "notice", "lines")]
    tones = [bullets(*words, tone=tone) for tone in ("good", "differs", "open", "team", "info", "warning", "stale")]
    pairs = Block("pairs", pairs=(Pair(say("4"), say("5"), say("6")),))
    table = Block("table", columns=(say("7"),), rows=(Row(say("8"), ((say("1"), say("2")),)),))
    part = Section("part", say("7"), (*layouts, *tones, pairs, table), tone="differs")
    labels = dict.fromkeys(("page", "of", "name_line", "source", "dated", "reviewed", "where", "tone_differs"), "8")
    return Summary(
        language="en",
        title="0",
        running=("1",),
        front=(Section("front", say("7"), part.blocks, parts=(part,)),),
        rest=(part,),
        sources_title="2",
        sources=(Source(1, "document", "9", "9", None, "fr", "9", "9", ("9",), "9"),),
        labels=labels,
    )


@pytest.fixture(params=["small", "long", "odd"])
def any_summary(request: pytest.FixtureRequest) -> Summary:
    found: Summary = request.getfixturevalue(request.param)
    return found


def _told(summary: Summary) -> Iterator[str]:
    yield summary.title
    for section in summary.front:
        yield from _told_by(section)
    if summary.sheet:
        yield summary.sheet.title
        for section in summary.sheet.sections:
            yield from _told_by(section)
    for section in summary.rest:
        yield from _told_by(section)
    if summary.sources:
        yield summary.sources_title
    for one in summary.sources:
        yield from (one.title, one.publisher, one.dated, one.reviewed, *one.places)
        yield from (text for text in (one.note, one.url) if text)


def _told_by(section: Section) -> Iterator[str]:
    yield section.title.text
    for block in section.blocks:
        if block.heading:
            yield block.heading.text
        yield from (head.text for head in block.columns)
        for row in block.rows:
            yield row.label.text
            yield from (sentence.text for cell in row.cells for sentence in cell)
        yield from (sentence.text for sentence in block.sentences)
        for pair in block.pairs:
            yield from (sentence.text for sentence in (pair.label, pair.value, pair.note) if sentence)
    for part in section.parts:
        yield from _told_by(part)


@pytest.fixture(scope="session")
def told() -> Callable[[Summary], list[str]]:
    """The texts of a summary in reading order."""
    return lambda summary: list(_told(summary))
