from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_guard.request_ids import request_ids

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def test_well_formed_ids_are_kept_and_a_new_span_is_opened() -> None:
    ids = request_ids({"x-request-id": "Az09._-", "traceparent": f"00-{TRACE}-{SPAN}-01"})
    assert (ids.request_id, ids.trace_id, ids.trace_flags) == ("Az09._-", TRACE, "01")
    assert ids.traceparent == f"00-{TRACE}-{ids.span_id}-01"
    assert ids.span_id != SPAN


@pytest.mark.parametrize(
    "traceparent",
    ["", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", f"ff-{TRACE}-{SPAN}-01", f"01-{TRACE}-{SPAN}-01",
     f"00-{TRACE.upper()}-{SPAN}-01", f"00-{TRACE}-{SPAN}-01-extra", f"00-{TRACE}-{SPAN}", f"00-{TRACE}-{SPAN}-01\n"],
)  # fmt: skip
def test_a_malformed_traceparent_starts_a_new_trace(traceparent: str) -> None:
    ids = request_ids({"traceparent": traceparent})
    assert ids.trace_id != TRACE
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-00", ids.traceparent)


@given(st.text(max_size=200), st.text(max_size=80))
def test_whatever_comes_in_only_well_formed_ids_go_on(request_id: str, traceparent: str) -> None:
    ids = request_ids({"x-request-id": request_id, "traceparent": traceparent})
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,128}", ids.request_id)
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}", ids.traceparent)


def test_two_requests_without_ids_get_different_ones() -> None:
    assert request_ids({}).request_id != request_ids({}).request_id
