"""One chat completion, from the caller's body to the checked answer.

Every path ends in an allow of both judgements, in the fixed refusal, or in a `CallerError`; there is no other way out.
"""

from __future__ import annotations

from time import perf_counter

from aiohttp import web

from . import errors, responses
from .answer_rebuilder import AnswerJudge, AnswerRebuilder
from .audit import Decision
from .errors import CallerError
from .judgement import Judgement, Verdict
from .metrics import Metrics
from .request_body import read_body
from .request_ids import RequestIds
from .settings import Settings
from .upstream import UpstreamClient
from .worker_pool import WorkerPool
from .worker_settings import Tier


class Exchange:
    """Judges, forwards, judges again."""

    def __init__(self, settings: Settings, pool: WorkerPool, upstream: UpstreamClient, metrics: Metrics) -> None:
        self._max_body_bytes = settings.max_body_bytes
        self._pool = pool
        self._answers: AnswerJudge = AnswerRebuilder(pool) if settings.tier is Tier.GUARDRAIL else pool
        self._upstream = upstream
        self._metrics = metrics

    async def complete(self, request: web.BaseRequest, ids: RequestIds, decision: Decision) -> web.Response:
        """Answers one request and fills in its decision. @throws CallerError"""
        body = await read_body(request, self._max_body_bytes)
        asked, canonical = await self._judge_request(body, decision)
        del body  # nothing but the canonical text goes on
        if asked.verdict is Verdict.BLOCK:
            return self._block(asked, asked, ids, decision)
        if asked.verdict is not Verdict.ALLOW or asked.model is None:
            raise _refusal(asked)
        raw_answer = await self._forward(asked.model, canonical, ids, decision)
        told, answer = await self._judge_answer(asked.model, raw_answer, decision)
        if told.verdict is Verdict.BLOCK:
            return self._block(asked, told, ids, decision)
        if told.verdict is not Verdict.ALLOW:
            raise _refusal(told)
        decision.decision = "allow"
        return responses.completion(answer, asked.stream, asked.include_usage, ids.request_id)

    async def _judge_request(self, body: bytes, decision: Decision) -> tuple[Judgement, bytes]:
        begin = perf_counter()
        decision.direction = "input"
        try:
            judgement, canonical = await self._pool.judge_request(body, decision.caller)
        finally:
            seconds = perf_counter() - begin
            self._metrics.judged("input", seconds)
        decision.note(judgement, seconds)
        return judgement, canonical

    async def _forward(self, model: str, canonical: bytes, ids: RequestIds, decision: Decision) -> bytes:
        begin = perf_counter()
        try:
            return await self._upstream.post(model, canonical, ids, decision.caller)
        finally:
            seconds = perf_counter() - begin
            self._metrics.upstream(seconds)
            decision.milliseconds["upstream"] = seconds * 1000

    async def _judge_answer(self, model: str, raw: bytes, decision: Decision) -> tuple[Judgement, bytes]:
        begin = perf_counter()
        decision.direction = "output"
        try:
            judgement, answer = await self._answers.judge_answer(model, raw)
        finally:
            seconds = perf_counter() - begin
            self._metrics.judged("output", seconds)
        decision.note(judgement, seconds)
        return judgement, answer

    def _block(self, asked: Judgement, matched: Judgement, ids: RequestIds, decision: Decision) -> web.Response:
        decision.decision = "block"
        self._metrics.blocked(matched)
        return responses.block(asked.model, asked.stream, asked.include_usage, ids.request_id)


def _refusal(judgement: Judgement) -> CallerError:
    """The error that a worker's refusal becomes; its message was made for callers."""
    if judgement.verdict is not Verdict.REFUSE or not 400 <= judgement.status <= 599:
        return errors.judge_failed()
    theirs = judgement.status < 500
    return CallerError(
        judgement.status,
        "invalid_request_error" if theirs else "server_error",
        judgement.code or "refused",
        judgement.message or "the request is not accepted",
        "refuse" if theirs else "error",
    )
