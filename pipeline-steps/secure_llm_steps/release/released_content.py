"""What the tiers run now: the bytes themselves, held against the digest that the guards hold them against."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .. import exit_codes
from ..errors import StepError
from . import errors
from .kubernetes_api import Cluster
from .target import Target
from .tier_release import Release, TierRelease


def released_content(cluster: Cluster, targets: Sequence[Target]) -> bytes:
    """@throws StepError when the tiers run different contents, or one that is not what its digest says"""
    running = [
        TierRelease.of(target, cluster.deployment(target.namespace, target.deployment)).present for target in targets
    ]
    if len({release.sha256 for release in running}) > 1:
        found = ", ".join(f"{target.name} {each.sha256}" for target, each in zip(targets, running, strict=True))
        reason = f"the tiers run different contents ({found})"
        raise StepError(f"{reason}; end the release that is under way first", exit_codes.GATE_FAILED)
    return _content(cluster, targets[0], running[0])


def _content(cluster: Cluster, target: Target, release: Release) -> bytes:
    name = f"ConfigMap {target.namespace}/{release.config_map}"
    data = cluster.config_map(target.namespace, release.config_map).get("data") or {}
    if target.file not in data:
        raise errors.bad_document(name, f"has no {target.file}")
    content = str(data[target.file]).encode()
    if hashlib.sha256(content).hexdigest() != release.sha256:
        raise errors.bad_document(name, f"has not the digest {release.sha256}, which the pods of {target.name} ask for")
    return content
