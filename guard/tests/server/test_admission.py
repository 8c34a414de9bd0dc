from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_guard.admission import Slots
from secure_llm_guard.errors import CallerError


def test_one_caller_at_its_bound_leaves_room_for_others() -> None:
    slots = Slots(total=3, per_caller=2)
    with slots.hold("a"), slots.hold("a"):
        with pytest.raises(CallerError) as refused, slots.hold("a"):
            pass
        assert (refused.value.status, refused.value.retry_after_seconds) == (503, 1)
        with slots.hold("b"), pytest.raises(CallerError), slots.hold("c"):
            pass


@given(st.lists(st.sampled_from("abcd"), max_size=40), st.integers(1, 6), st.integers(1, 6))
def test_no_bound_is_ever_passed_and_every_slot_comes_back(callers: list[str], total: int, per_caller: int) -> None:
    slots = Slots(total, per_caller)
    held: list[str] = []
    with ExitStack() as stack:
        for caller in callers:
            fits = len(held) < total and held.count(caller) < per_caller
            if fits:
                stack.enter_context(slots.hold(caller))
                held.append(caller)
            else:
                with pytest.raises(CallerError):
                    stack.enter_context(slots.hold(caller))
        assert slots.held == len(held)
    assert slots.held == 0
    assert slots._held == {}


def test_a_slot_comes_back_when_its_holder_fails() -> None:
    slots = Slots(1, 1)
    with pytest.raises(ValueError, match="boom"), slots.hold("a"):
        raise ValueError("boom")
    with slots.hold("a"):
        assert slots.held == 1
