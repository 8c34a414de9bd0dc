"""Bounds on how much of the guard one caller, and all callers together, may hold at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from . import errors

MAX_IN_FLIGHT: Final = 512
"""Requests between their first header and their answer, all callers. Each holds at most a body and an answer."""
MAX_IN_FLIGHT_PER_CALLER: Final = 256
"""The same per caller, so that one caller waiting for long answers leaves room for others."""


class Slots:
    """A counter of held slots with a bound in total and a bound per caller. Nobody waits: a full counter refuses."""

    def __init__(self, total: int, per_caller: int) -> None:
        self._total = total
        self._per_caller = per_caller
        self._held: dict[str, int] = {}
        self._held_total = 0

    @property
    def held(self) -> int:
        """Slots that are held now."""
        return self._held_total

    @contextmanager
    def hold(self, caller: str) -> Iterator[None]:
        """Holds one slot for the length of a `with` block. @throws CallerError 503 when none is free"""
        mine = self._held.get(caller, 0)
        if mine >= self._per_caller or self._held_total >= self._total:
            raise errors.overloaded()
        self._held[caller] = mine + 1
        self._held_total += 1
        try:
            yield
        finally:
            self._held_total -= 1
            left = self._held[caller] - 1
            if left:
                self._held[caller] = left
            else:
                del self._held[caller]
