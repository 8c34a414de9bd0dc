"""A guard under test, with a client for each of its two ports."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from secure_llm_guard.server import GuardServer

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
