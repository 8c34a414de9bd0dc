"""All forms of a text as one string, so that one call of the rails judges them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

SEPARATOR: Final = "\n\x02\n"
"""Stands between two forms. No pattern of the subset matches it but a negated class: U+0002 is neither white space (as
U+001F is for Python) nor a word character, and canonical text never holds it."""


class FormsTooLargeError(Exception):
    """The forms together have more characters than may be scanned."""

    def __init__(self, characters: int, limit: int) -> None:
        super().__init__(f"forms have {characters} characters; at most {limit} are scanned")
        self.characters = characters


def blob(forms: Iterable[str], limit: int) -> str:
    """Joins the forms, each once. @throws FormsTooLargeError when the result has more than `limit` characters."""
    joined = SEPARATOR.join(dict.fromkeys(form for form in forms if form))
    if len(joined) > limit:
        raise FormsTooLargeError(len(joined), limit)
    return joined
