"""One worker subprocess: judges one body at a time, and can be killed while it does.

Python's `re` cannot be interrupted inside a process, so the only deadline that holds is the death of the worker.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from . import errors
from .errors import StartError
from .frames import Frame, FrameError, encode_frame, read_frame_async
from .worker_settings import WorkerSettings

START_SECONDS: Final = 120.0
"""Longest start: importing NeMo takes 2 to 11 s on busy cores, the canaries come on top."""
_NICENESS: Final = 10
"""Workers yield the CPU to the parent, so that health answers while every worker judges."""
_STREAM_BUFFER_BYTES: Final = 1 << 20

_log = logging.getLogger(__name__)


class Job:
    """One body on its way through a worker."""

    def __init__(self, frame: Frame, loop: asyncio.AbstractEventLoop) -> None:
        self.frame = frame
        self.result: asyncio.Future[Frame] = loop.create_future()

    def fail(self, error: Exception) -> None:
        """Ends the job without a verdict; nothing happens when it has ended already."""
        if not self.result.done():
            self.result.set_exception(error)


class WorkerProcess:
    """A live worker. `on_idle` is called whenever it can take the next job."""

    def __init__(self, process: asyncio.subprocess.Process, deadline_seconds: float) -> None:
        if process.stdin is None or process.stdout is None:
            raise StartError("a worker was started without pipes")
        self._process = process
        self._stdin = process.stdin
        self._stdout = process.stdout
        self._deadline_seconds = deadline_seconds
        self._loop = asyncio.get_running_loop()
        self._job: Job | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.ruleset = ""
        """SHA-256 of the rules that the worker loaded."""
        self.overran = False
        """Killed because a job went over the deadline."""
        self.alive = True

    @classmethod
    async def start(cls, command: Sequence[str], settings: WorkerSettings, deadline_seconds: float) -> WorkerProcess:
        """Starts a worker and waits until every canary has passed. @throws StartError with the worker's reason"""
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_STREAM_BUFFER_BYTES
        )
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
        worker = cls(process, deadline_seconds)
        try:
            async with asyncio.timeout(START_SECONDS):
                worker.ruleset = await worker._handshake(settings)
        except TimeoutError as error:
            await worker.end()
            raise StartError(f"a worker was not ready within {START_SECONDS:g} seconds") from error
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    def run(self, job: Job) -> None:
        """Hands a job to this idle worker."""
        self._job = job
        self._timer = self._loop.call_later(self._deadline_seconds, self._overrun)
        self._stdin.write(encode_frame(job.frame))

    async def serve(self, on_idle: Callable[[WorkerProcess], None]) -> None:
        """Delivers verdicts until the worker is gone; then its job, if any, has failed."""
        try:
            on_idle(self)
            while self.alive and (frame := await read_frame_async(self._stdout)) is not None:
                job, self._job = self._job, None
                if job is None:
                    _log.error("a worker spoke out of turn")
                    return
                self._cancel_timer()
                if not job.result.done():
                    job.result.set_result(frame)
                on_idle(self)
        except (FrameError, OSError) as error:
            _log.error("a worker's pipe is broken: %s", error)
        finally:
            await self.end()

    async def end(self) -> None:
        """Kills the worker and waits until it is gone."""
        self.kill()
        await self._process.wait()

    def kill(self) -> None:
        """Ends the worker at once (SIGKILL); its job fails closed."""
        self.alive = False
        self._cancel_timer()
        with suppress(ProcessLookupError):
            self._process.kill()
        self._stdin.close()
        if self._job is not None:
            job, self._job = self._job, None
            job.fail(errors.judge_failed())

    async def _handshake(self, settings: WorkerSettings) -> str:
        self._stdin.write(encode_frame(Frame({"kind": "start", "settings": settings.to_json()})))
        try:
            frame = await read_frame_async(self._stdout)
        except FrameError as error:
            raise StartError(f"a worker did not start: {error}") from error
        if frame is None:
            raise StartError(f"a worker ended while it started, exit code {await self._process.wait()}")
        if frame.kind != "ready":
            raise StartError(str(frame.header.get("reason") or "a worker did not start and gave no reason"))
        return str(frame.header.get("ruleset", ""))

    def _overrun(self) -> None:
        self.overran = True
        if self._job is not None:
            self._job.fail(errors.deadline_exceeded())
        self.kill()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
