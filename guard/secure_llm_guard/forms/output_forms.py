"""The forms of an answer that output rules see: as it is and lower-cased, so a rule chooses by its own spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .blob import blob
from .canonical_text import CanonicalText, visible_text
from .hidden_text import hidden_texts
from .readings import decoded_readings, plain_readings


def output_blob(channels: Sequence[CanonicalText], limit: int) -> str:
    """Every form of the joined channels; a match inside any one channel is a match in it.

    The raw text is no form of its own: what leaves is the canonical text, and what was removed is read as hidden text.
    @throws FormsTooLargeError when the forms have more than `limit` characters.
    """
    return blob((spelling for form in _forms(channels) for spelling in (form, form.lower())), limit)


def _forms(channels: Sequence[CanonicalText]) -> Iterator[str]:
    for reading in _readings(channels):
        yield reading
        # Unescaping may bring invisible characters back; a reader does not see those either.
        yield visible_text(reading)


def _readings(channels: Sequence[CanonicalText]) -> Iterator[str]:
    texts = [channel.text for channel in channels]
    # Backwards too: a client may show the answer before the reasoning.
    for text in dict.fromkeys(["\n".join(texts), "".join(texts), "".join(reversed(texts))]):
        yield from plain_readings(text)
        yield from decoded_readings(text)
    for hidden in hidden_texts(channels):
        yield from plain_readings(hidden)
