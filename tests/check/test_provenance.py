"""What stands on no claim, on a wrong one, on one that is outranked or on one that came later is found."""

import pytest

from tests.bases import SMALL_DAY, change, small_copy
from trialhelper.check import provenance, run_checks
from trialhelper.check.cited import citations
from trialhelper.rulebase import read_rules

AMBERA, BLUVERA = "therapies/ambera.yaml", "therapies/bluvera.yaml"
LABEL, REVIEW = "documents/amber-label.yaml", "documents/amber-review.yaml"
BLUE_APPROVED = "plain: Bluvera was approved., where: Page 1, confidence: high, since: 2021-03-01}"
APPROVED = (
    "- {id: approved, says: approved, about: {therapy: ambera}, plain: Ambera is approved., where: Page 1, confidence: high}"
)
NEWS = """\
id: amber-news
title: Amber in the news
publisher: Amber News
kind: news
url: null
language: en
dated: 2022-05-01
retrieved: 2024-06-01
read_from: original
reviewed: {on: 2024-06-01, due: 2024-12-01, by: encoder}
claims:
"""
SAID = "  - {{id: {id}, says: {says}, about: {{therapy: ambera}}, plain: Said., where: Top, confidence: low{more}}}\n"
STATUS = "  - {from: 2020-01-15, is: available, claim: amber-label.approved}"


def news(folder, *claims):
    (folder / "documents" / "amber-news.yaml").write_text(
        NEWS + "".join(SAID.format(id=id, says=says, more=f", {more}" if more else "") for id, says, more in claims)
    )


def found(folder):
    return [(one.code, one.severity, one.says) for one in run_checks(read_rules(folder), SMALL_DAY, [provenance.check]).findings]


def of(code, folder):
    return [(severity, says) for its, severity, says in found(folder) if its == code]


def test_the_small_rules_have_every_claim_that_they_need(small):
    assert list(provenance.check(small, SMALL_DAY)) == []


def test_the_shipped_rules_rest_on_nothing_that_is_outranked(shipped):
    assert [one for one in provenance.check(shipped, SMALL_DAY) if not isinstance(one, int) and one.severity == "error"] == []


@pytest.mark.parametrize("where", ["unknown", "Not found.", "n/a", "?", "the page", "to do"])
def test_a_claim_without_its_place(tmp_path, where):
    folder = small_copy(tmp_path)
    change(folder, LABEL, ("plain: It is one infusion., where: Page 3", f'plain: It is one infusion., where: "{where}"'))
    ((severity, says),) = of("C701", folder)
    assert severity == "error"
    assert "amber-label.process" in says


@pytest.mark.parametrize("place", ["Page 3", "Section 5.1, last paragraph", "Entry for Ambera", "Not for everybody, first line"])
def test_a_place_is_a_place(tmp_path, place):
    folder = small_copy(tmp_path)
    change(folder, LABEL, ("plain: It is one infusion., where: Page 3", f'plain: It is one infusion., where: "{place}"'))
    assert of("C701", folder) == []


@pytest.mark.parametrize("side", ["news", "label"])
def test_a_status_on_the_word_of_news_that_a_label_contradicts(tmp_path, side):
    """Whichever of the two says that they cannot hold together."""
    folder = small_copy(tmp_path)
    news(folder, ("approved", "approved", "contradicts: amber-label.approved" if side == "news" else ""))
    if side == "label":
        change(folder, LABEL, (APPROVED, APPROVED.replace("high}", "high, contradicts: amber-news.approved}")))
    change(folder, AMBERA, (STATUS, STATUS.replace("amber-label", "amber-news")))
    ((severity, says),) = of("C702", folder)
    assert severity == "error"
    assert "amber-news.approved, which amber-label.approved contradicts" in says


def test_beside_a_claim_of_the_same_rank_a_claim_that_is_outranked_is_less_grave(tmp_path):
    folder = small_copy(tmp_path)
    news(folder, ("age", "criterion", "contradicts: amber-label.age"))
    change(folder, AMBERA, ("role: defines, claim: amber-label.age", "role: defines, claim: amber-news.age"))
    assert [severity for severity, _ in of("C702", folder)] == ["warning"]
    change(folder, AMBERA, ("claim: amber-news.age", "claim: [amber-label.age, amber-news.age]"))
    assert [severity for severity, _ in of("C702", folder)] == ["hint"]


def test_a_low_claim_that_cannot_overrule_a_higher_one(tmp_path):
    folder = small_copy(tmp_path)
    news(folder, ("age", "criterion", "contradicts: amber-label.age"))
    assert [(severity, "which outranks it" in says) for severity, says in of("C703", folder)] == [("hint", True)]


def test_an_older_claim_that_cannot_overrule_a_newer_one(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, LABEL, (APPROVED, APPROVED.replace("high}", "high, contradicts: amber-review.withdrawn}")))
    assert [(severity, "which is newer" in says) for severity, says in of("C703", folder)] == [("hint", True)]


def test_documents_and_claims_that_nothing_cites(tmp_path):
    folder = small_copy(tmp_path)
    news(folder, ("idle", "how_it_works", ""))
    assert of("C704", folder) == [("hint", "nothing cites the document amber-news")]
    change(
        folder,
        AMBERA,
        ("{plain: The liver can be hurt., claim: amber-label.liver}", "{plain: It can hurt., claim: amber-news.idle}"),
    )
    news(folder, ("idle", "how_it_works", ""), ("other", "risk", ""))
    assert of("C704", folder) == [("hint", "nothing cites in amber-news: other")]


