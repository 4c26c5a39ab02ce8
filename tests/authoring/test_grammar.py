"""What the kit says of rule files is what the models say: every key and value has words, and is shown in an example."""

import pytest

from tests.bases import SMALL_BASE
from trialhelper.authoring.grammar import FILE_KINDS, closed_lists, everything, keys_of, parts_of, shape_of, unexplained
from trialhelper.authoring.reference import examples
from trialhelper.authoring.template import keyed
from trialhelper.rulebase import read_rules
from trialhelper.rulebase.criterion import OPERATORS, All, Any_, AnyCriterion, Leaf, Not
from trialhelper.rulebase.entries import Document, IndicationVersion, Question, Therapy
from trialhelper.rulebase.reading import FOLDERS, OPTIONAL_FILES, SINGLE_FILES, kind_of


def test_every_key_and_every_value_is_explained_once_and_nothing_else_is():
    assert unexplained() == []


def test_every_kind_of_file_that_is_read_is_known():
    assert [kind.model for kind in FILE_KINDS.values()] == [*FOLDERS.values(), *SINGLE_FILES.values(), *OPTIONAL_FILES.values()]
    for kind in FILE_KINDS.values():
        assert kind_of(kind.place.replace("*", "any")) is kind.model


def test_keys_are_those_that_a_file_may_hold_not_those_of_python():
    assert [key.name for key in keys_of(Not)] == ["not", "role"]
    assert {"from", "requires"} <= {key.name for key in keys_of(IndicationVersion)}
    assert [key.name for key in keys_of(Leaf) if key.name in OPERATORS] == list(OPERATORS)


def test_a_docstring_below_a_field_is_what_its_key_means():
    said = {key.name: key.means for key in keys_of(Question)}
    assert said["sensitive"] == 'Offers "prefer not to say".'


def test_the_parts_of_a_therapy_reach_into_its_criteria():
    assert {IndicationVersion, Leaf, All, Any_, Not} <= set(parts_of(Therapy))
    assert Leaf not in parts_of(Document)


@pytest.mark.parametrize(
    ("data", "shape"),
    [({"ask": "age"}, Leaf), ({"all": []}, All), ({"any": []}, Any_), ({"not": {}}, Not), ("text", None), ([], None)],
)
def test_the_shape_of_a_criterion_is_told_by_its_key(data, shape):
    assert shape_of(AnyCriterion, data) is shape


def test_a_closed_list_that_several_keys_take_is_told_once():
    by_name = {listed.name: listed for listed in closed_lists()}
    takers = {"About.platform", "Therapy.platform", "RiskFactor.platforms", "VisitGroup.platforms"}
    assert set(by_name["About.platform"].keys) == takers
    assert len({tuple(listed.values) for listed in closed_lists()}) == len(closed_lists())


def test_the_examples_are_a_rule_base_without_a_fault(tmp_path):
    for kind in FILE_KINDS.values():
        assert examples(kind), f"there is no example of {kind.place}"
        for name, text in examples(kind).items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
    assert list(read_rules(tmp_path).therapies) == ["example"]


def test_the_examples_show_every_key_of_every_part():
    shown = {
        (found.part, found.key.name)
        for kind in FILE_KINDS.values()
        for text in examples(kind).values()
        for found in keyed(kind.name, text)[1]
        if found.key
    }
    assert {(part, key.name) for part in everything() for key in keys_of(part)} - shown == set()


def test_the_walk_through_a_file_knows_every_key_of_real_ones():
    for kind in FILE_KINDS.values():
        for path in SMALL_BASE.glob(kind.place):
            assert [found for found in keyed(kind.name, path.read_text())[1] if found.key is None] == []
