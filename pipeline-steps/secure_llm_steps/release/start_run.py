"""`start-run`: a run of exactly one pipeline version, as one ServiceAccount. What schedules call."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from typing import Any

from .audit_line import write_audit_line
from .pipelines_api import PipelinesApi


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--api-url", required=True, metavar="URL", help="`http://ml-pipeline.zone.svc:8888`")
    parser.add_argument("--pipeline", required=True, metavar="NAME")
    parser.add_argument("--pipeline-namespace", default="", metavar="NS", help="only where the API is multi-user")
    parser.add_argument("--version", required=True, metavar="NAME", help="its content-hash name, never the newest one")
    parser.add_argument("--service-account", required=True, metavar="NAME")
    parser.add_argument("--parameters", type=_object, default={}, metavar="JSON", help="(default: the pipeline's own)")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the pipeline, its version or a parameter is not known"""
    api = PipelinesApi.at(arguments.api_url)
    pipeline = api.pipeline_id(arguments.pipeline, arguments.pipeline_namespace)
    version = api.version_id(pipeline, arguments.version)
    name = f"{arguments.pipeline} {datetime.now(UTC):%Y-%m-%d %H:%M}"
    started = api.start(name, pipeline, version, arguments.service_account, arguments.parameters)
    write_audit_line("run-started", run=started, pipeline=arguments.pipeline, version=arguments.version)


def _object(text: str) -> dict[str, Any]:
    try:
        parameters = json.loads(text)
    except ValueError as error:
        raise ArgumentTypeError(f"is not JSON: {error}") from error
    if not isinstance(parameters, dict):
        raise ArgumentTypeError("is not a JSON object of parameters")
    return parameters