def test_a_claim_about_a_standing_needs_no_citation(tmp_path):
    folder = small_copy(tmp_path)
    news(folder, ("approved", "approved", ""))
    assert of("C704", folder) == []


def test_a_criterion_on_a_claim_of_a_later_day(tmp_path):
    folder = small_copy(tmp_path)
    age = "plain: Ambera is for people from age 2 on., where: Page 1, confidence: high"
    change(folder, LABEL, (age, f"{age}, since: 2023-01-01"))
    ((severity, says),) = of("C705", folder)
    assert severity == "hint"
    assert "requires age of ambera for red-amber from 2020-01-15" in says


def test_a_criterion_on_a_document_of_the_time_of_a_later_version(tmp_path):
    folder = small_copy(tmp_path)
    news(folder, ("gene", "criterion", ""))
    old = "{ask: gene_test, is: yes, role: defines, ends: never, claim: amber-label.gene}"
    change(folder, AMBERA, (old, old.replace("amber-label", "amber-news")))
    assert of("C705", folder) == []  # a document may be younger than the version that it describes
    later = "      - from: 2021-01-01\n        claim: amber-label.approved\n        requires:\n"
    later += (
        "          - {ask: age, at_least: 1 year, role: defines, claim: amber-label.age}\n        contraindications: listed\n"
    )
    change(folder, AMBERA, ("benefits:\n", later + "benefits:\n"))
    assert [severity for severity, _ in of("C705", folder)] == ["hint"]


@pytest.mark.parametrize(
    ("file", "claim", "other", "word"),
    [
        (AMBERA, "is: available, claim: amber-label.approved", "is: available, claim: amber-label.age", "says criterion"),
        (BLUVERA, "is: withdrawn, claim: amber-review.withdrawn", "is: withdrawn, claim: amber-review.approved", "says approved"),
    ],
)
def test_a_status_whose_claim_says_something_else(tmp_path, file, claim, other, word):
    folder = small_copy(tmp_path)
    change(folder, file, (claim, other))
    ((severity, says),) = of("C706", folder)
    assert severity == "error"
    assert word in says


def test_a_product_that_stays_available_may_be_restricted(tmp_path):
    folder = small_copy(tmp_path)
    news(folder, ("fewer", "restricted", ""))
    change(folder, AMBERA, (STATUS, f"{STATUS}\n  - {{from: 2022-05-01, is: available, claim: amber-news.fewer}}"))
    assert of("C706", folder) == []
    change(folder, AMBERA, (STATUS, STATUS.replace("amber-label.approved", "amber-news.fewer")))
    assert [severity for severity, _ in of("C706", folder)] == ["error"]


def test_a_status_that_begins_before_any_claim_speaks(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, BLUVERA, ("- {from: 2021-03-01, is: available", "- {from: 2020-03-01, is: available"))
    says = [says for _, says in of("C707", folder)]
    assert says == ["on 2020-03-01 bluvera is available, and no claim about it says so by then"]
    assert of("C708", folder) == []  # before its label had a version, the product was for nothing


def test_a_standing_that_no_claim_carries(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, BLUVERA, ("- {from: 2021-03-01, is: available", "- {from: 2020-03-01, is: available"))
    change(folder, BLUVERA, ("      - from: 2021-03-01", "      - from: 2020-03-01"))
    assert [says for _, says in of("C708", folder)] == ["on 2020-03-01 blue-amber stands as approved, and no claim carries that"]


def test_a_claim_of_an_approval_that_no_status_knows(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, REVIEW, (BLUE_APPROVED, BLUE_APPROVED.replace("2021-03-01", "2020-06-01")))
    assert [says for _, says in of("C707", folder)] == [
        "on 2020-06-01 bluvera has no status yet, and a claim says that it is approved"
    ]


def test_a_product_that_a_claim_of_like_rank_withdraws(tmp_path):
    folder = small_copy(tmp_path)
    change(folder, BLUVERA, ("\n  - {from: 2023-05, is: withdrawn, claim: amber-review.withdrawn}", ""))
    assert any("amber-review.withdrawn says that it was withdrawn" in says for _, says in of("C707", folder))


def test_a_standing_that_no_product_bears_out(tmp_path):
    folder = small_copy(tmp_path)
    about = "about: {condition: blue-amber}, plain: Blue amber is being studied."
    change(folder, REVIEW, (f"says: in_trials, {about}", f"says: approved, {about}"))
    change(
        folder,
        REVIEW,
        (
            "Blue amber is being studied., where: Page 2, confidence: high",
            "It is., where: Page 2, confidence: high, since: 2020-12-01",
        ),
    )
    assert [says for _, says in of("C708", folder)] == [
        "on 2020-12-01 blue-amber stands as approved by amber-review.studied, and no product for it is available in these rules"
    ]


def test_every_citation_names_a_claim_that_is_there(shipped):
    assert all(ref in shipped.claims for cited in citations(shipped) for ref in cited.refs)
    assert len(citations(shipped)) > 200
