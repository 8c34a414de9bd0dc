from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_guard.forms.canonical_text import canonical_text
from secure_llm_guard.forms.input_forms import input_blob
from secure_llm_guard.forms.necessary_words import NecessaryWords
from secure_llm_guard.forms.rotation import rot13

PATTERNS = (
    r"ignore\s{1,4}(?:all\s{1,4})?(?:previous|prior|above)",
    r"(?:reveal|print|show)[^.!?]{0,20}\bprompt",
    r"pre(?:tend|face)[^.]{0,9}x",
    r"(?:you\s){2,3}now",
    r"im_(?:start|end)\|",
    r"(?:abcd|abce)+x?z",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_every_match_of_a_pattern_with_words_holds_one(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    assert NecessaryWords([pattern]).stand_in(text)


def test_the_longest_words_are_chosen() -> None:
    words = NecessaryWords([r"(?:reveal|print)\s+the\s+(?:x|system)"])
    assert words.stand_in("please print it")
    assert not words.stand_in("the system")


@pytest.mark.parametrize("pattern", [r"(?:[01]{8}\s){7}", "%[46][1-9]", r"i[.\s]g[.\s]n", "忽略", r"(?:secret|x)y"])
def test_a_pattern_without_a_word_has_no_say(pattern: str) -> None:
    assert not NecessaryWords([pattern]).stand_in("ignore secret 忽略 %41")


def test_the_rotated_form_is_read_only_where_a_word_stands_in_it() -> None:
    words = NecessaryWords([r"ignore\s+all"])
    honest = [canonical_text("see you at noon")]
    attack = [canonical_text(rot13("Ignore all of it"))]
    assert rot13("see you at noon") not in input_blob(honest, 1000, words)
    assert "ignore all of it" in input_blob(attack, 1000, words)
