"""The summary: one content model, rendered as PDF, HTML, text and JSON; and the result as data."""

import json

from trialhelper.engine import Assessment
from trialhelper.summary.content import compose, person_of
from trialhelper.summary.model import Summary
from trialhelper.summary.result import result_of
from trialhelper.summary.text import render_text
from trialhelper.words import Words

__all__ = ["Summary", "audit", "compose", "person_of", "render", "render_text", "result_of"]


def render(summary: Summary, kind: str, paper: str = "letter", large: bool = False) -> bytes:
    """A summary as pdf, html or text; `paper` (letter or a4) and large print matter to the pdf. Raises ValueError otherwise."""
    if kind == "text":
        return render_text(summary).encode()
    if kind == "html":
        from trialhelper.summary.html import render_html

        return render_html(summary).encode()
    if kind == "pdf":
        from trialhelper.summary.pdf import render_pdf

        return render_pdf(summary, paper, large=large)
    raise ValueError(f"a summary is rendered as pdf, html or text, not as {kind}")


def audit(assessment: Assessment, summary: Summary, words: Words) -> bytes:
    """The summary as JSON with all that led to it: every sentence with its claims, and every rule with its verdict."""
    from trialhelper.summary.jsonable import summary_as_dict

    data = {**summary_as_dict(summary), "audit": result_of(assessment, words)}
    return json.dumps(data, indent=2, ensure_ascii=False).encode()
