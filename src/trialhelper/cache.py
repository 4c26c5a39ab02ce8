"""Working something out once for the thing that it follows from, and keeping it on that thing.

`lru_cache` keeps its arguments alive: a rule base that somebody handed in would stay in memory until others push it out.
What is kept here belongs to its owner (a rule base, a plan, a criterion) and goes with it, whatever refers to whatever.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, Protocol, TypeVar, TypeVarTuple

__all__ = ["Owner", "cached", "cached_at_most"]


class Owner(Protocol):
    """Anything that never changes, and has a place for what is worked out from it."""

    @property
    def worked_out(self) -> dict[Any, Any]: ...


_Owner = TypeVar("_Owner", bound=Owner)
_Rest = TypeVarTuple("_Rest")
_Made = TypeVar("_Made")
_MOST: Final = 4096


def cached(work: Callable[[_Owner, *_Rest], _Made]) -> Callable[[_Owner, *_Rest], _Made]:
    """A pure function of an owner and of what can be hashed, worked out once for each; the oldest go when there are too many."""
    return _keeping(work, _MOST)


def cached_at_most(most: int) -> Callable[[Callable[[_Owner, *_Rest], _Made]], Callable[[_Owner, *_Rest], _Made]]:
    """The same for something large, of which an owner keeps only so many."""

    def decorate(work: Callable[[_Owner, *_Rest], _Made]) -> Callable[[_Owner, *_Rest], _Made]:
        return _keeping(work, most)

    return decorate


def _keeping(work: Callable[[_Owner, *_Rest], _Made], most: int) -> Callable[[_Owner, *_Rest], _Made]:
    @wraps(work)
    def kept(owner: _Owner, *rest: *_Rest) -> _Made:
        try:
            return owner.worked_out[work][rest]  # type: ignore[no-any-return]
        except KeyError:
            pass
        made = work(owner, *rest)
        mine = owner.worked_out.setdefault(work, {})
        if len(mine) >= most:
            for old in list(mine)[: most // 2 + 1]:  # a copy, and `pop`, because another thread may be at it too
                mine.pop(old, None)
        mine[rest] = made
        return made

    return kept
