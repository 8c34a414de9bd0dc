"""The forms of a conversation that input rules see. All are lower-cased; rules are written in lower case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .blob import blob
from .canonical_text import CanonicalText
from .compatibility import compatibility_form
from .hidden_text import hidden_texts
from .markers import invisible_markers
from .necessary_words import NecessaryWords
from .readings import decoded_readings, plain_readings
from .rotation import rot13


def input_blob(messages: Sequence[CanonicalText], limit: int, words: NecessaryWords | None = None) -> str:
    """Every form of the joined conversation; a match inside any one message is a match in it.

    Joined by a line break, and by nothing, since a model reads a word that is split over two messages as one. With
    `words`, the rotated form is left out where none of them stands in it.
    @throws FormsTooLargeError when the forms have more than `limit` characters.
    """
    return blob((form.lower() for form in _forms(messages, words)), limit)


def _forms(messages: Sequence[CanonicalText], words: NecessaryWords | None) -> Iterator[str]:
    texts = [message.text for message in messages]
    for text in dict.fromkeys(["\n".join(texts), "".join(texts)]):
        yield from plain_readings(text)
        rotated = rot13(compatibility_form(text))
        if words is None or words.stand_in(rotated.lower()):
            yield rotated
        yield from decoded_readings(text)
    for hidden in hidden_texts(messages):
        yield from plain_readings(hidden)
        yield from decoded_readings(hidden)
    yield invisible_markers(messages)
