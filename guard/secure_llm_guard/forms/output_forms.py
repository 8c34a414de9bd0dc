"""The forms of an answer that output rules see: as it is and lower-cased, so a rule chooses by its own spelling."""

from __future__ import annotations

from collections.abc import Sequence

from .blob import blob
from .canonical_text import CanonicalText, visible_text
from .hidden_text import hidden_texts
from .readings import decoded_readings, plain_readings


def output_blob(channels: Sequence[CanonicalText], limit: int) -> str:
    """Every form of the joined channels; a match inside any one channel is a match in it.

    The raw text is no form of its own: what leaves is the canonical text, and what was removed is read as hidden text.
    @throws FormsTooLargeError when the forms have more than `limit` characters.
    """
    texts = [channel.text for channel in channels]
    forms: list[str] = []
    for text in dict.fromkeys(["\n".join(texts), "".join(texts)]):
        forms += plain_readings(text)
        forms += decoded_readings(text)
    for hidden in hidden_texts(channels):
        forms += plain_readings(hidden)
    # Unescaping may bring invisible characters back; a reader does not see those either.
    forms += [visible_text(form) for form in forms]
    return blob((*forms, *(form.lower() for form in forms)), limit)
