"""The HTTP answers of the public port, each built here and nowhere else."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any, Final

from aiohttp import web

from .errors import CallerError
from .sse import as_events

REFUSAL: Final = "I'm sorry, but I can't help with that request."
"""What a blocked caller reads; the same for every rule, so that it tells nothing about the rules."""

_FIXED_HEADERS: Final = {
    "server": "secure-llm-guard",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}


def model_list(models: Sequence[str], request_id: str) -> web.Response:
    """`GET /v1/models`: the served names."""
    entries = [{"id": model, "object": "model", "created": 0, "owned_by": "secure-llm"} for model in models]
    return _json(200, {"object": "list", "data": entries}, request_id)


def completion(answer: bytes, stream: bool, include_usage: bool, request_id: str) -> web.Response:
    """A judged answer, as it is or as events."""
    if stream:
        return _events(json.loads(answer), include_usage, request_id)
    return _response(200, answer, "application/json", request_id)


def block(model: str | None, stream: bool, include_usage: bool, request_id: str) -> web.Response:
    """The fixed refusal in the shape of an answer."""
    answer = {
        "id": f"chatcmpl-{request_id}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": REFUSAL},
                "finish_reason": "content_filter",
            }
        ],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    }
    if stream:
        return _events(answer, include_usage, request_id)
    return _json(200, answer, request_id)


def error(failure: CallerError, request_id: str) -> web.Response:
    """An OpenAI error object."""
    body = {"error": {"message": failure.message, "type": failure.type, "code": failure.code, "param": None}}
    response = _json(failure.status, body, request_id)
    if failure.retry_after_seconds is not None:
        response.headers["retry-after"] = str(failure.retry_after_seconds)
    if failure.allow is not None:
        response.headers["allow"] = failure.allow
    if failure.status == 401:
        response.headers["www-authenticate"] = "Bearer"
    if failure.close:
        response.force_close()
    return response


def _events(answer: dict[str, Any], include_usage: bool, request_id: str) -> web.Response:
    return _response(200, as_events(answer, include_usage), "text/event-stream; charset=utf-8", request_id)


def _json(status: int, value: dict[str, Any], request_id: str) -> web.Response:
    return _response(status, json.dumps(value, separators=(",", ":")).encode("ascii"), "application/json", request_id)


def _response(status: int, body: bytes, content_type: str, request_id: str) -> web.Response:
    headers = {"content-type": content_type, "x-request-id": request_id, **_FIXED_HEADERS}
    return web.Response(status=status, body=body, headers=headers)
