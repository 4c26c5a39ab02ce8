"""docs/generated is what the rules say: the same pages, letter for letter, and no page more."""

from tests.bases import ROOT, RULES
from trialhelper.card import pages
from trialhelper.rulebase import read_rules
from trialhelper.words import Words

GENERATED = ROOT / "docs" / "generated"
REMEDY = (
    "docs/generated is out of date with rules/ (or with the program): "
    "run `trialhelper card --out docs/generated` or `make generated`"
)


def test_the_generated_pages_are_those_of_the_rules():
    made = pages(read_rules(RULES), Words())
    there = {path.relative_to(GENERATED).as_posix(): path.read_text(encoding="utf-8") for path in GENERATED.rglob("*.md")}
    stale = sorted(name for name in {*made, *there} if made.get(name) != there.get(name))
    assert not stale, f"{REMEDY}\nnot the same: {', '.join(stale[:10])}{' and others' if len(stale) > 10 else ''}"
