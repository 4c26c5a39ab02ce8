"""Reading the translations of a rule base: one gettext catalogue a language, the id of a text as its context.

A translation is of one English text, letter for letter. Where the English has changed since, it is stale and the English
is shown (`words`); so nothing here can be wrong about what the rules say, only missing.
"""

from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from babel.messages.pofile import PoFileError, read_po
from pydantic import ValidationError

from trialhelper.rulebase.files import Translations
from trialhelper.rulebase.problems import Problem, problem

__all__ = ["CATALOGUES", "catalogue_of", "read_catalogue"]

CATALOGUES: Final = "locales/*/LC_MESSAGES/rules.po"
_CURE: Final = "see the part on translations in rules/README.md"


def catalogue_of(language: str) -> str:
    """Where the catalogue of a language lies in a folder of rules."""
    return CATALOGUES.replace("*", language)


def read_catalogue(name: str, text: str) -> Translations | Problem:
    """The translations of one file that are finished (not empty, not marked fuzzy), or what is wrong with it."""
    try:
        messages = list(read_po(BytesIO(text.encode()), abort_invalid=True))
    except PoFileError as fault:
        return problem("R007", name, fault.lineno + 1, _CURE, detail="it is not a gettext catalogue")
    except (ValueError, LookupError):  # a header, or a number in brackets, that cannot be one
        return problem("R007", name, 0, _CURE, detail="it is not a gettext catalogue")
    texts = {
        str(message.context): (str(message.id), str(message.string))
        for message in messages
        if message.context and message.string and not message.fuzzy
    }
    try:
        return Translations(language=PurePosixPath(name).parts[1], texts=texts)
    except ValidationError:
        return problem("R007", name, 0, _CURE, detail=f'there are no words in "{PurePosixPath(name).parts[1]}"')
