from __future__ import annotations

import pytest

from secure_llm_guard.forms.skeleton import skeletons


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("\u0406gn\u043er\u0435", "ignore"),  # Cyrillic, capital I
        ("\u0432\u043d\u043c", "bhm"),  # Cyrillic small letters drawn like small capitals
        ("\u03b9gn\u03bfre", "ignore"),  # Greek
        ("\u026a\u0262\u0274\u1d0f\u0280\u1d07", "ignore"),  # small capitals
        ("\U0001f178\U0001f176\U0001f17d", "ign"),  # negative squared letters
        ("\U0001f1ee\U0001f1ec", "ig"),  # regional indicators
        ("\uff49\uff47", "ig"),  # full width
        ("\u2223gnore", "ignore"),  # a stroke that stands for i
        ("\u00ecgn\u00f6r\u00ea", "ignore"),  # accents
    ],
)
def test_a_look_alike_reads_as_what_it_looks_like(text: str, reading: str) -> None:
    assert reading in [skeleton.lower() for skeleton in skeletons(text)]


def test_plain_ascii_needs_no_skeleton() -> None:
    assert skeletons("Illinois 10") == []


def test_letters_without_an_ascii_look_stay() -> None:
    assert "\u0416" in skeletons("\u0416")[0]
