"""Rules that were kept are the rules that were read, and nothing depends on their being kept."""

from pathlib import Path

import pytest

from tests.bases import RULES, change, small_copy
from trialhelper.rulebase import RuleBaseError, kept, read_rules
from trialhelper.rulebase.translating import catalogue_of


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("TRIALHELPER_CACHE", str(folder))
    return folder


def everything(rules):
    return {name: value for name, value in vars(rules).items() if name != "digest"}


@pytest.mark.parametrize("shipped_ones", [True, False], ids=["shipped", "small"])
def test_kept_rules_are_those_that_were_read(cache, tmp_path, shipped_ones):
    folder = RULES if shipped_ones else small_copy(tmp_path)
    read = read_rules(folder)
    (kept,) = cache.glob("rules-*.json")
    before = kept.stat().st_mtime_ns
    fetched = read_rules(folder)
    assert kept.stat().st_mtime_ns == before
    assert everything(fetched) == everything(read)
    assert [*fetched.questions] == [*read.questions]
    assert fetched.version == read.version


def test_kept_rules_have_their_translations(cache, tmp_path):
    folder = small_copy(tmp_path)
    po = folder / catalogue_of("es")
    po.parent.mkdir(parents=True)
    po.write_text('msgctxt "glossary.gene.plain"\nmsgid "A section of DNA."\nmsgstr "Una parte del ADN, «doble»."\n')
    read, fetched = read_rules(folder), read_rules(folder)
    assert len(list(cache.glob("rules-*.json"))) == 1
    assert (
        fetched.translations
        == read.translations
        == {"es": {"glossary.gene.plain": ("A section of DNA.", "Una parte del ADN, «doble».")}}
    )


def test_a_changed_letter_of_a_translation_is_read_anew(cache, tmp_path):
    folder = small_copy(tmp_path)
    po = folder / catalogue_of("es")
    po.parent.mkdir(parents=True)
    for said in ("Una parte.", "Una pieza."):
        po.write_text(f'msgctxt "glossary.gene.plain"\nmsgid "A section of DNA."\nmsgstr "{said}"\n')
        assert read_rules(folder).translations["es"]["glossary.gene.plain"] == ("A section of DNA.", said)
    po.unlink()
    assert read_rules(folder).translations == {}


def test_a_damaged_catalogue_is_told_each_time_and_never_kept(cache, tmp_path):
    folder = small_copy(tmp_path)
    po = folder / catalogue_of("es")
    po.parent.mkdir(parents=True)
    po.write_text("broken\n")
    for _ in range(2):
        with pytest.raises(RuleBaseError):
            read_rules(folder)
    assert not list(cache.glob("*"))


@pytest.mark.parametrize(
    "spoiled", [b"", b"{", b"{}", b"[]", b"null", b'{"nowhere/x.yaml": {}}', b'{"about.yaml": {"version": 1}}', b"\xff"]
)
def test_rules_that_were_kept_badly_are_read_anew(cache, tmp_path, spoiled):
    folder = small_copy(tmp_path)
    read = read_rules(folder)
    (kept,) = cache.glob("rules-*.json")
    kept.write_bytes(spoiled)
    assert everything(read_rules(folder)) == everything(read)


def test_a_changed_letter_is_read_anew(cache, tmp_path):
    folder = small_copy(tmp_path)
    first = read_rules(folder)
    change(folder, "glossary.yaml", ("A section of DNA.", "A piece of DNA."))
    second = read_rules(folder)
    assert second.glossary["gene"].plain == "A piece of DNA."
    assert first.version != second.version


def test_rules_with_a_fault_are_not_kept(cache, tmp_path):
    folder = small_copy(tmp_path)
    change(folder, "glossary.yaml", ("amber-label.gene", "amber-label.genes"))
    for _ in range(2):
        with pytest.raises(RuleBaseError):
            read_rules(folder)
    assert not list(cache.glob("*"))


def test_a_cache_that_cannot_be_written_harms_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TRIALHELPER_CACHE", str(tmp_path / "file" / "cache"))
    assert read_rules(small_copy(tmp_path)).conditions


def test_few_are_kept(cache, tmp_path):
    folder = small_copy(tmp_path)
    for number in range(7):
        (folder / "about.yaml").write_text((folder / "about.yaml").read_text() + f"# {number}\n")
        read_rules(folder)
    assert len(list(cache.glob("*"))) <= 4


def test_rules_kept_by_other_code_are_read_anew(cache, tmp_path, monkeypatch):
    """A check that is new in the code would else never look at rules that were kept before it."""
    folder = small_copy(tmp_path)
    read_rules(folder)
    (first,) = cache.glob("rules-*.json")
    code = tmp_path / "code"
    code.mkdir()
    for module in Path(kept.__file__).parent.glob("*.py"):
        (code / module.name).write_bytes(module.read_bytes() + b"\n# another check\n")
    kept._reader.cache_clear()
    monkeypatch.setattr(kept, "files", lambda _: code)
    try:
        read_rules(folder)
    finally:
        kept._reader.cache_clear()
    assert len({first, *cache.glob("rules-*.json")}) == 2
