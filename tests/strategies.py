"""What hypothesis draws from: answers to the questions of a rule base, and whole small rule bases.

A drawn rule base is small enough to look at every completion of it, and has everything that a label may say: all
operators, trees of them, roles and endings, kinds, carriers, products that are gone or still to come, points, studies and what
became of them, what stands on paper and what only the care team knows.
"""

import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from hypothesis import settings
from hypothesis import strategies as st

from tests.bases import SMALL_BASE
from trialhelper.answers import NOT_SURE, NOT_TESTED, PREFER_NOT_TO_SAY, Answer, Answers, choices, plain_text, read_answer
from trialhelper.rulebase import RuleBase
from trialhelper.rulebase.base import assemble
from trialhelper.rulebase.criterion import Ending
from trialhelper.rulebase.entries import ProductCell, Question, StudiedCell
from trialhelper.rulebase.reading import kind_of
from trialhelper.rulebase.yaml12 import read_yaml


def examples(number: int) -> settings:
    """So many examples; EXAMPLES=20 in the environment looks at twenty times as many, EXAMPLES=0.2 at a fifth."""
    return settings(max_examples=max(1, round(number * float(os.environ.get("EXAMPLES", "1")))))


AGES = st.one_of(
    st.integers(0, 90).map(str),
    st.integers(0, 90).map(lambda years: f"{years} years"),
    st.integers(0, 300).map(lambda months: f"{months} months"),
    st.tuples(st.integers(1, 30), st.integers(0, 11)).map(lambda age: f"{age[0]} years {age[1]} months"),
    st.integers(0, 20).map(lambda weeks: f"{weeks} weeks"),
)


# ---- answers ----


def raw_answers(question: Question, rules: RuleBase) -> st.SearchStrategy[object]:
    """What a person may say to a question, "not sure", "not tested yet" and "prefer not to say" where they are offered."""
    aside: list[object] = [NOT_SURE] if question.clinical or question.type == "choice" else []
    aside += [PREFER_NOT_TO_SAY] if question.sensitive else []
    aside += [NOT_TESTED] if question.answered_by == "paper" else []
    if question.type == "age":
        values: st.SearchStrategy[object] = AGES
    elif question.type == "number":
        values = st.integers(question.least or 0, min(question.most or 20, 60))
    elif question.type == "text":
        return st.text(min_size=1, max_size=250).filter(plain_text)
    else:
        return st.sampled_from([*choices(question, rules), *aside])
    return values | st.sampled_from(aside) if aside else values


def answers_of(question: Question, rules: RuleBase) -> st.SearchStrategy[Answer]:
    return raw_answers(question, rules).map(lambda raw: read_answer(question, raw, rules))


@st.composite
def answer_sets(draw: st.DrawFn, rules: RuleBase, among: tuple[str, ...] = (), least: int = 0) -> Answers:
    """Answers to some of the questions, of all or of those `among`, in any order.

    As in the form, who names a kind as the condition ("hemophilia B") is not asked for the kind.
    """
    asked = draw(st.lists(st.sampled_from(among or tuple(rules.questions)), unique=True, min_size=least))
    answers = Answers([(name, draw(answers_of(rules.questions[name], rules))) for name in asked])
    named = rules.conditions.get(str(answers.facts.get("condition")))
    return answers.minus(rules.conditions[named.kind_of].kinds_ask or "") if named and named.kind_of else answers


# ---- rule bases ----

WORLD_DAY = date(2024, 6, 1)
_STUDIED: tuple[list[StudiedCell], ...] = (["running"], ["stopped"], ["none", "not_looked"])
CONVERSATIONS = ("approved-therapy", "approved-and-trials", "trials", "confirm-first", "not-now-but-ask", "other-care")
_ENDINGS: tuple[Ending, ...] = get_args(Ending)
_REVIEWED = {"on": "2024-06-01", "due": "2024-12-01", "by": "encoder"}
_CLAIM = "page.about-c"

