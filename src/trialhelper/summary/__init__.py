"""The summary: one content model, rendered as PDF, HTML, text and JSON; and the result as data."""

import json
from typing import Literal

from trialhelper.summary.content import compose, person_of
from trialhelper.summary.model import Summary
from trialhelper.summary.result import result_of
from trialhelper.summary.text import render_text

__all__ = ["Summary", "compose", "person_of", "render", "render_text", "result_of"]


def render(summary: Summary, kind: str, paper: str = "letter") -> bytes:
    """A summary as pdf, html, text or json; `paper` (letter or a4) matters to the pdf. Raises ValueError otherwise."""
    if kind == "text":
        return render_text(summary).encode()
    if kind == "json":
        from trialhelper.summary.jsonable import summary_as_dict

        return json.dumps(summary_as_dict(summary), indent=2, ensure_ascii=False).encode()
    if kind == "html":
        from trialhelper.summary.html import render_html

        return render_html(summary).encode()
    if kind == "pdf":
        from trialhelper.summary.pdf import render_pdf

        size: Literal["letter", "a4"] = "a4" if paper == "a4" else "letter"
        return render_pdf(summary, size)
    raise ValueError(f"a summary is rendered as pdf, html, text or json, not as {kind}")
