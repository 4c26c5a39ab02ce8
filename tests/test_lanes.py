"""The lanes: the seed decides a sample, which holds the least that was asked for; all is taken on request."""

import pytest

pytest_plugins = ("pytester",)

SWEEPS = """
    import pytest
    CASES = [f"case{n}" for n in range(100)]

    @pytest.mark.exhaustive
    @pytest.mark.parametrize("case", CASES)
    def test_one(case): ...

    @pytest.mark.exhaustive(least=20)
    @pytest.mark.parametrize("case", CASES)
    def test_other(case): ...

    @pytest.mark.exhaustive
    @pytest.mark.parametrize("case", CASES[:5])
    def test_of_few(case): ...

    def test_loop(swept): assert len(swept(CASES)) in (10, 100)

    @pytest.mark.parametrize("case", CASES)
    def test_no_sweep(case): ...
"""


@pytest.fixture
def taken(pytester: pytest.Pytester):
    """The names of the tests that a run with some arguments looks at."""
    file = pytester.makepyfile(test_sweeps=SWEEPS)

    def run(*arguments: str, named: str = "") -> list[str]:
        done = pytester.runpytest_inprocess("-p", "tests.lanes", "--collect-only", "-q", *arguments, f"{file.name}{named}")
        return [line.partition("::")[2] for line in done.outlines if "::" in line]

    return run


def of(names: list[str], test: str) -> list[str]:
    return [name.removeprefix(test) for name in names if name.startswith(f"{test}[")]


def test_a_sample_holds_a_tenth_or_the_least_and_the_same_cases_for_every_test(taken):
    names = taken("--sample-seed=a")
    assert [len(of(names, test)) for test in ("test_one", "test_other", "test_of_few", "test_no_sweep")] == [10, 20, 5, 100]
    assert set(of(names, "test_one")) < set(of(names, "test_other"))


def test_the_seed_decides_which(taken):
    first, again, other = (taken(f"--sample-seed={seed}") for seed in ("a", "a", "b"))
    assert first == again
    assert of(first, "test_one") != of(other, "test_one")


def test_all_are_taken_on_request_and_a_case_that_is_named_always(taken):
    assert len(of(taken("--whole"), "test_one")) == 100
    assert [taken(f"--sample-seed={seed}", named="::test_one[case7]") for seed in "abcd"] == [["test_one[case7]"]] * 4


@pytest.mark.parametrize(("argument", "says"), [("--sample-seed=plum", "*--sample-seed=plum*"), ("--whole", "sweeps: whole")])
def test_the_head_of_a_run_tells_the_sample_and_a_loop_takes_it(pytester, argument, says):
    pytester.makepyfile(test_sweeps=SWEEPS)
    done = pytester.runpytest_inprocess("-p", "tests.lanes", argument, "-k", "test_loop")
    assert done.parseoutcomes()["passed"] == 1
    done.stdout.fnmatch_lines([says])
