"""How often a model chooses the right completion among all completions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch

from .base_model import BaseModel
from .examples import Example, choices_of
from .tokens import IGNORED, Batch, batches, tokenise

_BATCH_SIZE: Final = 32


def accuracy(base: BaseModel, model: Any, path: Path, examples: Sequence[Example]) -> float:
    """The share of examples whose completion the model finds likeliest, per token, among all of theirs."""
    choices = choices_of(path, list(examples))
    asked = [Example(example.prompt, choice) for example in examples for choice in choices]
    tokenised = tokenise(base, path, asked)
    with torch.no_grad():
        scores = [score for batch in batches(base, tokenised, _BATCH_SIZE) for score in _likelihoods(model, batch)]
    right = 0
    for place, example in enumerate(examples):
        own = scores[place * len(choices) : (place + 1) * len(choices)]
        # Every other one must be less likely: a model that finds all equally likely knows nothing.
        best = own[choices.index(example.completion)]
        right += all(best > other for index, other in enumerate(own) if index != choices.index(example.completion))
    return right / len(examples)


def _likelihoods(model: Any, batch: Batch) -> list[float]:
    logits = model(input_ids=batch.ids, attention_mask=batch.attention).logits[:, :-1].float()
    labels = batch.labels[:, 1:]
    counted = labels != IGNORED
    told = torch.log_softmax(logits, dim=-1).gather(2, labels.clamp(min=0).unsqueeze(2)).squeeze(2)
    likelihoods: list[float] = ((told * counted).sum(dim=1) / counted.sum(dim=1)).tolist()
    return likelihoods
