"""The rule base to read: every entry is found and has a page, and no page can carry markup or lead nowhere."""

import re
from html.parser import HTMLParser

import pytest

from tests.bases import shipped_rules, small_rules
from trialhelper.card.library import ENTRY_KINDS, entries, entry_named, find_entries, page_of_entry
from trialhelper.card.markdown import plain
from trialhelper.card.page import RulesPage
from trialhelper.card.shown import Shown, as_html, as_shown
from trialhelper.card.therapy import page_of_therapy
from trialhelper.words import Words

RULES = shipped_rules()
pytestmark = pytest.mark.slow

WORDS = Words()
ALL = entries(RULES, "en")


def page_shown(rules, entry) -> Shown:
    return as_shown(page_of_entry(rules, entry, WORDS), "{} {}".format)


@pytest.fixture(scope="module")
def drawn() -> dict[str, Shown]:
    """The page of every entry."""
    return {entry.ref: page_shown(RULES, entry) for entry in ALL}


# ---- finding ----


@pytest.mark.parametrize("rules", [RULES, small_rules()], ids=["shipped", "small"])
def test_every_entry_of_the_rules_is_listed_once(rules):
    groups = (
        rules.conditions, rules.therapies, rules.documents, rules.claims, rules.questions, rules.risk_factors, rules.glossary,
    )  # fmt: skip
    wanted = [f"{kind}.{name}" for kind, group in zip(ENTRY_KINDS, groups, strict=True) for name in group]
    assert sorted(one.ref for one in entries(rules, "en")) == sorted(wanted)
    assert all(entry_named(rules, "en", ref).ref == ref for ref in wanted[:50])


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_entry_is_found_by_its_id_and_by_its_name(language):
    for entry in entries(RULES, language)[::7]:
        assert entry in find_entries(RULES, entry.id, language, entry.kind)[entry.kind]
        assert entry in find_entries(RULES, entry.name.upper(), language, entry.kind)[entry.kind]


@pytest.mark.parametrize("typed", ["liver", "SMN1 both", "factor ix", "2024 fda", "no such word"])
def test_a_search_for_claims_finds_those_that_have_all_words_in_their_texts_and_no_other(typed):
    """Beside a plain look at every claim."""
    wanted = {
        ref
        for ref, (_, claim) in RULES.claims.items()
        if all(word in f"{ref} {claim.plain} {claim.where} {claim.says}".lower() for word in typed.lower().split())
    }
    assert {one.id for one in find_entries(RULES, typed).get("claim", ())} == wanted


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("zolgensma", "therapy.zolgensma"),
        ("onasemnogene", "therapy.zolgensma"),
        ("zolgensma", "condition.sma"),
        ("D67", "condition.hemophilia-b"),
        ("sikle cell", "condition.sickle-cell"),
        ("5262007", "condition.sma"),
        ("ATROFIA MUSCULAR ESPINAL", "condition.sma"),
    ],
)
def test_names_of_products_codes_slips_and_spanish_without_accents_find_a_condition(typed, ref):
    language = "es" if typed.isupper() and " " in typed else "en"
    assert ref in {one.ref for found in find_entries(RULES, typed, language).values() for one in found}


def test_what_begins_with_the_typed_words_comes_first_and_a_kind_can_be_chosen():
    found = find_entries(RULES, "zolgensma", kind="therapy")
    assert list(found) == ["therapy"]
    assert found["therapy"][0].id == "zolgensma"


def test_nothing_typed_finds_all_and_nonsense_nothing():
    assert sum(map(len, find_entries(RULES, " ").values())) == len(ALL)
    assert find_entries(RULES, "zzzz qqqq") == {}
    assert entry_named(RULES, "en", "therapy.../../etc") is None


# ---- pages ----


class Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def outline(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Outline()
    parser.feed(html)
    return parser.tags


MAY_STAND = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "h2",
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "br",
}


def test_every_page_has_the_name_of_its_entry_and_only_plain_elements(drawn):
    for entry in ALL:
        page = drawn[entry.ref]
        assert page.title.split() == entry.name.split(), entry
        assert {tag for tag, _ in outline(page.html)} <= MAY_STAND, entry


