"""Routes, limits and broken HTTP on the public port."""

from __future__ import annotations

import asyncio
import json

import pytest
from fake_next_hop import NextHop
from raw_http import exchange, post
from running_guard import Guard, StartGuard

from secure_llm_guard import listener, request_body

ASK = json.dumps({"model": "llama", "messages": [{"role": "user", "content": "hi"}]}).encode()
LENGTH = f"content-length: {len(ASK)}"


@pytest.mark.parametrize(
    "path",
    ["/", "/healthz", "/metrics", "/v1/checks", "/v1/completions", "/v1/chat/completions/", "//v1/chat/completions",
     "/v1/chat%2Fcompletions", "/v1/models/llama", "/v1/rails/configs", "/V1/chat/completions"],
)  # fmt: skip
async def test_every_other_path_is_404(guard: Guard, next_hop: NextHop, path: str) -> None:
    got = await exchange(guard.server.port, post(ASK, LENGTH, "connection: close", path=path))
    assert got.startswith(b"HTTP/1.1 404 ")
    assert b'"route_not_found"' in got
    assert next_hop.seen == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
async def test_another_method_is_405_with_the_allowed_one(guard: Guard, method: str) -> None:
    status, headers, _ = await guard.send(method, "/v1/chat/completions")
    assert (status, headers["allow"]) == (405, "POST")


async def test_models_are_listed_without_asking_the_next_hop(guard: Guard, next_hop: NextHop) -> None:
    status, _, body = await guard.send("GET", "/v1/models")
    assert status == 200
    assert json.loads(body) == {
        "object": "list",
        "data": [{"id": "llama", "object": "model", "created": 0, "owned_by": "secure-llm"}],
    }
    assert next_hop.seen == []
    assert (await guard.send("POST", "/v1/models"))[0] == 405


async def test_a_body_over_the_limit_is_413_by_its_length_and_while_it_is_read(start_guard: StartGuard) -> None:
    guard = await start_guard(max_body_bytes=1024)
    assert (await guard.send("POST", "/v1/chat/completions", b"x" * 1025))[0] == 413
    chunk = b"400\r\n" + b"x" * 1024 + b"\r\n"
    endless = post(chunk * 4, "transfer-encoding: chunked")
    got = await exchange(guard.server.port, endless)
    assert got.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in got.lower()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "identity", "gzip, gzip"])
async def test_a_content_encoding_is_415(guard: Guard, next_hop: NextHop, encoding: str) -> None:
    got = await exchange(guard.server.port, post(ASK, LENGTH, f"content-encoding: {encoding}"))
    assert got.startswith(b"HTTP/1.1 415 ")
    assert next_hop.seen == []


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ('Application/JSON;charset="UTF-8"', 200),
        ("application/json; charset=utf-16", 415),
        ("application/json; charset=utf-7", 415),
        ("text/plain", 415),
        ("multipart/form-data", 415),
        ("application/jsonp", 415),
    ],
)
async def test_only_utf8_json_is_accepted(guard: Guard, content_type: str, status: int) -> None:
    got = await guard.send("POST", "/v1/chat/completions", ASK, {"content-type": content_type})
    assert got[0] == status


async def test_a_missing_or_doubled_content_type_is_415(guard: Guard) -> None:
    bare = f"POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\n{LENGTH}\r\n\r\n".encode() + ASK
    assert (await exchange(guard.server.port, bare)).startswith(b"HTTP/1.1 415 ")
    doubled = await exchange(guard.server.port, post(ASK, LENGTH, "content-type: text/plain"))
    assert doubled.startswith((b"HTTP/1.1 415 ", b"HTTP/1.0 400 "))


