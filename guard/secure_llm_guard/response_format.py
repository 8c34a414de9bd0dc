"""`response_format`: a schema is text that a model reads, so it is bounded and judged as prompt text."""

from __future__ import annotations

import re
from typing import Any, Final

from .canonical_value import canonical_value
from .fields import object_of, optional_boolean, string_of
from .forms.canonical_text import CanonicalText, canonical_text
from .refused_body import RefusedBodyError

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def response_format(body: dict[str, Any], texts: list[CanonicalText]) -> dict[str, Any] | None:
    """The rebuilt member, None when absent. @throws RefusedBodyError on other types, or too large or deep a schema."""
    value = body.get("response_format")
    if value is None:
        return None
    fields = object_of(value, "response_format")
    kind = fields.get("type")
    if kind in ("text", "json_object"):
        return {"type": kind}
    if kind != "json_schema":
        raise RefusedBodyError("response_format.type must be text, json_object or json_schema")
    described = object_of(fields.get("json_schema"), "response_format.json_schema")
    name = described.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise RefusedBodyError("response_format.json_schema.name must be 1 to 64 letters, digits, _ and -")
    texts.append(CanonicalText(name))
    rebuilt: dict[str, Any] = {"name": name}
    if described.get("description") is not None:
        description = canonical_text(string_of(described["description"], "response_format.json_schema.description"))
        texts.append(description)
        rebuilt["description"] = description.text
    if described.get("schema") is not None:
        schema = object_of(described["schema"], "response_format.json_schema.schema")
        rebuilt["schema"] = canonical_value(schema, "response_format.json_schema.schema", texts)
    strict = optional_boolean(described, "strict")
    if strict is not None:
        rebuilt["strict"] = strict
    return {"type": "json_schema", "json_schema": rebuilt}
