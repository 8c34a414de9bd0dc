"""The worker as a process of its own, spoken to in frames."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from example_rules import ATTACK, CANARY, SECRET, example_document

from secure_llm_guard.frames import Frame, read_frame, write_frame
from secure_llm_guard.ruleset import canonical_json
from secure_llm_guard.worker_settings import Tier, WorkerSettings


@pytest.fixture
def settings(tmp_path: Path) -> WorkerSettings:
    rules = canonical_json(example_document())
    (tmp_path / "rules").write_bytes(rules)
    (tmp_path / "key").write_text("k" * 32)
    (tmp_path / "prompt").write_text("You sell trains.\n")
    return WorkerSettings(
        tier=Tier.OUTPUT_PROCESSOR,
        rules_path=str(tmp_path / "rules"),
        rules_sha256=hashlib.sha256(rules).hexdigest(),
        models=("m",),
        audit_key_path=str(tmp_path / "key"),
        system_prompt_path=str(tmp_path / "prompt"),
        system_prompt_canary=CANARY,
    )


class Worker:
    def __init__(self, settings: dict[str, Any]) -> None:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "secure_llm_guard.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        self.first = self.send({"kind": "start", "settings": settings})

    def send(self, header: dict[str, Any], payload: bytes = b"") -> Frame:
        assert self.process.stdin
        assert self.process.stdout
        write_frame(self.process.stdin, Frame(header, payload))
        frame = read_frame(self.process.stdout)
        assert frame is not None
        return frame

    def ask(self, text: str) -> Frame:
        body = {"model": "m", "messages": [{"role": "user", "content": text}]}
        return self.send({"kind": "request"}, json.dumps(body).encode())

    def end(self) -> tuple[int, str]:
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors.decode()


@pytest.fixture
def start() -> Iterator[Callable[[WorkerSettings], Worker]]:
    workers: list[Worker] = []

    def begin(settings: WorkerSettings) -> Worker:
        workers.append(Worker(settings.to_json()))
        return workers[-1]

    yield begin
    for worker in workers:
        worker.process.kill()
        worker.process.communicate()


@pytest.mark.parametrize(("tier", "verdict"), [(Tier.OUTPUT_PROCESSOR, "block"), (Tier.GUARDRAIL, "allow")])
def test_only_the_output_processor_judges_answers_and_both_tiers_rebuild_them(
    start: Callable[[WorkerSettings], Worker], settings: WorkerSettings, tier: Tier, verdict: str
) -> None:
    worker = start(replace(settings, tier=tier, system_prompt_path=None))
    choice = {"index": 0, "message": {"role": "assistant", "content": SECRET, "x": 1}, "finish_reason": "stop"}
    answer = {"id": "a", "created": 1, "model": "m", "choices": [choice], "debug": "raw"}
    judged = worker.send({"kind": "answer", "model": "m"}, json.dumps(answer).encode())
    assert judged.header["verdict"] == verdict
    assert b"debug" not in judged.payload


def test_a_worker_judges_until_its_input_ends_and_logs_no_prompt(
    start: Callable[[WorkerSettings], Worker], settings: WorkerSettings
) -> None:
    worker = start(settings)
    assert worker.first.header == {"kind": "ready", "ruleset": settings.rules_sha256}
    assert worker.ask(ATTACK).header["verdict"] == "block"
    allowed = worker.ask("hello there")
    assert json.loads(allowed.payload)["messages"] == [
        {"role": "system", "content": f"[{CANARY}]\nYou sell trains."},
        {"role": "user", "content": "hello there"},
    ]
    leak = {"choices": [{"message": {"content": f"[{CANARY}] You sell"}}]}
    blocked = worker.send({"kind": "answer", "model": "m"}, json.dumps(leak).encode())
    assert (blocked.header["verdict"], blocked.header["family"]) == ("block", "system-prompt-canary")
    code, errors = worker.end()
    assert code == 0
    assert "hello there" not in errors
    assert ATTACK not in errors


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "rules that were not released": ({"rules_sha256": "0" * 64}, "not what was released"),
    "no audit key": ({"audit_key_path": "/nonexistent"}, "cannot be read"),
    "a system prompt in the first tier": ({"tier": Tier.GUARDRAIL}, "output-processor only"),
    "a system prompt without a canary": ({"system_prompt_canary": None}, "needs a canary"),
    "a canary of another form": ({"system_prompt_canary": "SHOUT"}, "canary must be"),
    "no input rails in the first tier": (
        {"tier": Tier.GUARDRAIL, "input_rails": False, "system_prompt_path": None},
        "cannot be switched off",
    ),
}


@pytest.mark.parametrize(("change", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_a_worker_does_not_start_with(
    start: Callable[[WorkerSettings], Worker], settings: WorkerSettings, change: dict[str, Any], reason: str
) -> None:
    worker = start(replace(settings, **change))
    assert worker.first.kind == "failed"
    assert reason in worker.first.header["reason"]
    assert worker.end()[0] == 1
