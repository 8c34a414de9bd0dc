"""A worker process: reads one frame, judges, writes one. Python's `re` cannot be interrupted, a process can be killed.

Started by the parent as `python -m secure_llm_guard.worker`; frames on standard input and output, everything else that
this process writes goes to standard error.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import BinaryIO

from .body_judge import BodyJudge, Judged
from .frames import Frame, read_frame, write_frame
from .judgement import Direction, Judgement, Verdict
from .worker_settings import WorkerSettings
from .worker_start import WorkerStartError, start_body_judge


def main() -> int:
    """Runs until standard input ends. Exit code 1 when the start failed."""
    requests, judgements = _frame_streams()
    # The parent decides when a worker ends; a terminal's interrupt reaches the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return asyncio.run(_work(requests, judgements))


async def _work(requests: BinaryIO, judgements: BinaryIO) -> int:
    judge = await _start(requests, judgements)
    if judge is None:
        return 1
    # Reading blocks the loop, which has nothing else to do: one body at a time.
    while (frame := read_frame(requests)) is not None:
        judged = await _judge(judge, frame)
        write_frame(judgements, Frame(judged.judgement.to_json(), judged.body))
    await judge.close()
    return 0


def _frame_streams() -> tuple[BinaryIO, BinaryIO]:
    # A library that prints must not write into the frames: descriptor 1 becomes standard error.
    judgements = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, judgements


async def _start(requests: BinaryIO, judgements: BinaryIO) -> BodyJudge | None:
    first = read_frame(requests)
    if first is None:
        return None
    try:
        settings = WorkerSettings.from_json(first.header["settings"])
        judge = await start_body_judge(settings)
    except WorkerStartError as error:
        write_frame(judgements, Frame({"kind": "failed", "reason": str(error)}))
        return None
    except (KeyError, TypeError, ValueError) as error:
        write_frame(judgements, Frame({"kind": "failed", "reason": f"settings are not as expected: {error!r}"}))
        return None
    write_frame(judgements, Frame({"kind": "ready", "ruleset": settings.rules_sha256}))
    return judge


async def _judge(judge: BodyJudge, frame: Frame) -> Judged:
    if frame.kind == "request":
        direction, judging = Direction.INPUT, judge.judge_request(frame.payload)
    elif frame.kind == "answer":
        direction, judging = Direction.OUTPUT, judge.judge_answer(frame.payload, str(frame.header["model"]))
    else:
        raise ValueError(f"a frame is of kind {frame.kind!r}; expected request or answer")
    try:
        return await judging
    except Exception as error:
        # Whatever went wrong, the body does not pass; the type is told, the text may hold a prompt.
        print(f"judging failed: {type(error).__name__}", file=sys.stderr)
        failed = Judgement(
            Verdict.ERROR, direction, status=500, code="judge_failed", message="the request could not be judged"
        )
        return Judged(failed)


if __name__ == "__main__":
    sys.exit(main())
