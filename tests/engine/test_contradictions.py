"""Answers that cannot all be right are told, whatever else was answered, and nothing is made of them."""

import pytest

from tests.bases import TODAY, answers_to, shipped_rules
from trialhelper.answers import NOT_SURE, Answers
from trialhelper.engine import assess, contradictions
from trialhelper.engine.plan import node_of, nodes
from trialhelper.rulebase.criterion import leaves

RULES = shipped_rules()

TOGETHER = {
    "male-and-pregnant": {"sex": "male", "pregnant": "yes"},
    "pregnant-and-not": {"pregnant": "yes", "pregnant_or_breastfeeding": "no"},
    "early-baby-and-age": {"premature_not_term": "yes", "age": "8 months"},
    "too-young-to-walk-and-age": {"walks": "not_yet", "age": "7 years"},
    "walks-and-cannot-move": {"walks": "yes", "sma_advanced": "yes"},
    "smn1-not-found-and-copies": {"smn1_test": "not_found", "smn1_copies": "both"},
    "not-found-and-copies": {"arsa_test": "not_found", "gene_copies": "one"},
    "no-signs-and-signs": {"signs_now": "no", "mld_signs": "losing_skills"},
    "dmd-not-found-and-missing-part": {"dmd_test": "not_found", "dmd_missing_part": "exon_8_9"},
    "another-gene-and-rpe65-copies": {"rp_gene": "rpgr", "rpe65_copies": "both"},
    "another-gene-and-otof-copies": {"hearing_gene": "another", "otof_copies": "one"},
    "another-type-and-itgb2-copies": {"lad_type": "another", "itgb2_copies": "both"},
    "no-inhibitor-ever-and-positive": {"factor9_inhibitor_ever": "no", "factor9_inhibitor_repeat": "positive"},
    "no-crises-and-severe-crises": {"sickle_crises": "some", "severe_crises_2_years": "4"},
    "trait-and-number-of-genes": {"alpha_thalassemia_trait": "no", "alpha_globin_deletions": "2"},
    "never-treated-and-came-back": {"prior_lines": "0", "lymphoma_course": "later"},
    "never-treated-and-medicines": {"prior_lines": "0", "myeloma_medicines": "all_three"},
    "first-treatment-and-several-lines": {"prior_lines": "3", "all_course": "first_treatment"},
    "several-times-back-and-one-line": {"prior_lines": "1", "all_course": "back_twice"},
    "no-gene-therapy-and-one": {"had_gene_therapy": "no", "had_cart": "yes"},
    "no-infection-and-one": {"infection_now": "no", "ear_infection_now": "yes"},
    "vaccine-and-none": {"recent_vaccine": "yes", "vaccines_due": "no"},
    "no-liver-problem-and-one": {"liver_disease": "no", "hepatitis_b_or_c": "yes"},
    "strong-immune-system-and-hiv": {"immune_system_weak": "no", "hiv_status": "not_controlled"},
}


def found(said):
    return {one.rule.id: set(one.questions) for one in contradictions(RULES, answers_to(RULES, said))}


def test_every_contradiction_of_the_rules_is_tried_here():
    assert set(TOGETHER) == set(RULES.contradictions)


@pytest.mark.parametrize("name", TOGETHER)
def test_it_is_told_with_the_answers_that_make_it(name):
    assert found(TOGETHER[name])[name] == set(TOGETHER[name])


@pytest.mark.parametrize("name", TOGETHER)
def test_it_is_not_told_while_one_of_them_is_not_known(name):
    for one in TOGETHER[name]:
        rest = {question: raw for question, raw in TOGETHER[name].items() if question != one}
        assert name not in found(rest)
        assert name not in found({**rest, one: NOT_SURE})


@pytest.mark.parametrize("name", TOGETHER)
def test_other_answers_are_not_drawn_into_it(name):
    others = {"who": "you", "takes_blood_thinner": "yes", "had_cancer": "no", "wants_children": "yes"}
    assert found({**others, **TOGETHER[name]})[name] == set(TOGETHER[name])


def test_every_answer_that_a_contradiction_reads_can_make_one():
    for one in RULES.contradictions.values():
        asked = {leaf.ask for leaf in leaves(one.when)}
        assert asked == {node.question for node in nodes(node_of(one.when, RULES))}
        assert len(asked) > 1, f"{one.id} reads one answer only, which contradicts nothing"


def test_nothing_is_contradicted_by_nothing():
    assert contradictions(RULES, Answers()) == ()


def test_the_result_takes_the_answers_as_they_are():
    said = {"who": "you", "condition": "retinitis-pigmentosa", "sex": "male", "pregnant": "yes"}
    told = answers_to(RULES, said)
    assert contradictions(RULES, told)
    assert assess(RULES, told, TODAY).answers == told
