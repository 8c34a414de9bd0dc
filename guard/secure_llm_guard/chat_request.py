"""A chat request, rebuilt from an allow-list. What is not named here never reaches the next hop.

Unknown members are dropped, `guardrails` (NeMo's own switchboard) and `user` among them; members that would weaken a
rule or tell more than text are refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .chat_messages import chat_messages
from .fields import object_of, optional_boolean
from .forms.canonical_text import CanonicalText
from .generation_parameters import generation_parameters
from .refused_body import RefusedBodyError, too_large
from .response_format import response_format
from .strict_json import StrictJsonError, parse_strict_json
from .tool_declarations import tool_fields


@dataclass(frozen=True)
class RequestLimits:
    """What a request may be; from the settings and the rule set."""

    models: tuple[str, ...]
    max_prompt_characters: int
    max_completion_tokens: int
    allow_client_system_prompts: bool = False
    allow_tools: bool = False


@dataclass(frozen=True)
class ChatRequest:
    """A request that may be judged."""

    model: str
    stream: bool
    """The caller wants server-sent events; the next hop is never asked for them."""
    include_usage: bool
    texts: tuple[CanonicalText, ...]
    """Every text that a model will read, in the order of the document."""
    document: dict[str, Any]
    """The rebuilt request."""

    @property
    def prompt(self) -> str:
        """The canonical text of the conversation, for its size and its hash."""
        return "\n".join(text.text for text in self.texts)

    def canonical_body(self, system_prompt: str | None = None) -> bytes:
        """The bytes for the next hop, with the operator's system prompt in front."""
        document = self.document
        if system_prompt is not None:
            document = {**document, "messages": _with_system_prompt(document["messages"], system_prompt)}
        return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def parse_chat_request(body: bytes, limits: RequestLimits) -> ChatRequest:
    """Reads and rebuilds a request body. @throws RefusedBodyError with the status for the caller."""
    try:
        fields = object_of(parse_strict_json(body), "the body")
    except StrictJsonError as error:
        raise RefusedBodyError(f"the body is not acceptable JSON: {error}", code="invalid_json") from error
    model = fields.get("model")
    if not isinstance(model, str) or model not in limits.models:
        raise RefusedBodyError("model names no model that is served here", code="model_not_found", status=404)
    texts: list[CanonicalText] = []
    document: dict[str, Any] = {
        "model": model,
        "messages": chat_messages(
            fields.get("messages"),
            texts,
            allow_system=limits.allow_client_system_prompts,
            allow_tools=limits.allow_tools,
        ),
        **generation_parameters(fields, limits.max_completion_tokens),
        **tool_fields(fields, limits.allow_tools, texts),
    }
    answer_format = response_format(fields, texts)
    if answer_format is not None:
        document["response_format"] = answer_format
    document["stream"] = False
    if sum(len(text.text) + text.removed_characters for text in texts) > limits.max_prompt_characters:
        raise too_large("the conversation", limits.max_prompt_characters)
    stream = optional_boolean(fields, "stream") is True
    return ChatRequest(model, stream, _include_usage(fields), tuple(texts), document)


def _include_usage(fields: dict[str, Any]) -> bool:
    options = fields.get("stream_options")
    return options is not None and optional_boolean(object_of(options, "stream_options"), "include_usage") is True


def _with_system_prompt(messages: list[dict[str, Any]], system_prompt: str) -> list[dict[str, Any]]:
    # One system message, since chat templates take one at the front and some refuse a second.
    if messages[0]["role"] == "system":
        merged = f"{system_prompt}\n\n{messages[0]['content']}"
        return [{"role": "system", "content": merged}, *messages[1:]]
    return [{"role": "system", "content": system_prompt}, *messages]
