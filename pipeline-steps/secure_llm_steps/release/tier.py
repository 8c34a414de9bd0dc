"""One tier of a release as it rolls: its Deployment is changed, waited for, and looked at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from ..errors import StepError
from ..json_over_http import JsonClient
from . import errors
from .errors import ApiError, RolloutError
from .guard_counters import GuardCounters
from .json_api import Document
from .kubernetes_api import Cluster
from .rollout import TierPods, rollout_state
from .target import Target
from .tier_release import Release, TierRelease

_METRICS_PORT: Final = 9090
_POLL_SECONDS: Final = 1.0
_CONFLICTS: Final = 20
"""The status of a Deployment that rolls changes often, and every change makes a new version."""


class Metrics(Protocol):
    """How a pod's counters are read."""

    def __call__(self, address: str) -> GuardCounters | None:
        """Those of a pod; nothing when it does not answer, as one that starts or ends does not."""


def scrape(address: str) -> GuardCounters | None:
    """Reads a pod's metrics page."""
    host = f"[{address}]" if ":" in address else address
    try:
        answer = JsonClient(f"http://{host}:{_METRICS_PORT}", timeout_seconds=5).request("GET", "/metrics")
    except StepError:
        return None
    return GuardCounters.parse(str(answer.body)) if answer.status == 200 else None


@dataclass
class Tier:
    """A target of the release, with what it ran before."""

    target: Target
    cluster: Cluster
    release: Release
    """What it is to run."""
    previous: Release
    """What it goes back to."""
    metrics: Metrics = scrape
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    before: GuardCounters = field(default_factory=GuardCounters)
    """Counters of the pods that are replaced, at the beginning."""

    def present(self) -> TierRelease:
        """What the Deployment says now."""
        return TierRelease.of(self.target, self.cluster.deployment(self.target.namespace, self.target.deployment))

    def forward(self) -> None:
        """Tells the Deployment the release; nothing changes when it has it already."""
        self._change(self.release, lambda present: present.forward(self.target, self.release))

    def back(self) -> None:
        """Tells the Deployment what it ran before; somebody else's release is left alone."""
        present = self.present().present
        if present.same_content(self.release):
            self._change(self.previous, lambda present: present.back(self.target, self.previous))
        elif not present.same_content(self.previous):
            raise errors.rollback_failed("another release came in between", f"{self.target.name} runs {present}")

    def wait(self, release: Release, seconds: float) -> None:
        """@throws RolloutError when pods crash or the time is over"""
        deadline = self.clock() + seconds
        while True:
            deployment = self.cluster.deployment(self.target.namespace, self.target.deployment)
            if not TierRelease.of(self.target, deployment).present.same_content(release):
                raise RolloutError(f"somebody else changed {self.target.name} during its rollout")
            state = rollout_state(deployment, self.pods(), release)
            if state.done:
                return
            if state.failure is not None:
                raise RolloutError(f"{self.target.name} does not start: {state.failure}")
            if self.clock() > deadline:
                raise RolloutError(f"{self.target.name} has not rolled out after {seconds:g} s: {state.progress}")
            self.sleep(_POLL_SECONDS)

    def pods(self) -> TierPods:
        """Its pods as they are now."""
        return TierPods(self.target, tuple(self.cluster.pods(self.target.namespace, self.target.deployment)))

    def readings(self) -> dict[str, GuardCounters]:
        """Counters by pod; pods that do not answer are left out."""
        return self._readings(list(self.pods().pods))

    def candidate_readings(self) -> dict[str, GuardCounters]:
        """Those of the release's pods only."""
        return self._readings(self.pods().of_release(self.release))

    def _readings(self, pods: list[Document]) -> dict[str, GuardCounters]:
        found = {}
        for pod in pods:
            address = (pod.get("status") or {}).get("podIP")
            counters = self.metrics(address) if address else None
            if counters is not None:
                found[pod["metadata"]["name"]] = counters
        return found

    def _change(self, wanted: Release, document: Callable[[TierRelease], Document]) -> None:
        failure: StepError | None = None
        for _ in range(_CONFLICTS):
            present = self.present()
            if present.present.same_content(wanted):
                return
            try:
                self.cluster.apply_deployment(document(present), self.target.field_manager)
            except ApiError as error:
                if error.status != 409:
                    raise
                failure = error
                self.sleep(0.2)
            else:
                return
        raise failure or AssertionError("there is a conflict in every try")
