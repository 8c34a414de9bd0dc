"""The real guard with a candidate rule set, as the image has it: the program `secure-llm-guard` on PATH."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..errors import StepError
from ..exit_codes import GATE_FAILED
from ..json_over_http import JsonClient
from .ruleset_document import sha256_of_bytes

PROGRAM: Final = "secure-llm-guard"
_START_SECONDS: Final = 120
_END_SECONDS: Final = 30


@contextmanager
def running_guard(candidate: bytes, model_name: str, model_url: str) -> Iterator[str]:
    """The guard's URL, in a `with` block. @throws StepError when it refuses the rules, or does not start"""
    with tempfile.TemporaryDirectory(prefix="secure-llm-guard-") as temporary:
        folder = Path(temporary)
        rules, audit_key, told = folder / "ruleset.json", folder / "audit-key", folder / "told"
        rules.write_bytes(candidate)
        # The guard wants one; its audit lines are thrown away.
        audit_key.write_text(secrets.token_hex(32), encoding="ascii")
        port, metrics_port = _free_ports()
        # Both directions of rules stand in this tier, with input rails switched on.
        command = [PROGRAM, "serve", "--tier", "output-processor", "--rules", str(rules)]
        command += ["--model", f"{model_name}={model_url}", "--audit-key-file", str(audit_key)]
        command += ["--listen-host", "127.0.0.1", "--port", str(port), "--metrics-port", str(metrics_port)]
        environment = {**os.environ, "RULES_SHA256": sha256_of_bytes(candidate)}
        with told.open("wb") as errors:
            try:
                guard = subprocess.Popen(  # noqa: S603  # no word of it comes from a stranger
                    command, env=environment, stdout=subprocess.DEVNULL, stderr=errors
                )
            except OSError as error:
                reason = f"{PROGRAM} cannot be started: {error.strerror}"
                raise StepError(f"{reason}; run this step in the image rule-validation") from error
        try:
            _await_readiness(guard, f"http://127.0.0.1:{metrics_port}", told)
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(guard)


def _await_readiness(guard: subprocess.Popen[bytes], metrics_url: str, told: Path) -> None:
    client = JsonClient(metrics_url, timeout_seconds=2)
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if guard.poll() is not None:
            lines = told.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["it said nothing"]
            raise StepError(f"gate failed: the guard refuses the candidate: {lines[-1][:400]}", GATE_FAILED)
        try:
            if client.request("GET", "/readyz").status == 200:
                return
        except StepError:
            pass  # nobody listens yet
        time.sleep(0.1)
    raise StepError(f"the guard is not ready after {_START_SECONDS} s")


def _end(guard: subprocess.Popen[bytes]) -> None:
    # No drain: nobody else has a request here.
    guard.kill()
    guard.wait(_END_SECONDS)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]
