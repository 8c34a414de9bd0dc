"""The files of a LoRA adapter: weights in safetensors and their configuration, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from peft import PeftModel, get_peft_model_state_dict
from safetensors.torch import save_file

from ..errors import unusable_input

_WEIGHTS: Final = "adapter_model.safetensors"


def save_adapter(adapted: Any, folder: Path) -> None:
    """Writes what `load_adapter` reads. peft's own way adds the template of a README, with the machine's paths."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: tensor.detach().cpu().contiguous() for name, tensor in get_peft_model_state_dict(adapted).items()}
    save_file(weights, folder / _WEIGHTS, metadata={"format": "pt"})
    configuration = adapted.peft_config["default"]
    configuration.inference_mode = True
    configuration.base_model_name_or_path = None
    configuration.save_pretrained(str(folder))


def load_adapter(model: Any, folder: Path) -> Any:
    """The model with the adapter on top. @throws StepError when the folder holds no weights in safetensors"""
    if not (folder / _WEIGHTS).is_file():
        # Their other form is a pickle: loading one runs what its author wrote.
        raise unusable_input(folder, f"holds no {_WEIGHTS}; expected what the step train wrote")
    return PeftModel.from_pretrained(model, str(folder), local_files_only=True).eval()
