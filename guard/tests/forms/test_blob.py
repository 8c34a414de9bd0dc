from __future__ import annotations

from collections.abc import Iterator

import pytest

from secure_llm_guard.forms.blob import SEPARATOR, FormsTooLargeError, blob


def test_forms_stand_once_and_apart() -> None:
    assert blob(["a", "", "b", "a"], 10) == f"a{SEPARATOR}b"


def test_the_limit_counts_separators() -> None:
    assert len(blob(["aa", "bb"], 7)) == 7
    with pytest.raises(FormsTooLargeError):
        blob(["aa", "bb"], 6)


def test_no_form_is_made_beyond_the_limit() -> None:
    def forms() -> Iterator[str]:
        yield "a" * 10
        raise AssertionError("a form was made although the limit was reached")

    with pytest.raises(FormsTooLargeError):
        blob(forms(), 5)
