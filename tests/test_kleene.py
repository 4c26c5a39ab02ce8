"""Three-valued logic, held against the truth tables, one value at a time and in arrays."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhelper.kleene import FALSE, NAMES, TRUE, UNKNOWN, all_of, any_of, negate
from trialhelper.rulebase.yaml12 import read_yaml

TABLES = read_yaml("truth_tables.yaml", Path(__file__).with_name("truth_tables.yaml").read_text(encoding="utf-8")).data
CELLS = [
    pytest.param(connective, [NAMES.index(name) for name in row["of"]], NAMES.index(row["is"]), id=f"{connective} {row['of']}")
    for connective, rows in TABLES.items()
    for row in rows
]
VALUES = st.sampled_from([FALSE, UNKNOWN, TRUE])


def apply(connective, values):
    return negate(*values) if connective == "not" else {"and": all_of, "or": any_of}[connective](values)


def test_the_tables_hold_every_cell_once():
    for connective, rows in TABLES.items():
        cells = [tuple(row["of"]) for row in rows]
        assert sorted(cells) == sorted(itertools.product(NAMES, repeat=1 if connective == "not" else 2))


@pytest.mark.parametrize(("connective", "values", "expected"), CELLS)
def test_one_value_at_a_time_is_as_the_table_says(connective, values, expected):
    assert apply(connective, values) == expected


@pytest.mark.parametrize("connective", TABLES)
def test_whole_arrays_are_as_the_table_says(connective):
    rows = TABLES[connective]
    columns = [np.array([NAMES.index(row["of"][place]) for row in rows], dtype=np.int8) for place in range(len(rows[0]["of"]))]
    found = apply(connective, columns)
    assert found.dtype == np.int8
    assert [NAMES[value] for value in found] == [row["is"] for row in rows]


def test_an_array_and_a_value_go_together():
    grid = np.array([[FALSE, UNKNOWN, TRUE]], dtype=np.int8)
    assert all_of([grid, UNKNOWN]).tolist() == [[FALSE, UNKNOWN, UNKNOWN]]
    assert any_of([UNKNOWN, grid]).tolist() == [[UNKNOWN, UNKNOWN, TRUE]]


@pytest.mark.parametrize("connective", [all_of, any_of])
def test_an_empty_group_has_no_value(connective):
    with pytest.raises(ValueError, match="empty group"):
        connective(iter(()))


@given(st.lists(VALUES, min_size=1))
def test_not_all_is_any_not(values):
    assert negate(all_of(values)) == any_of(map(negate, values))


@given(st.lists(VALUES, min_size=1), st.data())
def test_a_value_in_place_of_an_unknown_never_turns_a_definite_result(values, data):
    more = [data.draw(VALUES) if value == UNKNOWN else value for value in values]
    for connective in (all_of, any_of):
        if connective(values) != UNKNOWN:
            assert connective(more) == connective(values)
