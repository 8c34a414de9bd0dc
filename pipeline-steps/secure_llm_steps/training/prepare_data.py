"""`prepare-data`: labelled examples, split so that no prompt is both learnt and asked."""

from __future__ import annotations

import hashlib
import math
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from pathlib import Path

from ..argument_types import number, whole_number
from ..errors import unusable_input
from .examples import Example, choices_of, read_examples, write_examples


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--source", type=Path, required=True, metavar="PATH", help="JSON lines: prompt, completion")
    parser.add_argument("--train", type=Path, required=True, metavar="PATH", help="output: what to learn from")
    parser.add_argument("--heldout", type=Path, required=True, metavar="PATH", help="output: what to measure with")
    parser.add_argument("--seed", type=whole_number(0, 2**31 - 1), required=True, metavar="N")
    parser.add_argument(
        "--heldout-share", type=number(0.05, 0.5), default=0.25, metavar="X", help="(default: %(default)s)"
    )


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the examples contradict each other or are too few"""
    examples = distinct(arguments.source, read_examples(arguments.source))
    choices_of(arguments.source, examples)
    train, heldout = split(arguments.source, examples, arguments.seed, arguments.heldout_share)
    write_examples(arguments.train, train)
    write_examples(arguments.heldout, heldout)


def distinct(path: Path, examples: list[Example]) -> list[Example]:
    """Each prompt once, whatever its case and spacing. @throws StepError when one prompt has two completions"""
    kept: dict[str, Example] = {}
    for example in examples:
        first = kept.setdefault(_same(example.prompt), example)
        if first.completion != example.completion:
            pair = f"{first.completion[:40]!r} and {example.completion[:40]!r}"
            raise unusable_input(path, f"the prompt {example.prompt[:80]!r} is completed by {pair}; decide for one")
    return list(kept.values())


def split(path: Path, examples: list[Example], seed: int, share: float) -> tuple[list[Example], list[Example]]:
    """Draws the same share of every completion. @throws StepError when a completion has less than two examples"""
    groups: defaultdict[str, list[Example]] = defaultdict(list)
    # An order of the prompts' own: adding one example moves no other to the other side of the split by its place.
    for example in _drawn(examples, seed):
        groups[example.completion].append(example)
    train: list[Example] = []
    heldout: list[Example] = []
    for completion, group in sorted(groups.items()):
        if len(group) < 2:
            raise unusable_input(path, f"{completion[:40]!r} completes {len(group)} prompt; expected at least 2")
        held = max(1, math.floor(len(group) * share))
        heldout += group[:held]
        train += group[held:]
    return _drawn(train, seed), _drawn(heldout, seed)


def _same(prompt: str) -> str:
    return " ".join(prompt.casefold().split())


def _drawn(examples: list[Example], seed: int) -> list[Example]:
    return sorted(examples, key=lambda each: hashlib.sha256(f"{seed}\0{_same(each.prompt)}".encode()).digest())
