"""The readings of one visible text: itself, NFKC, skeletons, and what its encodings and escapes say.

Made one at a time, so that whoever takes them can stop at a limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from .compatibility import compatibility_form
from .encodings import decoded_texts
from .escapes import unescaped_texts
from .skeleton import skeletons


def plain_readings(text: str) -> Iterator[str]:
    """The text, and for text outside ASCII its NFKC form and skeletons."""
    yield text
    if not text.isascii():
        yield compatibility_form(text)
        yield from skeletons(text)


def decoded_readings(text: str) -> Iterator[str]:
    """Plain readings of what the text's encoded runs and escapes say, one level of encoding deep."""
    # Digits and letters of an encoding may be full-width themselves, so the NFKC form is decoded as well.
    for source in dict.fromkeys([text, compatibility_form(text)]):
        for said in (*decoded_texts(source), *unescaped_texts(source)):
            yield from plain_readings(said)
