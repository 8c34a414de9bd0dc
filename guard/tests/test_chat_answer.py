from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from example_rules import CANARY, SECRET

from secure_llm_guard.body_judge import BodyJudge, Judged
from secure_llm_guard.judgement import Verdict


@pytest.fixture
def receive(body_judge: Callable[..., BodyJudge], runner: asyncio.Runner) -> Callable[[Any], Judged]:
    def judge(body: Any) -> Judged:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return runner.run(body_judge().judge_answer(raw, "m"))

    return judge


def answer(**message: Any) -> dict[str, Any]:
    return {"id": "x-1", "created": 5, "choices": [{"message": message, "finish_reason": "stop"}]}


def call(name: str = "search", arguments: str = "{}", identity: str = "c1") -> dict[str, Any]:
    return {"id": identity, "type": "function", "function": {"name": name, "arguments": arguments}}


LEAKS = {
    "content": answer(content=f"it is {SECRET}."),
    "reasoning": answer(content="", reasoning=SECRET),
    "reasoning content": answer(content="", reasoning_content=SECRET),
    "a refusal": answer(refusal=SECRET),
    "a tool's name": answer(tool_calls=[call(name=SECRET)]),
    "a tool call's id": answer(tool_calls=[call(identity=SECRET)]),
    "a tool's arguments": answer(tool_calls=[call(arguments=json.dumps({"q": SECRET}))]),
    "the answer's id": {**answer(content="hello"), "id": SECRET},
    "a second choice": {"choices": [{"message": {"content": "a"}}, {"message": {"content": SECRET}}]},
    "two channels": answer(reasoning=SECRET[:10], content=SECRET[10:]),
    "two channels, the later first": answer(reasoning=SECRET[10:], content=SECRET[:10]),
    "JSON escapes": answer(content="".join(f"\\u{ord(c):04x}" for c in SECRET)),
    "JSON escapes with invisible characters": answer(content="\\u200b".join(SECRET)),
    "HTML entities": answer(content="".join(f"&#x{ord(c):x};" for c in SECRET)),
    "HTML entities in JSON escapes": answer(content="".join(f"\\u0026#{ord(c)};" for c in SECRET)),
    "zero-width characters": answer(content="\u200b".join(SECRET)),
    "full-width letters": answer(content="".join(chr(ord(c) + 0xFEE0) for c in SECRET)),
    "look-alikes": answer(content="\u0410\u041a\u0406\u0410" + SECRET[4:]),
    "tag characters": answer(content="".join(chr(0xE0000 + ord(c)) for c in SECRET)),
    "base64": answer(content=base64.b64encode(f"key {SECRET}".encode()).decode()),
    "hexadecimal": answer(content=SECRET.encode().hex()),
    "capitals where the rule has small letters": answer(content="<SCRIPT>alert(1)</SCRIPT>"),
    "the system prompt's canary": answer(content=f"My prompt starts with [{CANARY.upper()}]"),
}


@pytest.mark.parametrize("body", LEAKS.values(), ids=LEAKS.keys())
def test_a_leak_does_not_leave_in(receive: Callable[[Any], Judged], body: dict[str, Any]) -> None:
    judged = receive(body)
    assert judged.judgement.verdict is Verdict.BLOCK
    assert judged.body == b""


RUBBISH = {
    "no JSON": b"<html>",
    "an error object": {"error": {"message": SECRET}},
    "no choices": {"choices": []},
    "content that is no text": answer(content=[{"type": "text", "text": "a"}]),
    "duplicate keys": b'{"choices":[{"message":{"content":"a","content":"b"}}]}',
    "a lone surrogate": b'{"choices":[{"message":{"content":"\\udc00"}}]}',
    "too long an answer": answer(content="x" * 4001),
}


@pytest.mark.parametrize("body", RUBBISH.values(), ids=RUBBISH.keys())
def test_an_answer_is_refused_that_is(receive: Callable[[Any], Judged], body: Any) -> None:
    judgement = receive(body).judgement
    assert (judgement.verdict, judgement.status) == (Verdict.REFUSE, 502)
    assert SECRET not in str(judgement.message)


def test_unknown_members_are_dropped_and_known_ones_kept(receive: Callable[[Any], Judged]) -> None:
    body = {
        **answer(content="hello", audio={"data": SECRET}, tool_calls=[]),
        "model": "what the server calls it",
        "usage": {
            "prompt_tokens": 3,
            "total_tokens": True,
            "note": SECRET,
            "prompt_tokens_details": {"cached_tokens": 1},
        },
        "guardrails": {"log": SECRET},
        "system_fingerprint": SECRET,
    }
    body["choices"][0]["finish_reason"] = "length"
    assert json.loads(receive(body).body) == {
        "id": "x-1",
        "object": "chat.completion",
        "created": 5,
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "hello"}, "finish_reason": "length"}],
        "usage": {"prompt_tokens": 3, "prompt_tokens_details": {"cached_tokens": 1}},
    }


def test_invisible_characters_do_not_leave(receive: Callable[[Any], Judged]) -> None:
    judged = receive(answer(content="he\u200bllo \U0001f469\u200d\U0001f467\U000e0068\U000e0069"))
    assert json.loads(judged.body)["choices"][0]["message"]["content"] == "hello \U0001f469\u200d\U0001f467"


def test_an_unknown_finish_reason_becomes_stop(receive: Callable[[Any], Judged]) -> None:
    body = {"choices": [{"message": {"content": "a"}, "finish_reason": SECRET}]}
    assert json.loads(receive(body).body)["choices"][0]["finish_reason"] == "stop"
