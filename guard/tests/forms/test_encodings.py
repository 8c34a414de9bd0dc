from __future__ import annotations

import base64

import pytest

from secure_llm_guard.forms.encodings import decoded_texts

SAID = "attack at dawn, bring maps"


@pytest.mark.parametrize("prefix", ["", "a/", "ab/", "abc/", "see+that/"])
def test_base64_is_read_at_any_alignment(prefix: str) -> None:
    assert any(SAID in text for text in decoded_texts(prefix + base64.b64encode(SAID.encode()).decode()))


def test_wrapped_base64_is_one_text() -> None:
    long = "x" * 70 + SAID
    assert any(SAID in text for text in decoded_texts(base64.encodebytes(long.encode()).decode()))


@pytest.mark.parametrize("separator", ["", " ", ":", ", ", ", 0x", "\\x", "%", " 0x"])
def test_hexadecimal_is_read_however_it_is_separated(separator: str) -> None:
    digits = separator.join(f"{byte:02x}" for byte in SAID.encode())
    assert SAID in decoded_texts(digits)


def test_short_runs_and_prose_say_nothing() -> None:
    assert decoded_texts("The quick brown fox; id 3f2504e0, token YWJjZGVm, see documentation.") == []
