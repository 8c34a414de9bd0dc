"""All forms of a text as one string, so that one call of the rails judges them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

SEPARATOR: Final = "\n\x02\n"
"""Stands between two forms. No pattern of the subset matches it but a negated class: U+0002 is neither white space (as
U+001F is for Python) nor a word character, and canonical text never holds it."""


class FormsTooLargeError(Exception):
    """The forms together have more characters than may be scanned."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the forms have more than {limit} characters")


def blob(forms: Iterable[str], limit: int) -> str:
    """Joins the forms, each once. @throws FormsTooLargeError when the result has more than `limit` characters.

    Takes one form at a time and stops at the limit, so a text that grows under NFKC costs no more than the limit.
    """
    kept: dict[str, None] = {}
    characters = 0
    for form in forms:
        if form and form not in kept:
            characters += len(form) + (len(SEPARATOR) if kept else 0)
            if characters > limit:
                raise FormsTooLargeError(limit)
            kept[form] = None
    return SEPARATOR.join(kept)
