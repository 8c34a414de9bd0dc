"""`record-release`: the end of every run, in the audit trail and in an immutable ConfigMap. The exit handler."""

from __future__ import annotations

import hashlib
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ..artifacts import read_json
from ..errors import StepError, bad_arguments
from . import arguments as shared
from .audit_line import now, write_audit_line
from .errors import ApiError
from .in_cluster import this_cluster
from .json_api import Document
from .kubernetes_api import Cluster
from .subject import Subject
from .target import Target
from .tier_release import TierRelease

_MOST_CHARACTERS: Final = 2000


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--status", required=True, metavar="JSON", help="how the run ended, as the pipeline says it")
    shared.add_subject(parser)
    shared.add_targets(parser, required=False)
    shared.add_input(parser, "report", "of the roll; there is none when it did not come so far", required=False)
    shared.add_namespace(parser)
    parser.add_argument(
        "--audit-line-only",
        action="store_true",
        help="keep no ConfigMap and ask no cluster, as where people merge releases",
    )


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the record cannot be kept; the audit line is written before"""
    subject = Subject(arguments.subject)
    if arguments.audit_line_only:
        if arguments.targets:
            raise bad_arguments("--audit-line-only asks no cluster, so it takes no --targets")
        write_audit_line("release-ended", **record_of(subject, arguments.status, arguments.report, {}))
        return
    cluster = this_cluster()
    record = record_of(subject, arguments.status, arguments.report, tiers_of(cluster, arguments.targets))
    write_audit_line("release-ended", **record)
    keep(cluster, arguments.namespace, record)


def record_of(subject: Subject, status: str, report: Path | None, tiers: Document) -> Document:
    """What is known, however little: a record is written for every run, also for one that broke."""
    state = _status(status)
    told = _report(report)
    return {
        "subject": subject.value,
        "run": str(state.get("pipelineJobResourceName", "")),
        "state": str(state.get("state", "UNKNOWN")),
        "error": str((state.get("error") or {}).get("message", ""))[:_MOST_CHARACTERS],
        "outcome": str(told.get("outcome", "unknown")),
        "reason": str(told.get("reason") or "")[:_MOST_CHARACTERS],
        "number": told.get("number"),
        "sha256": told.get("sha256"),
        "tiers": tiers,
    }


def tiers_of(cluster: Cluster, targets: Sequence[Target]) -> Document:
    """What every tier really runs now."""
    found: Document = {}
    for target in targets:
        try:
            tier = TierRelease.of(target, cluster.deployment(target.namespace, target.deployment))
        except StepError as error:
            found[target.name] = {"unknown": str(error)[:_MOST_CHARACTERS]}
        else:
            found[target.name] = tier.present.as_json()
    return found


def keep(cluster: Cluster, namespace: str, record: Document) -> str:
    """Writes the record once, under a name of its content. @returns the name"""
    text = json.dumps(record, ensure_ascii=True, sort_keys=True)
    name = f"release-record-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    metadata = {"namespace": namespace, "name": name, "annotations": {"secure-llm.dev/recorded": now()}}
    try:
        cluster.create_config_map({"metadata": metadata, "immutable": True, "data": {"record.json": text}})
    except ApiError as error:
        if error.status != 409:  # an exit handler that is tried again has kept it already
            raise
    return name


def _status(text: str) -> dict[str, Any]:
    try:
        status = json.loads(text)
    except ValueError:
        status = None
    return status if isinstance(status, dict) else {"error": {"message": f"the status is not readable: {text[:200]}"}}


def _report(path: Path | None) -> dict[str, Any]:
    try:
        return {} if path is None else read_json(path)
    except StepError:
        return {}
