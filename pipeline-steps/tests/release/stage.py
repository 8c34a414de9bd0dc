"""A release on a fake cluster, with a clock that only sleeping moves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from release.fake_cluster import GUARDRAIL, OLD, OUTPUT, FakeCluster
from secure_llm_steps.release.approvals import Approval
from secure_llm_steps.release.canary import Canary
from secure_llm_steps.release.limits import Limits
from secure_llm_steps.release.publish import publish
from secure_llm_steps.release.published import Published
from secure_llm_steps.release.roll_report import RollReport
from secure_llm_steps.release.roller import Roller
from secure_llm_steps.release.subject import RELEASE_NAMESPACE, Subject
from secure_llm_steps.release.tier import Tier
from secure_llm_steps.release.tier_release import Release

CONTENT = b'{"format":1}'
NEW = hashlib.sha256(CONTENT).hexdigest()
APPROVAL = Approval(1, NEW)
LIMITS = Limits(max_error_rate=0.01, max_p99_milliseconds=200, max_block_rate_jump=0.2)


@dataclass
class Clock:
    """Seconds that pass while somebody sleeps."""

    now: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeCanary(Canary):
    """Answers what the test says."""

    answer: Callable[[], str | None] = field(default=lambda: None)

    def sing(self) -> str | None:
        self.sent += 1
        return self.answer()


@dataclass
class Stage:
    """Everything of one roll."""

    cluster: FakeCluster
    published: Published
    roller: Roller
    clock: Clock

    @property
    def report(self) -> RollReport:
        return self.roller.report

    @property
    def runs(self) -> list[tuple[str, str, str]]:
        return [self.cluster.runs(tier) for tier in (OUTPUT, GUARDRAIL)]


def published(cluster: FakeCluster, content: bytes = CONTENT, number: int = 1) -> Published:
    approval = Approval(number, hashlib.sha256(content).hexdigest())
    cluster.approve(approval.line)
    return publish(cluster, Subject.RULE_SET, content, approval, [OUTPUT, GUARDRAIL], RELEASE_NAMESPACE)


def stage(cluster: FakeCluster | None = None, canary: Callable[[], str | None] = lambda: None) -> Stage:
    cluster = cluster or FakeCluster()
    done, clock = published(cluster), Clock()
    tiers = [
        Tier(each, cluster, done.release(each.name), _old(each.deployment), cluster.metrics, clock.sleep, clock)
        for each in (OUTPUT, GUARDRAIL)
    ]
    roller = Roller(
        tiers,
        FakeCanary("http://guardrail:8000", "model", answer=canary),
        LIMITS,
        watch_seconds=30,
        rollout_seconds=120,
        report=RollReport(done),
        sleep=clock.sleep,
        clock=clock,
    )
    return Stage(cluster, done, roller, clock)


def _old(deployment: str) -> Release:
    return Release(0, OLD, f"{deployment}-rules-old")