_QUESTIONS: dict[str, dict[str, Any]] = {
    "age": {"type": "age", "order": 30},
    "kind": {"type": "choice", "order": 28, "confirms": "subtype", "options": ["a", "b", "?"]},
    "walks": {"type": "yes_no", "order": 40},
    "test": {"type": "yes_no", "order": 50, "confirms": "gene_test"},
    "stage": {"type": "choice", "order": 60, "options": ["early", "late", "?"], "answered_by": "paper", "confirms": "stage"},
    "count": {"type": "number", "order": 70, "least": 0, "most": 20, "asked": "together"},
    "copies": {"type": "choice", "order": 72, "options": ["one", "both", "?"], "confirms": "gene_test"},
    "signs": {"type": "yes_no", "order": 75},
    "liver": {"type": "yes_no", "order": 80, "answered_by": "team"},
    "blood": {"type": "yes_no", "order": 90, "answered_by": "team", "confirms": "diagnosis"},
    "reason": {"type": "choice", "order": 900, "clinical": False, "options": ["research", "none"]},
}
_FOR_PERSON, _FOR_CARE_TEAM = ("age", "walks", "test", "stage", "count", "copies"), ("liver", "blood")


class World:
    """A drawn rule base with the files that it would be read from. It is about the condition `c` on `day`."""

    def __init__(self, files: dict[str, dict[str, Any]]) -> None:
        self.files, self.day = files, WORLD_DAY
        self.rules = assemble([kind_of(name).model_validate(data) for name, data in sorted(files.items())], "0" * 64)

    def write(self, folder: Path) -> Path:
        for name, data in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps(data))  # JSON is YAML 1.2
        return folder

    def __repr__(self) -> str:
        shown = ("therapies", "conversations", "risk_factors", "conditions")
        return "World(\n" + "\n".join(f"{k}: {json.dumps(v)}" for k, v in self.files.items() if k.startswith(shown)) + ")"


@cache
def _small(file: str) -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(file, (SMALL_BASE / file).read_text()).data
    return data


def _question(name: str) -> dict[str, Any]:
    made = {"id": name, "ask": name, "short": name, "why": name, **_QUESTIONS[name]}
    if "options" in made:
        made["options"] = [
            {"id": "no_test", "label": "none yet", "unknown": True} if option == "?" else {"id": option, "label": option}
            for option in made["options"]
        ]
    return made


def _options(name: str) -> list[str]:
    """The options of a question that tell something."""
    return [option for option in _QUESTIONS[name].get("options", ("yes", "no")) if option != "?"]


@st.composite
def _leaves(draw: st.DrawFn, among: tuple[str, ...], point: str = "", known: bool = False, ends: bool = False) -> dict[str, Any]:
    name = draw(st.sampled_from(among))
    question = _QUESTIONS[name]
    leaf: dict[str, Any] = {"ask": name, "claim": _CLAIM} | ({"point": point} if point else {})
    if known and draw(st.booleans()):
        return leaf | {"known": draw(st.booleans())}
    if ends and question["type"] != "age":
        leaf["ends"] = draw(st.sampled_from(_ENDINGS))
    if question["type"] in ("choice", "yes_no"):
        if ends and draw(st.booleans()):
            named = st.dictionaries(st.sampled_from(_options(name)), st.sampled_from(_ENDINGS), min_size=1)
            leaf["ends"] = draw(named)
        operator = draw(st.sampled_from(["is", "is_not", "in", "not_in"]))
        chosen = draw(st.lists(st.sampled_from(_options(name)), min_size=1, unique=True))
        return leaf | {operator: chosen if operator in ("in", "not_in") else chosen[0]}
    operators = ["at_least", "at_most", "more_than", "less_than", "between"]
    if question["type"] == "age":
        bounds: list[Any] = ["18 months", "2 years", "4 years"]
    else:
        bounds, operators = [0, 2, 5], [*operators, "is"]
    operator = draw(st.sampled_from(operators))
    low, high = sorted(draw(st.tuples(st.integers(0, 2), st.integers(0, 2))))
    return leaf | {operator: [bounds[low], bounds[high]] if operator == "between" else bounds[low]}


@cache  # hypothesis validates a strategy once; a new one for each draw would cost more than the draw
def _trees(among: tuple[str, ...], point: str = "", known: bool = False, ends: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    leaf = _leaves(among, point, known, ends)
    return leaf | st.recursive(
        leaf,
        lambda part: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(part, min_size=1, max_size=2)),
            st.builds(lambda parts: {"any": parts}, st.lists(part, min_size=1, max_size=2)),
            st.builds(lambda one: {"not": one}, part),
        ),
        max_leaves=3,
    )


@st.composite
def _decisive(draw: st.DrawFn, among: tuple[str, ...], roles: tuple[str, ...]) -> dict[str, Any]:
    """A criterion with its role; one that only makes treatment wait says of no leaf how it ends."""
    role = draw(st.sampled_from(roles))
    return {**draw(_trees(among, ends=role != "postpones")), "role": role}


