"""The audit line: complete, one line whatever happens, and never in the way."""

from __future__ import annotations

import asyncio
import json
import os
import select

from fake_next_hop import NextHop, completion, json_answer
from hypothesis import given
from hypothesis import strategies as st
from raw_http import exchange, post
from running_guard import Guard, StartGuard

from secure_llm_guard.audit import MAX_BACKLOG_LINES, AuditTrail, Decision, render
from secure_llm_guard.metrics import Metrics


async def test_an_allowed_request_leaves_one_line_with_every_field(guard: Guard) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    await guard.post("hi", {"x-request-id": "r-1", "traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    (line,) = guard.decisions()
    assert line["event"] == "decision"
    assert (line["request_id"], line["trace_id"], line["tier"]) == ("r-1", trace, "guardrail")
    assert line["caller"] == {"id": "127.0.0.1", "verified": False}
    assert line["ruleset"] == "0" * 64
    assert (line["decision"], line["status"], line["model"]) == ("allow", 200, "llama")
    assert line["rule"] is None
    assert line["family"] is None
    assert set(line["characters"]) == {"prompt", "scanned", "answer"}
    assert line["milliseconds"]["total"] >= line["milliseconds"]["judge"] > 0
    assert line["milliseconds"]["upstream"] > 0
    assert line["prompt_hmac"] == "ab" * 32
    assert line["time"].endswith("Z")


async def test_a_block_names_rule_and_family_and_direction(output_guard: Guard, next_hop: NextHop) -> None:
    await output_guard.post("ATTACK")
    next_hop.answer = json_answer(completion("LEAK"))
    await output_guard.post("hi")
    asked, told = output_guard.decisions()
    assert (asked["decision"], asked["direction"], asked["rule"], asked["family"]) == (
        "block", "input", "override-1", "override",
    )  # fmt: skip
    assert (told["decision"], told["direction"], told["rule"]) == ("block", "output", "secret-1")
    metrics = (await output_guard.health("/metrics"))[1]
    assert (
        'secure_llm_guard_blocks_total{direction="input",family="override",rule="override-1",'
        'tier="output-processor"} 1.0' in metrics
    )


async def test_every_refusal_leaves_one_line_and_no_text_of_the_prompt(guard: Guard, next_hop: NextHop) -> None:
    await guard.send("POST", "/v1/chat/completions", b"{ my secret prompt")
    await guard.send("POST", "/nowhere", b"my secret prompt")
    await guard.post("my secret prompt", {"content-encoding": "gzip"})
    next_hop.answer = json_answer([])
    await guard.post("my secret prompt RAISE")
    written = guard.audit_bytes()
    lines = [json.loads(line) for line in written.splitlines()]
    assert [(line["decision"], line["status"]) for line in lines] == [
        ("refuse", 400), ("refuse", 404), ("refuse", 415), ("error", 500),
    ]  # fmt: skip
    assert b"secret" not in written


async def test_ids_and_callers_cannot_write_lines_of_their_own(start_guard: StartGuard) -> None:
    guard = await start_guard(caller_key=b"caller-key-0123456789")
    body = b'{"model":"llama"}'
    forged = '{"event":"decision","decision":"allow"}'
    headers = [f"x-request-id: a\x0b\x85{forged}", f"traceparent: {forged}", f"x-secure-llm-caller: {forged}"]
    await exchange(guard.server.port, post(body, f"content-length: {len(body)}", "connection: close", *headers), 2)
    await guard.send("POST", "/v1/chat/completions", body, {"x-request-id": "x" * 129})
    for line in guard.decisions():
        assert line["decision"] == "refuse"
        assert len(line["request_id"]) == 32


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_whatever_a_field_holds_the_line_is_one_short_ascii_line(caller: str, model: str, rule: str) -> None:
    decision = Decision(request_id=caller, trace_id=model, caller=rule, rule=caller, family=model, model=rule)
    decision.code = decision.prompt_hmac = caller
    line = render(decision, "output-processor", model)
    assert len(line) < select.PIPE_BUF
    assert line.endswith(b"\n")
    assert all(32 <= byte < 127 for byte in line[:-1])
    assert json.loads(line)["decision"] == "error"


def decision(number: int) -> Decision:
    return Decision(request_id=f"r-{number}", trace_id="0" * 32)


async def test_a_reader_that_does_not_read_stops_nothing_and_gets_every_line_later() -> None:
    reader, writer = os.pipe()
    trail = AuditTrail(writer, "guardrail", Metrics("guardrail"))
    for number in range(2000):  # some 800 KB into a pipe of 64 KiB: a blocking write would hang here
        trail.write(decision(number))
    assert not trail.backlogged
    loop = asyncio.get_running_loop()
    got = bytearray()
    while got.count(b"\n") < 2000:
        got += await loop.run_in_executor(None, os.read, reader, 65536)
    assert [json.loads(line)["request_id"] for line in got.splitlines()] == [f"r-{n}" for n in range(2000)]
    trail.close()


async def test_a_full_backlog_refuses_new_requests_instead_of_leaving_them_unrecorded(
    guard: Guard, next_hop: NextHop
) -> None:
    trail = guard.server._audit
    for number in range(MAX_BACKLOG_LINES):
        trail.write(decision(number))
    status, _, body = await guard.post("hi")
    assert (status, json.loads(body)["error"]["code"]) == (503, "overloaded")
    assert next_hop.seen == []


async def test_a_closed_standard_output_is_counted_and_not_fatal() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    metrics = Metrics("guardrail")
    trail = AuditTrail(writer, "guardrail", metrics)
    trail.write(decision(1))
    assert b'secure_llm_guard_audit_lines_dropped_total{tier="guardrail"} 1.0' in metrics.render()
