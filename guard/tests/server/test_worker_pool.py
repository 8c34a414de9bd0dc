"""Deadlines, deaths, bounds and replacement of workers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest
from fake_next_hop import NextHop
from running_guard import FAKE_WORKER, Guard, StartGuard

from secure_llm_guard.errors import StartError


async def wait_until_ready(guard: Guard) -> None:
    for _ in range(500):
        if (await guard.health("/readyz"))[0] == 200:
            return
        await asyncio.sleep(0.02)
    pytest.fail("not ready within 10 seconds")


async def test_a_body_over_the_deadline_is_503_and_its_worker_is_killed_and_replaced(
    start_guard: StartGuard, next_hop: NextHop
) -> None:
    guard = await start_guard(judge_deadline_ms=100)
    before = guard.server.pool.process_ids
    status, headers, body = await guard.post("HANG")
    assert (status, json.loads(body)["error"]["code"]) == (503, "judge_deadline_exceeded")
    assert int(headers["retry-after"]) > 0
    assert next_hop.seen == []
    await wait_until_ready(guard)
    assert set(before).isdisjoint(guard.server.pool.process_ids)
    assert (await guard.post("hi"))[0] == 200
    assert 'secure_llm_guard_workers_killed_total{tier="guardrail"} 1.0' in (await guard.health("/metrics"))[1]


async def test_a_worker_killed_from_outside_fails_its_own_request_only(start_guard: StartGuard) -> None:
    guard = await start_guard(workers=2, judge_deadline_ms=10_000)
    hanging = asyncio.create_task(guard.post("HANG"))
    await asyncio.sleep(0.2)
    others = [await guard.post("hi") for _ in range(3)]
    for worker in list(guard.server.pool._workers):
        if worker.busy:
            os.kill(worker.pid, signal.SIGKILL)
    status, _, body = await hanging
    assert (status, json.loads(body)["error"]["code"]) == (500, "judge_failed")
    assert [status for status, _, _ in others] == [200, 200, 200]


async def test_a_caller_over_its_slots_is_503_with_retry_after(start_guard: StartGuard) -> None:
    guard = await start_guard(slots_per_caller=2)
    answers = await asyncio.gather(*(guard.post("NAP") for _ in range(4)))
    assert sorted(status for status, _, _ in answers) == [200, 200, 503, 503]
    assert all(headers["retry-after"] == "1" for status, headers, _ in answers if status == 503)
    assert (await guard.post("hi"))[0] == 200


async def test_a_full_queue_is_503(start_guard: StartGuard) -> None:
    guard = await start_guard(slots_per_caller=100, queue_slots=2)
    answers = await asyncio.gather(*(guard.post("NAP") for _ in range(6)))
    assert sorted(status for status, _, _ in answers) == [200, 200, 200, 503, 503, 503]


async def test_a_caller_that_hangs_up_while_it_waits_leaves_nothing_in_the_queue(start_guard: StartGuard) -> None:
    guard = await start_guard(judge_deadline_ms=5000)
    calls = [asyncio.create_task(guard.post("NAP")) for _ in range(3)]
    await asyncio.sleep(0.1)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    await asyncio.sleep(0.05)
    assert not guard.server.pool._requests
    assert guard.server.pool._slots.held == 0
    assert (await guard.post("hi"))[0] == 200


async def test_health_answers_while_every_worker_is_busy(start_guard: StartGuard) -> None:
    guard = await start_guard(judge_deadline_ms=5000)
    busy = asyncio.create_task(guard.post("HANG"))
    await asyncio.sleep(0.1)
    assert await guard.health("/healthz") == (200, "ok\n")
    assert (await guard.health("/readyz"))[0] == 200
    assert not busy.done()
    busy.cancel()


async def test_workers_yield_the_cpu_to_the_parent(guard: Guard) -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, guard.server.pool.process_ids[0]) > own


@pytest.mark.parametrize(
    ("mode", "reason"), [("failed", "rules: the digest does not fit"), ("exit", "ended while it started, exit code 3")]
)
async def test_a_worker_that_does_not_start_stops_the_start_with_its_reason(
    start_guard: StartGuard, monkeypatch: pytest.MonkeyPatch, mode: str, reason: str
) -> None:
    monkeypatch.setenv("FAKE_WORKER_START", mode)
    with pytest.raises(StartError, match=reason):
        await start_guard(workers=2)


async def test_a_program_that_does_not_speak_the_protocol_stops_the_start(start_guard: StartGuard) -> None:
    with pytest.raises(StartError, match="exit code"):
        await start_guard(worker=("/bin/echo", "hello, this is no frame"))


async def test_without_a_living_worker_it_is_not_ready_and_answers_503(
    start_guard: StartGuard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAKE_WORKER_START", f"once:{tmp_path / 'started'}")
    guard = await start_guard(worker=FAKE_WORKER)
    assert (await guard.health("/readyz"))[0] == 200
    assert (await guard.post("DIE"))[0] == 500
    await asyncio.sleep(0.2)
    assert (await guard.health("/readyz")) == (503, "no worker lives\n")
    assert (await guard.health("/healthz"))[0] == 200
    status, headers, _ = await guard.post("hi")
    assert status == 503
    assert int(headers["retry-after"]) > 0
    monkeypatch.setenv("FAKE_WORKER_START", "ready")
    await wait_until_ready(guard)
    assert (await guard.post("hi"))[0] == 200
