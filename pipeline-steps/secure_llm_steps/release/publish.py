"""Puts approved content into every target's namespace, as an immutable ConfigMap named after it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .. import exit_codes
from ..errors import StepError
from . import errors
from .approvals import Approval, Approvals
from .audit_line import write_audit_line
from .errors import ApiError
from .kubernetes_api import Cluster
from .published import Published
from .subject import Subject
from .target import Target
from .tier_release import Release, TierRelease

_MOST_BYTES = 1024 * 1024
"""The API server refuses ConfigMaps whose data exceed it."""


def publish(
    cluster: Cluster,
    subject: Subject,
    content: bytes,
    approval: Approval,
    targets: Sequence[Target],
    namespace: str,
) -> Published:
    """
    Publishes once; doing it again changes nothing.

    @param namespace of the approvals
    @throws StepError when the content is not what was approved last, or a target runs something newer
    """
    _check(cluster, subject, content, approval, namespace)
    present = {target.name: _present(cluster, target) for target in targets}
    for target in targets:
        release, tier = _release(target, content, approval), present[target.name]
        if not tier.present.same_content(release):
            tier.require_newer(target, release)
    names = {target.name: _create(cluster, target, content) for target in targets}
    write_audit_line("release-published", subject=subject.value, number=approval.number, sha256=approval.sha256)
    return Published(subject, approval, names, {target: tier.present for target, tier in present.items()})


def require_newest(cluster: Cluster, namespace: str, subject: Subject, approval: Approval) -> None:
    """@throws StepError unless the approvals that stand in the cluster now end in this one"""
    if Approvals.read(cluster, namespace, subject).newest != approval:
        raise errors.not_approved(f"{namespace}/{subject.approvals}", approval.sha256, approval.number)


def _check(cluster: Cluster, subject: Subject, content: bytes, approval: Approval, namespace: str) -> None:
    digest = hashlib.sha256(content).hexdigest()
    if digest != approval.sha256:
        reason = f"the candidate has digest {digest}, but {approval.sha256} was approved"
        raise StepError(f"{reason}; publish what was approved", exit_codes.GATE_FAILED)
    if len(content) > _MOST_BYTES:
        raise errors.bad_document("the candidate", f"has {len(content)} bytes; a ConfigMap holds {_MOST_BYTES}")
    require_newest(cluster, namespace, subject, approval)


def _present(cluster: Cluster, target: Target) -> TierRelease:
    return TierRelease.of(target, cluster.deployment(target.namespace, target.deployment))


def _release(target: Target, content: bytes, approval: Approval) -> Release:
    return Release(approval.number, approval.sha256, target.config_map_name(content))


def _create(cluster: Cluster, target: Target, content: bytes) -> str:
    name = target.config_map_name(content)
    data = {target.file: content.decode("utf-8")}
    metadata = {"namespace": target.namespace, "name": name}
    try:
        cluster.create_config_map({"metadata": metadata, "immutable": True, "data": data})
    except ApiError as error:
        if error.status != 409:
            raise
        present = cluster.config_map(target.namespace, name)
        if present.get("data") != data or present.get("immutable") is not True:
            reason = "exists with other content, or can change; somebody else wrote it"
            raise errors.bad_document(f"ConfigMap {target.namespace}/{name}", reason) from error
    return name
