"""The next hop: posts the judged body there and brings back the raw answer, or a plain reason why there is none.

Nothing that a next hop says in a header or an error body gets past this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from errno import ECONNRESET, EPIPE
from types import SimpleNamespace
from typing import Final

import aiohttp
from aiohttp import TraceConfig, TraceConnectionReuseconnParams
from yarl import URL

from . import errors
from .callers import CALLER_HEADER
from .errors import CallerError
from .key_files import Keys
from .request_ids import RequestIds
from .settings import Settings
from .worker_settings import Tier

MAX_ANSWER_BYTES: Final = 8 * 1024 * 1024
"""Largest accepted answer body; a longer one is not an answer to a bounded number of tokens."""
CONNECT_SECONDS: Final = 5.0
"""A policy that drops packets looks like this; it counts as unreachable."""
POOL_IDLE_SECONDS: Final = 15.0
"""Shorter than the guard's own keep-alive (30 s) and vLLM's server (5 s is uvicorn's default, hence the retry)."""
MAX_RETRY_AFTER_SECONDS: Final = 60


@dataclass(frozen=True)
class _Hop:
    url: URL
    headers: dict[str, str]


class UpstreamClient:
    """A pool of kept-alive connections to the next hops."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._retries = settings.tier is Tier.GUARDRAIL
        self._hops: dict[str, _Hop] = {}
        for upstream in settings.upstreams:
            headers = {"content-type": "application/json", "accept": "application/json", "accept-encoding": "identity"}
            if upstream.model in keys.upstream:
                headers["authorization"] = "Bearer " + keys.upstream[upstream.model]
            self._hops[upstream.model] = _Hop(URL(upstream.url), headers)
        self._timeout = aiohttp.ClientTimeout(total=settings.upstream_timeout_seconds, sock_connect=CONNECT_SECONDS)
        traces: list[TraceConfig] = []
        if self._retries:  # only a retry needs to know whether its connection was used before
            reuse = TraceConfig()
            reuse.on_connection_reuseconn.append(_note_reuse)
            traces.append(reuse)
        self._session = self._open(aiohttp.TCPConnector(limit=0, keepalive_timeout=POOL_IDLE_SECONDS), traces)
        self._fresh = self._open(aiohttp.TCPConnector(limit=0, force_close=True), [])

    async def close(self) -> None:
        """Closes every connection."""
        await self._session.close()
        await self._fresh.close()

    async def post(self, model: str, body: bytes, ids: RequestIds, caller: str) -> bytes:
        """The raw answer of the model's next hop. @throws CallerError 502, 503 or 504 when there is none"""
        hop = self._hops[model]
        headers = {
            **hop.headers,
            "x-request-id": ids.request_id,
            "traceparent": ids.traceparent,
            CALLER_HEADER: caller,
        }
        reused = SimpleNamespace(connection=False)
        try:
            return await self._exchange(self._session, hop.url, body, headers, reused)
        except TimeoutError as error:
            raise _timed_out(error) from error
        except (aiohttp.ClientError, OSError) as error:
            if not (self._retries and _never_taken(error, reused.connection)):
                raise _failed(error) from error
        try:
            return await self._exchange(self._fresh, hop.url, body, headers, None)
        except TimeoutError as error:
            raise _timed_out(error) from error
        except (aiohttp.ClientError, OSError) as error:
            raise _failed(error) from error

    async def _exchange(
        self,
        session: aiohttp.ClientSession,
        url: URL,
        body: bytes,
        headers: dict[str, str],
        reused: SimpleNamespace | None,
    ) -> bytes:
        async with session.post(
            url, data=body, headers=headers, allow_redirects=False, trace_request_ctx=reused
        ) as response:
            if response.status == 503:
                raise errors.next_hop_busy(_retry_after(response.headers.get("retry-after", "")))
            if response.status == 504:
                raise errors.next_hop_too_slow()
            if response.status != 200 or "content-encoding" in response.headers:
                raise errors.next_hop_failed()
            return await _read(response)

    def _open(self, connector: aiohttp.TCPConnector, traces: list[TraceConfig]) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            timeout=self._timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            skip_auto_headers=("user-agent",),
            trace_configs=traces,
        )


async def _read(response: aiohttp.ClientResponse) -> bytes:
    if (response.content_length or 0) > MAX_ANSWER_BYTES:
        raise errors.next_hop_failed()
    parts: list[bytes] = []
    size = 0
    while part := await response.content.readany():
        size += len(part)
        if size > MAX_ANSWER_BYTES:
            raise errors.next_hop_failed()
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def _note_reuse(
    _session: aiohttp.ClientSession, context: SimpleNamespace, _params: TraceConnectionReuseconnParams
) -> None:
    if context.trace_request_ctx is not None:
        context.trace_request_ctx.connection = True


def _never_taken(error: Exception, reused_connection: bool) -> bool:
    """The next hop has not begun to answer: nobody listened, or a kept-alive connection was closed under us."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return isinstance(error.os_error, ConnectionRefusedError)
    if isinstance(error, aiohttp.ServerDisconnectedError):
        # `message` is the response head, when one was read already.
        return reused_connection and not isinstance(error.message, aiohttp.http.RawResponseMessage)
    # aiohttp wraps a reset; one inside the answer's body is a `ClientPayloadError` and does not come here.
    return reused_connection and isinstance(error, OSError) and error.errno in {ECONNRESET, EPIPE, None}


def _timed_out(error: Exception) -> CallerError:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return errors.next_hop_unreachable()
    return errors.next_hop_too_slow()


def _failed(error: Exception) -> CallerError:
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ClientConnectorDNSError):
        return errors.next_hop_unreachable()
    return errors.next_hop_failed()


def _retry_after(value: str) -> int:
    if value.isascii() and value.isdigit() and len(value) <= 6:
        return max(1, min(int(value), MAX_RETRY_AFTER_SECONDS))
    return 1
