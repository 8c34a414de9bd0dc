"""Whatever comes in: what goes on is canonical, allow-listed and was judged; no rule's match leaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

from example_rules import ATTACK, SECRET
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secure_llm_guard.body_judge import BodyJudge
from secure_llm_guard.chat_request import ChatRequest, RequestLimits, parse_chat_request
from secure_llm_guard.forms.blob import SEPARATOR
from secure_llm_guard.forms.canonical_text import canonical_text
from secure_llm_guard.forms.input_forms import input_blob
from secure_llm_guard.forms.output_forms import output_blob
from secure_llm_guard.judgement import Verdict
from secure_llm_guard.refused_body import RefusedBodyError
from secure_llm_guard.ruleset import RuleSet

NO_LIMIT = 1 << 30
LIMITS = RequestLimits(("m",), 4000, 256, allow_client_system_prompts=True, allow_tools=True)
EVERY_CASE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Characters at which canonicalising, decoding and unescaping decide something.
TRICKY = st.sampled_from(
    "ab1AK\\u&;# \n\t\x00\u00ad\u0430\u0645\u0915\u200b\u200c\u200d\u2066\u20e3\ufe00\ufe0f\ufeff\uff41"
    "\U0001f3f4\U0001f3fd\U0001f469\U000e0061\U000e007f"
)
TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(TRICKY, max_size=20).map("".join),
    st.sampled_from([ATTACK, SECRET, "\u200b".join(SECRET), "hello"]),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
FUNCTION = st.fixed_dictionaries(
    {"type": st.just("function"), "id": st.just("c1")},
    optional={
        "function": st.fixed_dictionaries(
            {"name": st.just("f")},
            optional={"description": TEXT, "parameters": st.dictionaries(TEXT, JSON, max_size=2), "arguments": TEXT},
        )
    },
)
MESSAGE = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["user", "assistant", "system", "developer", "tool", "event"]),
        "content": st.one_of(TEXT, st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": TEXT})), JSON),
    },
    optional={"tool_calls": st.lists(FUNCTION, max_size=2), "tool_call_id": TEXT, "name": TEXT, "prefix": JSON},
)
USER = st.fixed_dictionaries({"role": st.just("user"), "content": TEXT})
SCHEMA = st.fixed_dictionaries(
    {
        "type": st.just("json_schema"),
        "json_schema": st.fixed_dictionaries({"name": st.just("s"), "schema": st.dictionaries(TEXT, JSON)}),
    }
)
BODY = st.fixed_dictionaries(
    {
        "model": st.just("m"),
        "messages": st.builds(lambda most, last: [*most, last], st.lists(MESSAGE, max_size=3), USER),
    },
    optional={
        "tools": st.lists(FUNCTION, max_size=2),
        "response_format": st.one_of(SCHEMA, JSON),
        "stop": st.one_of(TEXT, st.lists(TEXT)),
        "temperature": st.one_of(st.floats(), JSON),
        "max_tokens": st.one_of(st.integers(), JSON),
        "seed": JSON,
        "guardrails": JSON,
        "chat_template": JSON,
        "stream": st.booleans(),
        "n": JSON,
    },
)
ALLOWED_KEYS = {
    *("model", "messages", "max_tokens", "temperature", "top_p", "presence_penalty", "frequency_penalty"),
    *("seed", "stop", "tools", "tool_choice", "parallel_tool_calls", "response_format", "stream"),
}
ALLOWED_MESSAGE_KEYS = {"role", "content", "tool_calls", "tool_call_id"}
# Words of the protocol itself, and names that the test gives.
FIXED = {"m", "user", "assistant", "system", "tool", "function", "json_schema", "json_object", "text"}
PROTOCOL_KEYS = {
    *ALLOWED_KEYS,
    *ALLOWED_MESSAGE_KEYS,
    *("id", "type", "function", "name", "description", "parameters", "arguments", "strict", "json_schema", "schema"),
}


def accepted(body: Any, limits: RequestLimits = LIMITS) -> ChatRequest | None:
    try:
        return parse_chat_request(json.dumps(body).encode(), limits)
    except RefusedBodyError:
        return None


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in PROTOCOL_KEYS:
                yield key
            yield from strings(item)


@EVERY_CASE
@given(st.one_of(BODY, JSON))
def test_what_goes_on_is_allow_listed_canonical_and_was_judged(body: Any) -> None:
    request = accepted(body)
    if request is None:
        return
    forwarded = json.loads(request.canonical_body())
    assert set(forwarded) <= ALLOWED_KEYS
    assert all(set(message) <= ALLOWED_MESSAGE_KEYS for message in forwarded["messages"])
    forms = input_blob(request.texts, NO_LIMIT)
    # A stop sequence ends an answer and is never read by a model, so it is bounded but not judged.
    forwarded.pop("stop", None)
    for text in strings(forwarded):
        assert canonical_text(text).text == text
        assert text in FIXED or text.lower() in forms


@EVERY_CASE
@given(BODY)
def test_the_canonical_body_is_its_own_canonical_body(body: Any) -> None:
    request = accepted(body)
    if request is not None:
        once = request.canonical_body()
        assert parse_chat_request(once, LIMITS).canonical_body() == once


@EVERY_CASE
@given(body=BODY)
def test_an_allowed_request_has_no_rules_match_in_any_text(
    body: Any, body_judge: Callable[..., BodyJudge], runner: asyncio.Runner, ruleset: RuleSet
) -> None:
    judge = body_judge(allow_tools=True, allow_client_system_prompts=True)
    judged = runner.run(judge.judge_request(json.dumps(body).encode()))
    if judged.judgement.verdict is not Verdict.ALLOW:
        assert judged.body == b""
        return
    for text in strings(json.loads(judged.body)["messages"]):
        assert not any(rule.compiled.search(text.lower()) for rule in ruleset.input.rules)


CHANNELS = st.fixed_dictionaries(
    {},
    optional={
        "content": TEXT,
        "reasoning": TEXT,
        "reasoning_content": TEXT,
        "refusal": TEXT,
        "tool_calls": st.lists(FUNCTION, max_size=2),
        "audio": JSON,
    },
)
ANSWER = st.fixed_dictionaries(
    {"choices": st.lists(st.fixed_dictionaries({"message": CHANNELS}, optional={"finish_reason": TEXT}), max_size=2)},
    optional={"id": TEXT, "usage": JSON, "guardrails": JSON, "error": JSON},
)


@EVERY_CASE
@given(body=st.one_of(ANSWER, JSON))
def test_no_rules_match_leaves_in_an_answer(
    body: Any, body_judge: Callable[..., BodyJudge], runner: asyncio.Runner, ruleset: RuleSet
) -> None:
    judged = runner.run(body_judge().judge_answer(json.dumps(body).encode(), "m"))
    if judged.judgement.verdict is not Verdict.ALLOW:
        assert judged.body == b""
        return
    document = json.loads(judged.body)
    assert set(document) <= {"id", "object", "created", "model", "choices", "usage"}
    for text in (*strings(document), judged.body.decode()):
        assert not any(rule.compiled.search(text) for rule in ruleset.output.rules)
        assert canonical_text(text).text == text


@EVERY_CASE
@given(body=st.binary(max_size=200))
def test_no_bytes_make_the_judge_raise(
    body: bytes, body_judge: Callable[..., BodyJudge], runner: asyncio.Runner
) -> None:
    assert runner.run(body_judge().judge_request(body)).body == b""
    assert runner.run(body_judge().judge_answer(body, "m")).judgement.status == 502


@EVERY_CASE
@given(TEXT)
def test_canonical_text_is_idempotent(text: str) -> None:
    once = canonical_text(text)
    again = canonical_text(once.text)
    assert again.text == once.text
    assert again.removed_runs == ()
    assert len(once.text) + once.removed_characters == len(text)


@EVERY_CASE
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_the_joined_conversation_covers_every_message(texts: list[str]) -> None:
    messages = [canonical_text(text) for text in texts]
    forms = input_blob(messages, NO_LIMIT)
    for message in messages:
        assert message.text.lower() in forms
    assert SEPARATOR not in "".join(message.text for message in messages)


@EVERY_CASE
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_every_channel_of_an_answer_is_covered_in_both_spellings(texts: list[str]) -> None:
    channels = [canonical_text(text) for text in texts]
    forms = output_blob(channels, NO_LIMIT)
    for channel in channels:
        assert channel.text in forms
        assert channel.text.lower() in forms
