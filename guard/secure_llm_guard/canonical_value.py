"""Canonical form of free JSON (schemas, tool parameters): bounded, every text canonical and given to the judge."""

from __future__ import annotations

import json
import math
from typing import Any, Final

from .forms.canonical_text import CanonicalText, canonical_text
from .refused_body import RefusedBodyError

MAX_DEPTH: Final = 16
"""Levels of nesting; grammar compilers in model servers recurse over them."""
MAX_CHARACTERS: Final = 16_384
"""Serialised size, characters; a model server compiles a schema before it answers."""
_LARGEST_INTEGER: Final = 2**63 - 1


def canonical_value(value: Any, where: str, texts: list[CanonicalText]) -> Any:
    """The value with canonical strings; keys and strings are appended to `texts`.

    @throws RefusedBodyError when it is too large or deep, has a number that JSON cannot carry, or an invisible key.
    """
    rebuilt = _rebuilt(value, where, texts, MAX_DEPTH)
    if len(json.dumps(rebuilt, ensure_ascii=False)) > MAX_CHARACTERS:
        raise RefusedBodyError(f"{where} is larger than {MAX_CHARACTERS} characters", code="schema_too_large")
    return rebuilt


def _rebuilt(value: Any, where: str, texts: list[CanonicalText], levels: int) -> Any:
    if isinstance(value, dict | list) and levels == 0:
        raise RefusedBodyError(f"{where} is nested deeper than {MAX_DEPTH} levels", code="schema_too_deep")
    if isinstance(value, dict):
        return {_key(key, where, texts): _rebuilt(item, where, texts, levels - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_rebuilt(item, where, texts, levels - 1) for item in value]
    if isinstance(value, str):
        canonical = canonical_text(value)
        texts.append(canonical)
        return canonical.text
    if isinstance(value, float) and not math.isfinite(value):
        raise RefusedBodyError(f"{where} has a number that is too large")
    if type(value) is int and abs(value) > _LARGEST_INTEGER:
        raise RefusedBodyError(f"{where} has a number that is too large")
    return value


def _key(key: str, where: str, texts: list[CanonicalText]) -> str:
    canonical = canonical_text(key)
    if canonical.removed_runs:
        # Two keys could become one, so a key is refused where a text is cleaned.
        raise RefusedBodyError(f"{where} has a key with invisible characters")
    texts.append(canonical)
    return key
