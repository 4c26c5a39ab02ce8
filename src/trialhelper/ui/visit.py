"""The state of one visit and the moves that a page can make; no drawing.

The answers are the state; which pages there are follows from them (`interview`). A move never loses an answer. The
address holds nothing but the number of the page, so that the browser's own Back works.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from trialhelper import typeset
from trialhelper.answers import Answer, Answers, Note
from trialhelper.engine import Assessment, Step, assess, walk
from trialhelper.engine.plan import View
from trialhelper.interview import CHECK, RESULT, START, VALUES, Page, Place, first_open, page_at, place_before, places
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import DemoCase
from trialhelper.summary import person_of
from trialhelper.ui import keys
from trialhelper.ui.walkthrough import made_whole
from trialhelper.words import LANGUAGES, Words, words_in

__all__ = ["CHECK", "RESULT", "START", "VALUES", "Visit"]

_PAGE, _LANGUAGE = "p", "lang"
_DIGITS = 4
"""No visit has pages with a number of so many digits, and Python refuses to read one of thousands."""


@dataclass(frozen=True)
class Visit:
    """One person's session with the form.

    `as_of` is the day that the rules are asked for: today, or that of an invented person.
    """

    rules: RuleBase
    as_of: date
    today: date

    @property
    def case(self) -> DemoCase | None:
        """The invented person whose visit this is, if it is one."""
        return self.rules.demo_cases.get(st.session_state.get(keys.CASE, ""))

    @property
    def language(self) -> str:
        """The language of the visit: the one chosen, else the one in the address."""
        if keys.LANGUAGE not in st.session_state:
            asked = st.query_params.get(_LANGUAGE, LANGUAGES[0])
            st.session_state[keys.LANGUAGE] = asked if asked in LANGUAGES else LANGUAGES[0]
        return str(st.session_state[keys.LANGUAGE])

    def speak(self, language: str) -> None:
        """Go on in another language, on the same page with the same answers."""
        st.session_state[keys.LANGUAGE] = language
        st.query_params[_LANGUAGE] = language

    @property
    def answers(self) -> Answers:
        answers: Answers = st.session_state.setdefault(keys.ANSWERS, Answers())
        return answers

    @property
    def at(self) -> Place:
        at: Place = st.session_state.setdefault(keys.AT, START)
        return at

    @property
    def place(self) -> int:
        """The number of the page that is shown, as it stands in the address; the start is 0."""
        return self._number(self.at)

    @property
    def words(self) -> Words:
        return words_in(self.language, self.rules.translations).to(person_of(self.answers))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The pages of the interview for the answers so far."""
        day, known = st.session_state.get(keys.TRAIL, (self.as_of, ()))
        steps = walk(self.rules, self.answers, self.as_of, known if day == self.as_of else ())
        st.session_state[keys.TRAIL] = (self.as_of, steps)
        return steps

    @property
    def page(self) -> Page | None:
        """The page with questions that is shown, or None on another page or when the answers no longer lead to it."""
        searched = st.session_state.get(keys.SEARCH, "")
        return page_at(self.rules, self.words, self.answers, self.steps, self.at, searched)

    def assess(self, view: View = "person") -> Assessment:
        return assess(self.rules, self.answers, self.as_of, view)

    # ---- moves ----

    def go(self, at: Place) -> None:
        """Show a page, with nothing said about what was wrong before."""
        st.session_state[keys.AT] = at
        st.session_state[keys.FAULTS] = {}
        st.session_state[keys.ATTEMPT] = 0
        st.query_params[_PAGE] = str(self._number(at))

    def keep(self, told: Mapping[str, Answer | None]) -> None:
        """Keep answers, forget those that are None, and stay."""
        answers = self.answers
        for name, answer in told.items():
            answers = answers.plus(name, answer) if answer else answers.minus(name)
        st.session_state[keys.ANSWERS] = answers
        st.session_state[keys.FAULTS] = {}

    def tell(self, told: Mapping[str, Answer | None]) -> None:
        """Keep answers, forget those that are None, and go on."""
        self.keep(told)
        self.onward()

    def refuse(self, faults: dict[str, str]) -> None:
        """Stay, and say what is wrong with which field."""
        st.session_state[keys.FAULTS] = faults
        st.session_state[keys.ATTEMPT] = st.session_state.get(keys.ATTEMPT, 0) + 1

    def onward(self) -> None:
        """To the first page that is not answered yet, then once to what matters, or else to the check of all answers."""
        st.session_state.pop(keys.NOTES, None)
        if self.case:
            pages = self._pages()
            after = pages.index(self.at) + 1 if self.at in pages else 1
            self.go(pages[min(after, len(pages) - 1)])  # all is answered already, and every page is to be seen
            return
        at = first_open(self.rules, self.steps, bool(st.session_state.get(keys.VALUES_SEEN)))
        if at == VALUES:
            st.session_state[keys.VALUES_SEEN] = True
        self.go(at)

    def back(self) -> None:
        """To the page before this one."""
        self.go(place_before(self.rules, self.steps, self.at))

    def clear(self) -> None:
        """Forget everything that was told, at once."""
        language = self.language
        for name in list(st.session_state):
            del st.session_state[name]
        st.session_state[keys.LANGUAGE] = language
        typeset.forget()
        self.go(START)

    def load(self, answers: Answers, notes: tuple[Note, ...]) -> None:
        """Take over saved answers, with what could not be read of their file, and go to the first page that is open or to the
        check of all of them. An invented person who was shown is gone then, and the day is this one again."""
        visit = self
        if self.case:
            self.clear()
            visit = replace(self, as_of=self.today)
        st.session_state[keys.ANSWERS] = answers
        st.session_state[keys.VALUES_SEEN] = True
        visit.onward()
        st.session_state[keys.NOTES] = notes

    def show(self, case: DemoCase) -> None:
        """Begin the visit of an invented person: everything is answered, and every page can be walked through.

        What a real person had answered before is set aside until the demonstration ends.
        """
        own = st.session_state.get(keys.OWN) if self.case else self.answers
        large = st.session_state.get(keys.PRESENTER, False)
        self.clear()
        st.session_state[keys.OWN] = own
        st.session_state[keys.PRESENTER] = large
        st.session_state[keys.CASE] = case.id
        st.session_state[keys.ANSWERS] = made_whole(self.rules, case)
        replace(self, as_of=case.as_of.latest).onward()
        st.session_state[keys.ELSEWHERE] = True

    def end_demonstration(self) -> None:
        """Forget the invented person, draw in the usual size, and bring back what was answered before."""
        own = st.session_state.get(keys.OWN)
        self.clear()
        if own:
            st.session_state[keys.ANSWERS] = own

    def present(self, large: bool) -> None:
        """Draw the pages large from now on, or no longer."""
        st.session_state[keys.PRESENTER] = large

    # ---- the address ----

    def follow_address(self) -> None:
        """The browser's own Back and Forward change the number in the address: show that page, if the visit has been there."""
        asked, here = st.query_params.get(_PAGE), self._number(self.at)
        if st.session_state.pop(keys.ELSEWHERE, False) and asked is None:
            st.query_params[_PAGE] = str(here)
            return
        if asked == str(here) or (asked is None and self.at == START):
            return
        pages = self._pages()
        if asked is not None and asked.isdecimal() and len(asked) < _DIGITS and int(asked) < len(pages):
            self.go(pages[int(asked)])
        elif asked is None:
            self.go(START)
        else:
            st.query_params[_PAGE] = str(here)

    def _pages(self) -> tuple[Place, ...]:
        return places(self.rules, self.steps)

    def _number(self, at: Place) -> int:
        pages = self._pages()
        return pages.index(at) if at in pages else 0
