"""The public port: two routes, and one audit line for everything that happens on them."""

from __future__ import annotations

import asyncio
import logging
from time import perf_counter
from typing import Final

from aiohttp import web

from . import errors, responses
from .admission import MAX_IN_FLIGHT, MAX_IN_FLIGHT_PER_CALLER, Slots
from .audit import AuditTrail, Decision
from .callers import Callers
from .drain import Drain
from .errors import CallerError
from .exchange import Exchange
from .metrics import Metrics
from .request_ids import RequestIds, request_ids
from .settings import CHAT_COMPLETIONS_PATH, MODELS_PATH, Settings

CALLER_GONE: Final = 499
"""Status in audit and metrics of a request whose caller hung up; nobody receives it (nginx's number)."""
_SEND_SECONDS: Final = 60.0
"""Longest time a caller may take to read a large answer."""
_LARGE_ANSWER_BYTES: Final = 65_536
"""Smaller answers fit into asyncio's write buffer and wait for nobody."""

_ROUTES: Final = {CHAT_COMPLETIONS_PATH: "POST", MODELS_PATH: "GET"}
_log = logging.getLogger(__name__)


class PublicRoutes:
    """Handler of every request on the public port."""

    def __init__(
        self,
        settings: Settings,
        callers: Callers,
        exchange: Exchange,
        audit: AuditTrail,
        metrics: Metrics,
        drain: Drain,
    ) -> None:
        self._models = [upstream.model for upstream in settings.upstreams]
        self._callers = callers
        self._exchange = exchange
        self._audit = audit
        self._metrics = metrics
        self._drain = drain
        self._in_flight = Slots(MAX_IN_FLIGHT, MAX_IN_FLIGHT_PER_CALLER)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answers a request; never raises but when the caller has gone."""
        begin = perf_counter()
        ids = request_ids(request.headers)
        decision = Decision(ids.request_id, ids.trace_id)
        try:
            response = await self._answer(request, ids, decision)
        except CallerError as failure:
            decision.decision, decision.code = failure.decision, failure.code
            response = responses.error(failure, ids.request_id)
        except (asyncio.CancelledError, ConnectionError):
            decision.code = "caller_gone"
            self._record(decision, CALLER_GONE, begin)
            raise
        except Exception as fault:
            # The type only: a message or a trace could hold a prompt.
            _log.error("request %s failed: %s", ids.request_id, type(fault).__name__)
            decision.code = "internal_error"
            response = responses.error(errors.internal(), ids.request_id)
        self._record(decision, response.status, begin)
        if self._drain.draining:
            response.force_close()
        return await _send(request, response)

    async def _answer(self, request: web.BaseRequest, ids: RequestIds, decision: Decision) -> web.Response:
        # The path as it was sent: an escaped or doubled slash is another path.
        path = request.raw_path.partition("?")[0]
        method = _ROUTES.get(path)
        if method is None:
            raise errors.route_not_found()
        if request.method != method:
            raise errors.method_not_allowed(method)
        decision.caller = self._callers.identify(request.headers, request.remote)
        if path == MODELS_PATH:
            decision.decision = "list"
            return responses.model_list(self._models, ids.request_id)
        if self._drain.closed:
            raise errors.draining()
        if self._audit.backlogged:
            raise errors.overloaded(5)
        with self._in_flight.hold(decision.caller):
            return await self._exchange.complete(request, ids, decision)

    def _record(self, decision: Decision, status: int, begin: float) -> None:
        seconds = perf_counter() - begin
        if decision.decision == "list":
            self._metrics.answered("allow", status, seconds)
            return
        decision.status = status
        decision.milliseconds["total"] = seconds * 1000
        self._metrics.answered(decision.decision, status, seconds)
        self._audit.write(decision)


async def _send(request: web.BaseRequest, response: web.Response) -> web.StreamResponse:
    if not isinstance(response.body, bytes) or len(response.body) < _LARGE_ANSWER_BYTES:
        return response
    try:
        async with asyncio.timeout(_SEND_SECONDS):
            await response.prepare(request)
            await response.write_eof()
    except TimeoutError as error:
        if request.transport is not None:
            request.transport.abort()
        raise ConnectionResetError("the caller does not read its answer") from error
    return response
