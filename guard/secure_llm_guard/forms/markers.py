"""Invisible characters made visible to rules.

The canonical text holds none, so a rule against them is written on this form: for each removed run one marker per
character, and markers for the share of a message that was invisible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .canonical_text import CanonicalText
from .invisible import invisible_class

MARKERS_PER_RUN: Final = 32
"""Longer runs are cut: a rule that wants more than 32 in a row would be no rule against hidden text."""
MARKERS_PER_TEXT: Final = 256
SHARES: Final = (10, 25, 50)
"""Percentages that get a share marker when at least that much of one message was invisible."""
MINIMUM_FOR_SHARE: Final = 8
"""Removed characters below which a share says nothing: a stray byte-order mark is half of a short message."""


def invisible_markers(messages: Sequence[CanonicalText]) -> str:
    """The marker form of a conversation; empty when nothing was removed."""
    shares: list[str] = []
    runs: list[str] = []
    room = MARKERS_PER_TEXT
    for message in messages:
        if not message.removed_runs:
            continue
        shares.extend(marker for marker in _share_markers(message) if marker not in shares)
        for run in message.removed_runs:
            characters = run[: min(MARKERS_PER_RUN, room)]
            room -= len(characters)
            runs.append("".join(f"[invisible:{invisible_class(character)}]" for character in characters))
            if not room:
                break
    return " ".join(shares + [run for run in runs if run])


def _share_markers(message: CanonicalText) -> list[str]:
    removed = message.removed_characters
    if removed < MINIMUM_FOR_SHARE:
        return []
    share = 100 * removed // (removed + len(message.text))
    return [f"[invisible:share-{threshold}]" for threshold in SHARES if share >= threshold]
