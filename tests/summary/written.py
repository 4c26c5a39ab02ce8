"""The parts that summaries written by hand are put together from. Nothing in them is a clinical fact."""

import zlib

from trialhelper.summary.model import Block, Figure, ListedSource, Pair, Row, Section, Sentence

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


def source(
    number: int, url: str | None = "https://www.example.org/labels/example", language: str = "en", **more: str
) -> ListedSource:
    return ListedSource(
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


def therapy(name: str, fit: str) -> Section:
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
    )