@st.composite
def _versions(draw: st.DrawFn, person: tuple[str, ...], care_team: tuple[str, ...], day: str) -> dict[str, Any]:
    sides = st.sampled_from([person, person, care_team] if care_team else [person])
    return {
        "from": day,
        "claim": _CLAIM,
        "requires": [draw(_decisive(draw(sides), ("defines", "defines", "limits"))) for _ in range(draw(st.integers(1, 3)))],
        "rules_out": [draw(_decisive(draw(sides), ("defines", "limits", "postpones"))) for _ in range(draw(st.integers(0, 2)))],
        "discuss": [
            draw(_trees(draw(sides), draw(st.sampled_from(["r0", "r1"])), known=True)) for _ in range(draw(st.integers(0, 2)))
        ],
        "contraindications": "listed",
    }


@st.composite
def _therapies(
    draw: st.DrawFn, name: str, targets: list[str], person: tuple[str, ...], care_team: tuple[str, ...]
) -> dict[str, Any]:
    status = draw(
        st.sampled_from(
            [
                [("2020-01-01", "available")],
                [("2020-01-01", "available")],
                [("2020-01-01", "available"), ("2023-05", "withdrawn")],
                [("2020-01-01", "available"), ("2021", "withdrawn"), ("2023-02-01", "available")],
                [("2030-01-01", "available")],
            ]
        )
    )
    days = draw(st.sampled_from([["2020-01-01"], ["2020-01-01"], ["2020-01-01", "2023-01"], ["2025-01-01"]]))
    chosen = draw(st.lists(st.sampled_from(targets), min_size=1, max_size=2, unique=True))
    said = {"plain": "So it is.", "claim": _CLAIM}
    return {
        "id": name,
        **dict.fromkeys(("brand", "nonproprietary_name", "maker"), name),
        "platform": "aav_liver",
        "delivery": "in_vivo",
        "one_time": True,
        "how_given": said,
        "status": [{"from": day, "is": state, "claim": f"page.about-{name}"} for day, state in status],
        "indications": [
            {"condition": target, "versions": [draw(_versions(person, care_team, day)) for day in days]} for target in chosen
        ],
        "benefits": [said],
        "harms": [said],
        "boxed_warning": {"state": "none"},
        "confidence": "low",
        "reviewed": _REVIEWED,
    }


@st.composite
def _tables(draw: st.DrawFn, any_table: bool) -> dict[str, Any]:
    """The shipped decision table, or one that says anything at all in any situation."""
    small = _small("conversations.yaml")
    reason = draw(st.sampled_from([{"ask": "reason", "is": "research"}, {"ask": "reason", "known": True}]))
    if not any_table or draw(st.booleans()):
        return small | {"trial_reason": reason}
    places = [(product, studied) for product in get_args(ProductCell) for studied in _STUDIED]
    said = st.lists(st.sampled_from(CONVERSATIONS), min_size=len(places), max_size=len(places))
    without, with_reason, beside = draw(said), draw(said), draw(said)
    rows: list[dict[str, Any]] = [
        {"condition": ["not_known", "no_diagnosis", "not_listed"], "then": "confirm-first"},
        {"condition": ["carrier"], "then": draw(st.sampled_from(CONVERSATIONS))},
        {"condition": ["one_copy"], "then": draw(st.sampled_from(CONVERSATIONS))},
    ]
    for (product, studied), one, other, third in zip(places, without, with_reason, beside, strict=True):
        row = {"condition": ["listed"], "product": [product], "studied": studied}
        words = {"words": "never"} if one == "not-now-but-ask" and third == one else {}
        rows += [
            row | {"trial_reason": [False], "then": one} | words,
            row | {"trial_reason": [True], "then": other, "beside": [third] if third != other else []},
        ]
    return small | {"trial_reason": reason, "rows": rows}


