"""The canonical text: what is judged and what goes on to the next hop, without anything invisible."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .emoji_sequences import EMOJI_SEQUENCE
from .invisible import ASCII_CONTROL, INVISIBLE

# Letters of scripts whose spelling needs a joiner or non-joiner between two letters: Arabic, Syriac, N'Ko, Indic,
# Sinhala, Myanmar, Khmer, Mongolian (Unicode 15.0 chapters 9, 12, 13 and 16).
_JOINING_LETTERS: Final = (
    "[\u0620-\u06ff\u0700-\u074f\u0750-\u077f\u07c0-\u07ff\u08a0-\u08ff\u0900-\u0dff\u1000-\u109f"
    "\u1780-\u17b3\u17b6-\u17ff\u1820-\u18aa]"
)
_SPELLING_JOINER: Final = f"(?<={_JOINING_LETTERS})[\u200c\u200d](?={_JOINING_LETTERS})"
_ASCII_CONTROL: Final = re.compile(f"[{ASCII_CONTROL}]")
_ANY_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_KEPT_OR_REMOVED: Final = re.compile(f"(?:{EMOJI_SEQUENCE}|{_SPELLING_JOINER})|([{INVISIBLE}]+)")


@dataclass(frozen=True)
class CanonicalText:
    """A text without what cannot be seen, and what was taken out of it."""

    text: str
    removed_runs: tuple[str, ...] = ()
    """Runs of removed characters in the order they stood; visible text stood between two runs."""

    @property
    def removed_characters(self) -> int:
        """How many characters were removed."""
        return sum(map(len, self.removed_runs))


def canonical_text(text: str) -> CanonicalText:
    """Removes invisible characters, keeping joiners and selectors inside emoji and between letters that need them.

    Idempotent: the canonical text of a canonical text is itself, with nothing removed.
    """
    search = _ASCII_CONTROL if text.isascii() else _ANY_INVISIBLE
    if not search.search(text):
        return CanonicalText(text)
    removed: list[str] = []

    def keep_or_remove(match: re.Match[str]) -> str:
        run = match[1]
        if run is None:
            return match[0]
        removed.append(run)
        return ""

    canonical = _KEPT_OR_REMOVED.sub(keep_or_remove, text)
    return CanonicalText(canonical, tuple(removed))


def visible_text(text: str) -> str:
    """The text without any invisible character, kept joiners and selectors included."""
    return text if text.isascii() and not _ASCII_CONTROL.search(text) else _ANY_INVISIBLE.sub("", text)
