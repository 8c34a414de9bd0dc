"""An HTTP listener with bounds on header size and patience, and with our own words for what is not HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from . import errors, responses
from .errors import StartError
from .request_ids import request_ids

KEEP_ALIVE_SECONDS: Final = 30.0
"""A connection that has not sent a whole request head by then is closed, idle or dripping."""
LINGER_SECONDS: Final = 2.0
"""How long the rest of a refused body is read, so that its sender still receives the answer."""
MAX_LINE_BYTES: Final = 8190
MAX_HEADERS: Final = 64
_BACKLOG_CONNECTIONS: Final = 1024

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class _Connection(web.RequestHandler):
    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,  # noqa: ARG002  # not logged: it quotes what was sent, keys included
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun already")
        failure = errors.http_malformed(status) if status < 500 else errors.internal()
        response = responses.error(failure, request_ids(request.headers).request_id)
        response.force_close()
        return response


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


class Listener:
    """One port. Requests in flight may finish for `drain_seconds` once it is closed."""

    def __init__(self, handler: Handler, host: str, port: int, drain_seconds: float) -> None:
        self._host = host
        self._port = port
        # A caller that hangs up ends its request, so that no model works for nobody.
        server = _Server(
            handler,
            handler_cancellation=True,
            max_line_size=MAX_LINE_BYTES,
            max_field_size=MAX_LINE_BYTES,
            max_headers=MAX_HEADERS,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
            lingering_time=LINGER_SECONDS,
            auto_decompress=False,
            access_log=None,
        )
        self._runner = web.ServerRunner(server, shutdown_timeout=drain_seconds)

    async def open(self) -> int:
        """Listens and returns the port. @throws StartError when the address cannot be bound"""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port, backlog=_BACKLOG_CONNECTIONS).start()
        except OSError as error:
            raise StartError(f"cannot listen on {self._host} port {self._port}: {error.strerror}") from error
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Stops listening, closes idle connections and waits for the others."""
        await self._runner.cleanup()