SMUGGLED = b"0\r\n\r\nGET /v1/models HTTP/1.1\r\nhost: g\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        (LENGTH, f"content-length: {len(ASK) + 1}"),
        (LENGTH, LENGTH),
        (f"content-length: {len(SMUGGLED)}", "transfer-encoding: chunked"),
        ("transfer-encoding: chunked", "transfer-encoding: identity"),
        ("transfer-encoding: xchunked",),
        ("transfer-encoding: chunked, identity",),
        ("transfer-encoding : chunked",),
        ("content-length: +5",),
        ("content-length: 0x10",),
        ("content-length: -1",),
        ("x-bad\x00name: 1", LENGTH),
        ("x-folded: a\r\n b", LENGTH),
    ],
)
async def test_headers_that_two_servers_may_read_differently_never_reach_the_next_hop(
    guard: Guard, next_hop: NextHop, headers: tuple[str, ...]
) -> None:
    got = await exchange(guard.server.port, post(SMUGGLED, *headers), 3)
    # aiohttp answers 1.0 when it could not read the request's version.
    assert got.startswith((b"HTTP/1.0 4", b"HTTP/1.1 4"))
    assert got.count(b"HTTP/1.") == 1
    assert next_hop.seen == []


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /v1/chat/completions HTTP/1.1\r\nauthorization: Bearer secret-key-value\x00\r\n\r\n",
        b"POST /v1/chat/completions HTTP/1.1\r\nx-long: secret-key-value" + b"a" * 9000 + b"\r\n\r\n",
        b"POST /v1/chat/completions HTTP/1.1\r\n" + b"a: secret-key-value\r\n" * 200 + b"\r\n",
    ],
)
async def test_what_is_not_http_gets_an_error_that_quotes_nothing(
    guard: Guard, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    got = await exchange(guard.server.port, sent, 3)
    assert got.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4"))
    assert b"secret" not in got
    assert "secret" not in caplog.text
    assert b"aiohttp" not in got.lower()


async def test_a_client_that_drips_its_headers_is_cut_off(
    start_guard: StartGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "KEEP_ALIVE_SECONDS", 0.5)
    guard = await start_guard()
    reader, writer = await asyncio.open_connection("127.0.0.1", guard.server.port)
    writer.write(b"POST /v1/chat/completions HTTP/1.1\r\n")

    async def drip() -> None:
        while True:
            await asyncio.sleep(0.05)
            writer.write(b"x-a: 1\r\n")

    dripping = asyncio.create_task(drip())
    async with asyncio.timeout(5):
        assert await reader.read() == b""
    dripping.cancel()
    writer.close()


async def test_a_client_that_drips_its_body_is_408(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "BODY_SECONDS", 0.3)
    got = await exchange(guard.server.port, post(ASK[:5], LENGTH))
    assert got.startswith(b"HTTP/1.1 408 ")


async def test_a_client_that_expects_100_continue_gets_it_only_for_an_acceptable_request(guard: Guard) -> None:
    good = await exchange(guard.server.port, post(ASK, LENGTH, "expect: 100-continue", "connection: close"))
    assert good.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ")
    large = await exchange(guard.server.port, post(b"", "content-length: 99999999", "expect: 100-continue"))
    assert large.startswith(b"HTTP/1.1 413 ")
    odd = await exchange(guard.server.port, post(b"", LENGTH, "expect: the-unexpected"))
    assert odd.startswith(b"HTTP/1.1 417 ")


async def test_an_upgrade_is_not_followed(guard: Guard, next_hop: NextHop) -> None:
    sent = post(ASK, LENGTH, "connection: upgrade", "upgrade: websocket")
    got = await exchange(guard.server.port, sent, 2)
    assert b"101 Switching" not in got
    assert all(json.loads(seen.body)["canonical"] for seen in next_hop.seen)


async def test_an_answer_names_no_software_version(guard: Guard) -> None:
    _, headers, _ = await guard.post("hi")
    assert headers["server"] == "secure-llm-guard"
    assert headers["cache-control"] == "no-store"


async def test_the_public_port_has_no_health_and_the_metrics_port_no_completions(guard: Guard) -> None:
    async with guard.client.post(guard.health_url + "/v1/chat/completions", data=ASK) as response:
        assert response.status == 405
    assert (await guard.health("/v1/models"))[0] == 404
