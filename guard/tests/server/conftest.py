from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

sys.path.insert(0, str(Path(__file__).parent))
# The fake worker is a program of its own and must find the package too.
_PACKAGE = str(Path(__file__).parents[2])
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_PACKAGE, os.environ.get("PYTHONPATH", "")]))

from fake_next_hop import NextHop  # noqa: E402
from running_guard import AUDIT_KEY, FAKE_WORKER, Guard, StartGuard  # noqa: E402

from secure_llm_guard.key_files import Keys  # noqa: E402
from secure_llm_guard.server import GuardServer  # noqa: E402
from secure_llm_guard.settings import Settings, Upstream  # noqa: E402
from secure_llm_guard.worker_settings import Tier  # noqa: E402


@pytest.fixture
async def next_hop() -> AsyncIterator[NextHop]:
    hop = NextHop()
    await hop.start()
    yield hop
    await hop.stop()


@pytest.fixture
async def start_guard(next_hop: NextHop) -> AsyncIterator[StartGuard]:
    started: list[Guard] = []

    async def start(
        *,
        caller_key: bytes | None = None,
        upstream_key: str | None = None,
        worker: tuple[str, ...] = FAKE_WORKER,
        **overrides: Any,
    ) -> Guard:
        values: dict[str, Any] = {
            "tier": Tier.GUARDRAIL,
            "rules_sha256": "0" * 64,
            "upstreams": (Upstream.of("llama", next_hop.url),),
            "audit_key_file": Path("/nonexistent"),
            "listen_host": "127.0.0.1",
            "port": 0,
            "metrics_port": 0,
            "workers": 1,
            "drain_seconds": 3,
            "drain_notice_seconds": 0,
            **overrides,
        }
        keys = Keys(AUDIT_KEY, caller_key, {"llama": upstream_key} if upstream_key else {})
        reader, writer = os.pipe()
        server = GuardServer(Settings(**values), keys, writer, worker)
        guard = Guard(server, aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)), reader)
        started.append(guard)
        await server.open()
        return guard

    yield start
    for guard in started:
        await guard.client.close()
        await guard.server.close()
        os.close(guard.audit_reader)


@pytest.fixture
async def guard(start_guard: StartGuard) -> Guard:
    return await start_guard()


@pytest.fixture
async def output_guard(start_guard: StartGuard) -> Guard:
    """A guard of the tier that judges answers."""
    return await start_guard(tier=Tier.OUTPUT_PROCESSOR)
