"""The texts of the interface for the checks: as they stand in the catalogues, braces and all, in any language.

The texts of the tools for authors are not among them: they are in English only, and no patient reads them.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from babel.messages.pofile import read_po

from trialhelper.words import interface_texts

__all__ = ["interface", "interface_pages"]


@lru_cache(maxsize=4)
def interface(language: str = "en") -> tuple[tuple[str, str, str], ...]:
    """Each text by its id: the English, and what is said in the language; a text that counts comes once a form.

    One whose translation is missing or stale is left out, as the English is shown in its place.
    """
    found = []
    translated = _translated(language) if language != "en" else {}
    for name, *forms in interface_texts():
        english = tuple(form for form in forms if form)
        of, said = translated.get(name, (english, english if language == "en" else ()))
        if of == english and all(said):
            found += [(name, *pair) for pair in zip(english, said, strict=False)]
    return tuple(found)


def _translated(language: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By id the English that was translated and its translation, each in as many forms as it has."""
    path = files("trialhelper") / "locales" / language / "LC_MESSAGES" / "trialhelper.po"
    if not path.is_file():
        return {}
    with path.open("rb") as stream:
        return {
            str(message.context): (_forms(message.id), _forms(message.string))
            for message in read_po(stream)
            if message.context and not message.fuzzy
        }


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


def interface_pages(language: str = "en") -> Iterator[tuple[str, str]]:
    """The texts that stand together on a page or in a part of one, which is what the first word of an id tells."""
    pages: dict[str, list[str]] = {}
    for name, _, said in interface(language):
        pages.setdefault(name.partition(".")[0], []).append(said)
    for name, texts in pages.items():
        yield f"interface/{name}", "\n".join(texts)
