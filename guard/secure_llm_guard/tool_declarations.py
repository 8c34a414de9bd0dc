"""Tools: only by opt-in, rebuilt from an allow-list, and judged like any other text."""

from __future__ import annotations

import re
from typing import Any, Final

from .canonical_value import canonical_value
from .fields import array_of, object_of, optional_boolean, string_of
from .forms.canonical_text import CanonicalText, canonical_text
from .refused_body import RefusedBodyError

MAX_TOOLS: Final = 64
MAX_TOOL_CALLS: Final = 64
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_CALL_ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_CHOICES: Final = ("none", "auto", "required")


def tool_fields(body: dict[str, Any], allowed: bool, texts: list[CanonicalText]) -> dict[str, Any]:
    """`tools`, `tool_choice` and `parallel_tool_calls` rebuilt. @throws RefusedBodyError when not allowed."""
    for legacy in ("functions", "function_call"):
        if body.get(legacy) is not None:
            raise RefusedBodyError(f"{legacy} is not supported; use tools", code="unsupported_parameter")
    if body.get("tools") in (None, []):
        return {}
    if not allowed:
        raise RefusedBodyError("tools are not enabled on this service", code="tools_not_enabled")
    rebuilt: dict[str, Any] = {
        "tools": [_declaration(tool, texts) for tool in array_of(body["tools"], "tools", most=MAX_TOOLS)]
    }
    choice = body.get("tool_choice")
    if choice is not None:
        rebuilt["tool_choice"] = _choice(choice, texts)
    parallel = optional_boolean(body, "parallel_tool_calls")
    if parallel is not None:
        rebuilt["parallel_tool_calls"] = parallel
    return rebuilt


def tool_calls(value: Any, texts: list[CanonicalText]) -> list[dict[str, Any]]:
    """The calls of an assistant message, rebuilt. @throws RefusedBodyError when one is not a function call."""
    calls = array_of(value, "tool_calls", most=MAX_TOOL_CALLS)
    return [_call(object_of(call, "tool call"), texts) for call in calls]


def call_id(value: Any) -> str:
    """The id that ties a tool's result to its call. @throws RefusedBodyError when it is not a plain id."""
    if not isinstance(value, str) or not _CALL_ID.fullmatch(value):
        raise RefusedBodyError("a tool call id must be 1 to 128 letters, digits and any of _ . : -")
    return value


def _declaration(value: Any, texts: list[CanonicalText]) -> dict[str, Any]:
    function = _function_of(object_of(value, "tool"))
    rebuilt: dict[str, Any] = {"name": _name(function.get("name"), texts)}
    description = function.get("description")
    if description is not None:
        canonical = canonical_text(string_of(description, "tool description"))
        texts.append(canonical)
        rebuilt["description"] = canonical.text
    parameters = function.get("parameters")
    if parameters is not None:
        rebuilt["parameters"] = canonical_value(object_of(parameters, "tool parameters"), "tool parameters", texts)
    strict = optional_boolean(function, "strict")
    if strict is not None:
        rebuilt["strict"] = strict
    return {"type": "function", "function": rebuilt}


def _choice(value: Any, texts: list[CanonicalText]) -> Any:
    if isinstance(value, str) and value in _CHOICES:
        return value
    function = _function_of(object_of(value, "tool_choice"))
    return {"type": "function", "function": {"name": _name(function.get("name"), texts)}}


def _call(call: dict[str, Any], texts: list[CanonicalText]) -> dict[str, Any]:
    function = _function_of(call)
    arguments = canonical_text(string_of(function.get("arguments"), "tool call arguments"))
    rebuilt = {"name": _name(function.get("name"), texts), "arguments": arguments.text}
    texts.append(arguments)
    identity = call_id(call.get("id"))
    texts.append(CanonicalText(identity))
    return {"id": identity, "type": "function", "function": rebuilt}


def _function_of(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("type") != "function":
        raise RefusedBodyError("only tools of type function are supported", code="unsupported_parameter")
    return object_of(value.get("function"), "function")


def _name(value: Any, texts: list[CanonicalText]) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise RefusedBodyError("a function name must be 1 to 128 letters, digits and any of _ . -")
    texts.append(CanonicalText(value))
    return value
