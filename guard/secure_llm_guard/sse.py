"""A checked answer as server-sent events, the way OpenAI's API frames a streamed chat completion.

The whole answer was judged before the first event leaves: windows would let a secret out in two halves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

MAX_DELTA_CHARACTERS: Final = 4096
"""Longest text in one event, characters; some clients bound the length of an event line."""

_TEXT_CHANNELS: Final = ("reasoning_content", "reasoning", "refusal", "content")


def as_events(answer: dict[str, Any], include_usage: bool) -> bytes:
    """The events of a `chat.completion` object: role, texts, tool calls, finish, usage when asked for, `[DONE]`."""
    head = {
        "id": answer.get("id"),
        "object": "chat.completion.chunk",
        "created": answer.get("created"),
        "model": answer.get("model"),
    }
    # With `include_usage` every chunk but the last carries `"usage": null`.
    tail: dict[str, Any] = {"usage": None} if include_usage else {}
    events = [
        _event({**head, "choices": [{"index": index, "delta": delta, "finish_reason": finish}], **tail})
        for index, delta, finish in _deltas(answer)
    ]
    if include_usage:
        events.append(_event({**head, "choices": [], "usage": answer.get("usage")}))
    events.append(b"data: [DONE]\n\n")
    return b"".join(events)


def _deltas(answer: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any], str | None]]:
    for position, choice in enumerate(answer["choices"]):
        index = choice.get("index", position)
        message = choice["message"]
        yield index, {"role": message.get("role", "assistant"), "content": ""}, None
        for channel in _TEXT_CHANNELS:
            for part in _parts(message.get(channel)):
                yield index, {channel: part}, None
        for number, call in enumerate(message.get("tool_calls") or ()):
            yield index, {"tool_calls": [{"index": number, **call}]}, None
        yield index, {}, choice.get("finish_reason") or "stop"


def _parts(text: str | None) -> Iterator[str]:
    for start in range(0, len(text or ""), MAX_DELTA_CHARACTERS):
        yield (text or "")[start : start + MAX_DELTA_CHARACTERS]


def _event(chunk: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(chunk, separators=(",", ":")).encode("ascii") + b"\n\n"
