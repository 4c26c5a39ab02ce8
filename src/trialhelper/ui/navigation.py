"""The pages of the form, and what the server around them says."""

from html import escape

import streamlit as st

from trialhelper.clock import today
from trialhelper.rulebase import RuleBase
from trialhelper.ui import clinic, form, keys
from trialhelper.ui.server import PAPER, AppParts, Sentences, make_app_parts
from trialhelper.words import words_in

__all__ = ["app_parts", "run"]


def run() -> None:
    """Show the page that the address names."""
    pages = {
        "form": st.Page(form.draw_form, title="trialhelper", url_path="", default=True),
        "how": st.Page(form.draw_how, title="trialhelper", url_path="how-it-works"),
        "about": st.Page(form.draw_about, title="trialhelper", url_path="about"),
    }
    pages |= {name: st.Page(draw, title="trialhelper", url_path=path) for name, (path, draw) in clinic.CLINIC_PAGES.items()}
    st.session_state[keys.PAGES] = pages
    st.navigation(list(pages.values()), position="hidden").run()


def app_parts() -> AppParts:
    """What `st.App` needs: the words of the shell, and the rules read before the first visitor comes.

    Raises ValueError when TRIALHELPER_TODAY names no day: better no server than a fault on every page.
    """
    today()
    sentences = Sentences(
        title=lambda language: words_in(language)("start.title"), no_script=_no_script, paper=_paper, sorry=_sorry
    )
    return make_app_parts(sentences, form.load_rules)


def _no_script(language: str) -> str:
    words = words_in(language)
    return f'<p>{escape(words("no_script"))} <a href="{PAPER}?lang={language}">{escape(words("no_script.paper"))}</a></p>'


def _sorry() -> tuple[str, str]:
    words = words_in(str(st.session_state.get(keys.LANGUAGE, "en")))
    return words("sorry"), words("sorry.again")


def _paper(language: str) -> str:
    """The questions to bring to a visit, on a page that needs no JavaScript."""
    rules = form.load_rules()
    words = words_in(language, rules.translations if isinstance(rules, RuleBase) else None)
    risks = rules.risk_factors.values() if isinstance(rules, RuleBase) else ()
    asked = dict.fromkeys(words.rule(f"risk.{risk.id}.question", risk.question).text for risk in risks if risk.when is None)
    items = "".join(f"<li>{escape(text)}</li>" for text in asked)
    parts = "".join(f"<p>{escape(words(name))}</p>" for name in ("limits.purpose", "limits.do_not_stop", "limits.emergency"))
    return (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><style>body{font:1.1rem/1.5 sans-serif;max-width:42rem;'
        "margin:auto;padding:1rem;color:#14181d;background:#fff}li{margin:.6rem 0}</style>"
        f"<title>{escape(words('paper.title'))}</title></head><body><main><h1>{escape(words('paper.title'))}</h1>"
        f"{parts}<ol>{items}</ol></main></body></html>"
    )
