"""The readings of one visible text that need no decoding: itself, NFKC, skeletons."""

from __future__ import annotations

from .compatibility import compatibility_form
from .encodings import decoded_texts
from .escapes import unescaped_texts
from .skeleton import skeletons


def plain_readings(text: str) -> list[str]:
    """The text, and for text outside ASCII its NFKC form and skeletons."""
    if text.isascii():
        return [text]
    return [text, compatibility_form(text), *skeletons(text)]


def decoded_readings(text: str) -> list[str]:
    """Plain readings of what the text's encoded runs and escapes say, one level of encoding deep."""
    # Digits and letters of an encoding may be full-width themselves, so the NFKC form is decoded as well.
    sources = dict.fromkeys([text, compatibility_form(text)])
    decoded = [said for source in sources for said in (*decoded_texts(source), *unescaped_texts(source))]
    return [reading for said in decoded for reading in plain_readings(said)]
