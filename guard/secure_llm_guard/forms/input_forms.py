"""The forms of a conversation that input rules see. All are lower-cased; rules are written in lower case."""

from __future__ import annotations

from collections.abc import Sequence

from .blob import blob
from .canonical_text import CanonicalText
from .compatibility import compatibility_form
from .hidden_text import hidden_texts
from .markers import invisible_markers
from .readings import decoded_readings, plain_readings
from .rotation import rot13


def input_blob(messages: Sequence[CanonicalText], limit: int) -> str:
    """Every form of the joined conversation; a match inside any one message is a match in it.

    Joined by a line break, and by nothing, since a model reads a word that is split over two messages as one.
    @throws FormsTooLargeError when the forms have more than `limit` characters.
    """
    texts = [message.text for message in messages]
    joined = dict.fromkeys(["\n".join(texts), "".join(texts)])
    forms: list[str] = []
    for text in joined:
        forms += plain_readings(text)
        forms.append(rot13(compatibility_form(text)))
        forms += decoded_readings(text)
    for hidden in hidden_texts(messages):
        forms += plain_readings(hidden)
        forms += decoded_readings(hidden)
    forms.append(invisible_markers(messages))
    return blob((form.lower() for form in forms), limit)
