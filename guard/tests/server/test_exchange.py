"""What a caller gets, and what the next hop sees."""

from __future__ import annotations

import asyncio
import json
import socket

import pytest
from fake_next_hop import NextHop, completion, json_answer, text_answer
from raw_http import post
from running_guard import Guard, StartGuard

from secure_llm_guard import public_routes, upstream
from secure_llm_guard.responses import REFUSAL
from secure_llm_guard.settings import Upstream
from secure_llm_guard.worker_settings import Tier


async def test_an_allowed_request_is_forwarded_as_the_canonical_body_and_its_answer_comes_back(
    guard: Guard, next_hop: NextHop
) -> None:
    status, headers, body = await guard.post("hi")
    assert status == 200
    assert json.loads(body)["choices"][0]["message"]["content"] == "hello"
    assert headers["content-type"] == "application/json"
    assert json.loads(next_hop.seen[0].body)["canonical"] is True
    assert next_hop.seen[0].path == "/v1/chat/completions"


async def test_a_blocked_request_is_answered_with_the_refusal_and_never_reaches_the_next_hop(
    guard: Guard, next_hop: NextHop
) -> None:
    status, headers, body = await guard.post("ATTACK", {"x-request-id": "r-1"})
    answer = json.loads(body)
    assert (status, headers["x-request-id"]) == (200, "r-1")
    assert answer["object"] == "chat.completion"
    assert answer["choices"][0]["finish_reason"] == "content_filter"
    assert answer["choices"][0]["message"]["content"] == REFUSAL
    assert b"override" not in body
    assert next_hop.seen == []


async def test_a_blocked_answer_is_replaced_by_the_refusal(output_guard: Guard, next_hop: NextHop) -> None:
    next_hop.answer = json_answer(completion("LEAK AKIA"))
    status, _, body = await output_guard.post("hi")
    assert status == 200
    assert json.loads(body)["choices"][0]["finish_reason"] == "content_filter"
    assert b"AKIA" not in body


async def test_a_refused_request_is_an_openai_error_with_the_status_of_the_judgement(guard: Guard) -> None:
    status, _, body = await guard.send("POST", "/v1/chat/completions", b"{")
    error = {"message": "not JSON", "type": "invalid_request_error", "code": "invalid_json", "param": None}
    assert (status, json.loads(body)) == (400, {"error": error})


@pytest.mark.parametrize("text", ["RAISE", "DIE", "NOT-A-FRAME", "NOT-A-JUDGEMENT", "EMPTY-ALLOW", "WRONG-DIRECTION"])
async def test_a_judgement_that_fails_is_500_and_nothing_is_forwarded(
    guard: Guard, next_hop: NextHop, text: str
) -> None:
    status, _, body = await guard.post(text)
    assert (status, json.loads(body)["error"]["code"]) == (500, "judge_failed")
    assert b"secret reason" not in body
    assert next_hop.seen == []


@pytest.mark.parametrize("text", ["RAISE", "DIE", "NOT-A-FRAME"])
async def test_an_answer_that_cannot_be_judged_does_not_leave(
    output_guard: Guard, next_hop: NextHop, text: str
) -> None:
    next_hop.answer = json_answer(completion(text))
    status, _, body = await output_guard.post("hi")
    assert status == 500
    assert text.encode() not in body


async def test_a_next_hop_that_is_down_is_502(start_guard: StartGuard) -> None:
    guard = await start_guard(upstreams=(Upstream.of("llama", "http://127.0.0.1:9"),))
    status, _, body = await guard.post("hi")
    assert (status, json.loads(body)["error"]["code"]) == (502, "next_hop_unreachable")


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 302, 201])
async def test_whatever_error_the_next_hop_answers_is_502_in_our_own_words(
    guard: Guard, next_hop: NextHop, status: int
) -> None:
    next_hop.answer = text_answer(status, "stack trace", x_internal="host-7", location="http://169.254.169.254/")
    got, headers, body = await guard.post("hi")
    assert (got, json.loads(body)["error"]["code"]) == (502, "next_hop_failed")
    assert b"stack trace" not in body
    assert not {"x-internal", "location"} & set(headers)


async def test_rubbish_from_the_next_hop_is_502(guard: Guard, next_hop: NextHop) -> None:
    next_hop.answer = text_answer(200, "<html>")
    assert (await guard.post("hi"))[0] == 502


async def test_a_compressed_answer_is_502_because_its_size_is_hidden(guard: Guard, next_hop: NextHop) -> None:
    next_hop.answer = text_answer(200, json.dumps(completion()), content_encoding="gzip")
    assert (await guard.post("hi"))[0] == 502


async def test_an_answer_over_the_size_bound_is_502(guard: Guard, next_hop: NextHop) -> None:
    next_hop.answer = text_answer(200, "x" * (8 * 2**20 + 1))
    assert (await guard.post("hi"))[0] == 502


@pytest.mark.parametrize(("said", "passed_on"), [("7", "7"), ("soon", "1"), ("999999", "60"), ("", "1")])
async def test_a_busy_next_hop_is_503_with_a_bounded_retry_after(
    guard: Guard, next_hop: NextHop, said: str, passed_on: str
) -> None:
    next_hop.answer = text_answer(503, "busy", retry_after=said)
    status, headers, _ = await guard.post("hi")
    assert (status, headers["retry-after"]) == (503, passed_on)


