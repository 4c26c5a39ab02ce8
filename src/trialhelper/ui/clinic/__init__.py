"""The clinician's view: demonstrations, why a result is so, what would change it, then and now, the rules to read."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from trialhelper.ui import form, keys
from trialhelper.ui.clinic import cases, library, take, team, then_now, what_if, why
from trialhelper.ui.visit import Visit

__all__ = ["CLINIC_PAGES"]


def _page(draw: Callable[[Visit], None], name: str) -> Callable[[], None]:
    """A page of the navigation. Showing a case leads on to the form."""

    def show() -> None:
        if st.session_state.pop(keys.GO_TO_FORM, False):
            st.switch_page(st.session_state[keys.PAGES]["form"])
        visit = form.current_visit()
        if visit is not None:
            draw(visit)

    show.__name__ = name
    return show


CLINIC_PAGES: Final[dict[str, tuple[str, Callable[[], None]]]] = {
    "clinic": ("clinician", _page(cases.draw, "clinician")),
    "clinic-team": ("clinician-team", _page(team.draw, "clinician-team")),
    "clinic-why": ("clinician-why", _page(why.draw, "clinician-why")),
    "clinic-rules": ("clinician-rules", _page(library.draw, "clinician-rules")),
    "clinic-what-if": ("clinician-what-if", _page(what_if.draw, "clinician-what-if")),
    "clinic-then": ("clinician-then", _page(then_now.draw, "clinician-then")),
    "clinic-take": ("clinician-take", _page(take.draw, "clinician-take")),
}
"""The pages by name: the path in the address, and what draws them."""
