"""Where a release goes: a Deployment, one of its volumes, and the names by which its release is known."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

from . import errors


@dataclass(frozen=True)
class Target:
    """One tier of a release."""

    namespace: str
    deployment: str
    volume: str
    """Name of the volume that the ConfigMap is mounted by."""
    config_map_prefix: str
    file: str
    """Key of the ConfigMap."""
    annotation: str
    """On the pod template: the digest that the guard compares with what it read."""
    number_annotation: str
    """On the pod template: the number of the release."""
    previous_annotation: str
    """On the Deployment: number and digest of what may be gone back to."""

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.namespace}/{self.deployment}"

    @property
    def field_manager(self) -> str:
        """Owner of the fields of this kind of release: `secure-llm-releaser-ruleset` or `…-models`."""
        return f"secure-llm-releaser-{self.file.removesuffix('.json')}"

    def config_map_name(self, content: bytes) -> str:
        """The name that `cdk8s synth` gives to the same content, so that a later deployment of it changes nothing."""
        digest = hashlib.sha256(self.file.encode() + b"\n" + content).hexdigest()
        return f"{self.config_map_prefix}-{digest[:16]}"


KEYS: Final = {
    "namespace": "namespace",
    "deployment": "deployment",
    "volume": "volume",
    "configMapPrefix": "config_map_prefix",
    "file": "file",
    "annotation": "annotation",
    "numberAnnotation": "number_annotation",
    "previousAnnotation": "previous_annotation",
}
"""What every target is described by, and the field that it goes to."""


def targets_of(text: str) -> tuple[Target, ...]:
    """Targets in rolling order. @throws StepError when the text is not a list of targets"""
    try:
        entries = json.loads(text)
    except ValueError as error:
        raise errors.bad_document("--targets", f"is not JSON: {error}") from error
    if not isinstance(entries, list) or not entries:
        raise errors.bad_document("--targets", "is not a list of targets, in rolling order")
    targets = tuple(_target(entry) for entry in entries)
    if len({target.name for target in targets}) < len(targets):
        raise errors.bad_document("--targets", "names a Deployment twice")
    return targets


def _target(entry: Any) -> Target:
    if not isinstance(entry, dict):
        raise errors.bad_document("--targets", f"{entry!r} is not an object")
    missing = KEYS.keys() - entry.keys()
    unknown = entry.keys() - KEYS.keys()
    if missing or unknown:
        reason = f"has no {sorted(missing)}" if missing else f"has unknown keys {sorted(unknown)}"
        raise errors.bad_document("--targets", f"an entry {reason}; expected {sorted(KEYS)}")
    wrong = [key for key, value in entry.items() if not isinstance(value, str) or value == ""]
    if wrong:
        raise errors.bad_document("--targets", f"{wrong} must be texts that are not empty")
    return Target(**{KEYS[key]: value for key, value in entry.items()})
