"""Which broken connections are tried once more, and which are not. The next hop here is bytes on a socket."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from fake_next_hop import completion
from running_guard import Guard, StartGuard

from secure_llm_guard.settings import Upstream
from secure_llm_guard.worker_settings import Tier

BODY = json.dumps(completion()).encode()
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(BODY), BODY)
# What each connection does with each request on it: the bytes to answer, then close or not.
Script = list[list[tuple[bytes, bool]]]


class ScriptedHop:
    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests = 0
        self.connections = 0
        self.resets = False

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        steps = self.script[self.connections]
        self.connections += 1
        for answer, close in steps:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            self.requests += 1
            writer.write(answer)
            if close:
                break
        else:
            await reader.read()
        if self.resets and self.connections == 1:
            # Closing with a linger time of zero sends RST instead of FIN.
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.close()


Run = Callable[[Script, Tier], Awaitable[tuple[Guard, ScriptedHop]]]


@asynccontextmanager
async def scripted(start_guard: StartGuard, script: Script, tier: Tier) -> AsyncIterator[tuple[Guard, ScriptedHop]]:
    hop = ScriptedHop(script)
    server = await asyncio.start_server(hop.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield await start_guard(tier=tier, upstreams=(Upstream.of("llama", f"http://127.0.0.1:{port}"),)), hop
    server.close()


async def test_tier_one_tries_a_stale_connection_once_more_on_a_new_one(start_guard: StartGuard) -> None:
    stale: Script = [[(ANSWER, False), (b"", True)], [(ANSWER, True)]]
    async with scripted(start_guard, stale, Tier.GUARDRAIL) as (guard, hop):
        assert [(await guard.post())[0], (await guard.post())[0]] == [200, 200]
        assert (hop.connections, hop.requests) == (2, 3)


async def test_a_stale_connection_that_is_reset_counts_as_stale_too(start_guard: StartGuard) -> None:
    stale: Script = [[(ANSWER, False), (b"", True)], [(ANSWER, True)]]
    async with scripted(start_guard, stale, Tier.GUARDRAIL) as (guard, hop):
        assert (await guard.post())[0] == 200
        hop.resets = True
        assert (await guard.post())[0] == 200
        assert (hop.connections, hop.requests) == (2, 3)


async def test_tier_two_does_not_ask_a_model_twice(start_guard: StartGuard) -> None:
    stale: Script = [[(ANSWER, False), (b"", True)], [(ANSWER, True)]]
    async with scripted(start_guard, stale, Tier.OUTPUT_PROCESSOR) as (guard, hop):
        assert [(await guard.post())[0], (await guard.post())[0]] == [200, 502]
        assert hop.connections == 1


@pytest.mark.parametrize("half", [b"", ANSWER[:60], ANSWER[:-5]])
async def test_a_new_connection_that_breaks_is_not_tried_again(start_guard: StartGuard, half: bytes) -> None:
    async with scripted(start_guard, [[(half, True)], [(ANSWER, True)]], Tier.GUARDRAIL) as (guard, hop):
        assert (await guard.post())[0] == 502
        assert hop.requests == 1


async def test_an_answer_that_has_begun_is_not_asked_for_again(start_guard: StartGuard) -> None:
    script: Script = [[(ANSWER, False), (ANSWER[:-5], True)], [(ANSWER, True)]]
    async with scripted(start_guard, script, Tier.GUARDRAIL) as (guard, hop):
        assert [(await guard.post())[0], (await guard.post())[0]] == [200, 502]
        assert hop.requests == 2


async def test_one_retry_and_no_more(start_guard: StartGuard) -> None:
    script: Script = [[(ANSWER, False), (b"", True)], [(b"", True)], [(ANSWER, True)]]
    async with scripted(start_guard, script, Tier.GUARDRAIL) as (guard, hop):
        assert [(await guard.post())[0], (await guard.post())[0]] == [200, 502]
        assert hop.requests == 3


async def test_a_refused_connection_is_tried_once_more(
    start_guard: StartGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    real, refused = loop.sock_connect, []

    async def refuse_once(sock: socket.socket, address: object) -> None:
        if not refused:
            refused.append(address)
            raise ConnectionRefusedError(111, "refused")
        await real(sock, address)

    async with scripted(start_guard, [[(ANSWER, True)]], Tier.GUARDRAIL) as (guard, hop):
        client_connection = await asyncio.open_connection("127.0.0.1", guard.server.port)
        monkeypatch.setattr(loop, "sock_connect", refuse_once)
        reader, writer = client_connection
        body = b'{"model":"llama"}'
        head = (
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
        )
        writer.write(head % len(body) + b"\r\n" + body)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        writer.close()
        assert len(refused) == 1
        assert hop.requests == 1
