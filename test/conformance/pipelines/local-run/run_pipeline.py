"""Runs a pipeline from its written form with kfp's own local runner, every step in the environment of its image.

python run_pipeline.py < plan.json > result.json; what the runner and the steps print goes to the standard error.
kfp 2.17 refuses container components outside of Docker; what is patched is the place where a step's process starts, that
declared outputs exist without executor_output.json, as on a cluster, and that nobody waits for a retry: the waits are told.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kfp import components, local
from kfp.local import executor_output_utils, status, subprocess_task_handler
from kfp.local.orchestrator import task_executor

_get_outputs = executor_output_utils.get_outputs_from_executor_output


def main(plan: dict[str, Any]) -> dict[str, Any]:
    steps: list[dict[str, Any]] = []
    waits: list[float] = []
    patch_runner(plan, steps)
    task_executor.time = SimpleNamespace(sleep=waits.append)
    root = Path(plan["root"])
    local.init(runner=local.SubprocessRunner(use_venv=False), pipeline_root=str(root), raise_on_error=True)
    pipeline = components.load_component_from_file(plan["pipeline"])
    error = None
    try:
        pipeline(**plan["arguments"])
    except Exception as failure:
        error = f"{type(failure).__name__}: {failure}"
    return {"error": error, "steps": steps, "waits": waits}


def patch_runner(plan: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    def run(self: Any) -> status.Status:
        image = plan["images"].get(self.image)
        if image is None:
            raise RuntimeError(f"the plan has no image {self.image}; it has {sorted(plan['images'])}")
        arguments = [seen_in_the_pod(part, plan["mounts"]) for part in self.full_command]
        if arguments[0] != "python3":
            raise RuntimeError(f"the step starts {arguments[0]!r}; expected python3, which the images have")
        # Nothing of this process's environment but what every pod has: a step must not lean on the test's.
        environment = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", **image["env"], **self.env_vars}
        process = subprocess.run(
            # A run that is given up leaves nothing behind.
            ["setpriv", "--pdeathsig=KILL", "--", *plan["wrapper"], image["python"], *arguments[1:]],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        sys.stderr.write(process.stdout)
        command = self.full_command[self.full_command.index("-m") + 2]
        steps.append({"command": command, "code": process.returncode, "output": process.stdout, "arguments": arguments})
        return status.Status.SUCCESS if process.returncode == 0 else status.Status.FAILURE

    def outputs(executor_output: Any, executor_input: Any, component_spec: Any) -> Any:
        for key, artifact in executor_input.outputs.artifacts.items():
            if key not in executor_output.artifacts:
                executor_output.artifacts[key].CopyFrom(artifact)
        return _get_outputs(
            executor_output=executor_output, executor_input=executor_input, component_spec=component_spec
        )

    handler = subprocess_task_handler.SubprocessTaskHandler
    handler.validate_image = lambda self, image: None
    handler.validate_not_container_component = lambda self, full_command: None
    handler.run = run
    executor_output_utils.get_outputs_from_executor_output = outputs


def seen_in_the_pod(argument: str, mounts: dict[str, str]) -> str:
    """The argument with a path of this machine in place of one that only a pod has."""
    for path, here in mounts.items():
        if argument == path or argument.startswith(path + "/"):
            return here + argument[len(path) :]
    return argument


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    with contextlib.redirect_stdout(sys.stderr):
        result = main(json.load(sys.stdin))
    json.dump(result, sys.stdout)
