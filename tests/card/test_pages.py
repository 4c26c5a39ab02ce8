"""The card and its pages say what the rules say, with every source, and nothing that depends on the day they are made."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.bases import RULES, SMALL_BASE, change, changed_copy, small_rules
from tests.card.cards import WORDS, pages_of
from trialhelper.card import card_page, pages, write_pages
from trialhelper.card.condition import standings
from trialhelper.card.counts import counts_of, newest
from trialhelper.card.markdown import plain
from trialhelper.cli import app
from trialhelper.rulebase import RuleBase, read_rules, standing_of
from trialhelper.rulebase.criterion import leaves
from trialhelper.summary.phrases import Phrases

RUN = CliRunner()


# ---- all pages ----


def test_there_is_a_page_for_every_condition_and_every_therapy(rules, every):
    names = every.keys()
    assert {f"conditions/{name}.md" for name in rules.conditions} <= names
    assert {f"therapies/{name}.md" for name in rules.therapies} <= names
    assert {"index.md", "card.md", "sources.md", "history.md", "points.md"} <= names


@pytest.mark.exhaustive
def test_the_same_rules_give_the_same_pages(rules, every):
    again = read_rules(SMALL_BASE if rules is small_rules() else RULES)
    assert pages(again, WORDS) == every


def test_every_link_between_pages_leads_somewhere(made):
    for name, text in made.items():
        for target in re.findall(r"\]\(([^)#]+\.md)[^)]*\)", text):
            path = Path("/docs/generated") / Path(name).parent / target
            there = path.resolve().relative_to("/docs/generated").as_posix() if "CHANGELOG" not in target else ""
            assert there == "" or there in made, f"{name}: {target}"


def test_every_link_to_a_point_meets_its_heading(made):
    anchors = set()
    for heading in re.findall(r"^## (.+)$", made["points.md"], re.MULTILINE):
        anchors.add(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-"))
    for text in made.values():
        assert set(re.findall(r"points\.md#([^)]+)\)", text)) <= anchors


def test_every_number_in_brackets_is_a_source_below(made):
    for name, text in made.items():
        cited = {int(number) for found in re.findall(r"\\\[([\d, ]+)\\\]", text) for number in found.split(",")}
        listed = {int(number) for number in re.findall(r"^(\d+)\. \*\*", text, re.MULTILINE)}
        assert cited == listed, name


def test_no_text_of_the_rules_can_turn_into_markup(tmp_path):
    rules = changed_copy(tmp_path, "conditions/amber.yaml", ("turns the color of amber", "turns <b>*amber*</b> | [x](y)"))
    page = pages(read_rules(rules), WORDS)["conditions/amber.md"]
    assert r"\<b\>\*amber\*\</b\> \| \[x\](y)" in page


# ---- a therapy ----


def _criteria(rules: RuleBase) -> Iterator[tuple[str, str, set[str]]]:
    phrases = Phrases(rules, WORDS)
    for therapy in rules.therapies.values():
        for use in therapy.indications:
            for version in use.versions:
                for test in (*version.requires, *version.rules_out):
                    refs = {ref for leaf in leaves(test) for ref in leaf.claim or ()}
                    yield therapy.id, phrases.criterion(test).rstrip("."), refs


def test_every_criterion_of_every_version_stands_on_its_page_in_the_words_of_a_visit(rules, every):
    for therapy, said, _ in _criteria(rules):
        assert plain(said) in every[f"therapies/{therapy}.md"]


def test_every_claim_behind_a_criterion_is_listed_with_its_document_and_place(rules, every):
    for therapy, _, refs in _criteria(rules):
        sources = every[f"therapies/{therapy}.md"].split("## Sources")[1]
        for ref in refs:
            document, claim = rules.claims[ref]
            assert plain(document.title) in sources
            assert f"{plain(claim.where)}: {plain(claim.plain)}" in sources


def test_what_is_in_the_label_is_what_is_asked_and_what_the_care_team_checks(rules, every):
    for therapy, _, version in newest(rules):
        number = counts_of(rules, version)
        assert number.label == number.asked + number.team
        assert number.read <= number.label
        assert number.label + number.beside == len(version.requires) + len(version.rules_out) + len(version.not_asked)
        said = f"In the label {number.label}, asked here {number.asked}, left to the care team {number.team}."
        assert said in every[f"therapies/{therapy.id}.md"]


def test_a_criterion_for_the_care_team_is_counted_and_listed_apart():
    page = pages_of("small")["therapies/ambera.md"]
    assert "In the label 4, asked here 3, left to the care team 1." in page
    asked, team = page.split("**Left to the care team**")
    assert "Marker: more than 50 (ruled out)." in team
    assert "Marker" not in asked
    assert "Infection now (ruled out). This may change." in asked


def test_what_an_insurer_asks_for_is_not_counted_as_a_rule_of_the_label(made):
    page = made["therapies/zynteglo.md"]
    label, beside = page.split("**More for the care team, not counted as label rules", 1)
    assert "An insurer asks for" not in label
    assert "An insurer asks for" in beside
    assert "In the label 2, asked here 1, left to the care team 1." in label


def test_a_note_counts_for_the_label_only_if_label_texts_alone_say_so(tmp_path):
    notes = {
        "amber-label.marker": (5, 0),
        "amber-review.age": (4, 1),
        "[amber-label.marker, amber-review.age]": (4, 1),
        "amber-label.liver": (4, 1),
    }
    for place, (claim, expected) in enumerate(notes.items()):
        note = f"        not_asked:\n          - {{plain: A heart test., claim: {claim}}}\n        contraindications: listed"
        (tmp_path / str(place)).mkdir()
        rules = read_rules(
            changed_copy(tmp_path / str(place), "therapies/ambera.yaml", ("        contraindications: listed", note))
        )
        (number,) = (counts_of(rules, version) for therapy, _, version in newest(rules) if therapy.id == "ambera")
        assert (number.label, number.beside) == expected, claim


def test_a_rule_that_was_not_read_in_a_label_text_says_by_whom_it_is_told():
    pages = pages_of("small")
    assert "- Age: 18 years or older. Not read in a label text; told by: review. " in pages["therapies/bluvera.md"]
    assert "Of these 1, read in a label text: 0. More for the care team, beside the label: 0." in pages["therapies/bluvera.md"]
    assert "told by" not in pages["therapies/ambera.md"]


def test_no_rule_of_a_product_that_is_gone_is_said_to_be_in_force():
    pages = pages_of("small")
    assert "### Last label rules, from March 1, 2021. It is no longer on offer in the US." in pages["therapies/bluvera.md"]
    assert "in force" not in pages["therapies/bluvera.md"]
    assert "### Label rules in force since January 15, 2020" in pages["therapies/ambera.md"]


def test_an_earlier_label_stays_on_the_page_below_the_one_newest(made):
    now, before = made["therapies/casgevy.md"].split("### Label rules from December 8, 2023 until July 1, 2026")
    assert "Age: 2 years or older." in now
    assert "Age: 12 years or older." not in now
    assert "Age: 12 years or older." in before


def test_what_became_of_a_product_is_told_with_its_dates():
    page = pages_of("small")["therapies/bluvera.md"]
    assert "| March 1, 2021 | on offer in the US |" in page
    assert "| May 2023 | no longer on offer in the US |" in page


def test_confidence_and_review_dates_stand_on_every_entry(every):
    for name, text in every.items():
        if name.startswith(("conditions/", "therapies/")):
            assert re.search(r"- Confidence: (high|medium|low)\.", text), name
            assert "Held against its sources on " in text
            assert "Due to be read again by " in text


# ---- a condition ----


def test_the_standing_over_time_is_that_of_the_rules_on_each_day(rules):
    for name in rules.conditions:
        told = standings(rules, name)
        assert told[-1].state == standing_of(rules, name, rules.about.dated.latest).state
        assert all(one.state != other.state for one, other in pairwise(told))
        for one in told:
            assert standing_of(rules, name, one.as_of).state == one.state


def test_a_standing_is_dated_no_more_exactly_than_its_source():
    page = pages_of("small")["conditions/blue-amber.md"]
    assert "| May 2023 | " in page
    assert "May 1, 2023" not in page


def test_the_page_of_a_kind_leaves_out_what_only_other_kinds_ask(rules, every):
    """A page of red amber asks for the gene test; that of blue amber, whose product never reads it, does not."""
    if rules is small_rules():
        assert "| Gene test |" in every["conditions/red-amber.md"]
        assert "| Gene test |" not in every["conditions/blue-amber.md"]
        assert "| Gene test |" in every["conditions/amber.md"]
    for condition in rules.conditions.values():
        lines = every[f"conditions/{condition.id}.md"].splitlines()
        family = {one.id for one in rules.family(condition.id)}
        for therapy, use, version in newest(rules):
            for leaf in (leaf for test in (*version.requires, *version.rules_out) for leaf in leaves(test)):
                if use.condition in family and version.from_.latest <= rules.about.dated.latest:
                    short = plain(Phrases(rules, WORDS).short(rules.questions[leaf.ask]))
                    assert any(line.startswith(f"| {short} |") for line in lines), (condition.id, therapy.id, leaf.ask)


def test_a_condition_that_splits_and_its_kinds_lead_to_each_other(made):
    assert "[Hemophilia B](hemophilia-b.md)" in made["conditions/hemophilia.md"]
    assert "A kind of: [Hemophilia](hemophilia.md)" in made["conditions/hemophilia-b.md"]


# ---- writing them ----


def test_the_command_writes_every_page_and_takes_away_only_its_own_old_ones(tmp_path):
    out = tmp_path / "out"
    assert RUN.invoke(app, ["card", "--rules", str(SMALL_BASE), "--out", str(out)]).exit_code == 0
    first = (out / "therapies" / "ambera.md").read_text(encoding="utf-8")
    (out / "therapies" / "gone.md").write_text(first, encoding="utf-8")
    (out / "notes.md").write_text("Mine.\n", encoding="utf-8")
    assert RUN.invoke(app, ["card", "--rules", str(SMALL_BASE), "--out", str(out)]).exit_code == 0
    assert not (out / "therapies" / "gone.md").exists()
    assert (out / "notes.md").exists()
    there = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in out.rglob("*.md")}
    assert {name: text for name, text in there.items() if name != "notes.md"} == pages(small_rules(), WORDS)


def test_a_file_that_is_no_text_is_left_alone(tmp_path):
    (tmp_path / "picture.md").write_bytes(b"\xff\xd8\xff\xe0")
    done = RUN.invoke(app, ["card", "--rules", str(SMALL_BASE), "--out", str(tmp_path)])
    assert done.exit_code == 0
    assert (tmp_path / "picture.md").read_bytes() == b"\xff\xd8\xff\xe0"


def test_pages_in_a_folder_further_down_are_left_alone(tmp_path):
    """Who names the folder above by mistake loses nothing."""
    write_pages(pages_of("small"), tmp_path / "generated")
    write_pages(pages_of("small"), tmp_path)
    assert (tmp_path / "generated" / "therapies" / "ambera.md").exists()


def test_without_a_folder_the_card_is_printed():
    done = RUN.invoke(app, ["card", "--rules", str(SMALL_BASE)])
    assert done.exit_code == 0
    assert done.stdout == card_page(small_rules(), WORDS)


def test_a_folder_that_cannot_be_written_ends_with_code_2(tmp_path):
    (tmp_path / "file").write_text("")
    done = RUN.invoke(app, ["card", "--rules", str(SMALL_BASE), "--out", str(tmp_path / "file")])
    assert done.exit_code == 2


def test_a_changed_rule_changes_its_page(tmp_path):
    rules = changed_copy(tmp_path, "therapies/ambera.yaml", ("at_least: 2 years", "at_least: 3 years"))
    change(rules, "about.yaml", ('version: "1"', 'version: "2"'))
    one, other = pages_of("small"), pages(read_rules(rules), WORDS)
    assert {name for name in one if one[name] != other[name]} == {"therapies/ambera.md", "index.md", "card.md"}
    write_pages(other, tmp_path / "pages")
    assert "Age: 3 years or older." in (tmp_path / "pages" / "therapies" / "ambera.md").read_text(encoding="utf-8")
