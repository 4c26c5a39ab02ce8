"""A criterion as its author wrote it, in one line, for what a check has to say of it."""

from trialhelper.rulebase.criterion import All, Any_, Not, Test

__all__ = ["in_words"]


def in_words(written: Test) -> str:
    """A criterion without its claims: `age at_least 4 years`, `any of (…, …)`, `not …`."""
    match written:
        case All(all=parts):
            return f"all of ({', '.join(map(in_words, parts))})"
        case Any_(any=parts):
            return f"any of ({', '.join(map(in_words, parts))})"
        case Not(not_=part):
            return f"not {in_words(part)}"
    shown = ", ".join(map(str, written.operand)) if isinstance(written.operand, tuple) else str(written.operand)
    return f"{written.ask} {written.operator} {shown}"
