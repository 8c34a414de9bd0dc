"""The skeleton: characters that look like ASCII read as the ASCII they look like (UTS #39).

Only towards ASCII: rules are written in it, and ASCII itself stays as it is, so a rule needs no skeleton of its own.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources
from typing import Final

from .compatibility import compatibility_form

_AMBIGUOUS: Final = "l"
"""UTS #39 gives one prototype to everything that is a vertical stroke; it may stand for i as well."""


def skeletons(text: str) -> list[str]:
    """The text's skeleton, and a second one with ambiguous strokes read as i; none for plain ASCII."""
    if text.isascii():
        return []
    decomposed = unicodedata.normalize("NFD", compatibility_form(text))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    table = _lookalikes()
    first = bare.translate(table)
    second = bare.translate(_strokes_as_i())
    return [first] if second == first else [first, second]


@cache
def _lookalikes() -> dict[int, str]:
    table = _table_of_unicode()
    return {**_closed_under_case(table), **table, **_capitals_of_small_lookalikes(table)}


@cache
def _strokes_as_i() -> dict[int, str]:
    return {
        code_point: "i" if lookalike == _AMBIGUOUS else lookalike for code_point, lookalike in _lookalikes().items()
    }


@cache
def _table_of_unicode() -> dict[int, str]:
    content = resources.files(__package__).joinpath("lookalikes.txt").read_text(encoding="utf-8")
    rows = (line.split(" ", 1) for line in content.splitlines() if line and not line.startswith("#"))
    return {int(code_point, 16): lookalike for code_point, lookalike in rows}


def _closed_under_case(table: dict[int, str]) -> dict[int, str]:
    """Small letters whose capital looks like a capital: Cyrillic ve reads as b, because its capital is drawn as B."""
    closed: dict[int, str] = {}
    for code_point, lookalike in table.items():
        small = chr(code_point).lower()
        if len(small) == 1 and small != chr(code_point) and len(lookalike) == 1 and lookalike.isupper():
            closed[ord(small)] = lookalike.lower()
    return closed


def _capitals_of_small_lookalikes(table: dict[int, str]) -> dict[int, str]:
    """Capitals whose small letter says which letter is meant: Cyrillic I is i, where its own prototype is a stroke."""
    capitals: dict[int, str] = {}
    for code_point, lookalike in table.items():
        capital = chr(code_point).upper()
        if len(capital) == 1 and capital != chr(code_point) and len(lookalike) == 1 and lookalike.islower():
            own = table.get(ord(capital))
            if own is None or own == _AMBIGUOUS:
                capitals[ord(capital)] = lookalike.upper()
    # ASCII stays itself, also where Unicode gives it a capital or small form of its own (dotless i, long s).
    return {code_point: lookalike for code_point, lookalike in capitals.items() if code_point >= 0x80}
