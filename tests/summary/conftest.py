"""Summaries written by hand, for tests of how a summary looks: they need no rule base and no engine.

`small` is the usual case in English with a front page of the fullest usual size, `long` an unusually full one in Spanish
with words and addresses that do not want to break, `odd` holds what no catalogue sends today: markup, emoji, text from
right to left, empty blocks. `any_summary` is each of them in turn. Nothing in them is a clinical fact.

`told(summary)` are the texts in the order in which they are read.
"""

from collections.abc import Callable, Iterator

import pytest

from tests.summary.reading import texts_of
from tests.summary.written import (
    ENGLISH,
    LONG_URL,
    LONG_WORD,
    RUNNING,
    SPANISH,
    bullets,
    front_page,
    options,
    paragraphs,
    say,
    source,
    therapy,
)
from trialhelper.summary.model import Block, ListedSource, Pair, Row, Section, Sentence, Sheet, Summary


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
                    Block("pairs", pairs=(Pair(say("Age"), say("1 year and 8 months")),)),
                ),
            ),
            Section(
                "therapies",
                say("Gene therapies for this condition"),
                (paragraphs(say("Each is told with both sides. They stand in the order of the alphabet.")),),
                (
                    therapy("Examplar", "What you told lines up with its label so far."),
                    therapy("Otherone", "What you told differs from its label today."),
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
                            Pair(es(LONG_WORD), es(f"Sí: {LONG_WORD}. Dicho por el niño y la señora Muñoz Ibáñez.")),
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
    pairs = Block("pairs", pairs=(Pair(say("4"), say("5")),))
    table = Block("table", columns=(say("7"),), rows=(Row(say("8"), ((say("1"), say("2")),)),))
    part = Section("part", say("7"), (*layouts, *tones, pairs, table))
    labels = dict.fromkeys(("page", "of", "name_line", "source", "dated", "reviewed", "where"), "8")
    return Summary(
        language="en",
        title="0",
        running=("1",),
        front=(Section("front", say("7"), part.blocks, parts=(part,)),),
        rest=(part,),
        sources_title="2",
        sources=(ListedSource(1, "document", "9", "9", None, "fr", "9", "9", ("9",), "9"),),
        labels=labels,
    )


@pytest.fixture(params=["small", "long", "odd"])
def any_summary(request: pytest.FixtureRequest) -> Summary:
    found: Summary = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def told() -> Callable[[Summary], list[str]]:
    """The texts of a summary in reading order."""
    return lambda summary: list(texts_of(summary))
