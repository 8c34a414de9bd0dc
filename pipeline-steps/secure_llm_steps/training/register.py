"""`register`: the model registry learns of an adapter that passed, by digest and by where its bytes are."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Final

from ..artifact_digest import sha256_of
from ..artifacts import read_json, write_json
from ..errors import bad_arguments, shown, unusable_input
from .tracking_server import TrackingServer

DIGEST_TAG: Final = "secure-llm.sha256"
"""The tag of a model version by which a release finds and checks it."""
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,126}[a-z0-9])?")
_SOURCE: Final = re.compile(
    r"oci://[a-z0-9.-]+(?::[0-9]{1,5})?(?:/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}|s3://[a-z0-9.-]{3,63}(?:/[A-Za-z0-9._=-]+)+"
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--adapter", type=Path, required=True, metavar="PATH", help="what was evaluated")
    parser.add_argument("--metrics", type=Path, required=True, metavar="PATH", help="what the step evaluate wrote")
    parser.add_argument("--model", type=_model_name, required=True, metavar="NAME", help="the registered model")
    parser.add_argument("--source-uri", type=_source, required=True, metavar="URI", help="oci://…@sha256:… or s3://…")
    parser.add_argument("--tracking-url", required=True, metavar="URL")
    parser.add_argument("--credentials", type=Path, required=True, metavar="PATH", help="folder: username, password")
    parser.add_argument("--registration", type=Path, required=True, metavar="PATH", help="output: JSON")


def run(arguments: Namespace) -> None:
    """Does the work once: a retry finds its version. @throws StepError when the metrics are of another adapter"""
    digest = sha256_of(arguments.adapter)
    metrics = read_json(arguments.metrics)
    if metrics.get("adapter_sha256") != digest:
        said = shown(str(metrics.get("adapter_sha256")))
        raise unusable_input(
            arguments.metrics, f"is of the adapter {said}, and this one is {digest}; evaluate it first"
        )
    server = TrackingServer(arguments.tracking_url, arguments.credentials)
    server.ensure_model(arguments.model)
    tags = {DIGEST_TAG: digest, "secure-llm.accuracy": str(metrics.get("accuracy"))}
    registered = server.version_with_tag(arguments.model, DIGEST_TAG, digest)
    if registered is None:
        registered = server.create_version(arguments.model, arguments.source_uri, tags)
    if registered.source != arguments.source_uri:
        raise bad_arguments(
            f"--source-uri is {arguments.source_uri!r}, and version {registered.version} of {arguments.model} with "
            f"the same digest is at {registered.source!r}; expected that one"
        )
    write_json(
        arguments.registration,
        {
            "metrics": metrics,
            "model": arguments.model,
            "sha256": digest,
            "source": registered.source,
            "version": registered.version,
        },
    )


def _model_name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ArgumentTypeError(f"{shown(text)} is not accepted; expected lower-case letters, digits, dots and hyphens")
    return text


def _source(text: str) -> str:
    # MLflow 3.17 refuses https:// as a source of a model version.
    if not _SOURCE.fullmatch(text):
        raise ArgumentTypeError(
            f"{shown(text)} is not accepted; expected oci://registry/name@sha256:… or s3://bucket/key"
        )
    return text
