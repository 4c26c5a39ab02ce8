import json
from importlib import resources
from typing import Literal

import typst

from .jsonable import summary_as_dict
from .model import Summary

Paper = Literal["letter", "a4"]
PAPERS = {"letter": "us-letter", "a4": "a4"}
_t = resources.files(__package__).joinpath("summary.typ").read_bytes()
_c = typst.Compiler(_t, font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)


def render_pdf(summary: Summary, paper: Paper = "letter") -> bytes:
    data = json.dumps(summary_as_dict(summary) | {"paper": PAPERS[paper]})
    return _c.compile(input=_t, sys_inputs={"summary": data}, format="pdf", pdf_standards="ua-1", timestamp=1700000000)
