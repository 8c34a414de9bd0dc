"""The audit trail: one JSON line per decision on the standard output.

A line is written only when the pipe takes it at once, so that a slow reader cannot stop the event loop. Lines wait in
a bounded backlog; while that is nearly full the guard takes no new requests, so that no decision goes unrecorded.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from .admission import MAX_IN_FLIGHT
from .judgement import Judgement
from .metrics import Metrics

MAX_FIELD_CHARACTERS: Final = 128
"""Longest string of a line, characters; nine of them, each escaped, stay below PIPE_BUF."""
MAX_BACKLOG_LINES: Final = 8192
_RETRY_SECONDS: Final = 0.05


@dataclass
class Decision:
    """What happened to one request, filled in on its way."""

    request_id: str
    trace_id: str
    caller: str = "unknown"
    decision: str = "error"
    direction: str | None = None
    rule: str | None = None
    family: str | None = None
    status: int = 500
    code: str | None = None
    model: str | None = None
    prompt_hmac: str | None = None
    characters: dict[str, int] = field(default_factory=lambda: {"prompt": 0, "scanned": 0, "answer": 0})
    milliseconds: dict[str, float] = field(default_factory=lambda: {"judge": 0.0, "upstream": 0.0, "total": 0.0})

    def note(self, judgement: Judgement, seconds: float) -> None:
        """Takes over what a judgement says."""
        self.milliseconds["judge"] += seconds * 1000
        self.direction = judgement.direction.value
        self.rule = judgement.rule
        self.family = judgement.family
        self.model = judgement.model or self.model
        self.prompt_hmac = judgement.prompt_hmac or self.prompt_hmac
        characters = judgement.characters
        self.characters["prompt"] += characters.prompt
        self.characters["scanned"] += characters.scanned
        self.characters["answer"] += characters.answer


class AuditTrail:
    """Writes decisions to a file descriptor."""

    def __init__(self, descriptor: int, tier: str, metrics: Metrics) -> None:
        self._descriptor = descriptor
        self._tier = tier
        self._metrics = metrics
        self._backlog: deque[bytes] = deque()
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLOUT)
        self._retry: asyncio.TimerHandle | None = None
        self.ruleset = ""
        """SHA-256 of the loaded rules."""

    @property
    def backlogged(self) -> bool:
        """Nobody reads; only the lines of the requests in flight have room."""
        return len(self._backlog) >= MAX_BACKLOG_LINES - MAX_IN_FLIGHT

    def write(self, decision: Decision) -> None:
        """Writes the line of one decision, now or as soon as the reader is ready."""
        if len(self._backlog) >= MAX_BACKLOG_LINES:
            self._metrics.audit_line_dropped()
            return
        self._backlog.append(render(decision, self._tier, self.ruleset))
        if self._retry is None:
            self._flush()

    def close(self) -> None:
        """Writes what the reader still takes; the rest is lost and counted."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        self._write_ready()
        for _ in self._backlog:
            self._metrics.audit_line_dropped()

    def _flush(self) -> None:
        self._retry = None
        self._write_ready()
        if self._backlog:
            self._retry = asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._flush)

    def _write_ready(self) -> None:
        # A pipe that polls writable has room for PIPE_BUF bytes (4096 on Linux), and a line is shorter: the write
        # neither blocks nor mixes with another writer's.
        while self._backlog and self._poll.poll(0):
            line = self._backlog.popleft()
            try:
                os.write(self._descriptor, line)
            except BlockingIOError:
                self._backlog.appendleft(line)
                return
            except OSError:
                self._metrics.audit_line_dropped()


def render(decision: Decision, tier: str, ruleset: str) -> bytes:
    """One line, shorter than PIPE_BUF: ASCII JSON, control characters escaped, strings capped."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "event": "decision",
        "request_id": _capped(decision.request_id),
        "trace_id": _capped(decision.trace_id),
        "tier": tier,
        "caller": {"id": _capped(decision.caller), "verified": False},
        "ruleset": _capped(ruleset),
        "decision": decision.decision,
        "direction": decision.direction,
        "rule": _capped(decision.rule),
        "family": _capped(decision.family),
        "status": decision.status,
        "code": _capped(decision.code),
        "model": _capped(decision.model),
        "characters": decision.characters,
        "milliseconds": {name: round(value, 3) for name, value in decision.milliseconds.items()},
        "prompt_hmac": _capped(decision.prompt_hmac),
    }
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"


def _capped(text: str | None) -> str | None:
    if text is None:
        return None
    if not (text.isascii() and text.isprintable()):
        text = text[:MAX_FIELD_CHARACTERS].encode("unicode_escape").decode("ascii")
    return text[:MAX_FIELD_CHARACTERS]
