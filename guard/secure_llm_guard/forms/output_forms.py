"""The forms of an answer that output rules see: as it is and lower-cased, so a rule chooses by its own spelling."""

from __future__ import annotations

from collections.abc import Sequence

from .blob import blob
from .canonical_text import canonical_text, visible_text
from .hidden_text import hidden_texts
from .readings import decoded_readings, plain_readings


def output_blob(channels: Sequence[str], limit: int) -> str:
    """Every form of the joined channels; a match inside any one channel is a match in it.

    @throws FormsTooLargeError when the forms have more than `limit` characters.
    """
    canonical = [canonical_text(channel) for channel in channels]
    forms: list[str] = []
    for separator in ("\n", ""):
        forms.append(separator.join(channels))
        text = separator.join(channel.text for channel in canonical)
        forms += plain_readings(text)
        forms += decoded_readings(text)
    for hidden in hidden_texts(canonical):
        forms += plain_readings(hidden)
    # Unescaping may bring invisible characters back; a reader does not see those either.
    forms += [visible_text(form) for form in forms]
    return blob((*forms, *(form.lower() for form in forms)), limit)
