"""JSON string escapes and HTML entities, as a client or a browser would undo them."""

from __future__ import annotations

import html
import re
from typing import Final

_LEVELS: Final = 3
"""Rounds of unescaping: JSON in JSON in HTML; deeper nesting is not undone (README, limits)."""
_JSON_ESCAPE: Final = re.compile(r'\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(["\\/bfnrt]))')
_SHORT_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def unescaped_texts(text: str) -> list[str]:
    """Each further reading of the text that undoing escapes gives; empty for text without any."""
    readings: list[str] = []
    for _level in range(_LEVELS):
        from_json = json_unescaped(text)
        if from_json != text:
            readings.append(from_json)
        from_html = html.unescape(from_json) if "&" in from_json else from_json
        if from_html != from_json:
            readings.append(from_html)
        if from_html == text:
            break
        text = from_html
    return readings


def json_unescaped(text: str) -> str:
    r"""The text with JSON and JavaScript string escapes undone (`\n`, `\"`, `A`, `\x41`, `\u{41}`)."""
    if "\\" not in text:
        return text
    unescaped = _JSON_ESCAPE.sub(_character, text)
    # Two escaped halves of a surrogate pair are one character; a lone half is none.
    return unescaped.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits is None:
        return _SHORT_ESCAPES.get(match[4], match[4])
    code_point = int(digits, 16)
    return chr(code_point) if code_point <= 0x10FFFF else match[0]
