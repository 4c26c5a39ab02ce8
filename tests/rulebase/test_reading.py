"""Reading a folder of rules: which folder, in which order, and what the version says."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from tests.bases import RULES, SMALL_BASE, small_copy
from tests.strategies import examples, worlds
from trialhelper.rulebase import default_rules, read_rules
from trialhelper.rulebase.linker import Linker
from trialhelper.rulebase.yaml12 import Source


@examples(20)
@given(worlds())
def test_a_drawn_rule_base_is_one_that_the_reader_takes_and_reads_as_it_was_drawn(world):
    with TemporaryDirectory() as folder:
        read = read_rules(world.write(Path(folder)))
    for part in ("therapies", "conditions", "questions", "risk_factors", "documents", "table"):
        assert getattr(read, part) == getattr(world.rules, part)


def test_the_rules_are_those_of_the_environment_or_those_that_came_with_the_package(monkeypatch):
    monkeypatch.setenv("TRIALHELPER_RULES", str(SMALL_BASE))
    assert default_rules() == SMALL_BASE
    assert set(read_rules().conditions) == {"amber", "red-amber", "blue-amber"}
    monkeypatch.delenv("TRIALHELPER_RULES")
    assert default_rules().resolve() == RULES.resolve()


def test_entries_stand_in_the_order_of_their_files_and_questions_in_the_order_in_which_they_are_asked(small):
    assert list(small.conditions) == ["amber", "blue-amber", "red-amber"]
    orders = [question.order for question in small.questions.values()]
    assert orders == sorted(orders)


def test_the_version_changes_with_every_letter_and_every_file_name(tmp_path):
    def version(number, change):
        (tmp_path / str(number)).mkdir()
        rules = small_copy(tmp_path / str(number))
        change(rules)
        return read_rules(rules).version

    versions = [
        version(1, lambda rules: None),
        version(2, lambda rules: (rules / "about.yaml").write_text((rules / "about.yaml").read_text() + "# a word\n")),
        version(3, lambda rules: (rules / "questions" / "amber.yaml").rename(rules / "questions" / "umber.yaml")),
        version(4, lambda rules: None),
    ]
    assert versions[0] == versions[3] == read_rules(SMALL_BASE).version
    assert len(set(versions)) == 3
    assert all(one.startswith("1+") for one in versions)


def test_what_is_no_yaml_file_is_passed_over(tmp_path):
    rules = small_copy(tmp_path)
    (rules / "README.md").write_text("not a rule")
    (rules / "documents" / "notes.txt").write_text("not a rule")
    assert read_rules(rules).version == read_rules(SMALL_BASE).version


def test_every_claim_is_found_by_its_document_and_its_name(small):
    document, claim = small.claims["amber-label.age"]
    assert (document.id, claim.id) == ("amber-label", "age")
    assert set(small.claims) == {f"{doc.id}.{one.id}" for doc in small.documents.values() for one in doc.claims}


def test_a_kind_belongs_to_the_family_of_the_condition_that_splits(small):
    assert small.top("red-amber").id == "amber"
    assert [entry.id for entry in small.family("amber")] == ["amber", "blue-amber", "red-amber"]
    assert [entry.id for entry in small.family("red-amber")] == ["red-amber"]


def test_a_near_name_is_looked_for_only_so_often():
    """A base in which nothing fits would else be looked through once a line."""
    known = [f"amber-label.claim-{number}" for number in range(1000)]
    linker = Linker(unread=frozenset())
    for _ in range(200):
        linker.refer("amber-label.claim-x", "claim", known, Source("therapies/x.yaml"), (), "documents")
    guessed = ["did you mean" in problem.remedy for problem in linker.problems]
    assert guessed[0]
    assert not guessed[-1]