@st.composite
def _conditions(draw: st.DrawFn, name: str, carriers: bool) -> dict[str, Any]:
    """What a condition may say of carriers, of its studies, and of whether anybody looked for these."""
    states = ["running", "closed_to_new_people", "on_hold", "stopped", "finished", "not_known"]
    programmes = draw(st.lists(st.tuples(st.sampled_from(states), st.sampled_from(["2023-01-01", "2030-01-01"])), max_size=2))
    said: dict[str, Any] = {"looked_for_studies": draw(st.booleans())}
    if draw(st.booleans()):
        said["programmes"] = [
            {"product": draw(st.sampled_from([None, "p1", "p2"])), "state": state, "dated": day, "claim": _CLAIM, "plain": name}
            for state, day in programmes
        ]
    if carriers and draw(st.booleans()):
        when = {"ask": "copies", "is": draw(st.sampled_from(["one", "one", "both"])), "claim": _CLAIM}
        said["carrier"] = {"when": when, "signs": "signs", "plain": "So it is.", "claim": _CLAIM}
    return said


@st.composite
def worlds(draw: st.DrawFn, care_team: bool = True, any_table: bool = True, apart: bool = False) -> World:
    """A small rule base.

    `any_table`: its decision table may say anything, so that no property leans on the shipped one. `apart`: the point
    about studies asks only what no criterion asks.
    """
    person = tuple(draw(st.lists(st.sampled_from(_FOR_PERSON), min_size=2, max_size=4, unique=True)))
    others = tuple(draw(st.lists(st.sampled_from(_FOR_CARE_TEAM), max_size=1))) if care_team else ()
    splits = draw(st.booleans())
    conditions = ["c", "c-a", "c-b"] if splits else ["c"]
    names = ["t1", "t2", "t3"][: draw(st.integers(1, 3))]
    studied = draw(st.lists(st.sampled_from(conditions), unique=True, max_size=2))
    about = {"plain": "So it is.", "where": "Page 1", "confidence": "low"}
    claims = [{"id": "about-c", "says": "criterion", "about": {"platform": "aav_liver"}, **about}]
    claims += [{"id": f"about-{name}", "says": "approved", "about": {"therapy": name}, **about} for name in names]
    claims += [{"id": f"studied-{name}", "says": "in_trials", "about": {"condition": name}, **about} for name in studied]
    risk = {"name": "r", "kind": "planning", "plain": "r", "question": "r", "topic": "t", "claim": _CLAIM, "confidence": "low"}
    when = draw(_trees(draw(st.sampled_from([person, person, others or person])), known=True))
    risks: list[dict[str, Any]] = [
        {"id": "r0", **risk},
        {"id": "r1", **risk, "when": when, **draw(st.sampled_from([{"platforms": ["aav_liver"]}, {"therapies": ["t1"]}]))},
        {"id": "r2", **risk, "trials": True},
    ]
    carriers = draw(st.sampled_from([False, False, True]))
    about_studies = (
        [tuple(name for name in _FOR_PERSON if name not in (*person, "copies"))[:1]] if apart else [person, others or person]
    )
    if draw(st.booleans()):
        risks[2]["when"] = draw(_trees(draw(st.sampled_from(about_studies)), known=True))
    start = _small("questions/start.yaml")["questions"][:3]
    told = dict.fromkeys([*person, *(about_studies[0] if apart else ()), *(("copies", "signs") if carriers else ())])
    asked = [*(["kind"] if splits else []), *told, *others, "reason"]
    files: dict[str, dict[str, Any]] = {
        "about.yaml": _small("about.yaml"),
        "glossary.yaml": {"terms": [{"id": "gene", "term": "gene", "plain": "A section of DNA."}]},
        "conversations.yaml": draw(_tables(any_table)),
        "risk_factors.yaml": {"topics": {"t": "T"}, "risk_factors": risks},
        "questions/all.yaml": {"topic": "All", "questions": [*start, *map(_question, asked)]},
        "documents/page.yaml": {
            "id": "page",
            **dict.fromkeys(("title", "publisher"), "Page"),
            "kind": "label",
            "url": None,
            "language": "en",
            "dated": "2019-01-01",
            "retrieved": "2024-06-01",
            "read_from": "original",
            "reviewed": _REVIEWED,
            "claims": claims,
        },
    }
    for name in conditions:
        extra = {"kinds_ask": "kind"} if splits and name == "c" else {"kind_of": "c", "kind": name[-1]} if name != "c" else {}
        files[f"conditions/{name}.yaml"] = {
            "id": name,
            **dict.fromkeys(("name", "clinical_name", "plain"), name),
            "confidence": "low",
            "reviewed": _REVIEWED,
            **extra,
            **draw(_conditions(name, carriers)),
        }
    for name in names:
        files[f"therapies/{name}.yaml"] = draw(_therapies(name, conditions, person, others))
    return World(files)
