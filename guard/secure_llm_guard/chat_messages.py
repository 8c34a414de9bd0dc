"""The messages of a chat request, rebuilt so that every text a model will read is canonical and judged."""

from __future__ import annotations

from typing import Any, Final

from .fields import array_of, object_of, string_of
from .forms.canonical_text import CanonicalText, canonical_text
from .refused_body import RefusedBodyError
from .tool_declarations import call_id, tool_calls

MAX_MESSAGES: Final = 1024
MAX_TEXT_PARTS: Final = 256


def chat_messages(
    value: Any, texts: list[CanonicalText], *, allow_system: bool, allow_tools: bool
) -> list[dict[str, Any]]:
    """The rebuilt messages; each text is appended to `texts`.

    `developer` becomes `system`, which every chat template knows; `name` and unknown members are dropped.
    @throws RefusedBodyError on a role that is not allowed, content that is not text, or a last message of the model.
    """
    messages = array_of(value, "messages", most=MAX_MESSAGES)
    rebuilt = [_message(object_of(message, "message"), texts, allow_system, allow_tools) for message in messages]
    last_roles = ("user", "tool") if allow_tools else ("user",)
    if rebuilt[-1]["role"] not in last_roles:
        raise RefusedBodyError("the last message must come from the user", code="last_message_not_user")
    return rebuilt


def _message(
    message: dict[str, Any], texts: list[CanonicalText], allow_system: bool, allow_tools: bool
) -> dict[str, Any]:
    role = message.get("role")
    if role == "user":
        return {"role": "user", "content": _content(message.get("content"), texts)}
    if role == "assistant":
        return _assistant_message(message, texts, allow_tools)
    if role in ("system", "developer") and allow_system:
        return {"role": "system", "content": _content(message.get("content"), texts)}
    if role == "tool" and allow_tools:
        content = _content(message.get("content"), texts)
        identity = call_id(message.get("tool_call_id"))
        texts.append(CanonicalText(identity))
        return {"role": "tool", "tool_call_id": identity, "content": content}
    raise RefusedBodyError("a message has a role that is not accepted here", code="role_not_allowed")


def _assistant_message(message: dict[str, Any], texts: list[CanonicalText], allow_tools: bool) -> dict[str, Any]:
    calls = message.get("tool_calls")
    if calls in (None, []):
        return {"role": "assistant", "content": _content(message.get("content"), texts)}
    if not allow_tools:
        raise RefusedBodyError("tools are not enabled on this service", code="tools_not_enabled")
    content = message.get("content")
    return {
        "role": "assistant",
        "content": "" if content is None else _content(content, texts),
        "tool_calls": tool_calls(calls, texts),
    }


def _content(value: Any, texts: list[CanonicalText]) -> str:
    text = value if isinstance(value, str) else "\n".join(_parts(value))
    canonical = canonical_text(text)
    texts.append(canonical)
    return canonical.text


def _parts(value: Any) -> list[str]:
    parts = array_of(value, "content, unless it is a string,", most=MAX_TEXT_PARTS)
    return [_text_part(part) for part in parts]


def _text_part(part: Any) -> str:
    if not isinstance(part, dict) or part.get("type") != "text":
        raise RefusedBodyError("only text content is supported", code="unsupported_content")
    return string_of(part.get("text"), "text of a content part")
