"""rot13, the rotation that models read without being told."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import Final

_ROT13: Final = str.maketrans(
    ascii_lowercase + ascii_uppercase,
    ascii_lowercase[13:] + ascii_lowercase[:13] + ascii_uppercase[13:] + ascii_uppercase[:13],
)


def rot13(text: str) -> str:
    """The text with its ASCII letters rotated by 13."""
    return text.translate(_ROT13)
