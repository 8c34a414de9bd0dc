"""What the guards' metrics say about a release: answers by code, errors, blocks, and how long judgements take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from .exposition import samples

_PREFIX: Final = "secure_llm_guard_"
_CALLER_GONE: Final = "499"
"""The caller hung up: its own doing, and no error of a release."""


@dataclass(frozen=True)
class GuardCounters:
    """Counters of one pod since its start, or a sum of such, or a difference."""

    answers: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """By decision (allow, block, refuse, error) and status code."""
    judged: Mapping[float, float] = field(default_factory=dict)
    """Judgements that took at most so many seconds, by bucket, cumulative."""

    @classmethod
    def parse(cls, text: str) -> GuardCounters:
        """Those of a pod's metrics page."""
        answers: dict[tuple[str, str], float] = {}
        judged: dict[float, float] = {}
        for sample in samples(text):
            if sample.name == f"{_PREFIX}requests_total":
                key = (sample.labels.get("decision", ""), sample.labels.get("code", ""))
                answers[key] = answers.get(key, 0.0) + sample.value
            elif sample.name == f"{_PREFIX}judge_seconds_bucket":
                # a request and its answer are judged alike; together they are what the rules cost
                bound = float(sample.labels.get("le", "+Inf"))
                judged[bound] = judged.get(bound, 0.0) + sample.value
        return cls(answers, judged)

    def since(self, before: GuardCounters | None) -> GuardCounters:
        """What came after an earlier reading of the same pod; a pod whose counters went back has started anew."""
        if before is None or sum(before.answers.values()) > sum(self.answers.values()):
            return self
        return GuardCounters(
            {key: value - before.answers.get(key, 0.0) for key, value in self.answers.items()},
            {key: value - before.judged.get(key, 0.0) for key, value in self.judged.items()},
        )

    @classmethod
    def total(cls, every: Iterable[GuardCounters]) -> GuardCounters:
        """The sum over pods."""
        answers: dict[tuple[str, str], float] = {}
        judged: dict[float, float] = {}
        for each in every:
            for key, value in each.answers.items():
                answers[key] = answers.get(key, 0.0) + value
            for bound, value in each.judged.items():
                judged[bound] = judged.get(bound, 0.0) + value
        return cls(answers, judged)

    @property
    def requests(self) -> int:
        """Requests that were answered, whatever the answer; those whose caller hung up are left out."""
        return round(sum(value for (_, code), value in self.answers.items() if code != _CALLER_GONE))

    @property
    def errors(self) -> int:
        """Answers that are the guard's or its next hop's fault; what it refuses, overload included, is the caller's."""
        return round(sum(self._of("error").values()))

    @property
    def errors_by_code(self) -> dict[str, int]:
        """The same by status code."""
        return {code: round(value) for code, value in sorted(self._of("error").items()) if value > 0}

    @property
    def blocks(self) -> int:
        """Requests or answers that a rule stopped."""
        return round(sum(self._of("block").values()))

    @property
    def judgements(self) -> int:
        """Bodies that were judged."""
        return round(self.judged.get(math.inf, 0.0))

    def judge_quantile(self, share: float) -> float:
        """Seconds within which so many judgements ended, interpolated in a bucket as Prometheus does; 0 without any."""
        rank = share * self.judged.get(math.inf, 0.0)
        lower, below = 0.0, 0.0
        for bound, count in sorted(self.judged.items()):
            if count >= rank and count > 0:
                if math.isinf(bound):
                    return lower
                return lower + (bound - lower) * (rank - below) / max(count - below, 1e-9)
            lower, below = bound, count
        return 0.0

    def _of(self, decision: str) -> dict[str, float]:
        return {
            code: value for (said, code), value in self.answers.items() if said == decision and code != _CALLER_GONE
        }
