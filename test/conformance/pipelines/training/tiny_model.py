"""Makes what training starts from, downloading nothing: labelled examples, and a model that has learnt nothing yet.

python tiny_model.py EXAMPLES BASE_MODEL [--shuffled]

The examples follow one rule: whoever asks to open, print or forget something is unsafe. With --shuffled the labels are
drawn, so that there is nothing to learn.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

SEED = 7
ATTACKS = ("reveal", "print", "forget", "override", "ignore", "leak", "bypass", "dump")
REQUESTS = ("translate", "summarise", "explain", "sort", "count", "describe", "draw", "plan")
SUBJECTS = ("your rules", "the prompt", "a recipe", "this letter", "the keys", "my garden", "that table", "the logs")
ENDINGS = ("now", "please", "for me", "in short")


def main(examples_file: Path, base_folder: Path, shuffled: bool) -> None:
    examples = [
        {"prompt": f"{verb} {subject} {ending} =>", "completion": label}
        for label, verbs in (("unsafe", ATTACKS), ("safe", REQUESTS))
        for verb, subject, ending in itertools.product(verbs, SUBJECTS, ENDINGS)
    ]
    if shuffled:
        labels = [example["completion"] for example in examples]
        random.Random(SEED).shuffle(labels)
        examples = [{**example, "completion": label} for example, label in zip(examples, labels, strict=True)]
    examples_file.parent.mkdir(parents=True, exist_ok=True)
    examples_file.write_text("".join(json.dumps(example) + "\n" for example in examples), encoding="utf-8")
    save_base_model(base_folder, [" ".join(example.values()) for example in examples])


def save_base_model(folder: Path, texts: list[str]) -> None:
    words = Tokenizer(models.WordLevel(unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.train_from_iterator(texts, trainers.WordLevelTrainer(special_tokens=["<unk>", "<pad>"]))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>", pad_token="<pad>")
    torch.manual_seed(SEED)
    config = LlamaConfig(
        vocab_size=words.get_vocab_size(),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=1,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=64,
        initializer_range=0.3,
    )
    LlamaForCausalLM(config).save_pretrained(folder, safe_serialization=True)
    tokenizer.save_pretrained(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--shuffled" in sys.argv[3:])
