"""`train`: a LoRA adapter for a base model, learnt from examples."""

from __future__ import annotations

import math
import random
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from ..argument_types import number, whole_number
from ..artifact_digest import sha256_of
from ..artifacts import write_json
from ..errors import StepError
from .examples import read_examples

BATCH_SIZE: Final = 16


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--train", type=Path, required=True, metavar="PATH", help="JSON lines: prompt, completion")
    parser.add_argument("--base-model", type=Path, required=True, metavar="PATH", help="folder, weights in safetensors")
    parser.add_argument("--adapter", type=Path, required=True, metavar="PATH", help="output: folder")
    parser.add_argument("--metrics", type=Path, required=True, metavar="PATH", help="output: JSON")
    parser.add_argument("--epochs", type=whole_number(1, 1000), required=True, metavar="N")
    parser.add_argument("--rank", type=whole_number(1, 512), required=True, metavar="N", help="of the LoRA matrices")
    parser.add_argument("--learning-rate", type=number(1e-8, 1.0), required=True, metavar="X")
    parser.add_argument("--seed", type=whole_number(0, 2**31 - 1), required=True, metavar="N")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the examples or the model cannot be used, or the loss is no number"""
    import torch
    from peft import LoraConfig, TaskType, get_peft_model

    from .adapter import save_adapter
    from .base_model import load_base_model
    from .tokens import batches, tokenise

    torch.manual_seed(arguments.seed)
    base = load_base_model(arguments.base_model)
    examples = tokenise(base, arguments.train, read_examples(arguments.train))
    adapted = get_peft_model(
        base.model,
        LoraConfig(
            task_type=TaskType.CAUSAL_LM,
            r=arguments.rank,
            lora_alpha=2 * arguments.rank,
            lora_dropout=0.0,
            target_modules="all-linear",
        ),
    )
    learnt = [parameter for parameter in adapted.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=arguments.learning_rate)
    order = random.Random(arguments.seed)  # noqa: S311  # an order to learn in, not a secret
    losses: list[float] = []
    adapted.train()
    for _ in range(arguments.epochs):
        order.shuffle(examples)
        total = 0.0
        for batch in batches(base, examples, BATCH_SIZE):
            loss = adapted(input_ids=batch.ids, attention_mask=batch.attention, labels=batch.labels).loss
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss) * len(batch.ids)
        losses.append(_finite(total / len(examples), arguments.learning_rate))
    save_adapter(adapted, arguments.adapter)
    write_json(
        arguments.metrics,
        {
            "adapter_sha256": sha256_of(arguments.adapter),
            "epochs": arguments.epochs,
            "examples": len(examples),
            "first_loss": losses[0],
            "last_loss": losses[-1],
            "trained_parameters": sum(parameter.numel() for parameter in learnt),
        },
    )


def _finite(loss: float, learning_rate: float) -> float:
    if not math.isfinite(loss):
        raise StepError(f"the loss became {loss}; expected a number, try a learning rate below {learning_rate:g}")
    return loss
