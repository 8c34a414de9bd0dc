from __future__ import annotations

import pytest

from secure_llm_guard.forms.canonical_text import canonical_text
from secure_llm_guard.forms.invisible import InvisibleClass, invisible_class
from secure_llm_guard.forms.markers import invisible_markers


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\U000e0041", "tag"),
        ("\ufe01", "variation-selector"),
        ("\U000e0100", "variation-selector"),
        ("\u200b", "zero-width"),
        ("\u202e", "bidi"),
        ("\u00ad", "soft-hyphen"),
        ("\x1b", "control"),
        ("\u206a", "other"),
    ],
)
def test_each_class_has_its_marker(character: str, name: str) -> None:
    assert invisible_class(character) == InvisibleClass(name)
    assert invisible_markers([canonical_text(f"a{character}b")]) == f"[invisible:{name}]"


def test_a_visible_character_has_no_class() -> None:
    with pytest.raises(ValueError, match="is visible"):
        invisible_class("a")


def test_runs_are_separated_and_cut() -> None:
    assert (
        invisible_markers([canonical_text("\u200b\u200ba\u200b")])
        == "[invisible:zero-width]" * 2 + " [invisible:zero-width]"
    )
    assert invisible_markers([canonical_text("a" * 999 + "\u200b" * 99)]).count("[invisible:") == 32


def test_all_markers_together_are_bounded() -> None:
    many = [canonical_text("a\u200b" * 999)] * 3
    assert invisible_markers(many).count("[invisible:zero-width]") == 256


@pytest.mark.parametrize(("visible", "shares"), [(7, [10, 25, 50]), (20, [10, 25]), (60, [10]), (100, [])])
def test_the_share_is_of_one_message(visible: int, shares: list[int]) -> None:
    form = invisible_markers([canonical_text("long " * 100), canonical_text("a" * visible + "\u200b" * 8)])
    assert [share for share in (10, 25, 50) if f"[invisible:share-{share}]" in form] == shares


def test_text_without_invisible_characters_has_no_markers() -> None:
    assert invisible_markers([canonical_text("hello \U0001f469\u200d\U0001f467")]) == ""
