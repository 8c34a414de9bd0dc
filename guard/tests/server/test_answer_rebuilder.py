from __future__ import annotations

import asyncio
import json
import subprocess
import sys

import pytest

from secure_llm_guard.answer_rebuilder import SMALL_ANSWER_BYTES, AnswerRebuilder
from secure_llm_guard.judgement import Direction, Judgement, Verdict


class Workers:
    """Remembers what is left to the workers."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def judge_answer(self, model: str, body: bytes) -> tuple[Judgement, bytes]:
        self.asked.append(len(body))
        return Judgement(Verdict.ALLOW, Direction.OUTPUT, model=model), b"{}"


def answer(content: str) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    return json.dumps({"id": "a", "created": 1, "choices": [choice], "debug": "raw"}).encode()


def rebuild(body: bytes) -> tuple[Judgement, bytes, list[int]]:
    workers = Workers()
    judgement, rebuilt = asyncio.run(AnswerRebuilder(workers).judge_answer("m", body))
    return judgement, rebuilt, workers.asked


def test_a_small_answer_is_rebuilt_from_the_allow_list_without_a_worker() -> None:
    judgement, rebuilt, asked = rebuild(answer("hello\u200b"))
    assert judgement.verdict is Verdict.ALLOW
    assert json.loads(rebuilt)["choices"][0]["message"]["content"] == "hello"
    assert b"debug" not in rebuilt
    assert asked == []


def test_a_large_answer_is_left_to_the_workers() -> None:
    body = answer("x" * SMALL_ANSWER_BYTES)
    assert rebuild(body)[2] == [len(body)]


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b'{"choices":7}', b"[" * 60_000, b'{"a":1,"a":2}'])
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    judgement, rebuilt, _ = rebuild(body)
    assert (judgement.verdict, judgement.status, rebuilt) == (Verdict.REFUSE, 502, b"")


def test_the_parent_loads_no_rails_engine() -> None:
    code = "import sys, secure_llm_guard.server; sys.exit('nemoguardrails' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
