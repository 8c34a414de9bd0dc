"""How a guard ends."""

from __future__ import annotations

import asyncio
import json
import os

import pytest
from aiohttp import ClientConnectorError
from fake_next_hop import NextHop, completion
from running_guard import Guard, StartGuard


async def end(guard: Guard) -> None:
    await guard.server.serve_until_drained()
    await guard.server.close()


async def test_readiness_goes_at_once_and_new_requests_are_served_until_the_notice_is_over(
    start_guard: StartGuard,
) -> None:
    guard = await start_guard(drain_notice_seconds=1)
    guard.server.drain.begin()
    assert await guard.health("/readyz") == (503, "draining\n")
    assert (await guard.health("/healthz"))[0] == 200
    status, headers, _ = await guard.post("hi")
    assert (status, headers["connection"]) == (200, "close")
    await end(guard)
    with pytest.raises(ClientConnectorError):
        await guard.post("hi")


async def test_requests_in_flight_are_answered_before_the_end(start_guard: StartGuard, next_hop: NextHop) -> None:
    async def slow(_request: object) -> object:
        from aiohttp import web

        await asyncio.sleep(0.5)
        return web.json_response(completion("late"))

    next_hop.answer = slow  # type: ignore[assignment]
    guard = await start_guard()
    call = asyncio.create_task(guard.post("hi"))
    await next_hop.arrived.wait()
    guard.server.drain.begin()
    await end(guard)
    status, _, body = await call
    assert (status, json.loads(body)["choices"][0]["message"]["content"]) == (200, "late")


async def test_a_request_that_takes_too_long_does_not_hold_up_the_end(
    start_guard: StartGuard, next_hop: NextHop
) -> None:
    async def forever(_request: object) -> None:
        await asyncio.sleep(3600)

    next_hop.answer = forever  # type: ignore[assignment]
    guard = await start_guard(drain_seconds=1)
    call = asyncio.create_task(guard.post("hi"))
    await next_hop.arrived.wait()
    guard.server.drain.begin()
    async with asyncio.timeout(5):
        await end(guard)
    with pytest.raises(Exception):  # noqa: B017, PT011  # the connection ends, in whatever way
        await call
    assert guard.decisions()[0]["status"] == 499


async def test_a_kept_alive_connection_gets_no_new_request_through_after_the_notice(
    start_guard: StartGuard, next_hop: NextHop
) -> None:
    guard = await start_guard()
    guard.server.drain.begin()
    guard.server.drain.closed = True
    status, headers, body = await guard.post("hi")
    assert (status, json.loads(body)["error"]["code"]) == (503, "shutting_down")
    assert (headers["retry-after"], headers["connection"]) == ("1", "close")
    assert next_hop.seen == []


async def test_no_worker_outlives_its_guard(start_guard: StartGuard) -> None:
    guard = await start_guard(workers=2)
    workers = guard.server.pool.process_ids
    assert len(workers) == 2
    guard.server.drain.begin()
    await end(guard)
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
