"""Text spelt in invisible characters: tag characters (ASCII shifted) and variation selectors (bytes)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .canonical_text import CanonicalText

_TAG_BASE: Final = 0xE0000
_FIRST_SELECTORS: Final = 0xFE00
"""VS1-VS16 carry the bytes 0-15."""
_SUPPLEMENTARY_SELECTORS: Final = 0xE0100
"""VS17-VS256 carry the bytes 16-255."""


def hidden_texts(messages: Sequence[CanonicalText]) -> list[str]:
    """What the removed characters of a conversation spell, at most one text per spelling."""
    removed = [character for message in messages for run in message.removed_runs for character in run]
    if not removed:
        return []
    found = (_spelt_in_tags(removed), _spelt_in_selectors(removed))
    return [text for text in found if text]


def _spelt_in_tags(removed: list[str]) -> str:
    code_points = (ord(character) - _TAG_BASE for character in removed)
    return "".join(chr(code_point) for code_point in code_points if 0x20 <= code_point <= 0x7E)


def _spelt_in_selectors(removed: list[str]) -> str:
    spelt = bytearray()
    for character in removed:
        code_point = ord(character)
        if _FIRST_SELECTORS <= code_point <= _FIRST_SELECTORS + 15:
            spelt.append(code_point - _FIRST_SELECTORS)
        elif _SUPPLEMENTARY_SELECTORS <= code_point <= _SUPPLEMENTARY_SELECTORS + 239:
            spelt.append(code_point - _SUPPLEMENTARY_SELECTORS + 16)
    return spelt.decode("utf-8", errors="ignore")
