"""What hypothesis draws from: answers to the questions of a rule base, dates that matter, and whole small rule bases."""

from hypothesis import strategies as st

from trialhelper.answers import NOT_SURE, PREFER_NOT_TO_SAY, Answer, Answers, choices, read_answer
from trialhelper.rulebase import RuleBase
from trialhelper.rulebase.entries import Question

AGES = st.one_of(
    st.integers(0, 90).map(str),
    st.integers(0, 90).map(lambda years: f"{years} years"),
    st.integers(0, 300).map(lambda months: f"{months} months"),
    st.tuples(st.integers(1, 30), st.integers(0, 11)).map(lambda age: f"{age[0]} years {age[1]} months"),
    st.integers(0, 20).map(lambda weeks: f"{weeks} weeks"),
)


def raw_answers(question: Question, rules: RuleBase) -> st.SearchStrategy[object]:
    """What a person may say to a question, "not sure" and "prefer not to say" where they are offered."""
    aside: list[object] = [NOT_SURE] if question.clinical or question.type == "choice" else []
    aside += [PREFER_NOT_TO_SAY] if question.sensitive else []
    if question.type == "age":
        values: st.SearchStrategy[object] = AGES
    elif question.type == "number":
        values = st.integers(question.least or 0, min(question.most or 20, 60))
    else:
        return st.sampled_from([*choices(question, rules), *aside])
    return values | st.sampled_from(aside) if aside else values


def answers_of(question: Question, rules: RuleBase) -> st.SearchStrategy[Answer]:
    return raw_answers(question, rules).map(lambda raw: read_answer(question, raw, rules))


@st.composite
def answer_sets(draw: st.DrawFn, rules: RuleBase, among: tuple[str, ...] = (), least: int = 0) -> Answers:
    """Answers to some of the questions, of all or of those `among`, in any order."""
    asked = draw(st.lists(st.sampled_from(among or tuple(rules.questions)), unique=True, min_size=least))
    return Answers([(name, draw(answers_of(rules.questions[name], rules))) for name in asked])
