"""Loads pipelines with kfp's own loader: a JSON object of name and YAML on the standard input, what it made of each on the output."""

import json
import sys
import tempfile
from pathlib import Path

from kfp import components


def loaded(text: str) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pipeline.yaml"
        file.write_text(text)
        component = components.load_component_from_file(str(file))
    spec = component.pipeline_spec
    executors = spec.deployment_spec["executors"]
    return {
        "name": component.name,
        "inputs": sorted(component.component_spec.inputs or {}),
        "components": sorted(spec.components),
        "executors": sorted(executors.keys()),
        "kubernetes": sorted(component.platform_spec.platforms["kubernetes"].deployment_spec.executors.keys()),
    }


def attempt(text: str) -> dict:
    try:
        return loaded(text)
    except Exception as error:  # whatever the loader thinks of it
        return {"refused": f"{type(error).__name__}: {error}"[:300]}


json.dump({name: attempt(text) for name, text in json.load(sys.stdin).items()}, sys.stdout)
