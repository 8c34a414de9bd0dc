from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

sys.path.insert(0, str(Path(__file__).parent))
# The fake worker is a program of its own and must find the package too.
_PACKAGE = str(Path(__file__).parents[2])
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_PACKAGE, os.environ.get("PYTHONPATH", "")]))

from fake_next_hop import NextHop  # noqa: E402

from secure_llm_guard.key_files import Keys  # noqa: E402
from secure_llm_guard.server import GuardServer  # noqa: E402
from secure_llm_guard.settings import Settings, Upstream  # noqa: E402
from secure_llm_guard.worker_settings import Tier  # noqa: E402

FAKE_WORKER = (sys.executable, str(Path(__file__).with_name("fake_worker.py")))
AUDIT_KEY = b"audit-key-0123456789"


class Guard:
    """A running guard with fake workers, and a client for it."""

    def __init__(self, server: GuardServer, client: aiohttp.ClientSession, audit_reader: int) -> None:
        self.server = server
        self.client = client
        self.audit_reader = audit_reader

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def health_url(self) -> str:
        return f"http://127.0.0.1:{self.server.metrics_port}"

    async def post(
        self, text: str = "hi", headers: dict[str, str] | None = None, **more: Any
    ) -> tuple[int, dict[str, str], bytes]:
        body = {"model": "llama", "messages": [{"role": "user", "content": text}], **more}
        return await self.send("POST", "/v1/chat/completions", json.dumps(body).encode(), headers)

    async def send(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        sent = {"content-type": "application/json", **(headers or {})}
        async with self.client.request(method, self.url + path, data=body, headers=sent) as response:
            return response.status, {k.lower(): v for k, v in response.headers.items()}, await response.read()

    async def health(self, path: str) -> tuple[int, str]:
        async with self.client.get(self.health_url + path) as response:
            return response.status, await response.text()

    def audit_bytes(self) -> bytes:
        os.set_blocking(self.audit_reader, False)
        parts = []
        try:
            while part := os.read(self.audit_reader, 65536):
                parts.append(part)
        except BlockingIOError:
            pass
        return b"".join(parts)

    def decisions(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.audit_bytes().splitlines()]


StartGuard = Callable[..., Awaitable[Guard]]


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
