"""Labelled examples: JSON lines `{"prompt": …, "completion": …}`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ..artifacts import read_json_lines, write_json_lines
from ..errors import unusable_input

MAX_CHOICES: Final = 32
"""Most different completions. Accuracy is measured by choosing among all of them, so there must be few."""
_KEYS: Final = {"prompt", "completion"}


@dataclass(frozen=True)
class Example:
    """What the model is asked, and the answer that it must choose."""

    prompt: str
    completion: str


def read_examples(path: Path) -> list[Example]:
    """@throws StepError when a line is no example, or there is none"""
    examples = [_example(path, number, line) for number, line in enumerate(read_json_lines(path), start=1)]
    if not examples:
        raise unusable_input(path, "has no examples; expected JSON lines with prompt and completion")
    return examples


def write_examples(path: Path, examples: list[Example]) -> None:
    """Writes the lines that `read_examples` reads."""
    write_json_lines(path, (asdict(example) for example in examples))


def choices_of(path: Path, examples: list[Example]) -> list[str]:
    """The different completions, sorted. @throws StepError when they are fewer than two or too many"""
    choices = sorted({example.completion for example in examples})
    if not 2 <= len(choices) <= MAX_CHOICES:
        raise unusable_input(path, f"has {len(choices)} different completions; expected 2 to {MAX_CHOICES}")
    return choices


def _example(path: Path, number: int, line: dict[str, object]) -> Example:
    prompt, completion = line.get("prompt"), line.get("completion")
    if set(line) != _KEYS or not isinstance(prompt, str) or not isinstance(completion, str):
        raise unusable_input(path, f"example {number} has the keys {sorted(line)}; expected two texts, {sorted(_KEYS)}")
    if not prompt.strip() or not completion.strip():
        raise unusable_input(path, f"example {number} has an empty text; expected a prompt and its completion")
    return Example(prompt, completion)
