"""JSON as two parsers in a row can only read it: one way.

Duplicate keys, NaN and Infinity, lone surrogates and a byte-order mark are where JSON parsers disagree, and what one
hop judged another would read differently.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

MAX_DEPTH: Final = 64
"""Nesting that is accepted; OpenAI chat bodies need less than 20 outside a JSON schema."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class StrictJsonError(ValueError):
    """The bytes are not strict JSON; the message holds none of their content."""


def parse_strict_json(content: bytes) -> Any:
    """Parses UTF-8 JSON. @throws StrictJsonError on anything that is not JSON or that parsers read differently."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StrictJsonError("not UTF-8") from error
    try:
        value = json.loads(text, object_pairs_hook=_object_without_duplicates, parse_constant=_refuse_constant)
    except StrictJsonError:
        raise
    except RecursionError as error:
        raise StrictJsonError(f"nested deeper than {MAX_DEPTH} levels") from error
    except ValueError as error:
        raise StrictJsonError("not JSON") from error
    _check_strings_and_depth(value)
    return value


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise StrictJsonError("an object has a key twice")
    return result


def _refuse_constant(_name: str) -> NoReturn:
    raise StrictJsonError("NaN and Infinity are not JSON")


def _check_strings_and_depth(root: Any) -> None:
    level = [root]
    for _depth in range(MAX_DEPTH):
        following: list[Any] = []
        for value in level:
            if isinstance(value, str):
                _refuse_surrogates(value)
            elif isinstance(value, list):
                following.extend(value)
            elif isinstance(value, dict):
                following.extend(value)
                following.extend(value.values())
        if not following:
            return
        level = following
    raise StrictJsonError(f"nested deeper than {MAX_DEPTH} levels")


def _refuse_surrogates(text: str) -> None:
    if not text.isascii() and _SURROGATE.search(text):
        raise StrictJsonError("a string has a lone surrogate")
