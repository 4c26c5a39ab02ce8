"""A ZIP file of earlier rules: read as the folder is, and every fault of it said in one word, with nothing written."""

import gc
import io
import stat
import tomllib
import weakref
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bases import ROOT, RULES, SMALL_BASE, SMALL_DAY, small_rules
from tests.strategies import examples
from trialhelper.answers import Answer, Answers
from trialhelper.diff import compare
from trialhelper.diff.wording import rows_of
from trialhelper.engine import assess, because, next_question
from trialhelper.engine.dates import plans_over_time, tops
from trialhelper.engine.plan import make_plan
from trialhelper.engine.space import situations
from trialhelper.rulebase import zipped
from trialhelper.rulebase.zipped import MOST_ZIP_BYTES, EarlierProblem, rules_in_zip
from trialhelper.words import Words

FILES = {path.relative_to(SMALL_BASE).as_posix(): path.read_bytes() for path in SMALL_BASE.rglob("*.yaml")}
CODES = {
    "too_large", "not_zip", "too_many", "too_much", "file_too_large", "too_many_parts", "leads_out", "twice", "locked",
    "not_text", "no_rules", "several", "faults",
}  # fmt: skip


def packed(files, compression=zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return made.getvalue()


def code_of(content: bytes) -> str:
    with pytest.raises(EarlierProblem) as fault:
        rules_in_zip(content)
    assert Words()(f"clinic.earlier.fault.{fault.value.code}", **fault.value.values)
    return fault.value.code


@pytest.mark.parametrize("above", ["", "rules/", "trialhelper-main/rules/"])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packed_folder_is_the_rule_base_that_the_folder_is(above, compression):
    files = {f"{above}{name}": content for name, content in FILES.items()}
    assert rules_in_zip(packed(files, compression)).version == small_rules().version


def test_what_lies_beside_the_rules_is_left_alone():
    beside = {
        "README.md": b"\xff",
        "rules/README.md": b"\xff\xfe",
        "rules/schema/therapy.json": b"{",
        "__MACOSX/rules/._about.yaml": b"\x00\x05",
        "tests/small/base/about.yaml": b"version: none",
        "app.py": b"raise SystemExit",
        "rules/": b"",
    }
    files = {f"rules/{name}": content for name, content in FILES.items()}
    assert rules_in_zip(packed({**files, **beside})).version == small_rules().version


@pytest.mark.parametrize(
    "name", ["../about.yaml", "rules/../../x.yaml", "/etc/about.yaml", "C:/about.yaml", "C:about.yaml", "rules\\about.yaml"]
)
def test_a_name_that_leads_out_of_its_folder_is_refused_and_nothing_is_read(name):
    assert code_of(packed({**FILES, name: b"x"})) == "leads_out"


def test_a_link_is_refused():
    info = zipfile.ZipInfo("rules/secret.yaml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert code_of(packed([*FILES.items(), (info, b"/etc/passwd")])) == "leads_out"


def test_two_files_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed([*FILES.items(), ("about.yaml", b"version: 2")])
    assert code_of(content) == "twice"


def test_what_is_no_zip_file_or_a_damaged_one_is_said_to_be_none():
    whole = packed(FILES)
    for content in (b"", b"id: x", b"PK\x03\x04", whole[: len(whole) // 2], whole[:300] + bytes(200) + whole[500:]):
        assert code_of(content) == "not_zip"


def test_a_file_with_a_password_is_said_to_be_locked():
    content = bytearray(packed({"about.yaml": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert code_of(bytes(content)) == "locked"


def test_sizes_are_limited_and_counted_while_reading():
    assert code_of(bytes(MOST_ZIP_BYTES + 1)) == "too_large"
    assert code_of(packed({**FILES, "locales/es/LC_MESSAGES/rules.po": bytes(zipped.MOST_UNPACKED)})) == "too_much"
    assert code_of(packed({**FILES, "documents/x.yaml": bytes(zipped.MOST_IN_FILE + 1)})) == "file_too_large"
    flow = b"a: [" + b"1," * (zipped.MOST_IN_FILE // 2 - 10) + b"]"
    assert code_of(packed({**FILES, **{f"documents/x{n}.yaml": flow for n in range(4)}})) == "too_many_parts"
    assert code_of(packed({f"{n}.txt": b"" for n in range(zipped.MOST_FILES + 1)})) == "too_many"


def test_the_shipped_rules_fit_and_the_server_takes_a_file_of_the_most_that_is_told():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["server"]["maxUploadSize"] * 2**20 >= MOST_ZIP_BYTES
    shipped = {path.relative_to(RULES).as_posix(): path.read_bytes() for path in RULES.rglob("*") if path.is_file()}
    assert len(packed(shipped)) <= MOST_ZIP_BYTES
    unpacked = sum(len(content) for name, content in shipped.items() if name.endswith((".yaml", ".po")))
    assert unpacked * 2 <= zipped.MOST_UNPACKED
    written = [content for name, content in shipped.items() if name.endswith(".yaml")]
    assert max(map(len, written)) * 3 <= zipped.MOST_IN_FILE
    assert sum(zipped.parts_in(content.decode()) for content in written) * 2 <= zipped.MOST_PARTS
    assert len(shipped) * 3 <= zipped.MOST_FILES


def test_a_size_that_is_written_too_small_does_not_let_more_in():
    """The size in the directory is not believed."""
    content = bytearray(packed({"about.po": bytes(zipped.MOST_UNPACKED + 9)}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert code_of(bytes(content)) in ("not_zip", "too_much")


def test_a_folder_without_rules_and_one_with_several_are_told_apart():
    assert code_of(packed({"notes.yaml": b"a: 1"})) == "no_rules"
    assert code_of(packed({"a/about.yaml": b"", "b/about.yaml": b""})) == "several"
    assert code_of(packed({**FILES, "glossary.yaml": b"\xff\xfe"})) == "not_text"


def test_rules_with_faults_are_told_with_how_many_there_are_and_the_first_of_them():
    files = {**FILES, "glossary.yaml": b"terms: [", "other.yaml": b"a: 1"}
    with pytest.raises(EarlierProblem) as fault:
        rules_in_zip(packed(files))
    assert fault.value.code == "faults"
    assert fault.value.values["file"] == "glossary.yaml"
    assert int(str(fault.value.values["n"])) == 2


@examples(150)
@given(st.data())
def test_no_file_whatever_it_is_does_more_than_be_refused(data):
    whole = packed({"about.yaml": FILES["about.yaml"], "x/y.yaml": b"id: [a, b]"})
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(EarlierProblem):
        rules_in_zip(bytes(content))


@examples(100)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_fault_of_the_list(content):
    with pytest.raises(EarlierProblem) as fault:
        rules_in_zip(content)
    assert fault.value.code in CODES


def test_nothing_of_the_rules_outlives_the_comparison():
    """Neither the rule base nor an entry of it stays in memory, whatever was worked out from it."""
    older = FILES["therapies/ambera.yaml"].replace(b"at_least: 2 years", b"at_least: 3 years")
    old = rules_in_zip(packed({**FILES, "therapies/ambera.yaml": older}))
    assert rows_of(compare(old, small_rules(), SMALL_DAY), Words())
    for condition in tops(old):
        plans_over_time(old, condition)
        people = situations(make_plan(old, condition, SMALL_DAY)).values()
        for facts in people:
            told = Answers({name: Answer("value", fact or "", fact) for name, fact in facts.items()})
            because(assess(old, told, SMALL_DAY))
            next_question(old, told, SMALL_DAY)
    left = [weakref.ref(old), *map(weakref.ref, old.therapies.values()), *map(weakref.ref, old.conditions.values())]
    del old
    gc.collect()
    assert not any(one() for one in left)


def test_nothing_of_the_file_is_written_anywhere(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    rules_in_zip(packed(FILES))
    assert list(tmp_path.iterdir()) == []


def test_the_difference_to_packed_rules_is_told_as_to_a_folder():
    age = b"{ask: age, at_least: 2 years, role: defines, claim: amber-label.age}"
    assert age in FILES["therapies/ambera.yaml"]
    older = FILES["therapies/ambera.yaml"].replace(age, age.replace(b"2 years", b"3 years"))
    (row, *_) = rows_of(
        compare(rules_in_zip(packed({**FILES, "therapies/ambera.yaml": older})), small_rules(), SMALL_DAY), Words()
    )
    assert "3 years or older" in row.rule
    assert "2 years or older" in row.rule
    assert compare(rules_in_zip(packed(FILES)), small_rules(), SMALL_DAY).differences == ()
