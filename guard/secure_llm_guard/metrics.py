"""Prometheus metrics of one guard process. Every label value comes from settings, the rules or this package."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from .judgement import Judgement

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)


class Metrics:
    """The guard's counters and histograms, in a registry of their own."""

    def __init__(self, tier: str) -> None:
        self._registry = registry = CollectorRegistry()
        self._tier = tier
        prefix = "secure_llm_guard_"
        self._requests = Counter(
            prefix + "requests_total", "Requests on the public port.", ["tier", "decision", "code"], registry=registry
        )
        self._blocks = Counter(
            prefix + "blocks_total", "Blocked bodies.", ["tier", "direction", "family", "rule"], registry=registry
        )
        self._request_seconds = Histogram(
            prefix + "request_seconds", "Whole request, seconds.", ["tier"], buckets=_SECONDS, registry=registry
        ).labels(tier)
        judge_seconds = Histogram(
            prefix + "judge_seconds",
            "Judging one body, waiting for a worker included, seconds.",
            ["tier", "direction"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._judge_seconds = {name: judge_seconds.labels(tier, name) for name in ("input", "output")}
        self._upstream_seconds = Histogram(
            prefix + "upstream_seconds",
            "Waiting for the next hop, seconds.",
            ["tier"],
            buckets=_SECONDS,
            registry=registry,
        ).labels(tier)
        self._queue_depth = Gauge(
            prefix + "queue_depth", "Bodies waiting for a worker.", ["tier"], registry=registry
        ).labels(tier)
        self._workers_killed = Counter(
            prefix + "workers_killed_total",
            "Workers that were killed at their deadline or died, and were replaced.",
            ["tier"],
            registry=registry,
        ).labels(tier)
        self._audit_dropped = Counter(
            prefix + "audit_lines_dropped_total",
            "Audit lines lost because nobody read the standard output.",
            ["tier"],
            registry=registry,
        ).labels(tier)
        self._info = Gauge(prefix + "info", "1; the loaded rules as label.", ["tier", "ruleset"], registry=registry)

    def loaded(self, ruleset: str) -> None:
        """The workers have loaded these rules."""
        self._info.labels(self._tier, ruleset).set(1)

    def answered(self, decision: str, status: int, seconds: float) -> None:
        """A request has its answer."""
        self._requests.labels(self._tier, decision, str(status)).inc()
        self._request_seconds.observe(seconds)

    def blocked(self, judgement: Judgement) -> None:
        """A rule matched."""
        self._blocks.labels(
            self._tier, judgement.direction.value, judgement.family or "unknown", judgement.rule or "unknown"
        ).inc()

    def judged(self, direction: str, seconds: float) -> None:
        """A body was judged, or given up."""
        self._judge_seconds[direction].observe(seconds)

    def upstream(self, seconds: float) -> None:
        """The next hop answered or failed."""
        self._upstream_seconds.observe(seconds)

    def queue_depth(self, waiting: int) -> None:
        """So many bodies wait for a worker now."""
        self._queue_depth.set(waiting)

    def worker_killed(self) -> None:
        """A worker is gone."""
        self._workers_killed.inc()

    def audit_line_dropped(self) -> None:
        """An audit line is lost."""
        self._audit_dropped.inc()

    def render(self) -> bytes:
        """The text exposition format."""
        return generate_latest(self._registry)
