"""What the card says of the program and of its questions, found by looking and not by saying so.

The modules that the package imports are read from its own source; what a question is about, from its words.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from trialhelper.card.counts import newest
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.criterion import Test, leaves
from trialhelper.rulebase.entries import Question

__all__ = ["ATTRIBUTES", "LEARNING", "imported", "questions_about", "readers"]

LEARNING: Final = frozenset(
    {
        "anthropic", "catboost", "cohere", "fastai", "google_genai", "gensim", "huggingface_hub", "jax", "keras", "langchain",
        "lightgbm", "litellm", "llama_cpp", "mistralai", "nltk", "ollama", "onnxruntime", "openai", "sentence_transformers",
        "sklearn", "spacy", "statsmodels", "tensorflow", "torch", "transformers", "vllm", "xgboost",
    }
)  # fmt: skip
"""Libraries that learn from data, or that make up text."""

ATTRIBUTES: Final = {
    "race": r"\brac(?:e|ial)\b",
    "ethnicity": r"\bethnic|\bancestry\b|\bhispanic\b|\blatin[oa]\b",
    "language": r"\blanguages?\b|\binterpreter\b",
    "sexual_orientation": r"\bsexual orientation\b|\bgay\b|\blesbian\b|\bbisexual\b",
    "gender_identity": r"\bgender\b|\btransgender\b|\bnonbinary\b",
    "sex": r"\bsex\b",
    "age": r"\bdate of birth\b|\bbirthday\b",
    "social": r"\binsur|\bhomeless|\b(?:income|money|cost|housing|school|jobs?|transport|travel|stay near)\b",
}
"""The attributes that the card names one by one, and the words by which a question about one of them is known."""


def _sources(folder: Traversable) -> Iterator[str]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(".py"):
            yield entry.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def imported() -> tuple[str, ...]:
    """Every module from outside Python itself that any module of this package imports, by its first name."""
    names: set[str] = set()
    for source in _sources(files("trialhelper")):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return tuple(sorted(names - sys.stdlib_module_names - {"trialhelper"}))


def questions_about(rules: RuleBase, attribute: str) -> tuple[Question, ...]:
    """The questions that ask for an attribute: by their type for an age, else by the words in which they ask.

    What matters to a person is not among them: "Not having to travel far" asks for a wish and not for a fact.
    """
    found = []
    for question in rules.questions.values():
        if question.asked == "values":
            continue
        words = [question.id.replace("_", " "), question.short, question.ask]
        words += [text for option in question.options for text in (option.label, option.short or "")]
        if (attribute == "age" and question.type == "age") or re.search(ATTRIBUTES[attribute], " ".join(words), re.IGNORECASE):
            found.append(question)
    return tuple(found)


def readers(rules: RuleBase, question: str) -> tuple[int, int, tuple[str, ...]]:
    """How many criteria of the newest labels read a question; how many points for the visit; and of which products."""
    criteria, points, brands = 0, 0, dict[str, None]()
    for therapy, _, version in newest(rules):
        deciding = sum(map(partial(_reads, question), (*version.requires, *version.rules_out)))
        raised = sum(map(partial(_reads, question), version.discuss))
        criteria, points = criteria + deciding, points + raised
        brands.update({therapy.brand: None} if deciding or raised else {})
    points += sum(_reads(question, risk.when) for risk in rules.risk_factors.values() if risk.when)
    return criteria, points, tuple(brands)


def _reads(question: str, test: Test) -> bool:
    return any(leaf.ask == question for leaf in leaves(test))
