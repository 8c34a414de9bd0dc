"""NFKC: full-width letters, ligatures, mathematical alphabets and circled letters as the plain ones."""

from __future__ import annotations

import unicodedata

from .canonical_text import visible_text


def compatibility_form(text: str) -> str:
    """NFKC of the text without any invisible character (kept joiners included)."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", visible_text(text))
