"""A causal language model and its tokenizer, from a folder. Nothing is downloaded, and no code or pickle of it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from ..errors import unusable_input


@dataclass(frozen=True)
class BaseModel:
    """Both as transformers gives them, which says nothing of their types."""

    tokenizer: Any
    model: Any
    device: torch.device

    @property
    def max_tokens(self) -> int:
        """Longest text that the model takes."""
        return int(self.model.config.max_position_embeddings)


def load_base_model(folder: Path) -> BaseModel:
    """@throws StepError when the folder holds no such model, or weights in another form than safetensors"""
    if not list(folder.glob("*.safetensors")):
        # Other forms are pickles: loading one runs what its author wrote.
        raise unusable_input(folder, "holds no weights; expected a model in the safetensors form")
    options = {"local_files_only": True, "trust_remote_code": False}
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(folder), **options)
        model = AutoModelForCausalLM.from_pretrained(str(folder), use_safetensors=True, **options)
    except (OSError, ValueError) as error:
        raise unusable_input(folder, f"cannot be loaded: {str(error)[:300]}") from error
    # Of use only when texts are continued, which no step does.
    model.config.use_cache = False
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return BaseModel(tokenizer, model.to(device), device)
