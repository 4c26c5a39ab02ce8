"""What a summary says on a day in the past, of a product's own points, and of what only a care team can check."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.bases import RULES as ROOT_RULES
from tests.bases import answers_to, change, shipped_rules
from tests.lanes import Swept
from trialhelper.answers import Answers, answers_of, read_answer
from trialhelper.engine import Assessment, assess
from trialhelper.rulebase import RuleBase, read_rules
from trialhelper.summary import compose
from trialhelper.summary.model import Summary
from trialhelper.words import words_in

RULES = shipped_rules()
WORDS = words_in("en")
DAYS = (date(2014, 7, 1), date(2018, 1, 1), date(2020, 6, 1), date(2023, 7, 1), date(2024, 7, 1), date(2026, 3, 1))


def _told(day: date = RULES.about.dated.latest, view: str = "person", **answers: object) -> Assessment:
    told = Answers({name: read_answer(RULES.questions[name], raw, RULES) for name, raw in answers.items()})
    return assess(RULES, told, day, "care_team" if view == "care_team" else "person")


def _all(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences()]


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", sorted(RULES.demo_cases))
def test_what_the_sources_say_of_a_product_is_told_where_an_answer_raises_it(case: str) -> None:
    given = RULES.demo_cases[case]
    made = assess(RULES, answers_of(given, RULES), given.as_of.latest)
    told = _all(compose(made, WORDS))
    for point in made.talking_points:
        if point.discussed.node is not None and point.therapy:
            own = [ref for ref in point.discussed.claims[:2] if ref not in point.discussed.risk.claim]
            expected = [f"{point.therapy.brand}: {RULES.claims[ref][1].plain}" for ref in own]
            assert [text for text in expected if text not in told] == []


def test_a_source_stands_only_behind_what_it_says_itself() -> None:
    facts = 0
    for case in RULES.demo_cases.values():
        made = compose(assess(RULES, answers_of(case, RULES), case.as_of.latest), WORDS)
        for sentence in made.sentences():
            if sentence.id == "risk.fact":
                (ref,) = sentence.claims
                assert sentence.text.endswith(RULES.claims[ref][1].plain)
                facts += 1
            if sentence.id == "risk.told":
                named = [risk for risk in RULES.risk_factors.values() if sentence.text.endswith(risk.plain)]
                assert any(not risk.claim or set(sentence.claims) <= set(risk.claim) for risk in named), sentence.text
    assert facts >= 10


@pytest.mark.exhaustive
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_good_and_no_harm_of_a_product_is_told_before_any_source_of_it_was_written(day: date, swept: Swept) -> None:
    for case in map(RULES.demo_cases.__getitem__, swept(RULES.demo_cases)):
        made = compose(assess(RULES, answers_of(case, RULES), day), WORDS)
        for sentence in made.sentences():
            if ".benefit." in sentence.id or ".harm." in sentence.id or sentence.id.endswith(".boxed_warning"):
                assert any(_may_be_of(ref, day) for ref in sentence.claims), (case.id, sentence.text)


def _may_be_of(ref: str, day: date) -> bool:
    document, claim = RULES.claims[ref]
    dated = claim.since or (None if document.dated == "unknown" else document.dated)
    return dated is None or dated.earliest <= day


def test_a_warning_that_came_later_is_not_put_into_an_earlier_year() -> None:
    made = _told(date(2024, 7, 1), **RULES.demo_cases["duchenne-boy-who-walks"].answers)
    told = _all(compose(made, WORDS))
    assert "What its boxed warning said on July 1, 2024, if it had one, was not found." in told
    assert RULES.therapies["elevidys"].boxed_warning.plain not in told
    now = _all(compose(_told(**RULES.demo_cases["duchenne-boy-who-walks"].answers), WORDS))
    assert RULES.therapies["elevidys"].boxed_warning.plain in now


def test_what_would_rule_a_product_out_never_reads_like_a_finding() -> None:
    for case in RULES.demo_cases.values():
        made = assess(RULES, answers_of(case, RULES), case.as_of.latest)
        against = {
            f"criterion.{finding.plan.therapy.id}.rules_out"
            for finding in made.findings
            if any(one.side == "rules_out" for one in finding.plan.care_team)
        }
        for section in compose(made, WORDS).rest:
            for part in (section, *section.parts):
                for block in part.blocks:
                    if block.tone == "team":
                        assert not {sentence.id for sentence in block.sentences} & against, case.id


def test_in_the_care_teams_view_nothing_that_was_asked_is_left_to_the_team() -> None:
    told = RULES.demo_cases["mld-baby-before-signs"].answers
    asked = " ".join(_all(compose(_told(**told), WORDS)))
    assert "For the team to rule out: " in asked or "For the team to check: " in asked
    theirs = " ".join(_all(compose(_told(view="care_team", **told), WORDS)))
    assert "For the team to rule out: " not in theirs
    assert "For the team to check: " not in theirs


def test_a_product_that_was_not_approved_yet_is_not_called_one_for_something_else() -> None:
    told = _all(compose(_told(date(2018, 1, 1), who="child", condition="sma", asked_for="zolgensma"), WORDS))
    assert "On January 1, 2018 our documents show no approval of Zolgensma for this condition yet." in told
    other = _all(compose(_told(who="child", condition="sma", asked_for="hemgenix"), WORDS))
    assert "Hemgenix is not made for this condition, as far as our documents go." in other


def _start_not_found(folder: Path, *uses: str) -> RuleBase:
    """The rules, had it only been found by when Yescarta was approved for some uses, and not on which day."""
    rules = Path(shutil.copytree(ROOT_RULES, folder / "rules"))
    for use in uses:
        change(rules, "therapies/yescarta.yaml", (use, use.replace("from: ", "from: by ")))
    return read_rules(rules)


FOLLICULAR, SECOND_LINE = "from: 2021-03-05", "from: 2022-04-01"


def test_an_approval_whose_first_day_was_not_found_is_not_denied_before_the_day_it_is_known_by(tmp_path: Path) -> None:
    rules = _start_not_found(tmp_path, FOLLICULAR)
    answers = answers_to(rules, {"who": "you", "condition": "cancer", "cancer_kind": "fl"})
    told = _all(compose(assess(rules, answers, date(2020, 7, 1)), WORDS))
    assert (
        "From when Yescarta was approved for this use was not found. It may have been approved on July 1, 2020 already." in told
    )


def test_a_condition_that_no_document_names_is_not_said_to_be_studied_itself() -> None:
    kind = RULES.conditions["rett-mecp2"]
    asks = RULES.conditions["rett"].kinds_ask
    told = _all(compose(_told(date(2019, 7, 1), who="child", condition=kind.kind_of, **{str(asks): kind.kind}), WORDS))
    assert any("For its group it is being studied; this one is not named." in text for text in told)
    assert not any(text.endswith("It is being studied.") for text in told)


def test_an_implant_is_not_told_as_cells_of_the_person() -> None:
    told = _all(compose(_told(**RULES.demo_cases["mactel-woman"].answers), WORDS))
    assert "It is an implant. Its cells were changed in a lab and are not those of the person." in told
    assert not any("cells are taken out, changed, and given back" in text for text in told)


def test_what_cannot_wait_stands_first_of_all_when_an_answer_raises_it() -> None:
    told = RULES.demo_cases["airway-growths-hard-to-breathe"].answers
    first = compose(_told(**told), WORDS).front[0].blocks[0]
    assert first.tone == "warning"
    assert "call 911" in first.sentences[0].text
    calm = compose(_told(**{**told, "airway_blocked_now": "no"}), WORDS).front[0]
    assert not any("call 911" in sentence.text for block in calm.blocks for sentence in block.sentences)


def test_what_cannot_wait_leads_too_where_no_product_comes_into_question() -> None:
    """The product is for adults; a child who gets no air needs help all the same."""
    told = {**RULES.demo_cases["airway-growths-hard-to-breathe"].answers, "who": "child", "age": "5 years"}
    made = _told(**told)
    assert {finding.fit for finding in made.findings} == {"differs"}
    first = compose(made, WORDS).front[0].blocks[0]
    assert first.tone == "warning"
    assert "call 911" in first.sentences[0].text


def test_a_product_whose_start_was_not_found_is_named_once_however_many_uses_it_has(tmp_path: Path) -> None:
    rules = _start_not_found(tmp_path, FOLLICULAR, SECOND_LINE)
    told = _all(compose(assess(rules, answers_to(rules, {"who": "you", "condition": "cancer"}), date(2020, 7, 1)), WORDS))
    assert len([text for text in told if text.startswith("From when Yescarta")]) == 1


def test_an_approval_whose_first_day_is_known_is_not_told_as_not_found_before_that_day() -> None:
    """Casgevy was approved for sickle cell disease on December 8, 2023, and for beta thalassemia on January 16, 2024."""
    told = _all(compose(_told(date(2024, 1, 1), who="you", condition="beta-thalassemia"), WORDS))
    assert not any(text.startswith("From when Casgevy") for text in told)
