"""Which phrases several callers have in common. Longer ones are looked for only where shorter ones are frequent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .phrase import Phrase

MIN_WORDS: Final = 4
"""Fewer words are what honest sentences have in common too."""
MAX_WORDS: Final = 12
MIN_CHARACTERS: Final = 16
"""Of all words of a phrase together."""


@dataclass(frozen=True)
class Prompt:
    """A prompt that no rule blocked and one should have."""

    id: str
    caller: str
    words: Sequence[str]


@dataclass(frozen=True)
class FrequentPhrase:
    """A phrase and where it stands."""

    phrase: Phrase
    prompts: frozenset[int]
    """Places in the list of prompts."""


def phrases_of(words: Sequence[str], length: int) -> Iterable[tuple[int, Phrase]]:
    """Every run of that many words with its place; none with an empty word."""
    for start in range(len(words) - length + 1):
        phrase = tuple(words[start : start + length])
        if all(phrase):
            yield start, phrase


def frequent_phrases(prompts: Sequence[Prompt], min_support: int, min_callers: int) -> list[FrequentPhrase]:
    """All phrases in at least so many prompts, of at least so many callers."""
    found: list[FrequentPhrase] = []
    shorter: frozenset[Phrase] | None = None
    for length in range(MIN_WORDS, MAX_WORDS + 1):
        places: defaultdict[Phrase, set[int]] = defaultdict(set)
        for index, prompt in enumerate(prompts):
            for _, phrase in phrases_of(prompt.words, length):
                if shorter is None or (phrase[1:] in shorter and phrase[:-1] in shorter):
                    places[phrase].add(index)
        level = [
            FrequentPhrase(phrase, frozenset(where))
            for phrase, where in places.items()
            if len(where) >= min_support and len({prompts[index].caller for index in where}) >= min_callers
        ]
        found += [each for each in level if len("".join(each.phrase)) >= MIN_CHARACTERS]
        shorter = frozenset(each.phrase for each in level)
        if not shorter:
            break
    return found
