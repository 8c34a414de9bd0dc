"""What a release may do to the traffic, and the verdict on what it did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from .guard_counters import GuardCounters
from .json_api import Document

_FEW: Final = 20
"""Below so many requests a share says nothing; honest prompts are what counts then."""


class Verdict(Enum):
    """What follows from a look at the traffic."""

    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    """Errors or latency: the release is taken back."""
    SUSPICIOUS = "suspicious"
    """More blocks than before: an attack or bad rules, and only a person can tell."""


@dataclass(frozen=True)
class Traffic:
    """What the guards counted while a release was watched."""

    everything: GuardCounters
    """In every tier, since the release began."""
    candidate: GuardCounters
    """In the pods of the release."""
    before: GuardCounters
    """In the pods that they replaced, since those started."""
    canaries: int
    """Honest prompts among the requests."""

    @property
    def block_rate(self) -> float:
        """Share of blocked requests in the release's pods."""
        return self.candidate.blocks / max(1, self.candidate.requests - self.canaries)

    @property
    def block_rate_before(self) -> float:
        """The same in the pods that were replaced."""
        return self.before.blocks / max(1, self.before.requests)

    def as_json(self) -> Document:
        """For the report."""
        return {
            "requests": self.candidate.requests,
            "errors": self.everything.errors,
            "errorsByCode": self.everything.errors_by_code,
            "p99Milliseconds": round(self.candidate.judge_quantile(0.99) * 1000, 1),
            "blockRate": round(self.block_rate, 4),
            "blockRateBefore": round(self.block_rate_before, 4),
            "canaries": self.canaries,
        }


@dataclass(frozen=True)
class Limits:
    """Thresholds of a release."""

    max_error_rate: float
    max_p99_milliseconds: float
    max_block_rate_jump: float
    """How much larger the share of blocked requests may become, absolute."""

    def judge(self, traffic: Traffic) -> tuple[Verdict, str]:
        """The verdict and its reason."""
        everything = traffic.everything
        rate = everything.errors / max(1, everything.requests)
        if everything.errors > 0 and rate > self.max_error_rate:
            codes = ", ".join(f"{code} × {count}" for code, count in everything.errors_by_code.items())
            reason = f"{everything.errors} of {everything.requests} requests failed ({codes})"
            return Verdict.UNHEALTHY, f"{reason}; at most {self.max_error_rate:.2%} may"
        p99 = traffic.candidate.judge_quantile(0.99) * 1000
        if traffic.candidate.judgements >= _FEW and p99 > self.max_p99_milliseconds:
            reason = f"99 % of judgements took up to {p99:.0f} ms"
            return Verdict.UNHEALTHY, f"{reason}; at most {self.max_p99_milliseconds:g} ms are accepted"
        jump = traffic.block_rate - traffic.block_rate_before
        if traffic.candidate.requests - traffic.canaries >= _FEW and jump > self.max_block_rate_jump:
            reason = f"{traffic.block_rate:.0%} of requests are blocked, {traffic.block_rate_before:.0%} were before"
            return Verdict.SUSPICIOUS, reason
        return Verdict.HEALTHY, "within the limits"
