from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from release.http_stand_in import Answer, Asked, serving
from secure_llm_steps.release.canary import Canary


def completion(reason: str = "stop") -> dict[str, Any]:
    return {"choices": [{"message": {"content": "hello"}, "finish_reason": reason}]}


def canary(url: str, **more: Any) -> Canary:
    return Canary(url, "qwen", prompts=("first", "second"), sleep=lambda _: None, **more)


def test_every_prompt_goes_the_way_of_a_caller(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("caller\n")
    with serving(lambda _: (200, completion())) as server:
        assert canary(f"{server.url}/", key_file=key).sing() is None
    assert [asked.path for asked in server.asked] == ["/v1/chat/completions"] * 2
    assert [asked.body["messages"][0]["content"] for asked in server.asked] == ["first", "second"]
    assert {asked.headers["authorization"] for asked in server.asked} == {"Bearer caller"}
    assert {asked.body["model"] for asked in server.asked} == {"qwen"}


def test_a_block_is_no_accident_and_is_told_at_once() -> None:
    with serving(lambda _: (200, completion("content_filter"))) as server:
        assert "'first'" in str(canary(server.url).sing())
    assert len(server.asked) == 1


def test_one_answer_may_get_lost() -> None:
    def answer(_: Asked) -> Answer:
        return (502, "bad gateway") if len(server.asked) < 3 else (200, completion())

    with serving(answer) as server:
        singer = canary(server.url)
        assert singer.sing() is None
    assert singer.sent == 4


@pytest.mark.parametrize("answer", [(500, "no"), (200, "not a completion"), (200, {"choices": []})])
def test_no_answer_is_a_failure(answer: Answer) -> None:
    with serving(lambda _: answer) as server:
        assert "was not answered" in str(canary(server.url).sing())


def test_nobody_there_is_a_failure() -> None:
    assert "127.0.0.1:9" in str(canary("http://127.0.0.1:9").sing())
