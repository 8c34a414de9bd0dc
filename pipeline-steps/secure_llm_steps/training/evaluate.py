"""`evaluate`: how well an adapter answers what it has not learnt from, and whether that is enough."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..argument_types import number
from ..artifact_digest import sha256_of
from ..artifacts import write_json
from ..errors import gate_failed
from .examples import read_examples


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--heldout", type=Path, required=True, metavar="PATH", help="JSON lines: prompt, completion")
    parser.add_argument("--base-model", type=Path, required=True, metavar="PATH", help="the one that was trained on")
    parser.add_argument("--adapter", type=Path, required=True, metavar="PATH", help="folder")
    parser.add_argument("--minimum-accuracy", type=number(0, 1), required=True, metavar="X")
    parser.add_argument("--metrics", type=Path, required=True, metavar="PATH", help="output: JSON")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError with exit code 3 when the accuracy is below the minimum"""
    from .adapter import load_adapter
    from .base_model import load_base_model
    from .scoring import accuracy

    digest = sha256_of(arguments.adapter)
    examples = read_examples(arguments.heldout)
    base = load_base_model(arguments.base_model)
    model = load_adapter(base.model, arguments.adapter)
    measured = accuracy(base, model, arguments.heldout, examples)
    with model.disable_adapter():
        before = accuracy(base, model, arguments.heldout, examples)
    metrics = {
        "accuracy": measured,
        "accuracy_of_base_model": before,
        "adapter_sha256": digest,
        "examples": len(examples),
        "minimum_accuracy": arguments.minimum_accuracy,
    }
    write_json(arguments.metrics, metrics)
    if measured < arguments.minimum_accuracy:
        raise gate_failed("held-out accuracy", f"{measured:.4f}", f"at least {arguments.minimum_accuracy:g}")
