"""No group of questions is left uncovered, and no two questions say the same."""

from tests.bases import SMALL_DAY, change, small_copy
from trialhelper.check import run_checks, visit
from trialhelper.check.cited import citations
from trialhelper.rulebase import read_rules

GROUPS = "groups:\n  costs: {plain: Costs, when: any}\n  time: {plain: Time, when: trials}\nquestions:\n"
ASKED = "  - {{id: {id}, topic: risks, covers: [{covers}], question: Who pays?}}\n"


def found(folder):
    return [(one.code, one.severity, one.says) for one in run_checks(read_rules(folder), SMALL_DAY, [visit.check]).findings]


def lay(tmp_path, *asked):
    folder = small_copy(tmp_path)
    listed = "".join(ASKED.format(id=id, covers=covers) for id, covers in asked)
    (folder / "visit_questions.yaml").write_text(GROUPS + listed)
    return folder


def test_a_group_that_nothing_covers(tmp_path):
    says = "no risk factor and no question covers the group time of visit_questions (Time)"
    assert found(lay(tmp_path, ("insurer", "costs"))) == [("C1101", "warning", says)]


def test_a_group_that_only_a_risk_factor_covers(tmp_path):
    folder = lay(tmp_path, ("insurer", "costs"))
    change(folder, "risk_factors.yaml", ("    platforms: [aav_liver]\n", "    platforms: [aav_liver]\n    covers: [time]\n"))
    assert [(code, severity) for code, severity, _ in found(folder)] == [("C1103", "hint")]


def test_two_questions_that_cover_the_same_groups(tmp_path):
    folder = lay(tmp_path, ("one", "costs, time"), ("other", "time, costs"), ("third", "costs"))
    assert found(folder) == [("C1102", "hint", "the visit questions one and other cover the same: time, costs")]


def test_what_matters_and_brings_nothing_to_the_top(tmp_path):
    folder = small_copy(tmp_path)
    said = "asked: together, order: 70"
    change(folder, "questions/amber.yaml", (said, "asked: values, clinical: false, order: 70"))
    change(folder, "therapies/ambera.yaml", ("{ask: liver_disease, is: yes", "{ask: infection_now, is: yes"))
    assert [(code, severity) for code, severity, _ in found(folder)] == [("C1104", "warning")]
    change(folder, "questions/amber.yaml", ("asked: values,", "asked: values, raises: [risks],"))
    assert found(folder) == []


def test_a_base_without_such_questions_lacks_nothing(small):
    assert list(visit.check(small, SMALL_DAY)) == []


def test_the_shipped_questions_leave_out_no_group(shipped):
    assert list(visit.check(shipped, SMALL_DAY)) == []


def test_what_gene_therapy_is_rests_on_claims_that_count_as_cited(shipped):
    how = shipped.how
    told = [*how.lead, *how.in_vivo.steps, *how.ex_vivo.steps]
    cited = [one.refs for one in citations(shipped) if one.place.endswith("of how_it_works")]
    assert cited == [statement.claim for statement in told]
    assert all(ref in shipped.claims for refs in cited for ref in refs)
