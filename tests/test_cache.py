"""What was worked out for a thing is kept on it, once for each of what else it follows from, and never too much of it."""

from functools import cached_property
from typing import Any

from trialhelper.cache import cached, cached_at_most


class Thing:
    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        return {}


def test_it_is_worked_out_once_for_each_thing_and_what_else_it_takes():
    asked: list[tuple[Thing, int]] = []

    @cached
    def work(thing: Thing, number: int) -> int:
        asked.append((thing, number))
        return number * 2

    one, two = Thing(), Thing()
    assert [work(one, 1), work(one, 1), work(one, 2), work(two, 1)] == [2, 2, 4, 2]
    assert asked == [(one, 1), (one, 2), (two, 1)]


def test_two_functions_of_one_thing_keep_apart():
    @cached
    def first(thing: Thing) -> str:
        return "first"

    @cached
    def second(thing: Thing) -> str:
        return "second"

    thing = Thing()
    assert [first(thing), second(thing), first(thing)] == ["first", "second", "first"]


def test_it_never_keeps_more_than_so_many():
    @cached_at_most(3)
    def work(thing: Thing, number: int) -> int:
        return number

    thing = Thing()
    assert [work(thing, number) for number in range(10)] == list(range(10))
    assert all(len(kept) <= 3 for kept in thing.worked_out.values())
