"""Whether a Deployment has rolled out: every pod is of the release, every one is ready, and no other is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .json_api import Document
from .target import Target
from .tier_release import Release

_CRASHED: Final = frozenset(
    {
        "CrashLoopBackOff",
        "CreateContainerConfigError",
        "CreateContainerError",
        "ErrImageNeverPull",
        "ImagePullBackOff",
        "InvalidImageName",
        "RunContainerError",
    }
)
"""Reasons of a waiting container that no patience mends; the guard's own check ends in the first."""


@dataclass(frozen=True)
class TierPods:
    """The pods of a target."""

    target: Target
    pods: tuple[Document, ...]

    def of_release(self, release: Release) -> list[Document]:
        """Those that were made for a release."""
        return [pod for pod in self.pods if self._is_of(pod, release)]

    def others(self, release: Release) -> list[Document]:
        """Those of any other release, ending ones included."""
        return [pod for pod in self.pods if not self._is_of(pod, release)]

    def _is_of(self, pod: Document, release: Release) -> bool:
        annotations = pod["metadata"].get("annotations") or {}
        number = annotations.get(self.target.number_annotation, "0")
        return (number, annotations.get(self.target.annotation)) == (str(release.number), release.sha256)


@dataclass(frozen=True)
class RolloutState:
    """How far a rollout is."""

    done: bool
    failure: str | None
    """Why it will never be done."""
    progress: str


def rollout_state(deployment: Document, pods: TierPods, release: Release) -> RolloutState:
    """Judges a Deployment and its pods, read one after the other."""
    status = deployment.get("status") or {}
    replicas = deployment["spec"].get("replicas", 1)
    observed = status.get("observedGeneration", 0) >= deployment["metadata"]["generation"]
    counts = {name: status.get(name, 0) for name in ("replicas", "updatedReplicas", "availableReplicas")}
    others = len(pods.others(release))
    progress = ", ".join(f"{name} {count}" for name, count in {"wanted": replicas, **counts, "others": others}.items())
    # a Deployment that was not looked at yet still counts the pods of before
    done = observed and all(count == replicas for count in counts.values()) and others == 0
    return RolloutState(done, _crash(pods.of_release(release)) or (_stuck(status) if observed else None), progress)


def _crash(pods: list[Document]) -> str | None:
    for pod in pods:
        status = pod.get("status") or {}
        for container in [*(status.get("initContainerStatuses") or []), *(status.get("containerStatuses") or [])]:
            waiting = (container.get("state") or {}).get("waiting") or {}
            if waiting.get("reason") in _CRASHED:
                return f"pod {pod['metadata']['name']}, container {container['name']}: {waiting['reason']}"
    return None


def _stuck(status: Document) -> str | None:
    for condition in status.get("conditions") or []:
        if condition.get("type") == "Progressing" and condition.get("reason") == "ProgressDeadlineExceeded":
            return f"ProgressDeadlineExceeded: {condition.get('message', '')}"
    return None
