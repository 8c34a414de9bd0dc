"""A judged answer as events."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fake_next_hop import NextHop, completion, json_answer
from hypothesis import given
from hypothesis import strategies as st
from running_guard import Guard

from secure_llm_guard.responses import REFUSAL
from secure_llm_guard.sse import MAX_DELTA_CHARACTERS, as_events


def chunks(body: bytes) -> list[dict[str, Any]]:
    """What a strict reader of server-sent events sees."""
    assert body.endswith(b"\n\n")
    events = body.decode("ascii").removesuffix("\n\n").split("\n\n")
    assert all(event.startswith("data: ") and "\n" not in event and "\r" not in event for event in events)
    assert events[-1] == "data: [DONE]"
    return [json.loads(event.removeprefix("data: ")) for event in events[:-1]]


def joined(events: list[dict[str, Any]], channel: str) -> str:
    return "".join(chunk["choices"][0]["delta"].get(channel) or "" for chunk in events if chunk["choices"])


@given(st.text(max_size=3 * MAX_DELTA_CHARACTERS), st.booleans())
def test_whatever_the_text_is_the_events_carry_exactly_it(text: str, include_usage: bool) -> None:
    events = chunks(as_events(completion(text), include_usage))
    assert joined(events, "content") == text
    assert events[0]["choices"][0]["delta"]["role"] == "assistant"
    finishes = [chunk["choices"][0]["finish_reason"] for chunk in events if chunk["choices"]]
    assert finishes == [None] * (len(finishes) - 1) + ["stop"]
    assert all(chunk["object"] == "chat.completion.chunk" for chunk in events)
    assert all((chunk["id"], chunk["model"], chunk["created"]) == ("chatcmpl-1", "llama", 1) for chunk in events)


def test_a_long_answer_comes_in_bounded_events() -> None:
    events = chunks(as_events(completion("x" * (2 * MAX_DELTA_CHARACTERS + 1)), False))
    lengths = [len(chunk["choices"][0]["delta"].get("content") or "") for chunk in events]
    assert lengths == [0, MAX_DELTA_CHARACTERS, MAX_DELTA_CHARACTERS, 1, 0]


def test_usage_comes_last_with_no_choices_and_only_when_asked_for() -> None:
    events = chunks(as_events(completion(), True))
    assert events[-1]["choices"] == []
    assert events[-1]["usage"] == {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    assert all(chunk["usage"] is None for chunk in events[:-1])
    assert all("usage" not in chunk for chunk in chunks(as_events(completion(), False)))


def test_tool_calls_and_reasoning_keep_their_channel() -> None:
    call = {"id": "call-1", "type": "function", "function": {"name": "look", "arguments": '{"a":1}'}}
    events = chunks(as_events(completion("", reasoning_content="hm", tool_calls=[call, call]), False))
    calls = [chunk["choices"][0]["delta"]["tool_calls"][0] for chunk in events if "tool_calls" in str(chunk)]
    assert calls == [{"index": 0, **call}, {"index": 1, **call}]
    assert joined(events, "reasoning_content") == "hm"


async def test_a_stream_is_the_whole_checked_answer(guard: Guard, next_hop: NextHop) -> None:
    status, headers, body = await guard.post("hi", stream=True, stream_options={"include_usage": True})
    assert status == 200
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert joined(chunks(body), "content") == "hello"
    assert json.loads(next_hop.seen[0].body)["stream"] is False


@pytest.mark.parametrize(("asked", "answered"), [("ATTACK", "fine"), ("hi", "LEAK AKIA")])
async def test_a_block_in_a_stream_is_a_normal_stream_that_ends_with_content_filter(
    output_guard: Guard, next_hop: NextHop, asked: str, answered: str
) -> None:
    next_hop.answer = json_answer(completion(answered))
    status, headers, body = await output_guard.post(asked, {"x-request-id": "r-1"}, stream=True)
    events = chunks(body)
    assert (status, headers["x-request-id"]) == (200, "r-1")
    assert joined(events, "content") == REFUSAL
    assert events[-1]["choices"][0]["finish_reason"] == "content_filter"


async def test_a_refused_stream_is_a_plain_error(guard: Guard, next_hop: NextHop) -> None:
    async def broken(_request: object) -> None:
        raise RuntimeError

    next_hop.answer = broken  # type: ignore[assignment]
    status, headers, _ = await guard.post("hi", stream=True)
    assert (status, headers["content-type"]) == (502, "application/json")
