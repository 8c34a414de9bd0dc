"""`secure-llm-guard serve|check`: exit code 0 for success, 2 for a bad argument, 1 for whatever else is wrong."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Sequence

from .arguments import parse_arguments
from .errors import SettingsError, StartError
from .key_files import read_keys
from .server import new_system_prompt_canary, serve
from .settings import Settings
from .worker_pool import WORKER_COMMAND
from .worker_process import WorkerProcess


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; every failure is one line on the standard error."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        command, settings = parse_arguments(sys.argv[1:] if arguments is None else arguments, os.environ)
        return _run(command, settings)
    except SettingsError as error:
        return _fail(error, 2)
    except StartError as error:
        return _fail(error, 1)


def _run(command: str, settings: Settings) -> int:
    keys = read_keys(settings)
    if command == "check":
        return asyncio.run(_check(settings))
    asyncio.run(serve(settings, keys, sys.stdout.fileno()))
    return 0


async def _check(settings: Settings) -> int:
    # A worker that starts has loaded the rules and passed every canary; this is the very start that `serve` makes.
    worker = await WorkerProcess.start(
        WORKER_COMMAND, settings.for_workers(new_system_prompt_canary(settings)), settings.judge_deadline_ms / 1000
    )
    await worker.end()
    sys.stdout.write(f"secure-llm-guard: every canary passed, rules {worker.ruleset}\n")
    return 0


def _fail(error: Exception, code: int) -> int:
    line = " ".join(str(error).split())
    sys.stderr.write(f"secure-llm-guard: {line}\n")
    return code
