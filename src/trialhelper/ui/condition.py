"""Finding the condition by typing: a name, a short name, a slip, a gene or a product; or saying that it is not there.

Two forms on one page: what is typed is looked up, and what is found is chosen like any other answer.
"""

import streamlit as st

from trialhelper.answers import NO_DIAGNOSIS, NOT_LISTED, NOT_SURE, Answer, read_answer
from trialhelper.engine import Step
from trialhelper.rulebase.search import Hit, find, find_other
from trialhelper.summary.phrases import Phrases
from trialhelper.ui import frame, keys
from trialhelper.ui.visit import Visit

__all__ = ["draw"]

_FIXED = (NOT_LISTED, NO_DIAGNOSIS, NOT_SURE)
_TYPED = "typed-condition"


def draw(visit: Visit, step: Step) -> None:
    """The page on which the condition is found."""
    words, question = visit.words, step.ask.questions[0]
    phrases = Phrases(visit.rules, words)
    frame.begin(visit, words("app.question_title", n=visit.place))
    frame.heading(phrases.asked(question))
    frame.beside(_TYPED, words("question.why", why=phrases.why(question)), words("condition.how"))
    searched = st.session_state.get(keys.SEARCH, "")
    with st.form("find-form", border=False):
        st.text_input(words("condition.type"), value=searched, key=_TYPED, max_chars=keys.LONGEST_SEARCH, autocomplete="off")
        st.form_submit_button(words("condition.find"), on_click=_search)
    options = _offered(visit, searched)
    others = find_other(visit.rules, searched)
    for other in others:
        said = words.rule(f"other_product.{other.id}.plain", other.plain).text
        frame.notice("info", words("notice.info"), words("condition.other_product", name=other.names[0], plain=said))
    if searched and not others and len(options) == len(_FIXED):
        frame.notice("info", words("notice.info"), words("condition.none_found"))
    with st.form("answer-form", border=False):
        code = st.session_state.get(keys.FAULTS, {}).get(keys.field("condition"))
        wrong = words("error.here", says=words(f"error.{code}")) if code else ""
        frame.beside(keys.field("condition"), title=words("condition.choose"), wrong=wrong)
        st.radio(
            words("condition.choose"),
            list(options),
            index=_before(visit, list(options)),
            format_func=lambda option: options[option],
            key=keys.field("condition"),
            label_visibility="collapsed",
        )
        st.form_submit_button(words("app.continue"), type="primary", on_click=_submit, args=(visit,))
    with st.expander(words("condition.all")):
        names = [phrases.condition(condition.id) for condition in visit.rules.conditions.values() if not condition.kind_of]
        frame.part(words("condition.all"), words("condition.all_lead"), bulleted=tuple(sorted(names, key=str.casefold)))
    frame.end(visit, "foot.purpose", "foot.privacy")


def _search() -> None:
    st.session_state[keys.SEARCH] = str(st.session_state.get(_TYPED, "")).strip()
    st.session_state[keys.FAULTS] = {}


def _offered(visit: Visit, searched: str) -> dict[str, str]:
    """What can be chosen, by a key that holds the whole find, with what is shown for it."""
    words = visit.words
    found = find(visit.rules, searched, words.language)
    given = _given(visit)
    if not found and given:
        found = (given,)
    offered = {_key(hit): _shown(visit, hit) for hit in found}
    return offered | {
        NOT_LISTED: words("condition.not_listed"),
        NO_DIAGNOSIS: words("condition.no_diagnosis"),
        NOT_SURE: words("option.not_sure"),
    }


def _given(visit: Visit) -> Hit | None:
    """The condition of the rules that was told before, with its kind and the product that it was found by."""
    facts = visit.answers.facts
    top = visit.rules.conditions.get(str(facts.get("condition")))
    if top is None:
        return None
    kind = facts.get(top.kinds_ask) if top.kinds_ask else None
    asked_for = facts.get("asked_for")
    named = next((one for one in visit.rules.kinds.get(top.id, ()) if one.kind == kind), top)
    name = Phrases(visit.rules, visit.words).condition(named.id)
    return Hit(top.id, named.kind, str(asked_for) if asked_for else None, name)


def _key(hit: Hit) -> str:
    return "|".join((hit.condition, hit.kind or "", hit.therapy or ""))


def _shown(visit: Visit, hit: Hit) -> str:
    """The name that was found, and the condition's own name where that is another."""
    top = visit.rules.conditions[hit.condition]
    kind = next((one for one in visit.rules.kinds.get(hit.condition, ()) if one.kind == hit.kind), None)
    own = Phrases(visit.rules, visit.words).condition((kind or top).id)
    return hit.name if own.casefold() in hit.name.casefold() else visit.words("condition.found", name=hit.name, own=own)


def _before(visit: Visit, options: list[str]) -> int | None:
    given = visit.answers.get("condition")
    if given is None:
        return None
    if given.written in _FIXED:
        return options.index(str(given.written))
    hit = _given(visit)
    before = _key(hit) if hit else None
    return options.index(before) if before in options else None  # another find of the same disease may be another kind of it


def _submit(visit: Visit) -> None:
    chosen = st.session_state.get(keys.field("condition"))
    if chosen is None:
        visit.refuse({keys.field("condition"): "condition.choose"})
        return
    told: dict[str, Answer | None] = {"asked_for": None}
    condition, _, rest = chosen.partition("|")
    kind, _, therapy = rest.partition("|")
    told["condition"] = read_answer(visit.rules.questions["condition"], condition, visit.rules)
    if condition not in _FIXED:
        asks_kind = visit.rules.conditions[condition].kinds_ask
        if kind and asks_kind:
            told[asks_kind] = read_answer(visit.rules.questions[asks_kind], kind, visit.rules)
        if therapy:
            told["asked_for"] = read_answer(visit.rules.questions["asked_for"], therapy, visit.rules)
    visit.tell(told)
