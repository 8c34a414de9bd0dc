"""A worker that speaks the frame protocol and does what the body says: for failures that a real one rarely shows."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import BinaryIO

from secure_llm_guard.frames import Frame, read_frame, write_frame
from secure_llm_guard.judgement import Characters, Direction, Judgement, Verdict


def main() -> int:
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    start = read_frame(stdin)
    assert start is not None
    settings = start.header["settings"]
    mode = os.environ.get("FAKE_WORKER_START", "ready")
    if mode.startswith("once:"):  # the first start of each worker succeeds, later ones fail
        with open(mode[5:], "a+") as marker:
            marker.seek(0)
            mode = "failed" if marker.read() else "ready"
            marker.write("x")
    if mode == "failed":
        write_frame(stdout, Frame({"kind": "failed", "reason": "rules: the digest does not fit"}))
        return 1
    if mode == "exit":
        return 3
    write_frame(stdout, Frame({"kind": "ready", "ruleset": settings["rules_sha256"]}))
    while (frame := read_frame(stdin)) is not None:
        answer(frame, settings["models"], stdout)
    return 0


def answer(frame: Frame, models: list[str], stdout: BinaryIO) -> None:
    direction = Direction.INPUT if frame.kind == "request" else Direction.OUTPUT
    body = frame.payload
    if b"HANG" in body:
        time.sleep(3600)
    if b"DIE" in body:
        os._exit(9)
    if b"NOT-A-FRAME" in body:
        stdout.write(b"\xff" * 64)
        stdout.flush()
        return
    if b"NOT-A-JUDGEMENT" in body:
        write_frame(stdout, Frame({"kind": "judgement", "verdict": "sure"}))
        return
    if b"NAP" in body:
        time.sleep(0.2)
    write_frame(stdout, verdict(direction, body, frame, models))


def verdict(direction: Direction, body: bytes, frame: Frame, models: list[str]) -> Frame:
    def judged(verdict: Verdict, payload: bytes = b"", **more: object) -> Frame:
        fields = {"model": models[0], "prompt_hmac": "ab" * 32, "characters": Characters(prompt=len(body)), **more}
        return Frame(Judgement(verdict, direction, **fields).to_json(), payload)  # type: ignore[arg-type]

    if b"EMPTY-ALLOW" in body:
        return judged(Verdict.ALLOW)
    if b"WRONG-DIRECTION" in body:
        return Frame(Judgement(Verdict.ALLOW, Direction.OUTPUT, model=models[0]).to_json(), body)
    if b"RAISE" in body:
        return judged(Verdict.ERROR, status=500, code="rail_failed", message="secret reason")
    try:
        parsed = json.loads(body)
    except ValueError:
        if direction is Direction.INPUT:
            return judged(Verdict.REFUSE, status=400, code="invalid_json", message="not JSON", model=None)
        return judged(Verdict.REFUSE, status=502, code="invalid_answer", message="not an answer")
    if direction is Direction.OUTPUT:
        if b"LEAK" in body:
            return judged(Verdict.BLOCK, rule="secret-1", family="secret")
        return judged(Verdict.ALLOW, body)
    stream = {
        "stream": bool(parsed.get("stream")),
        "include_usage": bool((parsed.get("stream_options") or {}).get("include_usage")),
    }
    if b"ATTACK" in body:
        return judged(Verdict.BLOCK, rule="override-1", family="override", **stream)
    canonical = json.dumps({**parsed, "stream": False, "canonical": True}).encode()
    return judged(Verdict.ALLOW, canonical, **stream)


if __name__ == "__main__":
    sys.exit(main())
