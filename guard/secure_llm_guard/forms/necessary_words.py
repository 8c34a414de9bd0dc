"""Words that a text must hold before any rule can match it.

Rotated honest text holds none of them, so the rules need not be tried on it: half of the matching time of a request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]  # the parser of `re` itself, so that both agree
from typing import Any, Final

MIN_LETTERS: Final = 3
"""A shorter word stands in every text by chance."""
_WORD: Final = re.compile(rf"[a-z]{{{MIN_LETTERS},}}")


class NecessaryWords:
    """For each pattern the words of which every match holds at least one.

    Patterns without such a word have no say. Rotation leaves digits, signs and other scripts as they are, so the text
    as written shows those; letters that are spelt out and rotated as well are not found.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        words: set[str] = set()
        for pattern in patterns:
            words |= _necessary(_parser.parse(pattern))
        self._words = sorted(words, key=len)

    def stand_in(self, text: str) -> bool:
        """Whether a lower-cased text may be matched by a pattern that has words."""
        return any(word in text for word in self._words)


def _necessary(items: Any) -> frozenset[str]:
    """The best set of words of a sequence: the one whose shortest word is longest. Empty when there is none."""
    best: frozenset[str] = frozenset()
    literal = ""
    for operator, argument in [*items, (None, None)]:
        if operator is _constants.LITERAL:
            literal += chr(argument)
            continue
        best = max(best, _longest_word(literal), _alternatives(operator, argument), key=_strength)
        literal = ""
    return best


def _alternatives(operator: Any, argument: Any) -> frozenset[str]:
    if operator is _constants.SUBPATTERN:
        return _necessary(argument[-1])
    if operator is _constants.MAX_REPEAT and argument[0] > 0:
        return _necessary(argument[2])
    if operator is _constants.BRANCH:
        branches = [_necessary(branch) for branch in argument[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _longest_word(literal: str) -> frozenset[str]:
    words = _WORD.findall(literal)
    return frozenset([max(words, key=len)]) if words else frozenset()


def _strength(words: frozenset[str]) -> tuple[int, int]:
    return min(map(len, words), default=0), -len(words)
