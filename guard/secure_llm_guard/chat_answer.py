"""A model server's answer, rebuilt from an allow-list. What leaves is the canonical text that was judged.

Invisible characters are removed from every channel: a rule on visible text could otherwise be stepped around by the
model, and hidden text could be carried to whatever reads the answer next.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from typing import Any, Final

from .fields import array_of, object_of, string_of
from .forms.canonical_text import CanonicalText, canonical_text
from .refused_body import RefusedBodyError
from .strict_json import StrictJsonError, parse_strict_json
from .tool_declarations import tool_calls

MAX_CHOICES: Final = 16
_FINISH_REASONS: Final = frozenset({"stop", "length", "tool_calls", "content_filter"})
# In the order in which a model writes them.
_TEXT_CHANNELS: Final = ("reasoning", "reasoning_content", "content", "refusal")
_COUNTS: Final = ("prompt_tokens", "completion_tokens", "total_tokens")
_COUNT_DETAILS: Final = {
    "prompt_tokens_details": ("cached_tokens",),
    "completion_tokens_details": ("reasoning_tokens",),
}
_ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,128}")


@dataclass(frozen=True)
class ChatAnswer:
    """An answer that may be judged."""

    texts: tuple[CanonicalText, ...]
    """Every string that the upstream chose and that would leave."""
    document: dict[str, Any]

    @property
    def characters(self) -> int:
        """Canonical characters of all channels."""
        return sum(len(text.text) for text in self.texts)

    def canonical_body(self) -> bytes:
        """The bytes for the caller."""
        return json.dumps(self.document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def parse_chat_answer(body: bytes, model: str, max_answer_characters: int) -> ChatAnswer:
    """Reads and rebuilds an answer to a request for `model`. @throws RefusedBodyError (502) when it is not one."""
    try:
        return _rebuilt(object_of(parse_strict_json(body), "the answer"), body, model, max_answer_characters)
    except StrictJsonError as error:
        raise _bad_answer(f"the next hop's answer is not acceptable JSON: {error}") from error
    except RefusedBodyError as error:
        if error.status == 502:
            raise
        raise _bad_answer(f"the next hop's answer cannot be used: {error.message}") from error


def _rebuilt(fields: dict[str, Any], body: bytes, model: str, max_characters: int) -> ChatAnswer:
    texts: list[CanonicalText] = []
    choices = [
        _choice(object_of(choice, "choice"), index, texts)
        for index, choice in enumerate(array_of(fields.get("choices"), "choices", most=MAX_CHOICES))
    ]
    document: dict[str, Any] = {
        "id": _id(fields.get("id"), body, texts),
        "object": "chat.completion",
        "created": _count(fields.get("created")) or int(time.time()),
        "model": model,
        "choices": choices,
    }
    usage = _usage(fields.get("usage"))
    if usage:
        document["usage"] = usage
    if sum(len(text.text) + text.removed_characters for text in texts) > max_characters:
        raise _bad_answer(f"the answer has more than {max_characters} characters", code="answer_too_large")
    return ChatAnswer(tuple(texts), document)


def _choice(choice: dict[str, Any], index: int, texts: list[CanonicalText]) -> dict[str, Any]:
    message = object_of(choice.get("message"), "message")
    rebuilt: dict[str, Any] = {"role": "assistant", "content": None}
    for channel in _TEXT_CHANNELS:
        value = message.get(channel)
        if value is not None:
            canonical = canonical_text(string_of(value, channel))
            texts.append(canonical)
            rebuilt[channel] = canonical.text
    if message.get("tool_calls"):
        rebuilt["tool_calls"] = tool_calls(message["tool_calls"], texts)
    reason = choice.get("finish_reason")
    known = isinstance(reason, str) and reason in _FINISH_REASONS
    return {"index": index, "message": rebuilt, "finish_reason": reason if known else "stop"}


def _id(value: Any, body: bytes, texts: list[CanonicalText]) -> str:
    if isinstance(value, str) and _ID.fullmatch(value):
        texts.append(CanonicalText(value))
        return value
    return f"chatcmpl-{hashlib.sha256(body).hexdigest()[:24]}"


def _usage(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    usage: dict[str, Any] = _counts(value, _COUNTS)
    for key, names in _COUNT_DETAILS.items():
        details = value.get(key)
        counts = _counts(details, names) if isinstance(details, dict) else {}
        if counts:
            usage[key] = counts
    return usage


def _counts(value: dict[str, Any], names: tuple[str, ...]) -> dict[str, int]:
    counted = ((name, _count(value.get(name))) for name in names)
    return {name: count for name, count in counted if count is not None}


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 2**53 else None


def _bad_answer(message: str, code: str = "bad_gateway") -> RefusedBodyError:
    return RefusedBodyError(message, code=code, status=502)
