"""Sequences of words, and the pattern that finds one in a prompt."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

Phrase = tuple[str, ...]
"""Lower-case words, in their order."""

MAX_WORD_CHARACTERS: Final = 40
"""A longer one is no word but an encoding, whose next use looks different."""
_BETWEEN: Final = r"""[\s.,;:!?'"-]{1,8}"""
"""What may stand between two words: as guard and rule set read it alike, and bounded, so that no text makes it slow."""
_GAP: Final = re.compile(r"""[\s.,;:!?'"-]+""")
_SYNTAX: Final = re.compile(r"[\\^$.*+?()\[\]{}|/-]")


def normalised(text: str) -> str:
    """The text in the guard's NFKC form, roughly: compatible characters plain, invisible ones gone, lower case."""
    kept = (character for character in unicodedata.normalize("NFKC", text) if _is_visible(character))
    return "".join(kept).lower()


def words_of(normalised_text: str, most: int) -> list[str]:
    """At most the first `most` words; one that is too long for a rule becomes empty, which no phrase contains."""
    words = [word for word in _GAP.split(normalised_text) if word]
    return [word if len(word) <= MAX_WORD_CHARACTERS else "" for word in words[:most]]


def pattern_of(phrase: Phrase) -> str:
    """A pattern of the guard's subset that finds the phrase in normalised text."""
    return _BETWEEN.join(_SYNTAX.sub(r"\\\g<0>", word) for word in phrase)


def canary_of(phrase: Phrase) -> str:
    """A text in which the pattern is found."""
    return " ".join(phrase)


def _is_visible(character: str) -> bool:
    return character in "\n\r\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Co")