async def test_a_next_hop_over_the_timeout_is_504(start_guard: StartGuard, next_hop: NextHop) -> None:
    async def sleep(_request: object) -> None:
        await asyncio.sleep(30)

    next_hop.answer = sleep  # type: ignore[assignment]
    guard = await start_guard(upstream_timeout_seconds=1)
    status, _, body = await guard.post("hi")
    assert (status, json.loads(body)["error"]["code"]) == (504, "next_hop_timeout")


async def test_the_next_hop_gets_its_key_the_ids_and_the_caller_and_no_header_of_the_client(
    start_guard: StartGuard, next_hop: NextHop
) -> None:
    guard = await start_guard(upstream_key="hop-key-0123456789")
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    sent = {
        "authorization": "Bearer of-the-client",
        "x-request-id": "r-1",
        "traceparent": f"00-{trace}-00f067aa0ba902b7-01",
        "x-secure-llm-caller": "somebody-else",
        "x-evil": "1",
        "cookie": "a=b",
    }
    await guard.post("hi", sent)
    got = next_hop.seen[0].headers
    assert got["authorization"] == "Bearer hop-key-0123456789"
    assert got["x-request-id"] == "r-1"
    version, trace_id, span_id, flags = got["traceparent"].split("-")
    assert (version, trace_id, flags) == ("00", trace, "01")
    assert span_id != "00f067aa0ba902b7"
    assert got["x-secure-llm-caller"] == "127.0.0.1"
    assert not {"x-evil", "cookie", "user-agent"} & set(got)


async def test_a_caller_that_hangs_up_ends_the_call_to_the_model(guard: Guard, next_hop: NextHop) -> None:
    async def sleep(_request: object) -> None:
        await asyncio.sleep(30)

    next_hop.answer = sleep  # type: ignore[assignment]
    call = asyncio.create_task(guard.post("hi"))
    await next_hop.arrived.wait()
    call.cancel()
    await asyncio.wait_for(next_hop.cancelled.wait(), 5)
    decision = guard.decisions()[0]
    assert (decision["status"], decision["decision"], decision["code"]) == (499, "error", "caller_gone")


async def test_each_model_goes_to_its_own_next_hop(start_guard: StartGuard, next_hop: NextHop) -> None:
    other = Upstream.of("other", "http://127.0.0.1:9")
    guard = await start_guard(upstreams=(Upstream.of("llama", next_hop.url), other), tier=Tier.OUTPUT_PROCESSOR)
    assert (await guard.post("hi"))[0] == 200
    _, _, body = await guard.send("GET", "/v1/models")
    assert [entry["id"] for entry in json.loads(body)["data"]] == ["llama", "other"]


@pytest.mark.parametrize("stream", [False, True])
async def test_a_large_answer_arrives_whole(guard: Guard, next_hop: NextHop, stream: bool) -> None:
    text = "grüezi 🙂 " * 60_000
    next_hop.answer = json_answer(completion(text))
    status, _, body = await guard.post("hi", stream=stream)
    assert status == 200
    if not stream:
        assert json.loads(body)["choices"][0]["message"]["content"] == text
        return
    chunks = [json.loads(event[6:]) for event in body.split(b"\n\n")[:-2]]
    assert "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks) == text


async def test_a_caller_that_does_not_read_its_answer_is_cut_off(
    guard: Guard, next_hop: NextHop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_routes, "_SEND_SECONDS", 0.3)
    next_hop.answer = json_answer(completion("x" * 7_000_000))
    sock = socket.create_connection(("127.0.0.1", guard.server.port))
    sock.sendall(post(b'{"model":"llama"}', "content-length: 17"))
    server = guard.server._public._runner.server
    assert server is not None
    for _ in range(100):
        await asyncio.sleep(0.05)
        if next_hop.seen and not server.connections:
            break
    assert server.connections == []
    sock.close()


async def test_a_fault_of_the_guard_itself_is_500_and_neither_answer_nor_log_shows_the_prompt(
    guard: Guard, next_hop: NextHop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(body: bytes, _caller: str) -> None:
        raise RuntimeError(body.decode())

    monkeypatch.setattr(guard.server.pool, "judge_request", broken)
    status, _, body = await guard.post("my secret prompt")
    assert (status, json.loads(body)["error"]["code"]) == (500, "internal_error")
    assert b"secret prompt" not in body
    assert "secret prompt" not in caplog.text
    assert "RuntimeError" in caplog.text
    assert next_hop.seen == []
    assert guard.decisions()[0]["decision"] == "error"


async def test_a_next_hop_behind_a_policy_that_drops_packets_is_502(
    start_guard: StartGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upstream, "CONNECT_SECONDS", 0.2)
    guard = await start_guard()
    reader, writer = await asyncio.open_connection("127.0.0.1", guard.server.port)

    async def dropped(_sock: object, _address: object) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", dropped)
    writer.write(post(b'{"model":"llama"}', "content-length: 17", "connection: close"))
    got = await asyncio.wait_for(reader.read(), 5)
    assert got.startswith(b"HTTP/1.1 502 ")
    assert b"next_hop_unreachable" in got
    writer.close()
