"""Examples as token ids, padded into batches. Only the completion counts, in the loss and in the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch

from ..errors import unusable_input
from .base_model import BaseModel
from .examples import Example

IGNORED: Final = -100
"""The label that torch's cross entropy leaves out."""


@dataclass(frozen=True)
class TokenisedExample:
    """A prompt followed by its completion."""

    ids: list[int]
    prompt_length: int


@dataclass(frozen=True)
class Batch:
    """Tensors of one size, example by token."""

    ids: torch.Tensor
    attention: torch.Tensor
    labels: torch.Tensor
    """The ids where the completion stands, `IGNORED` elsewhere."""


def tokenise(base: BaseModel, path: Path, examples: Sequence[Example]) -> list[TokenisedExample]:
    """@throws StepError when an example is longer than the model takes"""
    tokenised = [_tokens(base, example) for example in examples]
    for number, example in enumerate(tokenised, start=1):
        if len(example.ids) > base.max_tokens:
            raise unusable_input(path, f"example {number} has {len(example.ids)} tokens; at most {base.max_tokens} fit")
    return tokenised


def batches(base: BaseModel, examples: Sequence[TokenisedExample], size: int) -> Iterator[Batch]:
    """The examples in their order, `size` at a time."""
    for start in range(0, len(examples), size):
        yield _padded(base, examples[start : start + size])


def _tokens(base: BaseModel, example: Example) -> TokenisedExample:
    prompt: list[int] = base.tokenizer(example.prompt)["input_ids"]
    completion: list[int] = base.tokenizer(example.completion, add_special_tokens=False)["input_ids"]
    return TokenisedExample(prompt + completion, len(prompt))


def _padded(base: BaseModel, examples: Sequence[TokenisedExample]) -> Batch:
    longest = max(len(example.ids) for example in examples)
    ids, attention, labels = [], [], []
    for example in examples:
        fill = longest - len(example.ids)
        completion = example.ids[example.prompt_length :]
        # What stands in the padding does not matter: attention leaves it out, and it comes after the text.
        ids.append(example.ids + [0] * fill)
        attention.append([1] * len(example.ids) + [0] * fill)
        labels.append([IGNORED] * example.prompt_length + completion + [IGNORED] * fill)
    return Batch(*(torch.tensor(rows, device=base.device) for rows in (ids, attention, labels)))