def test_every_way_from_a_page_leads_to_an_entry_and_every_address_outside_is_of_the_web(drawn):
    refs = {entry.ref for entry in ALL}
    for ref, page in drawn.items():
        assert set(page.links) <= refs, ref
        for tag, attributes in outline(page.html):
            if tag == "a":
                assert re.match("https?://", str(attributes["href"])), ref
                assert attributes["rel"] == "noopener noreferrer"


def test_every_entry_but_words_can_be_reached_from_the_conditions(drawn):
    """Words are found by searching; all else hangs together."""
    seen, waiting = set(), [f"condition.{name}" for name in RULES.conditions]
    while waiting:
        ref = waiting.pop()
        if ref not in seen:
            seen.add(ref)
            waiting += drawn[ref].links
    assert {f"therapy.{name}" for name in RULES.therapies} <= seen


def test_regions_of_a_page_have_names_of_their_own(drawn):
    for ref, page in drawn.items():
        names = [attributes["aria-label"] for tag, attributes in outline(page.html) if attributes.get("role") == "region"]
        assert len(names) == len(set(names)), ref


def test_the_page_of_a_document_has_every_claim_with_its_place(drawn):
    for document in RULES.documents.values():
        html = drawn[f"document.{document.id}"].html
        links = drawn[f"document.{document.id}"].links
        for claim in document.claims:
            assert f"claim.{document.id}.{claim.id}" in links
            assert as_html(plain(claim.where)).strip()[3:-4] in html


def test_the_page_of_a_claim_names_its_document_and_everything_that_rests_on_it(drawn):
    cited = {}
    for name, therapy in RULES.therapies.items():
        for status in therapy.status:
            cited.setdefault(status.claim, set()).add(f"therapy.{name}")
        for use in therapy.indications:
            for version in use.versions:
                for ref in version.claim:
                    cited.setdefault(ref, set()).add(f"therapy.{name}")
    for ref, users in cited.items():
        page = drawn[f"claim.{ref}"]
        assert f"document.{ref.partition('.')[0]}" in page.links
        assert users <= set(page.links), ref


def test_the_page_of_a_claim_shows_both_sides_of_what_contradicts(drawn):
    pairs = [(ref, claim.contradicts) for ref, (_, claim) in RULES.claims.items() if claim.contradicts]
    assert pairs
    for one, other in pairs:
        assert f"claim.{other}" in drawn[f"claim.{one}"].links
        assert f"claim.{one}" in drawn[f"claim.{other}"].links


def test_the_page_of_a_question_has_a_row_for_every_criterion_that_reads_it(drawn):
    for name in RULES.questions:
        wanted = 0
        for therapy in RULES.therapies.values():
            for use in therapy.indications:
                for version in use.versions:
                    for test in (*version.requires, *version.rules_out, *version.discuss):
                        wanted += f"ask='{name}'" in repr(test)
        html = drawn[f"question.{name}"].html
        body = html.partition('aria-label="Who reads it')[2].partition("</table>")[0]
        assert body.count("<tr>") - (1 if body else 0) == wanted, name


def test_the_counts_of_a_label_stand_on_the_page_of_its_product(drawn):
    html = drawn["therapy.zolgensma"].html
    assert "In the label 8, asked here 8, left to the care team 0." in html
    assert as_shown(page_of_therapy(RULES, RULES.therapies["zolgensma"], WORDS), "{} {}".format).html.count("<h2>") > 5


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[press](javascript:alert(1))",
        "![x](https://example.invalid/x.png)",
        "<https://example.invalid>",
        '" onmouseover="x',
    ],
)
def test_no_markup_of_a_text_becomes_markup_of_the_page(text):
    page = as_shown(RulesPage(text, (plain(text), f"| {plain(text)} |\n| --- |\n| {plain(text)} |")), "{} {}".format)
    tags = outline(page.html)
    assert {tag for tag, _ in tags} <= MAY_STAND - {"a"}
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    raw = outline(as_shown(RulesPage("", (text, f"| a |\n| - |\n| {text} |")), "{} {}".format).html)
    assert {tag for tag, _ in raw} <= MAY_STAND | {"img"}
    assert not any(str(attributes.get("href", "")).startswith("javascript") for _, attributes in raw)
