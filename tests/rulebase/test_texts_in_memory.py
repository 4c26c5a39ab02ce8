"""A rule base read from texts in memory is the one that the same files in a folder give, and its faults are told alike."""

import pytest

from tests.bases import RULES, SMALL_BASE
from trialhelper.rulebase import RuleBaseError, read_rules, read_texts


def texts_in(folder):
    files = [*folder.rglob("*.yaml"), *folder.rglob("*.po")]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files if "schema" not in path.parts}


@pytest.mark.parametrize("folder", [SMALL_BASE, RULES], ids=["small", "shipped"])
def test_the_same_texts_give_the_same_rule_base_whether_from_a_folder_or_from_memory(folder):
    from_folder, from_memory = read_rules(folder), read_texts(texts_in(folder))
    assert from_memory.version == from_folder.version
    assert list(from_memory.questions) == list(from_folder.questions)
    assert list(from_memory.claims.items()) == list(from_folder.claims.items())
    assert from_memory.translations == from_folder.translations


def test_a_missing_file_and_one_that_lies_nowhere_are_told_as_they_are_of_a_folder():
    texts = texts_in(SMALL_BASE)
    del texts["glossary.yaml"]
    with pytest.raises(RuleBaseError) as fault:
        read_texts({**texts, "therapy/new.yaml": "id: new", "old/locales/es/LC_MESSAGES/rules.po": ""})
    assert [(one.code, one.file) for one in fault.value.problems] == [
        ("R010", "glossary.yaml"),
        ("R008", "old/locales/es/LC_MESSAGES/rules.po"),
        ("R008", "therapy/new.yaml"),
    ]


def test_nothing_of_what_is_read_is_kept_on_disk(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    assert read_texts(texts_in(SMALL_BASE)).digest == read_rules(SMALL_BASE).digest
    assert list(tmp_path.iterdir()) == []
