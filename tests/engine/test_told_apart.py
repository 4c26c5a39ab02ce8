"""What tells answers apart does not depend on how many products ask for it, or on where between two bounds a number lies.

With many products in play the engine searches for answers that make a difference, with few it lists all there are: seven products
of one label lead to the same questions as one, on every bound and on both sides of it.
"""

import itertools
import math

import pytest

from tests.bases import SMALL_BASE, SMALL_DAY, answers_to, changed_copy, shipped_rules, small_copy, small_rules
from tests.engine.brute_force import told
from trialhelper.engine import assess, relevant
from trialhelper.rulebase import read_rules

MONTHS = [0.0, 1.0, 12.0, 23.9, 24.0, 24.1, 300.0]
MARKERS = [0.0, 1.0, 49.9, 50.0, math.nextafter(50, math.inf), 50.1, 1000.0]


@pytest.fixture(scope="module")
def seven(tmp_path_factory):
    """The small base with its one product for red amber in it seven times, under seven names."""
    folder = small_copy(tmp_path_factory.mktemp("seven"))
    for number, (kind, name) in itertools.product(range(2, 8), (("therapies", "ambera"), ("documents", "amber-label"))):
        text = (SMALL_BASE / kind / f"{name}.yaml").read_text()
        again = text.replace("amber-label", f"amber-label-{number}").replace("ambera", f"ambera-{number}")
        (folder / kind / f"{name}-{number}.yaml").write_text(again)
    return read_rules(folder)


TOLD = {
    "amber_kind": ["red", None],
    "gene_test": ["yes", "no", None],
    "infection_now": ["yes", "no"],
    "age": MONTHS[::3],
    "marker": MARKERS[::3],
}


@pytest.mark.parametrize("left_out", TOLD)
def test_seven_products_of_one_label_ask_what_one_asks(seven, left_out):
    names = [name for name in TOLD if name != left_out]
    for values in itertools.product(*(TOLD[name] for name in names)):
        said = told({"condition": "amber", **dict(zip(names, values, strict=True))})
        assert relevant(seven, said, SMALL_DAY, "care_team") == relevant(small_rules(), said, SMALL_DAY, "care_team"), values


@pytest.mark.parametrize("months", MONTHS)
@pytest.mark.parametrize("marker", MARKERS)
def test_a_number_counts_from_its_bound_on(seven, months, marker):
    """The label asks for 2 years at least, and for a marker that is not more than 50."""
    said = told({"condition": "amber", "amber_kind": "red", "gene_test": "yes", "infection_now": "no", "age": months})
    said = said.plus("marker", told({"marker": marker})["marker"])
    wanted = "lines_up" if months >= 24 and marker <= 50 else "differs"
    for rules in (small_rules(), seven):
        fits = [
            one.fit for one in assess(rules, said, SMALL_DAY, "care_team").findings if one.plan.therapy.id.startswith("ambera")
        ]
        assert set(fits) == {wanted}
        assert relevant(rules, said, SMALL_DAY, "care_team") == relevant(small_rules(), said, SMALL_DAY, "care_team")


BOUNDS = {
    # a criterion that is asked for: markers that meet it, and that do not
    "at_most: 50": ([0.0, 49.9, 50.0], [50.1, 1000.0]),
    "less_than: 50": ([0.0, 49.9], [50.0, 50.1, 1000.0]),
    "at_least: 50": ([50.0, 50.1, 1000.0], [0.0, 49.9]),
    "more_than: 50": ([50.1, 1000.0], [0.0, 49.9, 50.0]),
    "between: [50, 60]": ([50.0, 55.0, 60.0], [0.0, 49.9, 60.1, 1000.0]),
    "is: 50": ([50.0], [0.0, 49.9, 50.1, 1000.0]),
}


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_product_fits_inside_a_bound_and_differs_outside(tmp_path, bound):
    gene, marker_too = (
        "{ask: gene_test, is: yes, role: defines, ends: never, claim: amber-label.gene}",
        "ask: marker, more_than: 50",
    )
    asked = (gene, f"{{ask: marker, {bound}, role: defines, ends: never, claim: amber-label.gene}}")
    rules = read_rules(changed_copy(tmp_path, "therapies/ambera.yaml", (marker_too, "ask: liver_disease, is: yes"), asked))
    said = {"condition": "amber", "amber_kind": "red", "infection_now": "no", "liver_disease": "no", "age": 300.0}
    for fit, markers in zip(("lines_up", "differs"), BOUNDS[bound], strict=True):
        for marker in markers:
            findings = assess(rules, told({**said, "marker": marker}), SMALL_DAY, "care_team").findings
            assert [one.fit for one in findings if one.plan.therapy.id == "ambera"] == [fit], marker


# ---- talks about studies ----

STUDIES = frozenset({"trials", "approved-and-trials"})


@pytest.mark.parametrize("name", sorted(shipped_rules().demo_cases))
def test_who_hears_of_studies_is_told_what_to_ask_of_them_and_nobody_else(name):
    rules = shipped_rules()
    case = rules.demo_cases[name]
    result = assess(rules, answers_to(rules, case.answers), case.as_of.latest)
    asked = {point.discussed.risk.id for point in result.talking_points if point.therapy is None}
    if result.plan and STUDIES & {result.conversation, *result.others}:
        assert "may-not-work" in asked
    else:
        assert not asked
