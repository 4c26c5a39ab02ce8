"""The card has its 17 fields, and each says what the rules say."""

import re
from dataclasses import replace

from typer.testing import CliRunner

from tests.bases import changed_copy
from tests.card.cards import WORDS, card_of, field
from trialhelper.card import card_page
from trialhelper.card.counts import newest
from trialhelper.card.facts import LEARNING, imported
from trialhelper.card.markdown import plain
from trialhelper.rulebase import read_rules
from trialhelper.rulebase.criterion import All, leaves
from trialhelper.summary.phrases import Phrases

RUN = CliRunner()


def test_the_card_has_all_17_fields(rules):
    card = card_page(rules, WORDS)
    assert re.findall(r"^## (MC-\d\d) ", card, re.MULTILINE) == [f"MC-{number:02}" for number in range(1, 18)]
    assert all(field(card, f"MC-{number:02}").strip() for number in range(1, 18))


def test_the_nine_attributes_have_a_line_each_and_one_that_no_question_asks_for_says_so(small):
    lines = [line for line in field(card_page(small, WORDS), "MC-05").splitlines() if line.startswith("| ")][2:]
    said = dict(line.strip("| ").split(" | ") for line in lines)
    assert len(said) == 9
    assert "Label rules that read it: 2." in said["Date of birth or age"]
    assert "Ambera, Bluvera" in said["Date of birth or age"]
    for name in ("Race", "Ethnicity", "Language", "Sexual orientation", "Gender identity", "Sex", "Social and money matters"):
        assert said[name] == "Not used. No question asks for it."


def test_a_question_that_begins_to_ask_for_an_attribute_shows_on_the_card(tmp_path):
    card = card_of(tmp_path, "questions/amber.yaml", ("Is the liver ill?", "What is your gender?"))
    said = "Label rules that read it: 0. Points for the visit: 1. Products: Ambera."
    assert f"| Gender identity | Liver problems. {said}" in field(card, "MC-05")


def test_what_it_is_for_does_not_stand_under_what_it_is_not_for(rules):
    card = card_page(rules, WORDS)
    assert plain(rules.about.scope) in field(card, "MC-07")
    assert plain(rules.about.scope) not in field(card, "MC-08")


def test_no_question_is_said_to_be_read_by_a_rule_that_none_reads(rules):
    said = field(card_page(rules, WORDS), "MC-05")
    found = re.search(
        r"\| (\d+) questions\. A label rule or a point for the visit reads (\d+) of them\."
        r" (\d+) tell the kind of an illness\. (\d+) help to tell who is a carrier\.",
        said,
    )
    assert found
    every, read, kinds, carriers = map(int, found.groups())
    assert read < every
    assert read + kinds + carriers >= every


def test_every_question_is_on_the_card_as_one_about_health_or_by_its_name(small):
    others = [one for one in small.questions.values() if not one.clinical and one.id != "condition"]
    assert others
    said = field(card_page(small, WORDS), "MC-05")
    assert all(plain(Phrases(small, WORDS).short(one)) in said for one in others)


def test_what_matters_to_a_person_is_named_and_is_none_of_the_attributes(shipped):
    rows, _, rest = field(card_page(shipped, WORDS), "MC-05").partition("Asked too, and not about health:")
    wishes = [plain(Phrases(shipped, WORDS).short(one)) for one in shipped.questions.values() if one.asked == "values"]
    assert "Travel" in wishes
    assert all(f"{name};" in rest or f"{name}." in rest for name in wishes)
    assert not any(f"{name}. Label rules" in rows for name in wishes)


def test_what_is_true_still_is_not_said_to_hold_no_longer(made):
    """An approval of a product that went remains a fact; it only tells no longer where the condition stands."""
    assert "**Older: this no longer tells where things stand**" in made["conditions/hemophilia-a.md"]


def test_what_is_not_there_yet_is_said_to_be_so(rules):
    card = card_page(rules, WORDS)
    for name in ("MC-02", "MC-12", "MC-13", "MC-14"):
        assert re.search(r"\bnone\b", field(card, name), re.IGNORECASE), name
    assert "Nobody outside the project has tested these rules." in field(card, "MC-13")


def test_who_read_the_entries_is_counted_and_not_claimed(small, tmp_path):
    assert "0 of 7 entries were last read by a clinician." in field(card_page(small, WORDS), "MC-11")
    card = card_of(tmp_path, "conditions/amber.yaml", ("by: encoder", "by: clinician"))
    assert "1 of 7 entries were last read by a clinician." in field(card, "MC-11")


def test_a_demonstration_case_that_fails_shows_in_the_figure(tmp_path):
    card = card_of(tmp_path, "demo_cases/red-child.yaml", ("expect: approved-therapy", "expect: trials"))
    assert "0 of 1 invented people" in field(card, "MC-14")


def test_a_wrong_other_care_shows_in_the_figure(tmp_path):
    rules = changed_copy(
        tmp_path,
        "conversations.yaml",
        ("trial_reason: [false], then: approved-therapy", "trial_reason: [false], then: other-care"),
    )
    assert "Among invented people: 1 of 1." in field(card_page(read_rules(rules), WORDS), "MC-14")


def test_every_criterion_that_is_not_asked_is_on_the_card(rules):
    inputs = field(card_page(rules, WORDS), "MC-10")
    phrases = Phrases(rules, WORDS)
    for therapy, _, version in newest(rules):
        for note in version.not_asked:
            assert f"- [{therapy.brand}](therapies/{therapy.id}.md) (" in inputs
            assert plain(note.plain) in inputs
        for test in (*version.requires, *version.rules_out):
            if any(rules.questions[leaf.ask].answered_by == "care_team" for leaf in leaves(test)):
                assert plain(phrases.criterion(test).rstrip(".")) in inputs


def test_no_library_that_learns_or_makes_up_text_is_imported():
    assert not LEARNING.intersection(imported())
    assert "streamlit" in imported()


def test_a_library_that_learns_would_be_named_on_the_card(small, monkeypatch):
    monkeypatch.setattr("trialhelper.card.fields.imported", lambda: ("streamlit", "torch"))
    said = field(card_page(small, WORDS), "MC-17")
    assert "uses these libraries that learn or make up text: torch" in said
    assert "does not learn" not in said


def test_a_rule_without_a_claim_would_lower_the_count(small):
    therapy = small.therapies["ambera"]
    version = therapy.indications[0].versions[0]
    bare = version.requires[0].model_copy(update={"claim": None})
    changed = version.model_copy(update={"requires": (bare, *version.requires[1:])})
    use = therapy.indications[0].model_copy(update={"versions": (changed,)})
    other = replace(small, therapies={**small.therapies, "ambera": therapy.model_copy(update={"indications": (use,)})})
    assert "5 of 5 label rules" in field(card_page(small, WORDS), "MC-01")
    group = All(all=(version.requires[0], bare))
    half = version.model_copy(update={"requires": (group, *version.requires[1:])})
    use_of_half = use.model_copy(update={"versions": (half,)})
    halved = replace(small, therapies={**small.therapies, "ambera": therapy.model_copy(update={"indications": (use_of_half,)})})
    assert "4 of 5 label rules" in field(card_page(halved, WORDS), "MC-01")
    assert "4 of 5 label rules" in field(card_page(other, WORDS), "MC-01")


def test_a_table_without_a_row_leaves_the_figure_and_no_crash(tmp_path):
    row = "  - {condition: [listed], product: [lines_up, open], trial_reason: [false], then: approved-therapy}\n"
    assert "0 of 1 invented people" in field(card_of(tmp_path, "conversations.yaml", (row, "")), "MC-14")
