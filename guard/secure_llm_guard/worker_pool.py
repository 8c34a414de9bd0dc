"""Judging in worker processes: a short queue, a deadline per body, and replacement of workers that die."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from . import errors
from .admission import Slots
from .errors import StartError
from .frames import Frame
from .judgement import Direction, Judgement, Verdict
from .metrics import Metrics
from .settings import Settings
from .worker_process import Job, WorkerProcess

WORKER_COMMAND: Final = (sys.executable, "-m", "secure_llm_guard.worker")
MAX_WAIT_SECONDS: Final = 10.0
"""Longest wait for a free worker; then 503, because the caller has probably given up."""
_FIRST_BACKOFF_SECONDS: Final = 0.5
_LAST_BACKOFF_SECONDS: Final = 30.0
_HEALTHY_AFTER_SECONDS: Final = 5.0
"""A worker that died sooner than this after its start counts as a failed start."""

_log = logging.getLogger(__name__)


class WorkerPool:
    """N workers, one body at a time each. Whatever goes wrong, the body is not judged and therefore goes nowhere."""

    def __init__(
        self,
        settings: Settings,
        metrics: Metrics,
        system_prompt_canary: str | None = None,
        command: Sequence[str] = WORKER_COMMAND,
    ) -> None:
        self._count = settings.workers
        self._deadline_seconds = settings.judge_deadline_ms / 1000
        self._worker_settings = settings.for_workers(system_prompt_canary)
        self._command = command
        self._metrics = metrics
        # A slot is held while a request waits for a worker or is in one.
        self._slots = Slots(settings.queue_slots + settings.workers, settings.slots_per_caller)
        self._requests: deque[Job] = deque()
        self._answers: deque[Job] = deque()
        self._workers: set[WorkerProcess] = set()
        self._idle: list[WorkerProcess] = []
        self._supervisors: list[asyncio.Task[None]] = []
        self.ruleset = ""
        """SHA-256 of the loaded rules; empty before the start."""

    @property
    def ready(self) -> bool:
        """At least one worker lives."""
        return any(worker.alive for worker in self._workers)

    @property
    def process_ids(self) -> list[int]:
        """Process ids of the living workers."""
        return sorted(worker.pid for worker in self._workers if worker.alive)

    async def start(self) -> None:
        """Starts all workers. @throws StartError when one of them does not start; then none is left running"""
        launches = [asyncio.ensure_future(self._launch()) for _ in range(self._count)]
        outcomes = await asyncio.gather(*launches, return_exceptions=True)
        workers = [outcome for outcome in outcomes if isinstance(outcome, WorkerProcess)]
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                await asyncio.gather(*(worker.end() for worker in workers))
                raise outcome
        self.ruleset = workers[0].ruleset
        self._supervisors = [asyncio.create_task(self._supervise(worker)) for worker in workers]

    async def stop(self) -> None:
        """Kills every worker; jobs that are left fail."""
        for supervisor in self._supervisors:
            supervisor.cancel()
        await asyncio.gather(*self._supervisors, return_exceptions=True)
        self._fail_waiting()

    async def judge_request(self, body: bytes, caller: str) -> tuple[Judgement, bytes]:
        """Judges a caller's body; with `allow` comes the canonical body. @throws CallerError when it was not judged"""
        with self._slots.hold(caller):
            if not self.ready:
                raise errors.overloaded(5)
            judged = await self._run(Frame({"kind": "request"}, body), self._requests)
        return _checked(judged, Direction.INPUT, self._worker_settings.models)

    async def judge_answer(self, model: str, body: bytes) -> tuple[Judgement, bytes]:
        """Judges a next hop's answer; it goes before requests, because its model time is spent already.

        @throws CallerError when it was not judged
        """
        judged = await self._run(Frame({"kind": "answer", "model": model}, body), self._answers)
        return _checked(judged, Direction.OUTPUT, self._worker_settings.models)

    async def _run(self, frame: Frame, queue: deque[Job]) -> Frame:
        loop = asyncio.get_running_loop()
        job = Job(frame, loop)
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                worker.run(job)
                return await job.result
        queue.append(job)
        self._note_depth()
        patience = loop.call_later(MAX_WAIT_SECONDS + self._deadline_seconds, job.fail, errors.overloaded(5))
        try:
            return await job.result
        finally:
            patience.cancel()
            with suppress(ValueError):
                queue.remove(job)  # a caller that went away leaves no body behind

    def _take_next(self, worker: WorkerProcess) -> None:
        for queue in (self._answers, self._requests):
            while queue:
                job = queue.popleft()
                if not job.result.done():  # done: the caller has gone, or was told to come back
                    worker.run(job)
                    self._note_depth()
                    return
        self._note_depth()
        self._idle.append(worker)

    async def _supervise(self, first: WorkerProcess) -> None:
        worker = first
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            born = loop.time()
            self._workers.add(worker)
            try:
                await worker.serve(self._take_next)
            finally:
                self._workers.discard(worker)
                with suppress(ValueError):
                    self._idle.remove(worker)
            self._metrics.worker_killed()
            _log.warning("worker ended: %s", "over its deadline" if worker.overran else "it died")
            failures = 0 if worker.overran or loop.time() - born >= _HEALTHY_AFTER_SECONDS else failures + 1
            worker = await self._replace(failures)

    async def _replace(self, failures: int) -> WorkerProcess:
        while True:
            if failures:
                await asyncio.sleep(min(_FIRST_BACKOFF_SECONDS * 2 ** min(failures - 1, 10), _LAST_BACKOFF_SECONDS))
            try:
                return await self._launch()
            except (StartError, OSError) as error:
                failures += 1
                _log.error("a worker could not be replaced: %s", error)

    async def _launch(self) -> WorkerProcess:
        return await WorkerProcess.start(self._command, self._worker_settings, self._deadline_seconds)

    def _fail_waiting(self) -> None:
        for queue in (self._answers, self._requests):
            while queue:
                queue.popleft().fail(errors.draining())

    def _note_depth(self) -> None:
        self._metrics.queue_depth(len(self._requests) + len(self._answers))


def _checked(frame: Frame, direction: Direction, models: Sequence[str]) -> tuple[Judgement, bytes]:
    """The judgement in a frame; anything that is not one, or does not fit its direction, fails closed."""
    try:
        if frame.kind != "judgement":
            raise errors.judge_failed()
        judgement = Judgement.from_json(frame.header)
    except (KeyError, TypeError, ValueError) as error:
        raise errors.judge_failed() from error
    passes = judgement.verdict is Verdict.ALLOW
    if judgement.direction is not direction or (passes and (not frame.payload or judgement.model not in models)):
        raise errors.judge_failed()
    return judgement, frame.payload
