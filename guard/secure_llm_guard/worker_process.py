"""One worker subprocess: judges one body at a time, and can be killed while it does.

Python's `re` cannot be interrupted inside a process, so the only deadline that holds is the death of the worker.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, cast

from . import errors
from .errors import StartError
from .frame_decoder import FrameDecoder
from .frames import Frame, FrameError, encode_frame
from .worker_settings import WorkerSettings

START_SECONDS: Final = 120.0
"""Longest start: importing NeMo takes 2 to 11 s on busy cores, the canaries come on top."""
NICENESS: Final = 5
"""Workers yield the CPU to the parent, so that health answers while every worker judges."""
_STDIN: Final = 0
_LAST_WORDS_SECONDS: Final = 0.5

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


class WorkerProcess(asyncio.SubprocessProtocol):
    """A worker; as protocol of its own pipes, so that a verdict is delivered in the turn of the loop that reads it."""

    def __init__(self, deadline_seconds: float, loop: asyncio.AbstractEventLoop) -> None:
        self._deadline_seconds = deadline_seconds
        self._loop = loop
        self._decoder = FrameDecoder()
        self._gone = asyncio.Event()
        self._job: Job | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._on_idle: Callable[[WorkerProcess], None] | None = None
        self.ruleset = ""
        """SHA-256 of the rules that the worker loaded."""
        self.overran = False
        """Killed because a job went over the deadline."""
        self.alive = True

    @classmethod
    async def start(cls, command: Sequence[str], settings: WorkerSettings, deadline_seconds: float) -> WorkerProcess:
        """Starts a worker and waits until every canary has passed. @throws StartError with the worker's reason"""
        loop = asyncio.get_running_loop()
        _, worker = await loop.subprocess_exec(lambda: cls(deadline_seconds, loop), *command, stderr=None)
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
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
        return self._transport.get_pid()

    @property
    def busy(self) -> bool:
        """A job is in the worker."""
        return self._job is not None

    def run(self, job: Job) -> None:
        """Hands a job to this idle worker."""
        self._send(job, job.frame)
        self._timer = self._loop.call_later(self._deadline_seconds, self._overrun)

    async def serve(self, on_idle: Callable[[WorkerProcess], None]) -> None:
        """Takes jobs until the worker is gone; `on_idle` is called whenever it can take the next one."""
        self._on_idle = on_idle
        try:
            on_idle(self)
            await self._gone.wait()
        finally:
            await self.end()

    async def end(self) -> None:
        """Kills the worker and waits until it is gone."""
        self.kill()
        await self._gone.wait()
        self._transport.close()

    def kill(self) -> None:
        """Ends the worker at once (SIGKILL); its job fails closed."""
        self._give_up()
        with suppress(ProcessLookupError):
            self._transport.kill()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: the process runs."""
        self._transport = cast(asyncio.SubprocessTransport, transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:  # noqa: ARG002  # stdout is the only pipe read
        """asyncio: the worker says something."""
        try:
            frame = self._decoder.feed(data)
        except FrameError as error:
            _log.error("a worker's pipe is broken: %s", error)
            self.kill()
            return
        if frame is None:
            return
        job, self._job = self._job, None
        self._cancel_timer()
        if job is None:
            _log.error("a worker spoke out of turn")
            self.kill()
            return
        if not job.result.done():
            job.result.set_result(frame)
        if self.alive and self._on_idle is not None:
            self._on_idle(self)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:  # noqa: ARG002  # why does not matter
        """asyncio: the worker closed a pipe; without both it is of no use."""
        self._give_up()
        # Mostly it has ended by itself. Killing it now would reap it behind asyncio's back and lose its exit code.
        self._loop.call_later(_LAST_WORDS_SECONDS, self.kill)

    def process_exited(self) -> None:
        """asyncio: the worker is dead."""
        self._give_up()
        self._gone.set()

    async def _handshake(self, settings: WorkerSettings) -> str:
        start = Job(Frame({"kind": "start", "settings": settings.to_json()}), self._loop)
        self._send(start, start.frame)
        try:
            frame = await start.result
        except errors.CallerError as error:
            await self._gone.wait()
            code = self._transport.get_returncode()
            raise StartError(f"a worker ended while it started, exit code {code}") from error
        if frame.kind != "ready":
            raise StartError(str(frame.header.get("reason") or "a worker did not start and gave no reason"))
        return str(frame.header.get("ruleset", ""))

    def _send(self, job: Job, frame: Frame) -> None:
        self._job = job
        stdin = cast(asyncio.WriteTransport, self._transport.get_pipe_transport(_STDIN))
        stdin.write(encode_frame(frame))

    def _give_up(self) -> None:
        self.alive = False
        self._cancel_timer()
        if self._job is not None:
            job, self._job = self._job, None
            job.fail(errors.judge_failed())

    def _overrun(self) -> None:
        self.overran = True
        if self._job is not None:
            self._job.fail(errors.deadline_exceeded())
        self.kill()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
